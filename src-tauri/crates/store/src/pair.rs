//! Pairs nobody is sure about, and people's word on them.

use rollcall_model::{RecordId, RunId, TableId};
use rusqlite::{OptionalExtension, Row, params};
use serde_json::json;

use crate::{DecisionTable, Edits, Store, StoreError};

/// A pair to review.
#[derive(Debug, Clone)]
pub struct StoredPair {
    /// Its number; 0 before it is kept.
    pub pair: i64,
    /// One record.
    pub left: RecordId,
    /// The other.
    pub right: RecordId,
    /// Match weight in bits.
    pub weight: f64,
    /// Match probability.
    pub probability: f64,
    /// Records whose customer hangs on it.
    pub impact: u64,
    /// The evidence, as JSON.
    pub explanation: String,
}

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
}

/// Which pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairFilter {
    /// Without a verdict.
    Waiting,
    /// With one.
    Decided,
    /// All.
    All,
}

/// Pairs of a run with the verdict, found through the keys of their records.
const FROM: &str = "FROM pair p
     JOIN standard_record a ON a.record_id = p.left_ JOIN load la ON a.record_id BETWEEN la.first_record AND la.last_record AND la.state <> 'loading'
     JOIN standard_record b ON b.record_id = p.right_ JOIN load lb ON b.record_id BETWEEN lb.first_record AND lb.last_record AND lb.state <> 'loading'
     LEFT JOIN verdict v ON (v.left_table = la.table_id AND v.left_key = a.record_key AND v.right_table = lb.table_id AND v.right_key = b.record_key)
                         OR (v.left_table = lb.table_id AND v.left_key = b.record_key AND v.right_table = la.table_id AND v.right_key = a.record_key)
     WHERE p.run_id = ?1";

impl PairFilter {
    fn condition(self) -> &'static str {
        match self {
            Self::Waiting => " AND v.verdict IS NULL",
            Self::Decided => " AND v.verdict IS NOT NULL",
            Self::All => "",
        }
    }
}

impl Store {
    /// A page of pairs of a run, those that matter most first, with their verdict and their number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pairs(
        &self,
        run: RunId,
        filter: PairFilter,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<(StoredPair, Option<String>)>, u64), StoreError> {
        self.connections.read(|connection| {
            let condition = filter.condition();
            let total: i64 = connection
                .prepare_cached(&format!("SELECT count(*) {FROM}{condition}"))?
                .query_row([run.0], |row| row.get(0))?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT p.*, v.verdict {FROM}{condition} ORDER BY p.pair_id LIMIT ?2 OFFSET ?3"
            ))?;
            let pairs = statement
                .query_map(params![run.0, limit as i64, offset as i64], |row| {
                    Ok((read_pair(row)?, row.get("verdict")?))
                })?
                .collect::<Result<_, _>>()?;
            Ok((pairs, total as u64))
        })
    }

    /// How many pairs of a run wait and how many are decided.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pair_counts(&self, run: RunId) -> Result<(u64, u64), StoreError> {
        self.connections.read(|connection| {
            let (waiting, decided): (i64, i64) = connection
                .prepare_cached(&format!(
                    "SELECT sum(v.verdict IS NULL), sum(v.verdict IS NOT NULL) {FROM}"
                ))?
                .query_row([run.0], |row| {
                    Ok((
                        row.get::<_, Option<i64>>(0)?.unwrap_or(0),
                        row.get::<_, Option<i64>>(1)?.unwrap_or(0),
                    ))
                })?;
            Ok((waiting as u64, decided as u64))
        })
    }

    /// The first waiting pair after a given one, else the first of all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_waiting_pair(&self, run: RunId, after: i64) -> Result<Option<i64>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached(&format!(
                    "SELECT p.pair_id {FROM} AND v.verdict IS NULL AND p.pair_id <> ?2 ORDER BY p.pair_id < ?2, p.pair_id LIMIT 1"
                ))?
                .query_row(params![run.0, after], |row| row.get(0))
                .optional()?)
        })
    }

    /// One pair.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pair(&self, pair: i64) -> Result<Option<StoredPair>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT * FROM pair WHERE pair_id = ?1")?
                .query_row([pair], read_pair)
                .optional()?)
        })
    }

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
                "right_key": right.key, "verdict": verdict, "note": note,
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

fn ordered<'a>(
    one: &'a RecordIdentity,
    other: &'a RecordIdentity,
) -> (&'a RecordIdentity, &'a RecordIdentity) {
    if one <= other {
        (one, other)
    } else {
        (other, one)
    }
}

fn read_pair(row: &Row<'_>) -> rusqlite::Result<StoredPair> {
    Ok(StoredPair {
        pair: row.get("pair_id")?,
        left: RecordId(row.get("left_")?),
        right: RecordId(row.get("right_")?),
        weight: row.get("weight")?,
        probability: row.get("probability")?,
        impact: row.get::<_, i64>("impact")? as u64,
        explanation: row.get("explanation")?,
    })
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
    })
}
