//! Rows that stand already where others are added to them: two exports overlap at the day one ends and the next begins.

use std::collections::HashSet;
use std::ops::ControlFlow;

use rollcall_intake::Reading;
use rollcall_model::{Cell, ProblemCode};
use rollcall_store::{Store, StoredSetAside};

use crate::EngineError;
use crate::destinations::Joined;
use crate::mends::aside_text;
use crate::standardise_load::content_key;

/// The rows that stand, by all their cells.
pub(super) struct Already {
    rows: HashSet<String>,
    /// The table they stand in.
    name: String,
    /// How the file is read whose rows are added.
    reading: Reading,
    found: u64,
}

impl Already {
    /// Of a file whose rows are added; nothing where none of them is known.
    pub(super) fn of(
        store: &Store,
        joined: &Joined,
        reading: &Reading,
    ) -> Result<Option<Self>, EngineError> {
        if joined.overlapping.is_empty() {
            return Ok(None);
        }
        let mut rows = HashSet::new();
        let loads = store.current_loads()?;
        for load in loads
            .iter()
            .filter(|load| joined.overlapping.contains(&load.load))
        {
            store.visit_rows::<EngineError>(load, |raw| {
                rows.insert(content_key(&raw.cells));
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(Some(Self {
            rows,
            name: joined.to.name.clone(),
            reading: reading.clone(),
            found: 0,
        }))
    }

    /// How many rows stood there.
    pub(super) fn found(&self) -> u64 {
        self.found
    }

    /// Sets a row aside that stands there with the very same cells. Its text is kept for when those are
    /// taken back.
    pub(super) fn set_aside(&mut self, row: u64, cells: &[Cell]) -> Option<StoredSetAside> {
        if !self.rows.contains(&content_key(cells)) {
            return None;
        }
        self.found += 1;
        Some(StoredSetAside {
            row,
            code: ProblemCode::StandsAlready.code().to_owned(),
            reason: format!(
                "The very same row stands in {} already, so it counts once.",
                self.name
            ),
            text: aside_text(cells, &self.reading),
        })
    }
}
