//! Old details beside new ones, and what decays between two loads.

use rollcall_checks::{
    DeadAddressTally, Detail, Standing, Statement, are_dead, changed_details, dead_addresses,
    link_keys, says_dead, second_records, standings,
};
use rollcall_model::{Attribute, SourceId, StandardValue, Target, ValueState};

fn told(values: &[(Attribute, &str)]) -> Vec<StandardValue> {
    values
        .iter()
        .map(|(attribute, value)| StandardValue {
            target: Target::from(attribute.clone()),
            column: Some(0),
            raw: (*value).to_owned(),
            value: (*value).to_owned(),
            state: ValueState::Valid,
            rule: "test".into(),
        })
        .collect()
}

fn mail(address: &str) -> Vec<StandardValue> {
    told(&[(Attribute::Email, address)])
}

/// One record: when it last changed, its address, and what stood there in the load before.
type Record = (Option<&'static str>, &'static str, Option<&'static str>);

fn verdicts(person: &[Record]) -> String {
    let now: Vec<_> = person.iter().map(|(_, address, _)| mail(address)).collect();
    let before: Vec<_> = person.iter().map(|(.., before)| before.map(mail)).collect();
    let statements: Vec<Statement<'_>> = person
        .iter()
        .enumerate()
        .map(|(index, (as_of, ..))| Statement {
            as_of: *as_of,
            values: &now[index],
            is_dead: false,
            before: before[index]
                .as_deref()
                .map(|values| (values, "2026-10-01T08:00:00Z")),
        })
        .collect();
    standings(Detail::Email, &statements)
        .iter()
        .map(|(_, standing)| match standing {
            Standing::Fresh => 'f',
            Standing::Stale { .. } => 's',
            Standing::Undated => '?',
        })
        .collect()
}

#[test]
fn the_newest_record_tells_who_still_holds_an_old_address() {
    let (old, new) = ("old@example.com", "new@example.com");
    let cases: &[(&str, &[Record], &str)] = &[
        (
            "one record has nobody to differ from",
            &[(Some("2026-01-01"), old, None)],
            "",
        ),
        (
            "all agree",
            &[(Some("2026-01-01"), old, None), (None, old, None)],
            "ff",
        ),
        (
            "newer wins",
            &[
                (Some("2026-09-01"), new, None),
                (Some("2026-01-01"), old, None),
            ],
            "fs",
        ),
        (
            "same day, whatever the hour: nobody is older",
            &[
                (Some("2026-09-01T10:00:00Z"), new, None),
                (Some("2026-09-01"), old, None),
            ],
            "ff",
        ),
        (
            "nothing is dated: not known",
            &[(None, new, None), (None, old, None)],
            "??",
        ),
        (
            "an undated record is not called old for a dated one",
            &[(Some("2026-09-01"), new, None), (None, old, None)],
            "f?",
        ),
        (
            "it holds what another just gave up",
            &[(None, new, Some(old)), (None, old, None)],
            "fs",
        ),
        (
            "another address than the one given up is not dated by it",
            &[(None, new, Some(old)), (None, "work@example.com", None)],
            "f?",
        ),
        (
            "changed since the load before, so newer than a row dated earlier",
            &[(None, new, Some(old)), (Some("2026-02-01"), old, None)],
            "fs",
        ),
        (
            "moved back: the newest has it again",
            &[
                (Some("2026-09-01"), old, None),
                (Some("2026-05-01"), new, None),
                (Some("2026-01-01"), old, None),
            ],
            "fsf",
        ),
    ];
    for (name, person, expected) in cases {
        assert_eq!(verdicts(person), *expected, "{name}");
    }
}

#[test]
fn an_address_differs_by_postcode_or_house_number_not_by_its_writing() {
    let home = |postcode: &str, street: &str| {
        told(&[(Attribute::Postcode, postcode), (Attribute::Street, street)])
    };
    let cases = [
        ("LS1 4AP", "4 Park Row", "LS14AP", "4 Park Rw", false),
        ("LS1 4AP", "4 Park Row", "LS6 2QD", "4 Park Row", true),
        ("LS1 4AP", "4 Park Row", "LS1 4AP", "9 Park Row", true),
        ("LS1 4AP", "4 Park Row", "", "4 Park Row", false),
    ];
    for (postcode, street, other_postcode, other_street, expected) in cases {
        let differs =
            Detail::Address.differs(&home(postcode, street), &home(other_postcode, other_street));
        assert_eq!(
            differs, expected,
            "{street} {postcode} | {other_street} {other_postcode}"
        );
    }
}

#[test]
fn a_detail_changed_when_another_stands_there_however_it_is_written() {
    let before = told(&[
        (Attribute::GivenName, "Anne"),
        (Attribute::FamilyName, "Marsh"),
        (Attribute::Email, "anne@example.com"),
        (Attribute::Phone, "+447700900123"),
    ]);
    let now = told(&[
        (Attribute::GivenName, "Anne"),
        (Attribute::FamilyName, "Cole"),
        (Attribute::Email, "anne@example.com"),
        (Attribute::Email, "anne.cole@example.com"),
    ]);
    assert_eq!(
        changed_details(&before, &now),
        [Detail::Name],
        "an address was added and a phone taken away; neither was replaced"
    );
    let mut other_rule = mail("anne@example.com");
    other_rule[0].value = "anne@example.org".into();
    assert_eq!(changed_details(&mail("anne@example.com"), &other_rule), []);
}

#[test]
fn a_second_record_is_new_and_of_a_source_that_had_the_person() {
    let (shop, till) = (SourceId(1), SourceId(2));
    let cases: [(&[(SourceId, bool)], &[usize]); 5] = [
        (&[(shop, false), (shop, false)], &[]),
        (&[(shop, false), (shop, true)], &[1]),
        (&[(shop, true), (shop, false)], &[0]),
        (&[(shop, true), (shop, true)], &[1]),
        (&[(shop, false), (till, true)], &[]),
    ];
    for (person, expected) in cases {
        assert_eq!(second_records(person), expected, "{person:?}");
    }
}

#[test]
fn an_address_is_dead_once_a_source_says_so() {
    let said = |attribute: Attribute, word: &str| {
        let mut values = mail("a@example.com");
        values.extend(told(&[(attribute, word)]));
        values
    };
    let cases = [
        (mail("a@example.com"), false),
        (said(Attribute::EmailConsent, "undeliverable"), true),
        (said(Attribute::EmailConsent, "opted_out"), false),
        (said(Attribute::EventStatus, "Hard bounce"), true),
        (said(Attribute::EventKind, "bounced"), true),
        (said(Attribute::EventStatus, "soft bounce"), false),
    ];
    let mut tally = DeadAddressTally::new();
    for (values, expected) in &cases {
        assert_eq!(says_dead(values), *expected, "{values:?}");
        tally.add_record(["a@example.com"], *expected);
    }
    tally.add_record(["b@example.com"], false);
    assert_eq!((tally.dead(), tally.addresses()), (1, 2));
}

#[test]
fn two_sources_know_a_person_by_what_both_hold() {
    let (shop, till, desk) = (SourceId(1), SourceId(2), SourceId(3));
    let mut account = mail("a@example.com");
    account.extend(told(&[(Attribute::RecordKey, "17")]));
    let card = told(&[
        (Attribute::LoyaltyCard, "4711"),
        (Attribute::RecordKey, "17"),
    ]);
    let records = [
        (shop, account.as_slice()),
        (till, card.as_slice()),
        (shop, card.as_slice()),
        (desk, account.as_slice()),
    ];
    let keys: Vec<_> = link_keys(&records).into_iter().collect();
    assert_eq!(
        keys,
        [
            (shop, till, Some(Attribute::LoyaltyCard)),
            (shop, desk, Some(Attribute::Email)),
            (till, desk, None),
        ],
        "an id of a row means nothing elsewhere"
    );
}

/// Whether messages come back from the first of two or three records of a person, by a list of bounces, and when each
/// last changed.
fn verdicts_beside_bounces(person: &[(Option<&str>, &str)]) -> String {
    let bounced = told(&[
        (Attribute::Email, "dead@example.com"),
        (Attribute::EmailConsent, "undeliverable"),
    ]);
    let now: Vec<_> = person.iter().map(|(_, address)| mail(address)).collect();
    let rows = now.iter().chain(std::iter::once(&bounced));
    let dead = dead_addresses(rows.map(Vec::as_slice));
    let statements: Vec<Statement<'_>> = person
        .iter()
        .zip(&now)
        .map(|((as_of, _), values)| Statement {
            as_of: *as_of,
            values,
            is_dead: are_dead(values, &dead),
            before: None,
        })
        .collect();
    standings(Detail::Email, &statements)
        .iter()
        .map(|(_, standing)| match standing {
            Standing::Fresh => 'f',
            Standing::Stale { .. } => 's',
            Standing::Undated => '?',
        })
        .collect()
}

#[test]
fn an_address_messages_come_back_from_is_the_old_one_whatever_is_dated() {
    let (dead, new) = ("dead@example.com", "new@example.com");
    let cases: &[(&str, &[(Option<&str>, &str)], &str)] = &[
        ("nothing is dated", &[(None, dead), (None, new)], "sf"),
        (
            "only the dead one is dated",
            &[(Some("2026-01-01"), dead), (None, new)],
            "sf",
        ),
        (
            "the days say that the dead one is the newest",
            &[(Some("2026-09-01"), dead), (Some("2026-01-01"), new)],
            "fs",
        ),
        (
            "nobody has another address",
            &[(None, dead), (None, dead)],
            "ff",
        ),
        (
            "two others that nothing dates stay as they are",
            &[(None, dead), (None, new), (None, "work@example.com")],
            "s??",
        ),
    ];
    for (name, person, expected) in cases {
        assert_eq!(verdicts_beside_bounces(person), *expected, "{name}");
    }
}
