//! How far values can be trusted, as a run found it or was told.

use rollcall_model::RunId;
use rusqlite::{OptionalExtension, Row, params};

use crate::{RunWriter, Store, StoreError};

/// A value that does not point to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStanding {
    /// Code of the attribute.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// `personal`, `household`, `shared` or `junk`.
    pub standing: String,
    /// Whether the run was told so instead of finding it.
    pub is_stated: bool,
    /// Records that hold it.
    pub records: u64,
    /// People behind it.
    pub people: u64,
}

impl Store {
    /// Values many people share, or that are junk, and those people said something of: these first, then those on
    /// most records.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn standings(&self, run: RunId, limit: u64) -> Result<Vec<StoredStanding>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT attribute, value, standing, records, people, is_stated FROM standing
                 WHERE run_id = ?1 ORDER BY is_stated DESC, records DESC, attribute, value LIMIT ?2",
            )?;
            let standings =
                statement.query_map(params![run.0, limit as i64], read_standing)?.collect::<Result<_, _>>()?;
            Ok(standings)
        })
    }

    /// How many such values there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn standing_total(&self, run: RunId) -> Result<u64, StoreError> {
        self.connections.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT count(*) FROM standing WHERE run_id = ?1")?;
            let total: i64 = statement.query_row([run.0], |row| row.get(0))?;
            Ok(total as u64)
        })
    }

    /// What is known about one value.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn standing(
        &self,
        run: RunId,
        attribute: &str,
        value: &str,
    ) -> Result<Option<StoredStanding>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT attribute, value, standing, records, people, is_stated FROM standing WHERE run_id = ?1 AND attribute = ?2 AND value = ?3",
                )?
                .query_row(params![run.0, attribute, value], read_standing)
                .optional()?)
        })
    }
}

impl RunWriter<'_> {
    /// Writes what is known about values that do not point to one person.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_standings(&self, standings: &[StoredStanding]) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "INSERT OR REPLACE INTO standing (run_id, attribute, value, standing, records, people, is_stated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for one in standings {
                statement.execute(params![
                    self.run.0, one.attribute, one.value, one.standing, one.records as i64, one.people as i64, one.is_stated
                ])?;
            }
            Ok(())
        })
    }
}

fn read_standing(row: &Row<'_>) -> rusqlite::Result<StoredStanding> {
    Ok(StoredStanding {
        attribute: row.get(0)?,
        value: row.get(1)?,
        standing: row.get(2)?,
        records: row.get::<_, i64>(3)? as u64,
        people: row.get::<_, i64>(4)? as u64,
        is_stated: row.get(5)?,
    })
}
