//! A project as a stranger sees it: every row of the file, read by other means than the program's own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rollcall_engine::verify_project;
use rusqlite::{Connection, Row};
use serde_json::json;

use super::place::Place;
use crate::grouped::dump::{Dump, dump};
use crate::undone::deeds::ask;

/// A row by what outlives every load: its table and its key.
pub(super) type Name = (i64, String);

/// A row that was loaded.
pub(super) struct Loaded {
    pub(super) record: i64,
    pub(super) name: Name,
    /// Whether its load is in use.
    pub(super) is_current: bool,
    /// Whether it is about a person.
    pub(super) is_person: bool,
    pub(super) customer: Option<i64>,
}

/// The project at one moment.
pub(super) struct Look {
    /// Every row of every table that is no history.
    pub(super) shown: Dump,
    pub(super) loaded: Vec<Loaded>,
    /// E-mail addresses in rows that were loaded.
    pub(super) mails: BTreeSet<String>,
    /// E-mail addresses in rows that were set aside.
    pub(super) mails_aside: BTreeSet<String>,
    /// The operations that hold.
    pub(super) done: BTreeSet<i64>,
    /// The last operation there ever was.
    pub(super) newest: i64,
    /// Tables whose rows are customers.
    pub(super) lists: BTreeSet<i64>,
    /// Nothing changed since people were last found.
    pub(super) is_up_to_date: bool,
    /// How many customers the program tells of.
    customers_told: Option<u64>,
    copy: PathBuf,
}

/// The rows of a question.
fn rows<T>(file: &Connection, sql: &str, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let mut statement = file.prepare(sql).expect(sql);
    let rows = statement.query_map([], read).expect(sql);
    rows.collect::<Result<_, _>>().expect(sql)
}

fn number(file: &Connection, sql: &str) -> i64 {
    file.query_row(sql, [], |row| row.get(0)).expect(sql)
}

/// The e-mail addresses in a text, in small letters.
fn mails(text: &str) -> impl Iterator<Item = String> {
    text.split(|one: char| !one.is_alphanumeric() && !".-_@".contains(one))
        .filter(|piece| piece.contains('@'))
        .map(str::to_lowercase)
}

fn mails_of(file: &Connection, sql: &str) -> BTreeSet<String> {
    let texts: Vec<String> = rows(file, sql, |row| row.get(0));
    texts.iter().flat_map(|text| mails(text)).collect()
}

const LOADED: &str = "
    SELECT s.record_id, l.table_id, s.record_key, l.state = 'current', s.person, m.customer_id
    FROM load l
    JOIN standard_record s ON s.record_id BETWEEN l.first_record AND l.last_record
    LEFT JOIN membership m ON m.record_id = s.record_id
        AND m.run_id = (SELECT CAST(value AS INTEGER) FROM project WHERE key = 'current_run')";

impl Look {
    pub(super) fn of(place: &Place) -> Self {
        let copy = place.copied();
        let file = Connection::open(copy.join("shop.rollcall")).expect("the project");
        let loaded = rows(&file, LOADED, |row| {
            Ok(Loaded {
                record: row.get(0)?,
                name: (row.get(1)?, row.get(2)?),
                is_current: row.get(3)?,
                is_person: row.get(4)?,
                customer: row.get(5)?,
            })
        });
        let mappings = ask(&place.session, "list_mappings", json!({}));
        let lists = mappings.as_array().expect("the tables").iter();
        let lists = lists.filter(|table| table["role"] == "customers");
        let summary = ask(&place.session, "project_summary", json!({}));
        Self {
            shown: dump(&copy),
            loaded,
            mails: mails_of(&file, "SELECT cells FROM raw_row"),
            mails_aside: mails_of(&file, "SELECT text FROM set_aside"),
            done: rows(
                &file,
                "SELECT operation_id FROM operation WHERE state = 'done'",
                |row| row.get(0),
            )
            .into_iter()
            .collect(),
            newest: number(
                &file,
                "SELECT coalesce(max(operation_id), 0) FROM operation",
            ),
            lists: lists.filter_map(|table| table["table"].as_i64()).collect(),
            is_up_to_date: summary["out_of_date"].is_null(),
            customers_told: summary["customers"].as_u64(),
            copy,
        }
    }

    /// The row of a record.
    pub(super) fn row(&self, record: i64) -> Option<&Loaded> {
        self.loaded.iter().find(|row| row.record == record)
    }

    /// The customer of each row that can be found by its name now.
    pub(super) fn customers(&self) -> BTreeMap<&Name, i64> {
        let mut found: BTreeMap<&Name, Vec<i64>> = BTreeMap::new();
        for row in self.loaded.iter().filter(|row| row.is_current) {
            let customers = found.entry(&row.name).or_default();
            customers.extend(row.customer);
        }
        let found = found.into_iter();
        found
            .filter_map(|(name, customers)| match customers.as_slice() {
                [one] => Some((name, *one)),
                _ => None,
            })
            .collect()
    }

    /// The rows of a customer, by name.
    pub(super) fn rows_of(&self, customer: i64) -> Vec<Name> {
        let rows = self.loaded.iter();
        rows.filter(|row| row.customer == Some(customer))
            .map(|row| row.name.clone())
            .collect()
    }

    /// What holds in every project, whatever people did.
    pub(super) fn assert_promises(&self, place: &Place) {
        for load in ask(&place.session, "list_loads", json!({}))
            .as_array()
            .expect("the loads")
        {
            let rows = |name: &str| load[name].as_u64().expect("a number");
            assert_eq!(
                rows("rows_read"),
                rows("rows_loaded") + rows("rows_set_aside"),
                "{load}"
            );
        }
        self.assert_everybody_is_somebody();
        // Last: to look at it thoroughly the copy is opened for good.
        let verified = verify_project(&self.copy.join("shop.rollcall")).expect("a look");
        assert!(verified.sound, "{:?}", verified.findings);
    }

    /// Each row about a person is one customer's, and each customer has rows.
    fn assert_everybody_is_somebody(&self) {
        let mut seen = BTreeSet::new();
        for row in &self.loaded {
            assert!(
                seen.insert(row.record),
                "record {} is there twice",
                row.record
            );
        }
        let file = Connection::open(self.copy.join("shop.rollcall")).expect("the project");
        let golden: BTreeSet<String> = rows(&file, "SELECT customer_id FROM now_customer", |row| {
            row.get(0)
        })
        .into_iter()
        .collect();
        let of_rows: BTreeSet<String> = rows(
            &file,
            "SELECT DISTINCT printf('C%06d', customer_id) FROM membership WHERE run_id = (SELECT CAST(value AS INTEGER) FROM project WHERE key = 'current_run')",
            |row| row.get(0),
        )
        .into_iter()
        .collect();
        assert_eq!(golden, of_rows, "agreed records, and customers of rows");
        let told = self.customers_told.unwrap_or_default();
        assert_eq!(told, golden.len() as u64, "customers as told");
        if !self.is_up_to_date {
            return;
        }
        let crosswalk = number(
            &file,
            "SELECT count(DISTINCT customer_id) FROM now_crosswalk",
        );
        assert_eq!(
            golden.len() as i64,
            crosswalk,
            "agreed records, and customers of the crosswalk"
        );
        let rows = self.loaded.iter();
        let people = rows.filter(|row| row.is_current && row.is_person);
        for row in people.filter(|row| self.lists.contains(&row.name.0)) {
            assert!(row.customer.is_some(), "row {:?} is nobody's", row.name);
        }
    }
}
