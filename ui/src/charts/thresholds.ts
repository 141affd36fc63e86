/** What a threshold would do, from the histogram of match weights. */

/** A bar of pairs, one bit wide. */
export interface WeightBar {
  from: number;
  pairs: number;
  /** Of the pairs, those expected to be one person. */
  expected_matches: number;
}

export interface Effect {
  /** Pairs at or above the threshold. */
  pairs: number;
  /** Share of them expected to be one person; nothing where there are none. */
  right: number | null;
  /** Share of all expected matches that are at or above it; nothing where none is expected. */
  found: number | null;
}

/** How much of a bar lies at or above a weight; pairs are taken to be spread evenly inside a bar. */
function above(bar: WeightBar, weight: number): number {
  return Math.min(Math.max(bar.from + 1 - weight, 0), 1);
}

/** What linking every pair from this weight on would give. */
export function effectOf(bars: readonly WeightBar[], weight: number): Effect {
  let pairs = 0;
  let matches = 0;
  let all = 0;
  for (const bar of bars) {
    const share = above(bar, weight);
    pairs += bar.pairs * share;
    matches += bar.expected_matches * share;
    all += bar.expected_matches;
  }
  return {
    pairs: Math.round(pairs),
    right: pairs >= 0.5 ? matches / pairs : null,
    found: all > 0 ? matches / all : null,
  };
}
