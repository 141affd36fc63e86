//! Attributes that one cell decides alone.

use rollcall_model::{
    ASKS_ACCESS_AND_DELETION, Assignment, Attribute, ConsentState, Target, is_asked_right,
};

use super::{Heard, Record, remark, statement};
use crate::event_kind::EventKind;
use crate::name::NamePart;
use crate::{
    Standardised, address, boolean, bounce, consent, country, date, email, event_kind, gender,
    identifier, language, money, name, phone, postcode, region, text, time_zone,
};

pub(super) fn take(record: &mut Record<'_>, assignment: &Assignment) {
    let raw = assignment.raw.as_str();
    let group = assignment.target.group;
    let outcome = match &assignment.target.attribute {
        Attribute::Campaign if record.heard(assignment) == Some(Heard::Remark) => {
            record.add(assignment, text::standardise(raw));
            return remark::take_beside(record, assignment);
        }
        Attribute::Email => return take_email(record, assignment),
        Attribute::Phone => return take_phones(record, assignment),
        Attribute::Amount => return take_amount(record, assignment),
        Attribute::Nickname => name::standardise(raw, NamePart::Given),
        Attribute::FormerName => name::standardise(raw, NamePart::Family),
        Attribute::Age => money::age(raw),
        Attribute::Gender => gender::standardise(raw),
        Attribute::Language => language::standardise(raw),
        Attribute::Country => country::standardise(raw),
        Attribute::City => address::place(raw),
        Attribute::Region => region::standardise(raw, record.country(group)),
        Attribute::Postcode => postcode::standardise(
            raw,
            record.country(group),
            record.own_country(group).is_some(),
        ),
        Attribute::Currency => money::currency(raw),
        Attribute::Quantity => match assignment.number.and_then(money::exact) {
            Some(number) => Standardised::valid(number, "number.decimal"),
            None => money::number(raw, record.country(group), record.context.decimal_mark),
        },
        Attribute::EmailConsent
        | Attribute::SmsConsent
        | Attribute::PhoneConsent
        | Attribute::PostConsent => return take_permission(record, assignment),
        Attribute::ConsentState => return statement::take(record, assignment),
        Attribute::ConsentChannel => consent::channel(raw),
        Attribute::ConsentPurpose => consent::purpose(raw),
        Attribute::DeletionRequest => {
            let read = deletion_request(record, assignment);
            let asks_right = is_asked_right(read.rule);
            record.add(assignment, read);
            if asks_right {
                statement::restrict(record, assignment);
            }
            return;
        }
        Attribute::Bounced => return take_bounce(record, assignment),
        Attribute::EventStatus | Attribute::EventKind => return take_outcome(record, assignment),
        Attribute::CreatedAt
        | Attribute::UpdatedAt
        | Attribute::LastActiveAt
        | Attribute::LastPurchaseAt
        | Attribute::ConsentTime
        | Attribute::WithdrawalTime => date::moment(raw, record.reading(assignment), true),
        Attribute::EventTime => date::moment(raw, record.reading(assignment), false),
        Attribute::TimeZone => time_zone::standardise(raw),
        Attribute::Website => identifier::website(raw),
        Attribute::RecordKey
        | Attribute::AccountId
        | Attribute::ExternalId
        | Attribute::MergedInto
        | Attribute::PaymentCard
        | Attribute::OrderId
        | Attribute::Sku => identifier::verbatim(raw),
        Attribute::LoyaltyCard | Attribute::NationalId | Attribute::OrganisationId => {
            identifier::compact(raw)
        }
        Attribute::DeviceId => identifier::device(raw),
        Attribute::CookieId => identifier::cookie(raw),
        Attribute::SocialHandle => identifier::social_handle(raw),
        Attribute::HashedEmail => identifier::hashed_email(raw),
        _ => text::standardise(raw),
    };
    record.add(assignment, outcome);
}

/// Whether somebody may be reached by a channel, or what they ask for instead.
fn take_permission(record: &mut Record<'_>, assignment: &Assignment) {
    let raw = assignment.raw.as_str();
    let heard = record.heard(assignment);
    match heard {
        // What somebody says a remark means is believed.
        Some(Heard::Remark) if !consent::is_meaning(raw) => {
            return remark::take(record, assignment);
        }
        Some(Heard::Delivery) => return record.add(assignment, delivery(assignment)),
        _ => {}
    }
    if consent::asks_for_deletion(raw) {
        return take_deletion(record, assignment);
    }
    let refuses_advertising =
        || heard == Some(Heard::Advertising) && consent::refuses_advertising(raw);
    if consent::refuses_every_way(raw, record.names_no_channel(assignment)) || refuses_advertising()
    {
        return statement::take_objection(record, assignment);
    }
    if consent::asks_for_right(raw) {
        record.add(assignment, consent::beside_right(raw));
        return statement::restrict(record, assignment);
    }
    let read = consent::standardise(raw, &assignment.target.attribute);
    record.add(assignment, read);
}

/// What a column of deliveries says of letters: that they come back, or that somebody wants none. That they arrive is no
/// yes.
fn delivery(assignment: &Assignment) -> Standardised {
    let returned = bounce::delivery(&assignment.raw);
    let answer = consent::standardise(&assignment.raw, &assignment.target.attribute);
    if returned.is_valid() {
        returned
    } else if ConsentState::parse(&answer.value) == Some(ConsentState::OptedOut) {
        answer
    } else {
        Standardised::blank()
    }
}

/// Who asks to be forgotten among the permissions withdraws them, and the request is kept as one.
fn take_deletion(record: &mut Record<'_>, assignment: &Assignment) {
    let withdrawn = ConsentState::OptedOut.code();
    record.add(
        assignment,
        Standardised::valid(withdrawn, "consent.deletion"),
    );
    record.add_part(
        Attribute::DeletionRequest,
        assignment,
        asked_deletion(&assignment.raw),
    );
}

/// The request to be deleted, which may ask what is kept as well.
pub(super) fn asked_deletion(raw: &str) -> Standardised {
    let rule = if consent::asks_for_right(raw) {
        ASKS_ACCESS_AND_DELETION
    } else {
        "consent.deletion"
    };
    Standardised::valid("true", rule)
}

/// A day and its year take so many signs.
const SHORTEST_DAY: usize = 8;

/// Whether messages to the row's address come back. Only what comes back for good says that nothing reaches it.
fn take_bounce(record: &mut Record<'_>, assignment: &Assignment) {
    let read = bounce::standardise(&assignment.raw);
    // A number is a count, not a day.
    let is_dated = read.rule == "bounce.other"
        && assignment.raw.trim().len() >= SHORTEST_DAY
        && date::moment(&assignment.raw, record.reading(assignment), false).is_valid();
    let outcome = if is_dated {
        Standardised::valid(bounce::HARD, "bounce.dated")
    } else {
        read
    };
    let comes_back = outcome.value == bounce::HARD;
    record.add(assignment, outcome);
    if comes_back {
        add_undeliverable(record, assignment);
    }
}

/// What became of what the row tells. Of a message that was sent it may be that it came back, or that whoever got it
/// wants no more; a payment may bounce, too, and says nothing about an address.
fn take_outcome(record: &mut Record<'_>, assignment: &Assignment) {
    record.add(assignment, text::standardise(&assignment.raw));
    let has = |attribute| record.filled(&attribute, assignment.target.group).is_some();
    let is_other = has(Attribute::OrderId) || has(Attribute::Amount) || has(Attribute::CookieId);
    let is_message = has(Attribute::Campaign) && !is_other;
    if !is_message {
        return;
    }
    let has_address = has(Attribute::Email);
    if has_address && bounce::of_word(&assignment.raw) == Some(bounce::HARD) {
        add_undeliverable(record, assignment);
    }
    let kind = event_kind::read(&assignment.raw);
    if matches!(kind, Some(EventKind::Unsubscribed | EventKind::Complained)) {
        add_leaving(record, assignment, has_address);
    }
}

/// Who unsubscribes by a message, or complains of it, wants no more of its kind: texts where the row has no address.
fn add_leaving(record: &mut Record<'_>, assignment: &Assignment, has_address: bool) {
    let channel = if has_address {
        Attribute::EmailConsent
    } else {
        Attribute::SmsConsent
    };
    let withdrawn = ConsentState::OptedOut.code();
    let outcome = Standardised::valid(withdrawn, "consent.left");
    record.add_part(channel, assignment, outcome);
}

fn add_undeliverable(record: &mut Record<'_>, assignment: &Assignment) {
    let state = ConsentState::Undeliverable.code();
    let outcome = Standardised::valid(state, "consent.bounce");
    record.add_part(Attribute::EmailConsent, assignment, outcome);
}

fn take_email(record: &mut Record<'_>, assignment: &Assignment) {
    if identifier::is_sha256(assignment.raw.trim()) {
        // Already hashed by whoever exported it; hashing it again would hide the person for ever.
        let outcome = identifier::hashed_email(&assignment.raw);
        record.add_part(Attribute::HashedEmail, assignment, outcome);
        return;
    }
    if let Some(numbers) = numbers_instead(record, assignment) {
        let number = assigned_to(Attribute::Phone, assignment);
        return add_several(record, &number, numbers);
    }
    add_several(record, assignment, email::standardise_all(&assignment.raw));
}

fn take_phones(record: &mut Record<'_>, assignment: &Assignment) {
    if is_of_log(record) && assignment.raw.contains('@') {
        let addresses = email::standardise_all(&assignment.raw);
        if addresses.iter().any(Standardised::is_valid) {
            let address = assigned_to(Attribute::Email, assignment);
            return add_several(record, &address, addresses);
        }
    }
    let country = record.country(assignment.target.group);
    add_several(
        record,
        assignment,
        phone::standardise_all(&assignment.raw, country),
    );
}

/// The same cell under another attribute.
fn assigned_to(attribute: Attribute, assignment: &Assignment) -> Assignment {
    let group = assignment.target.group;
    Assignment {
        target: Target { attribute, group },
        ..assignment.clone()
    }
}

/// Whether the row is a statement of a log of consents, which often keeps addresses and numbers in one column.
fn is_of_log(record: &Record<'_>) -> bool {
    let mut all = record.assignments.iter();
    all.any(|one| one.target.attribute == Attribute::ConsentState)
}

/// A number has so many digits, or fewer where it begins with its country or a zero.
const DIGITS_OF_A_NUMBER: usize = 9;
const DIGITS_BEHIND_ZERO: usize = 6;

/// The telephone numbers that stand in place of an address in a log of consents; nothing where the cell is not plainly
/// dialled.
pub(super) fn numbers_instead(
    record: &Record<'_>,
    assignment: &Assignment,
) -> Option<Vec<Standardised>> {
    let raw = assignment.raw.trim().trim_start_matches('\'');
    let digits = raw.bytes().filter(u8::is_ascii_digit).count();
    let least = if raw.trim_start_matches('(').starts_with(['+', '0']) {
        DIGITS_BEHIND_ZERO
    } else {
        DIGITS_OF_A_NUMBER
    };
    let is_sign = |one: char| one.is_ascii_digit() || one.is_whitespace() || "+()-./".contains(one);
    if digits < least || !raw.chars().all(is_sign) || !is_of_log(record) {
        return None;
    }
    let numbers = phone::standardise_all(raw, record.country(assignment.target.group));
    numbers
        .first()
        .is_some_and(Standardised::is_valid)
        .then_some(numbers)
}

/// The first value keeps the cell's group, each further one takes the next free group.
fn add_several(record: &mut Record<'_>, assignment: &Assignment, outcomes: Vec<Standardised>) {
    for (place, outcome) in outcomes.into_iter().enumerate() {
        let mut target = assignment.target.clone();
        if place > 0 {
            target.group = record.free_group(&target.attribute);
        }
        record.add_as(target, assignment, outcome);
    }
}

fn take_amount(record: &mut Record<'_>, assignment: &Assignment) {
    let group = assignment.target.group;
    if let Some(amount) = assignment.number.and_then(money::exact) {
        return record.add(assignment, Standardised::valid(amount, "money.decimal"));
    }
    let money = money::standardise(
        &assignment.raw,
        record.country(group),
        record.context.decimal_mark,
    );
    record.add(assignment, money.amount);
    if let Some(currency) = money.currency
        && record.filled(&Attribute::Currency, group).is_none()
    {
        let target = Target {
            attribute: Attribute::Currency,
            group,
        };
        record.add_as(
            target,
            assignment,
            Standardised::valid(currency, "currency.of_amount"),
        );
    }
}

/// A date in the column says that deletion was asked for then.
fn deletion_request(record: &Record<'_>, assignment: &Assignment) -> Standardised {
    let answer = boolean::standardise(&assignment.raw);
    if answer.rule == "boolean.unknown" && consent::asks_for_deletion(&assignment.raw) {
        return asked_deletion(&assignment.raw);
    }
    // Who asks for another right does not ask to be deleted, whatever the column is called.
    if answer.rule == "boolean.unknown" && consent::asks_for_right(&assignment.raw) {
        return consent::right(&assignment.raw);
    }
    if answer.rule == "boolean.unknown"
        && date::moment(&assignment.raw, record.reading(assignment), false).is_valid()
    {
        return Standardised::valid("true", "boolean.dated");
    }
    answer
}
