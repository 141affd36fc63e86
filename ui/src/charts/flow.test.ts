import { describe, expect, it } from 'vitest';

import { flow, SLOT, type Source } from './flow';

const from = (...values: number[]): Source[] => values.map((value, index) => ({ label: `way ${index}`, value, unknown: false }));

describe('a flow', () => {
  it('makes bands as thick as their part of the whole, at both ends', () => {
    const { total, bands } = flow(from(60, 30, 10));
    expect(total).toBe(100);
    const [most, some, little] = bands.map((one) => one.thickness);
    expect(some).toBeCloseTo((most ?? 0) / 2);
    expect(little).toBeCloseTo((most ?? 0) / 6);
  });

  it('lays them upon each other without gaps on the right, and apart on the left', () => {
    const { bar, bands, height } = flow(from(60, 30, 10));
    let right = bar.from;
    let slot = 0;
    for (const band of bands) {
      expect(band.right).toBeCloseTo(right);
      expect(band.slot).toBeCloseTo(slot);
      expect(band.left).toBeGreaterThanOrEqual(band.slot);
      right += band.thickness;
      slot += Math.max(SLOT, band.thickness + 8);
      expect(band.left + band.thickness).toBeLessThanOrEqual(slot);
    }
    expect(right).toBeCloseTo(bar.to);
    expect(slot).toBeCloseTo(height);
    expect(bar.from).toBeCloseTo(height - bar.to);
  });

  it.each([
    ['one way alone', from(7)],
    ['one that has nearly all', from(1_000_000, 1, 1)],
    ['many', from(...Array.from({ length: 12 }, (_, index) => index + 1))],
  ])('keeps room for the words of %s, and within its height', (_, sources) => {
    const { height, bar, bands } = flow(sources);
    bands.forEach((band, index) => expect((bands[index + 1]?.slot ?? height) - band.slot).toBeGreaterThanOrEqual(SLOT));
    expect(bar.from).toBeGreaterThanOrEqual(0);
    expect(bar.to).toBeLessThanOrEqual(height);
  });

  it('shows the least there is, and nothing where there is nothing', () => {
    const [, tiny, none] = flow(from(1_000_000, 0.1, 0)).bands;
    expect(tiny?.thickness).toBe(1);
    expect(tiny?.path).not.toBe('');
    expect([none?.thickness, none?.path]).toEqual([0, '']);
    const empty = flow(from(0, 0));
    expect(empty.bands.map((one) => one.path)).toEqual(['', '']);
    expect(empty.bar.to).toBe(empty.bar.from);
    expect(flow([])).toEqual({ total: 0, height: 0, bar: { from: 0, to: 0 }, bands: [] });
  });

  it('draws from where a band begins to where it ends and back', () => {
    const [band] = flow(from(1)).bands;
    expect(band?.path).toBe('M0 11.4C50 11.4 50 11.4 100 11.4V48.6C50 48.6 50 48.6 0 48.6Z');
  });

  it('keeps what nobody knows apart by name', () => {
    const { bands } = flow([...from(2), { label: 'not known', value: 1, unknown: true }]);
    expect(bands.map((one) => one.unknown)).toEqual([false, true]);
  });
});
