import { count, counted, decimal, share } from '../format';

/** Of fewer than so many no share is told. */
export const FEW = 30;

export const charts = {
  asTable: 'Show as a table',
  asPicture: 'Show as a picture',
  /** So many of so many, with the share where it says something. */
  part: (found: number, among: number) => `${count(found)} of ${count(among)}${among < FEW ? '' : ` (${share(found, among)})`}`,
  /** A count in a cell as narrow as itself; no whole one is a few that are hidden. */
  cell: (number: number) => (Number.isInteger(number) ? count(number) : '<5'),
  percent: (of: number) => `${decimal(of * 100)} %`,
  trend: {
    label: (title: string, runs: number, first: string, last: string) => `${title}, ${counted(runs, 'run', 'runs')}: first ${first}, last ${last}`,
    run: (when: string, part: string) => `${when}: ${part}`,
    single: 'One run so far; the line begins with the second.',
    limit: (of: number) => `at most ${decimal(of * 100)} %`,
    when: 'When',
    found: 'Found',
    among: 'Of',
    share: 'Share',
    shareOf: (found: number, among: number) => (among < FEW ? 'too few' : share(found, among)),
  },
} as const;
