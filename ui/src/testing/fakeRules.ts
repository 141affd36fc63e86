/** Rules, signatures and parts of teams of the made-up core. */
import type { AttributeView, GovernedRule, RaciTable, SignOffs, SourceMark } from '../api';

const TEAMS = [
  { team: 'marketing', label: 'Marketing' },
  { team: 'data', label: 'Data' },
  { team: 'legal', label: 'Legal' },
];

function rule(code: string, kind: string, kindLabel: string, question: string, over: Partial<GovernedRule> = {}): GovernedRule {
  return { rule: code, kind, kind_label: kindLabel, question, attribute: null, source: null, choice: '', sentence: '', is_worded: false, is_default: true, version: 0, decided_at: '', decided_by: '', reason: '', choices: [], concerns: '', accountable: '', decider: '', note: '', versions: [], ...over };
}

const wins = (label: string) => [
  { choice: 'most_recent', label: 'Most recent', sentence: `${label}: the newest value wins.` },
  { choice: 'oldest', label: 'Oldest', sentence: `${label}: the oldest value wins.` },
];

/** One rule of every sort: decided, acting by default, quiet, an order, and one nobody decided. */
export function governedRules(family: AttributeView, phone: AttributeView, shop: SourceMark): GovernedRule[] {
  const version = (number: number, sentence: string) => ({ version: number, choice: 'most_recent', sentence, reason: number === 2 ? 'agreed with sales' : '', who: 'Dana', at: `2026-11-0${number}T09:00:00Z` });
  return [
    rule('conflict:family_name', 'conflict', 'When sources disagree', 'Family name: which one holds?', { attribute: family, choice: 'most_recent', sentence: 'The last name somebody gave us is the one we write.', is_worded: true, is_default: false, version: 2, decided_at: '2026-11-02T09:00:00Z', decided_by: 'Dana', reason: 'agreed with sales', choices: wins('Family name'), concerns: 'Sources disagree about 412 customers.', accountable: 'Data', decider: 'Dana', versions: [version(2, 'The last name somebody gave us is the one we write.'), version(1, 'Family name: the newest value wins.')] }),
    rule('conflict:phone', 'conflict', 'When sources disagree', 'Phone: which one holds?', { attribute: phone, choice: 'most_recent', sentence: 'Phone: the newest value wins.', choices: wins('Phone') }),
    rule('source_order', 'source_order', 'Order of sources', 'Which system do we believe first?', { choice: '[]', sentence: 'No source is believed before another.' }),
    rule('retention:1', 'retention', 'How long data is kept', 'How long do we keep data of Shopify?', { source: shop, choices: [{ choice: 'months:24', label: '24 months', sentence: 'Data of Shopify is kept for 24 months and then deleted.' }] }),
  ];
}

export const overdueOf = (shop: SourceMark, support: SourceMark) => ({
  sentence: '1 load with 2,100 rows is kept longer than agreed.',
  loads: [{ load: 1, source: shop, table_name: 'customers', file: 'old_export.csv', loaded_at: '2024-01-02T09:00:00Z', rows: 2100, current: false, term: 'Data of Shopify is kept for 12 months and then deleted.' }],
  rows: [{ load: 2, source: shop, table_name: 'orders', rows: 40, of: 900, before: '2025-11-20' }],
  refresh: [{ source: support, sentence: 'Zendesk was loaded 40 days ago; every 30 days was agreed.', days: 40, agreed: 30 }],
  without_term: [support],
});

export const SIGN_OFFS: SignOffs = {
  sentence: '1 of 3 teams have signed the rules as they are. The signature of 1 team is outdated.',
  frozen: { set: 2, at: '2026-11-10T09:00:00Z', who: 'Dana', note: 'after the first workshop', sentences: ['The last name somebody gave us is the one we write.', 'Phone: the newest value wins.'] },
  changes: [],
  is_outdated: false,
  teams: [
    { ...(TEAMS[0] as { team: string; label: string }), state: 'signed', person: 'Mia', at: '2026-11-11T09:00:00Z', note: '', set: 2, changed: [] },
    { ...(TEAMS[1] as { team: string; label: string }), state: 'outdated', person: 'Dana', at: '2026-11-03T09:00:00Z', note: 'fine so far', set: 1, changed: ['Family name: the newest value wins.'] },
    { ...(TEAMS[2] as { team: string; label: string }), state: 'blank', person: '', at: '', note: '', set: null, changed: [] },
  ],
  grid: [
    { rule: 'conflict:family_name', sentence: 'The last name somebody gave us is the one we write.', cells: ['signed', 'outdated', 'blank'] },
    { rule: 'conflict:phone', sentence: 'Phone: the newest value wins.', cells: ['signed', 'signed', 'blank'] },
  ],
};

export const raciOf = (shop: SourceMark): RaciTable => ({
  teams: TEAMS,
  rows: [
    { rule: 'conflict:family_name', source: null, label: 'Family name: which one holds?', cells: ['consulted', 'accountable', ''] },
    { rule: null, source: shop, label: 'Shopify', cells: ['', '', ''] },
  ],
  gaps: ['No team is accountable for Shopify.'],
  open: 1,
});
