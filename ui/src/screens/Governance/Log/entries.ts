/** What is told about entries of the log as a whole. */
import type { DecisionLog, LogEntry } from '../../../api';
import { t } from '../../../text';

/** Whether an entry still waits: a question or an action that is neither settled nor dropped. */
export function isOpen(entry: LogEntry): boolean {
  return entry.state === 'open' || entry.state === 'deferred';
}

/** Whether an entry stands under these filters; a blank one lets everything through. */
export function isShown(entry: LogEntry, kind: string, show: string): boolean {
  if (kind && entry.kind !== kind) return false;
  if (show === 'open') return isOpen(entry);
  if (show === 'overdue') return entry.is_overdue;
  if (show === 'settled') return entry.kind !== 'decision' && !isOpen(entry);
  return true;
}

/** The counts of the log in one line. */
export function headingOf(log: DecisionLog): string {
  const words = t.log.counts;
  const holding = log.entries.filter((one) => one.state === 'holds').length;
  const late = [log.overdue > 0 ? words.overdue(log.overdue) : '', log.ownerless > 0 ? words.ownerless(log.ownerless) : ''];
  return [words.questions(log.open_questions), words.actions(log.open_actions), ...late, words.decisions(holding)].filter(Boolean).join(', ');
}
