//! Taking what can still be read of a damaged project into a new one.
//!
//! Every table is read past the pages that cannot be made out, row by row into a project made anew; then rows
//! that lead nowhere are left out, counts are put right, and the trail is sealed as it is left. What was lost is
//! told for each table. The damaged file is only read.

mod fit;
mod walk;

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params, params_from_iter};
use serde_json::json;

use crate::connection::open_writer;
use crate::decision::write_down;
use crate::lock::ProjectLock;
use crate::migration::{SCHEMA_VERSION, migrate, migrate_to};
use crate::opening::key_of;
use crate::passphrase::{FileKey, Passphrase, fresh_salt};
use crate::project::beside;
use crate::{Operation, Store, StoreError, Verification, owner_only, trail};
use walk::{Source, Table};

/// The index people are found by words with: the only table that is not read row by row.
const SEARCH: &str = "customer_search";

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRecovered {
    /// Its name.
    pub table: String,
    /// Rows that are in the new project.
    pub kept: u64,
    /// Rows that are lost or were left out; nothing where nobody can tell how many there were.
    pub lost: Option<u64>,
}

/// What came of recovering a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The tables that held anything, by name.
    pub tables: Vec<TableRecovered>,
    /// What was put right, and what has to be done, one sentence each.
    pub told: Vec<String>,
    /// What a thorough look at the new project found.
    pub verification: Verification,
}

/// Takes what can be read of a project into a new file, with the same passphrase where it has one.
///
/// # Errors
/// As for opening it where nothing of it can be read; [`StoreError::Exists`] when something is at the new path,
/// [`StoreError::InUse`] while anybody has the project open. Nothing is left at the new path then.
pub fn recover(
    path: &Path,
    passphrase: Option<&Passphrase>,
    to: &Path,
    (who, at): (&str, &str),
) -> Result<Recovered, StoreError> {
    let key = key_of(path, passphrase)?;
    let _lock = ProjectLock::take(path)?;
    let mut source = Source::open(path, key).map_err(|error| error.at(path))?;
    let format = source.format()?;
    if !(1..=SCHEMA_VERSION).contains(&format) {
        return Err(StoreError::Newer {
            path: path.to_path_buf(),
            found: format,
            known: SCHEMA_VERSION,
        });
    }
    if !owner_only::create(to)? {
        return Err(StoreError::Exists {
            path: to.to_path_buf(),
        });
    }
    let outcome = (|| {
        let key = match passphrase {
            Some(passphrase) => Some(FileKey::of(passphrase, fresh_salt()?)),
            None => None,
        };
        let (tables, told) = fill(&mut source, format, to, key.as_ref(), (who, at))?;
        let verification = Store::open_with(to, passphrase)?.verify()?;
        Ok(Recovered {
            tables,
            told,
            verification,
        })
    })();
    if outcome.is_err() {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(beside(to, suffix));
        }
    }
    outcome.map_err(|error: StoreError| error.at(to))
}

/// Makes the new project of all that can be read.
fn fill(
    source: &mut Source,
    format: i64,
    to: &Path,
    key: Option<&FileKey>,
    (who, at): (&str, &str),
) -> Result<(Vec<TableRecovered>, Vec<String>), StoreError> {
    let mut fresh = open_writer(to, key)?;
    fresh.pragma_update(None, "page_size", 8192)?;
    fresh.pragma_update(None, "foreign_keys", false)?;
    fresh.pragma_update(None, "journal_mode", "MEMORY")?;
    migrate_to(&mut fresh, format)?;
    let mut tables = Vec::new();
    fresh.execute_batch("BEGIN")?;
    for table in Table::all(&fresh)? {
        tables.push(copy(source, &fresh, &table)?);
    }
    let is_searchable = copy_search(source, &fresh)?;
    fresh.execute_batch("COMMIT")?;
    migrate(&mut fresh)?;

    let transaction = fresh.transaction()?;
    let (mut told, gone) = fit::fit(&transaction, &tables, at)?;
    // Loads tell how many rows they had, where the table of rows itself does not.
    let is_told = tables
        .iter()
        .any(|one| one.table == "load" && one.lost == Some(0));
    for one in tables.iter_mut().filter(|one| one.table == "raw_row") {
        one.lost = one.lost.or(is_told.then_some(gone));
    }
    if !is_searchable {
        told.push(
            "The words people are found by are lost: nobody is found by a word until who is who is worked out again."
                .to_owned(),
        );
        fit::work_out_again(&transaction)?;
    }
    if trail::check(&transaction)?.broken.is_some() {
        trail::seal_recovered(&transaction)?;
        told.push("The trail had holes: it is sealed anew as it is left, so a digest of its last entry written down before no longer fits.".to_owned());
    }
    let tables = recounted(&transaction, tables)?;
    let lost: u64 = tables.iter().filter_map(|one| one.lost).sum();
    write_down(
        &transaction,
        &Operation {
            kind: "repair_project",
            sentence: format!(
                "Took what could be read of a damaged project: {} rows kept, {} lost",
                tables.iter().map(|one| one.kept).sum::<u64>(),
                lost_in_words(lost, &tables)
            ),
            request: json!({}),
            who,
            at,
        },
    )?;
    transaction.commit()?;
    fresh.close().map_err(|(_, error)| error)?;
    Ok((tables, told))
}

fn lost_in_words(lost: u64, tables: &[TableRecovered]) -> String {
    let unknown = tables.iter().filter(|one| one.lost.is_none()).count();
    match unknown {
        0 => lost.to_string(),
        _ => format!("{lost} or more"),
    }
}

/// Copies a table row by row.
fn copy(
    source: &mut Source,
    fresh: &Connection,
    table: &Table,
) -> Result<TableRecovered, StoreError> {
    fresh.execute(&format!("DELETE FROM \"{}\"", table.name), [])?;
    let expected = source.count(table);
    let marks = vec!["?"; table.columns.len()].join(", ");
    let mut statement = fresh.prepare(&format!(
        "INSERT OR IGNORE INTO \"{}\" ({}) VALUES ({marks})",
        table.name,
        table.listed()
    ))?;
    let (mut kept, mut unfit) = (0_u64, 0_u64);
    let is_whole = walk::read(source, table, &mut |row: Option<Vec<Value>>| {
        let Some(row) = row else {
            unfit += 1;
            return Ok(());
        };
        match statement.execute(params_from_iter(row)) {
            Ok(0) => unfit += 1,
            Ok(_) => kept += 1,
            // What no row the program wrote can be.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                unfit += 1;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    })?;
    let lost = match expected {
        Some(expected) => Some(expected.saturating_sub(kept).max(unfit)),
        None if is_whole => Some(unfit),
        None => None,
    };
    Ok(TableRecovered {
        table: table.name.clone(),
        kept,
        lost,
    })
}

/// Copies the index of words as it is, or leaves it empty where a part of it cannot be read. Says whether it is
/// whole.
fn copy_search(source: &mut Source, fresh: &Connection) -> Result<bool, StoreError> {
    fresh.execute_batch("SAVEPOINT words")?;
    let mut is_whole = true;
    for table in Table::of_index(fresh, SEARCH)? {
        let copied = copy(source, fresh, &table)?;
        is_whole &= copied.lost == Some(0);
    }
    if !is_whole {
        fresh.execute_batch("ROLLBACK TO words")?;
    }
    fresh.execute_batch("RELEASE words")?;
    Ok(is_whole)
}

/// What is in the new project now that rows were left out.
fn recounted(
    fresh: &Connection,
    tables: Vec<TableRecovered>,
) -> Result<Vec<TableRecovered>, StoreError> {
    let mut counted = Vec::new();
    for mut one in tables {
        let is_there: bool = fresh.query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)",
            params![one.table],
            |row| row.get(0),
        )?;
        // A step to a newer format may have given it another name.
        if is_there {
            let count = format!("SELECT count(*) FROM \"{}\"", one.table);
            let now = fresh.query_row(&count, [], |row| row.get::<_, i64>(0))? as u64;
            one.lost = one.lost.map(|lost| lost + one.kept.saturating_sub(now));
            one.kept = one.kept.min(now);
        }
        if one.kept > 0 || one.lost != Some(0) {
            counted.push(one);
        }
    }
    Ok(counted)
}
