/** What tests ask of the pages of any language. */
import type { Block, GuidePage, Words } from '../guide/markdown';

/** The words of a part, but for headings and pictures. */
export function wordsIn(block: Block): Words[] {
  if (block.kind === 'paragraph') return block.words;
  return block.kind === 'list' || block.kind === 'steps' ? block.items.flat() : [];
}

/** The addresses of a page's headings, in their order. */
export function partsOf(page: GuidePage): string[] {
  return page.blocks.flatMap((one) => (one.kind === 'heading' ? [one.id] : []));
}

/** Labels of the window, and of those with something filled in, how they are made. */
export interface Labels {
  fixed: readonly string[];
  made: readonly string[];
}

export function labels(value: unknown): Labels {
  if (typeof value === 'string') return { fixed: [value], made: [] };
  if (typeof value === 'function') return { fixed: [], made: [String(value)] };
  const parts = value && typeof value === 'object' ? Object.values(value).map(labels) : [];
  return { fixed: parts.flatMap((one) => one.fixed), made: parts.flatMap((one) => one.made) };
}

/** Tells whether the window says something; “…” in it stands for what is filled in. */
export function isSaidIn(said: Labels): (label: string) => boolean {
  const fixed = new Set(said.fixed);
  return (label) => {
    if (fixed.has(label)) return true;
    const pieces = label.split('…').map((one) => one.trim()).filter(Boolean);
    if (!label.includes('…') || pieces.join('').length < 4) return false;
    return said.made.some((source) => {
      let from = 0;
      return pieces.every((piece) => {
        const at = source.indexOf(piece, from);
        from = at + piece.length;
        return at >= 0;
      });
    });
  };
}
