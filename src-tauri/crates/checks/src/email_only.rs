//! Matching on e-mail alone, beside ours: how many people it would see, whom it would tear apart
//! and whom it would mix up.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::CustomerId;
use serde::{Deserialize, Serialize};

/// Counts record by record.
#[derive(Debug, Clone, Default)]
pub struct EmailOnlyTally {
    customers: Vec<CustomerId>,
    /// For each record the position of another record of the same e-mail group, or its own.
    groups: Vec<usize>,
    first_with: BTreeMap<String, usize>,
    without_email: u64,
}

/// The comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailOnly {
    /// Records compared.
    pub records: u64,
    /// Records without a usable e-mail; on e-mail alone each is a person of its own.
    pub without_email: u64,
    /// People by e-mail alone.
    pub people_by_email: u64,
    /// People by the full rules.
    pub people: u64,
    /// Customers whom e-mail alone would count as several people, in ascending order.
    pub torn_apart: Vec<CustomerId>,
    /// Customers whom e-mail alone would take for one person because they share an address; two or
    /// more in a group, groups and members in ascending order.
    pub mixed_up: Vec<Vec<CustomerId>>,
}

impl EmailOnlyTally {
    /// No records yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts one record: the customer it belongs to and its valid e-mails in the form they are
    /// matched by. Two records with one e-mail in common are one person on e-mail alone.
    pub fn add_record<'e>(
        &mut self,
        customer: CustomerId,
        emails: impl IntoIterator<Item = &'e str>,
    ) {
        let record = self.customers.len();
        self.customers.push(customer);
        self.groups.push(record);
        let mut has_email = false;
        for email in emails.into_iter().filter(|email| !email.is_empty()) {
            has_email = true;
            match self.first_with.get(email) {
                Some(other) => {
                    let other = *other;
                    self.join(record, other);
                }
                None => {
                    self.first_with.insert(email.to_owned(), record);
                }
            }
        }
        self.without_email += u64::from(!has_email);
    }

    /// The comparison of all records so far.
    pub fn finish(mut self) -> EmailOnly {
        let mut customers_of: BTreeMap<usize, BTreeSet<CustomerId>> = BTreeMap::new();
        let mut groups_of: BTreeMap<CustomerId, BTreeSet<usize>> = BTreeMap::new();
        for record in 0..self.customers.len() {
            let group = self.root(record);
            let customer = self.customers[record];
            customers_of.entry(group).or_default().insert(customer);
            groups_of.entry(customer).or_default().insert(group);
        }
        let mut mixed_up: Vec<Vec<CustomerId>> = customers_of
            .values()
            .filter(|customers| customers.len() > 1)
            .map(|customers| customers.iter().copied().collect())
            .collect();
        mixed_up.sort();
        EmailOnly {
            records: self.customers.len() as u64,
            without_email: self.without_email,
            people_by_email: customers_of.len() as u64,
            people: groups_of.len() as u64,
            torn_apart: groups_of
                .iter()
                .filter(|(_, groups)| groups.len() > 1)
                .map(|(customer, _)| *customer)
                .collect(),
            mixed_up,
        }
    }

    fn root(&mut self, record: usize) -> usize {
        let mut root = record;
        while self.groups[root] != root {
            // Halving the path keeps later walks short.
            self.groups[root] = self.groups[self.groups[root]];
            root = self.groups[root];
        }
        root
    }

    /// The smaller position leads, so that the groups do not depend on who came first.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.groups[one.max(other)] = one.min(other);
    }
}
