//! What is wrong with a list that a platform looks for the like of.

use std::collections::BTreeSet;

use rollcall_model::CustomerId;

/// What a row of the list is. Each row is one of these, the first that holds, so that the shares add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeedRow {
    /// Nothing in it that a platform can find somebody by.
    Invalid,
    /// The same person as a row before.
    Duplicate,
    /// Somebody who never bought.
    NonBuyer,
    /// Somebody who has not said yes.
    NoConsent,
    /// Somebody who bought and has said yes.
    Sound,
}

impl SeedRow {
    /// All of them, in the order they are asked.
    pub const ALL: [Self; 5] = [
        Self::Invalid,
        Self::Duplicate,
        Self::NonBuyer,
        Self::NoConsent,
        Self::Sound,
    ];

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Invalid => "No address that can be used",
            Self::Duplicate => "The same person again",
            Self::NonBuyer => "Never bought",
            Self::NoConsent => "Has not said yes",
            Self::Sound => "Bought, and has said yes",
        }
    }
}

/// Counts the rows of one list.
#[derive(Debug, Clone, Default)]
pub struct SeedTally {
    seen: BTreeSet<CustomerId>,
    counts: [u64; SeedRow::ALL.len()],
}

impl SeedTally {
    /// Counts one row: whose it is, where it has anything to find somebody by, whether they bought and
    /// whether they said yes.
    pub fn add(&mut self, whose: Option<CustomerId>, is_buyer: bool, said_yes: bool) -> SeedRow {
        let row = match whose {
            None => SeedRow::Invalid,
            Some(customer) if !self.seen.insert(customer) => SeedRow::Duplicate,
            Some(_) if !is_buyer => SeedRow::NonBuyer,
            Some(_) if !said_yes => SeedRow::NoConsent,
            Some(_) => SeedRow::Sound,
        };
        self.counts[row as usize] += 1;
        row
    }

    /// How many rows are that.
    pub fn count(&self, row: SeedRow) -> u64 {
        self.counts[row as usize]
    }

    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        self.counts.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{SeedRow, SeedTally};
    use rollcall_model::CustomerId;

    #[test]
    fn each_row_is_counted_once_whatever_is_wrong_with_it() {
        let mut tally = SeedTally::default();
        for (whose, is_buyer, said_yes, told) in [
            (Some(1), true, true, SeedRow::Sound),
            (Some(1), true, true, SeedRow::Duplicate),
            (Some(2), false, false, SeedRow::NonBuyer),
            (Some(2), false, false, SeedRow::Duplicate),
            (Some(3), true, false, SeedRow::NoConsent),
            (None, false, false, SeedRow::Invalid),
        ] {
            let row = tally.add(whose.map(CustomerId), is_buyer, said_yes);
            assert_eq!(row, told);
        }
        let sum: u64 = SeedRow::ALL.iter().map(|row| tally.count(*row)).sum();
        assert_eq!(
            (sum, tally.rows(), tally.count(SeedRow::Duplicate)),
            (6, 6, 2)
        );
    }
}
