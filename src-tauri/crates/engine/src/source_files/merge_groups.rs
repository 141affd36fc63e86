//! The people a table itself holds several times, and what waits before they can be merged.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, CustomerId, RecordId, RunId};
use rollcall_store::{StandardRecord, Store, StoredLoad};

use super::merge_order::sort;
use crate::records_of_each::{AT_ONCE, records_of_each};
use crate::{EngineError, records};

/// What is known of who is who.
pub(super) struct Known {
    /// The customer of every record, in the order of the records.
    members: Vec<(RecordId, CustomerId)>,
    /// Customers some of whose records were put together by a pair that waits for a look.
    unsettled: BTreeSet<CustomerId>,
    /// Pairs that wait between two customers.
    waiting: Vec<(RecordId, RecordId)>,
}

/// The people of one table who have several records in it.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The records of each, those to be kept first.
    pub(super) of_customers: Vec<(CustomerId, Vec<StandardRecord>)>,
    /// Customers left out since a pair of their records waits for a look.
    pub(super) unsettled: u64,
    /// Pairs of two records of the table that wait between two customers.
    pub(super) waiting: u64,
}

impl Known {
    pub(super) fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let members = store.memberships(run)?;
        let unsettled = store.tied_customers(run)?.into_iter().collect();
        let waiting = store.pairs_between(run)?.into_iter();
        Ok(Self {
            unsettled,
            waiting: waiting.map(|pair| (pair.left, pair.right)).collect(),
            members,
        })
    }

    /// The people of a table, by the numbers of the customers.
    pub(super) fn groups(&self, store: &Store, load: &StoredLoad) -> Result<Groups, EngineError> {
        let is_here = |record: RecordId| load.first <= record && record <= load.last;
        let mut by_customer: BTreeMap<CustomerId, Vec<RecordId>> = BTreeMap::new();
        for (record, customer) in &self.members {
            if is_here(*record) {
                by_customer.entry(*customer).or_default().push(*record);
            }
        }
        let waiting = self
            .waiting
            .iter()
            .filter(|(left, right)| is_here(*left) && is_here(*right))
            .count();
        let mut groups = Groups {
            waiting: waiting as u64,
            ..Groups::default()
        };
        by_customer.retain(|_, numbers| numbers.len() > 1);
        let several: Vec<(CustomerId, Vec<RecordId>)> = by_customer.into_iter().collect();
        for part in several.chunks(AT_ONCE) {
            for (customer, mut mine) in records_of_each(store, part)? {
                // What the system says it merged already is gone there.
                mine.retain(|one| records::first(&one.values, &Attribute::MergedInto).is_none());
                if mine.len() < 2 {
                    continue;
                }
                if self.unsettled.contains(&customer) {
                    groups.unsettled += 1;
                    continue;
                }
                sort(&mut mine);
                groups.of_customers.push((customer, mine));
            }
        }
        Ok(groups)
    }
}
