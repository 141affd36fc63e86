//! Pairs nobody is sure about, and people's word on them.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{CustomerId, RecordId, RunId};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

use crate::{Store, StoreError};

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
    /// Its place in the queue: uncertainty times impact, the greatest first.
    pub priority: f64,
    /// Why it is asked, in a sentence.
    pub reason: String,
    /// Its evidence as a pattern, a JSON array of sentences; blank where something speaks against it.
    pub pattern: String,
    /// It belongs into the queue, not only into the sample.
    pub is_asked: bool,
    /// The part of the sample it was drawn for; blank where it was not drawn.
    pub stratum: String,
}

/// A waiting pair by the customers it is between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairBetween {
    /// Its number.
    pub pair: i64,
    /// One record.
    pub left: RecordId,
    /// The other.
    pub right: RecordId,
    /// The customer of one record.
    pub one: CustomerId,
    /// The customer of the other.
    pub other: CustomerId,
    /// Its evidence as a pattern.
    pub pattern: String,
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

/// A pair that belongs into the queue, with what tells its place there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairToPlace {
    /// Its number.
    pub pair: i64,
    /// The customer of one record.
    pub one: CustomerId,
    /// The customer of the other; the same where they are linked.
    pub other: CustomerId,
    /// Match probability.
    pub probability: f64,
    /// Records whose customer hangs on it.
    pub records: u64,
}

/// Which pairs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PairFilter {
    /// Without a verdict, between two customers.
    #[default]
    Waiting,
    /// Without a verdict, within one customer: linked, and worth a look.
    Tied,
    /// With one.
    Decided,
    /// Without one, and what people said of others tells it.
    Implied,
    /// Drawn for the sample.
    Sampled,
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
    /// Without a verdict, told by what people said of others; these neither wait nor are tied.
    pub implied: u64,
    /// Drawn for the sample.
    pub sampled: u64,
    /// All that belong into the queue.
    pub all: u64,
}

impl PairCounts {
    pub(crate) fn of(&self, filter: PairFilter) -> u64 {
        match filter {
            PairFilter::Waiting => self.waiting,
            PairFilter::Tied => self.tied,
            PairFilter::Decided => self.decided,
            PairFilter::Implied => self.implied,
            PairFilter::Sampled => self.sampled,
            PairFilter::All => self.all,
        }
    }
}

/// Pairs that belong into the queue: between two customers, and within one.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    apart: u64,
    tied: u64,
}

/// Pairs of a run with the verdict, found through the keys of their records, and the customers they are in.
/// `CROSS JOIN` keeps to this order: a page is taken along the queue and ends where it is full.
pub(crate) const FROM: &str = "FROM pair p
     CROSS JOIN standard_record a ON a.record_id = p.left_ CROSS JOIN load la ON a.record_id BETWEEN la.first_record AND la.last_record AND la.state <> 'loading'
     CROSS JOIN standard_record b ON b.record_id = p.right_ CROSS JOIN load lb ON b.record_id BETWEEN lb.first_record AND lb.last_record AND lb.state <> 'loading'
     LEFT JOIN verdict v ON (v.left_table = la.table_id AND v.left_key = a.record_key AND v.right_table = lb.table_id AND v.right_key = b.record_key)
                         OR (v.left_table = lb.table_id AND v.left_key = b.record_key AND v.right_table = la.table_id AND v.right_key = a.record_key)
     LEFT JOIN membership ma ON ma.run_id = p.run_id AND ma.record_id = p.left_
     LEFT JOIN membership mb ON mb.run_id = p.run_id AND mb.record_id = p.right_
     WHERE p.run_id = ?1";

/// The same from the other end, verdicts with their pairs in a run: there are few of these and many pairs.
pub(crate) const JUDGED: &str = "FROM verdict v
     CROSS JOIN standard_record a ON a.record_key = v.left_key CROSS JOIN load la ON a.record_id BETWEEN la.first_record AND la.last_record AND la.table_id = v.left_table AND la.state <> 'loading'
     CROSS JOIN standard_record b ON b.record_key = v.right_key CROSS JOIN load lb ON b.record_id BETWEEN lb.first_record AND lb.last_record AND lb.table_id = v.right_table AND lb.state <> 'loading'
     CROSS JOIN pair p ON (p.run_id = ?1 AND p.left_ = a.record_id AND p.right_ = b.record_id) OR (p.run_id = ?1 AND p.left_ = b.record_id AND p.right_ = a.record_id)";

/// Both records are still there: a table that is read otherwise since the run may have lost them.
const FOUND: &str = "EXISTS (SELECT 1 FROM standard_record WHERE record_id = p.left_) AND EXISTS (SELECT 1 FROM standard_record WHERE record_id = p.right_)";

/// Both records are one customer's.
pub(crate) const TIED: &str = "coalesce(ma.customer_id = mb.customer_id, 0)";

/// In the queue, without a verdict. `?2` holds the numbers of the pairs that are told by others.
pub(crate) const OPEN: &str =
    "v.verdict IS NULL AND p.asked = 1 AND p.pair_id NOT IN (SELECT value FROM json_each(?2))";

impl Store {
    /// How many pairs of a run wait, are linked and worth a look, are decided, or follow.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pair_counts(&self, run: RunId) -> Result<PairCounts, StoreError> {
        let implied = self.implied_numbers(run)?;
        self.figure("pairs", run, |connection| {
            let asked = asked_pairs(connection, run, "", &[])?;
            let settled = asked_pairs(
                connection,
                run,
                &format!(" AND p.pair_id IN (SELECT p.pair_id {JUDGED} UNION SELECT value FROM json_each(?2))"),
                &[&implied],
            )?;
            let count = |sql: &str, values: &[&dyn ToSql]| {
                connection
                    .prepare_cached(sql)?
                    .query_row(values, |row| row.get::<_, i64>(0))
            };
            let decided = format!("SELECT count(DISTINCT p.pair_id) {JUDGED}");
            let sampled = format!("SELECT count(*) FROM pair p WHERE p.run_id = ?1 AND p.stratum <> '' AND {FOUND}");
            Ok(PairCounts {
                waiting: asked.apart.saturating_sub(settled.apart),
                tied: asked.tied.saturating_sub(settled.tied),
                decided: count(&decided, &[&run.0])? as u64,
                implied: count("SELECT json_array_length(?1)", &[&implied])? as u64,
                sampled: count(&sampled, &[&run.0])? as u64,
                all: asked.apart + asked.tied,
            })
        })
    }

    /// The first pair waiting between two customers after a given one, else the first of all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_waiting_pair(&self, run: RunId, after: i64) -> Result<Option<i64>, StoreError> {
        let implied = self.implied_numbers(run)?;
        self.connections.read(|connection| {
            // Each of the two goes along the queue and ends at the first that waits.
            for place in [
                "AND (-p.priority, p.pair_id) > (SELECT -was.priority, was.pair_id FROM pair was WHERE was.pair_id = ?3)",
                "AND p.pair_id <> ?3",
            ] {
                let next = connection
                    .prepare_cached(&format!(
                        "SELECT p.pair_id {FROM} {place} AND {OPEN} AND NOT {TIED} ORDER BY p.priority DESC, p.pair_id LIMIT 1"
                    ))?
                    .query_row(params![run.0, implied, after], |row| row.get(0))
                    .optional()?;
                if next.is_some() {
                    return Ok(next);
                }
            }
            Ok(None)
        })
    }

    /// Every pair that waits between two customers, by these.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pairs_between(&self, run: RunId) -> Result<Vec<PairBetween>, StoreError> {
        let implied = self.implied_numbers(run)?;
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT p.pair_id, p.left_, p.right_, ma.customer_id, mb.customer_id, p.pattern {FROM} AND {OPEN} AND NOT {TIED}
                 AND ma.customer_id IS NOT NULL AND mb.customer_id IS NOT NULL ORDER BY p.priority DESC, p.pair_id"
            ))?;
            let pairs = statement
                .query_map(params![run.0, implied], |row| {
                    Ok(PairBetween {
                        pair: row.get(0)?,
                        left: RecordId(row.get(1)?),
                        right: RecordId(row.get(2)?),
                        one: CustomerId(row.get(3)?),
                        other: CustomerId(row.get(4)?),
                        pattern: row.get(5)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(pairs)
        })
    }

    /// The customers within whom a pair waits, in their order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tied_customers(&self, run: RunId) -> Result<Vec<CustomerId>, StoreError> {
        let implied = self.implied_numbers(run)?;
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT DISTINCT ma.customer_id {FROM} AND {OPEN} AND {TIED} ORDER BY ma.customer_id"
            ))?;
            let customers = statement
                .query_map(params![run.0, implied], |row| row.get(0).map(CustomerId))?
                .collect::<Result<_, _>>()?;
            Ok(customers)
        })
    }

    /// Whose pairs wait: the customers between whom one does, and those within whom one does, each in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customers_in_review(
        &self,
        run: RunId,
    ) -> Result<(Vec<CustomerId>, Vec<CustomerId>), StoreError> {
        let implied = self.implied(run)?;
        self.connections.read(|connection| {
            // Few pairs are settled and many wait, so that these are not looked up one by one.
            let mut settled: BTreeSet<i64> = judged_numbers(connection, run)?;
            settled.extend(implied.iter().map(|one| one.pair));
            let mut statement = connection.prepare_cached(&format!(
                "SELECT p.pair_id, ma.customer_id, mb.customer_id FROM pair p
                 CROSS JOIN membership ma ON ma.run_id = p.run_id AND ma.record_id = p.left_
                 CROSS JOIN membership mb ON mb.run_id = p.run_id AND mb.record_id = p.right_
                 WHERE p.run_id = ?1 AND p.asked = 1 AND {FOUND}"
            ))?;
            let (mut between, mut within) = (BTreeSet::new(), BTreeSet::new());
            let mut rows = statement.query([run.0])?;
            while let Some(row) = rows.next()? {
                if settled.contains(&row.get::<_, i64>(0)?) {
                    continue;
                }
                let (one, other) = (CustomerId(row.get(1)?), CustomerId(row.get(2)?));
                if one == other {
                    within.insert(one);
                } else {
                    between.extend([one, other]);
                }
            }
            Ok((between.into_iter().collect(), within.into_iter().collect()))
        })
    }

    /// Which of a few customers wait for a word on a pair with somebody else, each once, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn waiting_among(
        &self,
        run: RunId,
        customers: &[CustomerId],
    ) -> Result<Vec<CustomerId>, StoreError> {
        let implied = self.implied(run)?;
        self.connections.read(|connection| {
            // The records of a few are few, and going along the queue reads neither records nor evidence: looking up
            // the customers of every pair takes a hundred times as long.
            let mut members: BTreeMap<i64, CustomerId> = BTreeMap::new();
            let mut of_one = connection.prepare_cached(
                "SELECT record_id FROM membership WHERE run_id = ?1 AND customer_id = ?2",
            )?;
            for customer in customers {
                let mut rows = of_one.query([run.0, customer.0])?;
                while let Some(row) = rows.next()? {
                    members.insert(row.get(0)?, *customer);
                }
            }
            let mut settled: BTreeSet<i64> = judged_numbers(connection, run)?;
            settled.extend(implied.iter().map(|one| one.pair));
            let mut queue = connection.prepare_cached(
                "SELECT pair_id, left_, right_ FROM pair WHERE run_id = ?1 AND asked = 1",
            )?;
            let mut is_there = connection
                .prepare_cached(&format!("SELECT {FOUND} FROM pair p WHERE p.pair_id = ?1"))?;
            let mut waiting = BTreeSet::new();
            let mut rows = queue.query([run.0])?;
            while let Some(row) = rows.next()? {
                let (pair, left, right): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let (one, other) = (members.get(&left), members.get(&right));
                if one == other || settled.contains(&pair) {
                    continue;
                }
                if is_there.query_row([pair], |row| row.get(0))? {
                    waiting.extend(one.into_iter().chain(other));
                }
            }
            Ok(waiting.into_iter().collect())
        })
    }

    /// Every pair of a run that belongs into the queue, by the customers of its records.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pairs_to_place(&self, run: RunId) -> Result<Vec<PairToPlace>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT p.pair_id, ma.customer_id, mb.customer_id, p.probability, p.impact FROM pair p
                 JOIN membership ma ON ma.run_id = p.run_id AND ma.record_id = p.left_
                 JOIN membership mb ON mb.run_id = p.run_id AND mb.record_id = p.right_
                 WHERE p.run_id = ?1 AND p.asked = 1 ORDER BY p.pair_id",
            )?;
            let pairs = statement
                .query_map([run.0], |row| {
                    Ok(PairToPlace {
                        pair: row.get(0)?,
                        one: CustomerId(row.get(1)?),
                        other: CustomerId(row.get(2)?),
                        probability: row.get(3)?,
                        records: row.get::<_, i64>(4)? as u64,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(pairs)
        })
    }

    /// What a run said about two records, where it kept their pair.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pair_of(
        &self,
        run: RunId,
        one: RecordId,
        other: RecordId,
    ) -> Result<Option<StoredPair>, StoreError> {
        let (left, right) = (one.min(other), one.max(other));
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT * FROM pair WHERE run_id = ?1 AND left_ IN (?2, ?3) AND right_ IN (?2, ?3)",
                )?
                .query_row([run.0, left.0, right.0], read_pair)
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
}

pub(crate) fn read_pair(row: &Row<'_>) -> rusqlite::Result<StoredPair> {
    Ok(StoredPair {
        pair: row.get("pair_id")?,
        left: RecordId(row.get("left_")?),
        right: RecordId(row.get("right_")?),
        weight: row.get("weight")?,
        probability: row.get("probability")?,
        impact: row.get::<_, i64>("impact")? as u64,
        explanation: row.get("explanation")?,
        priority: row.get("priority")?,
        reason: row.get("reason")?,
        pattern: row.get("pattern")?,
        is_asked: row.get("asked")?,
        stratum: row.get("stratum")?,
    })
}

/// Counts pairs that belong into the queue, those of them that fulfil a condition; `more` are its values
/// after the run.
fn asked_pairs(
    connection: &Connection,
    run: RunId,
    condition: &str,
    more: &[&dyn ToSql],
) -> Result<Asked, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT count(*), coalesce(sum({TIED}), 0) FROM pair p
         LEFT JOIN membership ma ON ma.run_id = p.run_id AND ma.record_id = p.left_
         LEFT JOIN membership mb ON mb.run_id = p.run_id AND mb.record_id = p.right_
         WHERE p.run_id = ?1 AND p.asked = 1 AND {FOUND}{condition}"
    ))?;
    let values: Vec<&dyn ToSql> = std::iter::once(&run.0 as &dyn ToSql)
        .chain(more.iter().copied())
        .collect();
    let (all, tied) = statement.query_row(values.as_slice(), |row| {
        Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64))
    })?;
    Ok(Asked {
        apart: all - tied,
        tied,
    })
}

/// The numbers of the pairs of a run that have a verdict of their own.
pub(crate) fn judged_numbers(
    connection: &Connection,
    run: RunId,
) -> Result<BTreeSet<i64>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT p.pair_id {JUDGED}"))?;
    let judged = statement
        .query_map([run.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(judged)
}

/// Reads the pairs of a run that have a verdict, each once, with the verdict.
pub(crate) fn judged_sql() -> String {
    format!(
        "SELECT min(p.pair_id) AS pair_id, v.* {JUDGED} GROUP BY v.left_table, v.left_key, v.right_table, v.right_key ORDER BY 1"
    )
}
