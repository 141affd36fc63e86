//! Comparing the candidate pairs, and random pairs that stand for everybody else.

use rayon::prelude::*;

use crate::blocking::Blocks;
use crate::comparison::Comparer;
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

/// All compared pairs and how often each pattern occurs.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    /// Sorted by left, then right record.
    pub(crate) pairs: Vec<Compared>,
    pub(crate) patterns: PatternTable,
    /// How many candidate pairs show each pattern.
    pub(crate) counts: Vec<f64>,
    /// How many of the pairs that are not candidates show each pattern, as far as random pairs tell.
    pub(crate) strangers: Vec<f64>,
    /// All pairs there are.
    pub(crate) pair_space: f64,
}

/// Records compared in one go by one thread.
const CHUNK: u32 = 1024;
/// Chunks between two looks at the watcher.
const BATCH: u32 = 16;

impl Candidates {
    /// Compares every pair that shares a block.
    pub(crate) fn compare(
        comparer: &Comparer<'_>,
        layout: &PatternLayout,
        blocks: &Blocks,
        watch: &dyn Watch,
    ) -> Result<Self, LinkageError> {
        let records = comparer.features.len();
        let chunks = records.div_ceil(CHUNK);
        let mut found = Self {
            pair_space: f64::from(records) * (f64::from(records) - 1.0) / 2.0,
            ..Self::default()
        };
        for batch in (0..chunks).step_by(BATCH as usize) {
            if watch.cancelled() {
                return Err(LinkageError::Cancelled);
            }
            watch.progress(u64::from(batch * CHUNK), u64::from(records));
            let parts: Vec<_> = (batch..(batch + BATCH).min(chunks))
                .into_par_iter()
                .map(|chunk| compare_chunk(comparer, layout, blocks, chunk, records))
                .collect();
            for (pairs, table) in parts {
                let packed = table.packed().iter();
                let map: Vec<u32> = packed
                    .map(|&packed| found.patterns.number(packed))
                    .collect();
                found.pairs.extend(pairs.into_iter().map(|pair| Compared {
                    pattern: map.get(pair.pattern as usize).copied().unwrap_or(0),
                    ..pair
                }));
            }
        }
        found.counts = vec![0.0; found.patterns.packed().len()];
        for pair in &found.pairs {
            if let Some(count) = found.counts.get_mut(pair.pattern as usize) {
                *count += 1.0;
            }
        }
        Ok(found)
    }

    /// Adds pairs that are no candidates: all of them if there are few, else random ones with
    /// the weight of all.
    pub(crate) fn add_strangers(
        &mut self,
        comparer: &Comparer<'_>,
        layout: &PatternLayout,
        blocks: &Blocks,
        seed: u64,
        wanted: u32,
        watch: &dyn Watch,
    ) -> Result<(), LinkageError> {
        let records = comparer.features.len();
        let rest = self.pair_space - self.pairs.len() as f64;
        let every = rest <= f64::from(wanted);
        let drawn: Vec<(u32, u32)> = if every {
            all_strangers(records, blocks)
        } else {
            random_strangers(records, blocks, seed, wanted)
        };
        let weight = if drawn.is_empty() {
            0.0
        } else {
            rest / drawn.len() as f64
        };
        let parts: Vec<&[(u32, u32)]> = drawn.chunks(1 << 14).collect();
        for batch in parts.chunks(BATCH as usize) {
            if watch.cancelled() {
                return Err(LinkageError::Cancelled);
            }
            let packed: Vec<Vec<u128>> = batch
                .par_iter()
                .map(|pairs| {
                    let mut levels = vec![0; layout.len()];
                    let pack = |&(left, right): &(u32, u32)| {
                        comparer.levels(left, right, &mut levels);
                        layout.pack(&levels)
                    };
                    pairs.iter().map(pack).collect()
                })
                .collect();
            for packed in packed.into_iter().flatten() {
                let number = self.patterns.number(packed) as usize;
                if number >= self.strangers.len() {
                    self.strangers.resize(number + 1, 0.0);
                }
                if let Some(count) = self.strangers.get_mut(number) {
                    *count += weight;
                }
            }
        }
        let patterns = self.patterns.packed().len();
        self.counts.resize(patterns, 0.0);
        self.strangers.resize(patterns, 0.0);
        Ok(())
    }
}

fn compare_chunk(
    comparer: &Comparer<'_>,
    layout: &PatternLayout,
    blocks: &Blocks,
    chunk: u32,
    records: u32,
) -> (Vec<Compared>, PatternTable) {
    let mut table = PatternTable::default();
    let mut pairs = Vec::new();
    let mut partners = Vec::new();
    let mut levels = vec![0; layout.len()];
    for left in chunk * CHUNK..((chunk + 1) * CHUNK).min(records) {
        blocks.partners(left, &mut partners);
        for &(right, rules) in &partners {
            comparer.levels(left, right, &mut levels);
            pairs.push(Compared {
                left,
                right,
                pattern: table.number(layout.pack(&levels)),
                rules,
            });
        }
    }
    (pairs, table)
}

fn all_strangers(records: u32, blocks: &Blocks) -> Vec<(u32, u32)> {
    let mut drawn = Vec::new();
    let mut partners = Vec::new();
    for left in 0..records {
        blocks.partners(left, &mut partners);
        let mut known = partners.iter().map(|partner| partner.0).peekable();
        for right in left + 1..records {
            if known.peek() == Some(&right) {
                known.next();
            } else {
                drawn.push((left, right));
            }
        }
    }
    drawn
}

fn random_strangers(records: u32, blocks: &Blocks, seed: u64, wanted: u32) -> Vec<(u32, u32)> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut drawn = Vec::with_capacity(wanted as usize);
    for _ in 0..u64::from(wanted) * 4 {
        if drawn.len() >= wanted as usize {
            break;
        }
        let (a, b) = (random.u32(0..records), random.u32(0..records));
        if a != b && !blocks.together(a, b) {
            drawn.push((a.min(b), a.max(b)));
        }
    }
    drawn
}
