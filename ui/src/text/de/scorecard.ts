import { count, share } from '../format';
import type { Words } from '../shape';

export const scorecard: Words['scorecard'] = {
  title: 'Punktekarte',
  lead: 'Eine Seite mit Zahlen, nach denen jeder fragen darf: Jede öffnet die Zeilen dahinter.',
  open: 'Punktekarte auf einer Seite',
  parts: { people: 'Wer da ist', data: 'Wie gut die Daten sind', works: 'Ob es wirkt' },
  figure: 'Zahl',
  found: 'Gefunden',
  among: 'Von',
  share: 'Anteil',
  owner: 'Verantwortlich',
  shareOf: (found: number, among: number) => share(found, among),
  of: (among: number, of: string) => (of ? `${count(among)} ${of}` : count(among)),
  few: 'zu wenige für einen Anteil',
  beyond: 'Über der Grenze',
};
