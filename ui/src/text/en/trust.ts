import { count, counted } from '../format';

const people = (number: number): string => counted(number, 'person', 'people');
const percent = (value: number): string => (value > 0.9995 ? '> 99.9 %' : `${(value * 100).toFixed(1)} %`);

/** What is said of the people a measure finds; the count is a door to them. */
const SAID: Readonly<Record<string, string>> = {
  several_addresses: 'have several e‑mail addresses',
  seen_before_known: 'were seen by a device or cookie alone before a row named them',
  two_accounts: 'have two accounts in one source',
  weakly_held: 'would fall into parts with a name each without one link that is not sure',
  two_birth_dates: 'have birth dates that contradict each other',
  two_family_names: 'have two family names, and no row tells one as a former name',
  one_source_only: 'are known to one source only, so nothing bears them out',
};

/** What the denominator of a measure is. */
const AMONG: Readonly<Record<string, string>> = {
  several_addresses: 'with an address',
  seen_before_known: 'of whom that can be told',
  two_accounts: 'with an account',
  weakly_held: 'with several rows',
  two_birth_dates: 'with a birth date',
  two_family_names: 'with a family name',
};

export const trust = {
  title: 'Whom to look at again',
  lead: 'What would have to be wrong for who is who to be wrong: people found together by little, or against something their rows say. Each number opens its rows.',
  found: (number: number) => count(number),
  said: (measure: string) => SAID[measure] ?? measure,
  among: (measure: string, among: number) => ` of ${people(among)}${AMONG[measure] ? ` ${AMONG[measure]}` : ''} `,
  none: (measure: string, among: number) => `None of ${people(among)}${AMONG[measure] ? ` ${AMONG[measure]}` : ''}`,
  undated: (number: number) => `Of ${people(number)} more it cannot be told, because a row tells no time.`,
  change: (found: number) => (found === 0 ? 'As many as at the run before.' : `${count(Math.abs(found))} ${found > 0 ? 'more' : 'fewer'} than at the run before.`),
  examples: 'For example',
  beside: ', beside ',
  largest: 'The people of most rows',
  rows: (records: number) => counted(records, 'row', 'rows'),
  allLargest: 'All people, those of most rows first',
  alone: {
    title: 'By e‑mail alone, and by everything',
    lead: (rows: number, without: number) => `${counted(rows, 'row names', 'rows name')} somebody; ${count(without)} of them ${without === 1 ? 'has' : 'have'} no address, and e‑mail alone would take each of these for a person of its own.`,
    byEmail: 'By e‑mail alone',
    byAll: 'By everything',
    torn: 'would be torn apart',
    tornCounted: (number: number) => `${count(number)} too many`,
    mixed: 'would be mixed up with others',
    mixedCounted: (number: number, groups: number) => `${count(number)} too few, in ${counted(groups, 'group', 'groups')}`,
    of: (among: number) => ` of ${people(among)} `,
    older: 'The run in use was made by an older version and does not tell it. Work out who is who again.',
  },
  trial: {
    first: 'Try it first',
    tryLabel: (tier: string) => `Try “${tier}” first`,
    title: (tier: string) => `With “${tier}”, nothing of it kept yet`,
    counted: (now: number, then: number) => `${count(now)} customers now, ${count(then)} then.`,
    expected: (precision: number, recall: number) => `Expected by the model itself: ${percent(precision)} of the pairs linked right, ${percent(recall)} of the pairs of one person linked.`,
    same: 'Who is who would stay as it is.',
    adopt: (tier: string) => `Set “${tier}”`,
    first50: (shown: number, total: number) => (shown < total ? `The first ${count(shown)} of ${count(total)} changes.` : ''),
    then: 'Would be',
    now: 'Are',
    besides: (why: string) => `Some of it may have other reasons: ${why}`,
  },
};
