/** How measures moved in the made-up core, and what is written to files and taken from them. */
import type { DecisionsTaken, Measures, MeasureView, SavedLists, SourceMark, StaleDetails } from '../api';
import type { Replies } from './fakeAgreed';

const BLANK: MeasureView = { measure: '', label: '', definition: '', latest: null, unknown: '', change: null, change_found: null, history: [], limit: null, beyond: false, parts: [], figure: null };

export const TAKEN: DecisionsTaken = {
  taken: [{ what: 'verdicts', count: 12 }, { what: 'rules and settings', count: 3 }],
  left: [{ what: 'A verdict on row 7 of Till · members', why: 'There is no source called Till here.' }],
  left_total: 2,
};

/** A list somebody made and never used. */
export const SAVED: SavedLists = {
  lists: [{ list: 3, code: 'saved:3', name: 'Lapsed in Leeds', versions: [{ version: 1, purpose: 'contact', sentence: 'Everybody who lives in Leeds.', condition: { kind: 'all', subject: '', test: '', values: [], days: null, named: '', conditions: [] }, who: 'Dana', at: '2026-11-20T09:00:00Z', reason: '' }], deliveries: 0, last_delivered: null, stale_because: [] }],
  templates: [],
  attributes: [{ code: 'email', label: 'E-mail', family: 'contact' }],
  consent_purposes: [{ code: 'newsletter', label: 'Newsletter' }],
};

/** The replies, about these sources. */
export function measured(marks: readonly SourceMark[]): Replies {
  const [shop, crm] = marks as [SourceMark, SourceMark];
  const part = (source: SourceMark, detail: string, found: number, unknown: number) => ({ source, detail, found, among: 2100, unknown, figure: { kind: 'measured' as const, measure: 'stale_details', source: source.source, detail } });
  const parts = [part(crm, 'email', 80, 2), part(shop, 'phone', 40, 0), part(shop, 'address', 0, 0)];
  const point = (run: number, found: number, among: number) => ({ run, found, among, people: found });
  const measures: Measures = {
    runs: [{ run: 1, ran_at: '2026-09-02T09:00:00Z' }, { run: 2, ran_at: '2026-10-02T09:00:00Z' }, { run: 3, ran_at: '2026-11-20T09:00:00Z' }],
    measures: [
      { ...BLANK, measure: 'stale_details', label: 'Stale details', definition: 'Records that still hold an older detail, of all that tell one.', latest: point(3, 120, 4000), change: 0.01, change_found: 40, history: [point(1, 60, 4000), point(2, 80, 4000), point(3, 120, 4000)], limit: 0.02, beyond: true, parts, figure: { kind: 'measured', measure: 'stale_details', source: null, detail: '' } },
      { ...BLANK, measure: 'ownerless_sources', label: 'Sources without an owner', definition: 'Sources without an owner, of all sources.', latest: point(3, 4, 6), change: -0.17, change_found: -1, history: [point(2, 5, 6), point(3, 4, 6)] },
      { ...BLANK, measure: 'dead_addresses', label: 'Dead addresses', definition: 'Addresses that bounced, of all.', unknown: 'Not known: no source tells which addresses bounced.' },
    ],
    next_audit: { every_days: 30, last: '2026-11-02', due: '2026-12-02', overdue: false },
    breaches: ['Stale details: 120 of 4,000 (3 %), more than the 2 % agreed.'],
  };
  const stale: StaleDetails = { sentence: '120 records of 110 people still hold an old detail though a newer one is known elsewhere.', records: 120, people: 110, undated: 2, by_source: parts };
  return {
    measures: () => measures,
    set_audit_plan: () => measures,
    stale_details: () => stale,
    save_mapping: ({ path }) => ({ path, columns: 24 }),
    save_decisions: ({ path }) => ({ path, saved: TAKEN.taken }),
    take_decisions: () => TAKEN,
    rename_list: () => SAVED,
  };
}
