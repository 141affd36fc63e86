/** What people agreed on in the made-up core: use cases, scope, approach, connections, costs, the agenda. */
import type { AttributeView, Commands, ConnectionView, SourceMark, UseCaseNeeds, UseCaseView, WorkshopAgenda } from '../api';

export type Replies = { [K in keyof Commands]?: (request: Commands[K]['request']) => Commands[K]['reply'] };

/** The replies, about these sources and attributes. */
export function agreed(marks: readonly SourceMark[], attributes: readonly AttributeView[]): Replies {
  const [shop, crm, mail] = marks as [SourceMark, SourceMark, SourceMark];
  const [given, , , email] = attributes as [AttributeView, AttributeView, AttributeView, AttributeView];
  const notReady: UseCaseNeeds = {
    is_ready: false,
    sentence: 'Not ready, for 2 reasons.',
    reasons: ['Ad platform: nobody has said yet whether there is one.', 'Order number: no source it needs has such a column.'],
    cautions: ['HubSpot has no owner.'],
    kinds: [{ kind: 'shop', label: 'Online shop', state: 'loaded', sources: [shop] }, { kind: 'ad_platform', label: 'Ad platform', state: 'not_asked', sources: [] }],
    attributes: [{ attribute: email, source: shop, rows: 2100, valid: 2071 }, { attribute: { code: 'order_id', label: 'Order number', family: 'identifier' }, source: null, rows: 0, valid: 0 }],
  };
  const ready: UseCaseNeeds = { ...notReady, is_ready: true, sentence: 'Ready: everything it needs is here.', reasons: [], cautions: [] };
  const useCase = (number: number, name: string, state: string, needs: UseCaseNeeds): UseCaseView => ({ use_case: number, name, problem: 'We are wasting money retargeting recent purchasers.', measure: 'Share of the audience that bought in the last 30 days', measured_by: number === 1 ? 'suppression' : '', baseline: '12 %', target: '', state, needs, note: '' });
  const template = (code: string, name: string, needs: UseCaseNeeds) => ({ template: code, name, problem: `The problem of ${name}.`, measure: 'Open rate', needs });
  const cases = {
    active: 1,
    use_cases: [useCase(1, 'No ads to people who just bought', 'active', notReady), useCase(2, 'Sales calls with context', 'parked', ready)],
    templates: [template('retargeting_waste', 'No ads to people who just bought', notReady), template('post_purchase_mail', 'Messages that fit the purchase', ready), template('blind_sales_calls', 'Sales calls with context', notReady)],
  };
  const request = { request: 1, at: '2026-11-21T09:00:00Z', what: 'The call centre', source: mail, asker: 'Sam', reason: 'Complaints are there', value: 'Fewer calls', effort: 'A day', verdict: '', verdict_reason: '', verdict_by: '', verdict_at: '', days: 8 };
  const scope = {
    sentence: '5 sources are in; 1 came after.',
    frozen: { at: '2026-11-20T09:00:00Z', who: 'Dana', reason: '', use_case: 'No ads to people who just bought', sources: ['Shopify', 'HubSpot'] },
    unasked: [mail],
    changed: ['The use case was renamed.'],
    requests: [request, { ...request, request: 2, what: 'Weather data', source: null, verdict: 'refused', verdict_reason: 'nobody uses it', verdict_by: 'Dana', verdict_at: '2026-11-22T09:00:00Z', value: '', effort: '' }],
    waiting: 1,
  };
  const factor = (code: string, question: string, answer: string | null) => ({ factor: code, question, answer, choices: [{ code: 'small', label: 'Few' }, { code: 'large', label: 'Many' }] });
  const approach = {
    factors: [factor('size', 'How large is the organisation?', 'small'), factor('skills', 'What skills are there?', 'small'), factor('stack', 'What is in use?', 'large'), factor('complexity', 'How much complexity can the team manage?', 'small')],
    advice: { approach: 'direct', label: 'Direct connections', reasons: ['The organisation is small.'], weekly: ['Look at the list of failed syncs.'], costs: ['An afternoon a month.'], first: ['Every source has an owner.'], next: 'Name an owner for each of the five sources.' },
    missing: [],
  };
  const connection = (number: number, from: SourceMark, to: SourceMark, two_way: boolean, owner: string): ConnectionView => ({ connection: number, from, to, two_way, how: 'by_hand', how_label: 'By hand', consent: '', contradictions: [], owner, note: '' });
  const connections = {
    sentence: '2 links between 3 systems, 1 both ways; 1 of 2 connections without an owner. If every system were linked with every other, there would be 3 links.',
    connections: [connection(1, shop, crm, true, 'Dana'), connection(2, crm, mail, false, '')],
    links: 2, two_way: 1, ownerless: 1, by_hand: 2, consent_unknown: 2, consent_left: 0, consent_told: ['Nobody has said whether consents go from Shopify to HubSpot; the two contradict each other about 12 people (E-mail consent).'], tools: 3, most: 3,
    means: [{ code: 'by_hand', label: 'By hand' }, { code: 'native', label: 'Built in' }],
  };
  const costs = {
    sentence: '4.3 hours of work by hand a month (173 EUR).',
    by_hand: [{ cost: 1, what: 'Compare two lists', who: 'Sam', times: 3, per: 'week', minutes: 20, hours: 4.33 }],
    hours: 4.33, hourly: 40, currency: 'EUR', by_hand_money: 173.2,
    waste: [{ cost: 2, what: 'Ads to recent buyers', amount: 1200.5, share: 0.2, wasted: 240.1 }],
    wasted: 240.1,
    incidents: [{ cost: 3, quote: 'I bought this yesterday', who: 'Support', day: '2026-11-03', left: shop, right: mail }],
    not_known: ['How often a customer is asked twice: nobody noted it.'],
  };
  const rule = (code: string, kind: string, question: string) => ({
    rule: code, kind, kind_label: kind, question, attribute: null, source: null, choice: '', sentence: '', is_worded: false, is_default: true, version: 0, decided_at: '', decided_by: '', reason: '',
    choices: kind === 'source_order' ? [] : [{ choice: 'days:7', label: '7 days', sentence: 'Deleted within 7 days.' }, { choice: 'days:30', label: '30 days', sentence: 'Deleted within 30 days.' }],
    concerns: '', accountable: '', decider: '', note: '', versions: [],
  });
  const signOffs = { sentence: 'Nobody signed yet.', frozen: { set: 1, at: '2026-11-20T09:00:00Z', who: 'Dana', note: '', sentences: ['Deleted within 7 days.'] }, changes: [], is_outdated: false, teams: [{ team: 'legal', label: 'Legal', state: 'blank', person: '', at: '', note: '', set: null, changed: [] }], grid: [] };
  const log = { sentence: '1 question is open.', entries: [], open_questions: 1, open_actions: 3, overdue: 0, ownerless: 0 };
  const rules = { rules: [rule('deletion', 'deletion', 'How soon is a person deleted?'), rule('source_order', 'source_order', 'Which source is believed first?')], undecided: 2, unaccountable: 2 };
  const agenda = anAgenda(shop, given);
  return {
    use_cases: () => cases, set_use_case: () => cases, set_use_case_state: () => cases,
    scope: () => scope, freeze_scope: () => scope, request_change: () => scope, judge_change: () => scope,
    approach: () => approach, set_assessment: () => approach,
    vendor_questions: () => ({ sentence: '1 hard case is here.', questions: [{ case: 'shared_phones', count: 1204, question: '1,204 of our phone numbers belong to several people. Which of them does your product merge?' }] }),
    connections: () => connections, set_connection: () => connections, remove_connection: () => connections,
    cost_sheet: () => costs, set_cost: () => costs, remove_cost: () => costs, set_cost_rates: () => costs,
    governed_rules: () => rules, decide_rule: () => rules,
    preview_choice: () => ({ sentence: '12 rows are past that term.', looked_at: 900, of: 900, changed: 12, examples: [] }),
    sign_offs: () => signOffs, freeze_rules: () => signOffs, sign_rules: () => signOffs,
    decision_log: () => log, add_to_log: () => log,
    workshop: () => agenda, mark_question: () => agenda,
    describe_source: () => ({}), set_kind_state: () => ({}),
  };
}

/** One question of each kind. */
function anAgenda(source: SourceMark, attribute: AttributeView): WorkshopAgenda {
  const question = (code: string, takes: string, subject: string, text: string, of: SourceMark | null = null) => ({ question: code, takes, subject, source: of, text, answer: '', state: 'open', answered_by: '', deferred_days: null as number | null, note: '' });
  const topic = (code: string, label: string, questions: ReturnType<typeof question>[]) => ({ topic: code, label, questions, answered: questions.filter((one) => one.state === 'answered').length });
  return {
    sentence: '1 of 14 questions are answered, 1 put off.',
    topics: [
      topic('systems', 'Which systems know customers?', [question('kind_state:point_of_sale', 'kind_state', 'point_of_sale', 'Is there a system of this kind: Point of sale?')]),
      topic('sources', 'The sources', [
        { ...question('location:1', 'location', '', 'Where does the data of Shopify live?', source), state: 'answered', answer: 'harbour-pine.example', answered_by: 'Dana' },
        question('format:1', 'format', '', 'What format is Shopify in?', source),
        { ...question('owner:1', 'owner', '', 'Who owns Shopify?', source), state: 'deferred', deferred_days: 3 },
        question('used_for:1', 'used_for', '', 'How is Shopify used, or not used?', source),
        question('refresh:1', 'refresh', '', 'How often is Shopify refreshed?', source),
      ]),
      topic('use_case', 'The use case', [question('use_case:problem', 'use_case', 'problem', 'Which one problem do we solve first?'), question('use_case:baseline', 'use_case', 'baseline', 'Where does that measure stand today?')]),
      topic('rules', 'The rules', [question('rule:deletion', 'rule', 'deletion', 'How soon is a person deleted?'), question('rule:source_order', 'rule', 'source_order', 'Which source is believed first?')]),
      topic('people', 'Who decides', [question(`decider:${attribute.code}`, 'decider', attribute.code, 'Who decides about the given name when systems disagree?')]),
      topic('approach', 'The approach', [question('factor:size', 'factor', 'size', 'How large is the organisation?')]),
      topic('scope', 'The scope', [question('scope', 'scope', '', 'What is in, and what is not?')]),
      topic('sign_off', 'Signatures', [question('sign_off:legal', 'sign_off', 'legal', 'Does legal agree with the rules?')]),
    ],
    next: 'kind_state:point_of_sale',
    answered: 1,
    deferred: 1,
    total: 14,
  };
}
