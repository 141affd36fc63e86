//! What the columns of a load hold, as counted while it was loaded or standardised.

use rollcall_model::LoadId;
use rusqlite::{Connection, Transaction, params};

use crate::{Store, StoreError};

/// One column of a load, as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredProfile {
    /// What it holds under the mapping in use.
    pub profile: String,
    /// All that was counted of it, whatever it is mapped to.
    pub counted: String,
}

impl Store {
    /// Puts the profiles of a load in place of those before, column by column.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_profiles(&self, load: LoadId, profiles: &[StoredProfile]) -> Result<(), StoreError> {
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

    /// What was counted of a load, in the order of its columns; none where it has to be counted from
    /// the rows.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counted_columns(&self, load: LoadId) -> Result<Vec<String>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT counted FROM column_profile WHERE load_id = ?1 AND counted IS NOT NULL ORDER BY column_",
            )?;
            let counted = statement
                .query_map([load.0], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(counted)
        })
    }
}

pub(crate) fn put_profiles(
    transaction: &Transaction<'_>,
    load: LoadId,
    profiles: &[StoredProfile],
) -> Result<(), StoreError> {
    forget_profiles(transaction, load.0)?;
    let mut statement = transaction.prepare_cached(
        "INSERT INTO column_profile (load_id, column_, profile, counted) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (column, profile) in profiles.iter().enumerate() {
        statement.execute(params![
            load.0,
            column as i64,
            profile.profile,
            profile.counted
        ])?;
    }
    Ok(())
}

/// Takes the profiles of a load away: they quote values of its rows.
pub(crate) fn forget_profiles(connection: &Connection, load: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM column_profile WHERE load_id = ?1")?
        .execute([load])?;
    Ok(())
}
