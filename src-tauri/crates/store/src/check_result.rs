//! What the checks found at a run, kept beside what it was made from.

use rollcall_model::RunId;
use rusqlite::{OptionalExtension, params};

use crate::{RunWriter, Store, StoreError};

/// What the checks found, as the engine writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheckResult {
    /// Fingerprint of everything it was made from.
    pub made_from: String,
    /// What was found.
    pub content: String,
}

impl Store {
    /// What the checks found at a run; nothing of a run that kept none, or after an erasure.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn check_result(&self, run: RunId) -> Result<Option<StoredCheckResult>, StoreError> {
        self.connections.read(|connection| {
            let result = connection
                .prepare_cached("SELECT made_from, content FROM check_result WHERE run_id = ?1")?
                .query_row([run.0], |row| {
                    Ok(StoredCheckResult {
                        made_from: row.get(0)?,
                        content: row.get(1)?,
                    })
                })
                .optional()?;
            Ok(result)
        })
    }
}

impl RunWriter<'_> {
    /// Keeps what the checks found at the run.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_check_result(&self, result: &StoredCheckResult) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO check_result (run_id, made_from, content) VALUES (?1, ?2, ?3)",
                params![self.run.0, result.made_from, result.content],
            )?;
            Ok(())
        })
    }
}
