import { expect, it } from 'vitest';

import { strength, ticks, waterfall, weightOf } from './scale';

it('turns a probability into bits', () => {
  expect(weightOf(0.5)).toBe(0);
  expect(weightOf(0.8)).toBeCloseTo(2);
  expect(weightOf(0.2)).toBeCloseTo(-2);
  expect(Number.isFinite(weightOf(1))).toBe(true);
  expect(Number.isFinite(weightOf(0))).toBe(true);
});

it.each([
  [-20, 30, [-20, -10, 0, 10, 20, 30]],
  [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [3, 3, [3]],
])('puts round steps between %d and %d', (low, high, wanted) => {
  expect(ticks(low, high, 5)).toEqual(wanted);
});

it('lets every step of a waterfall begin where the last one ended', () => {
  const { zero, bars } = waterfall(-10, [8, 6, -2]);
  expect(zero).toBeCloseTo(10 / 14);
  expect(bars.map((bar) => bar.from)).toEqual([zero, bars[0]?.to, bars[1]?.to, bars[2]?.to]);
  expect(bars.at(-1)?.to).toBeCloseTo(12 / 14);
});

it('inks nothing for nothing and everything for the highest', () => {
  expect(strength(0, 10)).toBe(0);
  expect(strength(10, 10)).toBe(1);
  expect(strength(1, 0)).toBe(0);
  expect(strength(1, 100)).toBeCloseTo(0.1);
});
