import { expect, it } from 'vitest';

import { said } from './values';

it.each([
  ['consent', 'opted_out', 'opted out'],
  ['consent', 'something else', 'something else'],
  ['contact', 'opted_out', 'opted_out'],
  ['identifier', '2022-09-17T08:19:00', '2022-09-17T08:19:00'],
  ['lifecycle', 'yesterday', 'yesterday'],
])('%s %s reads %s', (family, value, text) => {
  expect(said({ family }, value)).toBe(text);
});

it('says a moment at midnight as the day it is', () => {
  expect(said({ family: 'lifecycle' }, '2026-01-09T00:00:00')).not.toContain(':');
  expect(said({ family: 'lifecycle' }, '2026-01-09T08:19:00')).toContain('19');
});

it('shows the clock a file writes, and its zone where one is known', () => {
  const shown = (value: string) => said({ family: 'event' }, value);
  const clock = shown('2026-03-31T22:00:00');
  expect(shown('2026-03-31T22:00:00-04:00')).toBe(`${clock} UTC−04:00`);
  expect(shown('2026-03-31T22:00:00+09:00')).toBe(`${clock} UTC+09:00`);
  expect(shown('2026-03-31T22:00:00Z')).toBe(`${clock} UTC`);
  expect(clock).toContain('31');
});
