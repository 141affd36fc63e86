import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
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
  location.hash = '#/matches/model';
  dispatchEvent(new Event('hashchange'));
  render(App);
  await screen.findByTestId('tier-strict');
});

it('shows which tier holds and sets another', async () => {
  expect(screen.getByTestId<HTMLInputElement>('tier-balanced').checked).toBe(true);
  await fireEvent.click(screen.getByTestId('tier-strict'));
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'set_tier').map((one) => one.payload)).toEqual([{ tier: 'strict' }]));
});

it('says what the line would do before anything is changed', async () => {
  const before = screen.getByTestId('effect').textContent;
  expect(before).toContain('where the line stands');
  await fireEvent.input(screen.getByTestId('threshold'), { target: { value: '10' } });
  await waitFor(() => expect(screen.getByTestId('effect').textContent).toContain('fewer than where it stands'));
  expect(core.asked.some((one) => one.name === 'set_tier')).toBe(false);
});
