/** The log of the made-up core. */
import type { DecisionLog, LogEntry } from '../api';

const entry = (number: number, kind: string, text: string, over: Partial<LogEntry> = {}): LogEntry => ({ entry: number, at: '2026-11-02T09:00:00Z', kind, about: '', about_label: '', text, owner: '', due: null, state: kind === 'decision' ? 'holds' : 'open', outcome: '', settled_at: null, days: 18, is_overdue: false, replaces: null, replaced_by: null, ...over });

export const LOG: DecisionLog = {
  sentence: '1 question and 1 action are open, 1 past the date.',
  entries: [
    entry(5, 'decision', 'Mailchimp is the only place to unsubscribe.', { replaces: 4 }),
    entry(4, 'decision', 'Every system may take an unsubscribe.', { state: 'replaced', replaced_by: 5 }),
    entry(3, 'question', 'Who owns the loyalty cards?', { about: 'source:4', about_label: 'Store loyalty cards' }),
    entry(2, 'action', 'Ask the stores to leave the phone blank.', { owner: 'Mia', due: '2026-11-10', is_overdue: true, state: 'deferred' }),
    entry(1, 'question', 'Are guest orders customers?', { state: 'done', outcome: 'Yes, where an e-mail is known.', settled_at: '2026-11-05T09:00:00Z', days: 3 }),
  ],
  open_questions: 1,
  open_actions: 1,
  overdue: 1,
  ownerless: 1,
};
