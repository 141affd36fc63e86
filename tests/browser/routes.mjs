/** The addresses of all screens of an open project. */
export const SCREENS = [
  '#/overview', '#/sources', '#/sources/coverage', '#/sources/overlap', '#/sources/loads', '#/mapping', '#/quality', '#/quality/columns', '#/quality/stale',
  '#/matches', '#/matches/batches', '#/matches/second', '#/matches/sample', '#/matches/trust', '#/matches/model', '#/conflicts', '#/customers', '#/customers/households', '#/governance', '#/governance/rules', '#/governance/consents', '#/governance/requests', '#/governance/log',
  '#/governance/use-case', '#/governance/approach', '#/governance/costs', '#/workshop', '#/lists', '#/lists/new', '#/lists/from:lapsed', '#/lists/from:not_known_as_buyers', '#/checks', '#/checks/attribution', '#/checks/numbers', '#/checks/retention', '#/checks/waste', '#/checks/leads', '#/checks/pressure', '#/checks/scorecard', '#/checks/measures', '#/checks/known_buyers', '#/checks/link_tests', '#/checks/stale_lists', '#/report', '#/history', '#/history/runs', '#/history/decisions',
];
