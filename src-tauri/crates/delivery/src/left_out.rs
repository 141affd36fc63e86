//! Why somebody is left out of a list, as far as nobody else in it matters.

use rollcall_model::{Attribute, ConsentState};

use crate::column::Cell;
use crate::{Column, Destination, InDoubt, Person, Purpose, Reason};

/// Takes barred addresses and numbers away from the person; tells why, where no e-mail address is
/// left of those there were: who could be written to only at an address that said no is not to be
/// found by other details instead.
pub(crate) fn leave_out_barred(person: &mut Person) -> Option<Reason> {
    let barred = std::mem::take(&mut person.barred);
    let mut why: Option<Reason> = None;
    for (attribute, values) in &mut person.values {
        values.retain(|value| {
            let reason = barred.get(&(attribute.clone(), value.clone())).copied();
            if is_mailbox(attribute)
                && let Some(reason) = reason
            {
                why = Some(why.map_or(reason, |before| before.min(reason)));
            }
            reason.is_none()
        });
    }
    let is_left = person
        .values
        .iter()
        .any(|(attribute, values)| is_mailbox(attribute) && !values.is_empty());
    why.filter(|_| !is_left)
}

fn is_mailbox(attribute: &Attribute) -> bool {
    matches!(attribute, Attribute::Email | Attribute::HashedEmail)
}

/// Why the person may not be in a list to contact people, whatever identifies them.
pub(crate) fn refusal(person: &Person, destination: &Destination) -> Option<Reason> {
    if person.has_asked_to_be_deleted() {
        return Some(Reason::DeletionRequested);
    }
    let state = |channel: &Attribute| person.consents.get(channel).copied();
    let rule = &destination.consent;
    let has_refused = rule.given.iter().chain(&rule.not_refused).any(|channel| {
        matches!(
            state(channel),
            Some(ConsentState::OptedOut | ConsentState::Complained)
        )
    });
    if has_refused {
        return Some(if person.restricted {
            Reason::Restricted
        } else {
            Reason::Refused
        });
    }
    // A destination that asks for no permission takes nobody whose data is to be used no further.
    let asks_none = rule.given.is_empty() && rule.not_refused.is_empty();
    let refuses = |channel: &Attribute| state(channel) == Some(ConsentState::OptedOut);
    if person.restricted && asks_none && Attribute::PERMISSIONS.iter().any(refuses) {
        return Some(Reason::Restricted);
    }
    if person.in_doubt == Some(InDoubt::No) {
        return Some(Reason::RefusedInDoubt);
    }
    let bounces = rule
        .given
        .iter()
        .chain(&rule.not_refused)
        .any(|channel| state(channel) == Some(ConsentState::Undeliverable));
    if bounces {
        return Some(Reason::Undeliverable);
    }
    let has_given = rule
        .given
        .iter()
        .all(|channel| state(channel) == Some(ConsentState::OptedIn));
    let missing = if person.in_doubt == Some(InDoubt::Yes) {
        Reason::YesInDoubt
    } else {
        Reason::NoConsent
    };
    (!has_given).then_some(missing)
}

/// The sets of headers by any of which a person is found in a list of this purpose; none where everybody is taken.
pub(crate) fn identifiers(destination: &Destination, purpose: Purpose) -> &[Vec<String>] {
    let contact = &destination.contact_identifiers;
    if purpose == Purpose::Contact && !contact.is_empty() {
        contact
    } else {
        &destination.identifiers
    }
}

/// Why the destination could not find the person, if it could not.
pub(crate) fn unfindable(
    person: &Person,
    cells: &[Cell],
    destination: &Destination,
    purpose: Purpose,
) -> Option<Reason> {
    let columns = &destination.columns;
    let holds = |header: &String, wanted: fn(&Cell) -> bool| {
        columns
            .iter()
            .zip(cells)
            .any(|(column, cell)| column.header == *header && wanted(cell))
    };
    let sets = identifiers(destination, purpose);
    let is_findable = sets.is_empty()
        || sets.iter().any(|set| {
            set.iter()
                .all(|header| holds(header, |cell| matches!(cell, Cell::Value(_))))
        });
    if is_findable {
        return None;
    }
    let waits = |column: &Column| {
        let mut made_from = column.from.attributes().iter();
        made_from.any(|one| is_mailbox(one) && person.undecided.contains(one))
    };
    let is_undecided = columns
        .iter()
        .any(|column| sets.iter().flatten().any(|one| *one == column.header) && waits(column));
    if is_undecided {
        return Some(Reason::AddressUndecided);
    }
    let has_unusable = sets
        .iter()
        .flatten()
        .any(|header| holds(header, |cell| matches!(cell, Cell::Unusable)));
    Some(if has_unusable {
        Reason::InvalidIdentifier
    } else {
        Reason::NoIdentifier
    })
}
