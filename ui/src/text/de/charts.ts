import { charts as english, FEW } from '../en/charts';
import { count, counted, decimal, share } from '../format';
import type { Words } from '../shape';

export const charts: Words['charts'] = {
  asTable: 'Als Tabelle zeigen',
  asPicture: 'Als Bild zeigen',
  part: (found: number, among: number) => `${count(found)} von ${count(among)}${among < FEW ? '' : ` (${share(found, among)})`}`,
  cell: english.cell,
  percent: english.percent,
  trend: {
    label: (title: string, runs: number, first: string, last: string) => `${title}, ${counted(runs, 'Lauf', 'Läufe')}: zuerst ${first}, zuletzt ${last}`,
    run: english.trend.run,
    single: 'Bisher ein Lauf; die Linie beginnt mit dem zweiten.',
    limit: (of: number) => `höchstens ${decimal(of * 100)} %`,
    when: 'Wann',
    found: 'Gefunden',
    among: 'Von',
    share: 'Anteil',
    shareOf: (found: number, among: number) => (among < FEW ? 'zu wenige' : share(found, among)),
  },
};
