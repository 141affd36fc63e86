//! Lists people made, version by version.

use serde::{Deserialize, Serialize};

use crate::agreed::Agreed;
use crate::{DecisionTable, Edits, StoreError};

/// A list people made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoredList {
    /// Its number.
    pub list_id: i64,
    /// What it is called.
    pub name: String,
    /// When it was taken away, RFC 3339.
    pub removed_at: Option<String>,
}

impl Agreed for StoredList {
    const TABLE: DecisionTable = DecisionTable::SavedList;
}

/// One version of what a list is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoredListVersion {
    /// The list.
    pub list_id: i64,
    /// Counted from 1; the last one is in force.
    pub version: u32,
    /// `contact` or `suppress`.
    pub purpose: String,
    /// The conditions, as JSON.
    pub conditions: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub who: String,
    /// When, RFC 3339.
    pub at: String,
}

impl Agreed for StoredListVersion {
    const TABLE: DecisionTable = DecisionTable::ListVersion;
}

impl Edits<'_> {
    /// The version a list gets when it is changed, counted from 1.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_list_version(&self, list: i64) -> Result<u32, StoreError> {
        Ok(self.transaction().query_row(
            "SELECT 1 + coalesce(max(version), 0) FROM list_version WHERE list_id = ?1",
            [list],
            |row| row.get(0),
        )?)
    }
}
