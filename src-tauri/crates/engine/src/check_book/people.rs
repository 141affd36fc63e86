//! Who counts as a customer, and whose records are whose: the same for the overview, the checks and
//! the report.

use rollcall_model::{CustomerId, RecordId, RunId};
use rollcall_store::{Store, StoredLoad};

use crate::EngineError;

/// The records of a run and the customers they belong to. A customer is somebody known by a name, an
/// organisation, an e-mail address or a telephone; ids that nobody can name are told apart, since
/// several of them may be one person.
#[derive(Debug, Default)]
pub(super) struct People {
    /// In the order of records.
    members: Vec<(RecordId, CustomerId)>,
    /// In order.
    only_by_id: Vec<CustomerId>,
}

impl People {
    /// Reads the people of a run; nobody without one.
    pub(super) fn read(store: &Store, run: Option<RunId>) -> Result<Self, EngineError> {
        let Some(run) = run else {
            return Ok(Self::default());
        };
        Ok(Self {
            members: store.memberships(run)?,
            only_by_id: store.customers_only_by_id(run)?,
        })
    }

    /// Whose a record is.
    pub(super) fn customer_of(&self, record: RecordId) -> Option<CustomerId> {
        let place = self
            .members
            .binary_search_by_key(&record, |(one, _)| *one)
            .ok()?;
        self.members.get(place).map(|(_, customer)| *customer)
    }

    /// Whether somebody counts as a customer.
    pub(super) fn counts(&self, customer: CustomerId) -> bool {
        self.only_by_id.binary_search(&customer).is_err()
    }

    /// The records of a load that belong to anybody, with whom.
    pub(super) fn of_load(&self, load: &StoredLoad) -> &[(RecordId, CustomerId)] {
        let from = self.members.partition_point(|(one, _)| *one < load.first);
        let rest = &self.members[from..];
        &rest[..rest.partition_point(|(one, _)| *one <= load.last)]
    }

    /// Whose the records of a load are, for whoever goes through them in their order.
    pub(super) fn along(&self, load: &StoredLoad) -> Along<'_> {
        Along(self.of_load(load))
    }

    /// How many customers there are.
    pub(super) fn count(&self) -> u64 {
        self.counted(self.members.iter().map(|(_, customer)| *customer))
    }

    /// How many different customers these are.
    pub(super) fn counted(&self, these: impl Iterator<Item = CustomerId>) -> u64 {
        different(these)
            .into_iter()
            .filter(|one| self.counts(*one))
            .count() as u64
    }
}

/// The records of a load that belong to anybody and were not passed yet.
pub(super) struct Along<'a>(&'a [(RecordId, CustomerId)]);

impl Along<'_> {
    /// Whose a record is. Those before it are passed by.
    pub(super) fn customer_of(&mut self, record: RecordId) -> Option<CustomerId> {
        while let Some((&(one, customer), rest)) = self.0.split_first() {
            if one > record {
                return None;
            }
            self.0 = rest;
            if one == record {
                return Some(customer);
            }
        }
        None
    }
}

/// Each once, in order.
pub(super) fn different<T: Ord>(these: impl Iterator<Item = T>) -> Vec<T> {
    let mut these: Vec<T> = these.collect();
    these.sort_unstable();
    these.dedup();
    these
}
