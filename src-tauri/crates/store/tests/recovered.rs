//! A damaged project is told for what it is, and what can still be read of it is taken into a new one.

use std::path::{Path, PathBuf};

use rollcall_model::{Cell, LoadId, RecordId};
use rollcall_store::{
    AsideFilter, DecisionTable, NewLoad, Operation, Passphrase, RawRows, Recovered, Store,
    StoreError, recover,
};
use serde_json::json;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const NOW: &str = "2026-11-23T12:00:00Z";
const PAGE: usize = 8192;
const ROWS: u64 = 2_000;

/// A project with a load of rows that fill some pages, closed.
fn project(folder: &Path, secret: Option<&Passphrase>) -> Result<PathBuf, StoreError> {
    let path = folder.join("shop.rollcall");
    let store = Store::create_with(&path, "Shop", NOW, secret)?;
    let source = store.ensure_source("Shop", "other")?;
    let table = store.ensure_table(source, "people")?;
    let (load, first) = store.begin_load(&NewLoad {
        table,
        file: "people.csv",
        sheet: None,
        fingerprint: "1",
        loaded_at: NOW,
        header: &["Name".to_owned()],
        reading: "{}",
    })?;
    let mut rows = RawRows::default();
    for number in 0..ROWS {
        let cell = Cell::text(format!("Person number {number} of a shop in Leeds"));
        rows.push(RecordId(first.0 + number as i64), 2 + number, &[cell])?;
    }
    store.add_rows(load, &rows)?;
    store.finish_load(load, ROWS, 0)?;
    let operation = Operation {
        kind: "import_files",
        sentence: "Loaded people.csv".into(),
        request: json!({}),
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
    Ok(path)
}

/// Pages of a table or an index, from the first on.
fn pages(path: &Path, name: &str, kind: &str) -> Vec<usize> {
    let connection = rusqlite::Connection::open(path).expect("the project");
    let mut statement = connection
        .prepare("SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = ?2 ORDER BY path")
        .expect("the pages");
    let numbers = statement
        .query_map([name, kind], |row| row.get::<_, i64>(0))
        .expect("the pages");
    numbers.map(|page| page.expect("a page") as usize).collect()
}

fn overwrite(path: &Path, page: usize) {
    let mut bytes = std::fs::read(path).expect("bytes");
    bytes[(page - 1) * PAGE..page * PAGE].fill(0xa5);
    std::fs::write(path, bytes).expect("the damage");
}

fn recovered(path: &Path, secret: Option<&Passphrase>) -> Result<Recovered, StoreError> {
    let to = path.with_extension("new.rollcall");
    let before = std::fs::read(path).expect("bytes");
    let told = recover(path, secret, &to, ("test", NOW));
    assert_eq!(std::fs::read(path).expect("bytes"), before, "only read");
    assert_eq!(told.is_ok(), to.exists());
    told
}

fn of_rows(told: &Recovered) -> (u64, Option<u64>) {
    let rows = told.tables.iter().find(|one| one.table == "raw_row");
    rows.map_or((0, Some(0)), |one| (one.kept, one.lost))
}

#[track_caller]
fn is_told_as_damaged<T>(outcome: Result<T, StoreError>) {
    let Err(error) = outcome else {
        panic!("it was read");
    };
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    let hint = error.hint().unwrap_or_default();
    assert!(hint.contains("project repair"), "{hint}");
    let told = error.to_string();
    assert!(
        !told.contains("utf-8") && !told.contains("malformed"),
        "{told}"
    );
}

#[test]
fn a_whole_project_is_recovered_whole() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = project(folder.path(), None)?;
    let told = recovered(&path, None)?;
    assert_eq!(of_rows(&told), (ROWS, Some(0)));
    assert!(
        told.tables.iter().all(|one| one.lost == Some(0)),
        "{told:?}"
    );
    assert_eq!(told.told, [""; 0]);
    assert!(told.verification.sound, "{:?}", told.verification.findings);
    Ok(())
}

#[test]
fn a_page_of_rows_is_lost_and_the_others_are_kept() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = project(folder.path(), None)?;
    let leaves = pages(&path, "raw_row", "leaf");
    assert!(leaves.len() > 4, "the bait: {leaves:?}");
    overwrite(&path, leaves[leaves.len() / 2]);
    let store = Store::open(&path)?;
    is_told_as_damaged(store.raw_records(&(1..=ROWS as i64).map(RecordId).collect::<Vec<_>>()));
    drop(store);
    let told = recovered(&path, None)?;
    let (kept, lost) = of_rows(&told);
    assert!(kept > ROWS / 2 && kept < ROWS, "{told:?}");
    assert_eq!(lost, Some(ROWS - kept));
    assert!(told.verification.sound, "{:?}", told.verification.findings);
    let store = Store::open(&path.with_extension("new.rollcall"))?;
    let load = store.loads()?.remove(0);
    assert_eq!(load.load, LoadId(1));
    assert_eq!((load.rows_loaded, load.rows_set_aside), (kept, ROWS - kept));
    Ok(())
}

#[test]
fn where_a_table_or_an_index_begins_is_looked_at_on_opening() -> Outcome {
    for (name, kept) in [
        ("raw_row", 0),
        ("set_aside_by_load", ROWS),
        ("source", ROWS),
        ("operation", ROWS),
    ] {
        let folder = tempfile::tempdir()?;
        let path = project(folder.path(), None)?;
        let first = {
            let connection = rusqlite::Connection::open(&path)?;
            connection.query_row(
                "SELECT rootpage FROM sqlite_schema WHERE name = ?1",
                [name],
                |row| row.get::<_, i64>(0),
            )?
        };
        overwrite(&path, first as usize);
        is_told_as_damaged(Store::open(&path));
        let told = recovered(&path, None)?;
        assert_eq!(of_rows(&told), (kept, Some(ROWS - kept)), "{name}");
        assert!(
            told.verification.sound,
            "{name}: {:?}",
            told.verification.findings
        );
    }
    Ok(())
}

#[test]
fn of_a_file_that_was_cut_the_first_part_is_kept() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = project(folder.path(), None)?;
    let whole = std::fs::read(&path)?;
    std::fs::write(&path, &whole[..whole.len() - 5 * PAGE])?;
    is_told_as_damaged(Store::open(&path));
    let told = recovered(&path, None)?;
    let (kept, lost) = of_rows(&told);
    assert!(kept > 0 && kept < ROWS, "{told:?}");
    assert_eq!(lost, Some(ROWS - kept));
    assert!(told.verification.sound, "{:?}", told.verification.findings);
    Ok(())
}

#[test]
fn of_an_encrypted_project_the_pages_that_can_be_deciphered_are_kept() -> Outcome {
    let folder = tempfile::tempdir()?;
    let secret = Passphrase::new("any passphrase".into());
    let path = project(folder.path(), Some(&secret))?;
    let pages = std::fs::metadata(&path)?.len() as usize / PAGE;
    overwrite(&path, pages - 3);
    let told = recovered(&path, Some(&secret))?;
    let (kept, lost) = of_rows(&told);
    assert_eq!(kept + lost.unwrap_or(0), ROWS, "{told:?}");
    assert!(kept < ROWS, "{told:?}");
    assert!(told.verification.sound, "{:?}", told.verification.findings);
    let new = path.with_extension("new.rollcall");
    assert!(Store::needs_passphrase(&new));
    let other = Passphrase::new("another one".into());
    let refused = recover(&path, Some(&other), &folder.path().join("x"), ("test", NOW));
    assert!(matches!(refused, Err(StoreError::WrongPassphrase { .. })));
    Ok(())
}

#[test]
fn of_a_file_without_its_beginning_nothing_is_made() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = project(folder.path(), None)?;
    overwrite(&path, 1);
    assert!(Store::open(&path).is_err());
    assert!(recovered(&path, None).is_err());
    Ok(())
}

#[test]
fn a_mended_row_that_is_lost_stands_as_it_was_set_aside() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = project(folder.path(), None)?;
    // The row it became has the number after the last and is not there.
    rusqlite::Connection::open(&path)?.execute_batch(
        "INSERT INTO set_aside (set_aside_id, load_id, row, code, reason, text) VALUES (1, 1, 9000, 'x', 'x', 'x');
         INSERT INTO mended_row (set_aside_id, record_id, mended_at, mended_by)
            SELECT 1, last_record + 1, loaded_at, 'test' FROM load;
         UPDATE load SET last_record = last_record + 1, rows_loaded = rows_loaded + 1, rows_read = rows_read + 1, mended = 1;",
    )?;
    let told = recovered(&path, None)?;
    assert!(told.verification.sound, "{:?}", told.verification.findings);
    assert!(told.told.iter().any(|one| one.contains("mended by hand")));
    let store = Store::open(&path.with_extension("new.rollcall"))?;
    let load = store.loads()?.remove(0);
    assert_eq!((load.rows_loaded, load.rows_set_aside), (ROWS, 1));
    let (aside, total) = store.aside_rows(&AsideFilter::default(), 0, 9)?;
    assert_eq!((total, aside[0].row.row), (1, 9000));
    Ok(())
}
