import { expect, it } from 'vitest';

import { trend } from './trend';

const BOX = { left: 0, right: 100, top: 0, floor: 50 };
const of = (...found: number[]) => found.map((one) => ({ found: one, among: 100 }));

it('puts a run beside the one before, and shares from nought up', () => {
  const { top, dots, line } = trend(of(10, 5, 0), null, BOX);
  expect(top).toBe(0.1);
  expect(dots).toEqual([{ x: 0, y: 0 }, { x: 50, y: 25 }, { x: 100, y: 50 }]);
  expect(line).toBe('M0 0L50 25L100 50');
});

it.each([
  [[7], null, 0.1],
  [[11], null, 0.2],
  [[30], null, 0.5],
  [[60], null, 1],
  [[100], null, 1],
  [[0], null, 0.01],
  [[1], 0.05, 0.05],
])('ends its axis at a round share above %j and the limit %j', (found, limit, top) => {
  expect(trend(of(...found), limit, BOX).top).toBe(top);
});

it('shows the limit where it lies, and none where nobody set one', () => {
  expect(trend(of(5), 0.1, BOX).limit).toBe(0);
  expect(trend(of(5), 0, BOX).limit).toBe(50);
  expect(trend(of(5), null, BOX).limit).toBeUndefined();
});

it('breaks where a run is not known, and takes it for no nought', () => {
  const { dots, line } = trend([{ found: 1, among: 10 }, { found: 0, among: 0 }, { found: 1, among: 10 }], null, BOX);
  expect(dots[1]).toBeUndefined();
  expect(line).toBe('M0 0M100 0');
});

it('puts a single run in the middle and no run nowhere', () => {
  expect(trend(of(5), null, BOX).dots).toEqual([{ x: 50, y: 0 }]);
  expect(trend([], null, BOX)).toMatchObject({ dots: [], line: '', top: 0.01 });
});
