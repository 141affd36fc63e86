//! Which earlier table a file is a newer export of.
//!
//! A file is recognised by the header it shares with the last load of a table, by its name without dates, months and
//! counters, and by the keys of its rows. What is sure becomes a new load of that table; what is only likely stays apart
//! and is told.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use rollcall_mapping::{HeaderChange, carry_over, series_of};
use rollcall_model::{Mapping, Problem, ProblemCode, RecordId, Severity, SourceId, TableId};
use rollcall_store::{RawRecord, Store, StoredLoad};

use crate::EngineError;
use crate::inspect_files::{PlannedTable, label};
use crate::inventory::Marks;
use crate::row_reader::{RowReader, day_of};

/// Share of the columns that must be the same for a file of the same name to be the same table.
const MOST_COLUMNS: f64 = 0.6;
/// Share of the columns that must be the same where the name does not tell.
const NEARLY_ALL_COLUMNS: f64 = 0.8;
/// Share of the rows looked at whose keys must be known already.
const MOST_KEYS: f64 = 0.5;
/// Fewer keys prove nothing.
const FEWEST_KEYS: usize = 5;

/// Columns of one kind told by name.
const MOST_TOLD: usize = 8;

/// What a person said about a file: it is a newer export of this table.
pub(crate) type Said = (TableId, PathBuf);

/// Where the rows of a file go.
#[derive(Debug, Clone, Default)]
pub(crate) struct Destination {
    /// The earlier table it renews; nothing makes a table of its own.
    pub(crate) renews: Option<Renewed>,
    /// A table it may be a newer export of, without its being sure.
    pub(crate) likely: Option<Renewed>,
}

/// A table a file is a newer export of, and what tells so.
#[derive(Debug, Clone)]
pub(crate) struct Renewed {
    pub(crate) table: TableId,
    pub(crate) source: SourceId,
    /// `Source · table`.
    pub(crate) name: String,
    /// Why, as the end of a sentence.
    pub(crate) reason: String,
    pub(crate) change: HeaderChange,
    /// Whether source and table are called alike, so that nothing needs to be told.
    pub(crate) by_name: bool,
}

/// Finds for every planned table the earlier one it renews. No two files of one loading renew the same table.
pub(crate) fn assign(
    store: &Store,
    planned: &[&PlannedTable],
    known: &[StoredLoad],
    said: &[Said],
    now: &str,
) -> Result<Vec<Destination>, EngineError> {
    let marks = Marks::read(store)?;
    let view = View {
        store,
        marks: &marks,
        now,
    };
    let mut destinations = vec![Destination::default(); planned.len()];
    let mut offers: Vec<(i64, usize, TableId, Renewed)> = Vec::new();
    for (position, table) in planned.iter().enumerate() {
        let chosen = chosen_for(table, said);
        for load in known {
            if table.own_table || chosen.is_some_and(|table| table != load.table) {
                continue;
            }
            match view.kinship(table, load, chosen.is_some())? {
                Kinship::Sure(score, renewed) => {
                    offers.push((score, position, load.table, renewed));
                }
                Kinship::Likely(renewed) => {
                    if let Some(destination) = destinations.get_mut(position) {
                        destination.likely.get_or_insert(renewed);
                    }
                }
                Kinship::None => {}
            }
        }
    }
    offers.sort_by(|left, right| (right.0, left.1, left.2).cmp(&(left.0, right.1, right.2)));
    let mut taken: BTreeSet<TableId> = BTreeSet::new();
    for (_, position, table, renewed) in offers {
        if let Some(destination) = destinations.get_mut(position)
            && destination.renews.is_none()
            && taken.insert(table)
        {
            *destination = Destination {
                renews: Some(renewed),
                likely: None,
            };
        }
    }
    Ok(destinations)
}

pub(crate) fn chosen_for(table: &PlannedTable, said: &[Said]) -> Option<TableId> {
    let path = &table.plan.file.path;
    let by_path = said
        .iter()
        .find(|(_, file)| file == path || same_file(file, path))
        .map(|(table, _)| *table);
    table.newer_export_of.or(by_path)
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

enum Kinship {
    Sure(i64, Renewed),
    Likely(Renewed),
    None,
}

struct View<'a> {
    store: &'a Store,
    marks: &'a Marks,
    now: &'a str,
}

impl View<'_> {
    fn kinship(
        &self,
        table: &PlannedTable,
        load: &StoredLoad,
        is_chosen: bool,
    ) -> Result<Kinship, EngineError> {
        let Some(saved) = self.store.mapping(load.table)? else {
            return Ok(Kinship::None);
        };
        let header = &table.plan.header;
        let (mapping, change) = carry_over(&saved.mapping, header, &table.suggestion.mapping);
        let columns = Columns::of(load.header.len(), header.len(), &change);
        let source = self.marks.of(load.source).name;
        let by_name = source == table.suggestion.source_name
            && load.table_name == table.suggestion.table_name;
        let file = label(&table.plan);
        let series = series_of(&file, table.plan.sheet.as_deref());
        let same_series = series == series_of(&load.file, load.sheet.as_deref());
        let renewed = |reason: String| Renewed {
            table: load.table,
            source: load.source,
            name: name_of(self.marks, load),
            reason,
            change: change.clone(),
            by_name,
        };
        let mut score = columns.score();
        if last_part(&file) == last_part(&load.file) && table.plan.sheet == load.sheet {
            score += 40;
        }
        if is_chosen {
            return Ok(Kinship::Sure(
                score + 1000,
                renewed("somebody said so".into()),
            ));
        }
        if by_name && table.named_by_hand {
            return Ok(Kinship::Sure(
                score + 500,
                renewed("it was named so".into()),
            ));
        }
        if table.named_by_hand {
            return Ok(Kinship::None);
        }
        if same_series
            && !series.is_empty()
            && columns.agreement >= MOST_COLUMNS
            && columns.most_by_name
        {
            score += if by_name { 50 } else { 20 };
            let reason = format!(
                "its name is the same without dates and counters, and so are {}",
                columns.told
            );
            return Ok(Kinship::Sure(score, renewed(reason)));
        }
        if by_name {
            return Ok(Kinship::Sure(
                score + 30,
                renewed("its source and table are called so".into()),
            ));
        }
        if columns.agreement < NEARLY_ALL_COLUMNS || !columns.most_by_name {
            return Ok(Kinship::None);
        }
        let Some((shared, looked_at)) = self.keys_in_common(table, load, &mapping)? else {
            return Ok(Kinship::None);
        };
        let renewed = renewed(format!(
            "{} and {shared} of the first {looked_at} record keys are the same",
            columns.told
        ));
        Ok(if series.is_empty() {
            Kinship::Sure(score, renewed)
        } else {
            Kinship::Likely(renewed)
        })
    }

    /// How many of the first rows have a key that the load knows, and how many were looked at; nothing where they are
    /// too few to tell.
    fn keys_in_common(
        &self,
        table: &PlannedTable,
        load: &StoredLoad,
        mapping: &Mapping,
    ) -> Result<Option<(usize, usize)>, EngineError> {
        let plan = &table.plan;
        let reader = RowReader::new(
            load.source,
            load.table,
            mapping,
            &plan.reading,
            day_of(self.now),
        );
        let known: HashSet<String> = self
            .store
            .record_keys(load)?
            .into_iter()
            .map(|(_, _, key)| key)
            .collect();
        let shared = plan
            .sample
            .iter()
            .filter(|row| {
                let raw = RawRecord {
                    record: RecordId(0),
                    load: load.load,
                    row: row.row,
                    cells: row.cells.clone(),
                };
                known.contains(&reader.record(&raw).key)
            })
            .count();
        let looked_at = plan.sample.len();
        let is_most = shared >= FEWEST_KEYS && shared as f64 >= MOST_KEYS * looked_at as f64;
        Ok(is_most.then_some((shared, looked_at)))
    }
}

/// How far two headers agree.
struct Columns {
    agreement: f64,
    /// Whether more than half are the same by their very names.
    most_by_name: bool,
    told: String,
}

impl Columns {
    fn of(before: usize, now: usize, change: &HeaderChange) -> Self {
        let wider = before.max(now).max(1);
        let found = now.saturating_sub(change.added.len());
        let same = found.saturating_sub(change.renamed.len());
        Self {
            agreement: found as f64 / wider as f64,
            most_by_name: same * 2 > wider,
            told: format!("{found} of {wider} columns"),
        }
    }

    /// Hundredths of agreement, for choosing among several tables.
    fn score(&self) -> i64 {
        (self.agreement * 100.0) as i64
    }
}

fn last_part(label: &str) -> &str {
    label.rsplit('/').next().unwrap_or(label)
}

/// The table in use that is called so: `Source · table`, or the source alone where it has one table.
pub(crate) fn table_named(store: &Store, name: &str) -> Result<TableId, EngineError> {
    let marks = Marks::read(store)?;
    let loads = store.current_loads()?;
    let alike = |one: &str| one.trim().to_lowercase() == name.trim().to_lowercase();
    if let Some(load) = loads.iter().find(|load| alike(&name_of(&marks, load))) {
        return Ok(load.table);
    }
    let mut of_source = loads
        .iter()
        .filter(|load| alike(&marks.of(load.source).name));
    match (of_source.next(), of_source.next()) {
        (Some(load), None) => Ok(load.table),
        _ => {
            let names: Vec<String> = loads.iter().map(|load| name_of(&marks, load)).collect();
            Err(EngineError::invalid(format!(
                "There is no table “{name}” a file could be a newer export of. The tables are: {}.",
                names.join(", ")
            )))
        }
    }
}

/// Whether a file is one of the paths or lies in one of them.
pub(crate) fn is_among(paths: &[PathBuf], file: &Path) -> bool {
    paths.iter().any(|path| {
        path == file
            || match (path.canonicalize(), file.canonicalize()) {
                (Ok(path), Ok(file)) => file.starts_with(path),
                _ => false,
            }
    })
}

/// `Source · table`.
pub(crate) fn name_of(marks: &Marks, load: &StoredLoad) -> String {
    format!("{} · {}", marks.of(load.source).name, load.table_name)
}

/// What somebody should know of where a table goes.
pub(crate) fn tell(table: &PlannedTable, destination: &Destination) -> Vec<Problem> {
    match destination {
        Destination {
            renews: Some(renewed),
            ..
        } => tell_renewed(table, renewed),
        Destination {
            likely: Some(likely),
            ..
        } => vec![tell_likely(table, likely)],
        _ => Vec::new(),
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
fn tell_likely(table: &PlannedTable, likely: &Renewed) -> Problem {
    let place = table.plan.place();
    Problem {
        code: ProblemCode::LikelyNewerExport,
        severity: Severity::Warning,
        message: format!(
            "“{}” may be a newer export of {}: {}, but its name is another. It is kept as a table of its own, so both are in use.",
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
