import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { fakeTransport, PAIRS } from '../../testing/fakeCore';
import { refuse } from '../../testing/opened';

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
/** The pair the desk shows. */
const shown = () => screen.getByTestId('pair').dataset.pair;

it('gives one verdict a key and goes on to the next pair', async () => {
  await press('s');
  await waitFor(() => expect(judged()).toEqual([{ pair: 1, verdict: 'same', note: '' }]));
  await waitFor(() => expect(shown()).toBe('2'));
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
  await waitFor(() => expect(shown()).toBe('2'));
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

it('keeps the note to a pair while others are looked at, and drops it with the verdict', async () => {
  const box = () => screen.queryByRole<HTMLTextAreaElement>('textbox', { name: 'Note to this pair' });
  await press('n');
  await fireEvent.input(box() as HTMLElement, { target: { value: 'sisters' } });
  await fireEvent.click(screen.getByTestId('pair-next'));
  await waitFor(() => expect(shown()).toBe('2'));
  expect(box()).toBeNull();
  await fireEvent.click(screen.getByTestId('pair-back'));
  await waitFor(() => expect(shown()).toBe('1'));
  await press('n');
  expect(box()?.value).toBe('sisters');
  await fireEvent.click(screen.getByTestId('verdict-same'));
  await waitFor(() => expect(shown()).toBe('2'));
  await press('s');
  await waitFor(() => expect(judged()).toEqual([{ pair: 1, verdict: 'same', note: 'sisters' }, { pair: 2, verdict: 'same', note: '' }]));
});

it('shows the other records of both people by a key, and each says where it stands and what it says otherwise', async () => {
  expect(screen.getByTestId('case').textContent).toContain('and 2 more records of this customer');
  expect(core.asked.some((one) => one.name === 'pair_case')).toBe(false);
  await press('c');
  const records = await screen.findAllByTestId('case-record');
  expect(records).toHaveLength(2);
  expect(records[0]?.textContent).toMatch(/HubSpot.*M-21.*members\.csv, row 22.*C000123/s);
  expect(screen.getByTestId('pair').textContent).toMatch(/≠ as neither/);
  expect(screen.getByTestId('spoken').textContent).toBe('2 more records stand beside the pair.');
  await press('c');
  await waitFor(() => expect(screen.queryAllByTestId('case-record')).toHaveLength(0));
  await press('c');
  await screen.findAllByTestId('case-record');
  await press('l');
  await waitFor(() => expect(screen.queryAllByTestId('case-record')).toHaveLength(0));
});

it('tells beside a value how many people hold it', () => {
  expect(screen.getAllByTestId('held').map((one) => one.textContent)).toEqual(['about 31 of 4,012 people have it', 'on 6 people, 14 records']);
});

it('narrows the queue by both sources and by what is in doubt, and puts it in another order', async () => {
  const asked = () => core.asked.filter((one) => one.name === 'list_pairs').at(-1)?.payload;
  expect(asked()).toMatchObject({ filter: 'waiting', source: null, other_source: null, doubt: null, order: null });
  const sources = screen.getByTestId('pair-sources');
  await waitFor(() => expect([...sources.querySelectorAll('option')].map((one) => one.textContent)).toEqual(['between any sources', 'Shopify · HubSpot', 'within HubSpot']));
  await fireEvent.change(sources, { target: { value: '1-2' } });
  await waitFor(() => expect(asked()).toMatchObject({ source: 1, other_source: 2, doubt: null }));
  await fireEvent.change(screen.getByTestId('pair-doubt'), { target: { value: 'E-mail' } });
  await waitFor(() => expect(asked()).toMatchObject({ source: 1, other_source: 2, doubt: 'E-mail' }));
  await fireEvent.change(screen.getByTestId('pair-order'), { target: { value: 'weight' } });
  await waitFor(() => expect(asked()).toMatchObject({ doubt: 'E-mail', order: 'weight', offset: 0 }));
  expect(screen.getByTestId('of-this-kind').textContent).toBe('12 pairs of this kind.');
});

it('judges no pair that is still on its way, and shows why one does not come', async () => {
  const call = core.call.bind(core);
  let arrive: () => void = () => undefined;
  core.call = async (name, payload) => {
    const asked = name === 'get_pair' ? (payload as { pair: number }).pair : undefined;
    if (asked === 2) await new Promise<void>((resolve) => (arrive = resolve));
    return asked === 3 ? refuse('This pair cannot be read.')() : call(name, payload);
  };
  const current = () => screen.getByTestId('queue').querySelector<HTMLElement>('[aria-current="true"]')?.dataset.pair;
  await press('s');
  await waitFor(() => expect(current()).toBe('2'));
  // The desk still shows the first pair: whoever presses twice has not seen the second.
  await press('s');
  await press('k');
  expect(shown()).toBe('1');
  expect(current()).toBe('2');
  expect(judged()).toEqual([{ pair: 1, verdict: 'same', note: '' }]);
  await waitFor(() => {
    arrive();
    expect(shown()).toBe('2');
  });
  await press('d');
  await waitFor(() => expect(judged()).toHaveLength(2));
  expect(await screen.findByText('This pair cannot be read.')).toBeTruthy();
});

it('takes a key that is held down for one verdict', async () => {
  await press('s');
  await waitFor(() => expect(shown()).toBe('2'));
  await fireEvent.keyDown(document.body, { key: 's', repeat: true });
  await fireEvent.keyDown(document.body, { key: 'z', repeat: true });
  await fireEvent.keyDown(document.body, { key: 'l', repeat: true });
  await waitFor(() => expect(shown()).toBe('3'));
  expect(judged()).toHaveLength(1);
});

it('takes each verdict back once, however fast that is asked', async () => {
  for (const pair of ['1', '2']) {
    await waitFor(() => expect(shown()).toBe(pair));
    await press('s');
    await waitFor(() => expect(judged()).toHaveLength(Number(pair)));
  }
  await waitFor(() => expect(shown()).toBe('3'));
  void press('z');
  void press('z');
  await waitFor(() => expect(judged().at(-1)).toEqual({ pair: 2, verdict: null, note: '' }));
  await waitFor(() => expect(shown()).toBe('2'));
  await press('z');
  await waitFor(() => expect(judged().at(-1)).toEqual({ pair: 1, verdict: null, note: '' }));
  expect(judged()).toHaveLength(4);
});
