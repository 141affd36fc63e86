import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';

import type { AppInfo, Backups } from '../../api';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { REPLIES } from '../../testing/fakeCore';
import { opened, refuse } from '../../testing/opened';

const LIST: Backups = {
  path: '/home/m/shop.rollcall',
  folder: '/home/m/shop.rollcall.backups',
  open: true,
  encrypted: false,
  on: true,
  kept: 5,
  bytes: 3_000_000,
  backups: [
    { backup: '2026-11-22T101500Z-57.rollcall', at: '2026-11-22T10:15:00Z', before_restore: false, bytes: 2_000_000, last: 'Judged a pair: same' },
    { backup: '2026-11-20T090000Z-1-before-restore.rollcall', at: '2026-11-20T09:00:00Z', before_restore: true, bytes: 1_000_000, last: null },
  ],
  failed: null,
  unsure: [],
};

const isDisabled = (testid: string): boolean => (screen.getByTestId(testid) as HTMLButtonElement).disabled;

afterEach(() => {
  session.backups = undefined;
});

it('lists backups with what was changed last, and restores the chosen one', async () => {
  const { asked } = await opened('overview', { list_backups: () => LIST, restore_backup: () => ({ sentence: 'The backup is restored.' }) });
  session.backups = LIST.path;
  const dialog = await screen.findByTestId('backups-dialog');
  await waitFor(() => expect(screen.getAllByTestId('backup')).toHaveLength(2));
  expect(dialog.textContent).toContain('Last change: Judged a pair: same');
  expect(dialog.textContent).toContain('2 backups, 3 MB');
  expect(await violations(dialog.querySelector('form') as HTMLFormElement)).toEqual([]);
  expect(isDisabled('restore')).toBe(true);
  await fireEvent.click(screen.getAllByTestId('backup')[0] as HTMLElement);
  expect(isDisabled('restore')).toBe(false);
  await fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
  await waitFor(() => expect(asked('restore_backup')).toEqual([{ path: LIST.path, backup: LIST.backups[0]?.backup }]));
  await waitFor(() => expect(screen.queryByTestId('backups-dialog')).toBeNull());
});

it('asks for the passphrase of an encrypted project that is not open, and switches backups off', async () => {
  const { asked } = await opened('overview', { list_backups: () => ({ ...LIST, open: false, encrypted: true }), set_backups: () => ({ ...LIST, on: false }), restore_backup: refuse('This passphrase does not open it.') });
  session.backups = LIST.path;
  await waitFor(() => expect(screen.getAllByTestId('backup')).toHaveLength(2));
  await fireEvent.click(screen.getAllByTestId('backup')[0] as HTMLElement);
  expect(isDisabled('restore')).toBe(true);
  await fireEvent.input(screen.getByTestId('backup-passphrase'), { target: { value: 'a guess' } });
  await fireEvent.submit(screen.getByTestId('backups-dialog').querySelector('form') as HTMLFormElement);
  expect((await screen.findByTestId('backups-failed')).textContent).toContain('does not open it');
  expect(asked('restore_backup')).toEqual([{ path: LIST.path, backup: LIST.backups[0]?.backup, passphrase: 'a guess' }]);
  await fireEvent.click(screen.getByTestId('backups-on'));
  await waitFor(() => expect(asked('set_backups')).toEqual([{ on: false }]));
});

it('tells backups of which nobody can say whether they are of the project or of a copy of it', async () => {
  const folder = '/home/m/former.rollcall.backups';
  await opened('overview', { list_backups: () => ({ ...LIST, unsure: [folder] }) });
  session.backups = LIST.path;
  const told = await screen.findByTestId('backups-unsure');
  expect(told.textContent).toContain('an erasure does not reach them');
  expect(told.textContent).toContain(folder);
});

it('leads from a damaged project to its backups', async () => {
  const damaged = () => {
    throw { code: 'damaged', message: 'It is damaged.', hint: 'Restore the backup of 2026-11-22.', context: [], id: '' };
  };
  await opened('start', { app_info: () => ({ ...(REPLIES.app_info?.({}) as AppInfo), open: null, recent: [{ path: LIST.path, name: 'Shop', opened_at: '2026-11-22T10:15:00Z', exists: true }] }), open_project: damaged, list_backups: () => ({ ...LIST, open: false, on: null }) });
  await fireEvent.click(screen.getByTestId('recent'));
  await fireEvent.click(await screen.findByTestId('look-at-backups'));
  await waitFor(() => expect(screen.getAllByTestId('backup')).toHaveLength(2));
});
