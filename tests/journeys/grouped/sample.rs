//! Grouping by hand on the sample estate: events go along, neighbours stay as they are, and a whole
//! audit afterwards says the same of everybody concerned.

use std::collections::BTreeMap;
use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{CustomerNumber, ListHouseholds, Nothing, Regroup};
use rusqlite::Connection;

use super::audit;
use crate::erased::copy;

/// Customer of each record and golden record of each customer, in the run in use.
fn state(folder: &Path) -> (BTreeMap<i64, i64>, BTreeMap<i64, String>) {
    let file = Connection::open(folder.join("copy.rollcall")).expect("the project");
    let read = |sql: &str| -> Vec<(i64, String)> {
        let mut statement = file.prepare(sql).expect("a table");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
        rows.expect("rows")
            .collect::<Result<_, _>>()
            .expect("a row")
    };
    let current = "(SELECT CAST(value AS INTEGER) FROM project WHERE key = 'current_run')";
    let members = read(&format!(
        "SELECT record_id, CAST(customer_id AS TEXT) FROM membership WHERE run_id = {current}"
    ));
    let golden = read(&format!(
        "SELECT customer_id, name || ' ' || records || ' ' || golden FROM customer WHERE run_id = {current}"
    ));
    let number = |text: String| text.parse().expect("a number");
    let members = members
        .into_iter()
        .map(|(record, customer)| (record, number(customer)));
    (members.collect(), golden.into_iter().collect())
}

/// The customers with the most records among people, by the members table.
fn largest(folder: &Path, count: usize) -> Vec<String> {
    let file = Connection::open(folder.join("copy.rollcall")).expect("the project");
    let mut statement = file
        .prepare("SELECT customer_id FROM customer WHERE known_by = 0 AND records BETWEEN 8 AND 200 ORDER BY records DESC, customer_id LIMIT ?1")
        .expect("customers");
    let found = statement.query_map([count as i64], |row| row.get::<_, i64>(0));
    let numbers = found
        .expect("rows")
        .collect::<Result<Vec<_>, _>>()
        .expect("a row");
    numbers
        .into_iter()
        .map(|number| format!("C{number:06}"))
        .collect()
}

fn graph(engine: &Engine, customer: &str) -> rollcall_engine::view::CustomerGraph {
    engine
        .customer_graph(CustomerNumber {
            customer: customer.into(),
        })
        .expect("a graph")
}

#[test]
fn customers_of_the_sample_are_parted_and_joined_and_an_audit_agrees() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let before = state(folder.path());
    let largest = largest(folder.path(), 3);
    let [one, two, three] = largest.as_slice() else {
        panic!("three customers, not {largest:?}");
    };
    let drawn = graph(&engine, one);
    assert!(drawn.nodes.len() > 2, "{drawn:?}");
    let rows: u64 = drawn.nodes.iter().map(|node| node.rows).sum();
    let view = engine
        .get_customer(CustomerNumber {
            customer: one.clone(),
        })
        .expect("a customer");
    assert_eq!(
        rows + drawn.rows_left_out,
        view.record_count,
        "every row is told of"
    );
    for link in &drawn.links {
        assert!(link.left < link.right && (link.right as usize) < drawn.nodes.len());
        assert!(!link.bridge || link.parts > 0);
    }

    let parted = engine
        .regroup(Regroup {
            kind: "split".into(),
            customer: one.clone(),
            records: vec![drawn.nodes[0].record],
            other: None,
            reason: "his father's".into(),
        })
        .expect("parted");
    engine
        .regroup(Regroup {
            kind: "join".into(),
            customer: two.clone(),
            records: Vec::new(),
            other: Some(three.clone()),
            reason: "she married".into(),
        })
        .expect("joined");
    let shown = state(folder.path());
    let concerned: Vec<i64> = before
        .0
        .iter()
        .filter(|(record, customer)| shown.0[record] != **customer)
        .map(|(record, _)| *record)
        .collect();
    assert!(concerned.len() as u64 >= parted.moved);

    audit(&engine);
    let found = state(folder.path());
    let moved: Vec<(&i64, &i64)> = shown
        .0
        .iter()
        .filter(|(record, customer)| found.0[record] != **customer)
        .collect();
    assert!(
        moved.is_empty(),
        "{} rows stand elsewhere, such as {:?}",
        moved.len(),
        moved.first()
    );
    for customer in concerned.iter().map(|record| shown.0[record]) {
        assert_eq!(found.1.get(&customer), shown.1.get(&customer));
    }
    engine.undo(Nothing {}).expect("undone");
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(state(folder.path()), before, "as it was, over another run");
}

#[test]
fn households_are_told_with_what_they_share_and_found_by_who_lives_there() {
    let engine = &crate::estate::audited().engine;
    let page = engine
        .households(ListHouseholds::default())
        .expect("households");
    assert!(page.total > 0 && !page.households.is_empty());
    for household in &page.households {
        let members = household.members.len();
        assert!(
            (2..=page.largest as usize).contains(&members),
            "{members} live in one"
        );
    }
    let shared = page
        .households
        .iter()
        .filter(|one| !one.shares.is_empty())
        .count();
    assert!(
        shared * 10 >= page.households.len() * 8,
        "{shared} of {}",
        page.households.len()
    );
    let one = &page.households[0];
    let found = engine
        .households(ListHouseholds {
            query: one.members[1].customer.clone(),
            ..ListHouseholds::default()
        })
        .expect("a household");
    assert_eq!(found.total, 1);
    assert_eq!(found.households[0].household, one.household);
}
