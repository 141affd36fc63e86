//! Which value wins, who disagrees, and what never changes.

use proptest::prelude::*;
use rollcall_golden::{Contribution, GoldenRecord, Override, Rules, Survivorship, unify};
use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, TableId, Target, ValueState};

/// One record of a test: its source, when it changed and what it says.
#[derive(Debug, Clone)]
struct Row {
    record: i64,
    source: i64,
    as_of: Option<&'static str>,
    values: Vec<StandardValue>,
}

fn value(attribute: Attribute, group: u8, text: &str) -> StandardValue {
    StandardValue {
        column: Some(attribute.code().len()),
        target: Target { attribute, group },
        raw: text.to_owned(),
        value: text.to_owned(),
        state: ValueState::Valid,
        rule: "test".into(),
    }
}

fn row(source: i64, as_of: &'static str, values: &[(Attribute, &str)]) -> Row {
    Row {
        record: source,
        source,
        as_of: (!as_of.is_empty()).then_some(as_of),
        values: values
            .iter()
            .map(|(attribute, text)| value(attribute.clone(), 0, text))
            .collect(),
    }
}

fn agreed(rows: &[Row], rules: &Rules, overrides: &[Override]) -> GoldenRecord {
    let contributions: Vec<Contribution<'_>> = rows
        .iter()
        .map(|row| Contribution {
            record: RecordId(row.record),
            source: SourceId(row.source),
            table: TableId(row.source),
            row: 2,
            as_of: row.as_of,
            values: &row.values,
        })
        .collect();
    unify(&contributions, rules, overrides)
}

fn by(attribute: Attribute, rule: Survivorship) -> Rules {
    let mut rules = Rules::default_rules();
    rules.by_attribute.insert(attribute, rule);
    rules.source_priority = vec![SourceId(3), SourceId(1)];
    rules
}

#[test]
fn each_rule_picks_its_own_winner() {
    let rows = [
        row(1, "2023-05-01", &[(Attribute::JobTitle, "Buyer")]),
        row(2, "2025-05-01T08:00:00Z", &[(Attribute::JobTitle, "Buyer")]),
        row(3, "2024-01-01", &[(Attribute::JobTitle, "Manager")]),
        row(4, "2025-06-01", &[(Attribute::JobTitle, "Chief of staff")]),
        row(5, "2022-06-01", &[(Attribute::JobTitle, "Trainee")]),
    ];
    for (rule, winner) in [
        (Survivorship::SourcePriority, "Manager"),
        (Survivorship::MostRecent, "Chief of staff"),
        (Survivorship::KeepAll, "Chief of staff"),
        (Survivorship::MostFrequent, "Buyer"),
        (Survivorship::MostComplete, "Chief of staff"),
        (Survivorship::Oldest, "Trainee"),
    ] {
        let golden = agreed(&rows, &by(Attribute::JobTitle, rule), &[]);
        assert_eq!(
            golden.value_of(&Attribute::JobTitle),
            Some(winner),
            "{rule:?}"
        );
        assert_eq!(golden.values[0].rule, rule.code());
        assert_eq!(golden.conflicts.is_empty(), rule == Survivorship::KeepAll);
    }
}

#[test]
fn lineage_points_to_a_record_and_column_that_hold_the_value() {
    let golden = agreed(
        &[
            row(
                7,
                "2023-05-01",
                &[(Attribute::City, "Leeds"), (Attribute::FamilyName, "Marsh")],
            ),
            row(9, "2024-05-01", &[(Attribute::FamilyName, "Marsh")]),
            row(8, "", &[(Attribute::FamilyName, "Cole")]),
        ],
        &Rules::default_rules(),
        &[],
    );
    let family = golden
        .values
        .iter()
        .find(|one| one.attribute == Attribute::FamilyName)
        .expect("a family name");
    assert_eq!(family.record, Some(RecordId(9)));
    assert_eq!(family.column, Some("family_name".len()));
    assert_eq!(family.supporters, [RecordId(7), RecordId(9)]);
    assert_eq!(family.others[0].value, "Cole");
    assert_eq!(family.others[0].records, [RecordId(8)]);
    let city = golden
        .values
        .iter()
        .find(|one| one.attribute == Attribute::City);
    assert_eq!(city.map(|one| one.rule.as_str()), Some("only_value"));
}

/// What one record says, what the other says, and the attribute on which they disagree.
type Disagreement<'a> = (Says<'a>, Says<'a>, Option<Attribute>);
type Says<'a> = &'a [(Attribute, &'a str)];

fn assert_conflicts(table: &[Disagreement<'_>]) {
    for (one, other, expected) in table {
        let rows = [row(1, "2024-01-01", one), row(2, "2025-01-01", other)];
        let golden = agreed(&rows, &Rules::default_rules(), &[]);
        let found: Vec<_> = golden
            .conflicts
            .iter()
            .map(|one| one.attribute.clone())
            .collect();
        assert_eq!(
            found,
            expected.iter().cloned().collect::<Vec<_>>(),
            "{one:?} / {other:?}"
        );
        for conflict in &golden.conflicts {
            assert!(
                conflict
                    .values
                    .iter()
                    .any(|one| one.value == conflict.winner)
            );
            assert_eq!(conflict.minor, conflict.attribute == Attribute::GivenName);
        }
    }
}

#[test]
fn conflicts_on_a_person_are_differences_that_matter() {
    use Attribute::{
        BirthDate, Email, FamilyName, Gender, GivenName, LoyaltyCard, Nickname, Phone,
    };
    assert_conflicts(&[
        (&[(FamilyName, "Müller")], &[(FamilyName, "MULLER")], None),
        (
            &[(FamilyName, "Marsh")],
            &[(FamilyName, "Cole")],
            Some(FamilyName),
        ),
        (
            &[(GivenName, "Liz")],
            &[(GivenName, "Elizabeth")],
            Some(GivenName),
        ),
        (&[(GivenName, "E")], &[(GivenName, "Elizabeth")], None),
        (&[(BirthDate, "1984")], &[(BirthDate, "1984-03-02")], None),
        (
            &[(BirthDate, "--03-02")],
            &[(BirthDate, "1984-03-02")],
            None,
        ),
        (
            &[(BirthDate, "1984-02-03")],
            &[(BirthDate, "1984-03-02")],
            Some(BirthDate),
        ),
        (&[(Gender, "f")], &[(Gender, "m")], Some(Gender)),
        (
            &[(Email, "a@example.com")],
            &[(Email, "b@example.com")],
            Some(Email),
        ),
        (
            &[(Email, "a@example.com"), (Email, "b@example.com")],
            &[(Email, "b@example.com")],
            None,
        ),
        (&[(Phone, "02079460001")], &[(Phone, "+442079460001")], None),
        (
            &[(Phone, "+442079460002")],
            &[(Phone, "+442079460001")],
            Some(Phone),
        ),
        (&[(Nickname, "Bob")], &[(Nickname, "Rob")], None),
        (&[(LoyaltyCard, "1")], &[(LoyaltyCard, "2")], None),
    ]);
}

#[test]
fn conflicts_on_consents_and_addresses_are_contradictions() {
    use Attribute::{City, Country, EmailConsent, FullAddress, Postcode, SmsConsent, Street};
    assert_conflicts(&[
        (
            &[(EmailConsent, "opted_in")],
            &[(EmailConsent, "opted_out")],
            Some(EmailConsent),
        ),
        (
            &[(EmailConsent, "opted_in")],
            &[(EmailConsent, "never")],
            None,
        ),
        (
            &[(EmailConsent, "opted_in")],
            &[(SmsConsent, "opted_out")],
            None,
        ),
        (
            &[
                (Street, "12 Harbour Street"),
                (Postcode, "N1 1AA"),
                (City, "London"),
            ],
            &[
                (Street, "Harbour St 12"),
                (Postcode, "n11aa"),
                (City, "Islington"),
            ],
            None,
        ),
        (
            &[
                (Street, "12 Harbour Street"),
                (Postcode, "N1 1AA"),
                (City, "London"),
            ],
            &[
                (Street, "3 Elm Road"),
                (Postcode, "LS1 4AP"),
                (City, "Leeds"),
            ],
            Some(FullAddress),
        ),
        (
            &[
                (Street, "12 Harbour Street"),
                (Postcode, "N1 1AA"),
                (City, "London"),
            ],
            &[(City, "London"), (Country, "GB")],
            None,
        ),
        (
            &[
                (Street, "12 Harbour Street"),
                (Postcode, "N1 1AA"),
                (City, "London"),
            ],
            &[(City, "Leeds")],
            Some(FullAddress),
        ),
        // One cell that was split in another way.
        (
            &[
                (Street, "Schulstraße 5 Göttingen"),
                (City, "De"),
                (Postcode, "37430"),
            ],
            &[
                (Street, "Schulstr. 5"),
                (City, "Göttingen"),
                (Postcode, "37430"),
                (Country, "DE"),
            ],
            None,
        ),
        (
            &[(FullAddress, "37430 Göttingen Schulstraße 5")],
            &[
                (Street, "Schulstraße 5"),
                (City, "Göttingen"),
                (Postcode, "37430"),
            ],
            None,
        ),
        (
            &[
                (Street, "Schulstraße 7 Göttingen"),
                (City, "De"),
                (Postcode, "37430"),
            ],
            &[
                (Street, "Schulstraße 5"),
                (City, "Göttingen"),
                (Postcode, "37430"),
                (Country, "DE"),
            ],
            Some(FullAddress),
        ),
    ]);
}

#[test]
fn two_forms_of_one_telephone_number_are_one() {
    let golden = agreed(
        &[
            row(1, "2020-01-01", &[(Attribute::Phone, "+4916055500123")]),
            row(2, "2025-01-01", &[(Attribute::Phone, "016055500123")]),
            row(3, "2024-01-01", &[(Attribute::Phone, "+4916055500999")]),
        ],
        &Rules::default_rules(),
        &[],
    );
    let phone = golden
        .values
        .iter()
        .find(|value| value.attribute == Attribute::Phone)
        .expect("a number");
    let mut all = phone.each_once();
    all.sort_unstable();
    assert_eq!(all, ["+4916055500123", "+4916055500999"]);
}

#[test]
fn a_repeated_order_line_does_not_outvote_another_source() {
    let mut rows = vec![row(1, "", &[(Attribute::FamilyName, "Marsh")])];
    rows.push(row(2, "", &[(Attribute::FamilyName, "Marsh")]));
    for record in 10..30 {
        let mut line = row(3, "", &[(Attribute::FamilyName, "Cole")]);
        line.record = record;
        rows.push(line);
    }
    let golden = agreed(&rows, &Rules::default_rules(), &[]);
    assert_eq!(golden.value_of(&Attribute::FamilyName), Some("Marsh"));
}

#[test]
fn an_address_is_never_mixed() {
    use Attribute::{City, Country, Postcode, Street};
    let golden = agreed(
        &[
            row(
                1,
                "2020-01-01",
                &[
                    (Street, "12 Harbour Street"),
                    (City, "London"),
                    (Postcode, "N1 1AA"),
                    (Country, "GB"),
                ],
            ),
            row(2, "2024-01-01", &[(Street, "3 Elm Road"), (City, "Leeds")]),
            row(3, "2025-01-01", &[(Country, "FR")]),
        ],
        &Rules::default_rules(),
        &[],
    );
    assert_eq!(golden.value_of(&Street), Some("3 Elm Road"));
    assert_eq!(golden.value_of(&City), Some("Leeds"));
    assert_eq!(golden.value_of(&Postcode), None);
    assert_eq!(golden.value_of(&Country), None);
}

#[test]
fn consent_is_strict_and_keeps_its_evidence() {
    use Attribute::{ConsentSource, ConsentTime, EmailConsent};
    let rows = [
        row(
            1,
            "2025-01-01",
            &[
                (EmailConsent, "opted_in"),
                (ConsentTime, "2025-01-01T00:00:00Z"),
                (ConsentSource, "checkout"),
            ],
        ),
        row(
            2,
            "2021-01-01",
            &[
                (EmailConsent, "opted_out"),
                (ConsentTime, "2021-01-01T00:00:00Z"),
            ],
        ),
    ];
    let golden = agreed(&rows, &Rules::default_rules(), &[]);
    assert_eq!(golden.value_of(&EmailConsent), Some("opted_out"));
    assert_eq!(golden.value_of(&ConsentTime), Some("2021-01-01T00:00:00Z"));
    assert_eq!(golden.value_of(&ConsentSource), None);
    assert!(golden.conflict_on(&EmailConsent).is_some());
}

#[test]
fn a_persons_word_wins_and_the_disagreement_stays_visible() {
    let rows = [
        row(1, "2024-01-01", &[(Attribute::FamilyName, "Marsh")]),
        row(2, "2025-01-01", &[(Attribute::FamilyName, "Cole")]),
    ];
    let word = |text: &str| Override {
        attribute: Attribute::FamilyName,
        value: text.to_owned(),
    };
    let rules = Rules::default_rules();
    let golden = agreed(&rows, &rules, &[word("Cole"), word("Marsh-Cole")]);
    assert_eq!(golden.value_of(&Attribute::FamilyName), Some("Marsh-Cole"));
    assert_eq!(golden.values[0].rule, "override");
    assert_eq!(golden.values[0].record, None);
    assert_eq!(golden.values[0].others.len(), 2);
    assert_eq!(golden.conflicts[0].winner, "Marsh-Cole");
    let cleared = agreed(&rows, &rules, &[word(" ")]);
    assert_eq!(cleared.value_of(&Attribute::FamilyName), None);
    let unheard = agreed(&[], &rules, &[word("Marsh")]);
    assert_eq!(unheard.value_of(&Attribute::FamilyName), Some("Marsh"));
}

#[test]
fn what_is_not_valid_or_belongs_to_one_row_is_left_out() {
    let mut rows = [row(
        1,
        "soon",
        &[
            (Attribute::Email, ""),
            (Attribute::RecordKey, "17"),
            (Attribute::OrderId, "17"),
            (Attribute::Phone, "+442079460001"),
        ],
    )];
    rows[0].values[3].state = ValueState::Placeholder;
    assert_eq!(
        agreed(&rows, &Rules::default_rules(), &[]),
        GoldenRecord::default()
    );
}

const POOL: &[(Attribute, &[&str])] = &[
    (
        Attribute::GivenName,
        &["Liz", "Elizabeth", "E", "elizabeth", "Élizabeth"],
    ),
    (Attribute::FamilyName, &["Marsh", "Cole", "MARSH"]),
    (
        Attribute::BirthDate,
        &["1984", "1984-03-02", "--03-02", "1985-01-01"],
    ),
    (
        Attribute::Email,
        &["a@example.com", "b@example.com", "c@example.org"],
    ),
    (
        Attribute::Phone,
        &["2079460001", "+442079460001", "+15555550100"],
    ),
    (
        Attribute::Street,
        &["12 Harbour Street", "Harbour St 12", "3 Elm Road"],
    ),
    (Attribute::Postcode, &["N1 1AA", "n11aa", "LS1 4AP"]),
    (Attribute::City, &["London", "Leeds"]),
    (Attribute::Country, &["GB", "FR"]),
    (
        Attribute::EmailConsent,
        &["opted_in", "opted_out", "never", "pending"],
    ),
    (Attribute::ConsentTime, &["2024-01-01", "2021-01-01"]),
    (Attribute::CreatedAt, &["2019-01-01", "2018-05-05T10:00:00"]),
    (Attribute::LoyaltyCard, &["0042", "42"]),
];

fn any_row() -> impl Strategy<Value = Row> {
    let values = proptest::collection::vec((0..POOL.len(), 0..5_usize, 0..2_u8), 0..8);
    let times =
        proptest::sample::select(vec![None, Some("2020-01-01"), Some("2024-02-02T10:00:00Z")]);
    (0..6_i64, 0..4_i64, times, values).prop_map(|(record, source, as_of, picks)| Row {
        record,
        source,
        as_of,
        values: picks
            .into_iter()
            .map(|(attribute, text, group)| {
                let (attribute, texts) = &POOL[attribute];
                value(attribute.clone(), group, texts[text % texts.len()])
            })
            .collect(),
    })
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let rules = proptest::collection::vec(proptest::sample::select(Survivorship::ALL), POOL.len());
    (rules, any::<bool>()).prop_map(|(chosen, is_ordered)| Rules {
        by_attribute: POOL
            .iter()
            .map(|(one, _)| one.clone())
            .zip(chosen)
            .collect(),
        source_priority: if is_ordered {
            vec![SourceId(2), SourceId(0)]
        } else {
            Vec::new()
        },
    })
}

proptest! {
    #[test]
    fn the_order_of_contributions_changes_nothing(
        (rows, shuffled) in proptest::collection::vec(any_row(), 0..7)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        rules in any_rules(),
    ) {
        prop_assert_eq!(agreed(&rows, &rules, &[]), agreed(&shuffled, &rules, &[]));
    }

    #[test]
    fn nothing_is_invented_and_nothing_is_lost(
        rows in proptest::collection::vec(any_row(), 0..7),
        rules in any_rules(),
    ) {
        let golden = agreed(&rows, &rules, &[]);
        for one in &golden.values {
            let is_held = |text: &str, record: RecordId| rows.iter().any(|row| {
                row.record == record.0
                    && row.values.iter().any(|value| {
                        value.target.attribute == one.attribute && value.value == text
                    })
            });
            prop_assert!(!one.supporters.is_empty());
            prop_assert!(one.record.is_some_and(|record| one.supporters.contains(&record)));
            for record in &one.supporters {
                prop_assert!(is_held(&one.value, *record));
            }
            for other in &one.others {
                prop_assert_ne!(&other.value, &one.value);
                for record in &other.records {
                    prop_assert!(is_held(&other.value, *record));
                }
            }
        }
        for row in &rows {
            for held in &row.values {
                let attribute = &held.target.attribute;
                if *attribute == Attribute::ConsentTime
                    || attribute.family() == rollcall_model::AttributeFamily::Address
                {
                    continue;
                }
                let agreed = golden.values.iter().find(|one| one.attribute == *attribute);
                prop_assert!(agreed.is_some_and(|one| one.value == held.value
                    || one.others.iter().any(|other| other.value == held.value)));
            }
        }
    }

    #[test]
    fn an_address_stands_in_one_record_as_it_is(
        rows in proptest::collection::vec(any_row(), 0..7),
        rules in any_rules(),
    ) {
        let golden = agreed(&rows, &rules, &[]);
        let parts: Vec<_> = golden.values.iter()
            .filter(|one| one.attribute.family() == rollcall_model::AttributeFamily::Address)
            .collect();
        let stands = |row: &Row, group: u8| parts.iter().all(|part| {
            Some(RecordId(row.record)) == part.record
                && row.values.iter().any(|value| value.target.group == group
                    && value.target.attribute == part.attribute
                    && value.value == part.value)
        });
        prop_assert!(rows.iter().any(|row| stands(row, 0) || stands(row, 1)) || parts.is_empty());
    }
}
