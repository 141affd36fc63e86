/** One key a verdict: which act a key stands for, unless it belongs to a text box or a dialog. */
import { isTyping } from './keys';

export const VERDICT_KEYS: Readonly<Record<string, string>> = { s: 'same', d: 'different', u: 'unsure', k: 'skip', n: 'note', z: 'undo', j: 'back', l: 'next', c: 'case', m: 'more' };

/** What a key that is held down may do again and again. */
const MOVES: ReadonlySet<string> = new Set(['back', 'next']);

export function verdictAct(event: KeyboardEvent): string | undefined {
  const name = VERDICT_KEYS[event.key.toLowerCase()];
  if (!name || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || document.querySelector('dialog[open]')) return undefined;
  event.preventDefault();
  // A key that is held down goes through the list, and says nothing of what it goes past.
  return event.repeat && !MOVES.has(name) ? undefined : name;
}
