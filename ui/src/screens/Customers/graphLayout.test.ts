import { describe, expect, it } from 'vitest';

import { layout } from './graphLayout';

const chain = (length: number) => Array.from({ length: length - 1 }, (_, at) => ({ left: at, right: at + 1 }));

describe('where records stand', () => {
  it('is the same every time', () => {
    expect(layout(9, chain(9))).toEqual(layout(9, chain(9)));
  });

  it.each([0, 1, 2, 30, 120])('%i records stand within the picture, none upon another', (length) => {
    const points = layout(length, chain(length));
    expect(points).toHaveLength(length);
    for (const { x, y } of points) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(1);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(1);
    }
    expect(new Set(points.map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`)).size).toBe(length);
  });

  it('keeps those that are tied nearer than those that are not', () => {
    const triangles = [[0, 1], [1, 2], [0, 2], [3, 4], [4, 5], [3, 5], [2, 3]].map(([left = 0, right = 0]) => ({ left, right }));
    const points = layout(6, triangles);
    const far = (one: number, other: number) => Math.hypot((points[one]?.x ?? 0) - (points[other]?.x ?? 0), (points[one]?.y ?? 0) - (points[other]?.y ?? 0));
    expect(far(0, 1)).toBeLessThan(far(0, 4));
    expect(far(4, 5)).toBeLessThan(far(1, 5));
  });
});
