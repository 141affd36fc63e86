//! The rule by which the address or number wins that is known to work.

use rollcall_golden::{Contribution, GoldenRecord, Rules, Survivorship, unify};
use rollcall_model::Attribute::{Email, EmailConsent, Phone, SmsConsent};
use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, TableId, ValueState};

/// The day, and what the row says.
type Row<'a> = (&'static str, &'a [(Attribute, &'a str)]);

fn agreed(about: &Attribute, rows: &[Row<'_>]) -> GoldenRecord {
    let mut rules = Rules::default_rules();
    rules
        .by_attribute
        .insert(about.clone(), Survivorship::Verified);
    let values: Vec<Vec<StandardValue>> = rows
        .iter()
        .map(|(_, held)| {
            let values = held.iter().map(|(attribute, text)| StandardValue {
                target: attribute.clone().into(),
                column: Some(0),
                raw: (*text).to_owned(),
                value: (*text).to_owned(),
                state: ValueState::Valid,
                rule: "test".into(),
            });
            values.collect()
        })
        .collect();
    let contributions: Vec<Contribution<'_>> = rows
        .iter()
        .zip(&values)
        .zip(1_i64..)
        .map(|(((day, _), values), number)| Contribution {
            record: RecordId(number),
            source: SourceId(number),
            table: TableId(number),
            row: 2,
            as_of: Some(*day),
            values,
        })
        .collect();
    unify(&contributions, &rules, &[])
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
        let golden = agreed(&Email, rows);
        assert_eq!(golden.value_of(&Email), Some(winner), "{rows:?}");
        let conflict = golden.conflict_on(&Email).expect("they disagree");
        assert_eq!(conflict.rule, rule, "{rows:?}");
    }
}

#[test]
fn numbers_are_known_by_text_messages_and_calls() {
    let (old, new) = ("+447700900123", "+447700900456");
    let golden = agreed(
        &Phone,
        &[
            ("2024-01-01", &[(Phone, old), (SmsConsent, "opted_in")]),
            ("2025-01-01", &[(Phone, new), (EmailConsent, "opted_in")]),
        ],
    );
    assert_eq!(golden.value_of(&Phone), Some(old));
}
