import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport, type PairRow } from '../../api';
import { changed } from '../../state/query.svelte';
import { fakeTransport, PAIRS } from '../../testing/fakeCore';

const MANY = 450;
const settled = new Set<number>();
let core: ReturnType<typeof fakeTransport>;

/** The queue as the core tells it: what is judged leaves it, and all behind it move up. */
function rest(): PairRow[] {
  const all = Array.from({ length: MANY }, (_, index): PairRow => ({ ...(PAIRS[0] as PairRow), pair: index + 1 }));
  return all.filter((one) => !settled.has(one.pair));
}

beforeEach(async () => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  settled.clear();
  core = fakeTransport({
    list_pairs: ({ offset, limit }) => ({ pairs: rest().slice(offset, offset + (limit ?? 100)), total: rest().length, waiting: rest().length, tied: 0, decided: settled.size, implied: 0, pace: null }),
    judge_pair: ({ pair }) => {
      settled.add(pair);
      return { next: null, waiting: 0, decided: 0, implied: 0 };
    },
  });
  useTransport(core);
  location.hash = '#/matches';
  dispatchEvent(new Event('hashchange'));
  render(App);
  await screen.findByTestId('pair');
});

const press = (key: string) => fireEvent.keyDown(document.body, { key });
const numbers = () => [...screen.getByTestId('queue').querySelectorAll('button')].map((one) => Number(one.dataset.pair));

it('loads more pairs by a key until all are there', async () => {
  await waitFor(() => expect(numbers()).toHaveLength(200));
  expect(screen.getByTestId('more-pairs').textContent).toContain('More (200 of 450 shown)');
  await press('m');
  expect(screen.getByTestId('spoken').textContent).toBe('200 more pairs are loaded.');
  await waitFor(() => expect(numbers()).toHaveLength(400));
  await press('m');
  await waitFor(() => expect(numbers()).toEqual(Array.from({ length: MANY }, (_, index) => index + 1)));
  expect(screen.queryByTestId('more-pairs')).toBeNull();
  await press('m');
  expect(screen.getByTestId('spoken').textContent).toBe('Every pair is in the list already.');
});

it('keeps what was loaded when a pair is judged, but for that pair', async () => {
  await waitFor(() => expect(numbers()).toHaveLength(200));
  await press('m');
  await waitFor(() => expect(numbers()).toHaveLength(400));
  await press('s');
  await waitFor(() => expect(numbers()[0]).toBe(2));
  expect(numbers()).toHaveLength(400);
  expect(new Set(numbers()).size).toBe(400);
});

it('goes on beyond the end of what is loaded', async () => {
  await waitFor(() => expect(numbers()).toHaveLength(200));
  const late = screen.getByTestId('queue').querySelector('button[data-pair="198"]');
  await fireEvent.click(late as HTMLElement);
  await waitFor(() => expect(numbers()).toHaveLength(400));
});
