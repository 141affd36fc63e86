//! Comparing the candidate pairs, and random pairs that stand for everybody else.

use std::ops::Range;

use rayon::prelude::*;

use crate::comparison::Comparer;
use crate::pairs::Pairs;
use crate::pattern::{PatternLayout, PatternTable};
use crate::settings::{LinkageError, Watch};

/// A pair that was compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compared {
    pub(crate) left: u32,
    pub(crate) right: u32,
    /// The number of its pattern.
    pub(crate) pattern: u32,
    /// The blocking rules that found it, one bit each.
    pub(crate) rules: u32,
}

/// What comparing the candidate pairs showed, and how often.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    /// The number of the pattern of each candidate pair.
    pub(crate) of_pair: Vec<u32>,
    pub(crate) patterns: PatternTable,
    /// How many candidate pairs show each pattern.
    pub(crate) counts: Vec<f64>,
    /// How many of the pairs that are not candidates show each pattern, as far as random pairs tell.
    pub(crate) strangers: Vec<f64>,
    /// The pairs that tell it, and how many pairs each of them stands for.
    pub(crate) drawn: Vec<Drawn>,
    pub(crate) each_stands_for: f64,
    /// All pairs there are.
    pub(crate) pair_space: f64,
}

/// A pair that is no candidate, as an example of those.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drawn {
    pub(crate) left: u32,
    pub(crate) right: u32,
    /// The number of its pattern.
    pub(crate) pattern: u32,
}

/// From the blocks left out by each rule so many times fewer pairs are drawn than from all.
const ALIKE: u32 = 32;
/// Records compared in one go by one thread.
const CHUNK: u32 = 4096;
/// Pairs whose values are asked for together.
const LOOK_AHEAD: usize = 32;
/// Chunks between two looks at the watcher.
const BATCH: u32 = 16;

/// What an earlier round saw of the candidate pairs.
#[derive(Debug)]
pub(crate) struct Earlier {
    of_pair: Vec<u32>,
    patterns: PatternTable,
    /// The levels of each pattern, one after the other.
    levels: Vec<u8>,
    /// Patterns so far from one person that nothing a later round counts anew could bring them near:
    /// their pairs are not compared again.
    settled: Vec<bool>,
}

impl Candidates {
    /// Compares every candidate pair that an earlier round has not settled.
    pub(crate) fn compare(
        comparer: &Comparer<'_>,
        layout: &PatternLayout,
        pairs: &Pairs,
        earlier: Option<Earlier>,
        watch: &dyn Watch,
    ) -> Result<Self, LinkageError> {
        let records = comparer.features.len();
        let chunks = records.div_ceil(CHUNK);
        let mut earlier = earlier.unwrap_or_else(|| Earlier {
            of_pair: vec![0; pairs.len()],
            patterns: PatternTable::default(),
            levels: Vec::new(),
            settled: Vec::new(),
        });
        let mut patterns = PatternTable::default();
        for batch in (0..chunks).step_by(BATCH as usize) {
            if watch.cancelled() {
                return Err(LinkageError::Cancelled);
            }
            watch.progress(u64::from(batch * CHUNK), u64::from(records));
            let lefts = |chunk: u32| chunk * CHUNK..((chunk + 1) * CHUNK).min(records);
            let parts: Vec<_> = (batch..(batch + BATCH).min(chunks))
                .into_par_iter()
                .map_init(
                    || Work::new(layout, &earlier),
                    |work, chunk| work.compare_chunk(comparer, layout, pairs, lefts(chunk)),
                )
                .collect();
            let mut at = pairs.of_left(batch * CHUNK).start;
            for (of_pair, packed) in parts {
                let packed = packed.into_iter();
                let map: Vec<u32> = packed.map(|packed| patterns.number(packed)).collect();
                let slots = earlier.of_pair.iter_mut().skip(at);
                at += of_pair.len();
                for (slot, pattern) in slots.zip(of_pair) {
                    *slot = map.get(pattern as usize).copied().unwrap_or(0);
                }
            }
        }
        let mut counts = vec![0.0; patterns.packed().len()];
        for &pattern in &earlier.of_pair {
            if let Some(count) = counts.get_mut(pattern as usize) {
                *count += 1.0;
            }
        }
        Ok(Self {
            of_pair: earlier.of_pair,
            patterns,
            counts,
            strangers: Vec::new(),
            drawn: Vec::new(),
            each_stands_for: 0.0,
            pair_space: f64::from(records) * (f64::from(records) - 1.0) / 2.0,
        })
    }

    /// Ends a round: pairs of patterns with log odds below `hopeless` are settled.
    pub(crate) fn settle(self, layout: &PatternLayout, odds: &[f64], hopeless: f64) -> Earlier {
        Earlier {
            levels: self.patterns.levels(layout),
            of_pair: self.of_pair,
            patterns: self.patterns,
            settled: odds.iter().map(|&odds| odds < hopeless).collect(),
        }
    }

    /// The candidate pairs with their patterns.
    pub(crate) fn compared(&self, pairs: &Pairs) -> impl Iterator<Item = Compared> {
        pairs
            .iter()
            .zip(&self.of_pair)
            .map(|(pair, &pattern)| Compared {
                left: pair.left,
                right: pair.right,
                pattern,
                rules: pair.rules,
            })
    }

    /// Adds pairs that are no candidates: all of them if there are few, else random ones with
    /// the weight of all, and more of those that share a block left out.
    pub(crate) fn add_strangers(
        &mut self,
        comparer: &Comparer<'_>,
        layout: &PatternLayout,
        pairs: &Pairs,
        seed: u64,
        wanted: u32,
        watch: &dyn Watch,
    ) -> Result<(), LinkageError> {
        let records = comparer.features.len();
        let rest = self.pair_space - pairs.len() as f64;
        let every = rest <= f64::from(wanted);
        let mut drawn: Vec<(u32, u32)> = if every {
            all_strangers(records, pairs)
        } else {
            random_strangers(records, pairs, seed, wanted)
        };
        let at_random = drawn.len();
        self.each_stands_for = if drawn.is_empty() {
            0.0
        } else {
            rest / at_random as f64
        };
        let draws = if every { 0 } else { wanted / ALIKE };
        let left_out = &pairs.left_out;
        let mut alike = left_out.draw(draws, seed, |a, b| !pairs.hold(a, b));
        alike.pairs.par_sort_unstable();
        drawn.extend_from_slice(&alike.pairs);
        let each = self.each_stands_for;
        let weights: Vec<f64> = drawn
            .par_iter()
            .map(|&(a, b)| each / left_out.expected(&alike, a, b).mul_add(each, 1.0))
            .collect();
        let mut both = drawn.iter().take(at_random);
        let mut weights = weights.into_iter();
        each_pattern(comparer, layout, &drawn, watch, |packed| {
            let weight = weights.next().unwrap_or(0.0);
            let number = self.patterns.number(packed) as usize;
            if number >= self.strangers.len() {
                self.strangers.resize(number + 1, 0.0);
            }
            if let Some(count) = self.strangers.get_mut(number) {
                *count += weight;
            }
            self.drawn.extend(both.next().map(|&(left, right)| Drawn {
                left,
                right,
                pattern: number as u32,
            }));
        })?;
        let patterns = self.patterns.packed().len();
        self.counts.resize(patterns, 0.0);
        self.strangers.resize(patterns, 0.0);
        Ok(())
    }
}

/// Compares a list of pairs and gives the pattern of each, in their order.
pub(crate) fn each_pattern(
    comparer: &Comparer<'_>,
    layout: &PatternLayout,
    pairs: &[(u32, u32)],
    watch: &dyn Watch,
    mut take: impl FnMut(u128),
) -> Result<(), LinkageError> {
    let parts: Vec<&[(u32, u32)]> = pairs.chunks(1 << 14).collect();
    for batch in parts.chunks(BATCH as usize) {
        if watch.cancelled() {
            return Err(LinkageError::Cancelled);
        }
        let packed: Vec<Vec<u128>> = batch
            .par_iter()
            .map(|pairs| {
                let mut levels = vec![0; layout.len()];
                let mut packed = Vec::with_capacity(pairs.len());
                for pairs in pairs.chunks(LOOK_AHEAD) {
                    let both = pairs.iter().flat_map(|pair| [pair.0, pair.1]);
                    comparer.features.look_ahead(both);
                    for &(left, right) in pairs {
                        comparer.levels(left, right, &mut levels);
                        packed.push(layout.pack(&levels));
                    }
                }
                packed
            })
            .collect();
        packed.into_iter().flatten().for_each(&mut take);
    }
    Ok(())
}

/// What one thread works with, used again for each chunk.
struct Work<'e> {
    earlier: &'e Earlier,
    table: PatternTable,
    /// For each pattern that an earlier round settled, its number in the table and the chunk for which
    /// that holds.
    known: Vec<(u32, u32)>,
    chunk: u32,
    levels: Vec<u8>,
    /// Pairs whose values are asked for together.
    next: Vec<Next>,
}

/// A pair to compare, and what an earlier round saw of it.
#[derive(Clone, Copy)]
struct Next {
    left: u32,
    right: u32,
    pattern: u32,
    settled: bool,
}

impl<'e> Work<'e> {
    fn new(layout: &PatternLayout, earlier: &'e Earlier) -> Self {
        Self {
            earlier,
            table: PatternTable::default(),
            known: vec![(0, 0); earlier.settled.len()],
            chunk: 0,
            levels: vec![0; layout.len()],
            next: Vec::with_capacity(2 * LOOK_AHEAD),
        }
    }

    /// For each pair the place of its pattern among those of the chunk, and these patterns.
    fn compare_chunk(
        &mut self,
        comparer: &Comparer<'_>,
        layout: &PatternLayout,
        pairs: &Pairs,
        lefts: Range<u32>,
    ) -> (Vec<u32>, Vec<u128>) {
        self.table.clear();
        self.chunk += 1;
        let mut of_pair = Vec::new();
        for left in lefts {
            let seen = self.earlier.of_pair.get(pairs.of_left(left));
            let seen = seen.unwrap_or(&[]).iter();
            for (&right, &pattern) in pairs.partners(left).iter().zip(seen) {
                self.next.push(Next {
                    left,
                    right,
                    pattern,
                    settled: self.earlier.settled(pattern),
                });
            }
            if self.next.len() >= LOOK_AHEAD {
                self.compare_next(comparer, layout, &mut of_pair);
            }
        }
        self.compare_next(comparer, layout, &mut of_pair);
        (of_pair, self.table.packed().to_vec())
    }

    /// Compares the pairs that wait, unless they are settled.
    fn compare_next(
        &mut self,
        comparer: &Comparer<'_>,
        layout: &PatternLayout,
        of_pair: &mut Vec<u32>,
    ) {
        let mut next = std::mem::take(&mut self.next);
        for some in next.chunks(LOOK_AHEAD) {
            let open = some.iter().filter(|pair| !pair.settled);
            comparer.features.look_ahead(open.map(|pair| pair.right));
            for pair in some {
                let number = if pair.settled {
                    self.number_of_settled(pair.pattern)
                } else {
                    self.compare(comparer, pair);
                    self.table.number(layout.pack(&self.levels))
                };
                of_pair.push(number);
            }
        }
        next.clear();
        self.next = next;
    }

    /// Finds the levels of a pair.
    fn compare(&mut self, comparer: &Comparer<'_>, pair: &Next) {
        let levels = &mut self.levels;
        match self.earlier.levels(pair.pattern, levels.len()) {
            Some(before) => comparer.levels_again(pair.left, pair.right, before, levels),
            None => comparer.levels(pair.left, pair.right, levels),
        }
    }

    /// The place among those of the chunk of a pattern that an earlier round settled.
    fn number_of_settled(&mut self, pattern: u32) -> u32 {
        let known = self.known.get_mut(pattern as usize);
        if let Some(&mut (number, chunk)) = known
            && chunk == self.chunk
        {
            return number;
        }
        let packed = self.earlier.patterns.packed().get(pattern as usize);
        let number = self.table.number(packed.copied().unwrap_or(0));
        if let Some(slot) = self.known.get_mut(pattern as usize) {
            *slot = (number, self.chunk);
        }
        number
    }
}

impl Earlier {
    fn settled(&self, pattern: u32) -> bool {
        self.settled.get(pattern as usize).copied().unwrap_or(false)
    }

    /// The levels of a pattern in so many comparisons; nothing in the first round.
    fn levels(&self, pattern: u32, width: usize) -> Option<&[u8]> {
        let start = pattern as usize * width;
        self.levels
            .get(start..start + width)
            .filter(|levels| !levels.is_empty())
    }
}

fn all_strangers(records: u32, pairs: &Pairs) -> Vec<(u32, u32)> {
    let mut drawn = Vec::new();
    for left in 0..records {
        let mut known = pairs.partners(left).iter().peekable();
        for right in left + 1..records {
            if known.peek() == Some(&&right) {
                known.next();
            } else {
                drawn.push((left, right));
            }
        }
    }
    drawn
}

fn random_strangers(records: u32, pairs: &Pairs, seed: u64, wanted: u32) -> Vec<(u32, u32)> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut drawn = Vec::with_capacity(wanted as usize);
    for _ in 0..u64::from(wanted) * 4 {
        if drawn.len() >= wanted as usize {
            break;
        }
        let (a, b) = (random.u32(0..records), random.u32(0..records));
        if a != b && !pairs.hold(a, b) {
            drawn.push((a.min(b), a.max(b)));
        }
    }
    // Near pairs one after the other, so that their values are still at hand.
    drawn.par_sort_unstable();
    drawn
}
