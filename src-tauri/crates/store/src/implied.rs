//! What follows from people's word on pairs: if A is B and B is C, nobody has to be asked about A and C.
//!
//! Worked out from the verdicts and groups of now each time, so that what followed from a verdict goes
//! with it. Where people contradict each other, nothing follows.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use rollcall_model::{RecordId, RunId, TableId};
use rusqlite::{Connection, params};

use crate::verdict::ordered;
use crate::{RecordIdentity, Store, StoreError, StoredGroups, StoredVerdict};

/// A pair of a run without a verdict that follows from what people said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implied {
    /// The pair.
    pub pair: i64,
    /// They are one person; else two.
    pub is_same: bool,
    /// What it follows from, in the order in which it leads from one record to the other.
    pub from: Vec<Premise>,
    /// The table both stand in, where it follows from each person standing in it once.
    pub held_once: Option<TableId>,
}

/// What somebody said of two records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Premise {
    /// One record.
    pub one: RecordIdentity,
    /// The other.
    pub other: RecordIdentity,
    /// They are one person; else two.
    pub is_same: bool,
    /// Said by putting records together or parting them, not by a verdict on the pair.
    pub is_by_hand: bool,
}

impl Store {
    /// The pairs of a run that follow from what people said, by their numbers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn implied(&self, run: RunId) -> Result<Arc<Vec<Implied>>, StoreError> {
        let said = Said::of(self.verdicts()?, &self.groups()?);
        let held_once = self.held_once()?;
        self.figure("implied", run, |connection| {
            if said.places.is_empty() && held_once.is_empty() {
                return Ok(Arc::new(Vec::new()));
            }
            let records = records_of(connection, &said)?;
            let lists = Lists::read(connection, &held_once)?;
            let judged = if lists.rows.is_empty() {
                BTreeSet::new()
            } else {
                crate::pair::judged_numbers(connection, run)?
            };
            let mut statement = connection
                .prepare_cached("SELECT pair_id, left_, right_ FROM pair WHERE run_id = ?1")?;
            let mut rows = statement.query([run.0])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let (pair, left, right): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
                if let Some(table) = lists.both(left, right).filter(|_| !judged.contains(&pair)) {
                    found.push(Implied {
                        pair,
                        is_same: false,
                        from: Vec::new(),
                        held_once: Some(table),
                    });
                    continue;
                }
                let place = |record: i64| records.get(&RecordId(record)).copied();
                let (Some(left), Some(right)) = (place(left), place(right)) else {
                    continue;
                };
                if let Some((is_same, from)) = said.follows(left, right) {
                    found.push(Implied {
                        pair,
                        is_same,
                        from,
                        held_once: None,
                    });
                }
            }
            found.sort_by_key(|one| one.pair);
            Ok(Arc::new(found))
        })
    }

    /// The numbers of the pairs that follow, as a JSON array.
    pub(crate) fn implied_numbers(&self, run: RunId) -> Result<String, StoreError> {
        let numbers: Vec<i64> = self.implied(run)?.iter().map(|one| one.pair).collect();
        Ok(serde_json::to_string(&numbers)?)
    }
}

/// The rows of the tables in which each person stands once.
struct Lists {
    /// First and last record of each load.
    rows: Vec<(i64, i64, TableId)>,
}

impl Lists {
    fn read(connection: &Connection, tables: &[TableId]) -> Result<Self, StoreError> {
        let mut rows = Vec::new();
        let mut statement = connection.prepare_cached(
            "SELECT first_record, last_record FROM load WHERE table_id = ?1 AND state <> 'loading'",
        )?;
        for table in tables {
            let mut loads = statement.query([table.0])?;
            while let Some(load) = loads.next()? {
                rows.push((load.get(0)?, load.get(1)?, *table));
            }
        }
        Ok(Self { rows })
    }

    fn of(&self, record: i64) -> Option<TableId> {
        let mut rows = self.rows.iter();
        let row = rows.find(|(first, last, _)| (*first..=*last).contains(&record));
        row.map(|(.., table)| *table)
    }

    /// The list both records stand in.
    fn both(&self, left: i64, right: i64) -> Option<TableId> {
        self.of(left).filter(|table| self.of(right) == Some(*table))
    }
}

/// The records that people said something of, of every load that is kept.
fn records_of(
    connection: &Connection,
    said: &Said,
) -> Result<BTreeMap<RecordId, usize>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.record_id FROM standard_record r JOIN load l ON r.record_id BETWEEN l.first_record AND l.last_record
         WHERE r.record_key = ?1 AND l.table_id = ?2 AND l.state <> 'loading'",
    )?;
    let mut records = BTreeMap::new();
    for (identity, place) in &said.places {
        let mut rows = statement.query(params![identity.key, identity.table.0])?;
        while let Some(row) = rows.next()? {
            records.insert(RecordId(row.get(0)?), *place);
        }
    }
    Ok(records)
}

/// Everything said of pairs of records, as a graph.
#[derive(Debug, Default)]
struct Said {
    places: BTreeMap<RecordIdentity, usize>,
    identities: Vec<RecordIdentity>,
    /// Of each record: those said to be the same person, and whether by hand.
    same: Vec<Vec<(usize, bool)>>,
    /// The piece each record is in: records that lead to each other by "same".
    piece: Vec<usize>,
    /// Pairs said to be different people, with whether by hand, by their pieces, the smaller first.
    apart: BTreeMap<(usize, usize), (usize, usize, bool)>,
    /// Pairs with a verdict of their own.
    judged: BTreeSet<(usize, usize)>,
}

impl Said {
    fn of(verdicts: Vec<StoredVerdict>, groups: &StoredGroups) -> Self {
        let mut said = Self::default();
        let mut different = Vec::new();
        for one in verdicts {
            let (left, right) = (said.place(&one.left), said.place(&one.right));
            said.judged.insert((left.min(right), left.max(right)));
            match one.verdict.as_str() {
                "same" => said.tie(left, right, false),
                "different" => different.push((left, right, false)),
                _ => {}
            }
        }
        let mut first: BTreeMap<i64, usize> = BTreeMap::new();
        for (identity, grouping) in &groups.of_record {
            let place = said.place(identity);
            let head = *first.entry(grouping.group).or_insert(place);
            if head != place {
                said.tie(head, place, true);
            }
        }
        for (left, right) in &groups.parted {
            if let (Some(left), Some(right)) = (first.get(left), first.get(right)) {
                different.push((*left, *right, true));
            }
        }
        said.find_pieces();
        for (left, right, is_by_hand) in different {
            let (a, b) = (said.piece[left], said.piece[right]);
            let told = if a <= b {
                (left, right, is_by_hand)
            } else {
                (right, left, is_by_hand)
            };
            said.apart.entry((a.min(b), a.max(b))).or_insert(told);
        }
        said
    }

    fn place(&mut self, identity: &RecordIdentity) -> usize {
        if let Some(place) = self.places.get(identity) {
            return *place;
        }
        let place = self.identities.len();
        self.places.insert(identity.clone(), place);
        self.identities.push(identity.clone());
        self.same.push(Vec::new());
        place
    }

    fn tie(&mut self, left: usize, right: usize, is_by_hand: bool) {
        self.same[left].push((right, is_by_hand));
        self.same[right].push((left, is_by_hand));
    }

    fn find_pieces(&mut self) {
        self.piece = vec![usize::MAX; self.identities.len()];
        for start in 0..self.identities.len() {
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if self.piece[at] == usize::MAX {
                    self.piece[at] = start;
                    open.extend(self.same[at].iter().map(|(next, _)| *next));
                }
            }
        }
    }

    /// What is known of two records of which nobody said anything together, and from what.
    fn follows(&self, left: usize, right: usize) -> Option<(bool, Vec<Premise>)> {
        if left == right || self.judged.contains(&(left.min(right), left.max(right))) {
            return None;
        }
        let (a, b) = (self.piece[left], self.piece[right]);
        let contradicts = |piece| self.apart.contains_key(&(piece, piece));
        if contradicts(a) || contradicts(b) {
            return None;
        }
        if a == b {
            return Some((true, self.way(left, right)));
        }
        let (mut one, mut other, is_by_hand) = *self.apart.get(&(a.min(b), a.max(b)))?;
        if self.piece[one] != a {
            std::mem::swap(&mut one, &mut other);
        }
        let mut from = self.way(left, one);
        from.push(self.premise(one, other, false, is_by_hand));
        from.extend(self.way(other, right));
        Some((false, from))
    }

    fn premise(&self, one: usize, other: usize, is_same: bool, is_by_hand: bool) -> Premise {
        let (one, other) = ordered(&self.identities[one], &self.identities[other]);
        Premise {
            one: one.clone(),
            other: other.clone(),
            is_same,
            is_by_hand,
        }
    }

    /// The shortest way from one record to another by "same".
    fn way(&self, from: usize, to: usize) -> Vec<Premise> {
        let mut came: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
        let mut open = VecDeque::from([from]);
        while let Some(at) = open.pop_front() {
            if at == to {
                break;
            }
            for (next, is_by_hand) in &self.same[at] {
                if *next != from && !came.contains_key(next) {
                    came.insert(*next, (at, *is_by_hand));
                    open.push_back(*next);
                }
            }
        }
        let mut way = Vec::new();
        let mut at = to;
        while let Some((before, is_by_hand)) = came.get(&at) {
            way.push(self.premise(*before, at, true, *is_by_hand));
            at = *before;
        }
        way.reverse();
        way
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{CustomerId, TableId};

    use super::Said;
    use crate::{RecordIdentity, StoredGrouping, StoredGroups, StoredVerdict};

    fn record(key: &str) -> RecordIdentity {
        RecordIdentity {
            table: TableId(1),
            key: key.to_owned(),
        }
    }

    fn verdicts(told: &[(&str, &str, &str)]) -> Vec<StoredVerdict> {
        told.iter()
            .map(|(left, right, verdict)| StoredVerdict {
                left: record(left),
                right: record(right),
                verdict: (*verdict).to_owned(),
                note: String::new(),
                who: String::new(),
            })
            .collect()
    }

    fn follows(said: &Said, one: &str, other: &str) -> Option<(bool, usize)> {
        let place = |key: &str| said.places.get(&record(key)).copied();
        let (is_same, from) = said.follows(place(one)?, place(other)?)?;
        Some((is_same, from.len()))
    }

    #[test]
    fn same_leads_on_and_different_parts_all_of_both() {
        let told = [
            ("a", "b", "same"),
            ("b", "c", "same"),
            ("d", "e", "same"),
            ("d", "c", "different"),
            ("c", "f", "unsure"),
        ];
        let said = Said::of(verdicts(&told), &StoredGroups::default());
        assert_eq!(follows(&said, "a", "c"), Some((true, 2)));
        assert_eq!(follows(&said, "e", "a"), Some((false, 4)));
        assert_eq!(follows(&said, "a", "b"), None, "it has a verdict");
        assert_eq!(follows(&said, "a", "f"), None, "unsure tells nothing");
        assert_eq!(follows(&said, "a", "z"), None, "nobody spoke of it");
    }

    #[test]
    fn two_differences_tell_nothing() {
        let told = [("a", "b", "different"), ("b", "c", "different")];
        let said = Said::of(verdicts(&told), &StoredGroups::default());
        assert_eq!(follows(&said, "a", "c"), None);
    }

    #[test]
    fn nothing_follows_where_people_contradict_each_other() {
        let told = [
            ("a", "b", "same"),
            ("b", "c", "same"),
            ("a", "c", "different"),
            ("c", "d", "same"),
        ];
        let said = Said::of(verdicts(&told), &StoredGroups::default());
        assert_eq!(follows(&said, "b", "d"), None);
    }

    #[test]
    fn records_put_together_by_hand_need_no_question() {
        let mut groups = StoredGroups::default();
        for (key, group) in [("a", 1), ("b", 1), ("c", 1), ("x", 2)] {
            let grouping = StoredGrouping {
                group,
                was: CustomerId(1),
            };
            groups.of_record.insert(record(key), grouping);
        }
        groups.parted.insert((1, 2));
        let said = Said::of(Vec::new(), &groups);
        assert_eq!(follows(&said, "b", "c"), Some((true, 2)));
        assert_eq!(follows(&said, "c", "x"), Some((false, 2)));
    }
}
