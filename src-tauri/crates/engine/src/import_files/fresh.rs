//! Which of the tables found are loaded at all, and where their rows go: no file comes in twice.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rollcall_intake::Reading;
use rollcall_model::{LoadId, Place, Problem, ProblemCode, Severity, TableId};
use rollcall_store::StoredLoad;

use super::{ImportContext, Naming};
use crate::EngineError;
use crate::inspect_files::{PlannedTable, label};
use crate::same_table::{Destination, assign, chosen_for};

/// A table that is loaded.
pub(super) struct Fresh {
    pub(super) table: PlannedTable,
    /// Hash of its file's content.
    pub(super) content: String,
    pub(super) destination: Destination,
    /// Loads of the same file that somebody moves to another table.
    pub(super) moved: Vec<LoadId>,
}

/// Leaves out what is loaded already, under whatever name, and finds where the rest goes.
pub(super) fn fresh(
    context: &ImportContext<'_>,
    planned: Vec<PlannedTable>,
    known: &[StoredLoad],
    problems: &mut Vec<Problem>,
) -> Result<Vec<Fresh>, EngineError> {
    let mut contents = Contents::default();
    let mut fresh: Vec<Fresh> = Vec::new();
    let mut standing: Vec<TableId> = Vec::new();
    for table in planned {
        let content = contents.of(&table.plan.file.path)?;
        let chosen = chosen_for(&table, context.newer_exports);
        if let Some(chosen) = chosen.filter(|table| !known.iter().any(|load| load.table == *table))
        {
            return Err(EngineError::NotFound {
                what: "table in use",
                name: chosen.0.to_string(),
            });
        }
        let mut moved = Vec::new();
        if let Some(load) = known
            .iter()
            .find(|load| is_loaded(context.naming, &table, &content, load))
        {
            if chosen.is_none_or(|chosen| chosen == load.table) {
                problems.push(note_loaded(table.plan.place(), &load.file));
                standing.push(load.table);
                continue;
            }
            moved.push(load.load);
        }
        let twin = fresh.iter().find(|other| {
            context.naming == Naming::AsSuggested
                && other.content == content
                && other.table.plan.member == table.plan.member
                && other.table.plan.sheet == table.plan.sheet
        });
        if let Some(twin) = twin {
            problems.push(note_same(table.plan.place(), &label(&twin.table.plan)));
            continue;
        }
        fresh.push(Fresh {
            table,
            content,
            destination: Destination::default(),
            moved,
        });
    }
    if context.naming == Naming::AsSuggested {
        let open: Vec<StoredLoad> = known
            .iter()
            .filter(|load| !standing.contains(&load.table))
            .cloned()
            .collect();
        let tables: Vec<&PlannedTable> = fresh.iter().map(|one| &one.table).collect();
        let found = assign(
            context.store,
            &tables,
            &open,
            context.newer_exports,
            context.now,
        )?;
        for (one, destination) in fresh.iter_mut().zip(found) {
            one.destination = destination;
        }
    }
    Ok(fresh)
}

/// Whether a load in use holds this very table, read the same way.
fn is_loaded(naming: Naming, table: &PlannedTable, content: &str, load: &StoredLoad) -> bool {
    let plan = &table.plan;
    let is_same_place = match (naming, &plan.member) {
        (Naming::ByFile, _) => load.file == label(plan),
        // The same bytes hold the same members.
        (Naming::AsSuggested, Some(member)) => load.file.ends_with(&format!("/{member}")),
        (Naming::AsSuggested, None) => true,
    };
    load.fingerprint == content
        && is_same_place
        && load.sheet == plan.sheet
        // Read in another way, the same file gives other rows.
        && serde_json::from_str(&load.reading).is_ok_and(|reading: Reading| reading == plan.reading)
}

fn note_loaded(place: Place, file: &str) -> Problem {
    if place.file != file {
        return note_same(place, file);
    }
    Problem {
        code: ProblemCode::UnchangedFile,
        severity: Severity::Note,
        message: format!("{} is loaded already and has not changed.", place.file),
        hint: "Nothing to do. To load a newer export, save it from its system again.".into(),
        place,
        count: 0,
    }
}

fn note_same(place: Place, file: &str) -> Problem {
    Problem {
        code: ProblemCode::UnchangedFile,
        severity: Severity::Note,
        message: format!(
            "“{}” was left out: it is the same file as “{file}”, byte for byte.",
            place.file
        ),
        hint: "Nothing to do: its rows are in use once.".into(),
        place,
        count: 0,
    }
}

/// Hashes of files, each read once.
#[derive(Default)]
struct Contents(BTreeMap<PathBuf, String>);

impl Contents {
    fn of(&mut self, path: &Path) -> Result<String, EngineError> {
        if let Some(known) = self.0.get(path) {
            return Ok(known.clone());
        }
        let mut hasher = blake3::Hasher::new();
        let mut file = std::fs::File::open(path).map_err(|error| EngineError::io(path, &error))?;
        std::io::copy(&mut file, &mut hasher).map_err(|error| EngineError::io(path, &error))?;
        let hash = hasher.finalize().to_hex().to_string();
        self.0.insert(path.to_owned(), hash.clone());
        Ok(hash)
    }
}
