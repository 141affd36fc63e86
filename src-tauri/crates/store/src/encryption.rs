//! Setting, changing and removing the passphrase of a project.
//!
//! All three are one: the project is written anew into a file beside it, read back and compared, and put
//! in the place of the former one by a single renaming. Whatever ends the program, there is at every moment
//! one whole project under its name, the former or the new one; what the other has left is wiped at the
//! next opening.

pub(crate) mod leftovers;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use crate::connection::open_writer;
use crate::decision::write_down;
use crate::header;
use crate::lock::ProjectLock;
use crate::opening::{check_pages, key_of, unlocked};
use crate::passphrase::{FileKey, Passphrase, SEALED_PAGE, fresh_salt};
use crate::project::beside;
use crate::{Operation, StoreError, in_words, owner_only};

/// What became of what a project was before its passphrase was set, changed or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassphraseChanged {
    /// Whether the former file was written over before it was taken away.
    pub is_former_wiped: bool,
    /// What became of the copies beside it: its backups, and the one made before its format last changed.
    pub copy: FormerCopy,
}

impl PassphraseChanged {
    /// Nothing of before is known to be wiped.
    pub const LEFT: Self = Self {
        is_former_wiped: false,
        copy: FormerCopy::Left,
    };
}

/// What became of the copies of a project whose passphrase was set, changed or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormerCopy {
    /// There was none.
    None,
    /// They were written over and taken away.
    Wiped,
    /// One could not be written over, so what it holds can still be read, under another name perhaps.
    Left,
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    Begun,
    Exported,
    Proved,
    Linked,
    Swapped,
    Wiped,
}

/// Encrypts a project that is not open, gives it another passphrase, or takes the passphrase away, and
/// notes that in its history.
///
/// # Errors
/// As for opening it with the passphrase it has; [`StoreError::InUse`] while anybody has it open or looks
/// at it; [`StoreError::Disk`] when there is no room for a second copy. The project is as it was then. What
/// of before could not be wiped once it is changed is no error, but told.
pub fn change_passphrase(
    path: &Path,
    has: Option<&Passphrase>,
    gets: Option<&Passphrase>,
    note: &Operation<'_>,
) -> Result<PassphraseChanged, StoreError> {
    rewrite(path, has, gets, note, &mut |_| {}).map_err(|error| error.at(path))
}

fn rewrite(
    path: &Path,
    has: Option<&Passphrase>,
    gets: Option<&Passphrase>,
    note: &Operation<'_>,
    reached: &mut dyn FnMut(Reached),
) -> Result<PassphraseChanged, StoreError> {
    header::look(path)?;
    // A name that only leads to it would be replaced instead of the file.
    let path = &std::fs::canonicalize(path).map_err(|error| refused(path, &error))?;
    let _lock = ProjectLock::take(path)?;
    let former_key = key_of(path, has)?;
    let key = match gets {
        Some(passphrase) => Some(FileKey::of(passphrase, fresh_salt()?)),
        None => None,
    };
    let begins = leftovers::Begins::of(path);
    let source = alone(path, former_key.as_ref())?;
    let is_cleared = leftovers::clear(path, &begins).is_ok();

    let fresh = Fresh::beside(path)?;
    reached(Reached::Begun);
    let counts = rows(&source)?;
    export(&source, &fresh.path, key.as_ref())?;
    reached(Reached::Exported);
    prove(&fresh.path, key.as_ref(), &counts, note)?;
    source.close().map_err(|(_, error)| error)?;
    reached(Reached::Proved);

    let former = leftovers::Former::of(path);
    reached(Reached::Linked);
    fresh.put_in_place(path)?;
    reached(Reached::Swapped);
    // It is changed now: whatever goes wrong from here on must not be told as a failure.
    let copy = match former.wipe_copies(path) {
        Ok(true) => FormerCopy::Wiped,
        Ok(false) => FormerCopy::None,
        Err(_) => FormerCopy::Left,
    };
    let is_former_wiped = former.wipe() && is_cleared;
    reached(Reached::Wiped);
    Ok(PassphraseChanged {
        is_former_wiped,
        copy,
    })
}

/// A connection beside which there is no other, and no journal but its own.
fn alone(path: &Path, key: Option<&FileKey>) -> Result<Connection, StoreError> {
    let in_use = |error: StoreError| match error {
        StoreError::Locked { .. } => StoreError::InUse {
            path: path.to_path_buf(),
        },
        other => other,
    };
    let connection = unlocked(path, key, open_writer)?;
    check_pages(&connection, path)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection
        .query_row("PRAGMA locking_mode = EXCLUSIVE", [], |row| {
            row.get::<_, String>(0)
        })
        .map_err(|error| in_use(error.into()))?;
    let journal: String = connection
        .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))
        .map_err(|error| in_use(error.into()))?;
    if journal != "delete" || beside(path, "-wal").exists() {
        return Err(StoreError::InUse {
            path: path.to_path_buf(),
        });
    }
    // From here on nobody can even read.
    connection
        .execute_batch("BEGIN EXCLUSIVE; COMMIT")
        .map_err(|error| in_use(error.into()))?;
    Ok(connection)
}

/// Copies everything into the new file.
fn export(source: &Connection, to: &Path, key: Option<&FileKey>) -> Result<(), StoreError> {
    let name = to.to_str().ok_or_else(|| StoreError::Disk {
        path: to.to_path_buf(),
        what: "its name has characters that are no text".into(),
    })?;
    source.execute(
        "ATTACH ?1 AS fresh KEY ?2",
        params![name, key.map_or("", FileKey::spelled)],
    )?;
    let page = if key.is_some() {
        "cipher_page_size"
    } else {
        "page_size"
    };
    source.execute_batch(&format!(
        "PRAGMA fresh.{page} = {SEALED_PAGE}; PRAGMA fresh.journal_mode = OFF; PRAGMA fresh.synchronous = OFF;"
    ))?;
    source.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(()))?;
    for mark in ["application_id", "user_version"] {
        let value: i64 = source.query_row(&format!("PRAGMA main.{mark}"), [], |row| row.get(0))?;
        source.execute_batch(&format!("PRAGMA fresh.{mark} = {value}"))?;
    }
    source.execute_batch("DETACH fresh")?;
    Ok(())
}

/// Opens the new file as anybody would, compares it with what it was made from, writes the note into its
/// history and brings it to the disk.
fn prove(
    path: &Path,
    key: Option<&FileKey>,
    counts: &[(String, i64)],
    note: &Operation<'_>,
) -> Result<(), StoreError> {
    let not_the_same = |what: &str| StoreError::Disk {
        path: path.to_path_buf(),
        what: format!("the new file is not the same as the former one: {what}"),
    };
    let mut connection = unlocked(path, key, open_writer)?;
    header::check_unlocked(&connection, path)?;
    connection.pragma_update(None, "journal_mode", "MEMORY")?;
    if rows(&connection)? != counts {
        return Err(not_the_same("rows are missing"));
    }
    let answer: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if answer != "ok" {
        return Err(not_the_same(&answer));
    }
    let transaction = connection.transaction()?;
    write_down(&transaction, note)?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    let file = std::fs::OpenOptions::new().write(true).open(path);
    file.and_then(|file| file.sync_all())
        .map_err(|error| refused(path, &error))
}

/// How many rows each table has.
fn rows(connection: &Connection) -> Result<Vec<(String, i64)>, StoreError> {
    let tables: Vec<String> = {
        let mut statement = connection.prepare(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name",
        )?;
        statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?
    };
    tables
        .into_iter()
        .map(|table| {
            let count = format!("SELECT count(*) FROM main.\"{table}\"");
            let rows = connection.query_row(&count, [], |row| row.get(0))?;
            Ok((table, rows))
        })
        .collect()
}

/// The file that is being written. It goes, wiped, unless it was put in place.
pub(crate) struct Fresh {
    pub(crate) path: PathBuf,
    is_in_place: bool,
}

impl Fresh {
    pub(crate) fn beside(project: &Path) -> Result<Self, StoreError> {
        let path = beside(project, leftovers::REWRITING);
        if !owner_only::create(&path)? {
            return Err(StoreError::Exists { path });
        }
        Ok(Self {
            path,
            is_in_place: false,
        })
    }

    pub(crate) fn put_in_place(mut self, project: &Path) -> Result<(), StoreError> {
        std::fs::rename(&self.path, project).map_err(|error| refused(project, &error))?;
        self.is_in_place = true;
        leftovers::sync_folder(project);
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if !self.is_in_place {
            let _ = leftovers::wipe(&self.path);
        }
    }
}

fn refused(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Disk {
        path: path.to_path_buf(),
        what: in_words(error),
    }
}
