//! Tables of what happened, such as orders: what a file shares with the rows that stand, and which days both tell of.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rollcall_intake::{Limits, OpenBook, RawRow, RowSink, SetAside, TablePlan, read_table_with};
use rollcall_model::{Attribute, LoadId, Mapping, RecordId};
use rollcall_store::{RawRecord, StandardRecord, Store, StoredLoad};

use super::again::{Facts, Side};
use super::{HARDLY_ANY, Kinship, Likely, Renewed};
use crate::row_reader::{RowReader, day_of};
use crate::{EngineError, mappings, records};

/// A file of what happened, and a table of its name and columns.
pub(crate) struct EventKin {
    /// How much they are alike.
    pub(crate) score: i64,
    pub(crate) of: Renewed,
    /// The load in use of that table.
    pub(crate) load: LoadId,
    /// What source and table are called.
    pub(crate) called: (String, String),
    pub(crate) facts: Facts,
    /// What they are to each other where keys and days do not tell.
    pub(crate) otherwise: Kinship,
}

impl EventKin {
    pub(super) fn new(
        score: i64,
        mut of: Renewed,
        load: &StoredLoad,
        source: String,
        facts: Facts,
    ) -> Self {
        of.unclear = facts.told_earlier();
        let otherwise = if facts.are_other_ids() {
            Kinship::Likely(Likely {
                of: of.clone(),
                doubt: HARDLY_ANY,
            })
        } else {
            let unclear = facts.told_unclear();
            let of = of.clone();
            Kinship::Sure(score, Renewed { unclear, ..of })
        };
        Self {
            score,
            of,
            load: load.load,
            called: (source, load.table_name.clone()),
            facts,
            otherwise,
        }
    }
}

/// The keys and days of a load.
#[derive(Default)]
pub(super) struct Standing {
    keys: HashSet<String>,
    has_ids: bool,
    side: Side,
    /// How many rows each day has.
    days: BTreeMap<NaiveDate, u64>,
}

impl Standing {
    pub(super) fn of(store: &Store, load: &StoredLoad, now: &str) -> Result<Self, EngineError> {
        let mut standing = Self::default();
        if load.standardised_with.is_some() {
            store.visit_standard::<EngineError>(load, |record| {
                standing.add(&record);
                Ok(ControlFlow::Continue(()))
            })?;
        } else {
            let reader = RowReader::of_load(store, load, day_of(now))?;
            store.visit_rows::<EngineError>(load, |raw| {
                standing.add(&reader.record(&raw));
                Ok(ControlFlow::Continue(()))
            })?;
        }
        standing.side.keys = standing.keys.len() as u64;
        Ok(standing)
    }

    /// How many keys it holds.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    fn add(&mut self, record: &StandardRecord) {
        let (key, is_id) = key(record);
        self.keys.insert(key);
        self.has_ids |= is_id;
        let day = day(record);
        self.side.count(day);
        if let Some(day) = day {
            *self.days.entry(day).or_default() += 1;
        }
    }

    /// The rows of before a day.
    fn before(&self, day: NaiveDate) -> Side {
        let days = || self.days.range(..day);
        let (first, last) = (days().next(), days().next_back());
        let rows: u64 = days().map(|(_, rows)| rows).sum();
        Side {
            keys: 0,
            rows,
            dated: rows,
            days: first.zip(last).map(|(first, last)| (*first.0, *last.0)),
        }
    }

    /// What a file shares with the load. It is read to its end, unless most of the load turns out to be in it
    /// before, and its first day as well.
    pub(super) fn against(
        &self,
        reader: &RowReader,
        plan: &TablePlan,
        book: &mut OpenBook,
    ) -> Facts {
        let mut look = Look {
            reader,
            standing: self,
            keys: HashSet::new(),
            shared: HashSet::new(),
            inside: HashSet::new(),
            has_ids: false,
            facts: Facts {
                standing: self.side,
                ..Facts::default()
            },
        };
        // What cannot be read is told when its rows are loaded.
        let _ = read_table_with(plan, &Limits::default(), book, &mut look);
        look.finish()
    }
}

/// A reader that knows from the first rows of a file which of day and month comes first.
pub(super) fn dated(reader: RowReader, mapping: &Mapping, plan: &TablePlan) -> RowReader {
    let rows: Vec<RawRecord> = plan
        .sample
        .iter()
        .map(|row| RawRecord {
            record: RecordId(0),
            load: LoadId(0),
            row: row.row,
            cells: row.cells.clone(),
        })
        .collect();
    reader.with_date_orders(mappings::sampled_orders(mapping, &rows))
}

/// What something that happened is known by, and whether that is an id: that of its row, else of its order, else all that
/// is told of it.
fn key(record: &StandardRecord) -> (String, bool) {
    let id = |attribute: &Attribute| records::first(&record.values, attribute).map(str::to_owned);
    if let Some(own) = id(&Attribute::RecordKey) {
        return (own, true);
    }
    if let Some(order) = id(&Attribute::OrderId) {
        return (format!("order:{order}"), true);
    }
    // A second row of the same cells has a number behind the key.
    let key = record.key.split('#').next().unwrap_or_default();
    (key.to_owned(), false)
}

/// The day something happened; where no column tells it, the day the row was last true.
fn day(record: &StandardRecord) -> Option<NaiveDate> {
    records::first(&record.values, &Attribute::EventTime)
        .or(record.as_of.as_deref())
        .and_then(records::day_of)
}

/// Counts what a file shares with a load.
struct Look<'a> {
    reader: &'a RowReader,
    standing: &'a Standing,
    keys: HashSet<String>,
    shared: HashSet<String>,
    /// Shared keys of rows that are not of the first or the last day that stands.
    inside: HashSet<String>,
    has_ids: bool,
    facts: Facts,
}

impl Look<'_> {
    fn finish(self) -> Facts {
        let mut facts = self.facts;
        facts.incoming.keys = self.keys.len() as u64;
        facts.shared = self.shared.len() as u64;
        facts.shared_inside = self.inside.len() as u64;
        if let Some((from, _)) = facts.incoming.days {
            facts.earlier = self.standing.before(from);
        }
        facts.by_ids = self.has_ids && self.standing.has_ids;
        facts
    }
}

impl RowSink for Look<'_> {
    fn row(&mut self, row: &RawRow) -> ControlFlow<()> {
        let record = self.reader.record_of_row(row);
        let ((key, is_id), day) = (key(&record), day(&record));
        self.has_ids |= is_id;
        self.facts.incoming.count(day);
        let days = self.standing.side.days.zip(day);
        if let Some(((first, last), day)) = days {
            self.facts.before_last += u64::from(day < last);
            self.facts.after_first += u64::from(day > first);
        }
        if self.standing.keys.contains(&key) {
            let is_at_border = days.is_some_and(|((first, last), day)| day == first || day == last);
            if !is_at_border {
                self.inside.insert(key.clone());
            }
            self.shared.insert(key.clone());
        }
        self.keys.insert(key);
        let days = self.standing.side.days;
        let begins_with_it = days.is_none_or(|(first, _)| {
            let own = self.facts.incoming.days;
            own.is_some_and(|(from, _)| from <= first)
        });
        if begins_with_it && self.shared.len() * 2 >= self.standing.keys.len() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, _row: SetAside) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
