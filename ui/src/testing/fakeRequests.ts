/** Requests of made-up people. */
import type { AskedInFile, AskerFound, DataRequestView, DataRequests, DoneInFile, SourceMark, TraceRow, Traces } from '../api';

const request = (number: number, shop: SourceMark, more: Partial<DataRequestView>): DataRequestView => ({
  request: number,
  kind: 'deletion',
  customer: 'C000123',
  name: 'Anne Marsh-Cole',
  country: 'GB',
  region: 'europe',
  received_on: '2026-10-10',
  due_on: '2026-11-10',
  because: 'European Economic Area, United Kingdom, Switzerland: 1 month.',
  days_left: -13,
  overdue: true,
  note: 'letter 17',
  who: 'Dana',
  systems: [
    { source: shop.source, label: shop.name, to_do: 'Delete the person there.', done_on: '2026-10-12', who: 'Dana' },
    { source: null, label: 'Exports, written lists and copies of this project', to_do: 'Delete the exports that were loaded.', done_on: null, who: '' },
  ],
  state: 'open',
  outcome: '',
  settled_on: null,
  erasure: null,
  asked_in: [],
  searched: null,
  kept_out: false,
  ...more,
});

const row = (record: number, shop: SourceMark, number: number): TraceRow => ({ record, set_aside: null, source: shop, table: 'privacy', file: 'privacy.csv', row: number, record_key: null, current: true });

const inFile = (shop: SourceMark, record: number, more: Partial<AskedInFile>): AskedInFile => ({
  kind: 'deletion',
  customer: 'C000123',
  name: 'Anne Marsh-Cole',
  country: 'GB',
  region: 'europe',
  rows: [row(record, shop, record - 38)],
  rows_total: 1,
  elsewhere: 4,
  asked_on: '2026-10-01',
  due_on: '2026-11-01',
  because: 'European Economic Area, United Kingdom, Switzerland: 1 month.',
  days_left: -22,
  overdue: true,
  ...more,
});

const doneInFile = (shop: SourceMark, record: number, more: Partial<DoneInFile>): DoneInFile => ({
  kind: 'deletion',
  customer: 'C000124',
  name: 'Piers Holloway',
  rows: [row(record, shop, record - 38)],
  rows_total: 1,
  column: 'Status',
  says: 'Done',
  elsewhere: 3,
  sentence: '3 other rows of this person are still here: erase them, or enter a request on their page.',
  ...more,
});

export const askerFound: AskerFound = { tables: 6, rows: 12031, total: 0, found: [], request: null, sentence: 'Nothing is found in 6 tables with 12,031 rows.' };

export const dataRequests = (shop: SourceMark): DataRequests => ({
  requests: [
    request(1, shop, {}),
    request(2, shop, { kind: 'access', days_left: 3, overdue: false, due_on: '2026-11-26' }),
    request(3, shop, { customer: null, name: '', state: 'done', settled_on: '2026-11-02', overdue: false, erasure: 1, outcome: 'told by letter' }),
    request(4, shop, { customer: null, name: '', country: '', days_left: 20, overdue: false, due_on: '2026-12-13', note: 'letter 9', searched: 6, kept_out: true, systems: [] }),
  ],
  asked: [inFile(shop, 41, {}), inFile(shop, 42, { customer: null, name: '', elsewhere: 0, asked_on: null, overdue: false, days_left: 9 })],
  asked_total: 2,
  asked_overdue: 1,
  done: [doneInFile(shop, 43, {}), doneInFile(shop, 44, { customer: null, name: '', elsewhere: 0, sentence: 'Nobody is found by this row.' })],
  done_total: 2,
  done_standing: 1,
  terms: [
    { region: 'europe', label: 'European Economic Area, United Kingdom, Switzerland', term: 'months:1', in_words: '1 month', is_assumed: true },
    { region: 'united_states', label: 'United States', term: 'days:45', in_words: '45 days', is_assumed: false },
  ],
  open: 3,
  overdue: 1,
  sentence: '1 request of a person is overdue, the oldest since 2026-11-10.',
});

export const traces = (shop: SourceMark): Traces => ({
  customer: 'C000123',
  name: 'Anne Marsh-Cole',
  rows: [{ record: 1, set_aside: null, source: shop, table: 'customers', file: 'customers.csv', row: 2, record_key: '7', current: true }],
  doubtful: [{ trace: { record: 9, set_aside: null, source: shop, table: 'customers', file: 'customers.csv', row: 12, record_key: null, current: false }, reason: 'It mentions this person: a name, an address, a telephone or an id.', customer: null }],
  checklist: ['Delete the person in Shopify, customers: record 7.'],
});
