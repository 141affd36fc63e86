//! What is known of values that stand again and again in a column: countries, towns, given names.

use super::kind::ColumnKind;
use super::shape::Place;

/// Values remembered at once.
const REMEMBERED: usize = 2_048;

/// What counting a value once has told: all that does not depend on its row. Neither days nor
/// numbers are remembered, which have more to them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) hash: u64,
    pub(super) shape: Place,
    pub(super) family: Place,
    /// In characters.
    pub(super) length: u32,
    pub(super) kind: ColumnKind,
}

/// The values seen last, each at the place its hash gives it.
#[derive(Debug, Clone, Default)]
pub(super) struct SeenBefore {
    values: Vec<Option<Seen>>,
}

impl SeenBefore {
    pub(super) fn get(&self, hash: u64) -> Option<Seen> {
        let seen = (*self.values.get(place(hash))?)?;
        (seen.hash == hash).then_some(seen)
    }

    pub(super) fn keep(&mut self, seen: Seen) {
        if self.values.is_empty() {
            self.values.resize(REMEMBERED, None);
        }
        if let Some(kept) = self.values.get_mut(place(seen.hash)) {
            *kept = Some(seen);
        }
    }
}

/// The lowest bits decide which values are counted, so others are taken here.
fn place(hash: u64) -> usize {
    (hash >> 40) as usize % REMEMBERED
}
