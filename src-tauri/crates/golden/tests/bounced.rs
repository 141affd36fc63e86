//! That messages come back is said of an address, not by the person: whoever has another one can be written to there.

#[path = "shared/agreed.rs"]
mod agreed;

use agreed::{Row, agreed};
use rollcall_golden::{Override, Rules, Survivorship};
use rollcall_model::Attribute;
use rollcall_model::Attribute::{AccountId, Email, EmailConsent};

const OLD: (Attribute, &str) = (Email, "ada@old.example");
const NEW: (Attribute, &str) = (Email, "ada@new.example");
const YES: (Attribute, &str) = (EmailConsent, "opted_in");
const NO: (Attribute, &str) = (EmailConsent, "opted_out");
const BACK: (Attribute, &str) = (EmailConsent, "undeliverable");

#[test]
fn an_address_messages_come_back_from_bars_itself_and_nobody_who_has_another() {
    type Case<'a> = (
        &'a str,
        &'a [Row<'a>],
        &'a str,
        Option<&'a str>,
        &'a [&'a str],
    );
    let cases: &[Case<'_>] = &[
        (
            "the latest word is that the old one is dead",
            &[("2025-01-01", &[NEW, YES]), ("2025-06-01", &[OLD, BACK])],
            NEW.1,
            Some("opted_in"),
            &[OLD.1],
        ),
        (
            "the yes came with the old one",
            &[
                ("2024-01-01", &[OLD, YES]),
                ("2025-01-01", &[NEW]),
                ("2025-06-01", &[OLD, BACK]),
            ],
            NEW.1,
            Some("opted_in"),
            &[OLD.1],
        ),
        (
            "a no is a no",
            &[("2025-01-01", &[NEW, NO]), ("2025-06-01", &[OLD, BACK])],
            NEW.1,
            Some("opted_out"),
            &[OLD.1],
        ),
        (
            "nobody ever answered",
            &[("2025-01-01", &[NEW]), ("2025-06-01", &[OLD, BACK])],
            NEW.1,
            None,
            &[OLD.1],
        ),
        (
            "there is no other",
            &[("2025-01-01", &[OLD, YES]), ("2025-06-01", &[OLD, BACK])],
            OLD.1,
            Some("undeliverable"),
            &[OLD.1],
        ),
        (
            "the other is dead as well",
            &[("2025-01-01", &[NEW, BACK]), ("2025-06-01", &[OLD, BACK])],
            OLD.1,
            Some("undeliverable"),
            &[NEW.1, OLD.1],
        ),
        (
            "it is not said of which address",
            &[
                ("2025-01-01", &[NEW, YES]),
                ("2025-06-01", &[(AccountId, "17"), BACK]),
            ],
            NEW.1,
            Some("undeliverable"),
            &[],
        ),
    ];
    for (what, rows, email, consent, dead) in cases {
        let golden = agreed(rows, &Rules::default_rules(), &[]);
        assert_eq!(golden.value_of(&Email), Some(*email), "{what}");
        assert_eq!(golden.value_of(&EmailConsent), *consent, "{what}");
        assert_eq!(golden.undeliverable, *dead, "{what}");
    }
    let (_, rows, ..) = &cases[0];
    let golden = agreed(rows, &Rules::default_rules(), &[]);
    let told = golden.conflict_on(&Email).map(|one| one.rule.as_str());
    assert_eq!(told, Some("not_bounced"));
}

#[test]
fn a_later_yes_with_the_same_address_brings_it_back_where_the_rule_is_so() {
    let rows: &[Row<'_>] = &[
        ("2025-01-01", &[OLD, BACK]),
        ("2025-06-01", &[OLD, YES]),
        ("2024-01-01", &[NEW]),
    ];
    let mut rules = Rules::default_rules();
    assert_eq!(agreed(rows, &rules, &[]).undeliverable, [OLD.1]);
    let last = Survivorship::MostRecent;
    rules.by_attribute.insert(EmailConsent, last);
    let golden = agreed(rows, &rules, &[]);
    assert!(golden.undeliverable.is_empty());
    assert_eq!(golden.value_of(&Email), Some(OLD.1), "the latest");
    assert_eq!(golden.value_of(&EmailConsent), Some("opted_in"));
}

#[test]
fn an_address_set_by_hand_is_another_and_an_answer_set_by_hand_settles_it() {
    let rows: &[Row<'_>] = &[("2025-06-01", &[OLD, YES, BACK])];
    let by_hand = |(attribute, value): (Attribute, &str)| Override {
        attribute,
        value: value.into(),
    };
    let rules = Rules::default_rules();
    let golden = agreed(rows, &rules, &[by_hand(NEW)]);
    assert_eq!(golden.value_of(&EmailConsent), Some("opted_in"));
    assert_eq!(golden.undeliverable, [OLD.1]);
    let golden = agreed(rows, &rules, &[by_hand(YES)]);
    assert_eq!(golden.value_of(&EmailConsent), Some("opted_in"));
    assert!(golden.undeliverable.is_empty());
}
