//! Deals that a later export of their source tells again: what the earlier one says of them is over.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use rollcall_model::{Attribute, RecordId, SourceId, TableRole};
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_store::{Store, StoredLoad};

use crate::event_rows::tables;
use crate::{EngineError, records};

/// The rows of deals that stand in the export of a later load of the same source as well, by the id it gives each. Where
/// a month followed on as a table of its own, a deal that was open in the one may be won or lost in the other.
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
        let mut last: HashMap<String, RecordId> = HashMap::new();
        for load in &loads {
            store.visit_standard::<EngineError>(load, |record| {
                if let Some(deal) = records::deal_id(&record.values) {
                    let before = last.insert(deal.to_owned(), record.record);
                    told_again.extend(before.filter(|before| *before < load.first));
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
    }
    Ok(told_again)
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
