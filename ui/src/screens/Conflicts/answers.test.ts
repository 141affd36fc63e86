import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { fakeTransport } from '../../testing/fakeCore';

let core: ReturnType<typeof fakeTransport>;

beforeEach(async () => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport();
  useTransport(core);
  location.hash = '#/conflicts';
  dispatchEvent(new Event('hashchange'));
  render(App);
  await screen.findByTestId('by-answer');
});

const answers = (): unknown[] => core.asked.filter((one) => one.name === 'list_conflicts').map((one) => (one.payload as { answer?: string }).answer);

it('counts conflicts by why their answer stands, and shows those of one reason alone', async () => {
  const open = within(screen.getByTestId('by-answer')).getByRole('button', { name: 'Only 12 disagreements: Nobody has decided yet' });
  await fireEvent.click(open);
  await waitFor(() => expect(answers()).toContain('ask'));
  expect(open.getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByTestId('by-why').textContent).toBe('Nobody has decided yet');
  await fireEvent.click(open);
  await waitFor(() => expect(screen.queryByTestId('by-why')).toBeNull());
});
