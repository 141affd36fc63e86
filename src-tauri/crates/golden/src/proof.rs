//! How far what sources tell proves that a way to reach somebody works.

use rollcall_model::{Attribute, ConsentState, ValueState};

use crate::candidate::Mention;

const BY_MAIL: &[Attribute] = &[Attribute::EmailConsent];
const BY_PHONE: &[Attribute] = &[Attribute::SmsConsent, Attribute::PhoneConsent];

/// What is told of an address or a number, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Proof {
    /// Messages come back from it.
    Disproved,
    /// Nothing is told.
    Untold,
    /// Somebody said yes to being reached there.
    Proved,
}

/// What the rows that hold a value tell of it. Where messages come back it does not work, whatever others say.
pub(crate) fn of<'m, 'a: 'm>(
    attribute: &Attribute,
    mentions: impl Iterator<Item = &'m Mention<'a>>,
) -> Proof {
    let channels = channels(attribute);
    let mut proof = Proof::Untold;
    if channels.is_empty() {
        return proof;
    }
    for value in mentions.flat_map(|mention| mention.by.values) {
        if value.state != ValueState::Valid || !channels.contains(&value.target.attribute) {
            continue;
        }
        match ConsentState::parse(&value.value) {
            Some(ConsentState::Undeliverable) => return Proof::Disproved,
            Some(ConsentState::OptedIn) => proof = Proof::Proved,
            _ => {}
        }
    }
    proof
}

/// The answers that are about messages to it.
fn channels(attribute: &Attribute) -> &'static [Attribute] {
    match attribute {
        Attribute::Email => BY_MAIL,
        Attribute::Phone => BY_PHONE,
        _ => &[],
    }
}
