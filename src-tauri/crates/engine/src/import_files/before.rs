//! What a loading that brings nothing leaves behind: nothing.

use rollcall_model::{SourceId, TableId};
use rollcall_store::Store;

use crate::EngineError;

/// The sources and tables there were before a loading.
pub(super) struct Before {
    sources: Vec<SourceId>,
    tables: Vec<TableId>,
}

impl Before {
    pub(super) fn of(store: &Store) -> Result<Self, EngineError> {
        Ok(Self {
            sources: store.every_source()?.iter().map(|one| one.source).collect(),
            tables: store.tables()?.iter().map(|one| one.table).collect(),
        })
    }

    /// Whether a source was there, if only for a load that was taken back.
    pub(super) fn knows(&self, source: SourceId) -> bool {
        self.sources.contains(&source)
    }

    /// Takes away every load that did not come into use, and what was made for it.
    pub(super) fn restore(&self, store: &Store) -> Result<(), EngineError> {
        store.discard_unfinished_loads()?;
        self.restore_places(store)
    }

    /// Takes away what was made since for the loading alone and holds no load. A source that somebody added by hand
    /// meanwhile has no table of this loading and stays.
    pub(super) fn restore_places(&self, store: &Store) -> Result<(), EngineError> {
        let made: Vec<_> = store
            .tables()?
            .into_iter()
            .filter(|table| !self.tables.contains(&table.table))
            .collect();
        let tables: Vec<TableId> = made.iter().map(|table| table.table).collect();
        let sources: Vec<SourceId> = made
            .iter()
            .map(|table| table.source)
            .filter(|source| !self.sources.contains(source))
            .collect();
        store.discard_unused(&sources, &tables)?;
        Ok(())
    }
}
