import { count, counted } from '../format';

export const conflicts = {
  none: 'Here will stand where sources disagree about a person, once somebody worked out who is who.',
  lead: (conflicts: number, customers: number) => `${counted(conflicts, 'disagreement', 'disagreements')} about ${counted(customers, 'customer', 'customers')}. A rule answers each until somebody decides.`,
  matrix: 'Who disagrees with whom about what',
  corner: 'Attribute',
  cell: (attribute: string, left: string, right: string, customers: number) =>
    `${left === right ? `${left} contradicts itself` : `${left} and ${right} disagree`} about ${attribute} on ${counted(customers, 'customer', 'customers')}`,
  morePairs: (pairs: number) => `Show ${counted(pairs, 'further pair', 'further pairs')} of sources`,
  fewerPairs: 'Show the pairs with most conflicts only',
  total: 'Customers',
  rule: 'Rule',
  decider: 'Decider',
  deciderOf: (attribute: string) => `Who has the word about ${attribute}`,
  rules: 'What decides',
  list: 'Customer by customer',
  listOf: (attribute: string, pair: string) => [attribute, pair].filter(Boolean).join(', '),
  clear: 'Show all',
  columns: { customer: 'Customer', name: 'Name', attribute: 'Attribute', winner: 'Stands', others: 'Also said', rule: 'Because', decider: 'Decider' },
  noneHere: 'No customer under this filter.',
  count,
};
