/** How far made-up people can be trusted, and a trial of how careful to be. */
import type { Commands, MeasureView, TrustLine } from '../api';

function line(measure: string, label: string, found: number, among: number, examples: TrustLine['examples'] = []): TrustLine {
  const view: MeasureView = {
    measure,
    label,
    definition: `${label}, of all people.`,
    latest: { run: 2, found, among, people: found },
    unknown: '',
    change: 0.001,
    change_found: 4,
    history: [{ run: 2, found, among, people: found }],
    limit: null,
    beyond: false,
    parts: [],
    figure: { kind: 'measured', measure, source: null, detail: '' },
  };
  return { measure: view, undated: 0, examples };
}

const ADDRESSES = [{ customer: 'C000123', name: 'Anne Marsh', says: 'anne.marsh@mail.example.com', beside: 'anne@web.example.org' }];
const UNKNOWN: TrustLine = { ...line('seen_before_known', 'People seen before they were known', 0, 0), undated: 12 };

export const TRUST: { [K in 'trust' | 'try_tier' | 'tried_tier']: (request: Commands[K]['request']) => Commands[K]['reply'] } = {
  trust: () => ({
    run: 2,
    people: 4012,
    email_alone: {
      people_by_email: 5120,
      people: 4012,
      rows: 12031,
      without_email: 1480,
      torn_apart: 940,
      too_many: 1131,
      mixed_up: 46,
      too_few: 23,
      groups: 23,
      torn_figure: { kind: 'measured', measure: 'torn_by_email', source: null, detail: '' },
      mixed_figure: { kind: 'measured', measure: 'mixed_by_email', source: null, detail: '' },
    },
    lines: [
      line('several_addresses', 'People with several e-mail addresses', 612, 3890, ADDRESSES),
      { ...UNKNOWN, measure: { ...UNKNOWN.measure, latest: null, figure: null, change: null, change_found: null, unknown: 'Not known: no source tells device or cookie ids and when they were seen.' } },
      line('two_accounts', 'People with two accounts in one source', 88, 3700),
      line('weakly_held', 'People held together by a weak link', 31, 2980),
      line('two_birth_dates', 'People with two birth dates', 9, 2100),
      line('two_family_names', 'People with two family names', 0, 3960),
      line('one_source_only', 'People only one source knows', 1020, 4012),
    ],
    largest: [{ customer: 'C000123', name: 'Anne Marsh', records: 41 }],
    all_largest: { kind: 'largest' },
  }),
  try_tier: () => ({ job: 9 }),
  tried_tier: () => ({
    trial: {
      tier: 'strict',
      label: 'Strict',
      sentence: 'Strict. Of the customers, 1 parted; 4,011 as they were.',
      customers: 4012,
      customers_then: 4013,
      counts: [{ change: 'joined', count: 0 }, { change: 'parted', count: 1 }],
      unchanged: 4011,
      changes: [{ change: 'parted', before: [{ customer: 'C000123', name: 'Anne Marsh', records: 3, is_there: true }], after: [{ customer: 'C000123', name: 'Anne Marsh', records: 2, is_there: true }, { customer: 'C004013', name: 'A. Marsh', records: 1, is_there: false }], stayed: 3, came: 0, went: 0, why: [] }],
      total: 1,
      expected_precision: 0.998,
      expected_recall: 0.93,
      out_of_date: null,
    },
  }),
};
