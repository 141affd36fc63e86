//! The audit trail holds through everything the program does, and tells what anybody else changes.

use std::path::{Path, PathBuf};

use rollcall_model::{Cell, CustomerId, RecordId};
use rollcall_store::{
    Blot, DecisionTable, Erasure, NewLoad, Operation, RawRows, SettledCustomer, Store, StoreError,
    TrailBreak, WordKind,
};
use rusqlite::Connection;
use serde_json::json;

const NOW: &str = "2026-11-23T12:00:00Z";
const SECRET: &str = "bo.li@example.com";
const OTHER_SECRET: &str = "cy.day@example.org";

/// No customer is made anew here: no step moves a record.
fn nobody(_: CustomerId, _: &[RecordId], _: Option<i64>) -> Result<SettledCustomer, StoreError> {
    unreachable!("no record moved")
}

fn say(store: &Store, name: &str, value: &str) -> Result<(), StoreError> {
    let operation = Operation {
        kind: "set_rule",
        sentence: format!("{name} is {value}"),
        request: json!({ "name": name, "reason": format!("{value} was agreed") }),
        who: "Dana",
        at: NOW,
    };
    let row = json!({ "name": name, "value": value });
    store.commit(&operation, |edits| {
        edits.set(
            DecisionTable::Setting,
            &[json!(name)],
            row.as_object().cloned(),
        )
    })
}

/// Four operations, the third of them taken back and done again: six entries.
fn project(folder: &Path) -> Result<(PathBuf, Store), StoreError> {
    let path = folder.join("shop.rollcall");
    let store = Store::create(&path, "Shop", NOW)?;
    say(&store, "one", "first")?;
    say(&store, "two", &format!("{SECRET} beside {OTHER_SECRET}"))?;
    say(&store, "three", "third")?;
    store.undo("Dana", NOW, &nobody)?;
    store.redo("Eli", NOW, &nobody)?;
    say(&store, "four", "fourth")?;
    Ok((path, store))
}

fn broken(store: &Store) -> Result<Option<TrailBreak>, StoreError> {
    Ok(store.check_trail()?.broken)
}

#[test]
fn it_holds_through_what_the_program_does() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path())?;
    let check = store.check_trail()?;
    assert_eq!(check.broken, None);
    assert_eq!(check.entries, 6);
    assert_eq!(check.head.len(), 64);
    store.undo("Dana", NOW, &nobody)?;
    say(&store, "five", "fifth")?;
    assert_eq!(broken(&store)?, None, "what was taken back is dropped");
    drop(store);
    let store = Store::open(&path)?;
    assert_eq!(broken(&store)?, None);
    let verified = store.verify()?;
    assert!(verified.sound, "{:?}", verified.findings);
    let entries = store.trail_entries(0, 100)?;
    let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "did",
            "did",
            "did",
            "took back",
            "did again",
            "did",
            "took back",
            "did"
        ]
    );
    assert_eq!(entries[4].who, "Eli");
    assert!(entries.iter().all(|entry| entry.digest.len() == 64));
    Ok(())
}

#[test]
fn whatever_is_changed_with_plain_sql_is_told() -> Result<(), Box<dyn std::error::Error>> {
    for (change, entry) in [
        (
            "UPDATE operation SET sentence = 'nothing' WHERE operation_id = 2",
            2,
        ),
        (
            "UPDATE operation SET change = '[]' WHERE operation_id = 3",
            3,
        ),
        (
            "UPDATE operation SET who = 'Mallory' WHERE operation_id = 1",
            1,
        ),
        (
            "UPDATE operation SET operation = '{}' WHERE operation_id = 4",
            6,
        ),
        (
            "UPDATE operation SET state = 'undone' WHERE operation_id = 3",
            5,
        ),
        ("DELETE FROM operation WHERE operation_id = 2", 2),
        (
            "INSERT INTO operation SELECT 99, at, who, kind, sentence, operation, change, state FROM operation WHERE operation_id = 1",
            6,
        ),
        ("UPDATE audit SET who = 'Mallory' WHERE audit_id = 4", 4),
        (
            "UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE audit_id = 5",
            5,
        ),
        ("UPDATE audit SET salt = NULL WHERE audit_id = 2", 2),
        ("UPDATE audit SET seal = '' WHERE audit_id = 2", 2),
        ("DELETE FROM audit WHERE audit_id = 3", 3),
        ("DELETE FROM audit WHERE audit_id = 6", 6),
        ("DELETE FROM audit", 1),
        (
            "INSERT INTO audit_rewritten (audit_id, operation_id, salt, seal) VALUES (6, 2, NULL, '')",
            2,
        ),
        ("UPDATE project SET value = 'x' WHERE key = 'trail_head'", 7),
    ] {
        let folder = tempfile::tempdir()?;
        let (path, store) = project(folder.path())?;
        drop(store);
        assert_eq!(
            Connection::open(&path)?.execute(change, [])?.min(1),
            1,
            "{change}"
        );
        let store = Store::open(&path)?;
        let told = broken(&store)?;
        assert_eq!(told.map(|told| told.entry), Some(entry), "{change}");
        let verified = store.verify()?;
        assert!(!verified.sound, "{change}");
        assert!(
            verified
                .findings
                .iter()
                .any(|finding| finding.contains(&format!("broken at entry {entry}:"))),
            "{change}: {:?}",
            verified.findings
        );
    }
    Ok(())
}

fn load_person(store: &Store) -> Result<RecordId, StoreError> {
    let source = store.ensure_source("Shop", "other")?;
    let table = store.ensure_table(source, "people")?;
    let (load, first) = store.begin_load(&NewLoad {
        table,
        file: "people.csv",
        sheet: None,
        fingerprint: "1",
        loaded_at: NOW,
        header: &["E-mail".to_owned()],
        reading: "{}",
    })?;
    let mut rows = RawRows::default();
    rows.push(first, 2, &[Cell::text(SECRET)])?;
    store.add_rows(load, &rows)?;
    store.finish_load(load, 1, 0)?;
    Ok(first)
}

fn erase(store: &Store, record: RecordId, secret: &str) -> Result<i64, StoreError> {
    store.erase(&Erasure {
        customers: &[],
        records: &[record],
        asides: &[],
        blot: &Blot::new([(WordKind::Mail, secret)]),
        values: &[],
        standings: &[],
        marks: &[],
        told: "Erased.",
        reason: "",
        who: "Dana",
        at: NOW,
    })
}

/// The chain holds after an erasure, every seal of before is still in it, and what was said of the person
/// matches none of them, whatever is tried.
#[test]
fn an_erasure_breaks_no_chain_and_leaves_no_value_to_try() -> Result<(), Box<dyn std::error::Error>>
{
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path())?;
    let record = load_person(&store)?;
    let before = store.trail_entries(0, 100)?;
    let salt_of = |entry: i64| -> Result<Option<Vec<u8>>, Box<dyn std::error::Error>> {
        let connection = Connection::open(&path)?;
        Ok(connection.query_row(
            "SELECT salt FROM audit WHERE audit_id = ?1",
            [entry],
            |row| row.get(0),
        )?)
    };
    assert!(salt_of(2)?.is_some());
    erase(&store, record, SECRET)?;
    store.scour()?;
    assert_eq!(broken(&store)?, None);
    let after = store.trail_entries(0, 100)?;
    for (was, is) in before.iter().zip(&after) {
        assert_eq!(was.digest, is.digest, "entry {}", was.entry);
    }
    assert_eq!(
        after[1].sentence,
        format!("two is [erased] beside {OTHER_SECRET}")
    );
    assert_eq!(salt_of(2)?, None, "the seal of before cannot be tried");
    assert!(salt_of(1)?.is_some(), "others are as checkable as before");
    // Another person of the same sentence: what the first erasure sealed loses its salt in turn.
    let second = load_person(&store)?;
    erase(&store, second, OTHER_SECRET)?;
    say(&store, "five", "fifth")?;
    assert_eq!(broken(&store)?, None);
    assert_eq!(
        store.trail_entries(1, 1)?[0].sentence,
        "two is [erased] beside [erased]"
    );
    drop(store);
    let connection = Connection::open(&path)?;
    let salted: Vec<bool> = connection
        .prepare("SELECT salt IS NOT NULL FROM audit_rewritten ORDER BY audit_id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    assert_eq!(salted, [false, true]);
    connection.execute(
        "UPDATE operation SET sentence = 'two is quite another' WHERE operation_id = 2",
        [],
    )?;
    drop(connection);
    let told = broken(&Store::open(&path)?)?;
    assert_eq!(told.map(|told| told.entry), Some(2));
    Ok(())
}

/// Where the system tells no name of its user, nobody is named; nobody is no person to choose.
#[test]
fn only_people_who_are_named_can_be_chosen() -> Result<(), StoreError> {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::create(&folder.path().join("who.rollcall"), "Who", NOW)?;
    say(&store, "tier", "wide")?;
    store.note(&Operation {
        kind: "run_audit",
        sentence: "Worked out who is who".to_owned(),
        request: json!({}),
        who: "",
        at: NOW,
    })?;
    let (people, kinds) = store.history_facets()?;
    assert_eq!(people, ["Dana"]);
    assert_eq!(kinds, ["run_audit", "set_rule"]);
    Ok(())
}
