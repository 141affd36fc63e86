//! What is told of a column, on small columns one can count by hand.

use rollcall_checks::{
    About, AnomalyKind, ColumnFinding, ColumnKind, ColumnProfile, ColumnTally, PersonalClass,
    Words, compare_columns,
};
use rollcall_model::{Attribute, DecimalMark, ProblemCode, RecordId};
use rollcall_standardise::date::{DateReading, moment};
use rollcall_standardise::placeholder::{is_filler, is_filler_number};

fn about(header: &str, attribute: Option<Attribute>) -> About {
    About {
        column: 0,
        header: header.to_owned(),
        attribute,
        order: None,
        mark: None,
        today: "2026-11-23".parse().expect("a day"),
        words: Words {
            day: |text, today| {
                let read = moment(text, DateReading::new(None, None, today), false);
                read.value.get(..10)?.parse().ok()
            },
            is_filler,
            is_filler_number,
        },
    }
}

fn profile_of(about: About, cells: &[&str]) -> (ColumnProfile, Vec<ColumnFinding>) {
    let mut tally = ColumnTally::new(about, 1);
    for (row, cell) in cells.iter().enumerate() {
        tally.add(RecordId(row as i64 + 1), cell);
    }
    tally.finish()
}

fn profile(cells: &[&str]) -> ColumnProfile {
    profile_of(about("Column", None), cells).0
}

fn sentence(profile: &ColumnProfile, kind: AnomalyKind) -> Option<&str> {
    let found = profile.anomalies.iter().find(|one| one.kind == kind);
    found.map(|one| one.sentence.as_str())
}

#[test]
fn counts_of_a_column() {
    let told = profile(&["LS1 4AP", " LS1 4AP ", "", "M4 1HQ", "  ", "YO1 7EP"]);
    assert_eq!((told.rows, told.filled), (6, 4));
    assert_eq!((told.distinct, told.once, told.is_exact), (3, 2, true));
    assert_eq!(
        (told.top[0].value.as_str(), told.top[0].rows),
        ("LS1 4AP", 2)
    );
    assert_eq!(
        told.shapes,
        [("AA9 9AA".to_owned(), 3), ("A9 9AA".to_owned(), 1)]
    );
    let lengths = told.lengths.expect("lengths");
    assert_eq!(
        (lengths.shortest, lengths.median, lengths.longest),
        (6, 7, 7)
    );
    assert_eq!(told.kind, ColumnKind::Code);

    let empty = profile(&["", " "]);
    assert_eq!(
        (empty.rows, empty.filled, empty.kind),
        (2, 0, ColumnKind::Empty)
    );
    assert!(empty.anomalies.is_empty() && empty.top.is_empty() && empty.lengths.is_none());
}

#[test]
fn kinds_of_columns() {
    for (cells, kind) in [
        (
            &["anne@example.com", "tom@example.com"][..],
            ColumnKind::Email,
        ),
        (
            &["2026-01-02", "03/04/2026", "4 May 2026"],
            ColumnKind::Date,
        ),
        (&["12.5", "1,204", "7"], ColumnKind::Number),
        (&["yes", "no", "yes", "yes", "no"], ColumnKind::Choice),
        (
            &["+44 7700 900123", "07700 900456", "2079460000"],
            ColumnKind::Phone,
        ),
        (&["007", "008", "C-9"], ColumnKind::Code),
        (&["Anne", "Tom Okafor"], ColumnKind::Words),
        (&["https://example.com", "www.example.org"], ColumnKind::Web),
        (
            &["12 Harbour Street", "Anne", "2026-01-02"],
            ColumnKind::Text,
        ),
    ] {
        assert_eq!(profile(cells).kind, kind, "{cells:?}");
    }
}

#[test]
fn personal_data_by_attribute_and_by_content() {
    let class = |attribute, cells: &[&str]| profile_of(about("C", attribute), cells).0.class;
    for (attribute, class_) in [
        (Attribute::FamilyName, PersonalClass::Name),
        (Attribute::Phone, PersonalClass::Contact),
        (Attribute::LoyaltyCard, PersonalClass::Identifier),
        (Attribute::BirthYear, PersonalClass::BirthDate),
        (Attribute::Street, PersonalClass::Address),
        (Attribute::Amount, PersonalClass::None),
        (Attribute::OrderId, PersonalClass::None),
    ] {
        assert_eq!(
            class(Some(attribute.clone()), &["x"]),
            class_,
            "{attribute}"
        );
    }
    assert_eq!(class(None, &["anne@example.com"]), PersonalClass::Contact);
    assert_eq!(
        class(None, &["1961-05-04", "1999-01-31"]),
        PersonalClass::BirthDate
    );
    assert_eq!(
        class(None, &["2025-05-04", "1999-01-31"]),
        PersonalClass::None
    );
    assert_eq!(class(None, &["red", "blue"]), PersonalClass::None);
}

#[test]
fn numbers_follow_the_mark_of_the_file() {
    let amounts = &["1.204", "3.000", "950"];
    let german = About {
        mark: Some(DecimalMark::Comma),
        ..about("Betrag", Some(Attribute::Amount))
    };
    let range = profile_of(german, amounts).0.figures.expect("numbers");
    assert_eq!((range.smallest, range.largest), (950.0, 3000.0));
    let range = profile(amounts).figures.expect("numbers");
    assert_eq!((range.smallest, range.largest), (1.204, 950.0));
}

#[test]
fn constant_and_unique_columns() {
    let constant = profile(&["GB", "GB", "", "GB"]);
    assert_eq!(
        sentence(&constant, AnomalyKind::Constant),
        Some("All 3 values in \"Column\" are GB.")
    );
    let ids: Vec<String> = (0..12).map(|row| format!("C{row}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(
        sentence(&profile(&ids), AnomalyKind::Unique),
        Some("All 12 values in \"Column\" are different.")
    );
    assert_eq!(sentence(&profile(&["GB"]), AnomalyKind::Constant), None);
}

#[test]
fn fillers_are_told_with_their_denominator() {
    let told = profile(&[
        "0000000000",
        "07700 900123",
        "0000000000",
        "n/a",
        "07700 900124",
    ]);
    let fillers: Vec<&str> = told
        .anomalies
        .iter()
        .filter(|one| one.kind == AnomalyKind::Filler)
        .map(|one| one.sentence.as_str())
        .collect();
    assert_eq!(
        fillers,
        [
            "2 of 5 values in \"Column\" are 0000000000.",
            "1 of 5 values in \"Column\" are n/a."
        ]
    );
    let pages = profile(&["/", "/", "/shoes", "/"]);
    assert_eq!(sentence(&pages, AnomalyKind::Filler), None);
    // A price is a price, however its digits look.
    let prices = profile(&["99999", "12.50", "7", "99999"]);
    assert_eq!(sentence(&prices, AnomalyKind::Filler), None);
}

#[test]
fn formats_that_share_a_column() {
    let codes = |found: Vec<ColumnFinding>| -> Vec<(ProblemCode, u64, Vec<i64>)> {
        let told = |one: ColumnFinding| {
            let records = one.records.iter().map(|record| record.0).collect();
            (one.code, one.rows, records)
        };
        found.into_iter().map(told).collect()
    };
    let (_, found) = profile_of(
        about("Signed up", None),
        &[
            "2026-01-02",
            "2026-01-03",
            "26/06/2026",
            "2026-01-05",
            "4 May 2026",
        ],
    );
    assert_eq!(
        found[0].sentence,
        "3 of 5 values in \"Signed up\" are yyyy-mm-dd, but 1 are dd/mm/yyyy, 1 are with the month as a word."
    );
    assert_eq!(codes(found), [(ProblemCode::MixedFormats, 2, vec![3, 5])]);

    let (_, found) = profile_of(about("Total", None), &["12,50", "3,99", "7.25", "1.204,00"]);
    assert_eq!(
        found[0].sentence,
        "3 of 4 values in \"Total\" have a decimal comma, but 1 a decimal point."
    );
    assert_eq!(codes(found), [(ProblemCode::MixedFormats, 1, vec![3])]);

    let ids = &["C-1001", "C-1002", "1003", "C-1004", "1005", "C-1006"];
    let (_, found) = profile_of(about("Account", Some(Attribute::AccountId)), ids);
    assert_eq!(
        found[0].sentence,
        "4 of 6 values in \"Account\" look like A-9, but 2 like 9."
    );
    // Two shapes of postcodes are no fault, and neither are hexadecimal ids.
    for (attribute, cells) in [
        (
            Attribute::Postcode,
            &["LS1 4AP", "M4 1HQ", "LS12 4AP", "M4 1HQ"],
        ),
        (
            Attribute::CookieId,
            &["a1b2c3", "4d5e6f", "77a8b9", "c0d1e2"],
        ),
        (
            Attribute::ExternalId,
            &["a1b2c3", "4d5e6f", "77a8bb", "c0d1e2"],
        ),
    ] {
        assert!(
            profile_of(about("C", Some(attribute)), cells).1.is_empty(),
            "{cells:?}"
        );
    }
}

#[test]
fn rounded_numbers_days_to_come_and_ages() {
    let (told, found) = profile_of(
        about("Phone", None),
        &["1.23E+12", "447700900123", "4,41E+11"],
    );
    assert_eq!(
        (found[0].code, found[0].rows),
        (ProblemCode::RoundedNumber, 2)
    );
    assert!(
        sentence(&told, AnomalyKind::Rounded).is_some_and(|told| told.starts_with("2 of 3 values"))
    );

    let told = profile(&["2026-11-24", "2026-11-25", "2031-01-01", "2020-01-01"]);
    assert_eq!(
        sentence(&told, AnomalyKind::ToCome),
        Some("2 of 4 values in \"Column\" are after 2026-11-23.")
    );
    assert_eq!(told.days.expect("days").freshest, "2026-11-24".parse().ok());

    let ages = profile_of(
        about("Age", Some(Attribute::Age)),
        &["34", "121", "120", "1987"],
    )
    .0;
    assert_eq!(
        sentence(&ages, AnomalyKind::TooOld),
        Some("2 of 4 values in \"Age\" are over 120 years.")
    );
}

#[test]
fn values_that_look_like_another_column() {
    let mut profiles = vec![
        profile_of(
            about("Email", None),
            &["anne@example.com", "tom@example.com"],
        )
        .0,
        profile_of(
            about("Phone", Some(Attribute::Phone)),
            &[
                "07700 900123",
                "07700 900124",
                "wei@example.com",
                "07700 900125",
                "07700 900126",
            ],
        )
        .0,
        profile_of(about("Name", None), &["Anne", "Tom"]).0,
    ];
    compare_columns(&mut profiles);
    assert_eq!(
        sentence(&profiles[1], AnomalyKind::Misplaced),
        Some("1 of 5 values in \"Phone\" look like e-mail addresses, as in \"Email\".")
    );
    assert!(
        profiles[0]
            .anomalies
            .iter()
            .all(|one| one.kind != AnomalyKind::Misplaced)
    );

    // Without a column of e-mail addresses there is nothing it could be mistaken for.
    let mut alone = profiles.split_off(1);
    for profile in &mut alone {
        profile.anomalies.clear();
    }
    compare_columns(&mut alone);
    assert_eq!(sentence(&alone[0], AnomalyKind::Misplaced), None);
}

#[test]
fn a_value_among_mostly_different_ones_stands_out() {
    let cells: Vec<String> = (0..20)
        .map(|row| {
            if row < 6 {
                "020 7946 0018".to_owned()
            } else {
                format!("07700 9001{row:02}")
            }
        })
        .collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let phone = profile_of(about("Phone", Some(Attribute::Phone)), &cells).0;
    assert_eq!(
        sentence(&phone, AnomalyKind::StandsOut),
        Some("6 of 20 values in \"Phone\" are 020 7946 0018.")
    );
    // In a column that points to nobody a common value is nothing odd.
    let city = profile_of(about("Town", Some(Attribute::City)), &cells).0;
    assert_eq!(sentence(&city, AnomalyKind::StandsOut), None);
}
