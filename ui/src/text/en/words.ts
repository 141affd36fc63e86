import { count, counted } from '../format';

/** Who did something: where neither a person nor the system told, that is said. */
export const named = (who: string): string => who.trim() || 'not told';

/** Words that stand on several screens. */
export const words = {
  named,
  rows: (number: number) => counted(number, 'row', 'rows'),
  people: (number: number) => counted(number, 'person', 'people'),
  records: (number: number) => counted(number, 'record', 'records'),
  sources: (number: number) => counted(number, 'source', 'sources'),
  shown: (shown: number, all: number) => (shown === all ? count(all) : `${count(shown)} of ${count(all)}`),
  behind: (what: string) => `show the rows behind ${what}`,
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  all: 'All',
  none: 'none',
  row: (row: number) => `row ${count(row)}`,
  nobodyYet: 'nobody yet',
  notSaid: 'not asked yet',
  noteBlank: 'add a note',
  loading: 'One moment …',
  nothingThere: '—',
  severities: { error: 'Error', warning: 'Warning', note: 'Note' } as Readonly<Record<string, string>>,
  /** Five kinds of unknown, five words. */
  unknown: {
    not_asked: 'not asked',
    no_file: 'no file',
    no_column: 'no column',
    not_counted: 'not counted yet',
    blank: 'blank',
    invalid: 'invalid',
    placeholder: 'filler',
  } as Readonly<Record<string, string>>,
  unknownHints: {
    not_asked: 'Nobody asked about this source yet.',
    no_file: 'The source exists, but no file of it is loaded.',
    no_column: 'The files of this source have no such column.',
    not_counted: 'There is such a column; work out who is who, and it is counted.',
    blank: 'The cell is empty.',
    invalid: 'The cell holds something that cannot be it.',
    placeholder: 'The cell holds a filler, such as 0000000000 or n/a.',
  } as Readonly<Record<string, string>>,
  consents: {
    opted_in: 'opted in',
    never: 'never asked or never answered',
    pending: 'waiting for confirmation',
    undeliverable: 'undeliverable',
    opted_out: 'opted out',
    complained: 'reported as spam',
  } as Readonly<Record<string, string>>,
  roles: { customers: 'Customers', events: 'Events', consents: 'Consents', figures: 'Figures', unclear: 'Not clear yet' } as Readonly<Record<string, string>>,
  families: {
    person: 'Person',
    organisation: 'Organisation',
    contact: 'Contact',
    address: 'Address',
    identifier: 'Identifiers',
    consent: 'Consent',
    lifecycle: 'Lifecycle',
    event: 'Events',
    custom: 'Other',
  } as Readonly<Record<string, string>>,
};
