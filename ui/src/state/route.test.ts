import { expect, it } from 'vitest';

import { parseRoute, SCREENS, writeRoute } from './route';

it.each([
  ['', { screen: 'start', part: undefined, query: {} }],
  ['#/overview', { screen: 'overview', part: undefined, query: {} }],
  ['#/customers/C000123?q=anna%20m&source=3', { screen: 'customers', part: 'C000123', query: { q: 'anna m', source: '3' } }],
  ['#/sources/coverage', { screen: 'sources', part: 'coverage', query: {} }],
  ['#/nowhere/at?all=1', { screen: 'start', part: undefined, query: {} }],
  ['#/lists/%E0%A4%A', { screen: 'lists', part: '%E0%A4%A', query: {} }],
])('reads %s', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

it.each(SCREENS)('writes what it reads: %s', (screen) => {
  const query = { q: 'a&b=c #ü', left: '4' };
  expect(parseRoute(writeRoute(screen, 'C 1/ü?', query))).toEqual({ screen, part: 'C 1/ü?', query });
});

it('leaves out what is blank', () => {
  expect(writeRoute('customers', undefined, { q: '', source: undefined })).toBe('#/customers');
  expect(writeRoute('mapping', 3)).toBe('#/mapping/3');
});
