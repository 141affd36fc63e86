//! Requests of people about their data.

use rollcall_model::CustomerId;
use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};

use crate::agreed::{Agreed, as_text};
use crate::{DecisionTable, StoreError};

/// A system in which a human has to look for the person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RequestedSystem {
    /// The source; nothing for exports, written lists and copies.
    pub source: Option<i64>,
    /// The day somebody did it, `YYYY-MM-DD`; nothing while nobody has.
    pub done_on: Option<String>,
    /// Who did.
    pub who: String,
}

/// A request of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoredDataRequest {
    /// Its number.
    pub data_request_id: i64,
    /// `access` or `deletion`.
    pub kind: String,
    /// The customer; nothing once the person is erased.
    pub customer_id: Option<i64>,
    /// Where the person lived when it came, ISO 3166 alpha-2; blank where nobody knew.
    pub country: String,
    /// The day it came, `YYYY-MM-DD`.
    pub received_on: String,
    /// What was noted with it.
    pub note: String,
    /// Who entered it.
    pub who: String,
    /// The systems.
    #[serde(with = "as_text")]
    pub systems: Vec<RequestedSystem>,
    /// `open`, `done` or `refused`.
    pub state: String,
    /// What came of it.
    pub outcome: String,
    /// The day it was settled, `YYYY-MM-DD`.
    pub settled_on: Option<String>,
    /// The erasure that answered it.
    pub erasure_id: Option<i64>,
}

impl Agreed for StoredDataRequest {
    const TABLE: DecisionTable = DecisionTable::DataRequest;
}

/// Strikes an erased person out of requests, and notes the erasure there instead.
pub(crate) fn answer(
    transaction: &Transaction<'_>,
    customers: &[CustomerId],
    erasure: i64,
) -> Result<(), StoreError> {
    let mut statement = transaction.prepare_cached(
        "UPDATE data_request SET customer_id = NULL, erasure_id = ?2 WHERE customer_id = ?1",
    )?;
    for customer in customers {
        statement.execute(params![customer.0, erasure])?;
    }
    Ok(())
}
