//! Requests of people about their data.
//!
//! A request is anchored to a record of its person, as a value set by hand is, and is about whoever holds that
//! record now; the number of the customer tells only where no load in use has the record any more.

use std::collections::BTreeSet;

use rollcall_model::{CustomerId, RunId, TableId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::agreed::{Agreed, as_text};
use crate::project::fact;
use crate::{DecisionTable, RecordIdentity, Store, StoreError};

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
    /// The customer, as it was called when somebody or a run last looked; nothing once the person is erased or
    /// the last row of them is purged.
    pub customer_id: Option<i64>,
    /// The table of a record of the person.
    pub anchor_table: Option<i64>,
    /// Its stable key.
    pub anchor_key: Option<String>,
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
    /// By which rows of files it was asked: keyed hashes, so that no row is offered again.
    #[serde(with = "as_text")]
    pub asked_in: Vec<String>,
    /// By which address or number somebody asked who was not found: keyed hashes.
    #[serde(with = "as_text")]
    pub asker: Vec<String>,
    /// In how many tables that was looked for; nought where it was not.
    pub searched: i64,
}

impl Agreed for StoredDataRequest {
    const TABLE: DecisionTable = DecisionTable::DataRequest;
}

/// Somebody who asked to be kept out without ever having been here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredKeptOut {
    /// The keyed hash by which what arrives later is recognised.
    pub mark: String,
    /// The request that asked for it.
    pub data_request_id: i64,
    /// Since when, RFC 3339.
    pub since: String,
}

impl Agreed for StoredKeptOut {
    const TABLE: DecisionTable = DecisionTable::KeptOut;
}

impl StoredDataRequest {
    /// A record of the person.
    pub fn anchor(&self) -> Option<RecordIdentity> {
        Some(RecordIdentity {
            table: TableId(self.anchor_table?),
            key: self.anchor_key.clone()?,
        })
    }
}

impl Store {
    /// Whom a request is about in a run: the customer who holds its record, whatever it is called.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn subject(
        &self,
        run: RunId,
        request: &StoredDataRequest,
    ) -> Result<Option<CustomerId>, StoreError> {
        self.connections.read(|connection| {
            let holder = match request.anchor() {
                Some(anchor) => holder(connection, run, &anchor)?,
                None => None,
            };
            Ok(holder.or(request.customer_id.map(CustomerId)))
        })
    }

    /// A record of a customer by which a request finds them again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn anchor_of(
        &self,
        run: RunId,
        customer: CustomerId,
    ) -> Result<Option<RecordIdentity>, StoreError> {
        self.connections
            .read(|connection| anchor_of(connection, run, customer))
    }

    /// Who is kept out. What a refused request asked for is kept and not followed, so that it holds again once the
    /// request is taken up again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn kept_out(&self) -> Result<Vec<StoredKeptOut>, StoreError> {
        let mut kept = self.agreed::<StoredKeptOut>()?;
        if kept.is_empty() {
            return Ok(kept);
        }
        let requests = self.agreed::<StoredDataRequest>()?;
        let refused = requests.iter().filter(|one| one.state == "refused");
        let refused: BTreeSet<i64> = refused.map(|one| one.data_request_id).collect();
        kept.retain(|one| !refused.contains(&one.data_request_id));
        Ok(kept)
    }

    /// Whether any load has a record, in use or not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_record_kept(&self, record: &RecordIdentity) -> Result<bool, StoreError> {
        self.connections
            .read(|connection| is_kept(connection, record))
    }
}

fn is_kept(connection: &Connection, record: &RecordIdentity) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM standard_record s
             JOIN load l ON s.record_id BETWEEN l.first_record AND l.last_record
             WHERE s.record_key = ?2 AND l.table_id = ?1)",
        )?
        .query_row(params![record.table.0, record.key], |row| row.get(0))?)
}

/// The customer of a run who holds a record, in whichever load of its table.
fn holder(
    connection: &Connection,
    run: RunId,
    record: &RecordIdentity,
) -> Result<Option<CustomerId>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT m.customer_id FROM standard_record s
             JOIN load l ON l.table_id = ?2 AND s.record_id BETWEEN l.first_record AND l.last_record
             JOIN membership m ON m.run_id = ?1 AND m.record_id = s.record_id
             WHERE s.record_key = ?3 ORDER BY s.record_id DESC LIMIT 1",
        )?
        .query_row(params![run.0, record.table.0, record.key], |row| {
            row.get(0).map(CustomerId)
        })
        .optional()?)
}

/// A record of a customer by which a request finds them again: one that has an id of its own, if any has.
fn anchor_of(
    connection: &Connection,
    run: RunId,
    customer: CustomerId,
) -> Result<Option<RecordIdentity>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT l.table_id, s.record_key FROM membership m
             JOIN standard_record s ON s.record_id = m.record_id
             JOIN load l ON s.record_id BETWEEN l.first_record AND l.last_record
             WHERE m.run_id = ?1 AND m.customer_id = ?2
             ORDER BY s.record_key LIKE 'content:%', s.record_id LIMIT 1",
        )?
        .query_row(params![run.0, customer.0], |row| {
            Ok(RecordIdentity {
                table: TableId(row.get(0)?),
                key: row.get(1)?,
            })
        })
        .optional()?)
}

/// A request that is about somebody, before rows of theirs may go.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) request: i64,
    anchor: Option<RecordIdentity>,
    pub(crate) subject: CustomerId,
}

/// The requests that are about somebody in the run in use.
pub(crate) fn asked(connection: &Connection) -> Result<Vec<Asked>, StoreError> {
    let run = fact(connection, "current_run")?.and_then(|text| text.parse().ok().map(RunId));
    let mut statement = connection.prepare(
        "SELECT data_request_id, customer_id, anchor_table, anchor_key FROM data_request WHERE customer_id IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    let mut asked = Vec::new();
    while let Some(row) = rows.next()? {
        let (table, key): (Option<i64>, Option<String>) = (row.get(2)?, row.get(3)?);
        let anchor = table.zip(key).map(|(table, key)| RecordIdentity {
            table: TableId(table),
            key,
        });
        let held = match (run, &anchor) {
            (Some(run), Some(anchor)) => holder(connection, run, anchor)?,
            _ => None,
        };
        asked.push(Asked {
            request: row.get(0)?,
            anchor,
            subject: held.map_or_else(|| row.get(1).map(CustomerId), Ok)?,
        });
    }
    Ok(asked)
}

/// Strikes those who are gone out of requests, and notes the erasure there where it was one. Who lost only the
/// record a request knew them by is known by another.
pub(crate) fn strike_out(
    transaction: &Transaction<'_>,
    asked: &[Asked],
    gone: &[CustomerId],
    erasure: Option<i64>,
) -> Result<(), StoreError> {
    for one in asked.iter().filter(|one| gone.contains(&one.subject)) {
        // Rows in a load that was replaced are the person's as well.
        if erasure.is_none()
            && let Some(anchor) = &one.anchor
            && is_kept(transaction, anchor)?
        {
            continue;
        }
        transaction.execute(
            "UPDATE data_request SET customer_id = NULL, anchor_table = NULL, anchor_key = NULL,
             erasure_id = coalesce(?2, erasure_id) WHERE data_request_id = ?1",
            params![one.request, erasure],
        )?;
    }
    let staying: Vec<&Asked> = asked
        .iter()
        .filter(|one| !gone.contains(&one.subject))
        .collect();
    let run = fact(transaction, "current_run")?.and_then(|text| text.parse().ok().map(RunId));
    match run {
        Some(run) => anchor_anew(transaction, run, staying),
        None => Ok(()),
    }
}

/// Tells requests what a run that is about to be in use calls the people they are about, by a record it knows.
pub(crate) fn carry_along(transaction: &Transaction<'_>, run: RunId) -> Result<(), StoreError> {
    let asked = asked(transaction)?;
    anchor_anew(transaction, run, asked.iter().collect())
}

/// What is kept of whom a request is about: the number of the customer in a run, and a record that it knows.
fn anchor_anew(
    transaction: &Transaction<'_>,
    run: RunId,
    asked: Vec<&Asked>,
) -> Result<(), StoreError> {
    for one in asked {
        let held = match &one.anchor {
            Some(anchor) => holder(transaction, run, anchor)?,
            None => None,
        };
        let (subject, anchor) = match held {
            Some(held) => (held, one.anchor.clone()),
            None => (one.subject, anchor_of(transaction, run, one.subject)?),
        };
        // Who is in no export any more is found again once one brings the record back.
        let Some(anchor) = anchor else { continue };
        transaction.execute(
            "UPDATE data_request SET customer_id = ?2, anchor_table = ?3, anchor_key = ?4 WHERE data_request_id = ?1",
            params![one.request, subject.0, anchor.table.0, anchor.key],
        )?;
    }
    Ok(())
}
