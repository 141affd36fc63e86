//! The tables behind an audit, as files. Sentences in them are said in the language of the program; headers and codes
//! are the same in any, so that a program reads them and a table of our own is known again.

use std::collections::BTreeSet;
use std::path::Path;

use rollcall_delivery::{Mode, Rows, TableFile, WrittenFile, write_table};
use rollcall_golden::{ConflictValue, rule_label};
use rollcall_model::{Attribute, CustomerId, RecordId, RunId, SourceId};
use rollcall_store::{
    ConflictFilter, CustomerFilter, PairFilter, PairsAsked, ProblemFilter, Store, StoredLoad,
};
use rollcall_words::Language;

use crate::explain::{self, StoredExplanation};
use crate::governance::decider_of;
use crate::in_language::Sayer;
use crate::inventory::Marks;
use crate::own_files::{
    self, CONFLICTS, CONSENTS, COVERAGE, CROSSWALK, CUSTOMER_ATTRIBUTES, PROBLEMS, REVIEW,
};
use crate::schema::own_attributes;
use crate::table_rows::Shelf;
use crate::view::{CoverageCell, ListPreview, ListStamp};
use crate::{EngineError, consent_file, lists, records};

/// The most problems, pairs or conflicts a table holds.
const EVERYTHING: u64 = 10_000_000;

/// A table of an audit in memory: header and rows.
struct Table {
    header: Vec<String>,
    rows: Rows,
    mode: Mode,
}

impl Table {
    fn new(header: &[&str], mode: Mode) -> Self {
        Self {
            header: header.iter().map(|one| (*one).to_owned()).collect(),
            rows: Rows::new(header.len()),
            mode,
        }
    }

    fn push(&mut self, cells: &[String]) {
        self.rows.push(cells.iter().map(String::as_str));
    }

    fn write(&self, path: &Path) -> Result<WrittenFile, EngineError> {
        let header: Vec<&str> = self.header.iter().map(String::as_str).collect();
        Ok(write_table(path, self.mode, &header, self.rows.iter())?)
    }
}

/// Writes one table of the audit.
pub(crate) fn write(
    store: &Store,
    run: RunId,
    table: &str,
    path: &Path,
    language: Language,
) -> Result<WrittenFile, EngineError> {
    let mut sayer = Sayer::of(language);
    match table {
        "crosswalk" => write_crosswalk(store, run, path),
        "consents" => consent_file::write(store, run, path, &mut sayer),
        other => table_of(store, run, other, &mut sayer)?.write(path),
    }
}

/// The first rows of a table of the audit.
pub(crate) fn preview(
    store: &Store,
    run: RunId,
    table: &str,
    stamp: ListStamp,
    language: Language,
) -> Result<ListPreview, EngineError> {
    let mut sayer = Sayer::of(language);
    let (shown, rows) = match table {
        "crosswalk" => (first_of_crosswalk(store, run)?, store.member_count(run)?),
        "consents" => {
            let first = consent_file::first(store, run, &mut sayer)?;
            let mut shown = Table::new(&CONSENTS, Mode::ForPeople);
            for row in &first.rows {
                shown.push(row);
            }
            (shown, first.customers)
        }
        other => {
            let shown = table_of(store, run, other, &mut sayer)?;
            let rows = shown.rows.len() as u64;
            (shown, rows)
        }
    };
    Ok(ListPreview {
        chosen: rows,
        rows,
        left_out: Vec::new(),
        columns: shown.header.clone(),
        sample: shown
            .rows
            .iter()
            .take(20)
            .map(|row| row.into_iter().map(str::to_owned).collect())
            .collect(),
        warnings: Vec::new(),
        window: String::new(),
        checked_against: Vec::new(),
        stamp,
    })
}

fn table_of(
    store: &Store,
    run: RunId,
    table: &str,
    sayer: &mut Sayer,
) -> Result<Table, EngineError> {
    match table {
        "customers" => customers(store, run),
        "conflicts" => conflicts(store, run, sayer),
        "review" => review(store, run, sayer),
        "problems" => problems(store, sayer),
        "set_aside" => set_aside(store, sayer),
        other => Err(EngineError::NotFound {
            what: "list",
            name: other.to_owned(),
        }),
    }
}

/// One row a customer with the agreed values.
pub(crate) fn write_customers(
    store: &Store,
    run: RunId,
    path: &Path,
) -> Result<WrittenFile, EngineError> {
    customers(store, run)?.write(path)
}

fn customers(store: &Store, run: RunId) -> Result<Table, EngineError> {
    let marks = Marks::read(store)?;
    let own = own_attributes(store)?;
    let header = own_files::customers_header(&own);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header, Mode::ForPeople);
    store.visit_customers::<EngineError>(run, &CustomerFilter::default(), |customer| {
        let person = lists::person(&customer, &BTreeSet::new())?;
        let all =
            |attribute: &Attribute| person.values.get(attribute).map_or(&[][..], Vec::as_slice);
        let others = |attribute: &Attribute| all(attribute).get(1..).unwrap_or_default().join("; ");
        let mut cells = vec![customer.customer.label(), customer.name.clone()];
        cells.extend(
            CUSTOMER_ATTRIBUTES
                .iter()
                .map(|attribute| all(attribute).first().cloned().unwrap_or_default()),
        );
        let sources = names(&marks, &customer.sources);
        cells.extend([
            others(&Attribute::Email),
            others(&Attribute::Phone),
            customer.last_purchase.clone().unwrap_or_default(),
            sources.join("; "),
            customer.records.to_string(),
            customer.conflicts.to_string(),
            customer
                .household
                .map(|number| format!("H{number:06}"))
                .unwrap_or_default(),
        ]);
        cells.extend(own.iter().map(|attribute| all(attribute).join("; ")));
        table.push(&cells);
        Ok(())
    })?;
    Ok(table)
}

/// The names of some sources, by the alphabet: the order they came in tells nothing.
fn names(marks: &Marks, sources: &[SourceId]) -> Vec<String> {
    let mut names: Vec<String> = sources
        .iter()
        .map(|source| marks.of(*source).name)
        .collect();
    names.sort();
    names
}

/// Which row of which source is which customer. Read by programs, so every value stands exactly as
/// it is: nothing is put in front of it, and there is no byte-order mark.
fn write_crosswalk(store: &Store, run: RunId, path: &Path) -> Result<WrittenFile, EngineError> {
    let members = store.memberships(run)?;
    let marks = Marks::read(store)?;
    let mut table = TableFile::create(path, Mode::ForUpload, &CROSSWALK)?;
    for load in store.current_loads()? {
        for row in crosswalk_rows(store, &marks, &load, &members)? {
            table.push(&row)?;
        }
    }
    Ok(table.finish()?)
}

fn first_of_crosswalk(store: &Store, run: RunId) -> Result<Table, EngineError> {
    let mut table = Table::new(&CROSSWALK, Mode::ForUpload);
    let marks = Marks::read(store)?;
    let members = store.memberships(run)?;
    if let Some(load) = store.current_loads()?.first() {
        for row in crosswalk_rows(store, &marks, load, &members)?
            .iter()
            .take(20)
        {
            table.push(row);
        }
    }
    Ok(table)
}

fn crosswalk_rows(
    store: &Store,
    marks: &Marks,
    load: &StoredLoad,
    members: &[(RecordId, CustomerId)],
) -> Result<Vec<[String; 5]>, EngineError> {
    let source = marks.of(load.source).name;
    Ok(store
        .record_keys(load)?
        .into_iter()
        .filter_map(|(record, row, key)| {
            let index = members
                .binary_search_by_key(&record, |(record, _)| *record)
                .ok()?;
            Some([
                source.clone(),
                load.table_name.clone(),
                row.to_string(),
                key,
                members[index].1.label(),
            ])
        })
        .collect())
}

fn conflicts(store: &Store, run: RunId, sayer: &mut Sayer) -> Result<Table, EngineError> {
    let marks = Marks::read(store)?;
    let duties = store.duties()?;
    let mut table = Table::new(&CONFLICTS, Mode::ForPeople);
    let (found, _) = store.conflicts(run, &ConflictFilter::default(), 0, EVERYTHING)?;
    for (conflict, name) in found {
        let values: Vec<ConflictValue> = serde_json::from_str(&conflict.content)?;
        let told: Vec<String> = values
            .iter()
            .map(|value| {
                let sources = names(&marks, &value.sources);
                format!("{} ({})", value.value, sources.join(", "))
            })
            .collect();
        let decider = Attribute::parse(&conflict.attribute)
            .map(|one| decider_of(&duties, &one))
            .unwrap_or_default();
        table.push(&[
            conflict.customer.label(),
            name,
            conflict.attribute.clone(),
            told.join("; "),
            conflict.winner.clone(),
            sayer.say(rule_label(&conflict.rule).to_owned()),
            decider,
        ]);
    }
    Ok(table)
}

fn review(store: &Store, run: RunId, sayer: &mut Sayer) -> Result<Table, EngineError> {
    let shelf = Shelf::read(store)?;
    let mut table = Table::new(&REVIEW, Mode::ForPeople);
    let (pairs, _) = store.pairs(run, &PairsAsked::of(PairFilter::All), 0, EVERYTHING)?;
    for listed in pairs {
        let pair = listed.pair;
        let both = [pair.left, pair.right];
        let raw = store.raw_records(&both)?;
        let standard = store.standard_records(&both)?;
        let mut cells = vec![pair.pair.to_string()];
        for record in both {
            let load = shelf.load_of(record);
            let known = standard.iter().find(|one| one.record == record);
            cells.push(
                load.map(|load| shelf.marks.of(load.source).name)
                    .unwrap_or_default(),
            );
            cells.push(load.map(|load| load.table_name.clone()).unwrap_or_default());
            cells.push(
                raw.iter()
                    .find(|one| one.record == record)
                    .map_or(0, |one| one.row)
                    .to_string(),
            );
            cells.push(known.map(|one| one.key.clone()).unwrap_or_default());
            cells.push(
                known
                    .map(|one| records::title(&one.values))
                    .unwrap_or_default(),
            );
        }
        let explanation: StoredExplanation = serde_json::from_str(&pair.explanation)?;
        cells.extend([
            format!("{:.2}", pair.weight),
            format!("{:.4}", pair.probability),
            pair.impact.to_string(),
            if listed.is_tied { "yes" } else { "no" }.to_owned(),
            listed.verdict.unwrap_or_default(),
            sayer.say(explain::show(explanation, false).sentence),
        ]);
        table.push(&cells);
    }
    Ok(table)
}

fn problems(store: &Store, sayer: &mut Sayer) -> Result<Table, EngineError> {
    let marks = Marks::read(store)?;
    let mut table = Table::new(&PROBLEMS, Mode::ForPeople);
    let (found, _) = store.problems(&ProblemFilter::default(), 0, EVERYTHING)?;
    for one in found {
        let shown = crate::problems::show(
            &one.finding,
            one.problem,
            one.source.map(|source| marks.of(source)),
        );
        table.push(&[
            shown.severity,
            shown.code,
            shown.source.map(|source| source.name).unwrap_or_default(),
            shown.file,
            shown.sheet.unwrap_or_default(),
            shown.row.map(|row| row.to_string()).unwrap_or_default(),
            shown.column.unwrap_or_default(),
            shown.count.to_string(),
            sayer.say(shown.message),
            sayer.say(shown.hint),
        ]);
    }
    Ok(table)
}

/// The rows that were not loaded, each with where it stands, why, and what it says.
fn set_aside(store: &Store, sayer: &mut Sayer) -> Result<Table, EngineError> {
    let marks = Marks::read(store)?;
    let mut table = Table::new(
        &["source", "table", "file", "sheet", "row", "reason", "text"],
        Mode::ForPeople,
    );
    for load in store.current_loads()? {
        let (rows, _) = store.set_aside(load.load, "", 0, EVERYTHING)?;
        for row in rows {
            table.push(&[
                marks.of(load.source).name,
                load.table_name.clone(),
                load.file.clone(),
                load.sheet.clone().unwrap_or_default(),
                row.row.to_string(),
                sayer.say(row.reason),
                row.text,
            ]);
        }
    }
    Ok(table)
}

/// Sources × attributes, one line a cell.
pub(crate) fn write_coverage(
    coverage: &crate::view::Coverage,
    path: &Path,
) -> Result<WrittenFile, EngineError> {
    let mut table = Table::new(&COVERAGE, Mode::ForPeople);
    for (attribute, cells) in coverage.attributes.iter().zip(&coverage.cells) {
        for (source, cell) in coverage.sources.iter().zip(cells) {
            let CoverageCell {
                state,
                rows,
                filled,
                valid,
                invalid,
                placeholder,
                blank,
                distinct,
            } = cell;
            // What is not known is left blank: a zero would be a claim.
            let number = |count: &u64| {
                if state == "known" {
                    count.to_string()
                } else {
                    String::new()
                }
            };
            table.push(&[
                source.name.clone(),
                attribute.code.clone(),
                state.clone(),
                number(rows),
                number(filled),
                number(valid),
                number(invalid),
                number(placeholder),
                number(blank),
                number(distinct),
            ]);
        }
    }
    table.write(path)
}
