//! Overwriting what an erasure leaves on the disk: free pages, the search index, the journal, and
//! the copy that was made beside the file before its format changed.
//!
//! That this is due is noted in the transaction that erases, and struck out only once it is done, so
//! that whatever ends the program in between, the next opening goes on.

use rusqlite::{Connection, Transaction};

use crate::encryption::leftovers::wipe_copy;
use crate::passphrase::FileKey;
use crate::project::{fact, set_fact};
use crate::{Store, StoreError};

/// The fact that the file still has to be written anew.
const DUE: &str = "scour_due";
/// The fact that people have not been found anew since a person was erased.
const PEOPLE_DUE: &str = "people_due";

impl Store {
    /// Writes the file anew so that nothing erased is left in the search index, in free pages or in
    /// the journal, and takes the copy away that stands beside it since its format last changed.
    ///
    /// # Errors
    /// When the file cannot be written, such as for want of space for a second copy. It stays due
    /// then.
    pub fn scour(&self) -> Result<(), StoreError> {
        self.connections.maintain(|connection| {
            connection.execute(
                "INSERT INTO customer_search (customer_search) VALUES ('optimize')",
                [],
            )?;
            write_anew(connection, self.is_encrypted())?;
            empty_journal(connection)?;
            wipe_copy(self.path(), self.connections.key().map(FileKey::salt))?;
            connection.execute("DELETE FROM project WHERE key = ?1", [DUE])?;
            empty_journal(connection)
        })
    }

    /// Scours the file where an erasure was not followed by it.
    ///
    /// # Errors
    /// As for [`Store::scour`].
    pub fn scour_if_due(&self) -> Result<(), StoreError> {
        if self.is_scour_due()? {
            self.scour()
        } else {
            Ok(())
        }
    }

    /// Whether bytes of an erased person may still stand in the file or the copy beside it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_scour_due(&self) -> Result<bool, StoreError> {
        self.has_fact(DUE)
    }

    /// Whether a person was erased and people have not been found anew since.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn are_people_due(&self) -> Result<bool, StoreError> {
        self.has_fact(PEOPLE_DUE)
    }

    fn has_fact(&self, key: &str) -> Result<bool, StoreError> {
        self.connections
            .read(|connection| Ok(fact(connection, key)?.is_some()))
    }
}

/// Notes that the file has to be written anew.
pub(crate) fn set_due(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    set_fact(transaction, DUE, "1")
}

/// Notes that people have to be found anew.
pub(super) fn set_people_due(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    set_fact(transaction, PEOPLE_DUE, "1")
}

/// People were found anew. What was made of them before is gone only now, so where somebody was
/// erased the file has to be written anew once more.
pub(crate) fn people_found_again(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let was_due = transaction.execute("DELETE FROM project WHERE key = ?1", [PEOPLE_DUE])?;
    if was_due > 0 {
        set_due(transaction)?;
    }
    Ok(())
}

/// Writes the file anew by way of a temporary one, which SQLCipher encrypts with the same key: the one thing
/// that may be put aside of an encrypted project.
fn write_anew(connection: &Connection, is_encrypted: bool) -> Result<(), StoreError> {
    if !is_encrypted {
        return Ok(connection.execute_batch("VACUUM")?);
    }
    connection.pragma_update(None, "temp_store", "FILE")?;
    let outcome = connection.execute_batch("VACUUM");
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(outcome?)
}

/// Brings the whole journal into the file and cuts it to nothing.
fn empty_journal(connection: &Connection) -> Result<(), StoreError> {
    let is_busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if is_busy {
        return Err(StoreError::Locked {
            path: std::path::PathBuf::from("the project file"),
        });
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use memchr::memmem::find;

    use super::write_anew;
    use crate::connection::open_writer;
    use crate::opening::key_of;
    use crate::{Passphrase, Store};

    const KNOWN: &str = "Grietje Dekker of Zwolle";

    /// Looks into the files SQLite has put aside and unlinked: how many bytes, and whether they can be read.
    fn look_aside(bytes: &AtomicUsize, readable: &AtomicUsize) {
        for entry in std::fs::read_dir("/proc/self/fd").into_iter().flatten() {
            let Ok(path) = entry.map(|entry| entry.path()) else {
                continue;
            };
            let leads_to = std::fs::read_link(&path).unwrap_or_default();
            if !leads_to.to_string_lossy().contains("etilqs_") {
                continue;
            }
            let content = std::fs::read(&path).unwrap_or_default();
            bytes.fetch_max(content.len(), Ordering::Relaxed);
            if find(&content, KNOWN.as_bytes()).is_some() {
                readable.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn what_is_put_aside_of_an_encrypted_project_cannot_be_read()
    -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let secret = Passphrase::new("any passphrase".into());
        for passphrase in [None, Some(&secret)] {
            let path = folder
                .path()
                .join(format!("{}.rollcall", passphrase.is_some()));
            drop(Store::create_with(
                &path,
                "P",
                "2026-11-23T10:00:00Z",
                passphrase,
            )?);
            let key = key_of(&path, passphrase)?;
            let mut connection = open_writer(&path, key.as_ref())?;
            let (bytes, readable) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
            let (looked, found) = (Arc::clone(&bytes), Arc::clone(&readable));
            connection.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
                     INSERT INTO project (key, value) SELECT 'k' || i, ?1 || hex(randomblob(400)) FROM n",
                    [KNOWN],
                )?;
            // So little memory that most has to be put aside.
            connection.pragma_update(None, "cache_size", 10)?;
            connection.progress_handler(
                500,
                Some(move || {
                    look_aside(&looked, &found);
                    false
                }),
            )?;
            write_anew(&connection, passphrase.is_some())?;
            connection.progress_handler(0, None::<fn() -> bool>)?;
            assert!(
                bytes.load(Ordering::Relaxed) > 1_000_000,
                "the bait is put aside"
            );
            assert_eq!(
                readable.load(Ordering::Relaxed) > 0,
                passphrase.is_none(),
                "encrypted: {}",
                passphrase.is_some()
            );
        }
        Ok(())
    }
}
