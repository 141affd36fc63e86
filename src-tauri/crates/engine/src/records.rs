//! What the attributes of a record mean to the use cases.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rollcall_model::{
    Attribute, AttributeFamily, ConsentState, RecordId, StandardValue, ValueState, dated_by,
    in_time, keeps_withdrawals_apart,
};
use rollcall_standardise::deal_stage;
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_standardise::order_status::{self, OrderStatus};
use rollcall_store::StandardRecord;

use crate::entries;

/// Whether an attribute tells about a person, so that a row that has it takes part in linkage.
pub(crate) fn is_person_evidence(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::FullName
            | Attribute::GivenName
            | Attribute::FamilyName
            | Attribute::Nickname
            | Attribute::BirthDate
            | Attribute::Organisation
            | Attribute::Email
            | Attribute::Phone
            | Attribute::FullAddress
            | Attribute::Street
            | Attribute::AccountId
            | Attribute::LoyaltyCard
            | Attribute::DeviceId
            | Attribute::CookieId
            | Attribute::PaymentCard
            | Attribute::NationalId
            | Attribute::SocialHandle
            | Attribute::HashedEmail
            | Attribute::Custom(_)
    )
}

/// Whether an attribute tells who somebody is, as a person reads it: what makes a customer one of the people.
pub(crate) fn names_somebody(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::FullName
            | Attribute::GivenName
            | Attribute::FamilyName
            | Attribute::Organisation
            | Attribute::Email
            | Attribute::Phone
    )
}

/// Whether an attribute is a date or time.
pub(crate) fn is_date(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::BirthDate
            | Attribute::ConsentTime
            | Attribute::WithdrawalTime
            | Attribute::CreatedAt
            | Attribute::UpdatedAt
            | Attribute::LastActiveAt
            | Attribute::LastPurchaseAt
            | Attribute::EventTime
            | Attribute::DeletionRequest
    )
}

/// The usable values of an attribute, the main set first.
pub(crate) fn valid<'a>(
    values: &'a [StandardValue],
    attribute: &'a Attribute,
) -> impl Iterator<Item = &'a str> {
    values
        .iter()
        .filter(move |value| {
            value.state == ValueState::Valid && value.target.attribute == *attribute
        })
        .map(|value| value.value.as_str())
}

/// The first usable value of an attribute.
pub(crate) fn first<'a>(values: &'a [StandardValue], attribute: &'a Attribute) -> Option<&'a str> {
    valid(values, attribute).next()
}

/// The time of a row's answer: where it keeps the time of a withdrawal apart, the latest time of what it says.
pub(crate) fn answered_at(values: &[StandardValue]) -> Option<&StandardValue> {
    let time = |attribute: &Attribute| {
        values
            .iter()
            .find(|value| value.state == ValueState::Valid && value.target.attribute == *attribute)
    };
    if !keeps_withdrawals_apart(values) {
        return time(&Attribute::ConsentTime);
    }
    let is_answer = |value: &&StandardValue| {
        value.state == ValueState::Valid
            && value.target.attribute.family() == AttributeFamily::Consent
            && ConsentState::parse(&value.value).is_some()
    };
    let answers = values.iter().filter(is_answer);
    answers
        .filter_map(|answer| time(&dated_by(values, &answer.value)))
        .max_by(|one, other| in_time(&one.value, &other.value))
}

/// What people call a record: its name, else its best identifier.
pub(crate) fn title(values: &[StandardValue]) -> String {
    let name: Vec<&str> = [
        &Attribute::GivenName,
        &Attribute::FamilyName,
        &Attribute::NameSuffix,
    ]
    .into_iter()
    .filter_map(|attribute| first(values, attribute))
    .collect();
    if !name.is_empty() {
        return name.join(" ");
    }
    [
        Attribute::FullName,
        Attribute::Organisation,
        Attribute::Email,
        Attribute::Phone,
        Attribute::LoyaltyCard,
        Attribute::AccountId,
        Attribute::CookieId,
        Attribute::DeviceId,
        Attribute::HashedEmail,
        Attribute::RecordKey,
    ]
    .iter()
    .find_map(|attribute| first(values, attribute))
    .unwrap_or("(no name)")
    .to_owned()
}

/// When the row tells of a purchase that holds, the time of it: of its own purchase, or of the last one a list of people
/// sums up. An amount beside people is none of a purchase: only the time of an event or an order makes it one.
pub(crate) fn purchase_time(values: &[StandardValue]) -> Option<&str> {
    let event_time = first(values, &Attribute::EventTime);
    let is_event = first(values, &Attribute::OrderId).is_some()
        || first(values, &Attribute::EventKind).is_some_and(is_purchase_word);
    let has_purchase =
        is_event || event_time.is_some() && first(values, &Attribute::Amount).is_some();
    let summed_up = first(values, &Attribute::LastPurchaseAt);
    let undone = order_status(values).is_some_and(|status| !status.is_bought());
    // Money given back is no purchase, nor is what nobody has bought yet or the shop ordered to test itself.
    if !has_purchase
        || undone
        || gives_back(values)
        || is_not_bought_yet(values)
        || entries::is_test(values)
    {
        return summed_up;
    }
    event_time
        .or_else(|| first(values, &Attribute::CreatedAt))
        .or(summed_up)
}

/// What became of the order a row tells of; a row may be of a kind of its own, such as a refund.
pub(crate) fn order_status(values: &[StandardValue]) -> Option<OrderStatus> {
    let told = |attribute: &Attribute| first(values, attribute).and_then(order_status::read);
    told(&Attribute::EventStatus)
        .or_else(|| told(&Attribute::EventKind).filter(|status| !status.is_bought()))
}

/// Whether a row is of a kind of its own by which money or goods went back.
pub(crate) fn is_refund(values: &[StandardValue]) -> bool {
    first(values, &Attribute::EventKind).and_then(order_status::read) == Some(OrderStatus::Returned)
}

/// Whether a row tells of money given back: by its kind, or by an amount below zero.
pub(crate) fn gives_back(values: &[StandardValue]) -> bool {
    is_refund(values)
        || first(values, &Attribute::Amount).is_some_and(|amount| amount.starts_with('-'))
}

/// The order that does not hold by what a row says: called off, given back whole, or a test. It says so for
/// all rows of the order, which often have no status themselves. Money given back by a row of its own says
/// nothing of what was not given back.
pub(crate) fn undone_order(values: &[StandardValue]) -> Option<&str> {
    let order = first(values, &Attribute::OrderId)?;
    let is_undone = || {
        order_status(values).is_some_and(|status| !status.is_bought()) || entries::is_test(values)
    };
    (!gives_back(values) && is_undone()).then_some(order)
}

/// The times of the purchases that hold, of records that may tell one order in several rows. What a later export tells
/// of a deal holds instead of the rows `told_again`.
pub(crate) fn purchase_times<'a>(
    records: &'a [StandardRecord],
    told_again: &'a BTreeSet<RecordId>,
) -> impl Iterator<Item = &'a str> {
    let undone: BTreeSet<&str> = records
        .iter()
        .filter_map(|record| undone_order(&record.values))
        .collect();
    records.iter().filter_map(move |record| {
        let order = first(&record.values, &Attribute::OrderId);
        let holds = order.is_none_or(|order| !undone.contains(order))
            && !told_again.contains(&record.record);
        purchase_time(&record.values).filter(|_| holds)
    })
}

/// Whether a row tells of a place that was booked and of no money for it, or of a deal that is not known to be won.
pub(crate) fn is_not_bought_yet(values: &[StandardValue]) -> bool {
    let is_paid = || {
        first(values, &Attribute::Amount)
            .and_then(|amount| amount.parse::<f64>().ok())
            .is_some_and(|amount| amount > 0.0)
    };
    match event_kind(values) {
        Some(EventKind::Booking) => !is_paid(),
        Some(EventKind::Deal) => !valid(values, &Attribute::EventStatus).any(deal_stage::is_won),
        _ => false,
    }
}

/// The id of the deal a row tells of, by which every export of its CRM calls it.
pub(crate) fn deal_id(values: &[StandardValue]) -> Option<&str> {
    if event_kind(values) == Some(EventKind::Deal) {
        first(values, &Attribute::RecordKey)
    } else {
        None
    }
}

/// What happened, by the word the row has for it.
pub(crate) fn event_kind(values: &[StandardValue]) -> Option<EventKind> {
    first(values, &Attribute::EventKind).and_then(event_kind::read)
}

/// The day a time begins with: the one its file writes, by its own clock.
pub(crate) fn day_of(time: &str) -> Option<NaiveDate> {
    time.get(..10)?.parse().ok()
}

/// A word nobody knows is one of a purchase where it holds a word for one: "Preorder".
fn is_purchase_word(kind: &str) -> bool {
    if let Some(known) = event_kind::read(kind) {
        return known == EventKind::Purchase;
    }
    let kind = kind.to_lowercase();
    ["purchase", "order", "sale"]
        .iter()
        .any(|word| kind.contains(word))
}
