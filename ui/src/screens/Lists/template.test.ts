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
  core = Object.assign(fakeTransport(), { pickFiles: () => Promise.resolve(['/home/m/printer.csv']) });
  useTransport(core);
  location.hash = '#/lists';
  dispatchEvent(new Event('hashchange'));
  render(App);
  await screen.findByTestId('template');
});

const asked = (name: string): unknown[] => core.asked.filter((one) => one.name === name).map((one) => one.payload);

it('offers an unsure guess without using it, and keeps the file as a destination', async () => {
  await fireEvent.click(screen.getByTestId('choose-template'));
  const dialog = await screen.findByTestId('template-dialog');
  expect(asked('read_template')).toEqual([{ path: '/home/m/printer.csv' }]);
  expect(screen.getAllByTestId('template-column')).toHaveLength(2);
  expect(dialog.textContent).toContain('Perhaps Nickname?');
  expect(dialog.textContent).toContain('1 column stays blank until you say what it holds.');
  await fireEvent.input(screen.getByTestId('template-name'), { target: { value: 'The printer' } });
  await fireEvent.click(screen.getByTestId('keep-template'));
  await waitFor(() => expect(asked('keep_template')).toEqual([{ path: '/home/m/printer.csv', name: 'The printer', columns: [], to: null }]));
  await waitFor(() => expect(screen.queryByTestId('template-dialog')).toBeNull());
});

it('notes how many rows a platform took, and nothing that is no number', async () => {
  for (const text of ['many', '612']) {
    await fireEvent.click(await screen.findByTestId('accepted'));
    const box = screen.getByTestId('accepted-input');
    await fireEvent.input(box, { target: { value: text } });
    await fireEvent.keyDown(box, { key: 'Enter' });
    await fireEvent.blur(box);
  }
  await waitFor(() => expect(asked('set_accepted')).toEqual([{ delivery: 1, accepted: 612 }]));
});

it('tells wrong recipes of the settings, and whether an upload took', async () => {
  expect(screen.getByTestId('template').textContent).toContain('line 11');
  const outcomes = await screen.findByTestId('outcomes');
  expect(outcomes.textContent).toContain('Mailchimp has 760 of 764 of them now');
});

it('reads a file anew when it is chosen again', async () => {
  await fireEvent.click(screen.getByTestId('choose-template'));
  await screen.findByTestId('template-dialog');
  await fireEvent.click(screen.getByTestId('choose-template'));
  await waitFor(() => expect(asked('read_template')).toHaveLength(2));
});
