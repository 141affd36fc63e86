/** What stands beside the made-up pairs: two more records of their people, and what the queue is narrowed by. */
import type { CaseRecord, PairCase, PairChoices, PairView, SourceMark } from '../api';

const beside = (record: number, source: SourceMark, customer: string): CaseRecord => ({ record, source, table: 'members', file: 'members.csv', row: record + 1, record_key: `M-${record}`, customer });

/** Two more records: one says what the left one says, the other what neither does. */
export function caseOf(pair: PairView, marks: readonly SourceMark[]): PairCase {
  const [one, other] = [marks[1], marks[3]] as [SourceMark, SourceMark];
  return {
    pair: pair.pair,
    records: [beside(21, one, 'C000123'), beside(22, other, 'C000124')],
    total: 2,
    lines: pair.lines.map((line) => ({
      ...line,
      cells: [
        { values: line.left, agreement: line.left.length === 0 ? 'nothing' : line.agreement === 'same' ? 'both' : 'left' },
        { values: ['Elsewhere'], agreement: 'other' },
      ],
    })),
  };
}

export function choices(marks: readonly SourceMark[]): PairChoices {
  const [one, other] = [marks[0], marks[1]] as [SourceMark, SourceMark];
  return { sources: [{ one, other }, { one: other, other }], doubts: ['E-mail', 'Name'] };
}
