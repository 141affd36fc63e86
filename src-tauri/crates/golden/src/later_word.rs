//! Logs of consents, in which one source tells every statement somebody ever made: what they said later holds there.

use std::collections::BTreeSet;

use rollcall_model::{
    Attribute, ColumnIndex, ConsentState, SourceId, StandardValue, ValueState, said_at,
};

use crate::Contribution;

/// The permissions a statement can be about.
const CHANNELS: [Attribute; 4] = [
    Attribute::EmailConsent,
    Attribute::SmsConsent,
    Attribute::PhoneConsent,
    Attribute::PostConsent,
];

/// What a row of a log says of one channel.
struct Statement<'a> {
    position: usize,
    source: SourceId,
    channel: &'a Attribute,
    purpose: Option<&'a str>,
    /// Where it stands in its row, and what it says.
    column: Option<ColumnIndex>,
    state: ConsentState,
    time: &'a str,
    /// Whom it is about, as the row names them.
    about: BTreeSet<(&'a Attribute, &'a str)>,
}

/// A statement: the position of its contribution, its channel, and its column.
pub(crate) type Place = (usize, Attribute, Option<ColumnIndex>);

/// The statements that another one of the same source has replaced.
///
/// A later word replaces an earlier one where it is plainly about the same: the same channel, the same purpose, and at
/// least everything by which the earlier one named the person. Where a time, the channel or the purpose is not known,
/// nothing is replaced, so that a no goes on holding; and only a yes, or what is as strict, takes the place of a no.
pub(crate) fn replaced(contributions: &[&Contribution<'_>]) -> BTreeSet<Place> {
    let statements: Vec<Statement<'_>> = contributions
        .iter()
        .enumerate()
        .flat_map(|(position, by)| statements_of(position, by))
        .collect();
    statements
        .iter()
        .filter(|earlier| statements.iter().any(|later| later.replaces(earlier)))
        .map(|one| (one.position, one.channel.clone(), one.column))
        .collect()
}

impl Statement<'_> {
    fn replaces(&self, earlier: &Self) -> bool {
        self.source == earlier.source
            && self.channel == earlier.channel
            && self.purpose == earlier.purpose
            && is_later(self.time, earlier.time)
            && may_follow(self.state, earlier.state)
            && self.about.is_superset(&earlier.about)
    }
}

/// Whether a word can take the place of an earlier one: an invitation or a bounce takes back no refusal.
fn may_follow(later: ConsentState, earlier: ConsentState) -> bool {
    earlier.strictness() < ConsentState::Undeliverable.strictness()
        || later == ConsentState::OptedIn
        || later.strictness() >= earlier.strictness()
}

/// Whether a time is surely later: a day is neither before nor after an hour of it.
fn is_later(one: &str, other: &str) -> bool {
    one > other && !one.starts_with(other)
}

/// What a row says, where it is of a log and tells its channel, its purpose, its time and whom it is about.
fn statements_of<'a>(position: usize, by: &Contribution<'a>) -> Vec<Statement<'a>> {
    let values = by.values;
    let Some(state) = valid(values, &Attribute::ConsentState) else {
        return Vec::new();
    };
    let knows_channel = valid(values, &Attribute::ConsentChannel).is_some();
    let purpose = valid(values, &Attribute::ConsentPurpose);
    let has_purpose = values
        .iter()
        .any(|value| value.target.attribute == Attribute::ConsentPurpose);
    let about: BTreeSet<(&Attribute, &str)> = values
        .iter()
        .filter(|value| value.state == ValueState::Valid && names_somebody(&value.target.attribute))
        .map(|value| (&value.target.attribute, value.value.as_str()))
        .collect();
    let Some(time) = said_at(values, &state.value) else {
        return Vec::new();
    };
    if !knows_channel || has_purpose && purpose.is_none() || about.is_empty() {
        return Vec::new();
    }
    values
        .iter()
        .filter(|value| CHANNELS.contains(&value.target.attribute) && value.column == state.column)
        .filter_map(|value| {
            Some(Statement {
                position,
                source: by.source,
                channel: &value.target.attribute,
                purpose: purpose.map(|purpose| purpose.value.as_str()),
                column: value.column,
                state: ConsentState::parse(&value.value)?,
                time,
                about: about.clone(),
            })
        })
        .collect()
}

fn valid<'a>(values: &'a [StandardValue], attribute: &Attribute) -> Option<&'a StandardValue> {
    values
        .iter()
        .find(|value| value.state == ValueState::Valid && value.target.attribute == *attribute)
}

/// Whether an attribute points to the person a statement is about.
fn names_somebody(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Email
            | Attribute::Phone
            | Attribute::HashedEmail
            | Attribute::AccountId
            | Attribute::ExternalId
            | Attribute::LoyaltyCard
    )
}
