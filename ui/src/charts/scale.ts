/** The sums behind the pictures. */

/** A match weight of so many bits for a probability; the ends are held within what a picture can show. */
export function weightOf(probability: number): number {
  const held = Math.min(Math.max(probability, 1e-9), 1 - 1e-9);
  return Math.log2(held / (1 - held));
}

/** Round steps for an axis from `low` to `high`, about `wanted` of them. */
export function ticks(low: number, high: number, wanted = 6): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const first = Math.ceil(low / step) * step;
  return Array.from({ length: Math.floor((high - first) / step + 1e-9) + 1 }, (_, index) => Number((first + index * step).toPrecision(12)));
}

/** Bars of a waterfall: where each step begins and ends, as shares of the whole width. */
export function waterfall(prior: number, steps: readonly number[]): { zero: number; bars: { from: number; to: number }[] } {
  const sums = [prior];
  for (const step of steps) sums.push((sums.at(-1) ?? 0) + step);
  const low = Math.min(0, ...sums);
  const high = Math.max(0, ...sums);
  const place = (value: number) => (high === low ? 0 : (value - low) / (high - low));
  const bars = sums.map((sum, index) => ({ from: place(index === 0 ? 0 : (sums[index - 1] ?? 0)), to: place(sum) }));
  return { zero: place(0), bars };
}

/** How strongly a cell is inked, 0 to 1, so that small counts still show beside large ones. */
export function strength(value: number, highest: number): number {
  return highest <= 0 || value <= 0 ? 0 : Math.sqrt(value / highest);
}
