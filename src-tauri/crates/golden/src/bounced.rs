//! Addresses from which messages come back. That is said of a mailbox and not by a person: whoever has another address
//! can be written to there.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, ConsentState};

use crate::candidate::{Candidate, Mention};
use crate::{Override, fold};

/// The addresses of one customer from which messages come back.
#[derive(Debug, Default)]
pub(crate) struct Bounced {
    /// As addresses are compared.
    keys: BTreeSet<String>,
    /// Whether there is another address, and every word that messages come back names the address it is about, so that
    /// none of them is one about the person.
    leaves_another: bool,
}

type Mentions<'m, 'a> = &'m [(&'a Attribute, Mention<'a>)];

impl Bounced {
    /// Reads it from all a customer's records say. `holds` tells whether of some answers the one holds that messages
    /// come back: a later yes that came with the same address may make up for it, as the rule is.
    pub(crate) fn read<'a>(
        mentions: Mentions<'_, 'a>,
        overrides: &[Override],
        holds: impl Fn(Mentions<'_, 'a>) -> bool,
    ) -> Self {
        let of = |attribute: Attribute| {
            let all = mentions.iter().copied();
            all.filter(move |(one, _)| **one == attribute)
        };
        let answers: Vec<(&'a Attribute, Mention<'a>)> = of(Attribute::EmailConsent).collect();
        let told: BTreeSet<usize> = answers
            .iter()
            .filter(|(_, one)| is_bounce(one.value))
            .map(|(_, one)| one.position)
            .collect();
        if told.is_empty() {
            return Self::default();
        }
        let addresses: Vec<(usize, String)> = of(Attribute::Email)
            .map(|(_, one)| (one.position, key(one.value)))
            .collect();
        let suspected: BTreeSet<&String> = addresses
            .iter()
            .filter(|(position, _)| told.contains(position))
            .map(|(_, address)| address)
            .collect();
        let keys: BTreeSet<String> = suspected
            .into_iter()
            .filter(|suspected| {
                let holders: BTreeSet<usize> = addresses
                    .iter()
                    .filter(|(_, address)| address == *suspected)
                    .map(|(position, _)| *position)
                    .collect();
                let of_address: Vec<(&'a Attribute, Mention<'a>)> = answers
                    .iter()
                    .filter(|(_, one)| holders.contains(&one.position))
                    .copied()
                    .collect();
                holds(&of_address)
            })
            .cloned()
            .collect();
        let named: BTreeSet<usize> = addresses.iter().map(|(position, _)| *position).collect();
        let said = overrides
            .iter()
            .filter(|one| one.attribute == Attribute::Email && !one.value.trim().is_empty())
            .map(|one| key(&one.value));
        let mut all = addresses
            .iter()
            .map(|(_, address)| address.clone())
            .chain(said);
        Self {
            leaves_another: told.is_subset(&named) && all.any(|address| !keys.contains(&address)),
            keys,
        }
    }

    /// Whether messages come back from an address.
    pub(crate) fn has(&self, address: &str) -> bool {
        !self.keys.is_empty() && self.keys.contains(&key(address))
    }

    /// How usable a candidate is whatever the rule says: an address from which messages come back is no way to reach
    /// anybody, and that they do is no answer of somebody who has another.
    pub(crate) fn tier(&self, attribute: &Attribute, candidate: &Candidate<'_>) -> u8 {
        let is_of_no_use = match attribute {
            Attribute::Email => self.has(&candidate.value),
            Attribute::EmailConsent => self.leaves_another && is_bounce(&candidate.value),
            _ => false,
        };
        u8::from(!is_of_no_use)
    }

    /// Whether nothing but words about other addresses is told of an attribute, so that nothing is agreed on.
    pub(crate) fn says_nothing(&self, attribute: &Attribute, value: &str) -> bool {
        self.leaves_another && *attribute == Attribute::EmailConsent && is_bounce(value)
    }
}

/// Whether an answer is that messages come back.
pub(crate) fn is_bounce(value: &str) -> bool {
    ConsentState::parse(value) == Some(ConsentState::Undeliverable)
}

fn key(address: &str) -> String {
    fold::key(&Attribute::Email, address)
}
