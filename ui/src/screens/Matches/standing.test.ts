import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { fakeTransport } from '../../testing/fakeCore';

let core: ReturnType<typeof fakeTransport>;

beforeEach(() => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport();
  useTransport(core);
});

function open(address: string): void {
  location.hash = `#/${address}`;
  dispatchEvent(new Event('hashchange'));
  render(App);
}

it('says of how many shared values it shows the first', async () => {
  open('matches/standing');
  expect((await screen.findByTestId('standing-first')).textContent).toContain('first 1 of 241');
});

it('sets whose a value is by hand, with a reason', async () => {
  open('matches/standing');
  await fireEvent.click(await screen.findByTestId('standing-change'));
  expect(screen.getByTestId<HTMLInputElement>('standing-shared').checked).toBe(true);
  expect(screen.getByTestId<HTMLButtonElement>('standing-say').disabled).toBe(true);
  await fireEvent.click(screen.getByTestId('standing-personal'));
  await fireEvent.input(screen.getByTestId('standing-why'), { target: { value: 'her own line' } });
  await fireEvent.click(screen.getByTestId('standing-say'));
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'set_standing').map((one) => one.payload)).toEqual([{ attribute: 'phone', mark: 'aa', value: null, standing: 'personal', reason: 'her own line' }]));
});

it('tells between what an estimate lies and what is lost without a rule', async () => {
  open('matches/model');
  const page = await screen.findByTestId('screen-matches');
  await waitFor(() => expect(page.textContent).toContain('between 98.4 % and 99.7 %'));
  expect(page.textContent).toContain('about 812 matching pairs');
  expect(page.textContent).toContain('none to speak of; 4,300 pairs of blocks too large');
  expect(page.textContent).toContain('about 12 matching pairs are lost so');
});

it('says that a list holds each person once', async () => {
  open('sources');
  const [box] = await screen.findAllByTestId('held-once');
  if (!box) throw new Error('no box');
  await fireEvent.click(box);
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'set_held_once').map((one) => one.payload)).toEqual([{ table: 1, once: true }]));
});
