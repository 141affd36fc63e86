/** The guide in each language: complete, with links, pictures and labels that are there. Its German is held to the English beside it in `german.test.ts`. */
import { describe, expect, it } from 'vitest';

import { SCREENS } from '../state/route';
import { isSaidIn, labels, partsOf, wordsIn } from '../testing/guide';
import { de } from '../text/de';
import { en } from '../text/en';
import { ALL_PAGES, pageFor, pagesIn } from './pages';
import { darkOf, pictureOf } from './pictures';

const EDITIONS = [
  { language: 'English', made: await pagesIn('en'), isSaid: isSaidIn(labels(en)) },
  { language: 'German', made: await pagesIn('de'), isSaid: isSaidIn(labels(de)) },
];

it('has a page of its own for views that have one', () => {
  expect(pageFor('governance', 'requests')).toBe('people');
  expect(pageFor('governance', 'owners')).toBe(pageFor('governance', undefined));
});

describe.each(EDITIONS)('the guide in $language', ({ made, isSaid }) => {
  const pages = [...made].map(([name, page]) => ({ name, page, words: page.blocks.flatMap(wordsIn) }));
  const links = pages.flatMap(({ name, words }) => words.flatMap((one) => (one.kind === 'link' ? [{ name, ...one }] : [])));
  const pictures = pages.flatMap(({ name, page }) => page.blocks.flatMap((one) => (one.kind === 'picture' ? [{ name, ...one }] : [])));

  it('has a page for every screen', () => {
    expect(SCREENS.filter((screen) => !made.has(pageFor(screen, undefined)))).toEqual([]);
  });

  it('has a page for views that have one of their own', () => {
    expect(['sources/loads', 'governance/consents', 'governance/requests', 'governance/log', 'history/runs', 'history/decisions', 'checks/stale_lists', 'checks/measures'].filter((address) => {
      const [screen = '', part] = address.split('/');
      return !made.has(pageFor(screen as (typeof SCREENS)[number], part));
    })).toEqual([]);
  });

  it('leads to every page from the page of all pages', () => {
    const listed = new Set(links.filter((one) => one.name === ALL_PAGES).map((one) => one.page));
    expect([...made.keys()].filter((name) => name !== ALL_PAGES && !listed.has(name))).toEqual([]);
  });

  it('names every page', () => {
    expect(pages.filter(({ page }) => page.title === '' || page.blocks.length === 0).map(({ name }) => name)).toEqual([]);
  });

  it('links only to pages and parts that are there', () => {
    const broken = links.filter(({ name, page, part }) => {
      const target = made.get(page === '' ? name : page);
      return !target || (part !== undefined && !partsOf(target).includes(part));
    });
    expect(broken.map(({ name, page, part }) => `${name}: ${page}#${part ?? ''}`)).toEqual([]);
  });

  it('addresses no two parts of a page alike', () => {
    expect(pages.filter(({ page }) => new Set(partsOf(page)).size < partsOf(page).length).map(({ name }) => name)).toEqual([]);
  });

  it('has every picture it shows, light and dark: `cargo xtask pictures` takes them', () => {
    const missing = pictures.filter(({ path }) => {
      const picture = pictureOf(path);
      return !picture || (darkOf(path) !== path && picture.dark === undefined);
    });
    expect(pictures.length).toBeGreaterThan(0);
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
