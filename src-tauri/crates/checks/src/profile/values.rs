//! The different values of a column in bounded memory: how many there are, how often they stand,
//! which stand most often.

use std::collections::HashMap;
use std::hash::BuildHasher as _;

use foldhash::quality::FixedState;
use serde::{Deserialize, Serialize};

/// Values told apart by their text while the commonest are looked for.
const CANDIDATES: usize = 2_048;
/// Values counted together: the places of many are looked up at once much faster than one by one.
const TOGETHER: usize = 256;
/// Longer values, in bytes, are counted but not told.
const LONGEST_TOLD: usize = 120;

/// A value and how often it stands in its column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopValue {
    /// The value, without blanks around it.
    pub value: String,
    /// In how many rows; at least so many when `is_exact` is false.
    pub rows: u64,
    /// Whether the count is exact.
    pub is_exact: bool,
}

/// Different values: exact until there are more than the bound, then from a sample of the values
/// (all rows of a sampled value are counted), which is right to about 1 in the root of the bound.
#[derive(Debug, Clone)]
pub(super) struct Values {
    hasher: FixedState,
    bound: usize,
    /// Values whose hash ends in so many zeros are in the sample.
    depth: u32,
    rows_of: HashMap<u64, u32, FixedState>,
    /// Values of rows that are not in it yet, by their hash.
    waiting: Vec<u64>,
    candidates: HashMap<u64, Candidate, FixedState>,
    /// Room of candidates that were forgotten, for new ones.
    spare: Vec<String>,
    /// Values seen once of late, by their hash, each at the place its hash gives it.
    once: Vec<u64>,
    /// A value seen for the first time now may have been seen so often before.
    forgotten: u64,
}

#[derive(Debug, Clone)]
struct Candidate {
    text: String,
    rows: u64,
    missed: u64,
}

/// How many different values there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Distinct {
    pub(super) values: u64,
    /// Values that stand in one row only.
    pub(super) once: u64,
    pub(super) is_exact: bool,
}

impl Values {
    pub(super) fn new(bound: usize) -> Self {
        Self {
            hasher: FixedState::default(),
            bound,
            depth: 0,
            rows_of: HashMap::default(),
            waiting: Vec::with_capacity(TOGETHER),
            candidates: HashMap::default(),
            spare: Vec::new(),
            once: Vec::new(),
            forgotten: 0,
        }
    }

    pub(super) fn hash(&self, text: &str) -> u64 {
        self.hasher.hash_one(text)
    }

    pub(super) fn add(&mut self, hash: u64, text: &str) {
        if hash.trailing_zeros() >= self.depth {
            self.waiting.push(hash);
            if self.waiting.len() == TOGETHER {
                self.count_waiting();
            }
        }
        if let Some(candidate) = self.candidates.get_mut(&hash) {
            candidate.rows += 1;
        } else if text.len() <= LONGEST_TOLD {
            // Among mostly different values only those that come again are worth their room.
            let rows = if self.forgotten == 0 {
                1
            } else if self.has_come_before(hash) {
                2
            } else {
                return;
            };
            if self.candidates.len() == CANDIDATES {
                self.forget();
            }
            let mut kept = self.spare.pop().unwrap_or_default();
            kept.push_str(text);
            let candidate = Candidate {
                text: kept,
                rows,
                missed: self.forgotten,
            };
            self.candidates.insert(hash, candidate);
        }
    }

    fn count_waiting(&mut self) {
        for hash in self.waiting.drain(..) {
            // The sample may have become smaller since.
            if hash.trailing_zeros() < self.depth {
                continue;
            }
            let rows = self.rows_of.entry(hash).or_insert(0);
            *rows = rows.saturating_add(1);
            while self.rows_of.len() > self.bound {
                self.depth += 1;
                let depth = self.depth;
                self.rows_of
                    .retain(|hash, _| hash.trailing_zeros() >= depth);
            }
        }
    }

    /// Whether a value is among those seen last that have no room; it is from now on.
    fn has_come_before(&mut self, hash: u64) -> bool {
        if self.once.is_empty() {
            self.once.resize(CANDIDATES, 0);
        }
        // The lowest bits decide which values are counted, so others are taken here.
        match self.once.get_mut((hash >> 40) as usize % CANDIDATES) {
            Some(before) => std::mem::replace(before, hash) == hash,
            None => false,
        }
    }

    /// Makes room: the rarer half of the candidates goes.
    fn forget(&mut self) {
        let most = |one: &Candidate| one.rows + one.missed;
        let mut sizes: Vec<u64> = self.candidates.values().map(most).collect();
        let (_, median, _) = sizes.select_nth_unstable(CANDIDATES / 2);
        self.forgotten = *median;
        let median = *median;
        let spare = &mut self.spare;
        self.candidates.retain(|_, one| {
            let is_kept = most(one) > median;
            if !is_kept {
                one.text.clear();
                spare.push(std::mem::take(&mut one.text));
            }
            is_kept
        });
    }

    pub(super) fn distinct(&mut self) -> Distinct {
        self.count_waiting();
        let scale = 1_u64 << self.depth.min(63);
        let once = self.rows_of.values().filter(|rows| **rows == 1).count();
        Distinct {
            values: self.rows_of.len() as u64 * scale,
            once: once as u64 * scale,
            is_exact: self.depth == 0,
        }
    }

    /// The commonest values, at most so many.
    pub(super) fn commonest(&self, most: usize) -> Vec<TopValue> {
        let mut all: Vec<&Candidate> = self.candidates.values().collect();
        all.sort_unstable_by(|left, right| {
            right
                .rows
                .cmp(&left.rows)
                .then_with(|| left.text.cmp(&right.text))
        });
        all.into_iter()
            .take(most)
            .map(|one| TopValue {
                value: one.text.clone(),
                rows: one.rows,
                is_exact: one.missed == 0,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Values;

    fn counted(bound: usize, texts: impl Iterator<Item = String>) -> Values {
        let mut values = Values::new(bound);
        for text in texts {
            let hash = values.hash(&text);
            values.add(hash, &text);
        }
        values
    }

    #[test]
    fn few_values_are_counted_exactly() {
        let mut values = counted(1_000, (0..3_000).map(|row| format!("{}", row % 700)));
        let distinct = values.distinct();
        assert_eq!((distinct.values, distinct.is_exact), (700, true));
        assert_eq!(distinct.once, 0);
    }

    #[test]
    fn many_values_are_estimated_within_five_in_a_hundred() {
        let mut values = counted(4_096, (0..200_000).map(|row| format!("person {row}")));
        let distinct = values.distinct();
        assert!(!distinct.is_exact);
        assert!(
            (190_000..=210_000).contains(&distinct.values),
            "{distinct:?}"
        );
        assert_eq!(distinct.values, distinct.once);
    }

    #[test]
    fn a_common_value_among_a_hundred_thousand_rare_ones_is_found() {
        let rows = (0..100_000).map(|row| match row % 50 {
            0 => "0000000000".to_owned(),
            _ => format!("{row}"),
        });
        let values = counted(4_096, rows);
        let top = values.commonest(1);
        assert_eq!(top[0].value, "0000000000");
        assert_eq!((top[0].rows, top[0].is_exact), (2_000, true));

        // One that turns up late is told as "at least".
        let rows = (0..100_000).map(|row| match row {
            50_000.. if row % 25 == 0 => "late".to_owned(),
            _ => format!("{row}"),
        });
        let top = counted(4_096, rows).commonest(1);
        assert_eq!((top[0].value.as_str(), top[0].is_exact), ("late", false));
        assert!((1_900..=2_000).contains(&top[0].rows), "{top:?}");
    }
}
