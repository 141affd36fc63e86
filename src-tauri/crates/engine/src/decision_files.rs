//! The decisions of a project written to a file, and taken in by another project as far as they fit it.

mod agreed;
mod content;
mod fit;
mod fit_agreed;
mod lists;
mod order_here;

use std::path::Path;

use rollcall_model::grouped;
use rollcall_store::quoted_path;
use serde_json::json;

use crate::ending::Written;
use crate::mapping_files::write_whole;
use crate::targets::keep_off_project;
use crate::view::{DecisionCount, DecisionFile, DecisionsSaved, DecisionsTaken};
use crate::{Engine, EngineError, override_value};
use content::{Decisions, FORMAT};
use fit::Fitting;

/// So many decisions that did not fit are named.
const MOST_LEFT: usize = 500;
/// A file of decisions larger than this is something else. In bytes.
const MOST_BYTES: u64 = 256 << 20;
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

impl Engine {
    /// Writes everything people decided in the project to a file: how tables are read, verdicts, values
    /// set by hand, who answers, notes, rules and the order of sources, use cases, the log, connections,
    /// costs and lists. Rows are named by source, table and key. Signatures and the frozen scope stay behind.
    ///
    /// # Errors
    /// When no project is open or the file cannot be written.
    pub fn save_decisions(&self, request: DecisionFile) -> Result<DecisionsSaved, EngineError> {
        let store = self.store()?;
        let path = Path::new(&request.path);
        keep_off_project(&store, path)?;
        Written::Json.fits(path)?;
        let decisions = Decisions::read(&store)?;
        let text = serde_json::to_string_pretty(&decisions)?;
        write_whole(path, &text).map_err(|error| EngineError::io(path, &error))?;
        let agreed = &decisions.agreed;
        let others = agreed.parts.len()
            + agreed.use_cases.len()
            + agreed.log.len()
            + agreed.requests.len()
            + agreed.connections.len()
            + agreed.costs.len();
        let settings = decisions.settings.len() + usize::from(!decisions.source_order.is_empty());
        Ok(DecisionsSaved {
            saved: counted([
                ("tables read as there", decisions.mappings.len()),
                ("verdicts", decisions.verdicts.len()),
                ("values set by hand", decisions.values.len()),
                ("people who answer", decisions.duties.len()),
                ("notes", decisions.notes.len()),
                ("rules and settings", settings),
                ("versions of rules", agreed.rules.len()),
                ("lists", decisions.lists.len()),
                (
                    "tables that hold each person once",
                    decisions.held_once.len(),
                ),
                ("other agreements", others),
            ]),
            path: request.path,
        })
    }

    /// Takes in what was decided in another project, as far as it fits this one: one step of the history.
    ///
    /// # Errors
    /// When the file holds no decisions or other work runs; nothing has changed then.
    pub fn take_decisions(&self, request: DecisionFile) -> Result<DecisionsTaken, EngineError> {
        let store = self.store_for_change()?;
        let path = Path::new(&request.path);
        let fitting = Fitting::of(&store, read(path)?)?;
        let taken = fitting.counts();
        let before = store.overrides()?;
        let told: Vec<String> = taken
            .iter()
            .map(|one| format!("{} {}", grouped(one.count), one.what))
            .collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let now = self.now();
        self.commit(
            &store,
            "take_decisions",
            format!("Took what {name} decided: {}", told.join(", ")),
            json!({ "taken": told }),
            |edits| fitting.put(edits, &self.options.who, &now),
        )?;
        override_value::unify_touched(&store, &before)?;
        self.tell_changed(TOUCHED);
        let left_total = fitting.left.len() as u64;
        let mut left = fitting.left;
        left.truncate(MOST_LEFT);
        Ok(DecisionsTaken {
            taken,
            left,
            left_total,
        })
    }
}

fn read(path: &Path) -> Result<Decisions, EngineError> {
    let length = std::fs::metadata(path)
        .map_err(|error| EngineError::io(path, &error))?
        .len();
    let refused = || {
        EngineError::invalid(format!(
            "{} holds no decisions of Rollcall. Choose a file that was written with save_decisions. Nothing was changed.",
            quoted_path(path)
        ))
    };
    if length > MOST_BYTES {
        return Err(refused());
    }
    let bytes = std::fs::read(path).map_err(|error| EngineError::io(path, &error))?;
    match serde_json::from_slice::<Decisions>(&bytes) {
        Ok(decisions) if decisions.format == FORMAT => Ok(decisions),
        _ => Err(refused()),
    }
}

/// Counts that are not nought, as they are told.
fn counted<const N: usize>(counts: [(&str, usize); N]) -> Vec<DecisionCount> {
    counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| DecisionCount {
            what: what.to_owned(),
            count: count as u64,
        })
        .collect()
}
