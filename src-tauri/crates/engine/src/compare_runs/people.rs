//! Names of customers who joined, parted or went, by what is there of them now.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{PartOf, PeopleGroup};
use rollcall_model::{CustomerId, RecordId};
use rollcall_store::Store;

use crate::view::{CustomerPart, PeopleChangeView};
use crate::{EngineError, records};

/// Names of customers, by what is there of them now.
pub(crate) struct People {
    names: BTreeMap<CustomerId, String>,
    there: BTreeSet<CustomerId>,
}

impl People {
    /// Those of some groups. Of one who is not there, or not yet, the first of its records that is there
    /// tells a name; the records of the later state come first.
    pub(crate) fn read<'a>(
        store: &Store,
        groups: impl Iterator<Item = &'a PeopleGroup>,
        records_of: impl Iterator<Item = &'a (RecordId, CustomerId)>,
    ) -> Result<Self, EngineError> {
        let wanted: BTreeSet<CustomerId> = groups
            .flat_map(|group| group.before.iter().chain(&group.after))
            .map(|part| part.customer)
            .collect();
        let mut people = Self {
            names: BTreeMap::new(),
            there: BTreeSet::new(),
        };
        if let Some(run) = store.current_run()? {
            for customer in &wanted {
                if let Some(stored) = store.customer(run.run, *customer)? {
                    people.names.insert(*customer, stored.name);
                    people.there.insert(*customer);
                }
            }
        }
        let mut first: BTreeMap<CustomerId, RecordId> = BTreeMap::new();
        for (record, customer) in records_of {
            if wanted.contains(customer) && !people.there.contains(customer) {
                first.entry(*customer).or_insert(*record);
            }
        }
        for (customer, record) in first {
            let standard = store.standard_records(&[record])?.pop();
            let name = standard.map(|record| records::title(&record.values));
            people.names.insert(customer, name.unwrap_or_default());
        }
        Ok(people)
    }

    /// A change with the names of those it is about.
    pub(crate) fn show_change(&self, group: &PeopleGroup, why: Vec<String>) -> PeopleChangeView {
        PeopleChangeView {
            change: group.change.code().to_owned(),
            before: self.show(&group.before),
            after: self.show(&group.after),
            stayed: group.stayed,
            came: group.came,
            went: group.went,
            why,
        }
    }

    fn show(&self, parts: &[PartOf]) -> Vec<CustomerPart> {
        parts
            .iter()
            .map(|part| CustomerPart {
                customer: part.customer.label(),
                name: self.names.get(&part.customer).cloned().unwrap_or_default(),
                records: part.records,
                is_there: self.there.contains(&part.customer),
            })
            .collect()
    }
}
