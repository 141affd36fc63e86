//! Conditions in plain words.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_model::{Attribute, SourceId};

use crate::{
    Answer, AttributeTest, Condition, EventSort, EventTest, Joined, Limit, SourceTest, State,
    purpose,
};

/// What things are called that conditions know by number or code.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Sources.
    pub sources: BTreeMap<SourceId, String>,
    /// Lists.
    pub lists: BTreeMap<i64, String>,
    /// Checks.
    pub checks: BTreeMap<String, String>,
}

/// The condition as it follows "Everybody who": "bought in the last 90 days and has not said no to
/// e-mail".
pub fn sentence(condition: &Condition, names: &Names) -> String {
    match condition {
        Condition::Attribute { attribute, test } => of_value(attribute, test),
        Condition::Consent { channel, answer } => of_consent(channel, *answer),
        Condition::ConsentFor {
            channel,
            purpose,
            answer,
        } => purpose::told(channel, purpose, *answer),
        Condition::Event {
            event,
            test,
            days,
            named,
        } => of_event(*event, *test, *days, named),
        Condition::Spent {
            limit,
            amount,
            currency,
            days,
        } => {
            let limit = match limit {
                Limit::AtLeast => "at least",
                Limit::AtMost => "at most",
            };
            let money = format!("{}.{:02} {currency}", amount / 100, amount.rem_euclid(100));
            format!("spent {limit} {}{}", money.trim_end(), within(*days))
        }
        Condition::Source { source, test } => {
            let name = names
                .sources
                .get(source)
                .map_or("a source that is gone", String::as_str);
            match test {
                SourceTest::In => format!("is in {name}"),
                SourceTest::NotIn => format!("is not in {name}"),
                SourceTest::OnlyIn => format!("is in {name} and in no other source"),
                SourceTest::AsBuyer => format!("is known to {name} as a buyer"),
                SourceTest::NotAsBuyer => format!("is not known to {name} as a buyer"),
            }
        }
        Condition::State { state, holds } => of_state(*state, *holds).to_owned(),
        Condition::List { list, holds } => {
            let not = if *holds { "" } else { "not " };
            match names.lists.get(list) {
                Some(name) => format!("is {not}in the list “{name}”"),
                None => format!("is {not}in a list that is gone"),
            }
        }
        Condition::Finding { check, holds } => {
            let not = if *holds { "" } else { "not " };
            match names.checks.get(check) {
                Some(title) => format!("is {not}among those the check “{title}” found"),
                None => format!("is {not}among those a check found that is gone"),
            }
        }
        Condition::Group { joined, conditions } => of_group(*joined, conditions, names),
    }
}

fn of_group(joined: Joined, conditions: &[Condition], names: &Names) -> String {
    if let (Joined::None, [one]) = (joined, conditions)
        && let Some(told) = refused(one, names)
    {
        return told;
    }
    let parts: Vec<String> = conditions
        .iter()
        .map(|one| {
            let told = sentence(one, names);
            match one {
                Condition::Group { conditions, .. } if conditions.len() > 1 => format!("({told})"),
                _ => told,
            }
        })
        .collect();
    match joined {
        _ if parts.is_empty() => "is a customer".into(),
        Joined::All => parts.join(" and "),
        Joined::Any => parts.join(" or "),
        Joined::None => format!("is none of these: {}", parts.join("; ")),
    }
}

/// That one condition does not hold, where a sentence says so plainly.
fn refused(condition: &Condition, names: &Names) -> Option<String> {
    let mut other = condition.clone();
    match &mut other {
        Condition::Consent {
            channel,
            answer: Answer::SaidYes,
        } => return Some(format!("has not said yes to {}", channel_in_words(channel))),
        Condition::Consent { answer, .. } => {
            *answer = match answer {
                Answer::SaidNo => Answer::NotNo,
                Answer::NotNo => Answer::SaidNo,
                _ => return None,
            };
        }
        Condition::State { holds, .. }
        | Condition::List { holds, .. }
        | Condition::Finding { holds, .. } => *holds = !*holds,
        Condition::Source { test, .. } => {
            *test = match test {
                SourceTest::In => SourceTest::NotIn,
                SourceTest::NotIn => SourceTest::In,
                SourceTest::AsBuyer => SourceTest::NotAsBuyer,
                SourceTest::NotAsBuyer => SourceTest::AsBuyer,
                SourceTest::OnlyIn => return None,
            };
        }
        Condition::Attribute { test, .. } => {
            *test = match test {
                AttributeTest::Filled => AttributeTest::Empty,
                AttributeTest::Empty => AttributeTest::Filled,
                _ => return None,
            };
        }
        // Only what was sent can be left unopened.
        Condition::Event {
            event: EventSort::Opened | EventSort::Clicked,
            ..
        } => return None,
        Condition::Event { test, .. } => {
            *test = match test {
                EventTest::Did => EventTest::DidNot,
                EventTest::DidNot => EventTest::Did,
                _ => return None,
            };
        }
        _ => return None,
    }
    Some(sentence(&other, names))
}

fn of_value(attribute: &Attribute, test: &AttributeTest) -> String {
    let label = lower_first(&attribute.label());
    if *attribute == Attribute::BirthDate {
        match test {
            AttributeTest::Before(day) => return format!("was born before {}", spelt(*day)),
            AttributeTest::Since(day) => return format!("was born on {} or later", spelt(*day)),
            _ => {}
        }
    }
    match test {
        AttributeTest::Filled => format!("has {} {label}", article(&label)),
        AttributeTest::Empty => format!("has no {label}"),
        AttributeTest::Equals(value) => format!("has “{}” as {label}", value.trim()),
        AttributeTest::OneOf(values) => {
            let values: Vec<String> = values
                .iter()
                .map(|one| one.trim())
                .filter(|one| !one.is_empty())
                .map(|one| format!("“{one}”"))
                .collect();
            format!("has {} as {label}", one_of(&values))
        }
        AttributeTest::StartsWith(value) => {
            format!(
                "has {} {label} that begins with “{}”",
                article(&label),
                value.trim()
            )
        }
        AttributeTest::Contains(value) => {
            format!(
                "has {} {label} with “{}” in it",
                article(&label),
                value.trim()
            )
        }
        AttributeTest::Before(day) => {
            format!("has {} {label} before {}", article(&label), spelt(*day))
        }
        AttributeTest::Since(day) => {
            format!(
                "has {} {label} of {} or later",
                article(&label),
                spelt(*day)
            )
        }
    }
}

/// A channel as it stands in a sentence.
pub(crate) fn channel_in_words(channel: &Attribute) -> String {
    match channel {
        Attribute::EmailConsent => "e-mail".to_owned(),
        Attribute::SmsConsent => "text messages".to_owned(),
        Attribute::PhoneConsent => "telephone calls".to_owned(),
        Attribute::PostConsent => "letters".to_owned(),
        other => lower_first(&other.label()),
    }
}

fn of_consent(channel: &Attribute, answer: Answer) -> String {
    let channel = channel_in_words(channel);
    match answer {
        Answer::SaidYes => format!("has said yes to {channel}"),
        Answer::SaidNo => format!("has said no to {channel}"),
        Answer::NotNo => format!("has not said no to {channel}"),
        Answer::NeverAsked => format!("has never answered about {channel}"),
        Answer::Undeliverable => format!("cannot be reached by {channel}, as messages come back"),
    }
}

fn of_event(event: EventSort, test: EventTest, days: Option<u32>, named: &str) -> String {
    let (did, did_not) = match event {
        EventSort::Purchase | EventSort::Product | EventSort::CampaignProduct => {
            ("bought", "did not buy")
        }
        EventSort::Message => ("got a message", "did not get a message"),
        EventSort::Visit => ("visited", "did not visit"),
        EventSort::Ticket => ("opened a ticket", "did not open a ticket"),
        EventSort::Opened => ("opened a message", "did not open a message"),
        EventSort::Clicked => ("clicked in a message", "did not click in a message"),
        EventSort::SignUp => ("signed up", "did not sign up"),
        EventSort::AdClick => ("clicked an advertisement", "did not click an advertisement"),
    };
    let named = match (event, named.trim()) {
        (EventSort::Product, "") => " any product".into(),
        (EventSort::Product, name) => format!(" “{name}”"),
        (EventSort::CampaignProduct, "") => " what any campaign is about".into(),
        (EventSort::CampaignProduct, name) => format!(" what the campaign “{name}” is about"),
        (_, "") => String::new(),
        (_, name) => format!(" of “{name}”"),
    };
    let within = within(days);
    let with_sent = match event {
        EventSort::Opened => Some("opened"),
        EventSort::Clicked => Some("clicked in"),
        _ => None,
    };
    match (test, with_sent) {
        // Only what was sent can be left unopened.
        (EventTest::DidNot, Some(did)) => {
            return format!("was sent a message{named}{within} and {did} none");
        }
        (EventTest::AtMost(times), Some(did)) => {
            let often = often(times);
            return format!("was sent a message{named}{within} and {did} one at most {often}");
        }
        _ => {}
    }
    match test {
        EventTest::Did => format!("{did}{named}{within}"),
        EventTest::DidNot if days.is_none() => format!("never {did}{named}"),
        EventTest::DidNot => format!("{did_not}{named}{within}"),
        EventTest::AtLeast(times) => format!("{did}{named} at least {}{within}", often(times)),
        EventTest::AtMost(times) => format!("{did}{named} at most {}{within}", often(times)),
        EventTest::FirstSince(day) => {
            format!("first {did}{named} on {} or later{within}", spelt(day))
        }
        EventTest::FirstBefore(day) => format!("first {did}{named} before {}{within}", spelt(day)),
        EventTest::LastSince(day) => {
            format!("last {did}{named} on {} or later{within}", spelt(day))
        }
        EventTest::LastBefore(day) => format!("last {did}{named} before {}{within}", spelt(day)),
    }
}

fn of_state(state: State, holds: bool) -> &'static str {
    match (state, holds) {
        (State::InConflict, true) => "has values on which sources disagree",
        (State::InConflict, false) => "has no values on which sources disagree",
        (State::InReview, true) => "has a pair that waits for your word",
        (State::InReview, false) => "has no pair that waits for your word",
        (State::RoleAddress, true) => "has the e-mail address of a role, such as info@",
        (State::RoleAddress, false) => "has no e-mail address of a role",
        (State::DeletionRequested, true) => "asked to be deleted",
        (State::DeletionRequested, false) => "did not ask to be deleted",
        (State::OnlyById, true) => "is known only by an id",
        (State::OnlyById, false) => "is known by a name, an address or a telephone",
        (State::InHousehold, true) => "lives with another customer",
        (State::InHousehold, false) => "does not live with another customer",
        (State::LinkInDoubt, true) => "is put together by a link in doubt that nobody looked at",
        (State::LinkInDoubt, false) => "is put together by no link in doubt",
    }
}

pub(crate) fn within(days: Option<u32>) -> String {
    match days {
        None => String::new(),
        Some(1) => " in the last day".into(),
        Some(days) => format!(" in the last {days} days"),
    }
}

fn often(times: u32) -> String {
    match times {
        1 => "once".into(),
        2 => "twice".into(),
        times => format!("{times} times"),
    }
}

fn spelt(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

fn article(label: &str) -> &'static str {
    if label.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

fn one_of(values: &[String]) -> String {
    match values {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        // An abbreviation keeps its capitals.
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
