import { describe, expect, it } from 'vitest';

import { pagesOf, rowWindow, scrollToShow, TALLEST } from './rowWindow';

describe('rowWindow', () => {
  it('draws nothing of nothing', () => {
    expect(rowWindow(0, 28, 600, 0)).toEqual({ first: 0, end: 0, offset: 0, height: 0 });
  });

  it('draws what is seen and a margin', () => {
    const shown = rowWindow(1000, 28, 280, 2800);
    expect(shown.first).toBe(94);
    expect(shown.end).toBe(117);
    expect(shown.offset).toBe(94 * 28);
    expect(shown.height).toBe(28_000);
  });

  it('never draws beyond either end', () => {
    expect(rowWindow(5, 28, 600, 0)).toMatchObject({ first: 0, end: 5 });
    const bottom = rowWindow(1000, 28, 280, 99_999);
    expect(bottom.end).toBe(1000);
    expect(bottom.first).toBeGreaterThan(970);
  });

  it.each([400_000, 3_000_000, 50_000_000])('reaches the first and the last of %i rows', (total) => {
    const height = rowWindow(total, 28, 600, 0).height;
    expect(height).toBeLessThanOrEqual(TALLEST);
    expect(rowWindow(total, 28, 600, 0).first).toBe(0);
    const last = rowWindow(total, 28, 600, height - 600);
    expect(last.end).toBe(total);
    // The last row drawn ends where the scroll area ends.
    expect(last.offset + (last.end - last.first) * 28).toBeCloseTo(height, 3);
  });

  it('covers the whole viewport wherever the scroll bar stands', () => {
    const total = 2_000_000;
    for (let step = 0; step <= 50; step += 1) {
      const top = ((TALLEST - 600) * step) / 50;
      const shown = rowWindow(total, 28, 600, top);
      expect(shown.offset).toBeLessThanOrEqual(top + 0.001);
      expect(shown.offset + (shown.end - shown.first) * 28).toBeGreaterThanOrEqual(top + 600 - 0.001);
    }
  });
});

describe('scrollToShow', () => {
  it('stays when the row is seen', () => {
    expect(scrollToShow(3, 1000, 28, 600, 28)).toBe(28);
  });

  it.each([0, 1, 499, 998, 999, 1_499_999])('brings row %i into sight', (row) => {
    const total = 1_500_000;
    const top = scrollToShow(row, total, 28, 600, 4_000_000);
    const shown = rowWindow(total, 28, 600, top);
    const drawn = shown.offset + (row - shown.first) * 28;
    expect(drawn).toBeGreaterThanOrEqual(top - 0.01);
    expect(drawn + 28).toBeLessThanOrEqual(top + 600.01);
  });
});

describe('pagesOf', () => {
  it.each([
    [0, 0, []],
    [0, 100, [0]],
    [99, 101, [0, 1]],
    [250, 420, [2, 3, 4]],
  ])('rows %i to %i', (first, end, pages) => {
    expect(pagesOf(first, end, 100)).toEqual(pages);
  });
});
