import type { Words } from '../shape';

export const governance: Words['governance'] = {
  lead: 'Wer wofür verantwortlich ist. Ein Name wird notiert, wo er steht: klicken, schreiben, Enter.',
  none: 'Hier steht, wer welche Quelle und welches Merkmal verantwortet, sobald es eine Quelle gibt.',
  owners: 'Verantwortung',
  sources: 'Quellen',
  attributes: 'Merkmale',
  gaps: 'Was fehlt',
  noGaps: 'Nichts fehlt: Jede Quelle hat Verantwortliche, über jeden Konflikt entscheidet jemand.',
  duties: { owner: 'Verantwortlich', steward: 'Datenpflege', decider: 'Entscheidung' },
  hints: { owner: 'steht dafür ein', steward: 'pflegt die Daten', decider: 'entscheidet, wenn zwei sich widersprechen' },
  rows: 'Zeilen',
  note: 'Notiz',
  held: 'Enthalten in',
  conflicts: 'Konflikte',
  rule: 'Bis dahin',
  dutyOf: (duty: string, name: string) => `${duty} für ${name}`,
  noteOf: (name: string) => `Notiz zu ${name}`,
  onlyOpen: 'nur was fehlt',
};
