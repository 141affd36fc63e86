import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';

import { PAGES } from '../../guide/pages';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { opened } from '../../testing/opened';
import { t } from '../../text';

afterEach(() => {
  session.help = false;
});

const shown = () => screen.getByTestId('guide-page').dataset.page;
const link = (name: string) => within(screen.getByTestId('guide-page')).getAllByRole('link').find((one) => one.getAttribute('href') === `#/guide-${name}`);

describe('the guide beside a screen', () => {
  it.each([
    ['overview', 'first-audit'],
    ['matches', 'pairs'],
    ['governance/requests', 'people'],
    ['lists', 'lists'],
  ])('of %s is the page %s, opened by a key, with the keys of the screen', async (address, page) => {
    await opened(address);
    await fireEvent.keyDown(document.body, { key: '?' });
    expect(await screen.findByTestId('guide')).toBeTruthy();
    expect(shown()).toBe(page);
    expect(within(screen.getByTestId('guide')).getByRole('heading', { level: 2 }).textContent).toBe(PAGES.get(page)?.title);
    expect(within(screen.getByTestId('keys')).getByText(t.frame.help.everywhere)).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('guide-page')));
    expect(await violations(screen.getByTestId('guide'))).toEqual([]);
  });

  it('leads to all pages, from there to another, and back by the same way', async () => {
    await opened('report');
    await fireEvent.click(screen.getByTestId('guide-open'));
    expect(shown()).toBe('report');
    expect(screen.queryByTestId('guide-back')).toBeNull();
    await fireEvent.click(screen.getByTestId('guide-all'));
    await waitFor(() => expect(shown()).toBe('README'));
    const uploads = link('uploads');
    expect(uploads).toBeTruthy();
    if (uploads) await fireEvent.click(uploads);
    await waitFor(() => expect(shown()).toBe('uploads'));
    // The address of the screen stays as it was.
    expect(location.hash).toBe('#/report');
    await fireEvent.click(screen.getByTestId('guide-back'));
    await waitFor(() => expect(shown()).toBe('README'));
    await fireEvent.click(screen.getByTestId('guide-back'));
    await waitFor(() => expect(shown()).toBe('report'));
  });

  it('opens without a project', async () => {
    await opened('start');
    await fireEvent.click(screen.getByTestId('guide-open'));
    expect(shown()).toBe('first-audit');
  });
});
