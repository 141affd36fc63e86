//! Addresses and numbers that said no in any record, whichever customer the record belongs to.
//!
//! One mailbox may stand in the records of several customers. Consent is agreed a customer, so a
//! refusal in one of them would not keep the others' rows from reaching the very same mailbox.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};
use rollcall_delivery::{Person, Reason, sha256_hex};
use rollcall_golden::{GoldenRecord, GoldenValue, OVERRIDE};
use rollcall_model::{Attribute, ConsentState, RecordId, RunId};
use rollcall_standardise::email;
use rollcall_store::{CustomerFilter, Store};

use crate::EngineError;

/// What may not be used to reach anybody.
#[derive(Default)]
pub(crate) struct SaidNo {
    /// Mailboxes by their key, and why.
    mailboxes: HashMap<String, Reason>,
    /// Hashes of addresses, as exports give them.
    hashes: HashMap<String, Reason>,
    phones: HashSet<String>,
}

impl SaidNo {
    /// Reads all customers of a run.
    pub(crate) fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let mut said_no = Self::default();
        store.visit_customers::<EngineError>(run, &CustomerFilter::default(), |customer| {
            said_no.add(&serde_json::from_str(&customer.golden)?);
            Ok(())
        })?;
        Ok(said_no)
    }

    fn add(&mut self, golden: &GoldenRecord) {
        let deletions = records_that(golden, &Attribute::DeletionRequest, is_request);
        let mut refusals = records_that(golden, &Attribute::EmailConsent, is_refusal);
        refusals.extend(&deletions);
        let bounces = records_that(golden, &Attribute::EmailConsent, |value| {
            ConsentState::parse(value) == Some(ConsentState::Undeliverable)
        });
        for (records, reason) in [
            (&refusals, Reason::AddressRefused),
            (&bounces, Reason::Undeliverable),
        ] {
            for address in held_by(golden, &Attribute::Email, records) {
                keep(&mut self.mailboxes, email::matching_key(address), reason);
                keep(
                    &mut self.hashes,
                    sha256_hex(&address.to_lowercase()),
                    reason,
                );
            }
            for hash in held_by(golden, &Attribute::HashedEmail, records) {
                keep(&mut self.hashes, hash.to_owned(), reason);
            }
        }
        let mut calls = deletions;
        for channel in [Attribute::SmsConsent, Attribute::PhoneConsent] {
            calls.extend(records_that(golden, &channel, is_refusal));
        }
        for number in held_by(golden, &Attribute::Phone, &calls) {
            self.phones.insert(number.to_owned());
        }
    }

    /// Which of a person's addresses and numbers may not be used, and why.
    pub(crate) fn barred(&self, person: &Person) -> BTreeMap<(Attribute, String), Reason> {
        let mut barred = BTreeMap::new();
        for attribute in [Attribute::Email, Attribute::HashedEmail, Attribute::Phone] {
            for value in person.values.get(&attribute).into_iter().flatten() {
                let reason = match attribute {
                    Attribute::Email => [
                        self.mailboxes.get(&email::matching_key(value)),
                        self.hashes.get(&sha256_hex(&value.to_lowercase())),
                    ]
                    .into_iter()
                    .flatten()
                    .min()
                    .copied(),
                    Attribute::HashedEmail => self.hashes.get(value).copied(),
                    _ => self
                        .phones
                        .contains(value)
                        .then_some(Reason::AddressRefused),
                };
                if let Some(reason) = reason {
                    barred.insert((attribute.clone(), value.clone()), reason);
                }
            }
        }
        barred
    }
}

/// Of two reasons the stricter one holds, which comes first.
fn keep(reasons: &mut HashMap<String, Reason>, key: String, reason: Reason) {
    reasons
        .entry(key)
        .and_modify(|known| *known = reason.min(*known))
        .or_insert(reason);
}

/// The records that say something of an attribute; none where a person has settled it by hand.
fn records_that(
    golden: &GoldenRecord,
    attribute: &Attribute,
    says: fn(&str) -> bool,
) -> BTreeSet<RecordId> {
    golden
        .values
        .iter()
        .filter(|one| one.attribute == *attribute && one.rule != OVERRIDE)
        .flat_map(said)
        .filter(|(value, _)| says(value))
        .flat_map(|(_, records)| records.iter().copied())
        .collect()
}

/// The values of an attribute that any of these records holds.
fn held_by<'a>(
    golden: &'a GoldenRecord,
    attribute: &'a Attribute,
    records: &'a BTreeSet<RecordId>,
) -> impl Iterator<Item = &'a str> {
    golden
        .values
        .iter()
        .filter(move |one| one.attribute == *attribute)
        .flat_map(said)
        .filter(|(_, holders)| holders.iter().any(|record| records.contains(record)))
        .map(|(value, _)| value)
}

/// Every value of an attribute with the records that hold it.
fn said(value: &GoldenValue) -> impl Iterator<Item = (&str, &[RecordId])> {
    let first = (value.value.as_str(), value.supporters.as_slice());
    let others = value.others.iter();
    std::iter::once(first)
        .chain(others.map(|other| (other.value.as_str(), other.records.as_slice())))
}

fn is_refusal(value: &str) -> bool {
    matches!(
        ConsentState::parse(value),
        Some(ConsentState::OptedOut | ConsentState::Complained)
    )
}

/// Any request to be forgotten that does not say no is one.
fn is_request(value: &str) -> bool {
    !matches!(
        value.to_ascii_lowercase().as_str(),
        "false" | "no" | "0" | "never" | "opted_in"
    )
}
