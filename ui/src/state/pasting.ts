/** Tables that are pasted instead of dropped. */
import { call } from '../api';
import { session } from './session.svelte';

/** Whether a text looks like cells copied from a spreadsheet: at least two rows, cells apart by tabs. */
export function isTable(text: string): boolean {
  const rows = text.split(/\r?\n/).filter((row) => row.trim());
  return rows.length >= 2 && rows.slice(0, 2).every((row) => row.includes('\t'));
}

/** Hands a pasted table over; what becomes of it is asked as of any file. */
export async function takePasted(name: string, text: string): Promise<void> {
  const { path } = await call('paste_table', { name: name.trim(), text });
  session.incoming = [path];
}
