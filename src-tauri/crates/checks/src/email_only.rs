//! Matching on e-mail alone, beside ours: how many people it would see, whom it would tear apart
//! and whom it would mix up.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rollcall_model::{CustomerId, RecordId};
use serde::{Deserialize, Serialize};

/// Counts record by record.
#[derive(Debug, Clone, Default)]
pub struct EmailOnlyTally {
    records: Vec<(CustomerId, RecordId)>,
    /// For each record the position of another record of the same e-mail group, or its own.
    groups: Vec<usize>,
    /// Only looked up in, so its order does not matter.
    first_with: HashMap<String, usize, FixedState>,
    without_email: u64,
}

/// The comparison.
///
/// The numbers fit together: people by e-mail are the people, and those it would count too many
/// ([`EmailOnly::too_many`]), without those it would not tell from another ([`EmailOnly::too_few`]).
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
    pub torn_apart: Vec<TornApart>,
    /// Customers whom e-mail alone would take for one person because they share an address, each with
    /// its first record that does; two or more in a group, groups and members in ascending order.
    pub mixed_up: Vec<Vec<(CustomerId, RecordId)>>,
}

/// A customer whom e-mail alone would count as several people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TornApart {
    /// The customer.
    pub customer: CustomerId,
    /// As so many people.
    pub pieces: u64,
    /// Its first record.
    pub record: RecordId,
    /// The first record that would be another person's.
    pub other: RecordId,
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
        record: RecordId,
        emails: impl IntoIterator<Item = &'e str>,
    ) {
        let position = self.records.len();
        self.records.push((customer, record));
        self.groups.push(position);
        let mut has_email = false;
        for email in emails.into_iter().filter(|email| !email.is_empty()) {
            has_email = true;
            match self.first_with.get(email) {
                Some(other) => {
                    let other = *other;
                    self.join(position, other);
                }
                None => {
                    self.first_with.insert(email.to_owned(), position);
                }
            }
        }
        self.without_email += u64::from(!has_email);
    }

    /// The comparison of all records so far.
    pub fn finish(mut self) -> EmailOnly {
        let mut placed: Vec<(CustomerId, usize, RecordId)> = Vec::with_capacity(self.records.len());
        for position in 0..self.records.len() {
            let (customer, record) = self.records[position];
            placed.push((customer, self.root(position), record));
        }
        placed.sort_unstable();
        // Of each customer and group the first record stands for the others.
        placed.dedup_by_key(|(customer, group, _)| (*customer, *group));
        let by_customer = placed.chunk_by(|one, other| one.0 == other.0);
        let people = by_customer.clone().count() as u64;
        let torn_apart = by_customer.filter_map(torn).collect();
        placed.sort_unstable_by_key(|(customer, group, record)| (*group, *customer, *record));
        let by_group = placed.chunk_by(|one, other| one.1 == other.1);
        let people_by_email = by_group.clone().count() as u64;
        let mut mixed_up: Vec<Vec<(CustomerId, RecordId)>> = by_group
            .filter(|members| members.len() > 1)
            .map(|members| {
                let members = members.iter();
                members
                    .map(|(customer, _, record)| (*customer, *record))
                    .collect()
            })
            .collect();
        mixed_up.sort_unstable();
        EmailOnly {
            records: self.records.len() as u64,
            without_email: self.without_email,
            people_by_email,
            people,
            torn_apart,
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

impl EmailOnly {
    /// People whom e-mail alone would count besides, because it does not know them again.
    pub fn too_many(&self) -> u64 {
        self.torn_apart.iter().map(|torn| torn.pieces - 1).sum()
    }

    /// People whom e-mail alone would not count, because it takes them for another.
    pub fn too_few(&self) -> u64 {
        let groups = self.mixed_up.iter();
        groups.map(|members| members.len() as u64 - 1).sum()
    }

    /// The customers whom e-mail alone would mix up with another, each once.
    pub fn people_mixed_up(&self) -> u64 {
        let mut customers: Vec<CustomerId> = self
            .mixed_up
            .iter()
            .flatten()
            .map(|(customer, _)| *customer)
            .collect();
        customers.sort_unstable();
        customers.dedup();
        customers.len() as u64
    }
}

/// How e-mail alone would tear a customer apart, from the first record of each of its groups.
fn torn(pieces: &[(CustomerId, usize, RecordId)]) -> Option<TornApart> {
    let mut records: Vec<RecordId> = pieces.iter().map(|(.., record)| *record).collect();
    records.sort_unstable();
    let [record, other, ..] = records.as_slice() else {
        return None;
    };
    Some(TornApart {
        customer: pieces.first()?.0,
        pieces: pieces.len() as u64,
        record: *record,
        other: *other,
    })
}
