//! What was done, by whom and why, taking it back, and the trail that shows nothing of it was changed.

use std::path::Path;

use rollcall_delivery::{Mode, TableFile};
use rollcall_store::{HistoryEntry, HistoryFilter, Store, StoreError, Unify};
use serde_json::Value;

use crate::ending::Written;
use crate::regroup::unifier::Unifier;
use crate::view::{
    History, HistoryStep, ListHistory, Nothing, Trail, TrailBroken, TrailWritten, Undone,
    WriteTrail,
};
use crate::{Engine, EngineError, groups, override_value, problems, targets};

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
    "deliveries",
    "history",
];

/// Entries of the trail read at once.
const PAGE: u64 = 1_000;

impl Engine {
    /// What was done, by whom.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn history(&self, request: ListHistory) -> Result<History, EngineError> {
        let store = self.store()?;
        let limit = request.limit.unwrap_or(100).min(problems::PAGE);
        let filter = HistoryFilter {
            words: request.query,
            kind: request.kind,
            who: request.who,
        };
        let (entries, total) = store.history(&filter, request.offset, limit)?;
        let (people, kinds) = store.history_facets()?;
        let steps = entries
            .into_iter()
            .map(|entry| HistoryStep {
                operation: entry.operation.0,
                at: entry.at,
                who: entry.who,
                kind: entry.kind,
                sentence: entry.sentence,
                why: why(&entry.request),
                state: entry.state,
                undoable: entry.undoable,
            })
            .collect();
        Ok(History {
            steps,
            total,
            people,
            kinds,
        })
    }

    /// Looks at every entry of the trail, and tells the first one that was changed.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn check_trail(&self, _: Nothing) -> Result<Trail, EngineError> {
        let check = self.store()?.check_trail()?;
        Ok(Trail {
            entries: check.entries,
            head: check.head,
            broken: check.broken.map(|broken| TrailBroken {
                sentence: format!("Entry {} does not hold: {}.", broken.entry, broken.what),
                entry: broken.entry,
            }),
        })
    }

    /// Writes the trail to a CSV file: who did what when and why, with the digest of each entry.
    ///
    /// # Errors
    /// When no project is open or the file cannot be written.
    pub fn write_trail(&self, request: WriteTrail) -> Result<TrailWritten, EngineError> {
        let store = self.store()?;
        let path = Path::new(&request.path);
        targets::keep_off_project(&store, path)?;
        Written::Csv.fits(path)?;
        let header = [
            "entry", "at", "who", "action", "command", "sentence", "why", "asked", "digest",
        ];
        let mut table = TableFile::create(path, Mode::ForPeople, &header)?;
        let mut offset = 0;
        loop {
            let page = store.trail_entries(offset, PAGE)?;
            if page.is_empty() {
                break;
            }
            offset += page.len() as u64;
            for entry in page {
                let why = why(&entry.request);
                table.push(&[
                    entry.entry.to_string(),
                    entry.at,
                    entry.who,
                    entry.action,
                    entry.kind,
                    entry.sentence,
                    why,
                    entry.request,
                    entry.digest,
                ])?;
            }
        }
        let written = table.finish()?;
        Ok(TrailWritten {
            path: request.path,
            rows: written.rows,
        })
    }

    /// Takes the last change back.
    ///
    /// # Errors
    /// When no project is open or other work runs.
    pub fn undo(&self, _: Nothing) -> Result<Undone, EngineError> {
        let store = self.store_for_change()?;
        self.step(&store, Store::undo, "Taken back")
    }

    /// Does the last change again that was taken back.
    ///
    /// # Errors
    /// When no project is open or other work runs.
    pub fn redo(&self, _: Nothing) -> Result<Undone, EngineError> {
        let store = self.store_for_change()?;
        self.step(&store, Store::redo, "Done again")
    }

    /// Goes one step back or forth, and says under `done` which one it was.
    fn step(&self, store: &Store, step: Step, done: &str) -> Result<Undone, EngineError> {
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
            sentence: taken.map(|(entry, _)| format!("{done}: {}", entry.sentence)),
        })
    }
}

/// The reason given with what was asked; blank where there is none.
fn why(request: &str) -> String {
    let asked: Value = serde_json::from_str(request).unwrap_or_default();
    // The note on a verdict says why; the note on a source is what was said.
    let note = asked.get("verdict").and_then(|_| asked.get("note"));
    [asked.get("reason"), note]
        .into_iter()
        .filter_map(|reason| reason?.as_str())
        .map(str::trim)
        .find(|reason| !reason.is_empty())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::why;

    #[test]
    fn the_reason_is_found_in_what_was_asked() {
        assert_eq!(
            why(r#"{"reason":" agreed with sales "}"#),
            "agreed with sales"
        );
        assert_eq!(why(r#"{"verdict":"different","note":"twins"}"#), "twins");
        assert_eq!(why(r#"{"subject":"source:1","note":"on paper"}"#), "");
        assert_eq!(why("{}"), "");
        assert_eq!(why("no JSON"), "");
    }
}
