//! What was done, and taking it back.

use crate::view::{History, HistoryStep, ListHistory, Nothing, Undone};
use crate::{Engine, EngineError, override_value, problems};

const TOUCHED: &[&str] = &[
    "project",
    "sources",
    "loads",
    "mappings",
    "people",
    "verdicts",
    "governance",
    "history",
];

impl Engine {
    /// What was done, by whom.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn history(&self, request: ListHistory) -> Result<History, EngineError> {
        let store = self.store()?;
        let limit = request.limit.unwrap_or(100).min(problems::PAGE);
        let (entries, total) = store.history(request.offset, limit)?;
        let steps = entries
            .into_iter()
            .map(|entry| HistoryStep {
                operation: entry.operation.0,
                at: entry.at,
                who: entry.who,
                sentence: entry.sentence,
                state: entry.state,
                undoable: entry.undoable,
            })
            .collect();
        Ok(History { steps, total })
    }

    /// Takes the last change back.
    ///
    /// # Errors
    /// When no project is open or other work runs.
    pub fn undo(&self, _: Nothing) -> Result<Undone, EngineError> {
        let store = self.store_for_change()?;
        let before = store.overrides()?;
        let entry = store.undo(&self.options.who, &self.now())?;
        override_value::unify_touched(&store, &before)?;
        self.tell_changed(TOUCHED);
        Ok(Undone {
            sentence: entry.map(|entry| entry.sentence),
        })
    }

    /// Does the last change again that was taken back.
    ///
    /// # Errors
    /// When no project is open or other work runs.
    pub fn redo(&self, _: Nothing) -> Result<Undone, EngineError> {
        let store = self.store_for_change()?;
        let before = store.overrides()?;
        let entry = store.redo(&self.options.who, &self.now())?;
        override_value::unify_touched(&store, &before)?;
        self.tell_changed(TOUCHED);
        Ok(Undone {
            sentence: entry.map(|entry| entry.sentence),
        })
    }
}
