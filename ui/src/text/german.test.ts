/** The window in German: the same tree of words, none left out and none left English; numbers as Germans write them. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { given, type Given } from '../testing/given';
import { de } from './de';
import { en } from './en';

/** Words that German writes as English does. */
const SAME_IN_BOTH = new Set(['Format', 'Governance', 'Name', 'Organisation', 'Passphrase', 'Person', 'Region', 'Rollcall', 'SHA-256', 'Team', 'Tickets', 'Workshop']);
/** The names of keys, which most keyboards share. */
const KEY = /^frame\.help\.\w+\.\d+\.0$/;

/** Numbers, signs and what stands in the data alone, which both write alike. */
const SAME_NUMBERS = [
  'backups.size', 'charts.cell', 'charts.percent', 'checks.share', 'checks.value', 'columns.share', 'customers.counted', 'customers.together.bits', 'customers.together.rows', 'making.version',
  'mapping.words.count', 'matches.model.ofPairs', 'overview.readiness.points', 'scorecard.of', 'scorecard.shareOf', 'sources.coverage.share', 'sources.overlap.key', 'timeline.ofKind', 'trust.found',
];
/** Those that stand as they are elsewhere, without parameters of their own. */
const WRITTEN_ELSEWHERE = ['conflicts.count', 'history.when', 'lists.count', 'lists.when', 'matches.bits', 'matches.model.share', 'matches.sample.share', 'sources.loads.when_'];
/** What stands behind a number that is not one; "bei 1 Kunden" is right. */
const MANY = ['Kampagnen', 'Merkmalen', 'Stunden', 'Tagen', 'Urteilen', 'sind', 'haben', 'werden', 'heißen', 'erlauben'];
const RIGHT = new Set(['Kunden']);
const GERMAN = import.meta.glob<string>('./de/*.ts', { query: '?raw', import: 'default', eager: true });

/** The words of the forms for many: nouns that stand not in the form for one, and other words that stand in none for one: "Zeilen", "sagen". */
function wordsForMany(): { nouns: string; others: string } {
  const forms = Object.values(GERMAN).flatMap((source) => [...source.matchAll(/counted\([^']*'([^']+)', '([^']+)'\)/g)]);
  const apart = forms.map(([, one = '', many = '']) => [one, many].map((form) => form.split(/[ ,]+/)));
  const ofAnyOne = new Set(apart.flatMap(([one = []]) => one));
  const isNoun = (word: string): boolean => /^\p{Lu}/u.test(word);
  const words = apart.flatMap(([one = [], many = []]) => many.filter((word) => (isNoun(word) ? !one.includes(word) : word.length > 3 && !ofAnyOne.has(word))));
  const all = [...new Set([...words, ...MANY])].filter((word) => /^\p{L}+$/u.test(word) && !RIGHT.has(word));
  return { nouns: all.filter(isNoun).join('|'), others: all.filter((word) => !isNoun(word)).join('|') };
}

type Leaf = readonly [path: string, value: unknown];

/** Every word and function of a tree with the way to it, in the order of the ways. */
function leaves(tree: unknown, path = ''): Leaf[] {
  if (typeof tree !== 'object' || tree === null) return [[path, tree]];
  return Object.entries(tree)
    .flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`))
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

const english = leaves(en);
const german = leaves(de);

it('has every word of the English window and no other', () => {
  expect(german.map(([path]) => path)).toEqual(english.map(([path]) => path));
});

it('has a word where English has one and a function where English has one', () => {
  const kind = ([path, value]: Leaf) => `${path}: ${typeof value}`;
  expect(german.map(kind)).toEqual(english.map(kind));
});

it('leaves no word empty that English fills', () => {
  const filled = new Map(english.filter(([, value]) => value !== ''));
  expect(german.filter(([path, value]) => value === '' && filled.has(path))).toEqual([]);
});

it('leaves no word English, but for those that are the same, and allows none that is not used', () => {
  const before = new Map(english);
  const same = german.filter(([path, value]) => typeof value === 'string' && /\p{L}/u.test(value) && !KEY.test(path) && value === before.get(path)).map(([, value]) => value as string);
  expect([...new Set(same)].sort()).toEqual([...SAME_IN_BOTH].sort());
});

describe('once German is chosen', () => {
  let text: typeof import('./index');
  let spokenLocale: (typeof import('./format'))['spokenLocale'];

  beforeAll(async () => {
    localStorage.setItem('language', 'de');
    vi.resetModules();
    text = await import('./index');
    ({ spokenLocale } = await import('./format'));
  });

  afterAll(() => {
    localStorage.removeItem('language');
    vi.resetModules();
  });

  it('speaks German', () => {
    expect(text.t.frame.screens.sources).toBe('Quellen');
    expect(text.said({ family: 'consent' }, 'opted_out')).toBe(text.t.words.consents.opted_out);
    expect(text.said({ family: 'consent' }, 'opted_out')).not.toBe('opted out');
  });

  it('says one as one and never as English does, in whatever takes a number', async () => {
    const before = new Map(leaves((await import('./en')).en));
    const { nouns, others } = wordsForMany();
    const wrong = [
      // "1 Zeilen", "1 weitere Zeilen", also as what something is out of: "von 1 Zeilen".
      new RegExp(`(?<![\\d.,])1 (?:\\p{Ll}+ )?(?:${nouns})(?!\\p{L})`, 'u'),
      // "1 Person haben", "1 von 4.000 Personen heißen"; what is said of "2 von 1" is said of two.
      new RegExp(`(?<![\\d.,]|von |in |bei )1 (?:von [\\d.]+ )?(?:\\p{Lu}\\p{L}+ )?(?:${others})(?!\\p{L})`, 'u'),
      /ersten 1(?!\d)/,
    ];
    const [faults, same, elsewhere]: [string[], string[], string[]] = [[], [], []];
    for (const [path, value] of leaves((await import('./de')).de)) {
      if (typeof value !== 'function') continue;
      const say = (made: unknown, all: readonly Given[]) => (made as (...all: readonly Given[]) => unknown)(...all);
      const english = before.get(path);
      const all = given(path, (english as () => unknown).length, [1, 2]);
      if (all === undefined) elsewhere.push(path);
      if (all === undefined || all.length === 0) continue;
      const said = all.map((one) => String(say(value, one)));
      faults.push(...said.filter((one) => wrong.some((form) => form.test(one))).map((one) => `${path}: ${one}`));
      if (all.every((one, place) => String(say(english, one)) === said[place])) same.push(path);
    }
    expect(faults).toEqual([]);
    expect(same.sort()).toEqual(SAME_NUMBERS);
    expect(elsewhere.sort()).toEqual(WRITTEN_ELSEWHERE);
  });

  it.each([
    ['heldName', () => text.t.matches.heldName(1, 4000), 'etwa 1 von 4.000 Personen heißt so'],
    ['heldAddress', () => text.t.matches.heldAddress(2, 4000), 'etwa 2 von 4.000 Personen haben diese Anschrift'],
    ['lead', () => text.t.consents.lead(1), 'Was 1 Person nach der vereinbarten Regel erlaubt, und jede Zeile, die es sagt.'],
    ['regionUnknown', () => text.t.consents.regionUnknown(0, 1), 'Bei 1 Person ist das Land bekannt.'],
    ['usable', () => text.t.sources.coverage.usable(1, 1), '100 % von 1 Zeile ist brauchbar'],
  ])('says of one what is true of one: %s', (_what, made, wanted) => {
    expect(made()).toBe(wanted);
  });

  it.each([
    ['count', () => text.count(1204), '1.204'],
    ['a hidden count', () => text.count(4.5), 'weniger als 5'],
    ['decimal', () => text.decimal(1234.5), '1.234,5'],
    ['ends', () => text.ends(0.271, 0.3632), '27,1 und 36,3 %'],
    ['written', () => text.written(1234.5), '1234,5'],
    ['one', () => text.counted(1, 'Zeile', 'Zeilen'), '1 Zeile'],
    ['none', () => text.counted(0, 'Zeile', 'Zeilen'), '0 Zeilen'],
    ['a share', () => text.share(1, 3), '33 %'],
    ['a share of', () => text.shareOf(1, 4, 'Zeilen'), '25 % von 4 Zeilen'],
    ['bits', () => text.bits(3.14), '+3,1'],
    ['no bits', () => text.bits(0.04), '0,0'],
    ['probability', () => text.probability(0.5), '0,50'],
    ['nearly certain', () => text.probability(1), '> 0,999'],
    ['date', () => text.dayOf('2026-03-31'), '31.03.2026'],
    ['moment', () => text.dateTime('2026-03-31T22:05:00'), '31.03.2026, 22:05'],
    ['ago', () => text.since('2026-11-22T11:00:00Z', Date.parse('2026-11-23T12:00:00Z')), 'gestern'],
    ['months ago', () => text.since('2026-09-01T11:00:00Z', Date.parse('2026-11-23T12:00:00Z')), 'vor 2 Monaten'],
    ['a list', () => text.listed(['a', 'b', 'c']), 'a, b und c'],
  ])('writes %s as Germans do', (_what, made, wanted) => {
    expect(made()).toBe(wanted);
  });

  it.each([
    ['1.200', 1200],
    ['1,5', 1.5],
    ['1.200,50', 1200.5],
  ])('reads %s as Germans write it', (written, number) => {
    expect(text.parseDecimal(written)).toBe(number);
  });

  it('keeps the Austrian or Swiss way where the system has it', () => {
    expect(spokenLocale('de-AT', 'de')).toBe('de-AT');
    expect(spokenLocale('de', 'de')).toBe('de');
    expect(spokenLocale('en-GB', 'de')).toBe('de');
    expect(spokenLocale('den', 'de')).toBe('de');
  });
});
