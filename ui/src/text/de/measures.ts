import { FEW } from '../en/charts';
import { count, dayOf, share } from '../format';
import type { Words } from '../shape';
import { checks } from './checks';

/** The measures of an audit: how each moved from run to run, what is too much, when to audit again. */
export const measures: Words['measures'] = {
  title: 'Kennzahlen bei jedem Lauf',
  lead: 'Was ein Prüflauf jedes Mal misst, von Lauf zu Lauf: wie Daten veralten, was zu viel ist und wann wieder hinzusehen ist.',
  open: 'Kennzahlen bei jedem Lauf',
  beyondLimits: (measures: number) => (measures === 1 ? '1 über ihrer Grenze' : `${count(measures)} über ihren Grenzen`),
  none: 'Hier steht, wie sich jede Kennzahl von Lauf zu Lauf bewegt hat, sobald ermittelt wurde, wer wer ist.',
  plan: 'Der nächste Prüflauf',
  due: (day: string, last: string) => `Er ist am ${dayOf(day)} fällig; die neuesten Exporte kamen am ${dayOf(last)}.`,
  overdue: (day: string, last: string) => `Er war am ${dayOf(day)} fällig; die neuesten Exporte kamen am ${dayOf(last)}. Laden Sie neue und ermitteln Sie wieder, wer wer ist.`,
  afterLoad: 'Er zählt ab dem Tag, an dem die nächsten Exporte geladen werden.',
  noDate: 'Noch hat niemand gesagt, wann der nächste Prüflauf sein soll.',
  isOverdue: 'Überfällig',
  every: 'Tage von einem Prüflauf zum nächsten',
  noPlan: 'noch nicht gesagt',
  noDays: 'Schreiben Sie ganze Tage, etwa 30, oder nichts für kein Datum.',
  breaches: 'Jenseits des Vereinbarten',
  limit: 'Grenze: höchstens, in %',
  noLimit: 'noch keine Grenze',
  noShare: 'Eine Grenze ist ein Anteil von 0 bis 100 %, etwa 5. Schreiben Sie nichts, um sie aufzuheben.',
  beyond: 'Über der Grenze',
  among: (found: number, among: number) => ` von ${count(among)}${among < FEW ? '' : ` (${share(found, among)})`}. `,
  notLast: 'Beim letzten Lauf nicht gemessen.',
  moved: (points: number | null, more: number | null, among: number) => {
    if (points === null || more === null) return checks.firstTime;
    if (among >= FEW) return checks.moved(points);
    if (more === 0) return 'So viele wie beim Lauf davor.';
    return `${count(Math.abs(more))} ${more > 0 ? 'mehr' : 'weniger'} als beim Lauf davor.`;
  },
  parts: 'Nach Quelle',
  source: 'Quelle',
  detail: 'Angabe',
  details: { name: 'Name', email: 'E-Mail', phone: 'Telefon', address: 'Anschrift' },
  found: 'Gefunden',
  ofHow: 'Von',
  notJudged: 'Nicht zu beurteilen',
  unknown: 'Was noch nicht bekannt ist',
};

/** Who still holds an older detail. */
export const stale: Words['stale'] = {
  lead: 'Wer noch eine alte E-Mail-Adresse, Telefonnummer oder Anschrift führt, obwohl eine andere Quelle eine neuere hat. Berichtigen Sie sie dort, wo sie veraltet ist.',
  none: 'Hier steht, welche Quellen ältere Angaben führen als andere, sobald ermittelt wurde, wer wer ist, und Daten sagen, was neuer ist.',
  records: 'Datensätze mit einer veralteten Angabe',
  people: 'Personen dahinter',
  undated: 'Nennen eine andere Angabe, und nichts sagt, welche neuer ist',
  bySource: 'Quelle für Quelle, die meisten zuerst',
  course: 'Wie es sich von Lauf zu Lauf bewegt hat',
};
