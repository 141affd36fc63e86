//! Under the rule to ask no value holds where sources disagree, until a person says which.

use rollcall_golden::{Contribution, GoldenRecord, Override, Rules, Survivorship, unify};
use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, TableId, ValueState};

fn values(held: &[(Attribute, &str)]) -> Vec<StandardValue> {
    held.iter()
        .map(|(attribute, text)| StandardValue {
            target: attribute.clone().into(),
            column: Some(0),
            raw: (*text).to_owned(),
            value: (*text).to_owned(),
            state: ValueState::Valid,
            rule: "test".into(),
        })
        .collect()
}

/// What comes of two records under the rule to ask about an attribute.
fn asked(
    attribute: &Attribute,
    one: &[(Attribute, &str)],
    other: &[(Attribute, &str)],
    overrides: &[Override],
) -> GoldenRecord {
    let mut rules = Rules::default_rules();
    rules
        .by_attribute
        .insert(attribute.clone(), Survivorship::Ask);
    let rows = [values(one), values(other)];
    let contributions: Vec<Contribution<'_>> = rows
        .iter()
        .zip(1_i64..)
        .map(|(values, number)| Contribution {
            record: RecordId(number),
            source: SourceId(number),
            table: TableId(number),
            row: 2,
            as_of: Some("2024-05-01"),
            values,
        })
        .collect();
    let mut golden = unify(&contributions, &rules, overrides);
    golden.leave_open(&rules, |conflict| !conflict.minor);
    golden
}

#[test]
fn a_disagreement_stays_without_a_winner_and_an_agreement_holds() {
    let about = Attribute::JobTitle;
    let golden = asked(
        &about,
        &[(about.clone(), "Potter"), (Attribute::City, "Leeds")],
        &[(about.clone(), "Baker"), (Attribute::City, "Leeds")],
        &[],
    );
    assert_eq!(golden.value_of(&about), None);
    assert_eq!(golden.value_of(&Attribute::City), Some("Leeds"));
    let conflict = golden.conflict_on(&about).expect("a conflict");
    assert_eq!(
        (conflict.winner.as_str(), conflict.rule.as_str()),
        ("", "ask")
    );
    assert_eq!(conflict.values.len(), 2);

    let golden = asked(
        &about,
        &[(about.clone(), "Potter")],
        &[(about.clone(), "potter")],
        &[],
    );
    assert!(
        golden.value_of(&about).is_some(),
        "spellings are no question"
    );
    assert!(golden.conflicts.is_empty());
}

#[test]
fn a_word_by_hand_answers_and_keeps_what_others_said() {
    let about = Attribute::FamilyName;
    let word = Override {
        attribute: about.clone(),
        value: "Marsh".into(),
    };
    let golden = asked(
        &about,
        &[(about.clone(), "Marsh")],
        &[(about.clone(), "Cole")],
        &[word],
    );
    let held = golden.values.iter().find(|one| one.attribute == about);
    let held = held.expect("the answer");
    assert_eq!(
        (held.value.as_str(), held.rule.as_str()),
        ("Marsh", "override")
    );
    assert_eq!(held.others[0].value, "Cole");
    let conflict = golden.conflict_on(&about).expect("a conflict");
    assert_eq!(conflict.winner, "Marsh");
}

#[test]
fn nobody_is_asked_about_a_form_of_one_name_nor_about_what_the_rule_cannot_be_meant_for() {
    let golden = asked(
        &Attribute::GivenName,
        &[(Attribute::GivenName, "Elizabeth")],
        &[(Attribute::GivenName, "Eliz")],
        &[],
    );
    assert!(golden.value_of(&Attribute::GivenName).is_some());

    // Rules come from files, too: one that does not fit opens nothing.
    let golden = asked(
        &Attribute::EmailConsent,
        &[(Attribute::EmailConsent, "opted_in")],
        &[(Attribute::EmailConsent, "opted_out")],
        &[],
    );
    assert_eq!(golden.value_of(&Attribute::EmailConsent), Some("opted_out"));
    let golden = asked(
        &Attribute::Street,
        &[
            (Attribute::Street, "Hill Road 1"),
            (Attribute::Postcode, "LS1 4AP"),
        ],
        &[
            (Attribute::Street, "Mill Lane 2"),
            (Attribute::Postcode, "YO1 7HH"),
        ],
        &[],
    );
    assert!(golden.value_of(&Attribute::Street).is_some());
}
