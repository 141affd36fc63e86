//! What is known of the pairs of records of one piece: their levels and their odds, worked out once.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// Up to so many records every pair has a place of its own; in larger pieces only a few pairs are
/// ever asked for, and places are found by hash.
const DENSE: usize = 48;
const NOWHERE: u32 = u32::MAX;

/// A number for each pair of positions in a piece, in whatever order the two are told.
#[derive(Debug, Default)]
pub(crate) struct PairPlaces {
    records: usize,
    dense: Vec<u32>,
    sparse: HashMap<u32, u32, FixedState>,
}

impl PairPlaces {
    /// Begins anew with so many records; no pair has a number.
    pub(crate) fn begin(&mut self, records: usize) {
        self.records = records;
        self.dense.clear();
        self.sparse.clear();
        if records <= DENSE {
            self.dense.resize(records * records, NOWHERE);
        }
    }

    #[inline]
    fn key(&self, left: usize, right: usize) -> usize {
        left.min(right) * self.records + left.max(right)
    }

    /// The number of a pair, if it has one.
    #[inline]
    pub(crate) fn find(&self, left: usize, right: usize) -> Option<usize> {
        let key = self.key(left, right);
        let place = if self.records <= DENSE {
            self.dense.get(key).copied().unwrap_or(NOWHERE)
        } else {
            self.sparse.get(&(key as u32)).copied().unwrap_or(NOWHERE)
        };
        (place != NOWHERE).then_some(place as usize)
    }

    /// Gives a pair its number.
    #[inline]
    pub(crate) fn set(&mut self, left: usize, right: usize, place: usize) {
        let key = self.key(left, right);
        if self.records <= DENSE {
            if let Some(slot) = self.dense.get_mut(key) {
                *slot = place as u32;
            }
        } else {
            self.sparse.insert(key as u32, place as u32);
        }
    }
}

/// Levels and log odds by the positions of two records in their piece.
#[derive(Debug, Default)]
pub(crate) struct KnownPairs {
    width: usize,
    places: PairPlaces,
    levels: Vec<u8>,
    odds: Vec<f64>,
}

impl KnownPairs {
    /// Nothing known yet, in so many comparisons.
    pub(crate) fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// Begins anew: nothing known of so many records.
    pub(crate) fn begin(&mut self, records: usize) {
        self.places.begin(records);
        self.levels.clear();
        self.odds.clear();
    }

    /// The place of a pair, if it is known.
    #[inline]
    pub(crate) fn find(&self, left: usize, right: usize) -> Option<usize> {
        self.places.find(left, right)
    }

    /// Takes in a pair; `fill` writes its levels and tells its log odds. Returns its place.
    pub(crate) fn insert(
        &mut self,
        left: usize,
        right: usize,
        fill: impl FnOnce(&mut [u8]) -> f64,
    ) -> usize {
        let place = self.odds.len();
        self.places.set(left, right, place);
        let start = self.levels.len();
        self.levels.resize(start + self.width, 0);
        let odds = fill(self.levels.get_mut(start..).unwrap_or_default());
        self.odds.push(odds);
        place
    }

    /// The levels of the pair at a place.
    #[inline]
    pub(crate) fn levels(&self, place: usize) -> &[u8] {
        let start = place * self.width;
        self.levels.get(start..start + self.width).unwrap_or(&[])
    }

    /// The log odds of the pair at a place.
    #[inline]
    pub(crate) fn odds(&self, place: usize) -> f64 {
        self.odds.get(place).copied().unwrap_or(f64::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::KnownPairs;

    #[test]
    fn a_pair_is_known_from_both_ends() {
        let mut pairs = KnownPairs::new(2);
        // Large after small and small after large: nothing of the piece before is left.
        for records in [5, 300, 6] {
            pairs.begin(records);
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
