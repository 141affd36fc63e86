/** What can be chosen of a rule beside the choices it is offered with: any number of days or months. */
import type { GovernedRule } from '../../../api';

/** The choice of another number, before it is said. */
export const OTHER = 'other';

const UNITS: Readonly<Record<string, 'months' | 'days'>> = { retention: 'months', deletion: 'days', access: 'days', refresh: 'days' };
/** The longest terms the core takes. */
const MOST = { months: 600, days: 3650 } as const;

/** The unit in which a rule of this kind takes any number; nothing where it takes none. */
export function unitOf(kind: string): 'months' | 'days' | undefined {
  return UNITS[kind];
}

/** The choice of a number somebody typed; nothing where it is none the core takes. */
export function choiceOf(unit: 'months' | 'days', typed: string): string | undefined {
  const number = Number(typed);
  return typed.trim() !== '' && Number.isInteger(number) && number >= 1 && number <= MOST[unit] ? `${unit}:${number}` : undefined;
}

/** What a select offers: the choice that acts is always there, whoever made it. */
export function offered(rule: GovernedRule, words: { choose: string; other: string }): { value: string; label: string }[] {
  const options = rule.choices.map((one) => ({ value: one.choice, label: one.label }));
  if (rule.choice === '') options.unshift({ value: '', label: words.choose });
  else if (!options.some((one) => one.value === rule.choice)) {
    // Its own words may stand in the sentence; the version tells what acts.
    options.unshift({ value: rule.choice, label: rule.choice.replace(/^(\w+):(\d+)$/, '$2 $1') });
  }
  if (unitOf(rule.kind)) options.push({ value: OTHER, label: words.other });
  return options;
}

/** Whether what a rule of this kind does is worked into values, and so holds from the next audit on. */
export function isWorkedIn(kind: string): boolean {
  return ['conflict', 'source_order', 'consent'].includes(kind);
}
