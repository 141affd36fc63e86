/** One key a verdict: which act a key stands for, unless it belongs to a text box or a dialog. */
import { isTyping } from './keys';

export const VERDICT_KEYS: Readonly<Record<string, string>> = { s: 'same', d: 'different', u: 'unsure', k: 'skip', n: 'note', z: 'undo', j: 'back', l: 'next', c: 'case', m: 'more' };

export function verdictAct(event: KeyboardEvent): string | undefined {
  const name = VERDICT_KEYS[event.key.toLowerCase()];
  if (!name || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || document.querySelector('dialog[open]')) return undefined;
  event.preventDefault();
  return name;
}
