/** Where the keys of a grid lead: the whole keyboard contract of role=grid in one place. */

export interface Position {
  /** −1 is the head. */
  row: number;
  column: number;
}

/** The cell a key leads to; nothing when the key means something else. */
export function moveIn(at: Position, event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>, rows: number, columns: number, page: number): Position | undefined {
  const far = event.ctrlKey || event.metaKey;
  const row = (value: number) => Math.min(Math.max(value, -1), rows - 1);
  const column = (value: number) => Math.min(Math.max(value, 0), columns - 1);
  switch (event.key) {
    case 'ArrowDown':
      return { ...at, row: row(at.row + 1) };
    case 'ArrowUp':
      return { ...at, row: row(at.row - 1) };
    case 'ArrowRight':
      return { ...at, column: column(at.column + 1) };
    case 'ArrowLeft':
      return { ...at, column: column(at.column - 1) };
    case 'PageDown':
      return { ...at, row: row(at.row + page) };
    case 'PageUp':
      return { ...at, row: Math.max(0, row(at.row - page)) };
    case 'Home':
      return far ? { row: 0, column: 0 } : { ...at, column: 0 };
    case 'End':
      return far ? { row: rows - 1, column: columns - 1 } : { ...at, column: columns - 1 };
    default:
      return undefined;
  }
}
