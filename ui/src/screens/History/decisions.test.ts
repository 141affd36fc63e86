import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { opened, refuse } from '../../testing/opened';

beforeEach(() => {
  session.notices = [];
});

/** Answers the question for a path, as a surface without dialogs asks it. */
async function answer(path: string): Promise<string> {
  const box = await screen.findByTestId<HTMLInputElement>('path-input');
  const suggested = box.value;
  await fireEvent.input(box, { target: { value: path } });
  await fireEvent.submit(box.closest('form') as HTMLFormElement);
  return suggested;
}

it('decisions are written to a file, and what is in it is told', async () => {
  const { container, asked } = await opened('history/decisions');
  expect(await violations(container)).toEqual([]);
  await fireEvent.click(screen.getByTestId('save-decisions'));
  expect(await answer('/projects/ours.json')).toMatch(/Harbour & Pine decisions\.json$/);
  await waitFor(() => expect(asked('save_decisions')).toEqual([{ path: '/projects/ours.json' }]));
  const saved = await screen.findByTestId('decisions-saved');
  expect(saved.textContent).toContain('ours.json');
  expect(within(saved).getAllByRole('listitem').map((one) => one.textContent.trim())).toEqual(['12 verdicts', '3 rules and settings']);
});

it('decisions of another project are taken in, and what did not fit is told with why', async () => {
  const { container, asked } = await opened('history/decisions');
  await fireEvent.click(screen.getByTestId('take-decisions'));
  await answer('/projects/theirs.json');
  await waitFor(() => expect(asked('take_decisions')).toEqual([{ path: '/projects/theirs.json' }]));
  const left = await screen.findByTestId('decisions-left');
  expect(left.textContent).toContain('There is no source called Till here.');
  expect(screen.getByTestId('decisions-taken').textContent).toContain('2 decisions do not fit; the first 1 are shown');
  expect(session.notices.at(-1)?.undo).toBe(true);
  expect(await violations(container)).toEqual([]);
});

it('a file that holds no decisions is refused where it was chosen', async () => {
  await opened('history/decisions', { take_decisions: refuse('/projects/a.csv holds no decisions of Rollcall.') });
  await fireEvent.click(screen.getByTestId('take-decisions'));
  await answer('/projects/a.csv');
  expect((await screen.findByTestId('error')).textContent).toContain('holds no decisions');
  expect(screen.queryByTestId('decisions-taken')).toBeNull();
});

it('whoever thinks better of it changes nothing', async () => {
  const { asked } = await opened('history/decisions');
  await fireEvent.click(screen.getByTestId('take-decisions'));
  const dialog = await screen.findByTestId('path-dialog');
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByTestId('path-dialog')).toBeNull());
  expect(asked('take_decisions')).toEqual([]);
});
