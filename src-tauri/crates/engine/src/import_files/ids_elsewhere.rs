//! Columns nobody could read whose values are ids of people, or of what belongs to one: they stand in another table, too.
//!
//! A policy or a car has one number in every list that tells of it. No header says whose it is, and in each list of people
//! by itself a number that never stands twice says nothing. Beside each other the lists say it: most values of the
//! one stand in the other, and chance would not bring that about. One of the two is a list of people in which each
//! has their own: what stands once in a list of products belongs to nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use rollcall_mapping::{POINTS_TO_NOBODY, TableSketch, is_unread, read_as};
use rollcall_model::{
    Attribute, ColumnMapping, Mapping, MappingState, TableId, TableRole, Target, ValueState,
};
use rollcall_standardise::identifier;
use rollcall_store::{Store, StoredLoad};

use self::likeness::{Forms, forms};
use super::ImportedTable;
use crate::inspect_files::{COUNTRY_IS_READ, texts};
use crate::mappings::YOU_SAID_SO;
use crate::named_accounts::Column;
use crate::{EngineError, Watch};

/// So many rows of a table show what form the values of its columns have.
const SAMPLED: u64 = 400;
/// The share of values that are of one row each where they are ids of the people of a list: a few stand twice by mistake.
const NEARLY_ALL: f64 = 0.95;
/// How sure a column is then: sure enough to be used, and asked about.
const FOUND: f64 = 0.65;
/// A table has at most so many columns of ids.
const MOST_GROUPS: u8 = 9;

/// A table in use of which columns are read anew.
pub(super) struct ReadAnew {
    pub(super) table: TableId,
    pub(super) fingerprint: String,
    pub(super) role_reason: String,
    pub(super) mapping: Mapping,
}

/// Reads such columns as ids, and asks about them: those of the tables that are loaded, and of tables in use beside
/// these, which are given back. A table that says nothing else of people is about what belongs to them.
pub(super) fn settle(
    store: &Store,
    tables: &mut [ImportedTable],
    watch: &dyn Watch,
) -> Result<Vec<ReadAnew>, EngineError> {
    let known = known_tables(store, tables)?;
    let is_any_unread = known
        .iter()
        .any(|one| one.mapping.columns.iter().any(is_unread));
    if known.len() < 2 || !is_any_unread {
        return Ok(Vec::new());
    }
    let candidates = candidates(store, &known)?;
    let pairs = pairs(&known, &candidates);
    let found = found(store, &known, &candidates, &pairs, watch)?;
    let mut anew = Vec::new();
    for (at, mut one) in known.into_iter().enumerate() {
        let Some(ids) = found.get(&at) else {
            continue;
        };
        one.take_ids(store, ids)?;
        if let Some(loaded) = one.place.and_then(|place| tables.get_mut(place)) {
            loaded.mapping = one.mapping;
            loaded.role_reason = one.role_reason;
        } else {
            anew.push(ReadAnew {
                table: one.load.table,
                fingerprint: one.fingerprint,
                role_reason: one.role_reason,
                mapping: one.mapping,
            });
        }
    }
    Ok(anew)
}

/// A table whose columns are looked at.
struct Known {
    load: StoredLoad,
    fingerprint: String,
    role_reason: String,
    mapping: Mapping,
    /// Its place among those that are loaded; nothing for one in use.
    place: Option<usize>,
}

/// The column of another table in which the values of one stand.
struct Beside {
    header: String,
    table: String,
}

impl Known {
    /// Reads these columns as ids; a table that is about nobody else is of the people they belong to.
    fn take_ids(
        &mut self,
        store: &Store,
        ids: &BTreeMap<usize, Beside>,
    ) -> Result<(), EngineError> {
        let is_unclear =
            self.mapping.role == TableRole::Unclear && !self.role_reason.starts_with(YOU_SAID_SO);
        if is_unclear || self.role_reason.starts_with(POINTS_TO_NOBODY) {
            self.belong(store, ids)?;
        }
        for (column, beside) in ids {
            let group = free_group(&self.mapping);
            let mut columns = self.mapping.columns.iter_mut();
            let entry = columns.find(|one| one.column == *column);
            let (Some(group), Some(entry)) = (group, entry) else {
                continue;
            };
            entry.target = Some(Target {
                attribute: Attribute::ExternalId,
                group,
            });
            entry.state = MappingState::Unsure;
            entry.confidence = FOUND;
            entry.reason = format!(
                "Most of the values stand in the column \"{}\" of \"{}\", too, or the other way round, and chance would not bring that about: they are ids of people or of what belongs to one. Please say what they are.",
                beside.header, beside.table
            );
        }
        Ok(())
    }

    /// What a table is about whose ids alone point to people: something that happened where a column tells when, and
    /// rows of these people in any case.
    fn belong(&mut self, store: &Store, ids: &BTreeMap<usize, Beside>) -> Result<(), EngineError> {
        let Some((column, beside)) = ids.first_key_value() else {
            return Ok(());
        };
        let header = self.load.header.get(*column).cloned().unwrap_or_default();
        let (rows, _) = store.rows_page(&self.load, "", 0, SAMPLED)?;
        let rows: Vec<Vec<String>> = rows.iter().map(|row| texts(&row.cells)).collect();
        let sketch = TableSketch {
            file: &self.load.file,
            sheet: self.load.sheet.as_deref(),
            headers: &self.load.header,
            rows: &rows,
        };
        let events = read_as(TableRole::Events, &self.mapping, &sketch);
        let is_timed = events
            .columns
            .iter()
            .any(|one| gives(one, &Attribute::EventTime));
        let mut reason = if is_timed {
            if self.mapping.role == TableRole::Unclear {
                self.mapping = events;
            }
            format!(
                "Each row is something that happened; the values of \"{header}\" stand in \"{}\", too, whose people it concerns.",
                beside.table
            )
        } else {
            format!(
                "No column describes a person, but the values of \"{header}\" stand in \"{}\", too, and the rows belong to the people there.",
                beside.table
            )
        };
        if let Some(told) = self.role_reason.find(COUNTRY_IS_READ) {
            reason.push(' ');
            reason.push_str(self.role_reason.get(told..).unwrap_or_default());
        }
        self.role_reason = reason;
        Ok(())
    }
}

fn gives(column: &ColumnMapping, attribute: &Attribute) -> bool {
    column
        .target
        .as_ref()
        .is_some_and(|target| target.attribute == *attribute)
}

/// The first place for one more id of another system.
fn free_group(mapping: &Mapping) -> Option<u8> {
    let taken: BTreeSet<u8> = mapping
        .columns
        .iter()
        .filter(|column| gives(column, &Attribute::ExternalId))
        .filter_map(|column| column.target.as_ref())
        .map(|target| target.group)
        .collect();
    (0..MOST_GROUPS).find(|group| !taken.contains(group))
}

/// The tables that are loaded, and those in use that none of them comes in place of; no reports of totals.
fn known_tables(store: &Store, tables: &[ImportedTable]) -> Result<Vec<Known>, EngineError> {
    let mut known = Vec::new();
    let loads = store.loading()?;
    for (place, table) in tables.iter().enumerate() {
        if let Some(load) = loads.iter().find(|load| load.load == table.load) {
            known.push(Known {
                load: load.clone(),
                fingerprint: table.fingerprint.clone(),
                role_reason: table.role_reason.clone(),
                mapping: table.mapping.clone(),
                place: Some(place),
            });
        }
    }
    for load in store.current_loads()? {
        let is_replaced = tables.iter().any(|table| {
            table.table == load.table
                || table.ends.contains(&load.load)
                || table.moved.contains(&load.load)
        });
        if !is_replaced && let Some(stored) = store.mapping(load.table)? {
            known.push(Known {
                load,
                fingerprint: stored.fingerprint,
                role_reason: stored.role_reason,
                mapping: stored.mapping,
                place: None,
            });
        }
    }
    known.retain(|one| one.mapping.role != TableRole::Figures);
    Ok(known)
}

/// A column that may hold ids.
struct Candidate {
    /// Its table, by its place among those that are looked at.
    table: usize,
    column: usize,
    header: String,
    /// Whether nobody could read it; else it is known to hold ids of people.
    is_unread: bool,
    /// Whether it is of a list of people, and none of the values looked at stands twice.
    may_be_own: bool,
    forms: Forms,
}

fn candidates(store: &Store, known: &[Known]) -> Result<Vec<Candidate>, EngineError> {
    let mut candidates = Vec::new();
    for (table, one) in known.iter().enumerate() {
        let role = one.mapping.role;
        let columns = one.mapping.columns.iter();
        let wanted: Vec<&ColumnMapping> = columns
            .filter(|column| is_unread(column) || holds_ids(column, role))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let (rows, _) = store.rows_page(&one.load, "", 0, SAMPLED)?;
        for column in wanted {
            let cells = rows.iter().filter_map(|row| row.cells.get(column.column));
            let ids: Vec<String> = cells.filter_map(|cell| id_of(&cell.text)).collect();
            let Some(forms) = forms(&ids) else {
                continue;
            };
            let distinct: BTreeSet<&String> = ids.iter().collect();
            candidates.push(Candidate {
                table,
                column: column.column,
                header: column.header.clone(),
                is_unread: is_unread(column),
                may_be_own: role == TableRole::Customers && distinct.len() == ids.len(),
                forms,
            });
        }
    }
    Ok(candidates)
}

/// Whether a column is known to hold ids of people.
fn holds_ids(column: &ColumnMapping, role: TableRole) -> bool {
    gives(column, &Attribute::AccountId)
        || gives(column, &Attribute::ExternalId)
        || gives(column, &Attribute::RecordKey) && role == TableRole::Customers
}

/// The id in a cell, as it is compared later on.
fn id_of(text: &str) -> Option<String> {
    let id = identifier::verbatim(text);
    (id.state == ValueState::Valid).then_some(id.value)
}

/// The columns worth a look together, by their places: one is of a list of people, one could not be read, one is loaded
/// now, and their values look alike.
fn pairs(known: &[Known], candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let is_new = |one: &Candidate| known.get(one.table).is_some_and(|one| one.place.is_some());
    let mut pairs = Vec::new();
    for (at, one) in candidates.iter().enumerate() {
        for (beside, other) in candidates.iter().enumerate().skip(at + 1) {
            if one.table != other.table
                && (one.may_be_own || other.may_be_own)
                && (one.is_unread || other.is_unread)
                && (is_new(one) || is_new(other))
                && one.forms.fit(&other.forms)
            {
                pairs.push((at, beside));
            }
        }
    }
    pairs
}

/// The ids of a column.
#[derive(Default)]
struct Ids {
    column: Column,
    filled: u64,
}

impl Ids {
    /// Whether nearly every row has an id of its own.
    fn are_own(&self) -> bool {
        self.column.distinct() as f64 >= NEARLY_ALL * self.filled as f64
    }
}

/// For each table the columns that are ids, and where else these stand; tables and columns by their places.
fn found(
    store: &Store,
    known: &[Known],
    candidates: &[Candidate],
    pairs: &[(usize, usize)],
    watch: &dyn Watch,
) -> Result<BTreeMap<usize, BTreeMap<usize, Beside>>, EngineError> {
    let wanted: BTreeSet<usize> = pairs
        .iter()
        .flat_map(|(one, other)| [*one, *other])
        .collect();
    let ids = read_ids(store, known, candidates, &wanted, watch)?;
    let mut found: BTreeMap<usize, BTreeMap<usize, Beside>> = BTreeMap::new();
    for (one, other) in pairs {
        let (Some(of_one), Some(of_other)) = (ids.get(one), ids.get(other)) else {
            continue;
        };
        let (one, other) = (&candidates[*one], &candidates[*other]);
        let is_own = one.may_be_own && of_one.are_own() || other.may_be_own && of_other.are_own();
        let (column, beside) = (&of_one.column, &of_other.column);
        if !is_own || !(column.names(beside) || beside.names(column)) {
            continue;
        }
        for (this, that) in [(one, other), (other, one)] {
            if this.is_unread {
                let of_table = found.entry(this.table).or_default();
                of_table.entry(this.column).or_insert_with(|| Beside {
                    header: that.header.clone(),
                    table: known[that.table].load.table_name.clone(),
                });
            }
        }
    }
    Ok(found)
}

/// All ids of these columns, each table read once.
fn read_ids(
    store: &Store,
    known: &[Known],
    candidates: &[Candidate],
    wanted: &BTreeSet<usize>,
    watch: &dyn Watch,
) -> Result<BTreeMap<usize, Ids>, EngineError> {
    let mut ids: BTreeMap<usize, Ids> = BTreeMap::new();
    for (table, one) in known.iter().enumerate() {
        let of_table: Vec<(usize, usize)> = wanted
            .iter()
            .map(|at| (*at, &candidates[*at]))
            .filter(|(_, candidate)| candidate.table == table)
            .map(|(at, candidate)| (at, candidate.column))
            .collect();
        if of_table.is_empty() {
            continue;
        }
        let places: Vec<usize> = of_table.iter().map(|(_, column)| *column).collect();
        let mut read = 0_u64;
        store.visit_cells::<EngineError>(&one.load, &places, |row| {
            read += 1;
            if read.is_multiple_of(10_000) {
                watch.check()?;
            }
            for (at, column) in &of_table {
                let cell = row.cells.get(*column);
                if let Some(id) = cell.and_then(|cell| id_of(&cell.text)) {
                    let found = ids.entry(*at).or_default();
                    found.filled += 1;
                    found.column.add(&id);
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(ids)
}

mod likeness;

#[cfg(test)]
mod tests;
