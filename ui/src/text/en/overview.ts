import { count, share } from '../format';

export const overview = {
  none: 'Here will stand how many people there really are. Add the exports of the systems that know your customers.',
  notYet: 'The rows are loaded; nobody has worked out yet who is who.',
  workOut: 'Work out who is who',
  everybody: 'Everybody',
  uncertain: (pairs: number) => (pairs === 1 ? 'One pair of records could be one person or two; it waits for a verdict.' : `${count(pairs)} pairs of records could be one person or two; they wait for a verdict.`),
  certain: 'No pair of records waits for a verdict.',
  emailOnly: (byEmail: number, people: number) =>
    byEmail === people ? '' : `Matching on the e‑mail address alone would count ${count(Math.abs(byEmail - people))} too ${byEmail > people ? 'many' : 'few'}.`,
  unnamed: (ids: number) => (ids === 1 ? '1 more is' : `${count(ids)} more are`),
  unnamedRest: ' known only by the id of a device, a card or an account: nothing tells who they are, so they are not counted as people.',
  unnamedTitle: 'Known only by an id',
  other: (rows: number) => `${count(rows)} more rows tell about nobody in particular: figures and rows without any attribute of a person.`,
  bridge: {
    title: 'What each system says, and what is behind it',
    sentence: 'The long bar is the number of rows the system shows; the dark part is the people behind them; the accent is people no other source knows.',
    source: 'Source',
    rows: 'Rows about people',
    people: 'People',
    only: 'Known only here',
    repeated: 'Repeats',
    line: (rows: number, people: number, only: number) => `${count(rows)} rows, ${count(people)} people, ${count(only)} of them known only here`,
    onlyShare: (only: number, people: number) => `${share(only, people)} of ${count(people)} people`,
  },
  findings: 'What matters most',
  noFindings: 'Nothing stands out.',
  open: 'Show',
  rowsOf: (source: string) => `rows of ${source}`,
};
