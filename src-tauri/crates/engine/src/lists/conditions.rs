//! Conditions as screens and the command line give them, and as they are decided.

use chrono::NaiveDate;
use rollcall_lists::{
    Answer, AttributeTest, Condition, EventSort, EventTest, Joined, Limit, PurposeAnswer,
    SourceTest, State, fault_of, purpose_of, purposes,
};
use rollcall_model::{Attribute, SourceId};
use rollcall_store::Store;

use crate::EngineError;
use crate::check_book::{check_titles, names_people};
use crate::schema::own_attributes;
use crate::view::ListCondition;

/// Reads a condition that can be decided.
pub(super) fn read(view: &ListCondition) -> Result<Condition, EngineError> {
    let condition = one(view)?;
    // A list is a group, so that what each condition leaves can be told.
    let condition = match condition {
        group @ Condition::Group { .. } => group,
        single => Condition::Group {
            joined: Joined::All,
            conditions: vec![single],
        },
    };
    match fault_of(&condition) {
        Some(fault) => Err(EngineError::invalid(fault)),
        None => Ok(condition),
    }
}

/// Refuses a condition that asks for a field of one's own that no source has: nobody has it filled and everybody has it
/// empty, which would be told as an answer.
pub(super) fn refuse_unknown(store: &Store, condition: &Condition) -> Result<(), EngineError> {
    let mut asked: Vec<&Attribute> = Vec::new();
    condition.visit(&mut |one| {
        if let Condition::Attribute { attribute, .. } = one
            && matches!(attribute, Attribute::Custom(_))
        {
            asked.push(attribute);
        }
    });
    if asked.is_empty() {
        return Ok(());
    }
    let mut own = own_attributes(store)?;
    // What was agreed on holds until the next run, whatever columns are read as since.
    let counted = store.coverage()?.into_iter();
    own.extend(
        counted.filter_map(|one| match Attribute::parse(&one.attribute) {
            Some(attribute @ Attribute::Custom(_)) => Some(attribute),
            _ => None,
        }),
    );
    own.sort();
    own.dedup();
    match asked.into_iter().find(|one| !own.contains(one)) {
        None => Ok(()),
        Some(missing) => {
            let names: Vec<String> = own.iter().map(Attribute::label).collect();
            let missing = missing.label();
            Err(EngineError::unknown("field of your own", &missing, &names))
        }
    }
}

fn one(view: &ListCondition) -> Result<Condition, EngineError> {
    Ok(match view.kind.as_str() {
        "attribute" => Condition::Attribute {
            attribute: known("attribute", &view.subject, Attribute::parse)?,
            test: attribute_test(view)?,
        },
        "consent" => Condition::Consent {
            channel: known("consent", &view.subject, Attribute::parse)?,
            answer: known("answer", &view.test, Answer::parse)?,
        },
        "consent_for" => Condition::ConsentFor {
            channel: known("consent", &view.subject, Attribute::parse)?,
            purpose: consent_purpose(&view.named)?.to_owned(),
            answer: known("answer", &view.test, PurposeAnswer::parse)?,
        },
        "event" => Condition::Event {
            event: known("event", &view.subject, EventSort::parse)?,
            test: event_test(view)?,
            days: view.days,
            named: view.named.trim().to_owned(),
        },
        "spent" => Condition::Spent {
            limit: known("limit", &view.test, Limit::parse)?,
            amount: cents(first(view)).ok_or_else(|| {
                EngineError::invalid(format!("“{}” is no amount like 120 or 99.50.", first(view)))
            })?,
            currency: view.subject.trim().to_uppercase(),
            days: view.days,
        },
        "source" => Condition::Source {
            source: known("source", &view.subject, |text| {
                text.parse().ok().map(SourceId)
            })?,
            test: known("test of a source", &view.test, SourceTest::parse)?,
        },
        "state" => Condition::State {
            state: known("state", &view.subject, State::parse)?,
            holds: match view.test.as_str() {
                "is" | "" => true,
                "is_not" => false,
                other => return Err(not_found("test of a state", other)),
            },
        },
        "list" => Condition::List {
            list: known("list", &view.subject, |text| text.parse().ok())?,
            holds: is_in(view)?,
        },
        "check" => Condition::Finding {
            check: check_with_people(&view.subject)?,
            holds: is_in(view)?,
        },
        other => Condition::Group {
            joined: known("kind of condition", other, Joined::parse)?,
            conditions: view
                .conditions
                .iter()
                .map(one)
                .collect::<Result<_, EngineError>>()?,
        },
    })
}

/// The code of a purpose that statements of consent can name.
fn consent_purpose(named: &str) -> Result<&'static str, EngineError> {
    let code = named.trim();
    purpose_of(code).ok_or_else(|| {
        let known: Vec<&str> = purposes().collect();
        EngineError::unknown("purpose of consent", code, &known)
    })
}

/// The code of a check that says who is behind what it finds.
fn check_with_people(subject: &str) -> Result<String, EngineError> {
    let (code, title) = known("check", subject, |text| {
        check_titles().find(|(code, _)| *code == text)
    })?;
    if !names_people(code) {
        return Err(EngineError::invalid(format!(
            "The check “{title}” names nobody, so nobody can be chosen by it. Take that condition out."
        )));
    }
    Ok(code.to_owned())
}

/// Whether somebody must be in it, or must not.
fn is_in(view: &ListCondition) -> Result<bool, EngineError> {
    match view.test.as_str() {
        "in" | "" => Ok(true),
        "not_in" => Ok(false),
        other => Err(not_found("test of a list or check", other)),
    }
}

fn attribute_test(view: &ListCondition) -> Result<AttributeTest, EngineError> {
    let text = || first(view).to_owned();
    Ok(match view.test.as_str() {
        "filled" => AttributeTest::Filled,
        "empty" => AttributeTest::Empty,
        "equals" => AttributeTest::Equals(text()),
        "one_of" => AttributeTest::OneOf(view.values.clone()),
        "starts_with" => AttributeTest::StartsWith(text()),
        "contains" => AttributeTest::Contains(text()),
        "before" => AttributeTest::Before(day(view)?),
        "since" => AttributeTest::Since(day(view)?),
        other => return Err(not_found("test of an attribute", other)),
    })
}

fn event_test(view: &ListCondition) -> Result<EventTest, EngineError> {
    let times = || {
        let text = first(view);
        text.parse()
            .map_err(|_| EngineError::invalid(format!("“{text}” is no number of times like 3.")))
    };
    Ok(match view.test.as_str() {
        "did" => EventTest::Did,
        "did_not" => EventTest::DidNot,
        "at_least" => EventTest::AtLeast(times()?),
        "at_most" => EventTest::AtMost(times()?),
        "first_since" => EventTest::FirstSince(day(view)?),
        "first_before" => EventTest::FirstBefore(day(view)?),
        "last_since" => EventTest::LastSince(day(view)?),
        "last_before" => EventTest::LastBefore(day(view)?),
        other => return Err(not_found("test of an event", other)),
    })
}

fn first(view: &ListCondition) -> &str {
    view.values.first().map_or("", |text| text.trim())
}

fn day(view: &ListCondition) -> Result<NaiveDate, EngineError> {
    let text = first(view);
    text.parse()
        .map_err(|_| EngineError::invalid(format!("“{text}” is not a day like 2026-11-23.")))
}

fn known<T>(
    what: &'static str,
    code: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, EngineError> {
    parse(code.trim()).ok_or_else(|| not_found(what, code))
}

fn not_found(what: &'static str, name: &str) -> EngineError {
    EngineError::NotFound {
        what,
        name: name.to_owned(),
    }
}

/// An amount in hundredths: `12.5` is 1250. What is finer than a hundredth is left off.
pub(crate) fn cents(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let is_plain = |digits: &str| digits.bytes().all(|one| one.is_ascii_digit());
    if whole.is_empty() || !is_plain(whole) || !is_plain(part) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{part:0<2}").get(..2)?.parse().ok()?;
    whole.checked_mul(100)?.checked_add(part)
}

/// The condition as it is given to screens.
pub(super) fn view(condition: &Condition) -> ListCondition {
    let blank = |kind: &str, subject: String, test: &str| ListCondition {
        kind: kind.to_owned(),
        subject,
        test: test.to_owned(),
        values: Vec::new(),
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    };
    match condition {
        Condition::Attribute { attribute, test } => {
            let (test, values) = told_of_attribute(test);
            ListCondition {
                values,
                ..blank("attribute", attribute.code(), test)
            }
        }
        Condition::Consent { channel, answer } => blank("consent", channel.code(), answer.code()),
        Condition::ConsentFor {
            channel,
            purpose,
            answer,
        } => ListCondition {
            named: purpose.clone(),
            ..blank("consent_for", channel.code(), answer.code())
        },
        Condition::Event {
            event,
            test,
            days,
            named,
        } => {
            let (test, value) = told_of_event(*test);
            ListCondition {
                values: value.into_iter().collect(),
                days: *days,
                named: named.clone(),
                ..blank("event", event.code().into(), test)
            }
        }
        Condition::Spent {
            limit,
            amount,
            currency,
            days,
        } => ListCondition {
            values: vec![format!("{}.{:02}", amount / 100, amount % 100)],
            days: *days,
            ..blank("spent", currency.clone(), limit.code())
        },
        Condition::Source { source, test } => blank("source", source.0.to_string(), test.code()),
        Condition::State { state, holds } => blank(
            "state",
            state.code().into(),
            if *holds { "is" } else { "is_not" },
        ),
        Condition::List { list, holds } => blank("list", list.to_string(), in_or_not(*holds)),
        Condition::Finding { check, holds } => blank("check", check.clone(), in_or_not(*holds)),
        Condition::Group { joined, conditions } => ListCondition {
            conditions: conditions.iter().map(view).collect(),
            ..blank(joined.code(), String::new(), "")
        },
    }
}

fn in_or_not(holds: bool) -> &'static str {
    if holds { "in" } else { "not_in" }
}

fn told_of_attribute(test: &AttributeTest) -> (&'static str, Vec<String>) {
    match test {
        AttributeTest::Filled => ("filled", Vec::new()),
        AttributeTest::Empty => ("empty", Vec::new()),
        AttributeTest::Equals(text) => ("equals", vec![text.clone()]),
        AttributeTest::OneOf(texts) => ("one_of", texts.clone()),
        AttributeTest::StartsWith(text) => ("starts_with", vec![text.clone()]),
        AttributeTest::Contains(text) => ("contains", vec![text.clone()]),
        AttributeTest::Before(day) => ("before", vec![day.to_string()]),
        AttributeTest::Since(day) => ("since", vec![day.to_string()]),
    }
}

fn told_of_event(test: EventTest) -> (&'static str, Option<String>) {
    match test {
        EventTest::Did => ("did", None),
        EventTest::DidNot => ("did_not", None),
        EventTest::AtLeast(times) => ("at_least", Some(times.to_string())),
        EventTest::AtMost(times) => ("at_most", Some(times.to_string())),
        EventTest::FirstSince(day) => ("first_since", Some(day.to_string())),
        EventTest::FirstBefore(day) => ("first_before", Some(day.to_string())),
        EventTest::LastSince(day) => ("last_since", Some(day.to_string())),
        EventTest::LastBefore(day) => ("last_before", Some(day.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::{cents, read, view};
    use crate::view::ListCondition;

    fn given(kind: &str, subject: &str, test: &str, values: &[&str]) -> ListCondition {
        ListCondition {
            kind: kind.into(),
            subject: subject.into(),
            test: test.into(),
            values: values.iter().map(|one| (*one).to_owned()).collect(),
            days: None,
            named: String::new(),
            conditions: Vec::new(),
        }
    }

    #[test]
    fn what_a_screen_gives_comes_back_as_it_was() {
        let mut bought = given("event", "purchase", "at_least", &["2"]);
        bought.days = Some(90);
        let mut any = given("any", "", "", &[]);
        any.conditions = vec![
            given("attribute", "country", "one_of", &["DE", "AT"]),
            given("attribute", "birth_date", "before", &["1990-01-01"]),
            given("consent", "email_consent", "not_no", &[]),
        ];
        let mut allowed = given("consent_for", "email_consent", "unknown", &[]);
        allowed.named = "newsletter".into();
        let mut all = given("all", "", "", &[]);
        all.conditions = vec![
            bought,
            allowed,
            any,
            given("spent", "GBP", "at_most", &["99.50"]),
            given("source", "3", "only_in", &[]),
            given("state", "in_review", "is_not", &[]),
        ];
        let condition = read(&all).expect("a condition");
        assert_eq!(view(&condition), all);
    }

    #[test]
    fn what_is_mistyped_is_told() {
        for (wrong, told) in [
            (given("atribute", "", "", &[]), "kind of condition atribute"),
            (given("attribute", "shoe", "filled", &[]), "attribute shoe"),
            (
                given("attribute", "birth_date", "before", &["1.1.1990"]),
                "not a day",
            ),
            (
                given("event", "purchase", "at_least", &["many"]),
                "no number of times",
            ),
            (given("spent", "GBP", "at_least", &["12,50"]), "no amount"),
            (given("state", "in_review", "maybe", &[]), "maybe"),
            (
                given("consent_for", "email_consent", "yes", &[]),
                "purpose of consent",
            ),
            (given("check", "winback", "in", &[]), "check winback"),
            (given("check", "numbers", "not_in", &[]), "names nobody"),
            (given("check", "list_growth", "in", &[]), "names nobody"),
            (
                given("attribute", "country", "equals", &[]),
                "compares with nothing",
            ),
        ] {
            let error = read(&wrong).expect_err("refused").to_string();
            assert!(error.contains(told), "{told}: {error}");
        }
    }

    #[test]
    fn amounts_are_read_in_hundredths() {
        assert_eq!(cents("12"), Some(1200));
        assert_eq!(cents("12.5"), Some(1250));
        assert_eq!(cents(" 12.345 "), Some(1234));
        assert_eq!(cents("-1"), None);
        assert_eq!(cents(""), None);
    }
}
