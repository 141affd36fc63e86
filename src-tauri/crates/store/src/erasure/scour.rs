//! Overwriting what an erasure leaves on the disk: free pages, the search index, the journal, the backups, and
//! the copy that was made beside the file before its format changed.
//!
//! That this is due is noted in the transaction that erases, and struck out only once it is done, so
//! that whatever ends the program in between, the next opening goes on.

use rusqlite::{Connection, Transaction};

use crate::backup::Whose;
use crate::encryption::leftovers::wipe_copies;
use crate::follow::wipe_left;
use crate::passphrase::FileKey;
use crate::project::{fact, set_fact};
use crate::{Store, StoreError};

/// The fact that the file still has to be written anew.
const DUE: &str = "scour_due";
/// The fact that people have not been found anew since a person was erased.
const PEOPLE_DUE: &str = "people_due";

impl Store {
    /// Writes the file anew so that nothing erased is left in the search index, in free pages or in
    /// the journal, and takes the copies away that stand beside it: the backups, and the one from before its
    /// format last changed, also under a name it had before.
    ///
    /// # Errors
    /// When the file cannot be written, such as for want of space for a second copy. It stays due
    /// then.
    pub fn scour(&self) -> Result<(), StoreError> {
        let _no_copy_meanwhile = self.hold_copies();
        self.connections.maintain(|connection| {
            connection.execute(
                "INSERT INTO customer_search (customer_search) VALUES ('optimize')",
                [],
            )?;
            // Of an encrypted file the new one is made in memory: nothing of it is put aside elsewhere.
            connection.execute_batch("VACUUM")?;
            empty_journal(connection)?;
            let created_at = fact(connection, "created_at")?;
            let key = self.connections.key();
            let whose = Whose {
                created_at: created_at.as_deref(),
                key,
            };
            // Whatever one of them refuses, the other is done.
            let here = wipe_copies(self.path(), key.map(FileKey::salt), whose).map(|_| ());
            here.and(wipe_left(self.path(), &self.places(), whose))?;
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

    /// Whether bytes of an erased person may still stand in the file or the copies beside it.
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

/// Brings the whole journal into the file and cuts it to nothing.
pub(super) fn empty_journal(connection: &Connection) -> Result<(), StoreError> {
    let is_busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if is_busy {
        return Err(StoreError::Locked {
            path: std::path::PathBuf::from("the project file"),
        });
    }
    Ok(())
}
