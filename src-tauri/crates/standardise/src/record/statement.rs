//! One row of a log of consents: its state becomes an answer of the channel the row names.

use rollcall_model::{ASKS_ACCESS, Assignment, Attribute, ConsentState, Target};

use super::{Record, values};
use crate::{Standardised, consent};

const CHANNELS: [Attribute; 4] = [
    Attribute::EmailConsent,
    Attribute::SmsConsent,
    Attribute::PhoneConsent,
    Attribute::PostConsent,
];

/// The state of a statement, and what follows from it for each channel. A table without columns of a channel and of a
/// purpose is no log: its state is an answer to e-mail.
pub(super) fn take(record: &mut Record<'_>, assignment: &Assignment) {
    let group = assignment.target.group;
    let cell = |record: &Record<'_>, attribute: &Attribute| {
        record
            .assigned(attribute, group)
            .or_else(|| record.assigned(attribute, 0))
            .map(|beside| beside.raw.clone())
    };
    let channel = cell(record, &Attribute::ConsentChannel);
    let purpose = cell(record, &Attribute::ConsentPurpose);
    let by_number = is_by_number(record, group);
    if channel.is_none() && purpose.is_none() {
        let attribute = if by_number {
            Attribute::SmsConsent
        } else {
            Attribute::EmailConsent
        };
        let target = Target { attribute, group };
        let answer = Assignment {
            target,
            ..assignment.clone()
        };
        return values::take(record, &answer);
    }
    let asks = consent::asks_for_deletion(&assignment.raw);
    let asks_access = !asks && consent::asks_for_access(&assignment.raw);
    let read = |channel: &Attribute| {
        if asks {
            Standardised::valid(ConsentState::OptedOut.code(), "consent.deletion")
        } else if asks_access {
            Standardised::placeholder(ASKS_ACCESS)
        } else {
            consent::standardise(&assignment.raw, channel)
        }
    };
    record.add(assignment, read(&Attribute::EmailConsent));
    if asks {
        let asked = values::asked_deletion(&assignment.raw);
        record.add_part(Attribute::DeletionRequest, assignment, asked);
    }
    let told = channel.as_deref().map(consent::channels);
    let purposes = purpose.as_deref().map(consent::purposes);
    for attribute in CHANNELS {
        let Some(state) = ConsentState::parse(&read(&attribute).value) else {
            continue;
        };
        let is_about = purposes
            .as_ref()
            .is_none_or(|purposes| purposes.tell(state));
        let names_channel = told.as_ref().map_or_else(
            || consent::channels_without_column(by_number, state).tell(state, &attribute),
            |channels| channels.tell(state, &attribute),
        );
        if is_about && names_channel {
            let outcome = Standardised::valid(state.code(), "consent.by_channel");
            record.add_part(attribute, assignment, outcome);
        }
    }
}

/// Whether a row names whom it is about by a telephone number and has no address.
fn is_by_number(record: &Record<'_>, group: u8) -> bool {
    let assigned = |attribute: &Attribute| {
        record
            .assigned(attribute, group)
            .or_else(|| record.assigned(attribute, 0))
    };
    match (assigned(&Attribute::Email), assigned(&Attribute::Phone)) {
        (Some(address), _) => values::numbers_instead(record, address).is_some(),
        (None, Some(number)) => {
            let raw = number.raw.trim();
            !raw.is_empty() && !raw.contains('@')
        }
        (None, None) => false,
    }
}
