//! What an erased person said no to. The no is about an address or a number, and others may have those as well, so it
//! stays: as keyed hashes, by which lists go on leaving the address or the number out.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, RecordId, StandardValue, ValueState};
use rollcall_store::{LoadState, StandardRecord, Store};

use crate::EngineError;
use crate::said_no::{is_refusal, is_request};
use crate::table_rows::Shelf;
use crate::tombstones::refused_clues;

/// What stays known of it.
#[derive(Default)]
pub(super) struct Refused {
    pub(super) clues: BTreeSet<String>,
    /// The addresses and numbers that are meant.
    values: BTreeSet<String>,
}

impl Refused {
    /// What rows in use refuse: a no of a load that was replaced does not hold any more.
    pub(super) fn of(
        store: &Store,
        shelf: &Shelf,
        records: &[RecordId],
    ) -> Result<Self, EngineError> {
        let used: Vec<RecordId> = records
            .iter()
            .copied()
            .filter(|record| {
                shelf
                    .load_of(*record)
                    .is_some_and(|load| load.state == LoadState::Current)
            })
            .collect();
        let mut refused = Self::default();
        for record in store.standard_records(&used)? {
            refused.add(&record);
        }
        Ok(refused)
    }

    fn add(&mut self, record: &StandardRecord) {
        let refuses = |attribute: &Attribute| {
            valid(&record.values, attribute).any(|value| {
                if *attribute == Attribute::DeletionRequest {
                    is_request(value)
                } else {
                    is_refusal(value)
                }
            })
        };
        let by_mail = refuses(&Attribute::EmailConsent);
        let by_phone = refuses(&Attribute::SmsConsent) || refuses(&Attribute::PhoneConsent);
        // A request to be deleted, and a no in a column nobody has placed, are about every way to be reached.
        let by_all = refuses(&Attribute::DeletionRequest)
            || record.says_no && !by_mail && !by_phone && !refuses(&Attribute::PostConsent);
        for (attribute, is_meant) in [
            (Attribute::Email, by_mail || by_all),
            (Attribute::HashedEmail, by_mail || by_all),
            (Attribute::Phone, by_phone || by_all),
        ] {
            if is_meant {
                for value in valid(&record.values, &attribute) {
                    self.clues.extend(refused_clues(&attribute, value));
                    self.values.insert(value.to_owned());
                }
            }
        }
    }

    /// What is told of it where the erasure ends.
    pub(super) fn told(&self) -> Option<String> {
        match self.values.len() {
            0 => None,
            1 => Some("The person had said no to messages to 1 address or number: it stays known as a keyed hash, and no list writes to it, whoever has it.".into()),
            count => Some(format!(
                "The person had said no to messages to {count} addresses and numbers: they stay known as keyed hashes, and no list writes to them, whoever has them."
            )),
        }
    }
}

fn valid<'a>(
    values: &'a [StandardValue],
    attribute: &'a Attribute,
) -> impl Iterator<Item = &'a str> {
    values
        .iter()
        .filter(move |one| one.state == ValueState::Valid && one.target.attribute == *attribute)
        .map(|one| one.value.as_str())
}
