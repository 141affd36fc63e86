import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { useTransport, type JobView } from '../../api';
import Notices from './Notices.svelte';
import { fakeTransport, REPLIES } from '../../testing/fakeCore';
import { refuse } from '../../testing/opened';
import { change } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';

const summary = REPLIES.project_summary?.({});
if (!summary) throw new Error('a project that is open');

const finished = (job: number): JobView => ({ job, title: 'Loading', state: 'finished', stage: '', done: 1, total: 1, unit: 'rows', elapsed: 1, left: null, outcome: 'Loaded 9 files.', error: null });

beforeEach(() => {
  session.notices = [];
  session.jobs = [];
});

afterEach(() => {
  vi.useRealTimers();
});

it('shows no older answer after a newer one', async () => {
  const core = fakeTransport();
  const call = core.call.bind(core);
  const answers: ((name: string) => void)[] = [];
  core.call = (name, payload) => (name === 'project_summary' ? new Promise((resolve) => answers.push((called) => resolve({ ...summary, name: called }))) : call(name, payload));
  useTransport(core);
  const [older, newer] = [session.refresh(), session.refresh()];
  await waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.('Newer');
  await newer;
  answers[0]?.('Older');
  await older;
  expect(session.project?.name).toBe('Newer');
});

it('leaves on show what is there when it cannot be read anew, and says why', async () => {
  useTransport(fakeTransport());
  await session.refresh();
  useTransport(fakeTransport({ project_summary: refuse('The file is busy.') }));
  await session.refresh();
  expect(session.broken).toBeUndefined();
  expect(session.notices.at(-1)).toMatchObject({ tone: 'bad', sentence: 'The file is busy.' });
});

it('tells once that a job ended, also where it was seen among the jobs before', () => {
  useTransport(fakeTransport());
  session.jobs = [finished(701)];
  session.hear({ kind: 'job', job: finished(701) });
  session.hear({ kind: 'job', job: finished(701) });
  expect(session.notices.map((one) => one.sentence)).toEqual(['Loaded 9 files.']);
});

it('says the same sentence anew, so that it is read again', () => {
  session.spoken = 'Same person. Noted.';
  const before = session.spoken;
  session.spoken = 'Same person. Noted.';
  expect(session.spoken).not.toBe(before);
  expect(session.spoken.trim()).toBe(before);
});

it('offers to take back only what undo would take back', async () => {
  useTransport(fakeTransport());
  render(Notices);
  await change('set_duty', { source: 1, attribute: null, duty: 'owner', person: 'Anna' });
  session.say('Anna owns Shopify.', true);
  expect(await screen.findByTestId('notice-undo')).toBeTruthy();
  await change('set_note', { source: 1, attribute: null, note: 'on paper' });
  await waitFor(() => expect(screen.queryByTestId('notice-undo')).toBeNull());
  expect(screen.getByText('Anna owns Shopify.')).toBeTruthy();
});

it('keeps what was said while somebody is at it', async () => {
  vi.useFakeTimers();
  render(Notices);
  session.say('Anna owns Shopify.');
  await vi.advanceTimersByTimeAsync(1000);
  await fireEvent.pointerEnter(screen.getByTestId('notice'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(screen.getByText('Anna owns Shopify.')).toBeTruthy();
  await fireEvent.pointerLeave(screen.getByTestId('notice'));
  await vi.advanceTimersByTimeAsync(7000);
  expect(screen.queryByText('Anna owns Shopify.')).toBeNull();
});
