import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { fakeTransport } from '../../testing/fakeCore';
import Outcomes from './Outcomes.svelte';

beforeEach(() => {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
});

it('says what it needs where no number of rows is written', async () => {
  const core = fakeTransport();
  useTransport(core);
  render(Outcomes);
  const write = async (text: string) => {
    await fireEvent.click(await screen.findByTestId('accepted'));
    const box = screen.getByTestId('accepted-input');
    await fireEvent.input(box, { target: { value: text } });
    await fireEvent.blur(box);
  };
  const said = () => core.asked.filter((one) => one.name === 'set_accepted').map((one) => one.payload);
  await write('nearly all');
  expect((await screen.findByRole('alert')).textContent).toContain('a number of rows');
  expect(said()).toEqual([]);
  await write('740');
  await waitFor(() => expect(said()).toEqual([{ delivery: 1, accepted: 740 }]));
  expect(screen.queryByRole('alert')).toBeNull();
});
