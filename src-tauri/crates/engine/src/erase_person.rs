//! Erase a person for good, and find every trace of one.

mod lists_written;
mod proof;
mod reason;
mod refused;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rollcall_delivery::{Mode, write_table};
use rollcall_model::{CustomerId, RecordId};
use rollcall_store::{Erasure, HistoryFilter, LoadState, Store, StoredCustomer};
use serde_json::Value;

use crate::ending::Written;
use crate::person_traces::{Doubtful, Person, Place};
use crate::refuse_erased::is_header_of_erased;
use crate::run_audit::AuditSettings;
use crate::table_rows::Shelf;
use crate::tombstones::{Barred, Memory, refusal};
use crate::view::{
    CustomerNumber, DoubtfulRow, ErasePerson, ErasureView, JobStarted, Nothing, TraceRow, Traces,
    TracesWritten, WriteTraces,
};
use crate::watch::Silent;
use crate::{Engine, EngineError, Watch, backups, coverage, customers, run_audit, stated_standing};
use refused::Refused;

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
    /// Every trace of a person in the project, and where a human has to delete it besides.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn find_traces(&self, request: CustomerNumber) -> Result<Traces, EngineError> {
        let store = self.store()?;
        let (_, customer) = customers::find(&store, &request.customer)?;
        let shelf = Shelf::read(&store)?;
        let person = Person::find(&store, customer.customer, self.today(), &Silent)?;
        let rows = trace_rows(&store, &shelf, &person)?;
        let doubtful = doubtful_rows(&store, &shelf, &person.doubtful)?;
        Ok(Traces {
            customer: customer.customer.label(),
            name: customer.name,
            checklist: checklist(
                &store,
                &rows,
                doubtful.len(),
                (customer.customer, &person.records),
            )?,
            rows,
            doubtful,
        })
    }

    /// Writes every cell of every row about a person to a file, for a request of access.
    ///
    /// # Errors
    /// When there is no such customer or the file cannot be written.
    pub fn write_traces(&self, request: WriteTraces) -> Result<TracesWritten, EngineError> {
        let store = self.store()?;
        let (_, customer) = customers::find(&store, &request.customer)?;
        let shelf = Shelf::read(&store)?;
        let person = Person::find(&store, customer.customer, self.today(), &Silent)?;
        let numbers: Vec<RecordId> = person.records.iter().copied().collect();
        let mut lines: Vec<[String; 6]> = Vec::new();
        for raw in store.raw_records(&numbers)? {
            let Some(load) = shelf.load_of(raw.record) else {
                continue;
            };
            for (header, cell) in load.header.iter().zip(&raw.cells) {
                if !cell.text.trim().is_empty() {
                    lines.push([
                        shelf.marks.of(load.source).name,
                        load.table_name.clone(),
                        load.file.clone(),
                        raw.row.to_string(),
                        header.clone(),
                        cell.text.clone(),
                    ]);
                }
            }
        }
        lines.extend(aside_lines(&shelf, &person));
        let header = ["source", "table", "file", "row", "column", "value"];
        let path = Path::new(&request.path);
        crate::targets::keep_off_project(&store, path)?;
        Written::Csv.fits(path)?;
        let written = write_table(path, Mode::ForPeople, &header, lines)?;
        Ok(TracesWritten {
            path: request.path,
            rows: written.rows,
        })
    }

    /// Erases a person for good: rows of every load, everything made of them, every sentence that
    /// quotes them, the search index, free pages, the journal and the copies beside the file, and what the
    /// settings of this computer quote of them. Who is who is then worked out anew.
    ///
    /// # Errors
    /// When there is no such customer or other work runs.
    pub fn erase_person(&self, request: ErasePerson) -> Result<JobStarted, EngineError> {
        let store = self.store_to_take_out_of()?;
        let (_, customer) = customers::find(&store, &request.customer)?;
        let settings = AuditSettings {
            today: self.today(),
            now: self.now(),
            who: self.options.who.clone(),
        };
        let folder = self.options.settings_folder.clone();
        let job = self.jobs.start("Erasing a person", TOUCHED, move |watch| {
            erase(
                &store,
                &customer,
                &request,
                &settings,
                folder.as_deref(),
                watch,
            )
        })?;
        Ok(JobStarted { job })
    }

    /// Who was erased when: numbers only, never a name.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_erasures(&self, _: Nothing) -> Result<Vec<ErasureView>, EngineError> {
        Ok(self
            .store()?
            .erasures()?
            .into_iter()
            .map(|one| ErasureView {
                erasure: one.erasure,
                at: one.at,
                who: one.who,
                reason: one.reason,
                rows: one.rows,
                searched: one.search.map(|search| search.values),
                searched_bytes: one.search.map(|search| search.bytes),
                found: one.search.map(|search| search.found),
            })
            .collect())
    }
}

/// Once the rows are gone there is no way back, so nothing that goes wrong afterwards may sound as if
/// the person were still there.
fn erase(
    store: &Arc<Store>,
    customer: &StoredCustomer,
    request: &ErasePerson,
    settings: &AuditSettings,
    folder: Option<&Path>,
    watch: &dyn Watch,
) -> Result<String, EngineError> {
    watch.stage("Finding every trace", "rows");
    let mut person = Person::find(store, customer.customer, settings.today, watch)?;
    person.take(&request.also_rows, &request.also_set_aside, watch)?;
    let memory = Memory::read(store)?;
    let found: Vec<RecordId> = person.records.iter().copied().collect();
    let asides = person.cuts();
    let shelf = Shelf::read(store)?;
    let left = doubtful_rows(store, &shelf, &person.doubtful)?;
    watch.check()?;
    let telling = person.blot().telling();
    let values = person.values();
    // What was said of a value that others have too goes on holding for them.
    let standings = stated_standing::marks_of(store, &person.own_values())?;
    let reason = reason::without_person(store, &found, person.blot(), &request.reason)?;
    let refused = Refused::of(store, &shelf, &found)?;
    let mut clues = person.held_clues()?;
    clues.extend(person.clues().union(&refused.clues).cloned());
    let number = store.erase(&Erasure {
        customers: &[customer.customer],
        records: &found,
        asides: &asides,
        blot: person.blot(),
        values: &values,
        standings: &standings,
        marks: &memory.marks(&clues),
        told: &refusal(Barred::erased(&settings.now)),
        reason: &reason,
        who: &settings.who,
        at: &settings.now,
    })?;
    let again =
        coverage::count(store, watch).and_then(|()| run_audit::find_people(store, settings, watch));
    watch.stage("Overwriting what is left on the disk", "files");
    let scoured = store.scour();
    let is_scoured = scoured.is_ok();
    let mut told = vec![format!(
        "The person is erased: {} rows taken out.",
        found.len() + asides.len()
    )];
    if let Err(error) = again {
        told.push(match error {
            EngineError::Cancelled => {
                "Who is who was not worked out anew, because the work was stopped.".into()
            }
            other => format!("Who is who could not be worked out anew: {other}"),
        });
    }
    let searched = scoured
        .and_then(|()| store.search_bytes(&telling))
        .and_then(|search| store.keep_search(number, search).map(|()| search));
    match searched {
        Ok(search) => {
            // Rows left for a human may hold them; that is told below.
            if search.found > 0 && left.is_empty() {
                told.push(format!(
                    "Of {} values {} still stand somewhere in the file, perhaps within what is somebody else's.",
                    search.values, search.found
                ));
            }
        }
        Err(error) => told.push(format!(
            "Remains may still be in the project file or the copies beside it: {error} It is tried again when the project is opened next."
        )),
    }
    if is_scoured {
        told.extend(backups::begin_again(store));
    }
    told.extend(backups::told_of_unsure(store).ok().flatten());
    told.extend(refused.told());
    if let Some(folder) = folder {
        let erased = settings::Erased {
            blot: person.blot(),
            is_header: &|mapping| is_header_of_erased(store, mapping, &settings.now),
        };
        told.extend(settings::take_out(folder, &erased));
    }
    told.extend(tell_left(&left));
    Ok(told.join(" "))
}

/// How many doubtful rows are named where the erasure ends.
const MOST_NAMED: usize = 5;

/// Which rows were left because only a human can tell whom they are about.
fn tell_left(left: &[DoubtfulRow]) -> Option<String> {
    if left.is_empty() {
        return None;
    }
    let named: Vec<String> = left
        .iter()
        .take(MOST_NAMED)
        .map(|one| format!("{} row {}", one.trace.file, one.trace.row))
        .collect();
    let more = if left.len() > MOST_NAMED {
        " and more"
    } else {
        ""
    };
    Some(format!(
        "Rows that may be about the person were left for you to look at: {} ({}{more}).",
        left.len(),
        named.join(", ")
    ))
}

/// The rows about the person, those in use first, then those set aside.
pub(crate) fn trace_rows(
    store: &Store,
    shelf: &Shelf,
    person: &Person,
) -> Result<Vec<TraceRow>, EngineError> {
    let numbers: Vec<RecordId> = person.records.iter().copied().collect();
    let mut rows = record_rows(store, shelf, &numbers)?;
    rows.sort_by_key(|row| (!row.current, row.record));
    let asides = person.asides.iter().filter_map(|trace| {
        place_row(store, shelf, &Place::Aside(trace.aside.clone())).transpose()
    });
    rows.extend(asides.collect::<Result<Vec<_>, _>>()?);
    Ok(rows)
}

fn doubtful_rows(
    store: &Store,
    shelf: &Shelf,
    doubtful: &[Doubtful],
) -> Result<Vec<DoubtfulRow>, EngineError> {
    let mut rows = Vec::new();
    for one in doubtful {
        if let Some(trace) = place_row(store, shelf, &one.place)? {
            rows.push(DoubtfulRow {
                trace,
                reason: one.doubt.sentence().into(),
                customer: one.customer.map(CustomerId::label),
            });
        }
    }
    Ok(rows)
}

/// Where a row stands; nothing where its load is gone.
pub(crate) fn place_row(
    store: &Store,
    shelf: &Shelf,
    place: &Place,
) -> Result<Option<TraceRow>, EngineError> {
    match place {
        Place::Record(record) => Ok(record_rows(store, shelf, &[*record])?.pop()),
        Place::Aside(aside) => Ok(shelf.load(aside.load).map(|load| TraceRow {
            record: None,
            set_aside: Some(aside.number),
            source: shelf.marks.of(load.source),
            table: load.table_name.clone(),
            file: load.file.clone(),
            row: aside.row,
            record_key: None,
            current: load.state == LoadState::Current,
        })),
    }
}

/// Where records stand.
pub(crate) fn record_rows(
    store: &Store,
    shelf: &Shelf,
    numbers: &[RecordId],
) -> Result<Vec<TraceRow>, EngineError> {
    let mut keys: BTreeMap<RecordId, String> = store
        .standard_records(numbers)?
        .into_iter()
        .map(|record| (record.record, record.key))
        .collect();
    Ok(store
        .raw_records(numbers)?
        .into_iter()
        .filter_map(|raw| {
            let load = shelf.load_of(raw.record)?;
            Some(TraceRow {
                record: Some(raw.record.0),
                set_aside: None,
                source: shelf.marks.of(load.source),
                table: load.table_name.clone(),
                file: load.file.clone(),
                row: raw.row,
                record_key: keys
                    .remove(&raw.record)
                    .filter(|key| !key.starts_with("content:")),
                current: load.state == LoadState::Current,
            })
        })
        .collect())
}

/// What stood in rows set aside, for a request of access: only what is about the person.
fn aside_lines(shelf: &Shelf, person: &Person) -> Vec<[String; 6]> {
    let mut lines = Vec::new();
    for trace in &person.asides {
        let Some(load) = shelf.load(trace.aside.load) else {
            continue;
        };
        for text in taken_out(&trace.aside.text, trace.left.as_deref()) {
            lines.push([
                shelf.marks.of(load.source).name,
                load.table_name.clone(),
                load.file.clone(),
                trace.aside.row.to_string(),
                "(row set aside)".into(),
                text,
            ]);
        }
    }
    lines
}

/// The lines of a text that are not left.
fn taken_out(text: &str, left: Option<&str>) -> Vec<String> {
    let Some(left) = left else {
        return vec![text.to_owned()];
    };
    text.split('\n')
        .zip(left.split('\n'))
        .filter(|(before, after)| before != after)
        .map(|(before, _)| before.to_owned())
        .collect()
}

/// Where a human still has to delete the person.
fn checklist(
    store: &Store,
    rows: &[TraceRow],
    doubtful: usize,
    (customer, records): (CustomerId, &BTreeSet<RecordId>),
) -> Result<Vec<String>, EngineError> {
    let mut by_table: BTreeMap<(i64, &str), (String, BTreeSet<&str>)> = BTreeMap::new();
    for row in rows {
        let entry = by_table
            .entry((row.source.source, &row.table))
            .or_insert_with(|| (row.source.name.clone(), BTreeSet::new()));
        entry.1.extend(row.record_key.as_deref());
    }
    let mut told: Vec<String> = by_table
        .into_iter()
        .map(|((_, table), (source, keys))| {
            if keys.is_empty() {
                format!("Delete the person in {source}, {table}.")
            } else {
                let keys: Vec<&str> = keys.into_iter().collect();
                format!(
                    "Delete the person in {source}, {table}: record {}.",
                    keys.join(", ")
                )
            }
        })
        .collect();
    if doubtful > 0 {
        told.push(format!(
            "Look at the doubtful rows before you erase: {doubtful}. They stay unless you say that they are about the person."
        ));
    }
    told.extend(lists_written::told(store, customer, records)?);
    told.extend(handed_over(store)?);
    told.extend(rows_written(store)?);
    told.push("Delete the exports that were loaded, and every copy of this project that you or a program for backups made. Its backups and the copy beside it that ends in .backup are taken away by the erasure.".into());
    told.extend(backups::told_of_unsure(store)?);
    Ok(told)
}

/// What to do about each folder the project was handed over into: it holds whoever was known then.
fn handed_over(store: &Store) -> Result<Vec<String>, EngineError> {
    let filter = HistoryFilter {
        kind: Some("hand_over".to_owned()),
        ..HistoryFilter::default()
    };
    let (entries, _) = store.history(&filter, 0, i64::MAX as u64)?;
    let mut folders: BTreeSet<String> = BTreeSet::new();
    let mut told = Vec::new();
    // The newest comes first: what a folder held before is written over.
    for entry in entries {
        let request: Value = serde_json::from_str(&entry.request)?;
        let Some(folder) = request.get("folder").and_then(Value::as_str) else {
            continue;
        };
        if folders.insert(folder.to_owned()) {
            let day = entry.at.get(..10).unwrap_or(&entry.at);
            told.push(format!(
                "Hand over again into {folder} once the person is erased, or delete it: it was written on {day} and may hold the person."
            ));
        }
    }
    Ok(told)
}

/// What to do about each file rows behind a number were written to.
fn rows_written(store: &Store) -> Result<Vec<String>, EngineError> {
    let filter = HistoryFilter {
        kind: Some(crate::write_rows::KIND.to_owned()),
        ..HistoryFilter::default()
    };
    let (entries, _) = store.history(&filter, 0, i64::MAX as u64)?;
    let mut paths: BTreeSet<String> = BTreeSet::new();
    let mut told = Vec::new();
    for entry in entries {
        let request: Value = serde_json::from_str(&entry.request)?;
        let Some(path) = request.get("path").and_then(Value::as_str) else {
            continue;
        };
        if paths.insert(path.to_owned()) {
            let day = entry.at.get(..10).unwrap_or(&entry.at);
            told.push(format!(
                "Look into {path}, written on {day}: it holds rows of the project and may hold the person."
            ));
        }
    }
    Ok(told)
}

#[cfg(test)]
mod stopped;
