//! A project as text: every row of every table that is no history, so that two can be compared.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// History, what is only ever added to, and what only saves reading everything anew.
const HISTORY: &[&str] = &[
    "operation",
    "audit",
    "customer_id",
    "project",
    "customer_facts",
    "run_answer",
];
/// Numbers of rows that say nothing.
const NUMBERS: &[&str] = &["customer_row", "conflict_id", "trail_id"];

type Row = BTreeMap<String, String>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dump(BTreeMap<String, Vec<Row>>);

pub(crate) fn dump(folder: &Path) -> Dump {
    let file = Connection::open(folder.join("shop.rollcall")).expect("the project");
    let names: Vec<String> = file
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'customer_search%' AND name NOT LIKE 'sqlite%'")
        .expect("the schema")
        .query_map([], |row| row.get(0))
        .expect("the tables")
        .collect::<Result<_, _>>()
        .expect("their names");
    let tables = names
        .into_iter()
        .filter(|name| !HISTORY.contains(&name.as_str()));
    Dump(
        tables
            .map(|name| (name.clone(), rows(&file, &name)))
            .collect(),
    )
}

fn rows(file: &Connection, table: &str) -> Vec<Row> {
    let mut statement = file
        .prepare(&format!("SELECT * FROM {table}"))
        .expect("a table");
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut found = Vec::new();
    let mut rows = statement.query([]).expect("rows");
    while let Some(row) = rows.next().expect("a row") {
        let cells = columns
            .iter()
            .enumerate()
            .filter(|(_, name)| !NUMBERS.contains(&name.as_str()));
        let text = |index| match row.get_ref(index).expect("a cell") {
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            ValueRef::Real(number) => format!("{:016x}", number.to_bits()),
            ValueRef::Blob(bytes) => format!("{bytes:?}"),
            other => format!("{other:?}"),
        };
        found.push(
            cells
                .map(|(index, name)| (name.clone(), text(index)))
                .collect(),
        );
    }
    found.sort();
    found
}

impl Dump {
    pub(crate) fn table(&self, name: &str) -> &[Row] {
        &self.0[name]
    }

    /// The rows of a table without the number of the run they are of, and without households, which only
    /// a run finds.
    pub(crate) fn of_run(&self, name: &str) -> Vec<Row> {
        let mut rows = self.0[name].clone();
        for row in &mut rows {
            row.remove("run_id");
            row.remove("household");
        }
        rows.sort();
        rows
    }

    /// The same without what is kept only for doing something again: loads that were taken back, with their rows and
    /// what was noted of them, tables and sources that have no other load, and mappings that are not in use.
    pub(crate) fn in_use(mut self) -> Self {
        let taken_back = |row: &&Row| row["state"] == "undone";
        let gone: Vec<Row> = self.0["load"].iter().filter(taken_back).cloned().collect();
        let loads: BTreeSet<&str> = gone.iter().map(|row| row["load_id"].as_str()).collect();
        let number = |text: &str| -> Option<i64> {
            let digits = text.strip_prefix("Integer(")?.strip_suffix(')')?;
            digits.parse().ok()
        };
        let ranges: Vec<(i64, i64)> = gone
            .iter()
            .filter_map(|row| Some((number(&row["first_record"])?, number(&row["last_record"])?)))
            .collect();
        let mappings: BTreeSet<String> = self.0["mapping_in_use"]
            .iter()
            .map(|row| row["mapping_id"].clone())
            .collect();
        let is_of_one = |row: &Row| {
            let record = row.get("record_id").and_then(|text| number(text));
            row.get("load_id")
                .is_some_and(|load| loads.contains(load.as_str()))
                || record.is_some_and(|record| {
                    ranges
                        .iter()
                        .any(|(first, last)| (*first..=*last).contains(&record))
                })
        };
        for rows in self.0.values_mut() {
            rows.retain(|row| !is_of_one(row));
        }
        let loaded: BTreeSet<String> = self.0["load"]
            .iter()
            .map(|row| row["table_id"].clone())
            .collect();
        let begun: BTreeSet<&String> = gone.iter().map(|row| &row["table_id"]).collect();
        if let Some(rows) = self.0.get_mut("source_table") {
            rows.retain(|row| {
                loaded.contains(&row["table_id"]) || !begun.contains(&row["table_id"])
            });
        }
        if let Some(rows) = self.0.get_mut("source") {
            rows.retain(|row| row["is_there"] != "Integer(0)");
        }
        if let Some(rows) = self.0.get_mut("mapping") {
            rows.retain(|row| mappings.contains(&row["mapping_id"]));
        }
        self
    }

    /// Where two differ: the table, and a row that only one of them has.
    pub(crate) fn difference(&self, other: &Self) -> Option<String> {
        self.0.iter().find_map(|(table, rows)| {
            let others = &other.0[table];
            if rows == others {
                return None;
            }
            let only =
                |one: &[Row], other: &[Row]| one.iter().find(|row| !other.contains(row)).cloned();
            Some(format!(
                "{table}: {} rows and {}; here alone {:?}, there alone {:?}",
                rows.len(),
                others.len(),
                only(rows, others),
                only(others, rows)
            ))
        })
    }

    /// The table in which a text stands, whatever its case.
    pub(crate) fn table_with(&self, text: &str) -> Option<&str> {
        let wanted = text.to_lowercase();
        let holds = |cell: &String| cell.to_lowercase().contains(&wanted);
        let mut tables = self.0.iter();
        tables
            .find(|(_, rows)| rows.iter().any(|row| row.values().any(holds)))
            .map(|(table, _)| table.as_str())
    }

    /// The customer of each record.
    pub(crate) fn places(&self) -> BTreeMap<String, String> {
        let members = self.0["membership"].iter();
        members
            .map(|row| (row["record_id"].clone(), row["customer_id"].clone()))
            .collect()
    }
}
