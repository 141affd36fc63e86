//! Mappings: every one a table ever had, and the one in use.

use rollcall_model::{Mapping, TableId};
use rusqlite::{OptionalExtension, params};
use serde_json::json;

use crate::{DecisionTable, Edits, Store, StoreError};

/// A mapping with its number.
#[derive(Debug, Clone)]
pub struct StoredMapping {
    /// Its number; another mapping has another number.
    pub mapping_id: i64,
    /// The table.
    pub table: TableId,
    /// Fingerprint of the header it was made for.
    pub fingerprint: String,
    /// Why the table has its role.
    pub role_reason: String,
    /// The mapping.
    pub mapping: Mapping,
}

impl Store {
    /// The mapping in use for a table.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mapping(&self, table: TableId) -> Result<Option<StoredMapping>, StoreError> {
        self.connections.read(|connection| {
            let found: Option<(i64, String, String, String)> = connection
                .prepare_cached(
                    "SELECT m.mapping_id, m.fingerprint, m.role_reason, m.mapping FROM mapping_in_use u JOIN mapping m USING (mapping_id) WHERE u.table_id = ?1",
                )?
                .query_row([table.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                .optional()?;
            found
                .map(|(mapping_id, fingerprint, role_reason, text)| {
                    Ok(StoredMapping { mapping_id, table, fingerprint, role_reason, mapping: serde_json::from_str(&text)? })
                })
                .transpose()
        })
    }
}

impl Store {
    /// A mapping by its number, in use or not; nothing where there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mapping_numbered(&self, mapping_id: i64) -> Result<Option<Mapping>, StoreError> {
        self.connections.read(|connection| {
            let found: Option<String> = connection
                .prepare_cached("SELECT mapping FROM mapping WHERE mapping_id = ?1")?
                .query_row([mapping_id], |row| row.get(0))
                .optional()?;
            Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
        })
    }

    /// The mapping a table last had while its header was this one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mapping_of_header(
        &self,
        table: TableId,
        fingerprint: &str,
    ) -> Result<Option<Mapping>, StoreError> {
        self.connections.read(|connection| {
            let found: Option<String> = connection
                .prepare_cached(
                    "SELECT mapping FROM mapping WHERE table_id = ?1 AND fingerprint = ?2 ORDER BY mapping_id DESC LIMIT 1",
                )?
                .query_row(params![table.0, fingerprint], |row| row.get(0))
                .optional()?;
            Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
        })
    }
}

impl Edits<'_> {
    /// Keeps a mapping and puts it in use for its table.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn use_mapping(
        &mut self,
        table: TableId,
        fingerprint: &str,
        role_reason: &str,
        mapping: &Mapping,
        now: &str,
    ) -> Result<(), StoreError> {
        self.transaction().execute(
            "INSERT INTO mapping (table_id, fingerprint, created_at, role_reason, mapping) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![table.0, fingerprint, now, role_reason, serde_json::to_string(mapping)?],
        )?;
        let number = self.transaction().last_insert_rowid();
        let row = json!({ "table_id": table.0, "mapping_id": number });
        self.set(
            DecisionTable::MappingInUse,
            &[json!(table.0)],
            row.as_object().cloned(),
        )
    }
}
