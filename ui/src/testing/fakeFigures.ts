/** The scorecard, what messages can refer to and the checks with inputs of the made-up core. */
import type { CheckPicture, CheckView } from '../api';
import type { Replies } from './fakeAgreed';

const line = { among: null, of: '', unknown: '', few: false, beyond: false, verdict: '', owner: '', figure: null } as const;

const shown = (label: string, values: (number | null)[]) => ({ label, named: false, values, note: '', verdict: '', unexplained: false, figure: null });

/** Who came back, month by month; what is blank has not come yet. */
const COHORTS: CheckPicture = {
  kind: 'cohorts', title: 'Who comes back', sentence: 'Customers by the month of their first purchase, and how many bought again.', columns: ['Customers', '+1', '+2'],
  lines: [shown('2026-01', [40, 20, 10]), shown('2026-02', [12, 3, null])],
};

/** Messages of three weeks, with one between them in which nothing was sent. */
export const CALENDAR: CheckPicture = {
  kind: 'calendar', title: 'Messages a person, week by week', sentence: 'How many people got one, two or more messages in a week.', columns: ['One', 'Two', 'Three', 'Four or more'],
  lines: [shown('2026-02-23', [30, 8, 1, 0]), shown('2026-03-02', [25, 9, 4, 0]), shown('2026-03-16', [40, 0, 0, 0])],
};

/** A check with nothing in it yet. */
export const BLANK_CHECK: CheckView = { check: '', title: '', names_people: true, sentence: '', definition: '', window: '', figure: null, unknown: [], inputs: [], target: null, beyond: false, verdict: '', owner: '', cost_per_message: null, cost_per_click: null, spend: null, window_choice: null, month_choice: null, flows: null, what_if: null, campaigns: null, history: [], change: null, pictures: [], people: [], people_total: 0 };

export const FIGURED_CHECKS: CheckView[] = [
  { ...BLANK_CHECK, check: 'waste', title: 'Paid for buyers', sentence: '40 of 200 people in a retargeting audience bought within 30 days and are still advertised to.', definition: 'People of a retargeting audience who bought within 30 days, of all people in it.', figure: { found: 40, among: 200, of: 'people in a retargeting audience', low: 0.15, high: 0.26, few: false }, unknown: ['What is wasted is not known: nobody has said what is spent on the audience.'] },
  {
    ...BLANK_CHECK,
    check: 'retention',
    title: 'Engagement and retention',
    sentence: '3 customers of 20 who bought on three days or more are drifting away.',
    definition: 'Customers who have been silent for long.',
    figure: { found: 3, among: 20, of: 'customers who bought on three days or more', low: 0.05, high: 0.36, few: true },
    flows: { choices: [{ flow: 'Welcome', messages: 200 }, { flow: 'Thank you', messages: 22 }], changed: [{ flow: 'Thank you', changed_on: '2026-03-10' }] },
    what_if: { customers: 100, kept: 0.6, kept_is_said: false, more: 0.05, years: 3, worth: null },
    pictures: [{ kind: 'table', title: 'Before and after: Thank you', sentence: 'Opened: 2 of 10 before, 11 of 12 since; no percentage of fewer than 30 messages.', columns: ['Before', 'Messages before', 'After', 'Messages after'], lines: [{ label: 'Opened', named: false, values: [2, 10, 11, 12], note: 'not known', verdict: '', unexplained: false, figure: null }] }, COHORTS],
  },
  {
    ...BLANK_CHECK,
    check: 'attribution',
    names_people: false,
    title: 'Attribution shift',
    sentence: '10 of 40 purchases change their channel between last click and first touch.',
    definition: 'Purchases whose last click and first touch are of different channels.',
    figure: { found: 10, among: 40, of: 'purchases with something before them', low: 0.14, high: 0.4, few: false },
    pictures: [{
      kind: 'flow', title: 'Credit by channel and rule', sentence: 'Purchases that each rule gives a channel, of 50 purchases; for 10 of them what came before cannot be known.', columns: ['Touches', 'Last click', 'First touch'],
      lines: [
        { label: 'Paid search', named: false, values: [60, 30, 22.5], note: '', verdict: '', unexplained: false, figure: null },
        { label: 'E-mail', named: false, values: [1, 10, 17.5], note: '', verdict: '', unexplained: false, figure: null },
        { label: 'Cannot be known', named: false, values: [null, 10, 10], note: 'nothing is tied to the customer before it', verdict: '', unexplained: true, figure: null },
      ],
    }, {
      kind: 'shares', title: 'Who gains and who loses', sentence: 'Purchases a channel gets by first touch beyond those it gets by last click.', columns: ['Gain', 'First touch', 'Last click'],
      lines: [shown('E-mail', [7.5, 17.5, 10]), shown('Paid search', [-7.5, 22.5, 30])],
    }],
  },
  {
    ...BLANK_CHECK,
    check: 'pressure',
    title: 'Overlap and pressure',
    sentence: '4 of 40 people got three messages or more in a week.',
    definition: 'People who got three messages or more in a week, of those who got any.',
    figure: { found: 4, among: 40, of: 'people who got messages', low: 0.04, high: 0.23, few: false },
    pictures: [CALENDAR],
  },
];

export const FIGURES: Replies = {
  scorecard: () => ({
    sentence: '3 figures, each with the rows behind it; 1 is beyond what was agreed on. 1 cannot be known from these files.',
    figures: [
      { ...line, code: 'people', part: 'people', label: 'People', definition: 'Customers with a name or an address.', found: 4000, figure: { kind: 'people' } },
      { ...line, code: 'stale_details', part: 'data', label: 'Stale details', definition: 'Records that still hold an older detail.', found: 120, among: 4000, beyond: true, figure: { kind: 'measured', measure: 'stale_details', source: null, detail: '' } },
      { ...line, code: 'check:waste', part: 'works', label: 'Paid for buyers', definition: 'People of an audience who bought.', found: 4, among: 20, of: 'people in a retargeting audience', few: true, owner: 'Dana', figure: { kind: 'check', check: 'waste', part: '' } },
      { ...line, code: 'check:leads', part: 'works', label: 'Known before a call', definition: 'Open leads of whom nothing is known.', found: null, unknown: 'Cannot be known from these files: no open lead is in them.' },
    ],
  }),
  personalisation: () => ({ sentence: 'Of 3 customers the last product is known, of 1 an hour at which they read.', customers: 3, with_category: 2, openers: 2, with_best_time: 1, least_openings: 5, unknown: ['What goes with a product is for people to say: nobody has yet.'], products: [{ product: 'Oak table', category: 'Tables', customers: 2, goes_with: '' }, { product: 'Vase', category: '', customers: 1, goes_with: 'Flowers' }], products_total: 2 }),
  set_complement: ({ product, goes_with }) => ({ sentence: '', customers: 1, with_category: 0, openers: 0, with_best_time: 0, least_openings: 5, unknown: [], products: [{ product, category: '', customers: 1, goes_with }], products_total: 1 }),
  use_case_completeness: () => [
    { use_case: 1, template: null, name: 'No ads to people who just bought', sentence: 'Of 10 of 40 customers all of it is known: e-mail, last purchase (25.0 %).', complete: 10, customers: 40, few: false, attributes: [{ attribute: { code: 'email', label: 'E-mail', family: 'contact' }, known: 40 }], lacking: [{ customer: 'C000123', why: 'Not known: last purchase.' }] },
  ],
};

export const CHECKS: CheckView[] = [
  {
    check: 'suppression', title: 'Suppression accuracy', names_people: true, sentence: '4 of 64 winback or acquisition messages went to somebody who had just bought; comparing e-mails alone would have found 3.', definition: 'People who had bought within 30 days before the message.', window: '30 days before each message.',
    figure: { found: 4, among: 64, of: 'winback or acquisition messages', low: 0.025, high: 0.15, few: false }, unknown: ['What it cost is not known: nobody has said what a message costs.'], inputs: [], target: 0.02, beyond: true, verdict: '', owner: 'Dana', cost_per_message: null, cost_per_click: null, spend: null, window_choice: null, month_choice: null, flows: null, what_if: null,
    campaigns: { campaigns: [{ campaign: 'Spring tables', people: 174, recent_buyers: 12, purpose: '', counted: false, by_name: false }, { campaign: 'Winback', people: 64, recent_buyers: 4, purpose: '', counted: true, by_name: true }], total: 2 },
    history: [{ run: 1, ran_at: '2026-04-01T10:00:00Z', found: 6, among: 64 }, { run: 2, ran_at: '2026-05-01T10:00:00Z', found: 4, among: 64 }], change: -0.03125,
    pictures: [{ kind: 'bars', title: 'Campaign by campaign', sentence: 'People a campaign went to.', columns: ['Had just bought', 'People'], lines: [{ label: 'Winback', named: true, values: [4, 64], note: '', verdict: '', unexplained: false, figure: null }] }], people: [{ customer: 'C000123', why: 'Got "Winback", had bought on 2026-03-20.' }], people_total: 1,
  },
  {
    check: 'link_tests', title: 'Systems that should talk', names_people: false, sentence: 'Of 3 links between systems, 1 passed, 1 failed and 1 had no file.', definition: 'Links between kinds of systems that failed, of those that could be tested.', window: 'Everything that is loaded.',
    figure: { found: 1, among: 2, of: 'links that could be tested', low: 0.09, high: 0.91, few: true }, verdict: 'failed', unknown: ['“Users of the analytics tool have a customer profile” could not be tested: no people of a source of the kind Analytics are loaded.'], inputs: [], target: null, beyond: false, owner: '', cost_per_message: null, cost_per_click: null, spend: null, window_choice: null, month_choice: null, flows: null, what_if: null, campaigns: null, history: [], change: null,
    pictures: [{
      kind: 'bars', title: 'Who is known to the other system', sentence: 'For each link, the people known to the other system and the people looked at.', columns: ['Known', 'People'],
      lines: [
        { label: 'Loyalty members are in the e-mail platform', named: false, values: [9, 10], note: '', verdict: 'passed', unexplained: false, figure: null },
        { label: 'People in the ad audiences are in the CRM', named: false, values: [3, 12], note: '', verdict: 'failed', unexplained: false, figure: null },
        { label: 'Users of the analytics tool have a customer profile', named: false, values: [null, null], note: '', verdict: 'no_file', unexplained: false, figure: null },
      ],
    }], people: [], people_total: 0,
  },
  ...FIGURED_CHECKS,
];
