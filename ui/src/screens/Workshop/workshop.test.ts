import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { agreed } from '../../testing/fakeAgreed';
import { ATTRIBUTES, MARKS } from '../../testing/fakeCore';
import { opened as openedOver } from '../../testing/opened';
import { aboutOf, clock, position, stepOf, stops } from './agenda';

/** One question of each kind, and what they are answered with. */
const REPLIES = agreed(MARKS, Object.values(ATTRIBUTES));
const opened = (address: string, over: typeof REPLIES = {}) => openedOver(address, { ...REPLIES, ...over });
const AGENDA = REPLIES.workshop?.({});
if (!AGENDA) throw new Error('no agenda');
const CODES = stops(AGENDA).map((stop) => stop.question.question);

const press = (key: string, target: Element | Window = window) => fireEvent.keyDown(target, { key });
const write = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });
const title = () => screen.getByRole('heading', { level: 1 }).textContent;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the agenda', () => {
  it('begins at the question the address names, else the first open one', () => {
    expect(position(AGENDA, 'location:1')).toBe(1);
    expect(position({ ...AGENDA, next: 'scope' }, undefined)).toBe(CODES.indexOf('scope'));
    expect(position({ ...AGENDA, next: null }, 'gone:9')).toBe(0);
  });

  it('is walked by pages always and by arrows only where nobody writes', () => {
    expect([stepOf('PageDown', true), stepOf('ArrowRight', true), stepOf('ArrowLeft', false), stepOf('x', false)]).toEqual([1, 0, -1, 0]);
  });

  it('tells the log what an entry is about', () => {
    const about = (code: string) => aboutOf(stops(AGENDA).find((stop) => stop.question.question === code)?.question ?? (undefined as never));
    expect([about('owner:1'), about('rule:deletion'), about('decider:given_name'), about('scope')]).toEqual(['source:1', 'rule:deletion', 'attribute:given_name', '']);
  });

  it.each([[0, '0:00'], [245, '4:05'], [3723, '1:02:03']])('%d seconds are %s', (seconds, text) => expect(clock(seconds)).toBe(text));
});

describe('the stage', () => {
  it('takes the whole window, and leaves it again', async () => {
    const { container } = await opened('workshop');
    expect(title()).toContain('Point of sale');
    expect(container.querySelector('#rail')).toBeNull();
    expect(await violations(container)).toEqual([]);
    await press('Escape');
    await waitFor(() => expect(location.hash).toBe('#/governance'));
  });

  it.each(CODES)('shows %s without a fault', async (code) => {
    const { container } = await opened(`workshop/${encodeURIComponent(code)}`);
    expect(screen.queryAllByTestId('error')).toEqual([]);
    expect(await violations(container)).toEqual([]);
  });

  it('goes on and back by keys, and stays where it is when a question is answered', async () => {
    await opened('workshop');
    await press('PageDown');
    await waitFor(() => expect(title()).toContain('Where does the data of Shopify live?'));
    expect(screen.getByTestId('answer').textContent).toContain('harbour-pine.example, by Dana');
    await press('ArrowLeft');
    await waitFor(() => expect(title()).toContain('Point of sale'));
  });

  it('leaves a box first, and the workshop then', async () => {
    await opened('workshop/used_for%3A1');
    await press('Enter');
    expect(document.activeElement).toBe(screen.getByTestId('answer-text'));
    await press('Escape', screen.getByTestId('answer-text'));
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    expect(location.hash).toBe('#/workshop/used_for%3A1');
  });

  it('masks what stands on a wall', async () => {
    const present = vi.spyOn(session, 'present').mockResolvedValue();
    await opened('workshop');
    expect(present.mock.calls).toEqual([[true]]);
  });

  it('marks each question of the agenda by shape and word', async () => {
    await opened('workshop');
    const agenda = screen.getByTestId('agenda');
    expect(within(agenda).getByTitle('Who owns Shopify? (put off)')).toBeTruthy();
    expect(within(agenda).getByTitle('Where does the data of Shopify live? (answered)')).toBeTruthy();
    expect(agenda.querySelectorAll('[aria-current="step"]')).toHaveLength(1);
  });
});

describe('answers', () => {
  it.each([
    ['used_for:1', 'describe_source', { source: 1, used_for: 'orders' }],
    ['refresh:1', 'describe_source', { source: 1, refresh: 'orders' }],
    ['owner:1', 'set_duty', { source: 1, attribute: null, duty: 'owner', person: 'orders' }],
    ['decider:given_name', 'set_duty', { source: null, attribute: 'given_name', duty: 'decider', person: 'orders' }],
    ['use_case:baseline', 'set_use_case', { use_case: 1, baseline: 'orders' }],
    ['scope', 'freeze_scope', { reason: 'orders' }],
    ['sign_off:legal', 'sign_rules', { team: 'legal', person: 'orders', note: '' }],
  ])('%s is kept by %s, with who answered', async (code, command, request) => {
    const { asked } = await opened(`workshop/${encodeURIComponent(code)}`);
    await screen.findByTestId('answer-text');
    await write('who', 'Sam');
    await write('answer-text', 'orders');
    await fireEvent.click(screen.getByTestId('answer-text-keep'));
    await waitFor(() => expect(asked(command)).toEqual([request]));
    await waitFor(() => expect(asked('mark_question')).toEqual([{ question: code, state: 'answered', answered_by: 'Sam' }]));
  });

  it.each([
    ['kind_state:point_of_sale', '2', 'set_kind_state', { kind: 'point_of_sale', state: 'absent' }],
    ['factor:size', '2', 'set_assessment', { size: 'large' }],
  ])('%s is chosen by its number', async (code, key, command, request) => {
    const { asked } = await opened(`workshop/${encodeURIComponent(code)}`);
    await waitFor(() => expect(document.querySelectorAll('[data-choice]').length).toBeGreaterThan(1));
    await press(key);
    await waitFor(() => expect(asked(command)).toEqual([request]));
    // Nobody said who answers.
    expect(asked('mark_question')).toEqual([]);
  });

  it('agrees on a rule only after telling what it would change', async () => {
    const { asked } = await opened('workshop/rule%3Adeletion');
    await fireEvent.click(await screen.findByTestId('choice-days:30'));
    await waitFor(() => expect(screen.getByTestId('effect').textContent).toBe('12 rows are past that term.'));
    expect(asked('decide_rule')).toEqual([]);
    await write('rule-words', 'Within a month, always.');
    await fireEvent.click(screen.getByTestId('rule-agreed'));
    await waitFor(() => expect(asked('decide_rule')).toEqual([{ rule: 'deletion', choice: 'days:30', sentence: 'Within a month, always.', reason: '' }]));
  });

  it('puts sources in the order they are believed', async () => {
    const { asked } = await opened('workshop/rule%3Asource_order');
    await fireEvent.click(await screen.findByTestId('choice-3'));
    await fireEvent.click(await screen.findByTestId('choice-1'));
    await fireEvent.click(screen.getByTestId('rule-agreed'));
    await waitFor(() => expect(asked('decide_rule')).toEqual([{ rule: 'source_order', choice: '[3,1]', sentence: '', reason: '' }]));
  });

  it('begins with a template where no problem is named yet', async () => {
    const cases = REPLIES.use_cases?.({});
    if (!cases) throw new Error('no use cases');
    const { asked } = await opened('workshop/use_case%3Aproblem', { use_cases: () => ({ ...cases, active: null, use_cases: [] }) });
    await fireEvent.click(await screen.findByTestId('choice-post_purchase_mail'));
    await waitFor(() => expect(asked('set_use_case')).toEqual([{ template: 'post_purchase_mail' }]));
  });
});

describe('what falls on the way', () => {
  it('is written down with a key, a line and Enter, and about the question', async () => {
    const { asked } = await opened('workshop/owner%3A1');
    await press('a');
    expect(document.activeElement).toBe(screen.getByTestId('capture-text'));
    await write('capture-text', 'Ask the agency');
    await fireEvent.submit(screen.getByTestId('capture'));
    await waitFor(() => expect(asked('add_to_log')).toEqual([{ kind: 'action', text: 'Ask the agency', about: 'source:1', owner: '' }]));
    await waitFor(() => expect((screen.getByTestId('capture-text') as HTMLInputElement).value).toBe(''));
  });

  it('is noted to the question, also when one goes on while writing', async () => {
    const { asked } = await opened('workshop/owner%3A1');
    await press('n');
    await write('note', 'Dana is on leave');
    await press('PageDown', screen.getByTestId('note'));
    await waitFor(() => expect(asked('set_note')).toEqual([{ about: 'question:owner:1', note: 'Dana is on leave' }]));
  });

  it('puts off and takes up again by a key', async () => {
    const { asked } = await opened('workshop/owner%3A1');
    expect(screen.getByTestId('question').textContent).toContain('put off for 3 days');
    await press('o');
    await waitFor(() => expect(asked('mark_question')).toEqual([{ question: 'owner:1', state: 'open', answered_by: '' }]));
  });

  it('counts the time and tells when it is over', async () => {
    await opened('workshop');
    vi.useFakeTimers();
    try {
      await fireEvent.change(screen.getByTestId('clock-limit'), { target: { value: '5' } });
      await press('t');
      await vi.advanceTimersByTimeAsync(61_000);
      expect(screen.getByTestId('clock').textContent).toBe('1:01');
      await vi.advanceTimersByTimeAsync(250_000);
      expect(screen.getByTestId('clock').textContent).toBe('0:11 over');
      await press('t');
      await vi.advanceTimersByTimeAsync(5000);
      expect(screen.getByTestId('clock').textContent).toBe('0:11 over');
    } finally {
      vi.useRealTimers();
    }
  });
});
