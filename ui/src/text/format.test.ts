import { describe, expect, it } from 'vitest';

import { bits, counted, duration, ends, fileName, listed, parseDecimal, probability, share, shareOf, since, written } from './format';

describe('share', () => {
  it.each([
    [0, 0, '–'],
    [0, 10, '0 %'],
    [10, 10, '100 %'],
    [1, 1000, '<1 %'],
    [999, 1000, '>99 %'],
    [1, 3, '33 %'],
    [2, 3, '67 %'],
  ])('%i of %i is %s', (part, all, text) => {
    expect(share(part, all)).toBe(text);
  });

  it('never goes without its denominator where it is spoken', () => {
    expect(shareOf(1, 4, 'rows')).toBe('25 % of 4 rows');
  });
});

it.each([
  [0.271, 0.3632, '27.1 and 36.3 %'],
  [0, 0.045, '0.0 and 4.5 %'],
  [0.1, 1, '10.0 and 100.0 %'],
])('both ends of an interval are as exact as each other: %f, %f', (low, high, text) => {
  expect(ends(low, high)).toBe(text);
});

it.each([
  [3.14, '+3.1'],
  [-16, '−16.0'],
  [0.04, '0.0'],
  [-0.04, '0.0'],
])('%d bits read %s', (weight, text) => {
  expect(bits(weight)).toBe(text);
});

it.each([
  [1, '> 0.999'],
  [0, '< 0.001'],
  [0.5, '0.50'],
  [0.995, '0.995'],
])('probability %d reads %s', (value, text) => {
  expect(probability(value)).toBe(text);
});

it('says of a hidden count that it is small', () => {
  expect(counted(4.5, 'row', 'rows')).toBe('fewer than 5 rows');
});

it('counts in words', () => {
  expect(counted(1, 'row', 'rows')).toBe('1 row');
  expect(counted(0, 'row', 'rows')).toBe('0 rows');
});

it('says how long ago', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  expect(since('2026-11-23T11:57:00Z', now)).toBe('3 minutes ago');
  expect(since('2026-11-22T11:00:00Z', now)).toBe('yesterday');
  expect(since('2026-09-01T11:00:00Z', now)).toBe('2 months ago');
  expect(since('never', now)).toBe('never');
});

it('says how long it takes', () => {
  expect(duration(9400)).toBe('9 s');
  expect(duration(150_000)).toBe('3 min');
  expect(duration(-5)).toBe('0 s');
});

it('takes the last part of a path of any system', () => {
  expect(fileName('/a/b/c.csv')).toBe('c.csv');
  expect(fileName('C:\\a\\c.csv')).toBe('c.csv');
});

it('lists things', () => {
  expect(listed(['a'])).toBe('a');
  expect(listed(['a', 'b', 'c'])).toBe('a, b, and c');
});

describe('the locale of a machine that names no language', () => {
  it('is English', async () => {
    const { readersLocale } = await import('./format');
    expect(readersLocale('C')).toBe('en');
    expect(readersLocale('')).toBe('en');
    expect(readersLocale('de-AT')).toBe('de-AT');
  });
});

describe('numbers people write', () => {
  it.each([
    ['3', ',', 3],
    ['1.5', ',', 1.5],
    ['1,5', ',', 1.5],
    ['1,200', ',', 1200],
    ['1.200', ',', 1.2],
    ['1.200', '.', 1200],
    ['1,200.50', ',', 1200.5],
    ['1.200,50', ',', 1200.5],
    ['1,200,000', ',', 1_200_000],
    ['1 200', ',', 1200],
    ['', ',', undefined],
    ['-3', ',', undefined],
    ['about 3', ',', undefined],
    ['1.2.3,4,5', ',', undefined],
  ])('%s where %s stands between thousands is %s', (text, between, number) => {
    expect(parseDecimal(text, between)).toBe(number);
  });

  it.each([0.2, 1200.5, 1234, 0.125])('reads back what it wrote: %d', (number) => {
    expect(parseDecimal(written(number))).toBe(number);
  });
});
