//! Conditions and their sentences.

use super::{Names, sentence};
use crate::{
    Answer, AttributeTest, Condition, EventSort, EventTest, Joined, Limit, SourceTest, State,
};
use rollcall_model::{Attribute, SourceId};

fn names() -> Names {
    Names {
        sources: [(SourceId(4), "Mailchimp".to_owned())].into(),
        lists: [(2, "Readers".to_owned())].into(),
        checks: [("pressure".to_owned(), "Overlap and pressure".to_owned())].into(),
    }
}

#[test]
fn conditions_on_lists_and_findings_read_as_people_say_them() {
    let list = |list, holds| Condition::List { list, holds };
    let finding = |check: &str, holds| Condition::Finding {
        check: check.into(),
        holds,
    };
    for (condition, told) in [
        (list(2, true), "is in the list “Readers”"),
        (list(2, false), "is not in the list “Readers”"),
        (list(9, true), "is in a list that is gone"),
        (
            finding("pressure", true),
            "is among those the check “Overlap and pressure” found",
        ),
        (
            finding("pressure", false),
            "is not among those the check “Overlap and pressure” found",
        ),
        (
            finding("other", true),
            "is among those a check found that is gone",
        ),
    ] {
        assert_eq!(sentence(&condition, &names()), told);
    }
}

#[test]
fn conditions_read_as_people_say_them() {
    let names = names();
    let event = |event, test, days, named: &str| Condition::Event {
        event,
        test,
        days,
        named: named.into(),
    };
    let day = chrono::NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");
    let no_to_mail = Condition::Consent {
        channel: Attribute::EmailConsent,
        answer: Answer::NotNo,
    };
    let bought = event(EventSort::Purchase, EventTest::Did, Some(90), "");
    let source = |test| Condition::Source {
        source: SourceId(4),
        test,
    };
    let group = |joined, conditions| Condition::Group { joined, conditions };
    for (condition, told) in [
        (Condition::everybody(), "is a customer"),
        (
            group(Joined::All, vec![bought.clone(), no_to_mail.clone()]),
            "bought in the last 90 days and has not said no to e-mail",
        ),
        (
            group(
                Joined::All,
                vec![
                    no_to_mail,
                    group(
                        Joined::Any,
                        vec![bought.clone(), source(SourceTest::OnlyIn)],
                    ),
                ],
            ),
            "has not said no to e-mail and (bought in the last 90 days or is in Mailchimp and in no other source)",
        ),
        (
            group(Joined::None, vec![bought, source(SourceTest::In)]),
            "is none of these: bought in the last 90 days; is in Mailchimp",
        ),
        (
            group(
                Joined::All,
                vec![
                    event(EventSort::Purchase, EventTest::Did, None, ""),
                    group(
                        Joined::None,
                        vec![Condition::Consent {
                            channel: Attribute::EmailConsent,
                            answer: Answer::SaidYes,
                        }],
                    ),
                ],
            ),
            "bought and has not said yes to e-mail",
        ),
        (
            group(
                Joined::None,
                vec![event(EventSort::Purchase, EventTest::Did, Some(90), "")],
            ),
            "did not buy in the last 90 days",
        ),
        (
            group(Joined::None, vec![source(SourceTest::OnlyIn)]),
            "is none of these: is in Mailchimp and in no other source",
        ),
        (
            event(EventSort::Purchase, EventTest::DidNot, None, ""),
            "never bought",
        ),
        (
            event(EventSort::Message, EventTest::DidNot, Some(7), "Winter"),
            "did not get a message of “Winter” in the last 7 days",
        ),
        (
            event(EventSort::Ticket, EventTest::AtLeast(2), Some(1), ""),
            "opened a ticket at least twice in the last day",
        ),
        (
            event(EventSort::Purchase, EventTest::FirstSince(day), None, ""),
            "first bought on 1 January 1990 or later",
        ),
    ] {
        assert_eq!(sentence(&condition, &names), told);
    }
}

#[test]
fn conditions_on_values_read_as_people_say_them() {
    let names = names();
    let value = |attribute, test| Condition::Attribute { attribute, test };
    let day = chrono::NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");
    for (condition, told) in [
        (
            value(Attribute::BirthDate, AttributeTest::Before(day)),
            "was born before 1 January 1990",
        ),
        (
            value(Attribute::Email, AttributeTest::Filled),
            "has an e-mail",
        ),
        (
            value(Attribute::Phone, AttributeTest::Empty),
            "has no phone",
        ),
        (
            value(
                Attribute::Country,
                AttributeTest::OneOf(vec!["DE".into(), " ".into(), "AT".into()]),
            ),
            "has “DE” or “AT” as country",
        ),
        (
            Condition::Spent {
                limit: Limit::AtLeast,
                amount: 12_005,
                currency: "GBP".into(),
                days: Some(365),
            },
            "spent at least 120.05 GBP in the last 365 days",
        ),
        (
            Condition::State {
                state: State::InConflict,
                holds: false,
            },
            "has no values on which sources disagree",
        ),
    ] {
        assert_eq!(sentence(&condition, &names), told);
    }
}

#[test]
fn what_people_did_reads_as_they_say_it() {
    let event = |event, test, days, named: &str| Condition::Event {
        event,
        test,
        days,
        named: named.into(),
    };
    let day = chrono::NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");
    for (condition, told) in [
        (
            event(EventSort::Opened, EventTest::DidNot, Some(90), ""),
            "was sent a message in the last 90 days and opened none",
        ),
        (
            event(EventSort::Clicked, EventTest::AtLeast(2), None, "Winter"),
            "clicked in a message of “Winter” at least twice",
        ),
        (
            event(EventSort::Clicked, EventTest::AtMost(2), None, "Winter"),
            "was sent a message of “Winter” and clicked in one at most twice",
        ),
        (
            event(EventSort::AdClick, EventTest::DidNot, None, ""),
            "never clicked an advertisement",
        ),
        (
            event(EventSort::SignUp, EventTest::FirstSince(day), None, ""),
            "first signed up on 1 January 1990 or later",
        ),
    ] {
        assert_eq!(sentence(&condition, &names()), told);
    }
}

#[test]
fn conditions_on_products_and_on_what_a_source_knows_read_as_people_say_them() {
    let names = names();
    let event = |event, test, days, named: &str| Condition::Event {
        event,
        test,
        days,
        named: named.into(),
    };
    let source = |test| Condition::Source {
        source: SourceId(4),
        test,
    };
    for (condition, told) in [
        (
            event(EventSort::Product, EventTest::AtLeast(2), None, "HP-CHR-03"),
            "bought “HP-CHR-03” at least twice",
        ),
        (
            event(
                EventSort::CampaignProduct,
                EventTest::DidNot,
                Some(9),
                "Spring",
            ),
            "did not buy what the campaign “Spring” is about in the last 9 days",
        ),
        (
            source(SourceTest::NotAsBuyer),
            "is not known to Mailchimp as a buyer",
        ),
    ] {
        assert_eq!(sentence(&condition, &names), told);
    }
}
