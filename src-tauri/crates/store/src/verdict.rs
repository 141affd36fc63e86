//! People's word on pairs, by the keys of the records, so that it outlives every load and run.

use rollcall_model::TableId;
use rusqlite::{OptionalExtension, Row, params};
use serde_json::json;

use crate::{DecisionTable, Edits, Store, StoreError};

/// A record by what outlives every load: its table and its stable key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordIdentity {
    /// The table.
    pub table: TableId,
    /// The key.
    pub key: String,
}

/// A person's word on a pair; left is never greater than right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVerdict {
    /// One record.
    pub left: RecordIdentity,
    /// The other.
    pub right: RecordIdentity,
    /// `same`, `different` or `unsure`.
    pub verdict: String,
    /// Why.
    pub note: String,
    /// Who said so; blank where it was said before that was kept.
    pub who: String,
}

impl Store {
    /// Every verdict.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn verdicts(&self) -> Result<Vec<StoredVerdict>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT * FROM verdict ORDER BY left_table, left_key, right_table, right_key",
            )?;
            let verdicts = statement
                .query_map([], read_verdict)?
                .collect::<Result<_, _>>()?;
            Ok(verdicts)
        })
    }

    /// When somebody gave their last verdicts on single pairs, the newest first, RFC 3339.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn judged_at(&self, who: &str, limit: u64) -> Result<Vec<String>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT at FROM operation WHERE kind = 'judge_pair' AND who = ?1 AND json_extract(operation, '$.verdict') IS NOT NULL
                 ORDER BY operation_id DESC LIMIT ?2",
            )?;
            let times = statement
                .query_map(params![who, limit as i64], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(times)
        })
    }

    /// The verdict on two records, whichever way round.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn verdict(
        &self,
        one: &RecordIdentity,
        other: &RecordIdentity,
    ) -> Result<Option<StoredVerdict>, StoreError> {
        let (left, right) = ordered(one, other);
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT * FROM verdict WHERE left_table = ?1 AND left_key = ?2 AND right_table = ?3 AND right_key = ?4",
                )?
                .query_row(params![left.table.0, left.key, right.table.0, right.key], read_verdict)
                .optional()?)
        })
    }
}

impl Edits<'_> {
    /// Keeps a verdict on two records, or takes it back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_verdict(
        &mut self,
        one: &RecordIdentity,
        other: &RecordIdentity,
        verdict: Option<&str>,
        note: &str,
        who: &str,
    ) -> Result<(), StoreError> {
        let (left, right) = ordered(one, other);
        let key = [
            json!(left.table.0),
            json!(left.key),
            json!(right.table.0),
            json!(right.key),
        ];
        let row = verdict.map(|verdict| {
            json!({
                "left_table": left.table.0, "left_key": left.key, "right_table": right.table.0,
                "right_key": right.key, "verdict": verdict, "note": note, "who": who,
            })
        });
        self.set(
            DecisionTable::Verdict,
            &key,
            row.and_then(|row| row.as_object().cloned()),
        )?;
        match verdict {
            Some(verdict) => self.give_way(one, other, verdict),
            None => Ok(()),
        }
    }
}

/// Two records with the smaller first, as verdicts are kept.
pub(crate) fn ordered<'a>(
    one: &'a RecordIdentity,
    other: &'a RecordIdentity,
) -> (&'a RecordIdentity, &'a RecordIdentity) {
    if one <= other {
        (one, other)
    } else {
        (other, one)
    }
}

fn read_verdict(row: &Row<'_>) -> rusqlite::Result<StoredVerdict> {
    Ok(StoredVerdict {
        left: RecordIdentity {
            table: TableId(row.get("left_table")?),
            key: row.get("left_key")?,
        },
        right: RecordIdentity {
            table: TableId(row.get("right_table")?),
            key: row.get("right_key")?,
        },
        verdict: row.get("verdict")?,
        note: row.get("note")?,
        who: row.get("who")?,
    })
}
