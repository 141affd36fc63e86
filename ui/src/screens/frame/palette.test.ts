import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { CUSTOMERS, fakeTransport } from '../../testing/fakeCore';
import Palette from './Palette.svelte';

beforeEach(() => {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  location.hash = '';
  useTransport(fakeTransport({
    search_customers: ({ query }) => {
      const customers = CUSTOMERS.filter((one) => one.name.toLowerCase().includes((query ?? '').toLowerCase()));
      return { customers, total: customers.length };
    },
  }));
  render(Palette, { onclose: () => undefined });
});

const box = () => screen.getByTestId('palette-input');
const type = (value: string) => fireEvent.input(box(), { target: { value } });

it('follows nobody who was found by other words', async () => {
  await type('anne');
  await screen.findByText('Anne Marsh');
  await type('report');
  await fireEvent.keyDown(box(), { key: 'Enter' });
  expect(location.hash).toBe('#/report');
});

it('stays on what the arrows led to when people come before it', async () => {
  const chosen = () => document.querySelector('[role="option"][aria-selected="true"]')?.textContent;
  await type('m');
  await fireEvent.keyDown(box(), { key: 'ArrowDown' });
  const before = chosen();
  expect(before).toBeTruthy();
  await screen.findByText('Anne Marsh');
  expect(chosen()).toBe(before);
});
