//! Permissions in whole rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_model::{Assignment, Attribute, ValueState};
use rollcall_standardise::{TableContext, standardise_record};

/// The usable values of a row, as `code=value`, and the rules of what is not usable.
fn read(row: &[(Attribute, &str)]) -> Vec<String> {
    let context = TableContext {
        default_country: None,
        date_orders: BTreeMap::new(),
        contradicted: BTreeSet::new(),
        zones: BTreeMap::new(),
        decimal_mark: None,
        today: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"),
    };
    let cells: Vec<Assignment> = row
        .iter()
        .enumerate()
        .map(|(column, (attribute, raw))| Assignment {
            target: attribute.clone().into(),
            column: Some(column),
            raw: (*raw).to_owned(),
            number: None,
        })
        .collect();
    standardise_record(&context, &cells)
        .iter()
        .filter(|value| value.state != ValueState::Blank)
        .map(|value| match value.state {
            ValueState::Valid => format!("{}={}", value.target.attribute.code(), value.value),
            _ => format!("{}: {}", value.target.attribute.code(), value.rule),
        })
        .collect()
}

#[test]
fn an_answer_is_read_for_its_channel() {
    assert_eq!(
        read(&[
            (Attribute::EmailConsent, "only by post"),
            (Attribute::SmsConsent, "No thanks"),
            (Attribute::PostConsent, "only by post"),
        ]),
        [
            "email_consent=opted_out",
            "sms_consent=opted_out",
            "post_consent=opted_in"
        ]
    );
    assert_eq!(
        read(&[(Attribute::EmailConsent, "yes when it is sunny")]),
        ["email_consent: consent.unknown"]
    );
}

#[test]
fn a_request_to_be_forgotten_is_one_in_any_words_and_column() {
    for attribute in [Attribute::EmailConsent, Attribute::SmsConsent] {
        assert_eq!(
            read(&[(attribute.clone(), "please delete my data")]),
            [
                format!("{}=opted_out", attribute.code()),
                "deletion_request=true".to_owned()
            ]
        );
    }
    assert_eq!(
        read(&[(Attribute::DeletionRequest, "Bitte löschen Sie meine Daten")]),
        ["deletion_request=true"]
    );
}
