import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import type { HandOverTo, JobStarted } from '../../api';
import { violations } from '../../testing/axe';
import { opened, refuse } from '../../testing/opened';

/** Answers the question for a folder, as a surface without dialogs asks it. */
async function choose(folder: string): Promise<void> {
  await fireEvent.click(screen.getByTestId('hand-over'));
  const box = await screen.findByTestId<HTMLInputElement>('path-input');
  await fireEvent.input(box, { target: { value: folder } });
  await fireEvent.submit(box.closest('form') as HTMLFormElement);
}

/** The core, where a hand-over stands already. */
const HELD = {
  hand_over: ({ replace }: HandOverTo): JobStarted => (replace ? { job: 1 } : refuse('"/given" holds a hand-over that is complete.', 'would_replace')()),
};

it('a hand-over that stands already is replaced only when somebody says so', async () => {
  const { container, asked } = await opened('report', HELD);
  await choose('/given');
  const dialog = await screen.findByTestId('replace-handover');
  expect(dialog.textContent).toContain('/given');
  expect(await violations(container)).toEqual([]);
  expect(asked('hand_over')).toEqual([{ folder: '/given', replace: false }]);
  await fireEvent.click(screen.getByTestId('replace-sure'));
  await waitFor(() => expect(asked('hand_over').at(-1)).toEqual({ folder: '/given', replace: true }));
  await waitFor(() => expect(screen.queryByTestId('replace-handover')).toBeNull());
});

it('whoever thinks better of it replaces nothing', async () => {
  const { asked } = await opened('report', HELD);
  await choose('/given');
  await screen.findByTestId('replace-handover');
  await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByTestId('replace-handover')).toBeNull());
  expect(asked('hand_over')).toHaveLength(1);
});
