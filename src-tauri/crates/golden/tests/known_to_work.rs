//! The rule by which the address or number wins that is known to work.

#[path = "shared/agreed.rs"]
mod agreed;

use agreed::{Row, agreed};
use rollcall_golden::{GoldenRecord, Rules, Survivorship};
use rollcall_model::Attribute;
use rollcall_model::Attribute::{Email, EmailConsent, Phone, SmsConsent};

/// What is agreed on where the address or number wins that is known to work.
fn verified(about: &Attribute, rows: &[Row<'_>]) -> GoldenRecord {
    let mut rules = Rules::default_rules();
    rules
        .by_attribute
        .insert(about.clone(), Survivorship::Verified);
    agreed(rows, &rules, &[])
}

#[test]
fn one_that_a_yes_came_with_wins_and_one_that_messages_come_back_from_gives_way() {
    let (old, new) = ("a@old.example", "a@new.example");
    let undeliverable = (EmailConsent, "undeliverable");
    let yes = (EmailConsent, "opted_in");
    let table: [(&[Row<'_>], &str, &str); 5] = [
        (
            &[
                ("2024-01-01", &[(Email, old)]),
                ("2025-01-01", &[(Email, new), undeliverable.clone()]),
            ],
            old,
            "verified",
        ),
        (
            &[
                ("2024-01-01", &[(Email, old), yes.clone()]),
                ("2025-01-01", &[(Email, new)]),
            ],
            old,
            "verified",
        ),
        // Who said yes there does not bring a dead address back.
        (
            &[
                ("2024-01-01", &[(Email, old)]),
                ("2025-01-01", &[(Email, new), yes]),
                ("2025-02-01", &[(Email, new), undeliverable]),
            ],
            old,
            "verified",
        ),
        // A no, and a yes to something else, tell nothing of the address: the later one holds.
        (
            &[
                ("2024-01-01", &[(Email, old), (SmsConsent, "opted_in")]),
                ("2025-01-01", &[(Email, new)]),
            ],
            new,
            "tie_later",
        ),
        (
            &[
                ("2024-01-01", &[(Email, old)]),
                ("2025-01-01", &[(Email, new), (EmailConsent, "opted_out")]),
            ],
            new,
            "tie_later",
        ),
    ];
    for (rows, winner, rule) in table {
        let golden = verified(&Email, rows);
        assert_eq!(golden.value_of(&Email), Some(winner), "{rows:?}");
        let conflict = golden.conflict_on(&Email).expect("they disagree");
        assert_eq!(conflict.rule, rule, "{rows:?}");
    }
}

#[test]
fn numbers_are_known_by_text_messages_and_calls() {
    let (old, new) = ("+447700900123", "+447700900456");
    let golden = verified(
        &Phone,
        &[
            ("2024-01-01", &[(Phone, old), (SmsConsent, "opted_in")]),
            ("2025-01-01", &[(Phone, new), (EmailConsent, "opted_in")]),
        ],
    );
    assert_eq!(golden.value_of(&Phone), Some(old));
}
