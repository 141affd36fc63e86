import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';

import { pagesIn } from '../../guide/pages';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { opened } from '../../testing/opened';
import { t } from '../../text';
import GuideDrawer from './GuideDrawer.svelte';

afterEach(() => {
  session.help = false;
});

const shown = () => screen.getByTestId('guide-page').dataset.page;
const title = () => within(screen.getByTestId('guide')).getByRole('heading', { level: 2 }).textContent;
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
    const pages = await pagesIn('en');
    expect(pages.has(page)).toBe(true);
    await waitFor(() => expect(title()).toBe(pages.get(page)?.title));
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
    // The pages come once the guide is opened.
    await screen.findByRole('link', { name: 'Uploading a list' });
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

  it('shows the page of the other language under the same name, and leads to its parts', async () => {
    const [english, german] = await Promise.all([pagesIn('en'), pagesIn('de')]);
    render(GuideDrawer, { screen: 'history', part: undefined, onclose: () => undefined, load: () => pagesIn('de') });
    await waitFor(() => expect(title()).toBe(german.get('history')?.title));
    expect(title()).not.toBe(english.get('history')?.title);
    const onwards = link('handover');
    expect(onwards).toBeTruthy();
    if (onwards) await fireEvent.click(onwards);
    await waitFor(() => expect(shown()).toBe('handover'));
    expect(title()).toBe(german.get('handover')?.title);
    const parts = [...screen.getByTestId('guide-page').querySelectorAll<HTMLElement>('[data-part]')].map((one) => one.dataset.part);
    expect(parts).toContain('entscheidungen-für-ein-anderes-projekt');
    expect(await violations(screen.getByTestId('guide'))).toEqual([]);
  });

  it('says so when its pages do not come, and still tells the keys', async () => {
    render(GuideDrawer, { screen: 'overview', part: undefined, onclose: () => undefined, load: () => Promise.reject(new Error('gone')) });
    expect((await screen.findByRole('alert')).textContent).toBe(t.guide.failed);
    expect(within(screen.getByTestId('keys')).getByText(t.frame.help.everywhere)).toBeTruthy();
  });
});
