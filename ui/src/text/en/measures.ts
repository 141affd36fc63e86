import { count, dayOf, share } from '../format';
import { FEW } from './charts';
import { checks } from './checks';

/** The measures of an audit: how each moved from run to run, what is too much, when to audit again. */
export const measures = {
  title: 'Measures at every run',
  lead: 'What an audit measures each time, from run to run: how data decays, what is too much, and when to look again.',
  open: 'Measures at every run',
  beyondLimits: (measures: number) => (measures === 1 ? '1 beyond its limit' : `${count(measures)} beyond their limits`),
  none: 'Here will stand how each measure moved from run to run, once who is who was worked out.',
  plan: 'The next audit',
  due: (day: string, last: string) => `It is due on ${dayOf(day)}; the newest exports came on ${dayOf(last)}.`,
  overdue: (day: string, last: string) => `It was due on ${dayOf(day)}; the newest exports came on ${dayOf(last)}. Load new ones and work out who is who again.`,
  afterLoad: 'It is counted from the day the next exports are loaded.',
  noDate: 'Nobody has said yet when to audit again.',
  isOverdue: 'Overdue',
  every: 'Days from one audit to the next',
  noPlan: 'not said yet',
  noDays: 'Write whole days, such as 30, or nothing for no date.',
  breaches: 'Beyond what was agreed',
  limit: 'Limit: at most, in %',
  noLimit: 'no limit yet',
  noShare: 'A limit is a share from 0 to 100 %, such as 5. Write nothing to take it away.',
  beyond: 'Beyond its limit',
  among: (found: number, among: number) => ` of ${count(among)}${among < FEW ? '' : ` (${share(found, among)})`}. `,
  notLast: 'Not measured at the last run.',
  moved: (points: number | null, more: number | null, among: number) => {
    if (points === null || more === null) return checks.firstTime;
    if (among >= FEW) return checks.moved(points);
    if (more === 0) return 'As many as at the run before.';
    return `${count(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} than at the run before.`;
  },
  parts: 'By source',
  source: 'Source',
  detail: 'Detail',
  details: { name: 'Name', email: 'E-mail', phone: 'Phone', address: 'Address' } as Readonly<Record<string, string>>,
  found: 'Found',
  ofHow: 'Of',
  notJudged: 'Could not be judged',
  unknown: 'What is not known yet',
} as const;

/** Who still holds an older detail. */
export const stale = {
  lead: 'Who still holds an old e-mail address, phone number or postal address though another source has a newer one. Correct it where it is old.',
  none: 'Here will stand which sources hold older details than others, once who is who was worked out and dates tell which is newer.',
  records: 'Records with an old detail',
  people: 'People behind them',
  undated: 'Tell another detail, and nothing says which is newer',
  bySource: 'Source by source, the most first',
  course: 'How it moved from run to run',
} as const;
