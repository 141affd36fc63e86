import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { fakeTransport, PAIRS } from '../../testing/fakeCore';

let core: ReturnType<typeof fakeTransport>;
const judged = () => core.asked.filter((one) => one.name === 'judge_pair').map((one) => one.payload);

beforeEach(async () => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  const settled = new Map<number, string | null>();
  core = fakeTransport({
    list_pairs: () => {
      const pairs = PAIRS.filter((pair) => !settled.get(pair.pair));
      return { pairs, total: pairs.length, waiting: pairs.length, tied: 0, decided: settled.size, implied: settled.size > 1 ? 3 : 0, pace: settled.size > 1 ? { seconds_each: 26, verdicts: 20 } : null };
    },
    judge_pair: ({ pair, verdict }) => {
      settled.set(pair, verdict);
      return { next: null, waiting: 0, decided: 0, implied: settled.size > 1 ? 3 : 0 };
    },
  });
  useTransport(core);
  location.hash = '#/matches';
  dispatchEvent(new Event('hashchange'));
  render(App);
  await screen.findByTestId('pair');
});

const press = (key: string, on: Element = document.body) => fireEvent.keyDown(on, { key });

it('gives one verdict a key and goes on to the next pair', async () => {
  await press('s');
  await waitFor(() => expect(judged()).toEqual([{ pair: 1, verdict: 'same', note: '' }]));
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'get_pair').at(-1)?.payload).toEqual({ pair: 2, blind: false }));
  await press('d');
  await waitFor(() => expect(judged().at(-1)).toEqual({ pair: 2, verdict: 'different', note: '' }));
});

it('takes the last verdict back and shows its pair again', async () => {
  await press('u');
  await waitFor(() => expect(judged()).toHaveLength(1));
  await waitFor(() => expect(screen.getByTestId('verdict-undo').hasAttribute('disabled')).toBe(false));
  await press('z');
  await waitFor(() => expect(judged().at(-1)).toEqual({ pair: 1, verdict: null, note: '' }));
});

it('says aloud what follows, and how long the rest takes', async () => {
  expect(screen.getByTestId('left').textContent).toBe('12 pairs left.');
  await press('s');
  await waitFor(() => expect(judged()).toHaveLength(1));
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'get_pair').at(-1)?.payload).toEqual({ pair: 2, blind: false }));
  await press('d');
  await waitFor(() => expect(screen.getByTestId('spoken').textContent).toBe('Different people. Noted. 3 more answers follow from it.'));
  await waitFor(() => expect(screen.getByTestId('left').textContent).toBe('10 pairs left, about 4 minutes at your pace.'));
  expect(screen.getByTestId('implied').textContent).toBe('3 answers follow from yours');
});

it('goes on and back without a verdict', async () => {
  const at = () => [...screen.getByTestId('queue').querySelectorAll('button')].findIndex((one) => one.getAttribute('aria-current') === 'true');
  expect(at()).toBe(0);
  await press('l');
  await waitFor(() => expect(at()).toBe(1));
  await fireEvent.click(await screen.findByTestId('pair-back'));
  await waitFor(() => expect(at()).toBe(0));
  expect(judged()).toEqual([]);
});

it('skips without a verdict', async () => {
  await press('k');
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'get_pair').at(-1)?.payload).toEqual({ pair: 2, blind: false }));
  expect(judged()).toEqual([]);
});

it('leaves the letters of a note alone, and keeps the note with the verdict', async () => {
  await press('n');
  const box = await screen.findByRole('textbox', { name: 'Note to this pair' });
  await fireEvent.input(box, { target: { value: 'sisters' } });
  await press('s', box);
  expect(judged()).toEqual([]);
  await fireEvent.click(screen.getByTestId('verdict-different'));
  await waitFor(() => expect(judged()).toEqual([{ pair: 1, verdict: 'different', note: 'sisters' }]));
});
