//! Deals that another export of their source tells again: what the earlier one says of them is over.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use rollcall_model::{Attribute, RecordId, SourceId, TableRole, in_time};
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_store::{Store, StoredLoad};

use crate::event_rows::tables;
use crate::{EngineError, records};

/// The rows of deals that stand in the export of another load of the same source as well, by the id it gives each, and
/// say less than that. Where a month followed on as a table of its own, a deal that was open in the one may be won or
/// lost in the other. The row holds that says it was changed later; where they do not both say when, the one that was
/// loaded later.
pub(crate) fn rows(store: &Store) -> Result<BTreeSet<RecordId>, EngineError> {
    let mut by_source: BTreeMap<SourceId, Vec<StoredLoad>> = BTreeMap::new();
    for load in tables(store, TableRole::Events)? {
        if are_deals(store, &load)? {
            by_source.entry(load.source).or_default().push(load);
        }
    }
    let mut told_again = BTreeSet::new();
    // Within one table each has a row of its own.
    for mut loads in by_source.into_values().filter(|loads| loads.len() > 1) {
        loads.sort_by_key(|load| load.load);
        let mut deals = Deals::default();
        for load in &loads {
            store.visit_standard::<EngineError>(load, |record| {
                if let Some(deal) = records::deal_id(&record.values) {
                    let row = Row {
                        record: record.record,
                        changed_at: records::first(&record.values, &Attribute::UpdatedAt)
                            .map(str::to_owned),
                    };
                    told_again.extend(deals.tell(deal, row, load.first));
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
    }
    Ok(told_again)
}

/// A row of a deal.
#[derive(Debug)]
struct Row {
    record: RecordId,
    /// When the deal was changed last, where its export says.
    changed_at: Option<String>,
}

impl Row {
    /// Whether both say when they were changed, and this one earlier.
    fn is_older_than(&self, other: &Self) -> bool {
        let both = self.changed_at.as_deref().zip(other.changed_at.as_deref());
        both.is_some_and(|(mine, theirs)| in_time(mine, theirs).is_lt())
    }
}

/// The deals of one source with the row of each that holds so far: only looked up in.
#[derive(Debug, Default)]
struct Deals(HashMap<String, Row>);

impl Deals {
    /// Notes a row of a load that begins with a record. Tells which row holds no longer: the one of an earlier load, or
    /// this one.
    fn tell(&mut self, deal: &str, row: Row, load_begins: RecordId) -> Option<RecordId> {
        let Some(before) = self.0.get_mut(deal) else {
            self.0.insert(deal.to_owned(), row);
            return None;
        };
        if before.record < load_begins && row.is_older_than(before) {
            return Some(row.record);
        }
        let before = std::mem::replace(before, row).record;
        (before < load_begins).then_some(before)
    }
}

fn are_deals(store: &Store, load: &StoredLoad) -> Result<bool, EngineError> {
    let stored = store.mapping(load.table)?;
    Ok(stored.is_some_and(|stored| {
        stored.mapping.constants.iter().any(|(target, word)| {
            target.attribute == Attribute::EventKind
                && event_kind::read(word) == Some(EventKind::Deal)
        })
    }))
}

#[cfg(test)]
mod tests {
    use rollcall_model::RecordId;

    use super::{Deals, Row};

    /// The row that holds no longer after a deal was told by row 5 of the first load and row 15 of the second.
    fn over(first: Option<&str>, second: Option<&str>) -> Option<i64> {
        let row = |record, changed_at: Option<&str>| Row {
            record: RecordId(record),
            changed_at: changed_at.map(str::to_owned),
        };
        let mut deals = Deals::default();
        assert_eq!(deals.tell("D1", row(5, first), RecordId(1)), None);
        assert_eq!(deals.tell("D2", row(14, None), RecordId(11)), None);
        let over = deals.tell("D1", row(15, second), RecordId(11));
        over.map(|record| record.0)
    }

    #[test]
    fn of_a_deal_the_row_holds_that_was_changed_later() {
        let (may, june) = (Some("2026-05-30"), Some("2026-06-02T08:00:00Z"));
        assert_eq!(over(may, june), Some(5));
        assert_eq!(
            over(june, may),
            Some(15),
            "the older month was loaded later"
        );
        for (first, second) in [(None, None), (june, None), (None, may), (june, june)] {
            assert_eq!(over(first, second), Some(5), "{first:?} {second:?}");
        }
    }

    #[test]
    fn rows_of_one_table_are_all_kept() {
        let row = |record, at: &str| Row {
            record: RecordId(record),
            changed_at: Some(at.to_owned()),
        };
        let mut deals = Deals::default();
        for (record, at) in [(5, "2026-06-02"), (6, "2026-06-01")] {
            assert_eq!(deals.tell("D1", row(record, at), RecordId(1)), None);
        }
    }
}
