//! What is told of where a table goes.

use rollcall_mapping::HeaderChange;
use rollcall_model::{Problem, ProblemCode, Severity};

use super::{Likely, Renewed, last_part};
use crate::destinations::Destination;
use crate::inspect_files::PlannedTable;

/// Columns of one kind told by name.
const MOST_TOLD: usize = 8;

/// What somebody should know of where a table goes.
pub(crate) fn tell(table: &PlannedTable, destination: &Destination) -> Vec<Problem> {
    match destination {
        Destination::Renews(renewed) => tell_renewed(table, renewed),
        Destination::Own {
            likely: Some(likely),
            ..
        } => vec![tell_likely(table, likely)],
        Destination::Own { .. } => Vec::new(),
    }
}

/// What is told of a table that was renewed: why it was taken for a newer export, and how its header has changed.
fn tell_renewed(table: &PlannedTable, renewed: &Renewed) -> Vec<Problem> {
    let mut told = Vec::new();
    let (place, name) = (table.plan.place(), &renewed.name);
    if !renewed.by_name {
        told.push(Problem {
            code: ProblemCode::NewerExport,
            severity: Severity::Note,
            message: format!(
                "“{}” was loaded as a newer export of {name}: {}.",
                place.file, renewed.reason
            ),
            hint: "If it is another table, take this load back on the Sources screen and load the file as a table of its own.".into(),
            place: place.clone(),
            count: 0,
        });
    }
    if !renewed.change.is_none() {
        told.push(Problem {
            code: ProblemCode::HeaderChanged,
            severity: Severity::Warning,
            message: format!(
                "The header of {name} is not the one of the load before: {}.",
                tell_change(&renewed.change)
            ),
            hint: "Look at these columns on the Mapping screen; the others are read as before."
                .into(),
            place,
            count: 0,
        });
    }
    told
}

fn tell_change(change: &HeaderChange) -> String {
    let quoted = |names: &[String]| {
        let told = names.iter().take(MOST_TOLD).map(|name| format!("“{name}”"));
        let more = names.len().saturating_sub(MOST_TOLD);
        told.chain((more > 0).then(|| format!("{more} more")))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut parts: Vec<String> = change
        .renamed
        .iter()
        .map(|(old, new)| format!("“{old}” seems to be “{new}” now"))
        .collect();
    if !change.added.is_empty() {
        parts.push(format!("new is {}", quoted(&change.added)));
    }
    if !change.gone.is_empty() {
        parts.push(format!("gone is {}", quoted(&change.gone)));
    }
    parts.join("; ")
}

/// Told of a table that stays apart although it may be a newer export of an earlier one.
fn tell_likely(table: &PlannedTable, likely: &Likely) -> Problem {
    let (place, doubt) = (table.plan.place(), likely.doubt);
    let likely = &likely.of;
    Problem {
        code: ProblemCode::LikelyNewerExport,
        severity: Severity::Warning,
        message: format!(
            "“{}” may be a newer export of {}: {}, but {doubt}. It is kept as a table of its own, so both are in use.",
            place.file, likely.name, likely.reason
        ),
        hint: format!(
            "If it is a newer export, load it again and choose {name} under “Is a newer export of”, or add --newer-export-of \"{name}={file}\" on the command line.",
            name = likely.name,
            file = last_part(&place.file)
        ),
        place,
        count: 0,
    }
}
