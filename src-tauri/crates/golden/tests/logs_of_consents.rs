//! Logs with one statement a row: what was said later holds within one source, and a no is dated by the withdrawal.

use rollcall_golden::{Contribution, GoldenRecord, Rules, Survivorship, unify};
use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, TableId, ValueState};

/// The columns of a log: address, channel, purpose, state, time.
const ADDRESS: usize = 0;
const STATE: usize = 3;

fn value(attribute: Attribute, column: usize, text: &str) -> StandardValue {
    StandardValue {
        target: attribute.into(),
        column: Some(column),
        raw: text.into(),
        value: text.into(),
        state: if text.is_empty() {
            ValueState::Blank
        } else {
            ValueState::Valid
        },
        rule: "test".into(),
    }
}

/// A row about e-mail: its source, whom it is about, its channel, purpose, state and time; a blank channel is
/// one nobody knows, a blank time one nobody wrote down.
fn statement(
    source: i64,
    address: &str,
    channel: &str,
    purpose: &str,
    state: &str,
    time: &str,
) -> (i64, Vec<StandardValue>) {
    let values = vec![
        value(Attribute::Email, ADDRESS, address),
        value(Attribute::ConsentChannel, 1, channel),
        value(Attribute::ConsentPurpose, 2, purpose),
        value(Attribute::ConsentState, STATE, state),
        value(Attribute::EmailConsent, STATE, state),
        value(Attribute::ConsentTime, 4, time),
    ];
    (source, values)
}

fn agreed(rows: &[(i64, Vec<StandardValue>)], rules: &Rules) -> GoldenRecord {
    let contributions: Vec<Contribution<'_>> = rows
        .iter()
        .zip(1..)
        .map(|((source, values), record)| Contribution {
            record: RecordId(record),
            source: SourceId(*source),
            table: TableId(*source),
            row: 2,
            as_of: None,
            values,
        })
        .collect();
    unify(&contributions, rules, &[])
}

fn holds(rows: &[(i64, Vec<StandardValue>)]) -> String {
    agreed(rows, &Rules::default_rules())
        .value_of(&Attribute::EmailConsent)
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn a_later_word_replaces_an_earlier_one_where_it_is_about_the_same() {
    let no = statement(
        1,
        "a@example.com",
        "email",
        "marketing",
        "opted_out",
        "2024-01-05",
    );
    let later = |source, address, channel, purpose, time| {
        statement(source, address, channel, purpose, "opted_in", time)
    };
    for (what, yes, expected) in [
        (
            "the same",
            later(1, "a@example.com", "email", "marketing", "2025-01-05"),
            "opted_in",
        ),
        (
            "an earlier word",
            later(1, "a@example.com", "email", "marketing", "2023-01-05"),
            "opted_out",
        ),
        (
            "the same day",
            later(1, "a@example.com", "email", "marketing", "2024-01-05T10:00"),
            "opted_out",
        ),
        (
            "no time",
            later(1, "a@example.com", "email", "marketing", ""),
            "opted_out",
        ),
        (
            "another source",
            later(2, "a@example.com", "email", "marketing", "2025-01-05"),
            "opted_out",
        ),
        (
            "another purpose",
            later(1, "a@example.com", "email", "newsletter", "2025-01-05"),
            "opted_out",
        ),
        (
            "another address",
            later(1, "b@example.com", "email", "marketing", "2025-01-05"),
            "opted_out",
        ),
    ] {
        assert_eq!(holds(&[no.clone(), yes.clone()]), expected, "{what}");
        assert_eq!(holds(&[yes, no.clone()]), expected, "{what}, other order");
    }
    // Neither an invitation nor a bounce takes back a no; a complaint takes the place of one.
    for (later, expected) in [
        ("pending", "opted_out"),
        ("undeliverable", "opted_out"),
        ("complained", "complained"),
    ] {
        let word = statement(
            1,
            "a@example.com",
            "email",
            "marketing",
            later,
            "2025-01-05",
        );
        assert_eq!(holds(&[no.clone(), word]), expected, "{later}");
    }
    // Nor does a later yes take back a no that stands in another column of the earlier row.
    let mut both = statement(
        1,
        "a@example.com",
        "email",
        "marketing",
        "opted_in",
        "2024-01-05",
    );
    both.1.push(value(Attribute::EmailConsent, 5, "opted_out"));
    let yes = later(1, "a@example.com", "email", "marketing", "2025-01-05");
    assert_eq!(holds(&[both, yes]), "opted_out");
    // A no whose channel or purpose nobody knows is replaced by nothing.
    let yes = later(1, "a@example.com", "email", "marketing", "2025-01-05");
    for (channel, purpose) in [("", "marketing"), ("email", "")] {
        let unknown = statement(
            1,
            "a@example.com",
            channel,
            purpose,
            "opted_out",
            "2024-01-05",
        );
        assert_eq!(
            holds(&[unknown, yes.clone()]),
            "opted_out",
            "{channel:?} {purpose:?}"
        );
    }
}

#[test]
fn a_no_is_dated_by_the_withdrawal() {
    let row = |state: &str, withdrawn: &str| {
        (
            1,
            vec![
                value(Attribute::Email, ADDRESS, "a@example.com"),
                value(Attribute::EmailConsent, STATE, state),
                value(Attribute::ConsentTime, 4, "2024-01-05"),
                value(Attribute::WithdrawalTime, 5, withdrawn),
            ],
        )
    };
    let rules = Rules::default_rules();
    for (state, withdrawn, expected) in [
        ("opted_out", "2025-03-01", Some("2025-03-01")),
        ("opted_out", "", None),
        ("opted_in", "2025-03-01", Some("2024-01-05")),
    ] {
        let golden = agreed(&[row(state, withdrawn)], &rules);
        assert_eq!(
            golden.value_of(&Attribute::ConsentTime),
            expected,
            "{state}"
        );
        assert_eq!(golden.value_of(&Attribute::WithdrawalTime), None, "{state}");
    }
    // Where what was said last holds, a no of yesterday beats a yes that came between sign-up and withdrawal.
    let mut last = Rules::default_rules();
    last.by_attribute
        .insert(Attribute::EmailConsent, Survivorship::MostRecent);
    let between = (
        2,
        vec![
            value(Attribute::Email, ADDRESS, "a@example.com"),
            value(Attribute::EmailConsent, STATE, "opted_in"),
            value(Attribute::ConsentTime, 4, "2024-09-01"),
            value(Attribute::WithdrawalTime, 5, ""),
        ],
    );
    let golden = agreed(&[row("opted_out", "2025-03-01"), between], &last);
    assert_eq!(golden.value_of(&Attribute::EmailConsent), Some("opted_out"));
}
