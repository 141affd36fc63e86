//! What a run keeps of the records it linked, for the next run to start from.

use rollcall_model::RunId;
use rusqlite::{OptionalExtension, params};

use crate::{RunWriter, Store, StoreError};

impl Store {
    /// What a run kept for the next; nothing where it kept nothing or a person was erased since.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn linkage_memory(&self, run: RunId) -> Result<Option<Vec<u8>>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT memory FROM linkage_memory WHERE run_id = ?1")?
                .query_row([run.0], |row| row.get(0))
                .optional()?)
        })
    }
}

impl RunWriter<'_> {
    /// Keeps what the next run may start from.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_linkage_memory(&self, memory: &[u8]) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            transaction.execute(
                "INSERT INTO linkage_memory (run_id, memory) VALUES (?1, ?2)",
                params![self.run.0, memory],
            )?;
            Ok(())
        })
    }
}
