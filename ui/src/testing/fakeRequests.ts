/** Requests of made-up people. */
import type { DataRequestView, DataRequests, SourceMark, Traces } from '../api';

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
  ...more,
});

export const dataRequests = (shop: SourceMark): DataRequests => ({
  requests: [
    request(1, shop, {}),
    request(2, shop, { kind: 'access', days_left: 3, overdue: false, due_on: '2026-11-26' }),
    request(3, shop, { customer: null, name: '', state: 'done', settled_on: '2026-11-02', overdue: false, erasure: 1, outcome: 'told by letter' }),
  ],
  terms: [
    { region: 'europe', label: 'European Economic Area, United Kingdom, Switzerland', term: 'months:1', in_words: '1 month', is_assumed: true },
    { region: 'united_states', label: 'United States', term: 'days:45', in_words: '45 days', is_assumed: false },
  ],
  open: 2,
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
