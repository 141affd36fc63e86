//! What holds for every text: nothing panics, and a standardised value is left alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rollcall_model::{
    Assignment, Attribute, DateOrder, StandardValue, Target, ValueState, is_asked_right,
};
use rollcall_standardise::{DateOrderVote, TableContext, country_of, standardise_record};

/// The same cases every time, so that a failure is never somebody else's.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES")
            .ok()
            .and_then(|cases| cases.parse().ok())
            .unwrap_or(300),
        rng_seed: RngSeed::Fixed(
            std::env::var("LAWS_SEED")
                .ok()
                .and_then(|seed| seed.parse().ok())
                .unwrap_or(1),
        ),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn context(country: Option<&str>, order: Option<DateOrder>) -> TableContext {
    TableContext {
        default_country: country.map(str::to_owned),
        contradicted: BTreeSet::new(),
        long_ago: BTreeSet::new(),
        heard: BTreeMap::new(),
        dated_answers: Vec::new(),
        zones: BTreeMap::new(),
        date_orders: order
            .map(|order| (0, order))
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
        decimal_mark: None,
        today: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"),
    }
}

fn single(attribute: Attribute, raw: String) -> Vec<Assignment> {
    vec![Assignment {
        target: attribute.into(),
        column: Some(0),
        raw,
        number: None,
    }]
}

fn valid(values: &[StandardValue]) -> Vec<(Target, String)> {
    let mut valid: Vec<(Target, String)> = values
        .iter()
        .filter(|value| value.state == ValueState::Valid)
        .map(|value| (value.target.clone(), value.value.clone()))
        .collect();
    valid.sort();
    valid
}

/// The values again as cells, each of its own attribute.
fn again(context: &TableContext, values: &[StandardValue]) -> Vec<(Target, String)> {
    let cells: Vec<Assignment> = valid(values)
        .into_iter()
        .map(|(target, raw)| Assignment {
            target,
            column: None,
            raw,
            number: None,
        })
        .collect();
    valid(&standardise_record(context, &cells))
}

fn country() -> impl Strategy<Value = Option<&'static str>> {
    prop::sample::select(vec![
        None,
        Some("US"),
        Some("GB"),
        Some("DE"),
        Some("FR"),
        Some("ES"),
        Some("JP"),
        Some("XX"),
    ])
}

fn order() -> impl Strategy<Value = Option<DateOrder>> {
    prop::sample::select(vec![
        None,
        Some(DateOrder::DayFirst),
        Some(DateOrder::MonthFirst),
        Some(DateOrder::YearFirst),
    ])
}

/// Texts near to what cells hold: digits, separators and words mixed.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        "[0-9+()./ :,;'-]{0,24}",
        "[A-Za-zÄÖÜäöüßéèçñ.,'& -]{0,30}",
        "[a-z0-9.+_-]{0,12}@[a-z0-9.-]{0,12}(com|de|co.uk|)",
        "[0-9]{1,4}[./ -][0-9]{1,2}[./ -][0-9]{1,4}( [0-9]{1,2}:[0-9]{2})?",
    ]
}

/// Families whose values stand alone, so that each must be left as it is when it comes again.
const ALONE: [Attribute; 30] = [
    Attribute::Email,
    Attribute::Phone,
    Attribute::BirthDate,
    Attribute::CreatedAt,
    Attribute::EventTime,
    Attribute::Postcode,
    Attribute::City,
    Attribute::Region,
    Attribute::Country,
    Attribute::Gender,
    Attribute::Language,
    Attribute::Amount,
    Attribute::Currency,
    Attribute::Quantity,
    Attribute::Age,
    Attribute::EmailConsent,
    Attribute::DeletionRequest,
    Attribute::RecordKey,
    Attribute::LoyaltyCard,
    Attribute::DeviceId,
    Attribute::CookieId,
    Attribute::NationalId,
    Attribute::SocialHandle,
    Attribute::HashedEmail,
    Attribute::Website,
    Attribute::Organisation,
    Attribute::JobTitle,
    Attribute::Nickname,
    Attribute::Product,
    Attribute::Unit,
];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_breaks_a_row(texts in prop::collection::vec(cell(), 1..6), country in country(), order in order(), seed: usize) {
        let context = context(country, order);
        let all = Attribute::ALL;
        let cells: Vec<Assignment> = texts
            .into_iter()
            .enumerate()
            .map(|(place, raw)| Assignment {
                target: all[(seed.wrapping_add(place * 7)) % all.len()].clone().into(),
                column: Some(place),
                raw,
                number: None,
            })
            .collect();
        for value in standardise_record(&context, &cells) {
            let tells_further_rights = is_asked_right(&value.rule);
            // Of a birth that cannot be, what may still be right of it is kept.
            let keeps_parts =
                value.target.attribute == Attribute::BirthDate && value.state == ValueState::Invalid;
            prop_assert!(tells_further_rights || keeps_parts || (value.state == ValueState::Valid) != value.value.is_empty(), "{:?}", value);
            prop_assert_eq!(value.value.trim(), value.value.as_str());
        }
    }

    #[test]
    fn every_attribute_takes_every_text(text in cell(), country in country()) {
        let context = context(country, None);
        for attribute in Attribute::ALL {
            let values = standardise_record(&context, &single(attribute.clone(), text.clone()));
            if text.trim().is_empty() {
                prop_assert!(values.iter().all(|value| value.state == ValueState::Blank), "{attribute:?} {values:?}");
            }
        }
    }

    #[test]
    fn a_standardised_value_is_left_alone(text in cell(), country in country(), order in order()) {
        let context = context(country, order);
        for attribute in ALONE {
            let values = standardise_record(&context, &single(attribute.clone(), text.clone()));
            prop_assert_eq!(again(&context, &values), valid(&values), "{:?} {:?}", attribute, text);
        }
    }

    #[test]
    fn a_name_in_parts_is_left_alone(
        title in prop::sample::select(vec!["", "Dr. ", "Frau ", "Mr & Mrs ", "Prof. Dr. "]),
        given in prop::sample::select(vec!["Anne", "JOHN", "jean-luc", "Zoë", "J.", "Mary Jane", "李"]),
        particle in prop::sample::select(vec!["", "van der ", "VON ", "bin ", "de la ", "Mc"]),
        family in prop::sample::select(vec!["Marsh", "O'BRIEN", "mcdonald", "Cole-Weber", "Żak", "GARCÍA LÓPEZ"]),
        ending in prop::sample::select(vec!["", " Jr.", ", III", " PhD", " (née Koch)", ", MD"]),
        country in country(),
    ) {
        let context = context(country, None);
        let name = format!("{title}{given} {particle}{family}{ending}");
        let values = standardise_record(&context, &single(Attribute::FullName, name.clone()));
        prop_assert_eq!(again(&context, &values), valid(&values), "{:?}", name);
    }

    #[test]
    fn a_vote_never_breaks(cells in prop::collection::vec(cell(), 0..20)) {
        let mut vote = DateOrderVote::new();
        for cell in &cells {
            vote.add(cell);
        }
        let _ = vote.verdict();
    }

    #[test]
    fn a_country_means_itself(text in cell()) {
        if let Some(code) = country_of(&text) {
            prop_assert_eq!(country_of(code), Some(code));
        }
    }
}
