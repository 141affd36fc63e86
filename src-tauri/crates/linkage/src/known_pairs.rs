//! What is known of the pairs of records of one piece: their levels and their odds, worked out once.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// Up to so many records every pair has a place of its own; in larger pieces only a few pairs are
/// ever asked for, and places are found by hash.
const DENSE: usize = 48;
const NOWHERE: u32 = u32::MAX;

/// Levels and log odds by the positions of two records in their piece.
#[derive(Debug, Default)]
pub(crate) struct KnownPairs {
    records: usize,
    width: usize,
    dense: Vec<u32>,
    sparse: HashMap<u32, u32, FixedState>,
    levels: Vec<u8>,
    odds: Vec<f64>,
}

impl KnownPairs {
    /// Nothing known of so many records, in so many comparisons.
    pub(crate) fn new(records: usize, width: usize) -> Self {
        let places = if records <= DENSE {
            records * records
        } else {
            0
        };
        Self {
            records,
            width,
            dense: vec![NOWHERE; places],
            ..Self::default()
        }
    }

    fn key(&self, left: usize, right: usize) -> usize {
        left.min(right) * self.records + left.max(right)
    }

    /// The place of a pair, if it is known.
    pub(crate) fn find(&self, left: usize, right: usize) -> Option<usize> {
        let key = self.key(left, right);
        let place = if self.records <= DENSE {
            self.dense.get(key).copied().unwrap_or(NOWHERE)
        } else {
            self.sparse.get(&(key as u32)).copied().unwrap_or(NOWHERE)
        };
        (place != NOWHERE).then_some(place as usize)
    }

    /// Takes in a pair; `fill` writes its levels and tells its log odds. Returns its place.
    pub(crate) fn insert(
        &mut self,
        left: usize,
        right: usize,
        fill: impl FnOnce(&mut [u8]) -> f64,
    ) -> usize {
        let (key, place) = (self.key(left, right), self.odds.len());
        if self.records <= DENSE {
            if let Some(slot) = self.dense.get_mut(key) {
                *slot = place as u32;
            }
        } else {
            self.sparse.insert(key as u32, place as u32);
        }
        let start = self.levels.len();
        self.levels.resize(start + self.width, 0);
        let odds = fill(self.levels.get_mut(start..).unwrap_or_default());
        self.odds.push(odds);
        place
    }

    /// The levels of the pair at a place.
    pub(crate) fn levels(&self, place: usize) -> &[u8] {
        let start = place * self.width;
        self.levels.get(start..start + self.width).unwrap_or(&[])
    }

    /// The log odds of the pair at a place.
    pub(crate) fn odds(&self, place: usize) -> f64 {
        self.odds.get(place).copied().unwrap_or(f64::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::KnownPairs;

    #[test]
    fn a_pair_is_known_from_both_ends() {
        for records in [5, 300] {
            let mut pairs = KnownPairs::new(records, 2);
            assert_eq!(pairs.find(4, 1), None);
            let place = pairs.insert(4, 1, |levels| {
                levels.copy_from_slice(&[7, 8]);
                2.5
            });
            assert_eq!(pairs.find(1, 4), Some(place));
            assert_eq!(pairs.levels(place), [7, 8]);
            assert!((pairs.odds(place) - 2.5).abs() < 1e-9);
            assert_eq!(pairs.find(1, 3), None);
        }
    }
}
