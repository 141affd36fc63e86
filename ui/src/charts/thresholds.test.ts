import { expect, it } from 'vitest';

import { effectOf } from './thresholds';

const BARS = [
  { from: -4, pairs: 100, expected_matches: 10 },
  { from: 0, pairs: 20, expected_matches: 14 },
  { from: 9, pairs: 80, expected_matches: 80 },
];

it.each([
  // weight, pairs, right, found
  [-10, 200, 104 / 200, 1],
  [0, 100, 94 / 100, 94 / 104],
  [0.5, 90, 87 / 90, 87 / 104],
  [5, 80, 1, 80 / 104],
  [20, 0, null, 0],
])('from %d bits on', (weight, pairs, right, found) => {
  const effect = effectOf(BARS, weight);
  expect(effect.pairs).toBe(pairs);
  if (right === null) expect(effect.right).toBeNull();
  else expect(effect.right).toBeCloseTo(right);
  expect(effect.found).toBeCloseTo(found);
});

it('says nothing of a share where nothing is', () => {
  expect(effectOf([], 0)).toEqual({ pairs: 0, right: null, found: null });
});

it('never links more by being more careful', () => {
  const pairs = Array.from({ length: 40 }, (_, index) => effectOf(BARS, index / 2 - 8).pairs);
  expect(pairs.every((one, index) => index === 0 || one <= (pairs[index - 1] ?? 0))).toBe(true);
});
