//! One row of a log of consents: its state becomes an answer of the channel the row names.

use rollcall_model::{Assignment, Attribute, ConsentState, RESTRICTED, Target};

use super::{Record, values};
use crate::{Standardised, consent, email};

/// The state of a statement, and what follows from it for each channel. A table without columns of a channel and of a
/// purpose is no log: its state is an answer to e-mail, or about the number it names instead.
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
        values::take(record, &answer);
        let names_no_channel = record.names_no_channel(assignment);
        if by_number && !consent::refuses_every_way(&assignment.raw, names_no_channel) {
            refuse_calls(record, assignment);
        }
        return;
    }
    let asks = consent::asks_for_deletion(&assignment.raw);
    let asks_right = !asks && consent::asks_for_right(&assignment.raw);
    let names_no_channel = record.names_no_channel(assignment);
    let objects_to_all = consent::refuses_every_way(&assignment.raw, names_no_channel);
    let read = |channel: &Attribute| {
        if asks {
            Standardised::valid(ConsentState::OptedOut.code(), "consent.deletion")
        } else if objects_to_all {
            consent::refused_every_way(&assignment.raw)
        } else if asks_right {
            consent::beside_right(&assignment.raw)
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
    for attribute in Attribute::PERMISSIONS {
        let Some(state) = ConsentState::parse(&read(attribute).value) else {
            continue;
        };
        let is_about = purposes
            .as_ref()
            .is_none_or(|purposes| purposes.tell(state));
        let names_channel = told.as_ref().map_or_else(
            || {
                objects_to_all
                    || consent::channels_without_column(by_number, state).tell(state, attribute)
            },
            |channels| channels.tell(state, attribute),
        );
        if is_about && names_channel {
            let outcome = Standardised::valid(state.code(), "consent.by_channel");
            record.add_part(attribute.clone(), assignment, outcome);
        }
    }
    restrict(record, assignment);
}

/// What is to be used no further reaches nobody: who asks for that is refused every channel, whatever else the row says,
/// until they allow it again.
pub(super) fn restrict(record: &mut Record<'_>, assignment: &Assignment) {
    if !consent::asks_for_restriction(&assignment.raw) {
        return;
    }
    for attribute in Attribute::PERMISSIONS {
        let refused = Standardised::valid(ConsentState::OptedOut.code(), RESTRICTED);
        record.add_part(attribute.clone(), assignment, refused);
    }
}

/// An objection to advertising as such, or a consent taken back as a whole, is a no to every channel, unless the row names
/// the channel that is meant; of a channel that has a column of its own that column tells.
pub(super) fn take_objection(record: &mut Record<'_>, assignment: &Assignment) {
    let own = &assignment.target.attribute;
    record.add(assignment, consent::refused_every_way(&assignment.raw));
    restrict(record, assignment);
    let group = assignment.target.group;
    let has_column = |record: &Record<'_>, attribute: &Attribute| {
        record.assigned(attribute, group).is_some() || record.assigned(attribute, 0).is_some()
    };
    if has_column(record, &Attribute::ConsentChannel) {
        return;
    }
    for attribute in Attribute::PERMISSIONS {
        if attribute != own && !has_column(record, attribute) {
            let refused = Standardised::valid(ConsentState::OptedOut.code(), "consent.objection");
            record.add_part(attribute.clone(), assignment, refused);
        }
    }
}

/// A no to a number is one to calls as well.
fn refuse_calls(record: &mut Record<'_>, assignment: &Assignment) {
    let calls = Attribute::PhoneConsent;
    let state = ConsentState::parse(&consent::standardise(&assignment.raw, &calls).value);
    let is_about_calls =
        |state: &ConsentState| consent::channels_without_column(true, *state).tell(*state, &calls);
    if let Some(state) = state.filter(is_about_calls) {
        let outcome = Standardised::valid(state.code(), "consent.by_channel");
        record.add_part(Attribute::PhoneConsent, assignment, outcome);
    }
}

/// Whether a row names whom it is about by a telephone number and has no address: many logs have a column of each, and
/// one of both stays blank or holds a filler.
fn is_by_number(record: &Record<'_>, group: u8) -> bool {
    let filled = |attribute: &Attribute| {
        record
            .filled(attribute, group)
            .or_else(|| record.filled(attribute, 0))
    };
    if let Some(told) = filled(&Attribute::Email) {
        if values::numbers_instead(record, told).is_some() {
            return true;
        }
        let addresses = email::standardise_all(&told.raw);
        if addresses.iter().any(Standardised::is_valid) {
            return false;
        }
    }
    filled(&Attribute::Phone).is_some_and(|number| !number.raw.contains('@'))
}
