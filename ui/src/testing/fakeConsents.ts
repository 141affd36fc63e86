/** What the made-up people permit. */
import type { AttributeView, ChannelLedger, ConsentLedger, ConsentSummary, SourceMark } from '../api';

const MAIL: AttributeView = { code: 'email_consent', label: 'E-mail consent', family: 'consent' };

export const channel = (shop: SourceMark, newsletter: SourceMark): ChannelLedger => ({
  channel: MAIL,
  state: 'opted_out',
  unknown: null,
  why: 'Mailchimp says no. If anybody says no in one system, it is a no in every system.',
  contradicted: true,
  regime: 'opt_in',
  regime_label: 'Only after a yes',
  statements: [
    { record: 2, source: newsletter, table: 'unsubscribed', file: 'unsubscribed.csv', row: 7, state: 'opted_out', raw: 'unsubscribed.csv', read_as: 'opted_out', column: null, evidence: 'file', time: '2026-05-09T10:00:00Z', time_of: 'consent', origin: '', purpose: '', holds: true, replaced: false },
    { record: 1, source: shop, table: 'customers', file: 'customers.csv', row: 2, state: 'opted_in', raw: 'yes', read_as: null, column: 'Accepts e-mail marketing', evidence: 'column', time: null, time_of: 'row', origin: '', purpose: '', holds: false, replaced: false },
  ],
  silent: [],
});

export const ledger = (customer: string, shop: SourceMark, newsletter: SourceMark): ConsentLedger => ({
  customer,
  name: 'Anne Marsh-Cole',
  country: '',
  country_by_phone: null,
  country_unknown: 'blank',
  channels: [
    channel(shop, newsletter),
    { ...channel(shop, newsletter), channel: { ...MAIL, code: 'sms_consent', label: 'Text-message consent' }, state: null, unknown: 'no_column', contradicted: false, why: 'No source that knows this person has a column about it.', statements: [], silent: [{ source: shop, unknown: 'no_column' }, { source: newsletter, unknown: 'no_file' }] },
  ],
});

export const consentSummary = (shop: SourceMark, newsletter: SourceMark): ConsentSummary => ({
  people: 1200,
  rule: 'If anybody says no in one system, it is a no in every system.',
  channels: [
    {
      channel: MAIL,
      states: [{ state: 'opted_in', people: 700 }, { state: 'opted_out', people: 300 }],
      not_said: 200,
      contradicted: 12,
      without_needed_yes: 90,
      sources: [
        { source: shop, state: 'known', rows: 900, answered: 850, invalid: 10, blank: 40 },
        { source: newsletter, state: 'no_file', rows: 0, answered: 0, invalid: 0, blank: 0 },
      ],
    },
  ],
  pairs: [{ channel: MAIL, left: shop, right: newsletter, people: 12 }],
  doubted: ['Shopify of customers.csv: "Accepts" says yes in all 850 rows that say anything. Is it a default?'],
  kept_out: ['Shopify: the no under "Accepts" alone keeps people out whose yes another source has: 29. Is it a default and no answer? Then leave the column out in the mapping; until then the no holds.'],
  regimes: [
    { regime: 'opt_in', label: 'Only after a yes', people: 800 },
    { regime: 'unknown', label: 'Country not known', people: 400 },
  ],
  regions: [
    { region: 'eea', label: 'European Economic Area', people: 800, by_phone: 120, phones_differ: 0, states: [{ state: 'opted_in', people: 600 }, { state: 'opted_out', people: 150 }], not_said: 50, note: 'A yes first; our lawyer looks again in May.' },
    { region: 'united_states', label: 'United States', people: 0, by_phone: 0, phones_differ: 0, states: [], not_said: 0, note: '' },
    { region: 'unknown', label: 'Country not known', people: 400, by_phone: 0, phones_differ: 7, states: [{ state: 'opted_in', people: 100 }, { state: 'opted_out', people: 150 }], not_said: 150, note: '' },
  ],
});
