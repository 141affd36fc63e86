import { describe, expect, it } from 'vitest';

import { addressOf, ariaSort, nextSort, sortOf } from './sort';

describe('the order of a grid', () => {
  it('goes up, down and back to the order rows stand in', () => {
    const up = nextSort(undefined, 'email');
    expect(up).toEqual({ by: 'email', descending: false });
    const down = nextSort(up, 'email');
    expect(down).toEqual({ by: 'email', descending: true });
    expect(nextSort(down, 'email')).toBeUndefined();
    expect(nextSort(down, 'city')).toEqual({ by: 'city', descending: false });
  });

  it('is told of its column alone', () => {
    const sort = { by: 'email', descending: true };
    expect(ariaSort(sort, 'email')).toBe('descending');
    expect(ariaSort({ ...sort, descending: false }, 'email')).toBe('ascending');
    expect([ariaSort(sort, 'city'), ariaSort(undefined, 'email')]).toEqual(['none', 'none']);
  });

  it('comes back from an address', () => {
    for (const sort of [undefined, { by: 'city', descending: false }, { by: 'city', descending: true }]) {
      const { sort: by, way } = addressOf(sort);
      expect(sortOf(by, way)).toEqual(sort);
    }
  });
});
