//! Values people set by hand; they survive every run.

use rollcall_model::{CustomerId, TableId};
use serde_json::json;

use crate::{DecisionTable, Edits, RecordIdentity, Store, StoreError};

/// A value set by hand, anchored to a record of the customer so that it finds its customer again
/// after a run has moved records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOverride {
    /// The customer it was set for.
    pub customer: CustomerId,
    /// Code of the attribute.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// Why.
    pub reason: String,
    /// A record of the customer at that time.
    pub anchor: RecordIdentity,
}

impl Store {
    /// Every value set by hand.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overrides(&self) -> Result<Vec<StoredOverride>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT * FROM override_value ORDER BY customer_id, attribute")?;
            let overrides = statement
                .query_map([], |row| {
                    Ok(StoredOverride {
                        customer: CustomerId(row.get("customer_id")?),
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
        })
    }
}

impl Edits<'_> {
    /// Sets a value by hand, or gives the word back to the rule.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_override(
        &mut self,
        customer: CustomerId,
        attribute: &str,
        value: Option<&StoredOverride>,
    ) -> Result<(), StoreError> {
        let row = value.map(|one| {
            json!({
                "customer_id": customer.0, "attribute": attribute, "value": one.value, "reason": one.reason,
                "anchor_table": one.anchor.table.0, "anchor_key": one.anchor.key,
            })
        });
        self.set(
            DecisionTable::OverrideValue,
            &[json!(customer.0), json!(attribute)],
            row.and_then(|row| row.as_object().cloned()),
        )
    }
}
