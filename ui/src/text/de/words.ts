import { count, counted } from '../format';
import type { Words } from '../shape';

/** Who did something: where neither a person nor the system told, that is said. */
export const named = (who: string): string => who.trim() || 'nicht genannt';

/** The first of many; one has no number before it. */
export const firstOf = (shown: number): string => (shown === 1 ? 'Der erste Eintrag' : `Die ersten ${count(shown)}`);

/** Words that stand on several screens. */
export const words: Words['words'] = {
  named,
  rows: (number: number) => counted(number, 'Zeile', 'Zeilen'),
  people: (number: number) => counted(number, 'Person', 'Personen'),
  records: (number: number) => counted(number, 'Datensatz', 'Datensätze'),
  sources: (number: number) => counted(number, 'Quelle', 'Quellen'),
  shown: (shown: number, all: number) => (shown === all ? count(all) : `${count(shown)} von ${count(all)}`),
  /** Behind a colon, since what follows may be any name or sentence and would need another case. */
  behind: (what: string) => `die Zeilen dahinter zeigen: ${what}`,
  close: 'Schließen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  all: 'Alle',
  none: 'keine',
  row: (row: number) => `Zeile ${count(row)}`,
  nobodyYet: 'noch niemand',
  notSaid: 'noch nicht gefragt',
  noteBlank: 'Notiz hinzufügen',
  loading: 'Einen Moment …',
  nothingThere: '—',
  severities: { error: 'Fehler', warning: 'Warnung', note: 'Hinweis' },
  /** Five kinds of unknown, five words. */
  unknown: {
    not_asked: 'nicht gefragt',
    no_file: 'keine Datei',
    no_column: 'keine Spalte',
    not_counted: 'noch nicht gezählt',
    blank: 'leer',
    invalid: 'ungültig',
    placeholder: 'Platzhalter',
  },
  unknownHints: {
    not_asked: 'Nach dieser Quelle hat noch niemand gefragt.',
    no_file: 'Die Quelle gibt es, aber keine Datei von ihr ist geladen.',
    no_column: 'Die Dateien dieser Quelle haben keine solche Spalte.',
    not_counted: 'Es gibt eine solche Spalte; ermitteln Sie, wer wer ist, und sie wird gezählt.',
    blank: 'Die Zelle ist leer.',
    invalid: 'Die Zelle enthält etwas, das es nicht sein kann.',
    placeholder: 'Die Zelle enthält einen Platzhalter, etwa 0000000000 oder n/a.',
  },
  consents: {
    opted_in: 'eingewilligt',
    never: 'nie gefragt oder nie geantwortet',
    pending: 'wartet auf Bestätigung',
    undeliverable: 'unzustellbar',
    opted_out: 'widersprochen',
    complained: 'als Spam gemeldet',
  },
  roles: { customers: 'Kunden', events: 'Ereignisse', consents: 'Einwilligungen', figures: 'Zahlen', unclear: 'Noch unklar' },
  families: {
    person: 'Person',
    organisation: 'Organisation',
    contact: 'Kontakt',
    address: 'Anschrift',
    identifier: 'Kennungen',
    consent: 'Einwilligung',
    lifecycle: 'Kundenstand',
    event: 'Ereignisse',
    custom: 'Sonstige',
  },
};
