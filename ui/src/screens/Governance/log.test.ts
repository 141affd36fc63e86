import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport } from '../../testing/fakeCore';

let core: ReturnType<typeof fakeTransport>;
let container: HTMLElement;

beforeEach(async () => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport();
  useTransport(core);
  location.hash = '#/governance/log';
  dispatchEvent(new Event('hashchange'));
  ({ container } = render(App));
  await screen.findByTestId('log');
});

const asked = (name: string): unknown[] => core.asked.filter((one) => one.name === name).map((one) => one.payload);
const shown = (): string[] => [...container.querySelectorAll('[data-testid^="entry-"]')].map((one) => one.getAttribute('data-testid') ?? '');

it('counts in its heading, marks what is late in words, and breaks no rule of access', async () => {
  expect(screen.getByTestId('log-counts').textContent).toBe('1 open question, 1 open action, 1 past the date, 1 without an owner, 1 decision holds');
  expect(screen.getByTestId('entry-2').textContent).toContain('past its date');
  expect(screen.getByTestId('entry-3').textContent).not.toContain('past its date');
  expect(screen.getByTestId('entry-1').textContent).toContain('Answer: Yes, where an e-mail is known.');
  expect(await violations(container)).toEqual([]);
});

it('is narrowed by kind and by what is open', async () => {
  await fireEvent.change(screen.getByTestId('log-kind'), { target: { value: 'question' } });
  expect(shown()).toEqual(['entry-3', 'entry-1']);
  await fireEvent.change(screen.getByTestId('log-show'), { target: { value: 'open' } });
  expect(shown()).toEqual(['entry-3']);
  await fireEvent.change(screen.getByTestId('log-show'), { target: { value: 'overdue' } });
  expect(screen.getByTestId('empty').textContent).toContain('No entry fits');
});

it('takes an action with owner and date', async () => {
  await fireEvent.click(screen.getByTestId('log-add'));
  expect(await violations(screen.getByTestId('log-dialog'))).toEqual([]);
  expect((screen.getByTestId('log-save') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.change(screen.getByTestId('log-new-kind'), { target: { value: 'action' } });
  await fireEvent.input(screen.getByTestId('log-text'), { target: { value: 'Export again' } });
  await fireEvent.input(screen.getByTestId('log-owner'), { target: { value: 'Mia' } });
  await fireEvent.input(screen.getByTestId('log-due'), { target: { value: '2026-12-01' } });
  await fireEvent.click(screen.getByTestId('log-save'));
  await waitFor(() => expect(asked('add_to_log')).toEqual([{ kind: 'action', text: 'Export again', about: '', owner: 'Mia', due: '2026-12-01', replaces: null }]));
  await waitFor(() => expect(screen.queryByTestId('log-dialog')).toBeNull());
});

it('replaces a decision and never edits it', async () => {
  expect(screen.queryByTestId('settle-5')).toBeNull();
  expect(screen.queryByTestId('replace-4')).toBeNull();
  await fireEvent.click(screen.getByTestId('replace-5'));
  expect(screen.getByTestId('log-dialog').textContent).toContain('Mailchimp is the only place');
  expect((screen.getByTestId('log-text') as HTMLTextAreaElement).value).toBe('');
  await fireEvent.input(screen.getByTestId('log-text'), { target: { value: 'HubSpot is.' } });
  await fireEvent.click(screen.getByTestId('log-save'));
  await waitFor(() => expect(asked('add_to_log')).toEqual([{ kind: 'decision', text: 'HubSpot is.', about: '', owner: '', due: null, replaces: 5 }]));
});

it('settles, puts off, hands on, drops and takes up again', async () => {
  await fireEvent.click(screen.getByTestId('settle-3'));
  await fireEvent.input(screen.getByTestId('settle-outcome'), { target: { value: 'Store operations' } });
  await fireEvent.click(screen.getByTestId('settle-do'));
  await waitFor(() => expect(screen.queryByTestId('settle-dialog')).toBeNull());
  await fireEvent.click(screen.getByTestId('defer-3'));
  await fireEvent.input(screen.getByTestId('settle-due'), { target: { value: '2027-01-04' } });
  await fireEvent.click(screen.getByTestId('settle-do'));
  await waitFor(() => expect(screen.queryByTestId('settle-dialog')).toBeNull());
  await fireEvent.click(screen.getByTestId('hand-2'));
  await fireEvent.input(screen.getByTestId('settle-owner'), { target: { value: 'Dana' } });
  await fireEvent.click(screen.getByTestId('settle-do'));
  await waitFor(() => expect(screen.queryByTestId('settle-dialog')).toBeNull());
  await fireEvent.click(screen.getByTestId('reopen-1'));
  await waitFor(() => expect(asked('settle_in_log')).toHaveLength(4));
  expect(asked('settle_in_log')).toEqual([
    { entry: 3, state: 'done', outcome: 'Store operations', owner: null, due: null },
    { entry: 3, state: 'deferred', outcome: null, owner: null, due: '2027-01-04' },
    { entry: 2, state: null, outcome: null, owner: 'Dana', due: '2026-11-10' },
    { entry: 1, state: 'open' },
  ]);
});
