//! Addresses and numbers that said no in any record, whichever customer the record belongs to.
//!
//! One mailbox may stand in the records of several customers. Consent is agreed a customer, so a
//! refusal in one of them would not keep the others' rows from reaching the very same mailbox.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};
use rollcall_delivery::{InDoubt, Person, Reason, sha256_hex};
use rollcall_golden::{GoldenRecord, OVERRIDE};
use rollcall_model::{Attribute, ConsentState, CustomerId, RecordId, RunId};
use rollcall_standardise::email;
use rollcall_store::{CustomerFilter, Store};

use crate::EngineError;
use crate::doubtful_answers::{DoubtfulAnswers, said};

/// What may not be used to reach anybody.
#[derive(Default)]
pub(crate) struct SaidNo {
    /// Mailboxes by their key, and why.
    mailboxes: HashMap<String, Reason>,
    /// Hashes of addresses, as exports give them.
    hashes: HashMap<String, Reason>,
    phones: HashSet<String>,
    doubtful: DoubtfulAnswers,
}

impl SaidNo {
    /// Reads all customers of a run.
    pub(crate) fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let mut said_no = Self {
            doubtful: DoubtfulAnswers::of(store)?,
            ..Self::default()
        };
        let all = CustomerFilter::default();
        if !said_no.doubtful.is_empty() {
            store.visit_customers::<EngineError>(run, &all, |customer| {
                said_no
                    .doubtful
                    .count(&serde_json::from_str(&customer.golden)?);
                Ok(())
            })?;
        }
        store.visit_customers::<EngineError>(run, &all, |customer| {
            let golden = serde_json::from_str(&customer.golden)?;
            let in_doubt = said_no.doubtful.refusals(customer.customer, &golden);
            said_no.add(&golden, &in_doubt);
            Ok(())
        })?;
        Ok(said_no)
    }

    /// What a customer says in columns nobody has confirmed as permissions.
    pub(crate) fn in_doubt(&self, customer: CustomerId) -> Option<InDoubt> {
        self.doubtful.of_customer(customer)
    }

    /// What should be answered before a list goes out, in sentences.
    pub(crate) fn open_questions(&self) -> Vec<String> {
        self.doubtful.questions()
    }

    fn add(&mut self, golden: &GoldenRecord, in_doubt: &BTreeSet<RecordId>) {
        let deletions = records_that(golden, &Attribute::DeletionRequest, is_request);
        let mut refusals = records_that(golden, &Attribute::EmailConsent, is_refusal);
        refusals.extend(&deletions);
        let bounces = records_that(golden, &Attribute::EmailConsent, |value| {
            ConsentState::parse(value) == Some(ConsentState::Undeliverable)
        });
        for (records, reason) in [
            (&refusals, Reason::AddressRefused),
            (in_doubt, Reason::RefusedInDoubt),
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
        calls.extend(in_doubt);
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

/// Whether a permission is refused, or withdrawn by a complaint.
pub(crate) fn is_refusal(value: &str) -> bool {
    matches!(
        ConsentState::parse(value),
        Some(ConsentState::OptedOut | ConsentState::Complained)
    )
}

/// Any request to be forgotten that does not say no is one.
pub(crate) fn is_request(value: &str) -> bool {
    !matches!(
        value.to_ascii_lowercase().as_str(),
        "false" | "no" | "0" | "never" | "opted_in"
    )
}
