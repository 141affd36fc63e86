import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import { useTransport, type SavedList } from '../../api';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport } from '../../testing/fakeCore';
import { SAVED } from '../../testing/fakeMeasures';
import { refuse } from '../../testing/opened';
import OwnList from './OwnList.svelte';

const [list] = SAVED.lists as [SavedList];

beforeEach(() => {
  session.notices = [];
});

async function call(name: string): Promise<void> {
  await fireEvent.click(screen.getByTestId('rename-list'));
  const box = screen.getByTestId('rename-list-input');
  await fireEvent.input(box, { target: { value: name } });
  await fireEvent.blur(box);
}

it('a list is called otherwise where its versions stand, and it can be undone', async () => {
  const core = fakeTransport();
  useTransport(core);
  const { container } = render(OwnList, { list });
  expect(await violations(container)).toEqual([]);
  await call(' Quiet in Leeds ');
  await waitFor(() => expect(session.notices.at(-1)).toMatchObject({ sentence: 'The list is called “Quiet in Leeds” now.', undo: true }));
  expect(core.asked).toEqual([{ name: 'rename_list', payload: { list: 3, name: 'Quiet in Leeds' } }]);
});

it('a name another list has is refused beside it', async () => {
  useTransport(fakeTransport({ rename_list: refuse('There is a list called “Lapsed” already.') }));
  render(OwnList, { list });
  await call('Lapsed');
  expect((await screen.findByTestId('error')).textContent).toContain('already');
});
