//! What was written out, so that a list can be told stale.

use rollcall_model::DeliveryId;
use rusqlite::params;

use crate::project::touch;
use crate::{Store, StoreError};

/// One list that was written: to a file, or to several where the destination asks for that.
#[derive(Debug, Clone)]
pub struct StoredDelivery {
    /// Its number; 0 before it is kept.
    pub delivery: DeliveryId,
    /// Code of the list.
    pub list: String,
    /// What it was called; blank where the program names it.
    pub list_name: String,
    /// Its version; nothing where it has none.
    pub list_version: Option<u32>,
    /// Code of the destination.
    pub destination: String,
    /// Where: each file that was written.
    pub paths: Vec<String>,
    /// When.
    pub written_at: String,
    /// Rows in it.
    pub rows: u64,
    /// Left out by reason, as JSON.
    pub left_out: String,
    /// Hash of the file, or of each file in their order, with a blank between.
    pub sha256: String,
    /// The run it was made from.
    pub run: Option<i64>,
    /// Fingerprint of everything it was made from.
    pub basis: String,
    /// What it was checked against and followed from, as JSON; blank where it is older than stamps.
    pub stamp: String,
    /// Who wrote it; blank where that was not noted yet.
    pub who: String,
    /// The versions of the rules it obeys, as JSON; blank where they were not noted yet.
    pub rules: String,
}

/// Between the paths of one delivery, as they are kept.
const BETWEEN_PATHS: &str = "\n";

impl Store {
    /// Keeps a delivery.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_delivery(&self, delivery: &StoredDelivery) -> Result<DeliveryId, StoreError> {
        self.connections.write(|transaction| {
            transaction.execute(
                "INSERT INTO delivery (list, destination, path, written_at, rows, left_out, sha256, run_id, basis, list_name, list_version, stamp, who, rules) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                params![
                    delivery.list, delivery.destination, delivery.paths.join(BETWEEN_PATHS), delivery.written_at, delivery.rows as i64,
                    delivery.left_out, delivery.sha256, delivery.run, delivery.basis,
                    delivery.list_name, delivery.list_version, delivery.stamp, delivery.who, delivery.rules
                ],
            )?;
            let number = transaction.last_insert_rowid();
            touch(transaction)?;
            Ok(DeliveryId(number))
        })
    }

    /// Every delivery, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn deliveries(&self) -> Result<Vec<StoredDelivery>, StoreError> {
        self.connections.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT * FROM delivery ORDER BY delivery_id DESC")?;
            let deliveries = statement
                .query_map([], |row| {
                    Ok(StoredDelivery {
                        delivery: DeliveryId(row.get("delivery_id")?),
                        list: row.get("list")?,
                        destination: row.get("destination")?,
                        paths: row
                            .get::<_, String>("path")?
                            .split(BETWEEN_PATHS)
                            .map(str::to_owned)
                            .collect(),
                        written_at: row.get("written_at")?,
                        rows: row.get::<_, i64>("rows")? as u64,
                        left_out: row.get("left_out")?,
                        sha256: row.get("sha256")?,
                        run: row.get("run_id")?,
                        basis: row.get("basis")?,
                        list_name: row.get("list_name")?,
                        list_version: row.get("list_version")?,
                        stamp: row.get("stamp")?,
                        who: row.get("who")?,
                        rules: row.get("rules")?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(deliveries)
        })
    }
}
