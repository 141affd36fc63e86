//! A project as text: every row of every table that is no history, so that two can be compared.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// History, and what is only ever added to.
const HISTORY: &[&str] = &["operation", "audit", "customer_id", "project"];
/// Numbers of rows that say nothing.
const NUMBERS: &[&str] = &["customer_row", "conflict_id", "trail_id"];

type Row = BTreeMap<String, String>;

#[derive(Debug, PartialEq, Eq)]
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

    /// The customer of each record.
    pub(crate) fn places(&self) -> BTreeMap<String, String> {
        let members = self.0["membership"].iter();
        members
            .map(|row| (row["record_id"].clone(), row["customer_id"].clone()))
            .collect()
    }
}
