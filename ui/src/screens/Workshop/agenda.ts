/** The agenda as one row of questions: where one is, and which comes next. */
import type { AgendaQuestion, WorkshopAgenda } from '../../api';
import type { VerdictKind } from '../../kit/Verdict.svelte';

export interface Stop {
  question: AgendaQuestion;
  /** The topic in words. */
  topic: string;
}

/** The questions of all topics, in their order. */
export function stops(agenda: WorkshopAgenda): Stop[] {
  return agenda.topics.flatMap((topic) => topic.questions.map((question) => ({ question, topic: topic.label })));
}

/** Where one is: at what the address names, else at the first open question, else at the first. */
export function position(agenda: WorkshopAgenda, named: string | undefined): number {
  const all = stops(agenda);
  const at = (code: string | null | undefined) => all.findIndex((stop) => stop.question.question === code);
  return Math.max(0, at(named) >= 0 ? at(named) : at(agenda.next));
}

/** What an entry of the log is about when it falls at this question; blank where the log knows no such thing. */
export function aboutOf(question: AgendaQuestion): string {
  if (question.source) return `source:${question.source.source}`;
  if (question.takes === 'decider') return `attribute:${question.subject}`;
  return question.takes === 'rule' ? `rule:${question.subject}` : '';
}

/** Seconds as a clock shows them: "4:05", "1:02:03". */
export function clock(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const STEPS: Readonly<Record<string, number>> = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1 };

/** How far a key leads: a page key always, as the clickers of presenters send it; an arrow not while typing. */
export function stepOf(key: string, typing: boolean): number {
  return typing && key.startsWith('Arrow') ? 0 : (STEPS[key] ?? 0);
}

/** The shape a state is told by beside its word. */
export function shapeOf(state: string): VerdictKind {
  if (state === 'answered') return 'linked';
  return state === 'deferred' ? 'review' : 'apart';
}
