//! A project is open in one program at a time; whoever comes second changes nothing.

use std::path::{Path, PathBuf};

use rollcall_model::{Cell, LoadId, RecordId};
use rollcall_store::{NewLoad, NewRun, RawRows, Store, StoreError};

const NOW: &str = "2026-11-23T12:00:00Z";

fn project(folder: &Path) -> (PathBuf, Store) {
    let path = folder.join("one.rollcall");
    let store = Store::create(&path, "One", NOW).expect("a project");
    (path, store)
}

fn begin_load(store: &Store) -> (LoadId, RecordId) {
    let source = store.ensure_source("Shop", "shop").expect("a source");
    let table = store.ensure_table(source, "people").expect("a table");
    let header = ["Name".to_owned()];
    store
        .begin_load(&NewLoad {
            table,
            file: "people.csv",
            sheet: None,
            fingerprint: "1",
            loaded_at: NOW,
            header: &header,
            reading: "{}",
        })
        .expect("a load")
}

#[test]
fn a_second_opening_is_refused_and_sweeps_nothing_of_the_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, store) = project(folder.path());
    let (load, record) = begin_load(&store);
    let mut rows = RawRows::default();
    rows.push(record, 2, &[Cell::text("Ann")]).expect("a cell");
    store.add_rows(load, &rows).expect("a row");
    let run = store
        .begin_run(&NewRun {
            ran_at: NOW,
            basis: "",
            settings: "{}",
            report: "{}",
            model: "{}",
        })
        .expect("a run");

    assert!(matches!(Store::open(&path), Err(StoreError::InUse { .. })));

    store.finish_load(load, 1, 0).expect("the load is whole");
    assert_eq!(store.raw_records(&[record]).expect("rows").len(), 1);
    run.finish(&[], &[]).expect("the run is whole");
    assert!(store.current_run().expect("the run").is_some());
}

#[test]
fn a_project_open_elsewhere_can_be_looked_at_but_not_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, store) = project(folder.path());
    let look = Store::open_to_look(&path).expect("a look");
    assert_eq!(look.facts().expect("facts").name, "One");
    assert!(look.verify().expect("a look at every page").sound);
    assert!(look.ensure_source("Shop", "shop").is_err());
    drop(look);
    drop(store);
    Store::open_to_look(&path)
        .expect("nobody has it open")
        .ensure_source("Shop", "shop")
        .expect("so it is open like any other");
}

#[test]
fn a_project_is_free_again_once_it_is_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, store) = project(folder.path());
    drop(store);
    Store::open(&path).expect("it opens");
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name())
        .collect();
    assert_eq!(left, ["one.rollcall"], "a project is one file");
}

/// What a change of the way the project is kept leaves when it is cut off at its end: a journal that begins
/// with nothing, so that nobody needs it, and holds pages as they were before.
#[test]
fn a_journal_nobody_needs_is_taken_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, store) = project(folder.path());
    drop(store);
    let journal = folder.path().join("one.rollcall-journal");
    let pages = [vec![0_u8; 512], b"Ann Smith, ann@example.com".repeat(100)].concat();
    std::fs::write(&journal, pages).expect("a journal");

    let store = Store::open(&path).expect("it opens");
    assert!(!journal.exists(), "pages of before lie beside the project");
    assert!(store.verify().expect("a look at every page").sound);
}
