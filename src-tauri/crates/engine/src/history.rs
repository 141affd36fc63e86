//! What was done, and taking it back.

use rollcall_store::{HistoryEntry, Store, StoreError, Unify};

use crate::regroup::unifier::Unifier;
use crate::view::{History, HistoryStep, ListHistory, Nothing, Undone};
use crate::{Engine, EngineError, groups, override_value, problems};

/// Undo or redo, as the project file does it.
type Step = fn(&Store, &str, &str, Unify<'_>) -> Result<Option<(HistoryEntry, bool)>, StoreError>;

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
        self.step(&store, Store::undo)
    }

    /// Does the last change again that was taken back.
    ///
    /// # Errors
    /// When no project is open or other work runs.
    pub fn redo(&self, _: Nothing) -> Result<Undone, EngineError> {
        let store = self.store_for_change()?;
        self.step(&store, Store::redo)
    }

    fn step(&self, store: &Store, step: Step) -> Result<Undone, EngineError> {
        let before = store.overrides()?;
        let run = store.current_run()?;
        let was_shown = match &run {
            Some(run) => groups::are_shown(store, &run.basis)?,
            None => false,
        };
        let unifier = Unifier::of(store)?;
        let taken = step(
            store,
            &self.options.who,
            &self.now(),
            &|customer, records, household| unifier.unify(customer, records, household),
        )?;
        override_value::unify_touched(store, &before)?;
        let is_shown = was_shown && taken.as_ref().is_some_and(|(_, is_shown)| *is_shown);
        if let Some(run) = run.filter(|_| is_shown) {
            groups::note_shown(store, &run.basis)?;
        }
        self.tell_changed(TOUCHED);
        Ok(Undone {
            sentence: taken.map(|(entry, _)| entry.sentence),
        })
    }
}
