//! What is told of where a table goes.

use rollcall_mapping::HeaderChange;
use rollcall_model::{Place, Problem, ProblemCode, Severity, grouped};

use super::{Likely, Renewed, Side, last_part};
use crate::destinations::{Destination, Joined};
use crate::inspect_files::PlannedTable;

/// Columns of one kind told by name.
const MOST_TOLD: usize = 8;

/// What somebody should know of where a table goes.
pub(crate) fn tell(table: &PlannedTable, destination: &Destination) -> Vec<Problem> {
    match destination {
        Destination::Renews(renewed) => tell_renewed(table, renewed),
        Destination::Joins { joined, .. } => vec![note_joining(table, joined)],
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
    if let Some(unclear) = &renewed.unclear {
        told.push(Problem {
            code: ProblemCode::NewerExport,
            severity: Severity::Warning,
            message: format!(
                "“{}” takes the place of the rows of {name}, though {unclear}.",
                place.file
            ),
            hint: "If both are to count, take this load back on the Sources screen and load the file as a table of its own, or with --loads-again add on the command line.".into(),
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

/// Told before the rows of a file are added to those that stand.
fn note_joining(table: &PlannedTable, joined: &Joined) -> Problem {
    let (place, name) = (table.plan.place(), &joined.to.name);
    let message = format!(
        "“{}” goes beside {name}: its {} are added to the {} there, and nothing is replaced.",
        place.file,
        joined.incoming.told(),
        joined.standing.told()
    );
    note_added(place, message, name)
}

/// Told of rows that were added to those that stand, under the name of their own table.
pub(crate) fn note_joined(place: Place, joined: &Joined, table: &str, rows: Rows) -> Problem {
    let message = format!(
        "{}. They are the table “{table}” of the same source, from “{}”.",
        tell_joined(joined, rows),
        place.file
    );
    note_added(place, message, &joined.to.name)
}

fn note_added(place: Place, message: String, name: &str) -> Problem {
    Problem {
        code: ProblemCode::RowsAdded,
        severity: Severity::Note,
        message,
        hint: format!(
            "If the file holds all rows again, load it once more and choose {name} under “Is a newer export of”, or add --loads-again replace on the command line. To be without its rows, take this load back on the Sources screen."
        ),
        place,
        count: 0,
    }
}

/// How many rows of a file were added, and how many stood there already.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    pub(crate) added: u64,
    pub(crate) already: u64,
}

/// What became of rows that were added, as a sentence without its end.
pub(crate) fn tell_joined(joined: &Joined, rows: Rows) -> String {
    let added = Side {
        rows: rows.added,
        ..joined.incoming
    };
    let were = if rows.added == 1 { "was" } else { "were" };
    let already = match rows.already {
        0 => String::new(),
        1 => "1 more stands there already and was set aside; ".to_owned(),
        many => format!(
            "{} more stand there already and were set aside; ",
            grouped(many)
        ),
    };
    format!(
        "{} {were} added to the {} in {}; {already}nothing was replaced",
        added.told(),
        joined.standing.told(),
        joined.to.name
    )
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
