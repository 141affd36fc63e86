import { count, share } from '../format';

export const scorecard = {
  title: 'Scorecard',
  lead: 'One page of figures anybody may ask about: each opens the rows behind it.',
  open: 'Scorecard on one page',
  parts: { people: 'Who is there', data: 'How good the data is', works: 'Whether it works' } as Readonly<Record<string, string>>,
  figure: 'Figure',
  found: 'Found',
  among: 'Of',
  share: 'Share',
  owner: 'Owner',
  shareOf: (found: number, among: number) => share(found, among),
  of: (among: number, of: string) => (of ? `${count(among)} ${of}` : count(among)),
  few: 'too few for a share',
  beyond: 'Beyond its limit',
} as const;
