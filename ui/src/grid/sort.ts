/** The order of a grid: by which column, and which way. */
import type { Sort } from '../api';

/** What choosing a column does: its order, then the other way, then the order rows stand in. */
export function nextSort(sort: Sort | undefined, column: string): Sort | undefined {
  if (sort?.by !== column) return { by: column, descending: false };
  return sort.descending ? undefined : { by: column, descending: true };
}

export function ariaSort(sort: Sort | undefined, column: string): 'ascending' | 'descending' | 'none' {
  if (sort?.by !== column) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}

/** An order as an address holds it, and back. */
export function sortOf(sort: string | undefined, way: string | undefined): Sort | undefined {
  return sort ? { by: sort, descending: way === 'down' } : undefined;
}

export function addressOf(sort: Sort | undefined): { sort: string; way: string } {
  return { sort: sort?.by ?? '', way: sort?.descending ? 'down' : '' };
}
