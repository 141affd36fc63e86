import { describe, expect, it } from 'vitest';

import { SCREENS } from '../state/route';
import { t } from '../text';
import type { Block, Words } from './markdown';
import { ALL_PAGES, PAGES, pageFor } from './pages';
import { darkOf, pictureOf } from './pictures';

function wordsIn(block: Block): Words[] {
  if (block.kind === 'paragraph') return block.words;
  return block.kind === 'list' || block.kind === 'steps' ? block.items.flat() : [];
}

const pages = [...PAGES].map(([name, page]) => ({ name, page, words: page.blocks.flatMap(wordsIn) }));
const links = pages.flatMap(({ name, words }) => words.flatMap((one) => (one.kind === 'link' ? [{ name, ...one }] : [])));
const pictures = pages.flatMap(({ name, page }) => page.blocks.flatMap((one) => (one.kind === 'picture' ? [{ name, ...one }] : [])));

/** Every label of the window; of those with something filled in, how they are made. */
function labels(value: unknown): { fixed: string[]; made: string[] } {
  if (typeof value === 'string') return { fixed: [value], made: [] };
  if (typeof value === 'function') return { fixed: [], made: [String(value)] };
  const parts = value && typeof value === 'object' ? Object.values(value).map(labels) : [];
  return { fixed: parts.flatMap((one) => one.fixed), made: parts.flatMap((one) => one.made) };
}

const said = labels(t);
const fixed = new Set(said.fixed);

/** Whether the window says this; “…” in it stands for what is filled in. */
function isSaid(label: string): boolean {
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
}

describe('the guide', () => {
  it('has a page for every screen', () => {
    expect(SCREENS.filter((screen) => !PAGES.has(pageFor(screen, undefined)))).toEqual([]);
  });

  it('has a page for views that have one of their own', () => {
    expect(pageFor('governance', 'requests')).toBe('people');
    expect(pageFor('governance', 'owners')).toBe(pageFor('governance', undefined));
    expect(['sources/loads', 'governance/consents', 'governance/log', 'history/runs', 'history/decisions', 'checks/stale_lists', 'checks/measures'].filter((address) => {
      const [screen = '', part] = address.split('/');
      return !PAGES.has(pageFor(screen as (typeof SCREENS)[number], part));
    })).toEqual([]);
  });

  it('leads to every page from the page of all pages', () => {
    const listed = new Set(links.filter((one) => one.name === ALL_PAGES).map((one) => one.page));
    expect([...PAGES.keys()].filter((name) => name !== ALL_PAGES && !listed.has(name))).toEqual([]);
  });

  it('names every page', () => {
    expect(pages.filter(({ page }) => page.title === '' || page.blocks.length === 0).map(({ name }) => name)).toEqual([]);
  });

  it('links only to pages and parts that are there', () => {
    const broken = links.filter(({ name, page, part }) => {
      const target = PAGES.get(page === '' ? name : page);
      return !target || (part !== undefined && !target.blocks.some((one) => one.kind === 'heading' && one.id === part));
    });
    expect(broken.map(({ name, page, part }) => `${name}: ${page}#${part ?? ''}`)).toEqual([]);
  });

  it('has every picture it shows, light and dark: `cargo xtask pictures` takes them', () => {
    const missing = pictures.filter(({ path }) => {
      const picture = pictureOf(path);
      return !picture || (darkOf(path) !== path && picture.dark === undefined);
    });
    expect(missing.map(({ name, path }) => `${name}: ${path}`)).toEqual([]);
    expect(pictures.filter(({ alt }) => alt.trim() === '').map(({ path }) => path)).toEqual([]);
  });

  it('quotes in bold only what the window says', () => {
    const strange = pages.flatMap(({ name, words }) => words.flatMap((one) => (one.kind === 'strong' && !isSaid(one.text) ? [`${name}: ${one.text}`] : [])));
    expect(strange).toEqual([]);
    expect(isSaid('A label nobody ever wrote')).toBe(false);
    expect(isSaid('Nobody ever … wrote this')).toBe(false);
  });

  it('is written with the marks the window can show and no others', () => {
    const left = pages.flatMap(({ name, words }) =>
      words.flatMap((one) => (one.kind === 'text' && /\*\*|`|\]\(|^\s*[#|>]|<\/?[a-z]/.test(one.text) ? [`${name}: ${one.text}`] : [])),
    );
    expect(left).toEqual([]);
  });
});
