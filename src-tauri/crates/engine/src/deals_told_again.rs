//! Deals that another export of their source tells again: what the earlier one says of them is over.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::Arc;

use rollcall_model::{Attribute, Mapping, RecordId, SourceId, TableRole, in_time};
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_store::{Store, StoredLoad};

use crate::event_rows::tables;
use crate::{EngineError, records};

/// The rows of deals that stand in the export of another load of the same source as well, by the id it gives each, and
/// say less than that. Where a month followed on as a table of its own, a deal that was open in the one may be won or
/// lost in the other. The rows hold of the export that says the deal was changed later; where they do not both say when,
/// of the one that was loaded later.
///
/// Every deal has to be read for it, so it is read once for all who ask, until something else is loaded.
pub(crate) fn rows(store: &Store) -> Result<Arc<BTreeSet<RecordId>>, EngineError> {
    let mut by_source: BTreeMap<SourceId, Vec<StoredLoad>> = BTreeMap::new();
    let mut made_from = String::new();
    for load in tables(store, TableRole::Events)? {
        let stored = store.mapping(load.table)?;
        if let Some(stored) = stored.filter(|stored| are_deals(&stored.mapping)) {
            let made = (load.rows_loaded, stored.mapping_id, &load.standardised_with);
            let _ = writeln!(made_from, "{} {} {made:?}", load.source.0, load.load.0);
            by_source.entry(load.source).or_default().push(load);
        }
    }
    // In one export alone each row of a deal has its own part of it.
    by_source.retain(|_, loads| loads.len() > 1);
    if by_source.is_empty() {
        return Ok(Arc::default());
    }
    store.remembered("deals_told_again", made_from, || {
        let mut over = BTreeSet::new();
        for mut loads in by_source.into_values() {
            loads.sort_by_key(|load| load.load);
            let mut deals = Deals::default();
            for load in &loads {
                for (deal, told) in deals_of(store, load)? {
                    over.extend(deals.tell(deal, told));
                }
            }
        }
        Ok(over)
    })
}

/// The deals of an export.
fn deals_of(store: &Store, load: &StoredLoad) -> Result<BTreeMap<String, Told>, EngineError> {
    let mut deals: BTreeMap<String, Told> = BTreeMap::new();
    store.visit_standard::<EngineError>(load, |record| {
        if let Some(deal) = records::deal_id(&record.values) {
            let changed_at = records::first(&record.values, &Attribute::UpdatedAt);
            let told = deals.entry(deal.to_owned()).or_default();
            told.add(record.record, changed_at);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(deals)
}

/// What one export tells of a deal, in one row or in several, as of one with more than one contact.
#[derive(Debug, Default)]
struct Told {
    rows: Vec<RecordId>,
    /// When the deal was changed last, where the export says.
    changed_at: Option<String>,
}

impl Told {
    fn add(&mut self, row: RecordId, changed_at: Option<&str>) {
        self.rows.push(row);
        let Some(changed_at) = changed_at else {
            return;
        };
        let known = self.changed_at.as_deref();
        if known.is_none_or(|known| in_time(known, changed_at).is_lt()) {
            self.changed_at = Some(changed_at.to_owned());
        }
    }

    /// Whether both say when the deal was changed, and this one earlier.
    fn is_older_than(&self, other: &Self) -> bool {
        let both = self.changed_at.as_deref().zip(other.changed_at.as_deref());
        both.is_some_and(|(mine, theirs)| in_time(mine, theirs).is_lt())
    }
}

/// The deals of one source with what holds of each so far: only looked up in.
#[derive(Debug, Default)]
struct Deals(HashMap<String, Told>);

impl Deals {
    /// Notes what the next export tells of a deal. Gives the rows that hold no longer: all those of an earlier export, or
    /// these.
    fn tell(&mut self, deal: String, told: Told) -> Vec<RecordId> {
        match self.0.get_mut(&deal) {
            None => {
                self.0.insert(deal, told);
                Vec::new()
            }
            Some(before) if told.is_older_than(before) => told.rows,
            Some(before) => std::mem::replace(before, told).rows,
        }
    }
}

fn are_deals(mapping: &Mapping) -> bool {
    mapping.constants.iter().any(|(target, word)| {
        target.attribute == Attribute::EventKind && event_kind::read(word) == Some(EventKind::Deal)
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::RecordId;

    use super::{Deals, Told};

    /// What an export tells in these rows.
    fn told(rows: &[(i64, Option<&str>)]) -> Told {
        let mut told = Told::default();
        for (row, changed_at) in rows {
            told.add(RecordId(*row), *changed_at);
        }
        told
    }

    /// The rows that hold no longer after a deal was told by one export and then by another.
    fn over(first: &[(i64, Option<&str>)], second: &[(i64, Option<&str>)]) -> Vec<i64> {
        let mut deals = Deals::default();
        assert!(deals.tell("D1".into(), told(first)).is_empty());
        assert!(deals.tell("D2".into(), told(&[(14, None)])).is_empty());
        let over = deals.tell("D1".into(), told(second));
        over.into_iter().map(|record| record.0).collect()
    }

    #[test]
    fn of_a_deal_the_row_holds_that_was_changed_later() {
        let (may, june) = (Some("2026-05-30"), Some("2026-06-02T08:00:00Z"));
        let of_one = |first, second| over(&[(5, first)], &[(15, second)]);
        assert_eq!(of_one(may, june), [5]);
        assert_eq!(of_one(june, may), [15], "the older month was loaded later");
        for (first, second) in [(None, None), (june, None), (None, may), (june, june)] {
            assert_eq!(of_one(first, second), [5], "{first:?} {second:?}");
        }
    }

    #[test]
    fn the_rows_of_a_deal_in_one_export_hold_or_fall_together() {
        let (may, june) = (Some("2026-05-30"), Some("2026-06-02"));
        let later = [(15, None), (16, None)];
        assert_eq!(over(&[(5, None), (6, None)], &later), [5, 6]);
        assert_eq!(
            over(&[(5, june), (6, june)], &[(15, may), (16, may)]),
            [15, 16]
        );
        // Whichever of its rows says when it was changed last.
        assert_eq!(
            over(&[(5, june), (6, may)], &[(15, may), (16, None)]),
            [15, 16]
        );
        assert_eq!(
            over(&[(5, may), (6, None)], &[(15, june), (16, may)]),
            [5, 6]
        );
    }
}
