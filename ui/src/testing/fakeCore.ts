/** A core of a few made-up people, so that screens can be tested without the real one. */
import { MEANINGS } from './fakeMeanings';
import type {
  AttributeView,
  BatchView,
  ColumnProfileView,
  Commands,
  ConflictView,
  CoverageCell,
  CustomerGraph,
  CustomerRow,
  EvidenceView,
  GoldenView,
  GraphLink,
  GraphNode,
  MappingView,
  PairRow,
  PairView,
  PeopleChangeView,
  ProfileSummary,
  RecordView,
  RegroupEffect,
  RowPage,
  SourceMark,
  SourceView,
  ValueView,
} from '../api';
import type { Transport } from '../api/transport';
import { agreed } from './fakeAgreed';
import { caseOf, choices } from './fakeCase';
import { CHECKS, FIGURES } from './fakeFigures';
import { channel, consentSummary, ledger } from './fakeConsents';
import { askerFound, dataRequests, traces } from './fakeRequests';
import { LOG } from './fakeLog';
import { measured } from './fakeMeasures';
import { timeline } from './fakeTimeline';
import { TRUST } from './fakeTrust';
import { governedRules, overdueOf, raciOf, SIGN_OFFS } from './fakeRules';

const NAMES = ['Shopify', 'HubSpot', 'Mailchimp', 'Store loyalty cards', 'Zendesk', 'Stripe'];
export const MARKS: SourceMark[] = NAMES.map((name, index) => ({ source: index + 1, name, letters: ['SH', 'HS', 'MC', 'LC', 'ZD', 'ST'][index] ?? '??', hue: (index * 67 + 20) % 360 }));

const mark = (index: number): SourceMark => MARKS[index % MARKS.length] as SourceMark;

function attribute(code: string, label: string, family: string): AttributeView {
  return { code, label, family };
}

export const ATTRIBUTES = {
  given: attribute('given_name', 'Given name', 'person'),
  family: attribute('family_name', 'Family name', 'person'),
  birth: attribute('birth_date', 'Birth date', 'person'),
  email: attribute('email', 'E-mail', 'contact'),
  phone: attribute('phone', 'Phone', 'contact'),
  postcode: attribute('postcode', 'Postcode', 'address'),
  consent: attribute('email_consent', 'E-mail consent', 'consent'),
};
const ALL = Object.values(ATTRIBUTES);

function value(of: AttributeView, raw: string, made: string, state: ValueView['state'] = 'valid'): ValueView {
  return { attribute: of, group: 0, header: of.label, raw, value: state === 'valid' ? made : '', state, rule: `${of.code}.rule` };
}

export function record(number: number, source: number, values: ValueView[]): RecordView {
  return { record: number, source: mark(source), table: 'customers', file: 'customers_export.csv', row: number + 1, record_key: `10${number}82`, customer: 'C000123', values, tied_in: number > 1, mended: null };
}

const RECORDS = [
  record(1, 0, [value(ATTRIBUTES.given, 'Anne', 'Anne'), value(ATTRIBUTES.family, 'Marsh', 'Marsh'), value(ATTRIBUTES.email, ' Anne.Marsh@mail.example.com', 'anne.marsh@mail.example.com'), value(ATTRIBUTES.phone, '07700 900123', '+447700900123')]),
  record(2, 2, [value(ATTRIBUTES.given, 'ANNE', 'Anne'), value(ATTRIBUTES.family, 'MARSH-COLE', 'Marsh-Cole'), value(ATTRIBUTES.email, 'anne.marsh@mail.example.com', 'anne.marsh@mail.example.com'), value(ATTRIBUTES.phone, '0000000000', '', 'placeholder')]),
];

const golden = (of: AttributeView, text: string, others: GoldenView['others'] = []): GoldenView => ({
  attribute: of,
  value: text,
  rule: 'Newest wins, as long as it is valid',
  lineage: { source: mark(0), table: 'customers', file: 'customers_export.csv', row: 2, column: of.label, raw: text.toUpperCase(), read_as: null, rule: `${of.code}.rule`, record: 1, mended: null },
  supporters: [mark(0), mark(2)],
  others,
  overridden: false,
});

export const CUSTOMERS: CustomerRow[] = ['Anne Marsh', 'Jürgen Braun', 'Aoife Ní Dhomhnaill', 'محمد الأحمد', 'Priya Nair', 'Tom Okafor', 'Wei Zhang', 'Lena Vogt'].map((name, index) => ({
  customer: `C${String(index + 123).padStart(6, '0')}`,
  name,
  email: `person${index}@mail.example.com`,
  phone: `+44770090012${index}`,
  city: ['Leeds', 'Berlin', 'Cork', 'York'][index % 4] ?? '',
  country: ['GB', 'DE', 'IE', 'GB'][index % 4] ?? '',
  sources: MARKS.slice(index % 3, (index % 3) + 3),
  records: 1 + (index % 4),
  conflicts: index % 3,
}));

const CONFLICT: ConflictView = {
  customer: 'C000123',
  name: 'Anne Marsh',
  attribute: ATTRIBUTES.family,
  values: [{ value: 'Marsh', sources: [mark(0)], as_of: '2026-03-01' }, { value: 'Marsh-Cole', sources: [mark(2)], as_of: null }],
  winner: 'Marsh-Cole', is_open: false,
  rule: 'Newest wins, as long as it is valid',
  decider: '',
};

const EVIDENCE: EvidenceView[] = [
  { comparison: 'E-mail', level: 'exactly the same', left: 'a', right: 'a', bits: 12.4, note: null },
  { comparison: 'Given name', level: 'the same, and rare', left: 'Anne', right: 'Anne', bits: 5.1, note: null },
  { comparison: 'Phone', level: 'the same', left: '1', right: '1', bits: 4.3, note: 'This phone is on 6 people.' },
  { comparison: 'Family name', level: 'one within the other', left: 'Marsh', right: 'Marsh-Cole', bits: -1.4, note: null },
  { comparison: 'Postcode', level: 'different', left: 'LS1', right: 'LS6', bits: -2, note: null },
];

const TIERS = [
  { tier: 'strict', label: 'Strict', sentence: 'For contracts.', link_threshold: 0.9 },
  { tier: 'balanced', label: 'Balanced', sentence: 'For counting.', link_threshold: 0.5 },
  { tier: 'wide', label: 'Wide', sentence: 'For advertising.', link_threshold: 0.25 },
];
const EXPLANATION = { sentence: 'Same e-mail address and given name; the family name grew, the postcode differs.', prior: -15.2, evidence: EVIDENCE, weight: 3.2, probability: 0.9, stated: false };

export const PAIRS: PairRow[] = Array.from({ length: 12 }, (_, index) => ({
  pair: index + 1,
  left: ['Anne Marsh', 'J. Braun', 'Priya Nair'][index % 3] ?? '',
  right: ['ANNE MARSH-COLE', 'Jürgen Braun', 'P Nair'][index % 3] ?? '',
  left_source: mark(index),
  right_source: mark(index + 2),
  weight: 3.2 - index * 0.4,
  probability: 0.9 - index * 0.05,
  impact: 5 - (index % 4),
  verdict: null,
  tied: false,
  reason: '62 % likely to be one person; 4 records hang on it.',
  follows: null,
}));

function pair(number: number): PairView {
  const [left, right] = RECORDS as [RecordView, RecordView];
  return {
    pair: number,
    left,
    right,
    lines: [
      { attribute: ATTRIBUTES.given, left: ['Anne'], right: ['Anne'], agreement: 'same', held: [] },
      { attribute: ATTRIBUTES.family, left: ['Marsh'], right: ['Marsh-Cole'], agreement: 'different', held: [{ value: 'Marsh', people: 31, records: null, of: 4012 }] },
      { attribute: ATTRIBUTES.email, left: ['anne.marsh@mail.example.com'], right: ['anne.marsh@mail.example.com'], agreement: 'same', held: [] },
      { attribute: ATTRIBUTES.phone, left: ['+447700900123'], right: [], agreement: 'one_sided', held: [{ value: '+447700900123', people: 6, records: 14, of: null }] },
      { attribute: ATTRIBUTES.postcode, left: ['LS1 4AP'], right: ['LS6 2QD'], agreement: 'different', held: [] },
    ],
    explanation: EXPLANATION,
    verdict: null,
    note: '',
    impact: 4,
    reason: '62 % likely to be one person; 4 records hang on it.',
    follows: null,
    others: 2,
    names_counted: true,
  };
}

const SOURCES: SourceView[] = MARKS.map((one, index) => ({
  mark: one,
  kind: 'shop',
  kind_label: ['Online shop', 'CRM', 'E-mail platform', 'Loyalty', 'Support', 'Billing and payments'][index] ?? '',
  party: 'first',
  location: index === 0 ? 'harbour-pine.example' : '',
  format: 'CSV, UTF-8',
  owner: index === 0 ? 'Dana' : '',
  used_for: '',
  refresh: 'every month', lawful_basis: '',
  note: '',
  tables: [{ table: index + 1, name: 'customers', role: 'customers', columns: 24, rows: 2100 - index * 180, rows_set_aside: index % 2, file: 'customers_export.csv', loaded_at: '2026-11-02T09:00:00Z', unsure_columns: index % 3, load: index + 1, held_once: false }],
  rows: 2100 - index * 180,
  people: 1900 - index * 170,
}));

function coverageCell(row: number, column: number): CoverageCell {
  const states = ['no_column', 'no_file', 'not_asked'];
  if ((row * 3 + column * 2) % 7 === 0) return { state: states[(row + column) % 3] ?? 'no_column', rows: 0, filled: 0, valid: 0, invalid: 0, placeholder: 0, blank: 0, distinct: 0 };
  const filled = 2000 - row * 190 - column * 60;
  const invalid = (row + column) % 3 === 0 ? 42 : 0;
  return { state: 'known', rows: 2000, filled, valid: filled - invalid, invalid, placeholder: 0, blank: 2000 - filled, distinct: filled - 90 };
}

export const MAPPING: MappingView = {
  table: 1,
  source: mark(0),
  name: 'customers',
  role: 'customers',
  role_reason: 'One row a customer: 2,100 different e-mail addresses in 2,100 rows.',
  recipe: 'Shopify customers',
  default_country: 'GB',
  constants: [],
  columns: ALL.map((one, index) => ({
    column: index,
    header: one.label.toUpperCase(),
    samples: ["'07700 900123", '+44 7700 900456', '0000000000'],
    attribute: index === 5 ? null : one,
    group: 0,
    transformation: '',
    change: 'keep',
    has_words: one.family === 'consent',
    unknown_words: one.family === 'consent' ? 2 : 0,
    confidence: index === 2 ? 0.6 : 0.98,
    reason: 'The header says so, and 96 of 100 values look like it.',
    state: index === 2 ? 'unsure' : index === 5 ? 'unused' : 'suggested',
    date_order: index === 2 ? 'day_first' : null,
    date_note: index === 2 ? '14 values can only be day first.' : '',
  })),
  choices: ALL,
  header_added: [],
  header_gone: [],
};

const SURVIVORSHIP = {
  attributes: [ATTRIBUTES.family, ATTRIBUTES.phone, ATTRIBUTES.consent].map((attribute, index) => ({ attribute, rule: index === 2 ? 'strictest' : 'most_recent', is_default: true, choices: ['most_recent', 'oldest', 'strictest'], conflicts: 200 - index * 60 })),
  rules: [['most_recent', 'Most recent'], ['oldest', 'Oldest'], ['strictest', 'Strictest']].map(([code = '', label = '']) => ({ code, label, sentence: `${label} wins.` })),
  source_order: [],
};

const GOVERNANCE = {
  sources: MARKS.map((one, index) => ({ source: one, owner: index === 0 ? 'Dana' : '', steward: '', decider: '', note: '', rows: 2000 })),
  attributes: ALL.map((one, index) => ({ attribute: one, owner: '', steward: '', decider: '', note: '', sources: MARKS.slice(0, 3), conflicts: index * 4, rule: 'Newest wins, as long as it is valid' })),
  gaps: ['5 sources have no owner.', '6 attributes in conflict have no decider.'],
  open: 11,
  people: ['Dana', 'Marketing'],
};

const RULES = governedRules(ATTRIBUTES.family, ATTRIBUTES.phone, mark(0));
const GOVERNED = { rules: RULES, undecided: 1, unaccountable: 3 };

const matrix = MARKS.map((_, left) => MARKS.map((_, right) => (left === right ? 1900 - left * 170 : 600 - Math.abs(left - right) * 90)));

const node = (at: number, over: Partial<GraphNode> = {}): GraphNode => ({ record: 11 + at, rows: 1, source: mark(at % 3), table: 'customers', row: 2 + at, name: 'Anne Marsh', joint: false, by_hand: false, ...over });
const link = (left: number, right: number, over: Partial<GraphLink> = {}): GraphLink => ({ left, right, kind: 'evidence', weight: 11.2, probability: 0.99, agree: ['Name', 'E-mail'], differ: [], verdict: null, bridge: false, parts: 0, weak: false, ...over });

/** Two triangles that one weak link holds together. */
export const GRAPH: CustomerGraph = {
  nodes: [node(0), node(1), node(2, { joint: true }), node(3, { joint: true, name: 'Anne Cole' }), node(4, { rows: 12 }), node(5, { by_hand: true })],
  links: [link(0, 1), link(1, 2), link(0, 2), link(2, 3, { bridge: true, parts: 3, weak: true, weight: 1.1, probability: 0.68, agree: ['Name'], differ: ['Birth date'] }), link(3, 4), link(4, 5), link(3, 5, { kind: 'hand', verdict: 'same' })],
  rows_left_out: 0,
  links_left_out: 0,
  reasons: ['she married'],
};

export const REGROUPED: RegroupEffect = {
  sentence: 'Parted 1 record from C000123, which is now C000123 and C000900: two people of one name',
  customers: [
    { customer: 'C000123', name: 'Anne Marsh', records: 3, conflicts: 1, is_there: true },
    { customer: 'C000900', name: 'Anne Cole', records: 1, conflicts: 0, is_there: false },
  ],
  gone: [],
  moved: 1,
  along: 2,
  verdicts_taken_back: 1,
};

const SUMMARY = { run: 3, ran_at: '2026-11-20T09:00:00Z', records: 12031, customers: 4012, known_only_by_id: 0, linked: 8100, waiting: 38, tied: 21, decided: 12, implied: 0, link_threshold: 0.95, review_threshold: 0.3, expected_precision: 0.9931, expected_recall: 0.981, precision_between: { low: 0.984, high: 0.9972 }, recall_between: { low: 0.955, high: 0.9921 }, expected_lost: 12.4, histogram: Array.from({ length: 50 }, (_, index) => ({ from: index - 20, pairs: Math.round(9000 * Math.exp(-(((index - 6) / 5) ** 2)) + 4000 * Math.exp(-(((index - 38) / 5) ** 2)) + 3), expected_matches: Math.round(4000 * Math.exp(-(((index - 38) / 5) ** 2))) })), tier: 'balanced', tiers: TIERS, out_of_date: null, blocking: [{ rule: 'same e-mail address', pairs: 9120, new_pairs: 9120, lost_without: 812.3, pairs_left_out: 0 }, { rule: 'same phone', pairs: 5140, new_pairs: 1210, lost_without: 0.2, pairs_left_out: 4300 }], training: ['Trained on 41,202 pairs; 11 rounds until it settled.'], standing: [{ attribute: ATTRIBUTES.phone, value: '+442079460000', standing: 'shared', is_by_hand: false, reason: '', mark: 'aa', records: 41, people: 38 }], standing_total: 241 };

export const PROFILES: ColumnProfileView[] = [
  { column: 0, header: 'Email', attribute: ATTRIBUTES.email, kind: 'email', class: 'contact', rows: 2100, filled: 2080, blank: 20, valid: 2071, distinct: 2079, once: 2078, exact: true, top: [{ text: 'info@mail.example.com', rows: 2, exact: true }], shapes: [{ text: 'A+.A+@A+.A+.A+', rows: 1801, exact: true }], lengths: [14, 24, 51], days: null, freshest: null, numbers: null, anomalies: [] },
  { column: 1, header: 'Phone', attribute: ATTRIBUTES.phone, kind: 'phone', class: 'contact', rows: 2100, filled: 2100, blank: 0, valid: 1950, distinct: 1902, once: 1890, exact: false, top: [{ text: '0000000000', rows: 120, exact: true }, { text: '020 7946 0000', rows: 41, exact: false }], shapes: [{ text: '99999 999999', rows: 1500, exact: true }, { text: '9999999999', rows: 180, exact: true }], lengths: [10, 12, 16], days: null, freshest: null, numbers: null, anomalies: [{ kind: 'filler', sentence: '120 of 2,100 values in "Phone" are 0000000000.', figure: { kind: 'column', load: 1, column: 1, which: 'value', what: '0000000000' } }] },
  { column: 2, header: 'Signed up', attribute: null, kind: 'date', class: 'none', rows: 2100, filled: 2000, blank: 100, valid: null, distinct: 700, once: 80, exact: true, top: [{ text: '2026-03-04', rows: 9, exact: true }], shapes: [{ text: '9999-99-99', rows: 1990, exact: true }, { text: '99/99/9999', rows: 10, exact: true }], lengths: [10, 10, 10], days: ['2019-01-02', '2031-01-01'], freshest: '2026-11-01', numbers: null, anomalies: [{ kind: 'mixed_formats', sentence: '1,990 of 2,000 values in "Signed up" are yyyy-mm-dd, but 10 are dd/mm/yyyy.', figure: null }] },
  { column: 3, header: 'Spent', attribute: null, kind: 'number', class: 'none', rows: 2100, filled: 2100, blank: 0, valid: null, distinct: 2100, once: 2100, exact: true, top: [{ text: '12.50', rows: 1, exact: true }], shapes: [{ text: '99.99', rows: 1400, exact: true }], lengths: [4, 5, 7], days: null, freshest: null, numbers: [0.5, 1204.75], anomalies: [{ kind: 'unique', sentence: 'All 2,100 values in "Spent" are different.', figure: null }] },
];

function profileSummary(index: number): ProfileSummary {
  return { table: index + 1, source: mark(index), name: 'customers', load: index + 1, file: 'customers_export.csv', format: 'CSV, UTF-8', rows: 2100, columns: 4, counted: true, anomalies: index % 3, identifiers: [ATTRIBUTES.email, ATTRIBUTES.phone], newest: '2026-11-01', exported: index === 0 ? '2026-11-02' : null, lag_days: index === 0 ? 1 : null };
}

/** What each command answers; a test may put its own answers over these. */
/** Rows a load set aside. */
const ASIDE: RowPage = {
  title: 'Rows of customers_export.csv that were set aside',
  columns: [{ label: 'Row', verbatim: false, sorts: false }, { label: 'Why', verbatim: false, sorts: false }, { label: 'What stands there', verbatim: true, sorts: false }],
  rows: [{ cells: ['12', 'It has 3 cells, the header has 2.', 'ann@mail.example.com,07700,900123'], record: null, customer: null, aside: 5 }],
  total: 1,
  file_name: null,
  touched: null,
};

export const REPLIES: { [K in keyof Commands]?: (request: Commands[K]['request']) => Commands[K]['reply'] } = {
  ...agreed(MARKS, ALL),
  ...measured(MARKS),
  app_info: () => ({ version: '0.1.0', sample_available: true, recent: [{ path: '/home/m/Rollcall/Harbour & Pine.rollcall', name: 'Harbour & Pine', opened_at: '2026-11-20T09:00:00Z', exists: true }], open: '/home/m/Rollcall/Harbour & Pine.rollcall', locked: null, projects_folder: '/home/m/Rollcall' }),
  project_summary: () => ({ path: '/home/m/Rollcall/Harbour & Pine.rollcall', name: 'Harbour & Pine', created_at: '2026-11-02T09:00:00Z', revision: 7, sources: 6, tables: 9, rows: 12031, rows_set_aside: 3, customers: 4012, out_of_date: null, waiting: { mapping: 3, quality: 17, matches: 38, conflicts: 412, governance: 5, requests: 3, requests_in_files: 2, checks: 1, lists: 2 }, undo: 'Dana owns Shopify', redo: null, encrypted: false, presenting: false }),
  list_jobs: () => [],
  set_presenting: () => ({}),
  overview: () => ({
    headline: '12,031 rows in 6 sources are 4,012 people',
    person_rows: 12031,
    other_rows: 840,
    customers: 4012,
    known_only_by_id: 120,
    unsure_pairs: 38,
    email_only_customers: 5120,
    bridge: MARKS.map((source, index) => ({ source, rows: 2100 - index * 180, people: 1900 - index * 170, only_here: 120 + index * 30 })),
    findings: [
      { severity: 'error', sentence: '4 people who bought last week are in the win-back log.', action: 'Take recent purchasers out before the next campaign.', owner: '', points: null, screen: 'lists', figure: null, list: null, needed_for: null },
      { severity: 'warning', sentence: '1,204 of 20,113 phones are 0000000000.', action: 'Ask the stores to leave the field blank.', owner: '', points: 4, screen: 'quality', figure: { kind: 'problem', problem: 1 }, list: null, needed_for: null },
    ],
    since: { ran_at: '2026-11-01T09:00:00Z', sentence: '', changes: [{ sentence: '2 files came in with 4,012 rows for 2 new tables.', screen: 'sources', part: 'loads' }, { sentence: '12 more people: 4,012 people now, 4,000 people before.', screen: 'history', part: 'runs' }] },
    next: { label: 'Settle 38 pairs, about 6 minutes', screen: 'matches' },
  }),
  readiness: () => ({
    score: 88,
    sentence: 'Readiness: 88 of 100. 1 part is not known and left out.',
    parts: [
      {
        part: 'usable',
        label: 'Contact details that cannot be used',
        definition: 'Values that cannot be what they should be, of those filled in.',
        found: 1204,
        among: 20113,
        worth: 60,
        lost: 4,
        unknown: '',
        findings: [{ sentence: '1,204 of 20,113 phones are 0000000000.', action: 'Ask the stores to leave the field blank.', owner: 'Dana', lost: 4, people: 1204, rank: 4816, screen: 'quality', figure: { kind: 'problem', problem: 1 }, list: null, needed_for: null }],
      },
      {
        part: 'ownership',
        label: 'Sources without an owner',
        definition: 'Sources without an owner, of all sources.',
        found: 1,
        among: 5,
        worth: 40,
        lost: 8,
        unknown: '',
        findings: [{ sentence: 'Nobody answers for 1 of 5 sources: Zendesk.', action: 'Name an owner for each.', owner: '', lost: 8, people: 300, rank: 2400, screen: 'governance', figure: null, list: null, needed_for: null }],
      },
      { part: 'alive', label: 'Dead addresses', definition: 'Addresses that bounced, of all.', found: null, among: null, worth: 0, lost: 0, unknown: 'no source tells which addresses bounced.', findings: [] },
    ],
    not_known: ['Dead addresses: no source tells which addresses bounced.'],
  }),
  inventory: () => ({ sources: SOURCES, kinds: [{ kind: 'shop', label: 'Online shop', state: 'loaded', hole: '' }, { kind: 'point_of_sale', label: 'Point of sale', state: 'not_asked', hole: 'Customers who buy in stores will look inactive.' }] }),
  list_loads: () => SOURCES.map((source, index) => ({ load: index + 1, source: source.mark, table: index + 1, table_name: 'customers', file: 'customers_export.csv', loaded_at: '2026-11-02T09:00:00Z', rows_read: 2101, rows_loaded: 2100, rows_set_aside: 1, compared: index === 1 ? { added: 40, changed: 12, unchanged: 2048, vanished: 3 } : null, current: true, undone: false })),
  coverage: () => ({ attributes: ALL, sources: MARKS, cells: ALL.map((_, row) => MARKS.map((_, column) => coverageCell(row, column))) }),
  list_problems: () => ({ problems: [{ problem: 1, code: 'placeholder_value', severity: 'warning', source: mark(0), file: 'customers_export.csv', sheet: null, row: null, column: 'Phone', message: '1,204 of 20,113 phones are 0000000000.', hint: 'They are kept, and not used as a phone.', count: 1204, trend: { now: 1204, of_now: 20113, before: 1190, of_before: 19800 }, fix: null }], total: 1, by_severity: [['warning', 1]], by_code: [['placeholder_value', 1]] }),
  list_profiles: () => SOURCES.map((_, index) => profileSummary(index)),
  get_profile: ({ table }) => ({ summary: profileSummary(table - 1), columns: PROFILES }),
  overlap: () => ({ sources: MARKS, matrix, only_here: [120, 150, 180, 210, 240, 270], combinations: Array.from({ length: 14 }, (_, index) => ({ members: [0, 1, 2, 3, 4, 5].filter((source) => (index + 1) & (1 << source)), customers: 900 - index * 60 })), customers: 4012, keys: [{ left: 0, right: 1, attribute: ATTRIBUTES.email, people: 640 }, { left: 0, right: 1, attribute: null, people: 12 }] }),
  rows_behind: ({ figure, offset }) => (figure.kind === 'set_aside' ? ASIDE : { title: 'Rows of Shopify', columns: [{ label: 'Row', verbatim: false, sorts: true }, { label: 'Email', verbatim: true, sorts: false }], rows: Array.from({ length: 40 }, (_, index) => ({ cells: [String(offset + index + 2), `Person${index}@Mail.example.com`], record: index, customer: 'C000123', aside: null })), total: 40, file_name: null, touched: null }),
  write_rows: ({ path }) => ({ path, rows: 40, touched: null }),
  set_aside_rows: () => ({ rows: [{ aside: 5, load: 1, table: 'customers', file: 'customers_export.csv', row: 12, code: 'extra_cells', reason: 'It has 3 cells, the header has 2.', text: 'ann@mail.example.com,07700,900123', cells: [{ header: 'Email', text: 'ann@mail.example.com' }, { header: 'Phone', text: '07700' }, { header: null, text: '900123' }], refused: null }], total: 1 }),
  mend_row: () => ({ record: 99, sentence: 'Row 12 of customers_export.csv is loaded as you mended it.' }),
  list_mappings: () => SOURCES.map((source, index) => ({ table: index + 1, source: source.mark, name: 'customers', role: 'customers', columns: 24, used: 20, unsure: index % 3 })),
  get_mapping: () => MAPPING,
  ...MEANINGS,
  set_column: () => MAPPING,
  take_mapping: () => ({ mapping: MAPPING, found: 20, unknown: ['LOYALTY TIER'], missing: ['Fax'] }),
  preview_mapping: () => ({ rows: [{ row: 2, cells: ['Anne'], values: RECORDS[0]?.values ?? [] }] }),
  match_summary: () => SUMMARY,
  set_tier: () => SUMMARY,
  set_standing: () => SUMMARY,
  set_held_once: () => ({}),
  ...TRUST,
  list_pairs: () => ({ pairs: PAIRS, total: PAIRS.length, waiting: PAIRS.length, tied: 21, decided: 12, implied: 0, pace: null }),
  pair_choices: () => choices(MARKS),
  get_pair: (request) => pair(request.pair),
  pair_case: (request) => caseOf(pair(request.pair), MARKS),
  judge_pair: () => ({ next: 2, waiting: 11, decided: 13, implied: 0 }),
  list_batches: () => ({ batches: [{ batch: 'b1', evidence: BATCH.evidence, pairs: 4, from: 0.3, to: 0.7 }], pairs: 4, contested: 3, single: 5 }),
  get_batch: () => BATCH,
  second_review: ({ reviewer }) => ({ pairs: reviewer ? PAIRS.slice(0, 3).map(blind) : [], waiting: reviewer ? 3 : 0, given: 1, people: ['Dana', 'Priya'] }),
  judge_second: () => ({ next: 2, waiting: 2, given: 2 }),
  agreement: () => ({ judged: 12, reviewers: [{ first: 'Dana', second: 'Priya', pairs: 12, agreed: 11, low: 0.65, high: 0.99, by_chance: 0.53, kappa: 0.82, warning: null, differing: [{ pair: blind(PAIRS[0] as PairRow), first: 'same', second: 'different' }] }] }),
  sample: () => ({ strata: [{ stratum: 'linked', label: 'linked: within one customer', pairs: 8100, drawn: 100, judged: 40, same: 39, unsure: 1, ahead: 0 }], precision: { share: 0.975, low: 0.871, high: 0.996 }, recall: null, told: ['Recall is not measured: it needs answers from every part of the sample.'], before: null }),
  judge_batch: ({ pairs }) => ({ judged: pairs.length, waiting: 8, decided: 16, implied: 0 }),
  search_customers: () => ({ customers: CUSTOMERS, total: CUSTOMERS.length }),
  customer_facets: () => ({ sources: MARKS.map((source) => ({ source, customers: 1200 + source.source })), in_conflict: 380, of_several_records: 900 }),
  get_customer: ({ customer }) => ({
    customer,
    name: 'Anne Marsh-Cole',
    golden: [golden(ATTRIBUTES.given, 'Anne'), golden(ATTRIBUTES.family, 'Marsh-Cole', [{ value: 'Marsh', sources: [mark(0)], as_of: '2026-03-01' }]), golden(ATTRIBUTES.email, 'anne.marsh@mail.example.com')],
    records: RECORDS,
    record_count: RECORDS.length,
    conflicts: [CONFLICT],
    identifiers: [{ attribute: ATTRIBUTES.email, value: 'anne.marsh@mail.example.com', standing: 'personal', records: 2, sources: [mark(0), mark(2)] }],
    household: CUSTOMERS.slice(5, 6),
    trail: ['Made in the run of 2 November from 2 records.'],
  }),
  customer_timeline: (request) => timeline(request, mark(0), mark(5)),
  households: () => ({ households: [{ household: 1, members: CUSTOMERS.slice(0, 2), shares: [{ attribute: ATTRIBUTES.postcode, value: 'LS1 4AP', members: 2 }] }], total: 1, largest: 12 }),
  customer_graph: () => GRAPH,
  preview_regroup: ({ kind }) => ({ ...REGROUPED, sentence: `${kind} of C000123` }),
  regroup: () => REGROUPED,
  explain_record: () => ({ record: RECORDS[1] as RecordView, tied_to: RECORDS[0] as RecordView, explanation: EXPLANATION }),
  preview_purge: () => ({ source: mark(0), rule: 'Data of Shopify is kept for 24 months and then deleted.', first_kept: '2024-11-20', loads: [], rows: [], total: 40, examples: RECORDS.slice(0, 1), staying: 2, dated: ['40 rows of customers are dated by their column "Created at".'], without_date: 3, people: 38, vanishing: 6, lists: [], sentence: '40 rows of Shopify would be taken out for good. This cannot be taken back.' }),
  purge_source: () => ({ job: 9 }),
  list_requests: () => dataRequests(mark(0)),
  search_asker: () => askerFound,
  open_request: () => dataRequests(mark(0)),
  take_up_requests: () => dataRequests(mark(0)),
  tick_request: () => dataRequests(mark(0)),
  settle_request: () => dataRequests(mark(0)),
  set_request_term: () => dataRequests(mark(0)),
  find_traces: () => traces(mark(0)),
  write_traces: ({ path }) => ({ path, rows: 12 }),
  erase_person: () => ({ job: 10 }),
  write_erasure_proof: ({ path }) => ({ path, sha256: 'a3f5'.repeat(16) }),
  consent_ledger: ({ customer }) => ledger(customer, mark(0), mark(2)),
  consent_summary: () => consentSummary(mark(0), mark(2)),
  list_contradictions: () => ({ contradictions: [{ customer: 'C000123', name: 'Anne Marsh-Cole', ledger: channel(mark(0), mark(2)) }], total: 1 }),
  conflict_summary: () => ({ conflicts: 412, customers: 380, attributes: [ATTRIBUTES.family, ATTRIBUTES.phone, ATTRIBUTES.consent].map((one, index) => ({ attribute: one, customers: 200 - index * 60, rule: 'Newest wins, as long as it is valid', decider: index === 2 ? 'Legal' : '' })), pairs: [[mark(0), mark(1)], [mark(0), mark(0)], [mark(1), mark(2)]], cells: [[90, 60, 50], [70, 0, 30], [40, 41, 0]], deciders: [{ person: '', conflicts: 332 }, { person: 'Legal', conflicts: 80 }], owners: [{ person: 'Mara', conflicts: 300 }, { person: '', conflicts: 212 }], answers: [{ answer: 'ask', label: 'Nobody has decided yet', conflicts: 12 }, { answer: 'most_recent', label: 'Most recent', conflicts: 400 }] }),
  list_conflicts: () => ({ conflicts: [CONFLICT], total: 1 }),
  survivorship: () => SURVIVORSHIP,
  set_rule: () => SURVIVORSHIP, set_source_order: () => SURVIVORSHIP,
  preview_rule: () => ({ sentence: '12 of 900 customers with several records change.', looked_at: 900, of: 900, changed: 12, examples: [{ customer: 'C000012', name: 'Anne Marsh', attribute: ATTRIBUTES.family, before: 'Marsh', after: 'Marsh-Cole' }] }),
  governance: () => GOVERNANCE,
  set_duty: () => GOVERNANCE,
  governed_rules: () => GOVERNED,
  preview_choice: () => ({ sentence: '12 of 900 customers with several records change.', looked_at: 900, of: 900, changed: 12, examples: [{ customer: 'C000012', name: 'Anne Marsh', attribute: ATTRIBUTES.family, before: 'Marsh', after: 'Marsh-Cole' }] }),
  decide_rule: () => GOVERNED,
  word_rule: () => GOVERNED,
  overdue: () => overdueOf(mark(0), mark(4)),
  sign_offs: () => SIGN_OFFS,
  freeze_rules: () => SIGN_OFFS,
  sign_rules: () => SIGN_OFFS,
  raci: () => raciOf(mark(0)),
  set_team_part: () => raciOf(mark(0)),
  decision_log: () => LOG,
  add_to_log: () => LOG,
  settle_in_log: () => LOG,
  set_note: () => GOVERNANCE,
  check_book: () => ({ checks: CHECKS }),
  ...FIGURES,
  report_page: () => ({ html: '<!doctype html><html><head><style>:root { color: black }</style></head><body><h1>Rows about people</h1><h2>What we do not know</h2></body></html>', bytes: 120 }),
  lists: () => ({ lists: [{ code: 'recent_purchasers', name: 'Recent purchasers', sentence: 'Everybody who bought within the window, to be left out of win-back campaigns.', purpose: 'suppress', windowed: true, saved: null, version: null, destinations: ['google'] }, { code: 'opted_in', name: 'May be written to', sentence: 'Everybody with consent to e-mail in every source that says something.', purpose: 'contact', windowed: false, saved: null, version: null, destinations: ['google'] }], destinations: [{ code: 'google', name: 'Google Ads Customer Match', warnings: [], columns: ['Email', 'Phone'], source_note: 'read 2026-11', extension: 'csv', purposes: ['contact', 'suppress'] }], refused_recipes: ['The recipe "ours.toml" cannot be used: line 11: unknown field `form`. Mend the file or remove it.'] }),
  preview_list: () => ({ chosen: 812, rows: 764, left_out: [{ reason: 'no address that can be written to', customers: 40, examples: ['C000123'] }, { reason: 'asked to be deleted', customers: 8, examples: [] }], columns: ['Email', 'Phone'], sample: [['5f4dcc3b5aa765d61d8327deb882cf99', '']], warnings: ['Fewer than 1,000 people may not be matched.'], window: '24 October to 23 November 2026', checked_against: ['Shopify', 'Stripe'], stamp: { checked: [], unchecked: [] } }),
  list_deliveries: () => [{ delivery: 1, list: 'Recent purchasers', version: null, destination: 'Google Ads Customer Match', files: ['/home/m/lists/recent-eea-consent_given.csv', '/home/m/lists/recent-elsewhere.csv'], written_at: '2026-11-20T09:00:00Z', by: 'Dana', rules: ['E-mail: the newest value wins (version 2)'], rows: 764, left_out: { 'no address': 48 }, sha256: 'a3f5'.repeat(16), run: 3, stale: true, stale_because: ['Shopify · orders has another load since.'], age_days: 3, checked: ['Shopify (2026-11-01)'], unchecked: [], warnings: [] }],
  list_saved: () => ({ lists: [], templates: [], attributes: [{ code: 'email', label: 'E-mail', family: 'contact' }], consent_purposes: [] }),
  set_accepted: () => [],
  delivery_outcomes: () => [{ delivery: 1, state: 'told', source: 'Mailchimp', loaded_at: '2026-11-21T09:00:00Z', people: 764, were_there: 20, are_there: 760, came: 740, went: 0, gone: 0, accepted: null, sentence: 'Mailchimp has 760 of 764 of them now, 740 of them since; 4 are missing.' }],
  read_template: () => ({
    name: 'Printer',
    dialect: 'As text parted by semicolons, in utf-8, as your file is.',
    columns: [
      { column: 0, header: 'E-Mail', attribute: 'email', label: 'E-mail', sure: true, reason: 'The header says so.' },
      { column: 1, header: 'Who', attribute: 'nickname', label: 'Nickname', sure: false, reason: 'The header may mean it.' },
    ],
    open: 1,
    choices: [{ code: 'email', label: 'E-mail', family: 'contact' }, { code: 'full_name', label: 'Full name', family: 'person' }],
  }),
  keep_template: (request) => ({ code: 'printer', name: request.name, warnings: [], columns: ['E-Mail', 'Who'], source_note: 'Our own file.', extension: 'csv', purposes: ['contact', 'suppress'] }),
  history: () => ({ steps: [{ operation: 2, at: '2026-11-20T09:00:00Z', who: 'Dana', kind: 'set_duty', sentence: 'Dana owns Shopify', why: '', state: 'done', undoable: true }, { operation: 1, at: '2026-11-02T09:00:00Z', who: 'Dana', kind: 'import_files', sentence: 'Loaded 9 files', why: '', state: 'done', undoable: true }], total: 2, people: ['Dana'], kinds: ['import_files', 'set_duty'] }),
  check_trail: () => ({ entries: 2, head: 'b7e2'.repeat(16), broken: null }),
  write_trail: ({ path }) => ({ path, rows: 2 }),
  compare_runs: ({ change }) => {
    const changes = CHANGES.filter((one) => !change || one.change === change);
    return { before: { run: 1, ran_at: '2026-11-02T09:00:00Z' }, after: { run: 2, ran_at: '2026-11-20T09:00:00Z' }, runs: [{ run: 1, ran_at: '2026-11-02T09:00:00Z' }, { run: 2, ran_at: '2026-11-20T09:00:00Z' }], sentence: 'Of the customers, 1 joined another, 1 gone; 4,010 as they were.', counts: [{ change: 'joined', count: 1 }, { change: 'parted', count: 0 }, { change: 'went', count: 1 }], unchanged: 4010, causes: [{ sentence: 'A verdict says that rows are the same person.', count: 1 }], changes, total: changes.length };
  },
  inspect_files: () => ({ tables: [{ key: 'a', file: 'customers_export.csv', sheet: null, hidden: false, reading: { format: 'text', encoding: 'UTF-8', delimiter: ',', quote: '"', header_row: 1, decimal_mark: null, totals_are_rows: false, one_table: false }, header: ['Email', 'Phone'], raw_lines: ['Email,Phone', 'a@mail.example.com,07700 900123'], sample: [['a@mail.example.com', '07700 900123']], aside: [], recognised: 'Shopify · customers', skipped: [], source_name: 'Shopify', system: 'shop', table_name: 'customers', role: 'customers', role_reason: 'Recognised as an export of Shopify.', newer_export_of: null, own_recipes: [], problems: [] }], problems: [], earlier: [] }),
};

const blind = (pair: PairRow) => ({ pair: pair.pair, left: pair.left, right: pair.right, left_source: pair.left_source, right_source: pair.right_source });

const BATCH: BatchView = {
  batch: 'b1',
  evidence: ['E-mail: same e-mail', 'Name: a given name fits the other\'s initial'],
  rows: PAIRS.slice(0, 4).map((one) => ({ pair: one.pair, left: one.left, right: one.right, left_says: ['anne.marsh@mail.example.com'], right_says: ['anne.marsh@mail.example.com', 'LS1 4AP'], left_source: one.left_source, right_source: one.right_source, probability: one.probability })),
  total: 4,
};

const CHANGES: PeopleChangeView[] = [
  { change: 'joined', before: [{ customer: 'C000123', name: 'Anne Marsh', records: 2, is_there: true }, { customer: 'C000124', name: 'A. Marsh', records: 1, is_there: false }], after: [{ customer: 'C000123', name: 'Anne Marsh', records: 3, is_there: true }], stayed: 3, came: 0, went: 0, why: ['A verdict says that rows are the same person.'] },
  { change: 'went', before: [{ customer: 'C000200', name: '', records: 1, is_there: false }], after: [], stayed: 0, came: 0, went: 1, why: ['Rows are not there any more.'] },
];

/** A transport over made-up replies that remembers what was asked. */
export function fakeTransport(over: typeof REPLIES = {}): Transport & { asked: { name: string; payload: unknown }[] } {
  const replies: Record<string, ((request: never) => unknown) | undefined> = { ...REPLIES, ...over };
  const asked: { name: string; payload: unknown }[] = [];
  return {
    asked,
    call(name, payload) {
      asked.push({ name, payload });
      const reply = replies[name];
      return reply ? Promise.resolve(reply(payload as never)) : Promise.reject({ code: 'not_found', message: `There is no command called “${name}”.`, hint: null, context: [], id: '' });
    },
    listen: () => () => undefined,
  };
}
