/** A list while it is being made. */
import type { CheckView, ListCondition } from '../../api';

export type Kind = 'event' | 'source' | 'consent' | 'consent_for' | 'attribute' | 'spent' | 'state' | 'list' | 'check';
/** What a condition can be about, besides what is always there. */
export interface Named {
  code: string;
  name: string;
}
export const GROUPS = ['all', 'any', 'none'] as const;

const blank: Omit<ListCondition, 'kind'> = { subject: '', test: '', values: [], days: null, named: '', conditions: [] };

/** The checks that people can be chosen by: those that say who is behind what they find. */
export function choosing(checks: readonly Pick<CheckView, 'check' | 'title' | 'names_people'>[]): Named[] {
  return checks.filter((one) => one.names_people).map((one) => ({ code: one.check, name: one.title }));
}

export function isGroup(condition: ListCondition): boolean {
  return (GROUPS as readonly string[]).includes(condition.kind);
}

export function group(joined: (typeof GROUPS)[number], conditions: ListCondition[] = []): ListCondition {
  return { ...blank, values: [], kind: joined, conditions };
}

/** A condition of a kind as it begins; the first source, attribute, list, check or purpose is offered. */
export function begin(kind: Kind, source: string, attribute: string, named = ''): ListCondition {
  const one = { ...blank, values: [], conditions: [], kind };
  switch (kind) {
    case 'event':
      return { ...one, subject: 'purchase', test: 'did', days: 90 };
    case 'source':
      return { ...one, subject: source, test: 'in' };
    case 'consent':
      return { ...one, subject: 'email_consent', test: 'not_no' };
    case 'consent_for':
      return { ...one, subject: 'email_consent', test: 'yes', named };
    case 'attribute':
      return { ...one, subject: attribute, test: 'filled' };
    case 'spent':
      return { ...one, subject: '', test: 'at_least', values: ['100'], days: 365 };
    case 'state':
      return { ...one, subject: 'in_conflict', test: 'is_not' };
    case 'list':
    case 'check':
      return { ...one, subject: named, test: 'in' };
  }
}

/** What a test compares with. */
export function compares(condition: ListCondition): 'nothing' | 'text' | 'texts' | 'day' | 'times' | 'amount' {
  if (condition.kind === 'spent') return 'amount';
  if (condition.kind === 'event') {
    if (condition.test === 'at_least' || condition.test === 'at_most') return 'times';
    return condition.test.startsWith('first') || condition.test.startsWith('last') ? 'day' : 'nothing';
  }
  if (condition.kind !== 'attribute') return 'nothing';
  switch (condition.test) {
    case 'filled':
    case 'empty':
      return 'nothing';
    case 'one_of':
      return 'texts';
    case 'before':
    case 'since':
      return 'day';
    default:
      return 'text';
  }
}

/** The test in place of another; what the other compared with is kept where it fits. */
export function tested(condition: ListCondition, test: string, today: string): ListCondition {
  const next = { ...condition, test };
  const [was, is] = [compares(condition), compares(next)];
  if (was === is) return next;
  const first: Record<typeof is, string[]> = { nothing: [], text: condition.values.slice(0, 1), texts: condition.values, day: [today], times: ['2'], amount: ['100'] };
  return { ...next, values: first[is] };
}

/** Whether something is said that can be counted: a text that is not typed yet is none. */
export function isWhole(condition: ListCondition): boolean {
  if (isGroup(condition)) return condition.conditions.every(isWhole);
  const needs = compares(condition);
  const isSaid = needs === 'nothing' || condition.values.some((value) => value.trim() !== '');
  const isNamed = condition.kind !== 'consent_for' || condition.named !== '';
  return isSaid && isNamed && (!['source', 'list', 'check'].includes(condition.kind) || condition.subject !== '');
}

/** Groups that hold nothing yet are left off: they say nothing. */
export function counted(condition: ListCondition): ListCondition {
  if (!isGroup(condition)) return condition;
  const conditions = condition.conditions.map(counted).filter((one) => !isGroup(one) || one.conditions.length > 0);
  return { ...condition, conditions };
}

/** Where a step of the count stands, as one text. */
export function placeOf(path: readonly number[]): string {
  return path.join('.');
}
