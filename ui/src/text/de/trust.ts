import { count, counted } from '../format';
import type { Words } from '../shape';
import { firstOf } from './words';

const people = (number: number): string => counted(number, 'Person', 'Personen');
const percent = (value: number): string => (value > 0.9995 ? '> 99,9 %' : `${(value * 100).toFixed(1).replace('.', ',')} %`);

/** What is said of the people a measure finds; stands behind a colon, so that it fits one person as well as many. */
const SAID: Readonly<Record<string, string>> = {
  several_addresses: 'mehrere E‑Mail-Adressen',
  seen_before_known: 'nur über ein Gerät oder Cookie gesehen, bevor eine Zeile den Namen nannte',
  two_accounts: 'zwei Konten in einer Quelle',
  weakly_held: 'ohne eine einzige unsichere Verknüpfung mehrere Teile mit je eigenem Namen',
  two_birth_dates: 'Geburtsdaten, die einander widersprechen',
  two_family_names: 'zwei Familiennamen, und keine Zeile nennt einen davon als früheren Namen',
  one_source_only: 'nur einer Quelle bekannt, sodass nichts sie bestätigt',
};

/** What the denominator of a measure is. */
const AMONG: Readonly<Record<string, string>> = {
  several_addresses: 'mit E‑Mail-Adresse',
  seen_before_known: 'von denen sich das sagen lässt',
  two_accounts: 'mit einem Konto',
  weakly_held: 'mit mehreren Zeilen',
  two_birth_dates: 'mit einem Geburtsdatum',
  two_family_names: 'mit einem Familiennamen',
};

/** The people a measure is told of: a clause of its own stands behind a comma. */
function amongWhom(measure: string, among: number): string {
  const which = AMONG[measure];
  if (!which) return people(among);
  if (among === 1 && which.startsWith('von denen')) return `${people(among)}, von der${which.slice('von denen'.length)}`;
  return `${people(among)}${which.startsWith('mit') ? ' ' : ', '}${which}`;
}

export const trust: Words['trust'] = {
  title: 'Wen noch einmal ansehen',
  lead: 'Was falsch sein müsste, damit die Antwort, wer wer ist, falsch ist: Personen, die durch wenig zusammenfanden oder gegen etwas, das ihre Zeilen sagen. Jede Zahl öffnet ihre Zeilen.',
  found: (number: number) => count(number),
  said: (measure: string) => SAID[measure] ?? measure,
  among: (measure: string, among: number) => ` von ${amongWhom(measure, among)}: `,
  none: (measure: string, among: number) => `${count(0)} von ${amongWhom(measure, among)}:`,
  undated: (number: number) => `Bei ${counted(number, 'weiteren Person', 'weiteren Personen')} lässt es sich nicht sagen, weil eine Zeile keine Zeit nennt.`,
  change: (found: number) => (found === 0 ? 'So viele wie beim Lauf davor.' : `${count(Math.abs(found))} ${found > 0 ? 'mehr' : 'weniger'} als beim Lauf davor.`),
  examples: 'Zum Beispiel',
  beside: ', daneben ',
  largest: 'Die Personen mit den meisten Zeilen',
  rows: (records: number) => counted(records, 'Zeile', 'Zeilen'),
  allLargest: 'Alle Personen, die mit den meisten Zeilen zuerst',
  alone: {
    title: 'Allein über die E‑Mail, und über alles',
    lead: (rows: number, without: number) => `${counted(rows, 'Zeile nennt', 'Zeilen nennen')} jemanden; ${count(without)} davon ${without === 1 ? 'hat' : 'haben'} keine E‑Mail-Adresse, und allein über die E‑Mail gälte jede dieser Zeilen als eigene Person.`,
    byEmail: 'Allein über die E‑Mail',
    byAll: 'Über alles',
    torn: 'würden auseinandergerissen',
    tornCounted: (number: number) => `${count(number)} zu viel`,
    mixed: 'würden mit anderen vermengt',
    mixedCounted: (number: number, groups: number) => `${count(number)} zu wenig, in ${counted(groups, 'Gruppe', 'Gruppen')}`,
    of: (among: number) => ` von ${people(among)} `,
    older: 'Den geltenden Lauf machte eine ältere Version, und er sagt es nicht. Ermitteln Sie neu, wer wer ist.',
  },
  trial: {
    first: 'Zuerst erproben',
    tryLabel: (tier: string) => `„${tier}“ zuerst erproben`,
    title: (tier: string) => `Mit „${tier}“, noch nichts davon gespeichert`,
    counted: (now: number, then: number) => `${counted(now, 'Kunde', 'Kunden')} jetzt, ${count(then)} dann.`,
    expected: (precision: number, recall: number) => `Nach dem Modell selbst zu erwarten: ${percent(precision)} der verknüpften Paare richtig, ${percent(recall)} der Paare einer Person verknüpft.`,
    same: 'Wer wer ist, bliebe, wie es ist.',
    adopt: (tier: string) => `„${tier}“ setzen`,
    first50: (shown: number, total: number) => (shown < total ? `${firstOf(shown)} von ${counted(total, 'Änderung', 'Änderungen')}.` : ''),
    then: 'Wären',
    now: 'Sind',
    besides: (why: string) => `Manches davon kann andere Gründe haben: ${why}`,
  },
};
