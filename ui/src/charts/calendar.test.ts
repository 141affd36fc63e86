import { expect, it } from 'vitest';

import { calendar } from './calendar';

it('puts each week under the month it begins in, and leaves room for those without anything', () => {
  const months = calendar(['2026-02-23', '2026-03-02', '2026-03-16']);
  expect(months?.map((one) => one.month)).toEqual(['2026-02', '2026-03']);
  expect(months?.[0]?.weeks).toEqual([undefined, undefined, undefined, { day: '2026-02-23', place: 0 }, undefined]);
  expect(months?.[1]?.weeks).toEqual([{ day: '2026-03-02', place: 1 }, { day: '2026-03-09', place: undefined }, { day: '2026-03-16', place: 2 }, undefined, undefined]);
});

it('holds five weeks of a month and goes on over the year and the change of the clocks', () => {
  const months = calendar(['2025-12-29', '2026-04-06']);
  expect(months?.map((one) => one.month)).toEqual(['2025-12', '2026-01', '2026-02', '2026-03', '2026-04']);
  expect(months?.[3]?.weeks.map((one) => one?.day)).toEqual(['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30']);
});

it.each([[[]], [['Paid search']], [['2026-02-30x', '2026-03-02']], [['2026-03-02', '2026-03-04']], [['1900-01-01', '2026-03-02']]])('%j is no calendar', (days) => {
  expect(calendar(days)).toBeUndefined();
});
