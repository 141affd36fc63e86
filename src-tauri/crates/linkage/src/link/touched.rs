//! Which records are to be clustered anew since a run before.

use crate::settings::Stated;
use crate::since::{ABSENT, Since};

/// Records whose clusters no longer stand, piece by piece.
pub(super) struct Touched {
    records: Vec<bool>,
    pieces: Vec<bool>,
}

impl Touched {
    /// What is touched before anything is compared: new records, the pieces of those that are gone,
    /// and the pieces of those of which something else is stated than before.
    pub(super) fn of(since: &Since, stated: &Stated) -> Self {
        let mut touched = Self {
            records: since.then.iter().map(|then| *then == ABSENT).collect(),
            pieces: vec![false; since.memory.expected.len()],
        };
        for (&piece, &now) in since.memory.pieces.iter().zip(&since.now) {
            if now == ABSENT {
                touched.add_piece(piece);
            }
        }
        for record in since.stated_otherwise(stated) {
            touched.add(since, record);
        }
        touched.close(since);
        touched
    }

    /// Adds a record and its piece, whose other records [`close`](Self::close) adds.
    pub(super) fn add(&mut self, since: &Since, record: u32) {
        if let Some(touched) = self.records.get_mut(record as usize) {
            *touched = true;
        }
        if let Some(piece) = since.piece(record) {
            self.add_piece(piece);
        }
    }

    fn add_piece(&mut self, piece: u32) {
        if let Some(open) = self.pieces.get_mut(piece as usize) {
            *open = true;
        }
    }

    /// Adds every record of the pieces.
    pub(super) fn close(&mut self, since: &Since) {
        for (record, touched) in (0..).zip(&mut self.records) {
            let piece = since.piece(record);
            let open = piece.and_then(|piece| self.pieces.get(piece as usize));
            *touched |= open.copied().unwrap_or(false);
        }
    }

    pub(super) fn has(&self, record: u32) -> bool {
        self.records.get(record as usize).copied().unwrap_or(false)
    }

    /// The touched records.
    pub(super) fn records(&self) -> impl Iterator<Item = u32> {
        let numbered = (0_u32..).zip(&self.records);
        numbered.filter_map(|(record, touched)| touched.then_some(record))
    }
}
