//! What the columns of a load hold, as counted while standardising.

use rollcall_model::LoadId;
use rusqlite::{Transaction, params};

use crate::{Store, StoreError};

impl Store {
    /// Puts the profiles of a load in place of those before: column by column, as JSON.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_profiles(&self, load: LoadId, profiles: &[String]) -> Result<(), StoreError> {
        self.connections
            .write(|transaction| put_profiles(transaction, load, profiles))
    }

    /// The profiles of a load, in the order of its columns; none while they have to be made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn profiles(&self, load: LoadId) -> Result<Vec<String>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT profile FROM column_profile WHERE load_id = ?1 ORDER BY column_",
            )?;
            let profiles = statement
                .query_map([load.0], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(profiles)
        })
    }
}

pub(crate) fn put_profiles(
    transaction: &Transaction<'_>,
    load: LoadId,
    profiles: &[String],
) -> Result<(), StoreError> {
    forget_profiles(transaction, load.0)?;
    let mut statement = transaction.prepare_cached(
        "INSERT INTO column_profile (load_id, column_, profile) VALUES (?1, ?2, ?3)",
    )?;
    for (column, profile) in profiles.iter().enumerate() {
        statement.execute(params![load.0, column as i64, profile])?;
    }
    Ok(())
}

/// Takes the profiles of a load away: they quote values of its rows.
pub(crate) fn forget_profiles(transaction: &Transaction<'_>, load: i64) -> Result<(), StoreError> {
    transaction
        .prepare_cached("DELETE FROM column_profile WHERE load_id = ?1")?
        .execute([load])?;
    Ok(())
}
