//! The candidate pairs: which records are compared, found once for all rounds.
//!
//! There are dozens for every record, so a pair is no more than the later record of the two and the
//! number of the set of blocking rules that found it: six bytes.

use std::ops::Range;

use hashbrown::HashMap;
use rayon::prelude::*;

use foldhash::fast::FixedState;

use crate::blocking::Blocks;
use crate::left_out::LeftOut;
use crate::settings::{LinkageError, Watch};

/// Every pair that shares a block, by its earlier and then its later record.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    /// Where the partners of each record end.
    ends: Vec<usize>,
    /// The later record of each pair.
    partners: Vec<u32>,
    /// The number of each pair's set of rules.
    found_by: Vec<u16>,
    rule_sets: RuleSets,
    /// The blocks that were too large, whose pairs are candidates only where another block holds them.
    pub(crate) left_out: LeftOut,
}

/// A pair and what is known of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) left: u32,
    pub(crate) right: u32,
    /// The blocking rules that found it, one bit each.
    pub(crate) rules: u32,
}

/// Sets of blocking rules, numbered from 0.
#[derive(Debug, Default)]
struct RuleSets {
    numbers: HashMap<u32, u16, FixedState>,
    sets: Vec<u32>,
}

/// The last number stands for all sets that come after the rest; hardly any data shows so many.
const LAST: usize = u16::MAX as usize;

impl RuleSets {
    fn number(&mut self, rules: u32) -> u16 {
        let next = self.sets.len().min(LAST);
        *self.numbers.entry(rules).or_insert_with(|| {
            if next == self.sets.len() {
                self.sets.push(rules);
            }
            next as u16
        })
    }

    fn set(&self, number: u16) -> u32 {
        self.sets.get(usize::from(number)).copied().unwrap_or(0)
    }
}

/// Records whose partners are looked up in one go by one thread.
const CHUNK: u32 = 1024;
/// Chunks between two looks at the watcher.
const BATCH: u32 = 64;

impl Pairs {
    /// Takes the pairs from the blocks.
    pub(crate) fn of(
        blocks: &Blocks,
        records: u32,
        watch: &dyn Watch,
    ) -> Result<Self, LinkageError> {
        let mut pairs = Self {
            ends: Vec::with_capacity(records as usize),
            ..Self::default()
        };
        let chunks = records.div_ceil(CHUNK);
        for batch in (0..chunks).step_by(BATCH as usize) {
            if watch.cancelled() {
                return Err(LinkageError::Cancelled);
            }
            let found: Vec<Self> = (batch..(batch + BATCH).min(chunks))
                .into_par_iter()
                .map(|chunk| Self::of_chunk(blocks, chunk, records))
                .collect();
            for chunk in found {
                pairs.append(&chunk);
            }
        }
        Ok(pairs)
    }

    fn of_chunk(blocks: &Blocks, chunk: u32, records: u32) -> Self {
        let mut pairs = Self::default();
        let mut partners = Vec::new();
        for left in chunk * CHUNK..((chunk + 1) * CHUNK).min(records) {
            blocks.partners(left, &mut partners);
            for &(right, rules) in &partners {
                pairs.partners.push(right);
                pairs.found_by.push(pairs.rule_sets.number(rules));
            }
            pairs.ends.push(pairs.partners.len());
        }
        pairs
    }

    fn append(&mut self, chunk: &Self) {
        let before = self.partners.len();
        self.ends.extend(chunk.ends.iter().map(|end| before + end));
        self.partners.extend_from_slice(&chunk.partners);
        let sets = &mut self.rule_sets;
        let numbers: Vec<u16> = (chunk.rule_sets.sets.iter())
            .map(|&rules| sets.number(rules))
            .collect();
        self.found_by.extend(
            (chunk.found_by.iter())
                .map(|&number| numbers.get(usize::from(number)).copied().unwrap_or(0)),
        );
    }

    pub(crate) fn len(&self) -> usize {
        self.partners.len()
    }

    /// Which of the pairs have this earlier record.
    pub(crate) fn of_left(&self, left: u32) -> Range<usize> {
        let ends = |record: u32| self.ends.get(record as usize).copied();
        let from = left.checked_sub(1).map_or(Some(0), ends).unwrap_or(0);
        from..ends(left).unwrap_or(from)
    }

    /// The later records that a record is compared with, ascending.
    pub(crate) fn partners(&self, left: u32) -> &[u32] {
        self.partners.get(self.of_left(left)).unwrap_or(&[])
    }

    /// Whether the two records are a candidate pair.
    pub(crate) fn hold(&self, a: u32, b: u32) -> bool {
        self.partners(a.min(b)).binary_search(&a.max(b)).is_ok()
    }

    /// All pairs in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Pair> {
        let mut from = 0;
        let lefts = self.ends.iter().enumerate().flat_map(move |(left, &end)| {
            let own = from..end;
            from = end;
            own.map(move |_| left as u32)
        });
        let found = self.partners.iter().zip(&self.found_by);
        lefts.zip(found).map(|(left, (&right, &rules))| Pair {
            left,
            right,
            rules: self.rule_sets.set(rules),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{LAST, RuleSets};

    #[test]
    fn more_sets_of_rules_than_numbers_share_the_last() {
        let mut sets = RuleSets::default();
        for rules in 0..=LAST as u32 + 9 {
            sets.number(rules * 3);
        }
        assert_eq!(sets.number(30), 10);
        assert_eq!(sets.set(10), 30);
        assert_eq!(sets.number(LAST as u32 * 3 + 12), LAST as u16);
        assert_eq!(sets.set(LAST as u16), LAST as u32 * 3);
    }
}
