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
  location.hash = '#/customers';
  dispatchEvent(new Event('hashchange'));
  render(App);
  await screen.findByTestId('screen-customers');
});

const asked = (): unknown[] => core.asked.filter((one) => one.name === 'customer_facets').map((one) => one.payload);

it('tells what each condition would leave, and asks anew under what is chosen', async () => {
  const box = await screen.findByRole('checkbox', { name: 'in conflict (380)' });
  expect(screen.getByRole('checkbox', { name: 'several records (900)' })).toBeTruthy();
  expect(asked()).toEqual([{ query: '', source: null, conflicts_only: false, records_at_least: null }]);
  await fireEvent.click(box);
  await waitFor(() => expect(asked()).toContainEqual({ query: '', source: null, conflicts_only: true, records_at_least: null }));
});
