/** The German guide says what the English one says: part by part, link by link, label by label, and nothing is left English. */
import { describe, expect, it } from 'vitest';

import { partsOf, wordsIn } from '../testing/guide';
import { de } from '../text/de';
import { en } from '../text/en';
import type { Block, GuidePage, GuidePages, Words } from './markdown';
import { pagesIn } from './pages';
import { placeOf } from './pictures';

const [english, german] = await Promise.all([pagesIn('en'), pagesIn('de')]);

/** How keys are called on a German keyboard. */
const KEYS: Readonly<Record<string, string>> = { Ctrl: 'Strg', Shift: 'Umschalt', PgUp: 'Bild↑', PgDn: 'Bild↓', Home: 'Pos1', End: 'Ende' };
/** Words of English that no German sentence has. */
const ENGLISH = /\b(?:the|and|of|which|what|with|is|are)\b/;

/** Every fixed label of a tree with the way to it. */
function fixedIn(tree: unknown, path = ''): [path: string, label: string][] {
  if (typeof tree === 'string') return [[path, tree]];
  return tree && typeof tree === 'object' ? Object.entries(tree).flatMap(([key, value]) => fixedIn(value, `${path}.${key}`)) : [];
}

const germanAt = new Map(fixedIn(de));
const labelsOfEnglish = fixedIn(en);

/** What the German window writes where the English one writes this: one label may stand in several places. */
function germanOf(label: string): string[] {
  return labelsOfEnglish.flatMap(([path, said]) => (said === label ? [germanAt.get(path) ?? ''] : []));
}

const textsOf = (page: GuidePage, kind: 'strong' | 'code' | 'text'): string[] => page.blocks.flatMap(wordsIn).flatMap((one) => (one.kind === kind ? [one.text] : []));

/** What kind of part it is, and how much stands in it. */
function shapeOf(block: Block): string {
  if (block.kind === 'heading') return `heading ${block.level}`;
  if (block.kind === 'picture') return `picture ${placeOf(block.path)}`;
  if (block.kind === 'paragraph') return 'paragraph';
  return `${block.kind} ${block.items.length}${block.kind === 'steps' ? ` from ${block.start}` : ''}`;
}

/** Where the links of a page lead: which page, and its which heading. */
function leadsTo(pages: GuidePages, name: string): string[] {
  const links = pages.get(name)?.blocks.flatMap(wordsIn).flatMap((one) => (one.kind === 'link' ? [one] : [])) ?? [];
  return links
    .map(({ page, part }) => {
      const target = pages.get(page === '' ? name : page);
      return `${page} ${part === undefined || !target ? '' : partsOf(target).indexOf(part)}`;
    })
    .sort();
}

/** The numbers of a page, without the marks that part their thousands. */
function numbersOf(page: GuidePage): string[] {
  const texts = page.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : wordsIn(block).flatMap((one) => (one.kind === 'text' || one.kind === 'link' ? [one.text] : []))));
  return texts
    .flatMap((text) => text.match(/\d[\d.,]*\d|\d/g) ?? [])
    .map((number) => number.replaceAll(/[.,](?=\d{3})/g, ''))
    .sort();
}

/** Sentences as they are read, one for each paragraph, point or step. */
function said(page: GuidePage): string[] {
  const joined = (words: readonly Words[]): string => words.map((one) => one.text).join('');
  return page.blocks.flatMap((one) => {
    if (one.kind === 'paragraph') return [joined(one.words)];
    if (one.kind === 'picture') return [one.alt];
    return one.kind === 'heading' ? [] : one.items.map(joined);
  });
}

it('has every page, and no other', () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
});

describe.each([...english].map(([name, page]) => ({ name, page })))('the German page $name', ({ name, page }) => {
  const translated = german.get(name);
  if (!translated) throw new Error(`${name} has no German page`);

  it('has the same parts and pictures in the same order', () => {
    expect(translated.blocks.map(shapeOf)).toEqual(page.blocks.map(shapeOf));
  });

  it('leads to the same pages and parts', () => {
    expect(leadsTo(german, name)).toEqual(leadsTo(english, name));
  });

  it('names the same keys, files and columns', () => {
    const turned = textsOf(page, 'code').map((one) => one.split(' ').map((word) => KEYS[word] ?? word).join(' '));
    expect(textsOf(translated, 'code').sort()).toEqual(turned.sort());
  });

  it('names the same labels, as the German window writes them', () => {
    const there = textsOf(translated, 'strong');
    const asked = textsOf(page, 'strong');
    expect(there).toHaveLength(asked.length);
    const missing = asked.filter((label) => {
      const wanted = germanOf(label);
      return wanted.length > 0 && !wanted.some((one) => there.includes(one));
    });
    expect(missing).toEqual([]);
  });

  it('gives the same numbers, parted as Germans part them', () => {
    expect(numbersOf(translated)).toEqual(numbersOf(page));
    expect(textsOf(translated, 'text').filter((one) => /\d,\d{3}/.test(one))).toEqual([]);
  });

  it('leaves nothing English', () => {
    expect(translated.title).not.toBe(page.title);
    const before = new Set(said(page));
    expect(said(translated).filter((one) => before.has(one))).toEqual([]);
    expect(textsOf(translated, 'text').filter((one) => ENGLISH.test(one))).toEqual([]);
  });
});
