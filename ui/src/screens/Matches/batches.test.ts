import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { fakeTransport } from '../../testing/fakeCore';

let core: ReturnType<typeof fakeTransport>;
const asked = (name: string) => core.asked.filter((one) => one.name === name).map((one) => one.payload);

beforeEach(() => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport();
  useTransport(core);
});

function go(hash: string): void {
  location.hash = hash;
  dispatchEvent(new Event('hashchange'));
  render(App);
}

it('judges a batch but for what was left out', async () => {
  go('#/matches/batches');
  await fireEvent.click(await screen.findByTestId('batch'));
  const [first] = await screen.findAllByTestId('batch-pair');
  await fireEvent.click(first as HTMLElement);
  expect(screen.getByTestId('batch-chosen').textContent).toBe('3 of 4 chosen');
  await fireEvent.click(screen.getByTestId('batch-same'));
  await waitFor(() => expect(asked('judge_batch')).toEqual([{ batch: 'b1', pairs: [2, 3, 4], verdict: 'same', note: '' }]));
  await waitFor(() => expect(screen.queryByTestId('batch-dialog')).toBeNull());
});

it('asks for a pair without what was said of it where somebody judges second', async () => {
  go('#/matches/second?who=Priya');
  await screen.findByTestId('pair');
  expect(asked('get_pair')).toEqual([{ pair: 1, blind: true }]);
  expect(screen.queryByTestId('reason')).toBeNull();
  await fireEvent.keyDown(document.body, { key: 'd' });
  await waitFor(() => expect(asked('judge_second')).toEqual([{ pair: 1, reviewer: 'Priya', verdict: 'different', note: '' }]));
  expect(screen.getByTestId('agreed').textContent).toBe('92 %, 11 of 12 pairs alike');
});

it('never tells a share of what nobody judged', async () => {
  go('#/matches/sample');
  expect((await screen.findByTestId('sample-precision')).textContent).toContain('97.5 %');
  expect(screen.getByTestId('sample-recall').textContent).toBe('not measured');
});
