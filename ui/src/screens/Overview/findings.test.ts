import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import type { Overview } from '../../api';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { REPLIES } from '../../testing/fakeCore';
import { opened } from '../../testing/opened';

const view = REPLIES.overview?.({}) as Overview;

beforeEach(() => {
  session.notices = [];
});

it('a finding becomes an action with an owner and a day', async () => {
  const findings = view.findings.map((one, index) => ({ ...one, owner: index === 1 ? 'Dana' : '' }));
  const { asked } = await opened('overview', { overview: () => ({ ...view, findings }) });
  await fireEvent.click((await screen.findAllByTestId('note-finding'))[1] as HTMLElement);
  const dialog = await screen.findByTestId('log-dialog');
  expect(await violations(dialog)).toEqual([]);
  expect((within(dialog).getByTestId('log-new-kind') as HTMLSelectElement).value).toBe('action');
  expect((within(dialog).getByTestId('log-owner') as HTMLInputElement).value).toBe('Dana');
  const text = within(dialog).getByTestId('log-text') as HTMLTextAreaElement;
  await fireEvent.submit(text.form as HTMLFormElement);
  const said = `${findings[1]?.sentence ?? ''} ${findings[1]?.action ?? ''}`;
  await waitFor(() => expect(asked('add_to_log')).toEqual([{ kind: 'action', text: said, about: '', owner: 'Dana', due: null, replaces: null }]));
  await waitFor(() => expect(session.notices[0]?.sentence).toContain('stands in the log'));
  expect(screen.queryByTestId('log-dialog')).toBeNull();
});

it('tells which findings the active use case needs put right', async () => {
  const findings = view.findings.map((one, index) => ({ ...one, needed_for: index === 0 ? 'Sales calls with context' : null }));
  await opened('overview', { overview: () => ({ ...view, findings }) });
  const list = within(await screen.findByTestId('findings'));
  expect(list.getAllByText(/^Needed for/).map((one) => one.textContent)).toEqual(['Needed for “Sales calls with context”.']);
});
