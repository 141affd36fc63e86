//! Values people set by hand; they survive every run. Each is anchored on a record, by its identity: the number
//! of a customer may go to somebody else, a record stays with whom it is of.

use rollcall_model::{CustomerId, RecordId, TableId};
use rusqlite::{Connection, Transaction};
use serde_json::{Value, json};

use crate::{DecisionTable, Edits, RecordIdentity, Store, StoreError};

/// From where in the run in use the record of an anchor stands: the run's row of it is `m`.
fn place(table: &str, key: &str) -> String {
    format!(
        "FROM standard_record s
         JOIN load l ON s.record_id BETWEEN l.first_record AND l.last_record
         JOIN project p ON p.key = 'current_run'
         JOIN membership m ON m.run_id = CAST(p.value AS INTEGER) AND m.record_id = s.record_id
         WHERE s.record_key = {key} AND l.table_id = {table}"
    )
}

/// The same for each value of the table.
fn place_of_each() -> String {
    place("override_value.anchor_table", "override_value.anchor_key")
}

/// A value set by hand, anchored on a record of the customer so that it finds its customer again
/// after a run has moved records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOverride {
    /// The customer whose record it is anchored on in the run in use; where that run has no such record, the
    /// one of the last run that had it.
    pub customer: CustomerId,
    /// That record of the run in use; nothing where it has none.
    pub record: Option<RecordId>,
    /// Code of the attribute.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// Why.
    pub reason: String,
    /// The record it is anchored on.
    pub anchor: RecordIdentity,
}

impl Store {
    /// Every value set by hand, in an order that no run changes.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overrides(&self) -> Result<Vec<StoredOverride>, StoreError> {
        self.connections.read(overrides)
    }
}

pub(crate) fn overrides(connection: &Connection) -> Result<Vec<StoredOverride>, StoreError> {
    let place = place_of_each();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT attribute, value, reason, anchor_table, anchor_key, customer_id,
                (SELECT m.record_id {place} LIMIT 1) AS record_id,
                (SELECT m.customer_id {place} LIMIT 1) AS stands_with
         FROM override_value ORDER BY attribute, anchor_table, anchor_key"
    ))?;
    let overrides = statement
        .query_map([], |row| {
            let last: i64 = row.get("customer_id")?;
            let now: Option<i64> = row.get("stands_with")?;
            let record: Option<i64> = row.get("record_id")?;
            Ok(StoredOverride {
                customer: CustomerId(now.unwrap_or(last)),
                record: record.map(RecordId),
                attribute: row.get("attribute")?,
                value: row.get("value")?,
                reason: row.get("reason")?,
                anchor: RecordIdentity {
                    table: TableId(row.get("anchor_table")?),
                    key: row.get("anchor_key")?,
                },
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(overrides)
}

/// Notes of each value whose it is in the run in use, for the day on which no load has its record.
pub(crate) fn note_customers(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let place = place_of_each();
    transaction.execute(
        &format!(
            "UPDATE override_value SET customer_id = coalesce((SELECT m.customer_id {place} LIMIT 1), customer_id)"
        ),
        [],
    )?;
    Ok(())
}

/// Takes the values of customers who are forgotten away: those whose record nobody else has. What the run made
/// of those customers must be gone already.
pub(crate) fn forget(
    transaction: &Transaction<'_>,
    customers: &[CustomerId],
) -> Result<(), StoreError> {
    let place = place_of_each();
    let mut statement = transaction.prepare_cached(&format!(
        "DELETE FROM override_value WHERE customer_id = ?1 AND NOT EXISTS (SELECT 1 {place})"
    ))?;
    for customer in customers {
        statement.execute([customer.0])?;
    }
    Ok(())
}

/// Whether a record stands with a customer of the run in use.
pub(crate) fn is_in_run(
    connection: &Connection,
    table: i64,
    key: &str,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT 1 {}", place("?1", "?2")))?;
    Ok(statement.exists((table, key))?)
}

impl Edits<'_> {
    /// Sets a value by hand, or gives the word back to the rule.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_override(
        &mut self,
        anchor: &RecordIdentity,
        attribute: &str,
        value: Option<&StoredOverride>,
    ) -> Result<(), StoreError> {
        let row = value.map(|one| {
            json!({
                "anchor_table": anchor.table.0, "anchor_key": anchor.key, "attribute": attribute,
                "customer_id": one.customer.0, "value": one.value, "reason": one.reason,
            })
        });
        self.set(
            DecisionTable::OverrideValue,
            &key_of(anchor.table.0, &anchor.key, attribute),
            row.and_then(|row| row.as_object().cloned()),
        )
    }
}

/// The key of a value in the table and in the history.
pub(crate) fn key_of(table: i64, key: &str, attribute: &str) -> [Value; 3] {
    [json!(table), json!(key), json!(attribute)]
}
