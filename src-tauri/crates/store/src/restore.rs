//! Putting a backup in the place of a project.
//!
//! The backup is copied into a file beside the project, looked at page by page, brought up to date, and gets
//! an entry in its history; what is there is put aside as a backup of its own; then one renaming puts the new
//! file in its place. Whatever ends the program, there is one whole project under its name at every moment.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::backup::{JOURNALS, Whose};
use crate::connection::open_writer;
use crate::decision::write_down;
use crate::encryption::Fresh;
use crate::encryption::leftovers::{self, wipe};
use crate::follow::holder;
use crate::lock::ProjectLock;
use crate::migration::migrate;
use crate::opening::{key_of, unlocked};
use crate::passphrase::{FileKey, Passphrase};
use crate::project::{beside, fact};
use crate::{Operation, Store, StoreError, backup, damage, header, in_words};

/// What restoring a backup came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The name of what was put aside; nothing where nothing was there, or only another backup as it was restored.
    pub aside: Option<String>,
}

impl Store {
    /// Puts a backup in the place of the open project and opens that; what was there becomes a backup of its
    /// own. Gives the project that is there then, whatever came of it.
    pub fn restore(
        self,
        name: &str,
        note: &Operation<'_>,
    ) -> (Result<Self, StoreError>, Result<Restored, StoreError>) {
        let named = self.path().to_path_buf();
        // A name that only leads to it would be replaced instead of the file.
        let path = known(&named);
        let key = self.connections.key().cloned();
        let prepared = self.prepare(&path, name, note);
        let Self {
            connections, lock, ..
        } = self;
        // The journal goes into the file with the last connection.
        drop(connections);
        let outcome = prepared.and_then(|(fresh, aside, created_at)| {
            if beside(&path, "-wal").exists() {
                return Err(StoreError::InUse { path: path.clone() });
            }
            fresh.put_in_place(&path)?;
            let whose = Whose {
                created_at: created_at.as_deref(),
                key: key.as_ref(),
            };
            backup::prune(&path, whose);
            Ok(Restored { aside })
        });
        drop(lock);
        let opened = Self::open_by(&named, |_| Ok(key)).map_err(|error| error.at(&named));
        (opened, outcome.map_err(|error| error.at(&named)))
    }

    /// Makes the new file, and puts aside what is there, unless that is a backup as it was restored: whoever tries
    /// one after the other keeps what was there before the first. Tells when the project was made as well.
    fn prepare(
        &self,
        path: &Path,
        name: &str,
        note: &Operation<'_>,
    ) -> Result<(Fresh, Option<String>, Option<String>), StoreError> {
        if !self.is_alone() {
            return Err(StoreError::InUse {
                path: self.path().to_path_buf(),
            });
        }
        // What is left of an erased person must not come back.
        self.scour_if_due()?;
        let key = self.connections.key();
        let (created_at, is_just_restored) = self.connections.read(|connection| {
            let is_just_restored = backup::is_just_restored(connection)?;
            Ok((fact(connection, "created_at")?, is_just_restored))
        })?;
        let holder = holder(path, name, || key.map(FileKey::salt));
        let fresh = made_of((path, &holder), name, key, created_at.as_deref(), note)?;
        if is_just_restored {
            return Ok((fresh, None, created_at));
        }
        let place = backup::place_before_restore(path, note.at)?;
        self.copy_to(&place)?;
        Ok((fresh, Some(name_of(&place)), created_at))
    }
}

/// The file a name leads to.
fn known(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Puts a backup in the place of a project that is not open, whether it can be opened or not. What was there
/// becomes a backup of its own.
///
/// # Errors
/// When there is no such backup, it cannot be opened or is damaged itself; [`StoreError::InUse`] while anybody
/// has the project open; [`StoreError::Disk`] when there is no room. The project is as it was then.
pub fn restore_project(
    path: &Path,
    passphrase: Option<&Passphrase>,
    name: &str,
    note: &Operation<'_>,
) -> Result<Restored, StoreError> {
    match Store::open_with(path, passphrase) {
        Ok(store) => store.restore(name, note).1,
        Err(
            StoreError::Damaged { .. }
            | StoreError::Missing { .. }
            | StoreError::NotAProject { .. }
            | StoreError::NotWhole { .. }
            | StoreError::WrongPassphrase { .. }
            | StoreError::Sql { .. },
        ) => over_damage(path, passphrase, name, note).map_err(|error| error.at(path)),
        Err(other) => Err(other),
    }
}

/// Puts a backup in the place of what cannot be opened.
fn over_damage(
    path: &Path,
    passphrase: Option<&Passphrase>,
    name: &str,
    note: &Operation<'_>,
) -> Result<Restored, StoreError> {
    let holder = holder(path, name, || header::salt_of(path));
    let found = backup::folder_of(&holder).join(name);
    let path = &known(path);
    let _lock = ProjectLock::take(path)?;
    let half = beside(path, leftovers::REWRITING);
    wipe(&half).map_err(|error| refused(&half, &error))?;
    let key = if found.exists() {
        key_of(&found, passphrase)?
    } else {
        None
    };
    let fresh = made_of((path, &holder), name, key.as_ref(), None, note)?;
    let aside = if path.exists() {
        Some(put_aside(path, note.at)?)
    } else {
        None
    };
    // One that stays would be taken for one of the new file.
    for suffix in JOURNALS {
        let journal = beside(path, suffix);
        match std::fs::remove_file(&journal) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(refused(&journal, &error));
            }
            _ => {}
        }
    }
    fresh.put_in_place(path)?;
    let told = backup::look_into(path, key.as_ref());
    let created_at = told.ok().and_then(|(created_at, _)| created_at);
    let whose = Whose {
        created_at: created_at.as_deref(),
        key: key.as_ref(),
    };
    backup::prune(path, whose);
    Ok(Restored { aside })
}

/// Copies a file that cannot be opened, with its journals, which have to be there once it is.
fn put_aside(path: &Path, at: &str) -> Result<String, StoreError> {
    let place = backup::place_before_restore(path, at)?;
    copy_journals(path, &place)?;
    let part = beside(&place, backup::PART);
    std::fs::copy(path, &part).map_err(|error| refused(&part, &error))?;
    backup::appear(&part, &place)?;
    Ok(name_of(&place))
}

/// Copies what is not in a file yet beside a copy of it, in the place of whatever stands there.
fn copy_journals(from: &Path, to: &Path) -> Result<(), StoreError> {
    wipe_journals(to)?;
    for suffix in ["-wal", "-journal"] {
        let (journal, copy) = (beside(from, suffix), beside(to, suffix));
        if journal.exists() {
            std::fs::copy(&journal, &copy)
                .and_then(|_| std::fs::OpenOptions::new().write(true).open(&copy))
                .and_then(|file| file.sync_all())
                .map_err(|error| refused(&copy, &error))?;
        }
    }
    Ok(())
}

fn wipe_journals(path: &Path) -> Result<(), StoreError> {
    for suffix in JOURNALS {
        let journal = beside(path, suffix);
        wipe(&journal).map_err(|error| refused(&journal, &error))?;
    }
    Ok(())
}

/// The new file: the backup, looked at, brought up to date, with an entry in its history. The backup lies beside the
/// project, or beside a name it had before.
fn made_of(
    (project, holder): (&Path, &Path),
    name: &str,
    key: Option<&FileKey>,
    created_at: Option<&str>,
    note: &Operation<'_>,
) -> Result<Fresh, StoreError> {
    let from = backup::folder_of(holder).join(name);
    let names = backup::ours(holder).map_err(|error| refused(&from, &error))?;
    if !names.contains(name) || name.ends_with(backup::PART) {
        return Err(StoreError::Missing { path: from });
    }
    header::look(&from)?;
    let fresh = Fresh::beside(project)?;
    std::fs::copy(&from, &fresh.path).map_err(|error| refused(&fresh.path, &error))?;
    let outcome = (|| {
        // What was put aside damaged may have some.
        copy_journals(&from, &fresh.path)?;
        let mut connection = unlocked(&fresh.path, key, open_writer)?;
        connection.pragma_update(None, "journal_mode", "MEMORY")?;
        is_whole(&connection, &from)?;
        if created_at.is_some() && fact(&connection, "created_at")?.as_deref() != created_at {
            // It is of a project that had this name before.
            return Err(StoreError::Missing { path: from.clone() });
        }
        migrate(&mut connection)?;
        let transaction = connection.transaction()?;
        write_down(&transaction, note)?;
        backup::note_restored(&transaction)?;
        transaction.commit()?;
        connection.close().map_err(|(_, error)| error)?;
        let file = std::fs::OpenOptions::new().write(true).open(&fresh.path);
        file.and_then(|file| file.sync_all())
            .map_err(|error| refused(&fresh.path, &error))
    })();
    // All of them is in the file now.
    match outcome.and(wipe_journals(&fresh.path)) {
        Ok(()) => Ok(fresh),
        Err(error @ (StoreError::Disk { .. } | StoreError::Missing { .. })) => Err(error),
        Err(error) => Err(damage::of_opened(error, key.is_some()).at(&from)),
    }
}

/// Looks at every page of a backup before it takes the place of anything.
fn is_whole(connection: &Connection, from: &Path) -> Result<(), StoreError> {
    let answer: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if answer == "ok" {
        return Ok(());
    }
    Err(StoreError::Damaged {
        path: from.to_path_buf(),
        what: damage::PAGE.into(),
    })
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn refused(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Disk {
        path: path.to_path_buf(),
        what: in_words(error),
    }
}
