//! What second reviewers said of pairs; it decides nothing.

use rollcall_model::{RunId, TableId};
use rusqlite::Row;
use serde_json::json;

use crate::verdict::ordered;
use crate::{DecisionTable, Edits, RecordIdentity, Store, StoreError};

/// A second person's word on a pair that somebody had judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSecondVerdict {
    /// One record.
    pub left: RecordIdentity,
    /// The other.
    pub right: RecordIdentity,
    /// Who said so.
    pub who: String,
    /// `same`, `different` or `unsure`.
    pub verdict: String,
    /// Why.
    pub note: String,
}

/// A judged pair of a run, by number and records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedPair {
    /// Its number.
    pub pair: i64,
    /// One record; never greater than the other.
    pub left: RecordIdentity,
    /// The other.
    pub right: RecordIdentity,
    /// What was said.
    pub verdict: String,
    /// By whom; blank where it was said before that was kept.
    pub who: String,
}

impl Store {
    /// Everything second reviewers said.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn second_verdicts(&self) -> Result<Vec<StoredSecondVerdict>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT * FROM second_verdict ORDER BY who, left_table, left_key, right_table, right_key",
            )?;
            let verdicts = statement
                .query_map([], |row| {
                    Ok(StoredSecondVerdict {
                        left: identity(row, "left")?,
                        right: identity(row, "right")?,
                        who: row.get("who")?,
                        verdict: row.get("verdict")?,
                        note: row.get("note")?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(verdicts)
        })
    }

    /// The pairs of a run that were judged, each once, by their numbers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn judged_pairs(&self, run: RunId) -> Result<Vec<JudgedPair>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(&crate::pair::judged_sql())?;
            let pairs = statement
                .query_map([run.0], |row| {
                    Ok(JudgedPair {
                        pair: row.get("pair_id")?,
                        left: identity(row, "left")?,
                        right: identity(row, "right")?,
                        verdict: row.get("verdict")?,
                        who: row.get("who")?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(pairs)
        })
    }
}

impl Edits<'_> {
    /// Keeps what a second reviewer says of two records, or takes it back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_second_verdict(
        &mut self,
        one: &RecordIdentity,
        other: &RecordIdentity,
        who: &str,
        verdict: Option<&str>,
        note: &str,
    ) -> Result<(), StoreError> {
        let (left, right) = ordered(one, other);
        let key = [
            json!(left.table.0),
            json!(left.key),
            json!(right.table.0),
            json!(right.key),
            json!(who),
        ];
        let row = verdict.map(|verdict| {
            json!({
                "left_table": left.table.0, "left_key": left.key, "right_table": right.table.0,
                "right_key": right.key, "who": who, "verdict": verdict, "note": note,
            })
        });
        self.set(
            DecisionTable::SecondVerdict,
            &key,
            row.and_then(|row| row.as_object().cloned()),
        )
    }
}

fn identity(row: &Row<'_>, side: &str) -> rusqlite::Result<RecordIdentity> {
    Ok(RecordIdentity {
        table: TableId(row.get(format!("{side}_table").as_str())?),
        key: row.get(format!("{side}_key").as_str())?,
    })
}
