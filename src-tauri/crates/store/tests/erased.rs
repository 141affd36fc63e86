//! An erasure that a crash stops half way, and one whose last step the disk refuses.

use std::path::{Path, PathBuf};

use rollcall_model::{Cell, RecordId};
use rollcall_store::{
    Blot, DecisionTable, Erasure, HistoryFilter, NewLoad, Operation, RawRows, Store, StoreError,
    WordKind,
};
use serde_json::json;

const NOW: &str = "2026-11-23T12:00:00Z";
const SECRET: &str = "bo.li@example.com";
const OTHER: &str = "bob.lindqvist@example.org";

fn project(folder: &Path) -> Result<(PathBuf, Store, RecordId), StoreError> {
    let path = folder.join("shop.rollcall");
    let store = Store::create(&path, "Shop", NOW)?;
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
    for (index, mail) in (0_i64..).zip([SECRET, OTHER]) {
        let record = RecordId(first.0 + index);
        rows.push(record, 2 + index as u64, &[Cell::text(mail)])?;
    }
    store.add_rows(load, &rows)?;
    store.finish_load(load, 2, 0)?;
    let operation = Operation {
        kind: "import_files",
        sentence: format!("Loaded what {SECRET} sent"),
        request: json!({ "asked": [SECRET, OTHER] }),
        who: "test",
        at: NOW,
    };
    store.commit(&operation, |edits| {
        edits.update(
            DecisionTable::Load,
            &[json!(load.0)],
            &[("state", json!("current"))],
        )
    })?;
    Ok((path, store, first))
}

fn erase(store: &Store, record: RecordId) -> Result<i64, StoreError> {
    store.erase(&Erasure {
        customers: &[],
        records: &[record],
        asides: &[],
        blot: &Blot::new([(WordKind::Mail, SECRET)]),
        values: &[],
        standings: &[],
        marks: &[],
        told: "Erased.",
        reason: "",
        who: "test",
        at: NOW,
    })
}

fn holds(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).expect("the folder");
    files
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.is_file())
        .any(|path| {
            let bytes = std::fs::read(path).expect("the bytes");
            bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        })
}

/// Files as a crash leaves them: nothing closed, nothing brought from the journal into the file.
fn as_after_a_crash(folder: &Path, to: &Path) -> PathBuf {
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name");
        if !name.to_string_lossy().ends_with("-shm") {
            std::fs::copy(&path, to.join(name)).expect("a copy");
        }
    }
    to.join("shop.rollcall")
}

#[test]
fn a_crash_after_the_deletion_is_made_good_by_the_next_opening()
-> Result<(), Box<dyn std::error::Error>> {
    let (folder, crashed) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let (_, store, record) = project(folder.path())?;
    erase(&store, record)?;
    assert!(store.is_scour_due()?, "noted with the deletion");
    let path = as_after_a_crash(folder.path(), crashed.path());
    assert!(holds(crashed.path(), SECRET), "the bait");
    let store = Store::open(&path)?;
    assert!(!holds(crashed.path(), SECRET));
    assert!(holds(crashed.path(), OTHER));
    assert!(!store.is_scour_due()?);
    assert!(store.verify()?.sound);
    let (history, _) = store.history(&HistoryFilter::default(), 0, 9)?;
    assert_eq!(history[1].sentence, "Loaded what [erased] sent");
    assert!(
        history[1].undoable,
        "a load can be taken back without the person"
    );
    Ok(())
}

#[test]
fn the_copy_beside_the_file_goes_and_a_disk_that_refuses_is_told()
-> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (path, store, record) = project(folder.path())?;
    let copy = folder.path().join("shop.rollcall.backup");
    store.back_up(&copy)?;
    // A folder where the copy's journal would be: it cannot be taken away as a file.
    let in_the_way = folder.path().join("shop.rollcall.backup-wal");
    std::fs::create_dir(&in_the_way)?;
    erase(&store, record)?;
    assert!(matches!(store.scour(), Err(StoreError::Disk { .. })));
    assert!(store.is_scour_due()?, "it stays due");
    drop(store);

    let store = Store::open(&path)?;
    assert!(store.is_scour_due()?, "the project opens all the same");
    let verified = store.verify()?;
    assert!(!verified.sound, "{:?}", verified.findings);
    drop(store);

    std::fs::remove_dir(&in_the_way)?;
    let store = Store::open(&path)?;
    assert!(!copy.exists());
    assert!(!holds(folder.path(), SECRET));
    assert!(store.verify()?.sound);
    Ok(())
}

/// A file that only happens to be called so is not ours to take away.
#[test]
fn what_is_no_project_is_left_alone() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (_, store, record) = project(folder.path())?;
    let other = folder.path().join("shop.rollcall.backup");
    std::fs::write(&other, "mine")?;
    erase(&store, record)?;
    store.scour()?;
    assert_eq!(std::fs::read_to_string(&other)?, "mine");
    Ok(())
}
