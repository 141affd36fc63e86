import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';

import type { AppInfo, ProjectSummary } from '../../api';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { REPLIES } from '../../testing/fakeCore';
import { opened, refuse } from '../../testing/opened';

const type = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });
const isDisabled = (testid: string): boolean => (screen.getByTestId(testid) as HTMLButtonElement).disabled;

const encrypted = (): typeof REPLIES => ({ project_summary: () => ({ ...(REPLIES.project_summary?.({}) as ProjectSummary), encrypted: true }) });

afterEach(() => {
  session.encrypting = false;
  session.unlocking = undefined;
});

it('encrypts only with a passphrase long enough, typed twice and kept', async () => {
  const { asked } = await opened('overview', { encrypt_project: () => ({ encrypted: true, sentence: 'Encrypted the project.' }) });
  await fireEvent.click(screen.getByTestId('encryption'));
  const dialog = await screen.findByTestId('encryption-dialog');
  expect(dialog.textContent).toContain('cannot be recovered');
  expect(await violations(dialog.querySelector('form') as HTMLFormElement)).toEqual([]);
  await type('passphrase-new', 'short');
  await fireEvent.click(screen.getByTestId('passphrase-sure'));
  expect(dialog.textContent).toContain('3 more characters are needed.');
  await type('passphrase-new', 'heron teapot ladder');
  await type('passphrase-again', 'heron teapot');
  expect(dialog.textContent).toContain('The two are not the same.');
  expect(isDisabled('encryption-do')).toBe(true);
  await type('passphrase-again', 'heron teapot ladder');
  expect(isDisabled('encryption-do')).toBe(false);
  await fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
  await waitFor(() => expect(asked('encrypt_project')).toEqual([{ passphrase: 'heron teapot ladder' }]));
  await waitFor(() => expect(screen.queryByTestId('encryption-dialog')).toBeNull());
});

it('changes and removes with the present passphrase, and tells a wrong one', async () => {
  const { asked } = await opened('overview', { ...encrypted(), decrypt_project: refuse('This passphrase does not open it.') });
  await fireEvent.click(screen.getByTestId('encryption'));
  const dialog = await screen.findByTestId('encryption-dialog');
  expect(await violations(dialog.querySelector('form') as HTMLFormElement)).toEqual([]);
  await fireEvent.click(screen.getByTestId('choose-remove'));
  await type('passphrase-current', 'another one');
  expect(isDisabled('encryption-do')).toBe(true);
  await fireEvent.click(screen.getByTestId('passphrase-sure'));
  await fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
  expect((await screen.findByTestId('encryption-failed')).textContent).toContain('does not open it');
  expect(asked('decrypt_project')).toEqual([{ current: 'another one' }]);
});

it('asks for the passphrase of a project that waits for one, once, and lets go', async () => {
  const app = REPLIES.app_info?.({}) as AppInfo;
  const { asked } = await opened('start', {
    app_info: () => ({ ...app, open: null, locked: '/home/m/shop.rollcall' }),
    unlock_project: refuse('This passphrase does not open /home/m/shop.rollcall.'),
  });
  const dialog = await screen.findByTestId('unlock-dialog');
  expect(dialog.textContent).toContain('shop.rollcall needs its passphrase');
  expect(await violations(dialog.querySelector('form') as HTMLFormElement)).toEqual([]);
  expect(isDisabled('unlock-open')).toBe(true);
  await type('unlock-passphrase', 'a guess');
  await fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
  expect((await screen.findByTestId('unlock-failed')).textContent).toContain('does not open');
  expect(asked('unlock_project')).toEqual([{ path: '/home/m/shop.rollcall', passphrase: 'a guess' }]);
  session.unlocking = undefined;
  await session.refresh();
  await waitFor(() => expect(screen.queryByTestId('unlock-dialog')).toBeNull());
});
