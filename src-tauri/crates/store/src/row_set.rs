//! Some rows of a load as a set: one bit a record.

use rollcall_model::RecordId;

/// Records of a load, in their order. A million of them take 125 kilobytes, however many are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowSet {
    first: i64,
    words: Vec<u64>,
    count: u64,
}

impl RowSet {
    /// An empty set for the records from the first to the last.
    pub(crate) fn over(first: RecordId, last: RecordId) -> Self {
        let records = last.0.saturating_sub(first.0).saturating_add(1).max(0);
        Self {
            first: first.0,
            words: vec![0; (records as usize).div_ceil(64)],
            count: 0,
        }
    }

    /// Takes a record in. One outside of the load is left out.
    pub(crate) fn insert(&mut self, record: RecordId) {
        let Ok(place) = usize::try_from(record.0 - self.first) else {
            return;
        };
        if let Some(word) = self.words.get_mut(place / 64) {
            let bit = 1 << (place % 64);
            self.count += u64::from(*word & bit == 0);
            *word |= bit;
        }
    }

    /// Whether a record is in.
    pub(crate) fn contains(&self, record: RecordId) -> bool {
        let Ok(place) = usize::try_from(record.0 - self.first) else {
            return false;
        };
        let word = self.words.get(place / 64);
        word.is_some_and(|word| word & (1 << (place % 64)) != 0)
    }

    /// How many records are in.
    pub fn len(&self) -> u64 {
        self.count
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.words.len() * size_of::<u64>()
    }

    /// The records of a page, in their order: so many are skipped, so many told at most.
    pub fn page(&self, offset: u64, limit: u64) -> Vec<RecordId> {
        let mut left = offset;
        let mut page = Vec::new();
        for (place, word) in self.words.iter().enumerate() {
            let here = u64::from(word.count_ones());
            if left >= here {
                left -= here;
                continue;
            }
            let mut bits = *word;
            while bits != 0 && (page.len() as u64) < limit {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                if left > 0 {
                    left -= 1;
                } else {
                    page.push(RecordId(self.first + place as i64 * 64 + i64::from(bit)));
                }
            }
            if page.len() as u64 >= limit {
                break;
            }
        }
        page
    }

    /// How many of its records are in every one of some other sets of the same load.
    pub(crate) fn shared_with(&self, others: &[&Self]) -> u64 {
        let words = self.words.iter().enumerate();
        let shared = words.map(|(place, word)| {
            others.iter().fold(*word, |left, other| {
                left & other.words.get(place).copied().unwrap_or(0)
            })
        });
        shared.map(|word| u64::from(word.count_ones())).sum()
    }

    /// Joins with another set of the same load.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&other.words);
        let words: Vec<u64> = words.map(|(one, other)| one | other).collect();
        let count = words.iter().map(|word| u64::from(word.count_ones())).sum();
        Self {
            first: self.first,
            words,
            count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RowSet;
    use proptest::prelude::*;
    use rollcall_model::RecordId;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn pages_are_those_of_a_sorted_list(
            members in proptest::collection::btree_set(5_i64..400, 0..200),
            offset in 0_u64..250,
            limit in 0_u64..90,
        ) {
            let mut set = RowSet::over(RecordId(5), RecordId(399));
            for member in &members {
                set.insert(RecordId(*member));
                set.insert(RecordId(*member));
            }
            set.insert(RecordId(4));
            set.insert(RecordId(100_000));
            prop_assert_eq!(set.len(), members.len() as u64);
            let page: Vec<i64> = set.page(offset, limit).iter().map(|record| record.0).collect();
            let told: Vec<i64> = members
                .iter()
                .copied()
                .skip(offset as usize)
                .take(limit as usize)
                .collect();
            prop_assert_eq!(page, told);
        }

        #[test]
        fn joined_sets_hold_the_members_of_both(
            left in proptest::collection::btree_set(0_i64..200, 0..90),
            right in proptest::collection::btree_set(0_i64..200, 0..90),
        ) {
            let set = |members: &BTreeSet<i64>| {
                let mut set = RowSet::over(RecordId(0), RecordId(199));
                for member in members {
                    set.insert(RecordId(*member));
                }
                set
            };
            let both: BTreeSet<i64> = left.union(&right).copied().collect();
            prop_assert_eq!(set(&left).or(&set(&right)), set(&both));
            let shared = left.intersection(&right).count() as u64;
            prop_assert_eq!(set(&left).shared_with(&[&set(&right)]), shared);
            prop_assert_eq!(set(&left).shared_with(&[]), left.len() as u64);
        }
    }

    #[test]
    fn a_load_without_rows_has_an_empty_set() {
        let set = RowSet::over(RecordId(1), RecordId(0));
        assert!(set.is_empty() && set.page(0, 10).is_empty());
    }
}
