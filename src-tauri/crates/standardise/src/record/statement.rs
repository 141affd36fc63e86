//! One row of a log of consents: its state becomes an answer of the channel the row names.

use rollcall_model::{Assignment, Attribute, ConsentState, Target};

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
    if channel.is_none() && purpose.is_none() {
        let target = Target {
            attribute: Attribute::EmailConsent,
            group,
        };
        let answer = Assignment {
            target,
            ..assignment.clone()
        };
        return values::take(record, &answer);
    }
    let asks = consent::asks_for_deletion(&assignment.raw);
    let read = |channel: &Attribute| {
        if asks {
            Standardised::valid(ConsentState::OptedOut.code(), "consent.deletion")
        } else {
            consent::standardise(&assignment.raw, channel)
        }
    };
    record.add(assignment, read(&Attribute::EmailConsent));
    if asks {
        let asked = Standardised::valid("true", "consent.deletion");
        record.add_part(Attribute::DeletionRequest, assignment, asked);
    }
    // Without a column of channels the statement is about e-mail, as a permission without one is.
    let channels = consent::channels(channel.as_deref().unwrap_or("email"));
    let purposes = purpose.as_deref().map(consent::purposes);
    for attribute in CHANNELS {
        let Some(state) = ConsentState::parse(&read(&attribute).value) else {
            continue;
        };
        let is_about = purposes
            .as_ref()
            .is_none_or(|purposes| purposes.tell(state));
        if is_about && channels.tell(state, &attribute) {
            let outcome = Standardised::valid(state.code(), "consent.by_channel");
            record.add_part(attribute, assignment, outcome);
        }
    }
}
