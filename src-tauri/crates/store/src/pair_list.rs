//! The queue of pairs as it is listed: narrowed, in an order, page by page.

use rollcall_model::{RunId, SourceId};
use rusqlite::{Row, params};

use crate::pair::{FROM, JUDGED, OPEN, TIED, read_pair};
use crate::{ListedPair, PairFilter, Store, StoreError};

/// In which order pairs are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PairOrder {
    /// Those that matter most first.
    #[default]
    Matters,
    /// Those most likely to be one person first.
    Weight,
    /// By the names of both sources; of these, those that matter most first.
    Source,
}

/// Which pairs are listed, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairsAsked {
    /// In which state they are.
    pub filter: PairFilter,
    /// Only pairs with a record of this source.
    pub source: Option<SourceId>,
    /// And the other record of this one.
    pub other_source: Option<SourceId>,
    /// Only pairs that this comparison speaks against, as the evidence calls it.
    pub doubt: Option<String>,
    /// In which order; pairs drawn at random are always told as they were drawn.
    pub order: PairOrder,
}

impl PairsAsked {
    /// All pairs in a state, in the order of the queue.
    pub fn of(filter: PairFilter) -> Self {
        Self {
            filter,
            ..Self::default()
        }
    }

    fn is_narrowed(&self) -> bool {
        self.source.is_some() || self.doubt.is_some()
    }
}

/// What the pairs of a run can be narrowed by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairKinds {
    /// The sources of both records, the smaller number first.
    pub sources: Vec<(SourceId, SourceId)>,
    /// The comparisons that speak against a pair.
    pub doubts: Vec<String>,
}

/// The sources of both records. `?3` and `?4` hold the two that are asked for.
const OF_SOURCES: &str = "(?3 IS NULL
      OR ((SELECT source_id FROM source_table WHERE table_id = la.table_id) = ?3
          AND (?4 IS NULL OR (SELECT source_id FROM source_table WHERE table_id = lb.table_id) = ?4))
      OR ((SELECT source_id FROM source_table WHERE table_id = lb.table_id) = ?3
          AND (?4 IS NULL OR (SELECT source_id FROM source_table WHERE table_id = la.table_id) = ?4)))";

/// A step of evidence that speaks against a pair, by a bit at least. One that is about other people or records
/// than the two shows no values.
const AGAINST: &str = "json_extract(step.value, '$.bits') <= -1.0
     AND json_extract(step.value, '$.left') || json_extract(step.value, '$.right') <> ''";

/// The name of the source of a load's table.
fn name_of(load: &str) -> String {
    format!(
        "(SELECT lower(s.name) FROM source s JOIN source_table t ON t.source_id = s.source_id WHERE t.table_id = {load}.table_id)"
    )
}

impl PairFilter {
    fn condition(self) -> String {
        match self {
            Self::Waiting => format!(" AND {OPEN} AND NOT {TIED}"),
            Self::Tied => format!(" AND {OPEN} AND {TIED}"),
            Self::Decided => format!(" AND p.pair_id IN (SELECT p.pair_id {JUDGED})"),
            Self::Implied => " AND p.pair_id IN (SELECT value FROM json_each(?2))".to_owned(),
            Self::Sampled => " AND p.stratum <> ''".to_owned(),
            Self::All => " AND p.asked = 1".to_owned(),
        }
    }

    fn order(self, order: PairOrder) -> String {
        match (self, order) {
            // Spread, so that neighbours tell nothing of each other or of how they were drawn.
            (Self::Sampled, _) => "(p.pair_id * 2654435761) % 4294967296, p.pair_id".to_owned(),
            (_, PairOrder::Matters) => "p.priority DESC, p.pair_id".to_owned(),
            (_, PairOrder::Weight) => "p.weight DESC, p.pair_id".to_owned(),
            (_, PairOrder::Source) => {
                let (one, other) = (name_of("la"), name_of("lb"));
                format!("min({one}, {other}), max({one}, {other}), p.priority DESC, p.pair_id")
            }
        }
    }
}

fn listed(row: &Row<'_>) -> rusqlite::Result<ListedPair> {
    Ok(ListedPair {
        pair: read_pair(row)?,
        verdict: row.get("verdict")?,
        is_tied: row.get("tied")?,
    })
}

impl Store {
    /// A page of pairs of a run with their verdict, and how many there are of what is asked for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pairs(
        &self,
        run: RunId,
        asked: &PairsAsked,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<ListedPair>, u64), StoreError> {
        let implied = self.implied_numbers(run)?;
        let source = asked.source.map(|source| source.0);
        let other = asked.other_source.map(|source| source.0);
        let narrowed = if asked.is_narrowed() {
            format!(
                " AND {OF_SOURCES} AND (?5 IS NULL OR EXISTS (SELECT 1 FROM json_each(p.explanation, '$.evidence') step
                 WHERE json_extract(step.value, '$.comparison') = ?5 AND {AGAINST}))"
            )
        } else {
            // Named, so that there are as many parameters.
            " AND coalesce(?3, ?4, ?5) IS NULL".to_owned()
        };
        let condition = asked.filter.condition();
        let from = format!("{FROM} AND ?2 IS NOT NULL{condition}{narrowed}");
        let order = asked.filter.order(asked.order);
        if asked.is_narrowed() {
            // Their evidence is read to narrow them, so that they are gone through once, for the page and for the number.
            return self.connections.read(|connection| {
                let pairs: Vec<i64> = connection
                    .prepare_cached(&format!("SELECT p.pair_id {from} ORDER BY {order}"))?
                    .query_map(params![run.0, implied, source, other, asked.doubt], |row| {
                        row.get(0)
                    })?
                    .collect::<Result<_, _>>()?;
                let mut of_one = connection.prepare_cached(&format!(
                    "SELECT p.*, v.verdict, {TIED} AS tied {FROM} AND p.pair_id = ?2"
                ))?;
                let page = pairs.iter().skip(offset as usize).take(limit as usize);
                let page = page
                    .map(|pair| of_one.query_row(params![run.0, pair], listed))
                    .collect::<Result<_, _>>()?;
                Ok((page, pairs.len() as u64))
            });
        }
        let counts = self.pair_counts(run)?;
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT p.*, v.verdict, {TIED} AS tied {from} ORDER BY {order} LIMIT ?6 OFFSET ?7"
            ))?;
            let (limit, offset) = (limit as i64, offset as i64);
            let pairs = statement
                .query_map(
                    params![run.0, implied, source, other, asked.doubt, limit, offset],
                    listed,
                )?
                .collect::<Result<_, _>>()?;
            Ok((pairs, counts.of(asked.filter)))
        })
    }

    /// What the pairs of a run that belong into the queue can be narrowed by, whatever was said of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pair_kinds(&self, run: RunId) -> Result<PairKinds, StoreError> {
        self.figure("pair kinds", run, |connection| {
            let mut sources = connection.prepare_cached(
                "SELECT DISTINCT min(ta.source_id, tb.source_id), max(ta.source_id, tb.source_id) FROM pair p
                 JOIN load la ON p.left_ BETWEEN la.first_record AND la.last_record AND la.state <> 'loading'
                 JOIN load lb ON p.right_ BETWEEN lb.first_record AND lb.last_record AND lb.state <> 'loading'
                 JOIN source_table ta ON ta.table_id = la.table_id
                 JOIN source_table tb ON tb.table_id = lb.table_id
                 WHERE p.run_id = ?1 AND p.asked = 1 ORDER BY 1, 2",
            )?;
            let mut doubts = connection.prepare_cached(&format!(
                "SELECT DISTINCT json_extract(step.value, '$.comparison')
                 FROM pair p, json_each(p.explanation, '$.evidence') step
                 WHERE p.run_id = ?1 AND p.asked = 1 AND {AGAINST} ORDER BY 1"
            ))?;
            Ok(PairKinds {
                sources: sources
                    .query_map([run.0], |row| {
                        Ok((SourceId(row.get(0)?), SourceId(row.get(1)?)))
                    })?
                    .collect::<Result<_, _>>()?,
                doubts: doubts
                    .query_map([run.0], |row| row.get(0))?
                    .collect::<Result<_, _>>()?,
            })
        })
    }
}
