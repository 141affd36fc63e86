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

/// A pair in a list.
#[derive(Debug, Clone)]
pub struct ListedPair {
    /// The pair.
    pub pair: StoredPair,
    /// A person's word on it.
    pub verdict: Option<String>,
    /// Both records are one customer's.
    pub is_tied: bool,
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
    /// Without a verdict, between two customers.
    Waiting,
    /// Without a verdict, within one customer: linked, and worth a look.
    Tied,
    /// With one.
    Decided,
    /// All.
    All,
}

/// How many pairs of a run are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PairCounts {
    /// Without a verdict, between two customers.
    pub waiting: u64,
    /// Without a verdict, within one customer.
    pub tied: u64,
    /// With a verdict.
    pub decided: u64,
}

/// Pairs of a run with the verdict, found through the keys of their records, and the customers they are in.
const FROM: &str = "FROM pair p
     JOIN standard_record a ON a.record_id = p.left_ JOIN load la ON a.record_id BETWEEN la.first_record AND la.last_record AND la.state <> 'loading'
     JOIN standard_record b ON b.record_id = p.right_ JOIN load lb ON b.record_id BETWEEN lb.first_record AND lb.last_record AND lb.state <> 'loading'
     LEFT JOIN verdict v ON (v.left_table = la.table_id AND v.left_key = a.record_key AND v.right_table = lb.table_id AND v.right_key = b.record_key)
                         OR (v.left_table = lb.table_id AND v.left_key = b.record_key AND v.right_table = la.table_id AND v.right_key = a.record_key)
     LEFT JOIN membership ma ON ma.run_id = p.run_id AND ma.record_id = p.left_
     LEFT JOIN membership mb ON mb.run_id = p.run_id AND mb.record_id = p.right_
     WHERE p.run_id = ?1";

/// Both records are one customer's.
const TIED: &str = "coalesce(ma.customer_id = mb.customer_id, 0)";

impl PairFilter {
    fn condition(self) -> String {
        match self {
            Self::Waiting => format!(" AND v.verdict IS NULL AND NOT {TIED}"),
            Self::Tied => format!(" AND v.verdict IS NULL AND {TIED}"),
            Self::Decided => " AND v.verdict IS NOT NULL".to_owned(),
            Self::All => String::new(),
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
    ) -> Result<(Vec<ListedPair>, u64), StoreError> {
        self.connections.read(|connection| {
            let condition = filter.condition();
            let total: i64 = connection
                .prepare_cached(&format!("SELECT count(*) {FROM}{condition}"))?
                .query_row([run.0], |row| row.get(0))?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT p.*, v.verdict, {TIED} AS tied {FROM}{condition} ORDER BY p.pair_id LIMIT ?2 OFFSET ?3"
            ))?;
            let pairs = statement
                .query_map(params![run.0, limit as i64, offset as i64], |row| {
                    Ok(ListedPair {
                        pair: read_pair(row)?,
                        verdict: row.get("verdict")?,
                        is_tied: row.get("tied")?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok((pairs, total as u64))
        })
    }

    /// How many pairs of a run wait, are linked and worth a look, or are decided.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pair_counts(&self, run: RunId) -> Result<PairCounts, StoreError> {
        self.figure("pairs", run, |connection| {
            let counts = connection
                .prepare_cached(&format!(
                    "SELECT count(*) FILTER (WHERE v.verdict IS NULL AND NOT {TIED}),
                            count(*) FILTER (WHERE v.verdict IS NULL AND {TIED}),
                            count(*) FILTER (WHERE v.verdict IS NOT NULL) {FROM}"
                ))?
                .query_row([run.0], |row| {
                    Ok(PairCounts {
                        waiting: row.get::<_, i64>(0)? as u64,
                        tied: row.get::<_, i64>(1)? as u64,
                        decided: row.get::<_, i64>(2)? as u64,
                    })
                })?;
            Ok(counts)
        })
    }

    /// The first pair waiting between two customers after a given one, else the first of all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_waiting_pair(&self, run: RunId, after: i64) -> Result<Option<i64>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached(&format!(
                    "SELECT p.pair_id {FROM} AND v.verdict IS NULL AND NOT {TIED} AND p.pair_id <> ?2 ORDER BY p.pair_id < ?2, p.pair_id LIMIT 1"
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
