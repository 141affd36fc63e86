//! Whole rows: what comes out of them, cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_model::{Assignment, Attribute, DateOrder, StandardValue, Target, ValueState};
use rollcall_standardise::{TableContext, standardise_record};

fn context(country: &str) -> TableContext {
    TableContext {
        default_country: Some(country.to_owned()).filter(|country| !country.is_empty()),
        date_orders: BTreeMap::new(),
        contradicted: BTreeSet::new(),
        long_ago: BTreeSet::new(),
        heard: BTreeMap::new(),
        dated_answers: Vec::new(),
        zones: BTreeMap::new(),
        decimal_mark: None,
        today: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"),
    }
}

fn cells(row: &[(&str, &str)]) -> Vec<Assignment> {
    let cell = |(column, (target, raw)): (usize, &(&str, &str))| {
        let (code, group) = target.split_once('#').unwrap_or((target, "0"));
        let target = Target {
            attribute: Attribute::parse(code).expect("an attribute"),
            group: group.parse().expect("a group"),
        };
        Assignment {
            target,
            column: Some(column),
            raw: (*raw).to_owned(),
            number: None,
        }
    };
    row.iter().enumerate().map(cell).collect()
}

fn line(value: &StandardValue) -> String {
    let group = if value.target.group > 0 {
        format!("#{}", value.target.group)
    } else {
        String::new()
    };
    let shown = match value.state {
        ValueState::Valid => value.value.clone(),
        other => format!("<{other:?}>"),
    };
    format!("{}{group}={shown}", value.target.attribute.code())
}

fn lines(country: &str, row: &[(&str, &str)]) -> Vec<String> {
    standardise_record(&context(country), &cells(row))
        .iter()
        .map(line)
        .collect()
}

/// A name, the country of its row, and what becomes of it.
const WHOLE_NAMES: &[(&str, &str, &str)] = &[
    ("Anne Marsh", "GB", "given_name=Anne family_name=Marsh"),
    (
        "ANNE MARSH-COLE",
        "GB",
        "given_name=Anne family_name=Marsh-Cole",
    ),
    (
        "anne marie mcdonald",
        "GB",
        "given_name=Anne middle_name=Marie family_name=McDonald",
    ),
    (
        "Marsh, Anne P.",
        "GB",
        "given_name=Anne middle_name=P. family_name=Marsh",
    ),
    ("MARSH, ANNE", "GB", "given_name=Anne family_name=Marsh"),
    (
        "Dr. John Smith Jr.",
        "US",
        "title=Dr given_name=John family_name=Smith name_suffix=Jr",
    ),
    (
        "John Smith, Jr.",
        "US",
        "given_name=John family_name=Smith name_suffix=Jr",
    ),
    (
        "Smith, John, III",
        "US",
        "given_name=John family_name=Smith name_suffix=III",
    ),
    (
        "John Smith PhD",
        "US",
        "given_name=John family_name=Smith title#1=PhD",
    ),
    (
        "Prof. Dr. Max von der Heide",
        "DE",
        "title=Prof Dr given_name=Max family_name=von der Heide",
    ),
    ("Herr Müller", "DE", "title=Herr family_name=Müller"),
    ("Mr & Mrs Smith", "GB", "title=Mr & Mrs family_name=Smith"),
    (
        "John & Mary Smith",
        "GB",
        "given_name=John family_name=Smith",
    ),
    (
        "Mohammed bin Salman",
        "",
        "given_name=Mohammed family_name=bin Salman",
    ),
    (
        "José Ortega y Gasset",
        "ES",
        "given_name=José family_name=Ortega y Gasset",
    ),
    (
        "María García López",
        "ES",
        "given_name=María family_name=García López",
    ),
    (
        "María García López",
        "US",
        "given_name=María middle_name=García family_name=López",
    ),
    ("Jean DUPONT", "FR", "given_name=Jean family_name=Dupont"),
    (
        "DUPONT Jean Marc",
        "FR",
        "given_name=Jean middle_name=Marc family_name=Dupont",
    ),
    (
        "Anne Marsh (née Cole)",
        "GB",
        "given_name=Anne family_name=Marsh former_name=Cole",
    ),
    (
        "Anna Weber geb. Koch",
        "DE",
        "given_name=Anna family_name=Weber former_name=Koch",
    ),
    (
        "Robert \"Bob\" Smith",
        "US",
        "given_name=Robert family_name=Smith nickname=Bob",
    ),
    (
        "Berg, Anne van den",
        "NL",
        "given_name=Anne family_name=van den Berg",
    ),
    ("山田 太郎", "JP", "given_name=太郎 family_name=山田"),
    ("MÃ¼ller, JÃ¶rg", "DE", "given_name=Jörg family_name=Müller"),
    ("Madonna", "US", "given_name=Madonna"),
    ("SMITH", "US", "family_name=Smith"),
    (
        "Vincent van Gogh",
        "NL",
        "given_name=Vincent family_name=van Gogh",
    ),
    (
        "Weber GmbH & Co. KG",
        "DE",
        "organisation=Weber GmbH & Co. KG",
    ),
    ("Unknown Smith", "US", "family_name=Smith"),
    ("Test User", "US", "full_name=<Placeholder>"),
    ("n/a", "US", "full_name=<Placeholder>"),
    ("anne@example.com", "US", "full_name=<Invalid>"),
    ("", "US", "full_name=<Blank>"),
];

#[test]
fn whole_names() {
    for (name, country, expected) in WHOLE_NAMES {
        assert_eq!(
            lines(country, &[("full_name", name)]).join(" "),
            *expected,
            "{name:?}"
        );
    }
}

#[test]
fn names_in_columns() {
    for (row, expected) in [
        (
            vec![("given_name", "Anne Marie"), ("family_name", "Marsh")],
            "given_name=Anne middle_name=Marie family_name=Marsh",
        ),
        (
            vec![("given_name", "JOHN P."), ("family_name", "SMITH JR")],
            "given_name=John middle_name=P. family_name=Smith name_suffix=Jr",
        ),
        (
            vec![
                ("given_name", "Anne Marie"),
                ("middle_name", "L."),
                ("family_name", "Marsh"),
            ],
            "given_name=Anne middle_name=Marie L. family_name=Marsh",
        ),
        (
            vec![
                ("given_name", "Anne"),
                ("name_particle", "van"),
                ("family_name", "Dyke"),
            ],
            "given_name=Anne family_name=van Dyke",
        ),
        (
            vec![("family_name", "LE GOFF Benoît")],
            "given_name=Benoît family_name=Le Goff",
        ),
        (
            vec![("given_name", "Anne"), ("family_name", "Marsh (née Cole)")],
            "given_name=Anne family_name=Marsh former_name=Cole",
        ),
        (
            vec![("given_name", ""), ("family_name", "Marsh, Anne")],
            "given_name=Anne family_name=Marsh",
        ),
        (
            vec![("given_name", ""), ("family_name", "Marsh Cars Ltd")],
            "given_name=<Blank> organisation=Marsh Cars Ltd",
        ),
        (
            vec![("given_name", "Dr. Anne"), ("family_name", "Marsh")],
            "title=Dr given_name=Anne family_name=Marsh",
        ),
        (
            vec![
                ("title", "MRS."),
                ("given_name", "Anne"),
                ("family_name", "Marsh"),
            ],
            "title=Mrs given_name=Anne family_name=Marsh",
        ),
        (
            vec![("given_name", "Guest"), ("family_name", "Guest")],
            "given_name=<Placeholder> family_name=Guest",
        ),
        (
            vec![
                ("full_name", "Anne Marsh"),
                ("given_name", "Anne"),
                ("family_name", "Marsh"),
            ],
            "given_name=Anne family_name=Marsh",
        ),
        (
            vec![
                ("full_name", "Anne Marsh"),
                ("given_name", ""),
                ("family_name", ""),
            ],
            "given_name=Anne family_name=Marsh",
        ),
        (
            vec![
                ("given_name", "John"),
                ("family_name", "Smith"),
                ("name_suffix", "III"),
            ],
            "given_name=John family_name=Smith name_suffix=III",
        ),
        (
            vec![
                ("given_name", "John"),
                ("family_name", "Smith"),
                ("name_suffix", "PhD"),
            ],
            "given_name=John family_name=Smith title#1=PhD",
        ),
    ] {
        assert_eq!(lines("US", &row).join(" "), expected, "{row:?}");
    }
}

/// Half of a name in a column of its own, and a column of whole names that may hold but the other half.
#[test]
fn the_other_half_of_a_name() {
    for (row, expected) in [
        (
            vec![("given_name", "Joaquín"), ("full_name", "Martínez Blanco")],
            "given_name=Joaquín family_name=Martínez Blanco",
        ),
        (
            vec![("full_name", "Joaquín"), ("family_name", "Martínez Blanco")],
            "family_name=Martínez Blanco given_name=Joaquín",
        ),
        (
            vec![("given_name", "Anne"), ("full_name", "Anne Marsh")],
            "given_name=Anne family_name=Marsh",
        ),
        (
            vec![("given_name", "Anne"), ("full_name", "MARSH, Anne")],
            "given_name=Anne family_name=Marsh",
        ),
        (
            vec![("given_name", "Anne"), ("full_name", "anne")],
            "given_name=Anne",
        ),
        (
            vec![("given_name", "Anne"), ("full_name", "Marsh Cars Ltd")],
            "given_name=Anne organisation=Marsh Cars Ltd",
        ),
    ] {
        assert_eq!(lines("US", &row).join(" "), expected, "{row:?}");
    }
}

#[test]
fn the_country_comes_first() {
    assert_eq!(
        lines(
            "US",
            &[
                ("phone", "020 7946 0958"),
                ("postcode", "sw1a1aa"),
                ("country", "England")
            ]
        ),
        ["phone=+442079460958", "postcode=SW1A 1AA", "country=GB"]
    );
    assert_eq!(lines("", &[("phone", "0201234567")]), ["phone=0201234567"]);
    assert_eq!(
        lines("US", &[("postcode", "SW1A 1AA"), ("country", "US")]),
        ["postcode=<Invalid>", "country=US"]
    );
    assert_eq!(
        lines(
            "US",
            &[
                ("postcode#1", "1067"),
                ("country#1", "Deutschland"),
                ("postcode", "2134")
            ]
        ),
        ["postcode#1=01067", "country#1=DE", "postcode=02134"]
    );
}

#[test]
fn several_values_in_a_cell_take_free_groups() {
    assert_eq!(
        lines(
            "GB",
            &[
                ("phone", "020 7946 0958 / 020 7946 0959"),
                ("phone#1", "020 7946 0960")
            ]
        ),
        [
            "phone=+442079460958",
            "phone#2=+442079460959",
            "phone#1=+442079460960"
        ]
    );
    assert_eq!(
        lines("GB", &[("email", "anne@example.com; ben@example.com")]),
        ["email=anne@example.com", "email#1=ben@example.com"]
    );
    assert_eq!(
        lines(
            "GB",
            &[
                ("email", "anne@example.com"),
                ("email", "ben@example.com"),
                ("email", "")
            ]
        ),
        ["email=anne@example.com", "email#1=ben@example.com"]
    );
    assert_eq!(
        lines("GB", &[("email", ""), ("email", "ben@example.com")]),
        ["email=ben@example.com"]
    );
}

#[test]
fn cells_that_make_one_value() {
    assert_eq!(
        lines(
            "US",
            &[
                ("birth_day", "2"),
                ("birth_month", "3"),
                ("birth_year", "84")
            ]
        ),
        ["birth_date=1984-03-02"]
    );
    assert_eq!(
        lines(
            "US",
            &[("birth_day", "2"), ("birth_month", "3"), ("birth_year", "")]
        ),
        ["birth_date=--03-02"]
    );
    assert_eq!(
        lines(
            "US",
            &[("birth_date", "1984-03-02"), ("birth_year", "1985")]
        ),
        ["birth_date=1984-03-02"]
    );
    assert_eq!(
        lines("US", &[("birth_year", "1985"), ("birth_date", "")]),
        ["birth_date=1985"]
    );
    assert_eq!(
        lines("DE", &[("street", "Hafenstraße"), ("house_number", "12a")]),
        ["street=Hafenstraße 12a"]
    );
    assert_eq!(
        lines("US", &[("street", "12 Harbour St Apt 4b"), ("unit", "")]),
        ["street=12 Harbour St", "unit=Apt 4B"]
    );
    assert_eq!(
        lines(
            "",
            &[("full_address", "Hafenstr. 12, 20457 Hamburg, Deutschland")]
        ),
        [
            "street=Hafenstr. 12",
            "postcode=20457",
            "city=Hamburg",
            "country=DE"
        ]
    );
    assert_eq!(
        lines(
            "",
            &[
                ("full_address", "Hafenstr. 12, 20457 Hamburg"),
                ("city", "Altona"),
                ("country", "DE")
            ]
        ),
        [
            "street=Hafenstr. 12",
            "postcode=20457",
            "city=Altona",
            "country=DE"
        ]
    );
    assert_eq!(
        lines("DE", &[("postcode_city", "80331 München")]),
        ["postcode=80331", "city=München"]
    );
    assert_eq!(
        lines(
            "",
            &[
                ("street", "Ring 1"),
                ("postcode_city", "A-1010 WIEN"),
                ("city", "")
            ]
        ),
        ["street=Ring 1", "postcode=1010", "city=Wien", "country=AT"]
    );
    assert_eq!(
        lines(
            "",
            &[
                ("postcode_city", "1010 Wien"),
                ("postcode", "1020"),
                ("country", "AT")
            ]
        ),
        ["city=Wien", "postcode=1020", "country=AT"]
    );
    assert_eq!(
        lines("US", &[("amount", "12,50 €")]),
        ["amount=12.5", "currency=EUR"]
    );
    assert_eq!(
        lines("US", &[("amount", "$12.50"), ("currency", "CAD")]),
        ["amount=12.5", "currency=CAD"]
    );
}

#[test]
fn the_column_decides_the_order_of_dates() {
    let mut context = context("US");
    let row = cells(&[("created_at", "03/04/2024"), ("updated_at", "03/04/2024")]);
    context.date_orders.insert(0, DateOrder::DayFirst);
    let values = standardise_record(&context, &row);
    let shown: Vec<(&str, &str)> = values
        .iter()
        .map(|value| (value.value.as_str(), value.rule.as_ref()))
        .collect();
    assert_eq!(
        shown,
        [
            ("2024-04-03T00:00:00", "date.day_only"),
            ("2024-03-04T00:00:00", "date.day_only")
        ]
    );
}

#[test]
fn what_stood_there_stays() {
    let values = standardise_record(
        &context("GB"),
        &cells(&[
            ("birth_day", "2"),
            ("birth_month", " 3"),
            ("email", "nobody"),
            ("email_consent", "Yes"),
        ]),
    );
    let shown: Vec<(Option<usize>, &str, ValueState)> = values
        .iter()
        .map(|value| (value.column, value.raw.as_str(), value.state))
        .collect();
    assert_eq!(
        shown,
        [
            (Some(0), "2  3", ValueState::Valid),
            (Some(2), "nobody", ValueState::Invalid),
            (Some(3), "Yes", ValueState::Valid)
        ]
    );
}

#[test]
fn other_attributes() {
    for (target, raw, expected) in [
        ("deletion_request", "2024-03-04", "deletion_request=true"),
        ("deletion_request", "no", "deletion_request=false"),
        (
            "email",
            "F25AD364D33972379A7A4F4DF33DB142205F5C40EB19CFDB2FC5AAF117E10101",
            "hashed_email=f25ad364d33972379a7a4f4df33db142205f5c40eb19cfdb2fc5aaf117e10101",
        ),
        ("record_key", "00042", "record_key=00042"),
        (
            "loyalty_card",
            "0012-3456 7891",
            "loyalty_card=001234567891",
        ),
        ("custom:Shoe size", " 42 ", "custom:Shoe size=42"),
        ("custom:Shoe size", "N/A", "custom:Shoe size=<Placeholder>"),
        ("region", "California", "region=CA"),
        ("sms_consent", "désinscrit", "sms_consent=opted_out"),
        ("quantity", "3,0", "quantity=3"),
        ("age", "42", "age=42"),
        ("language", "de_DE", "language=de"),
    ] {
        assert_eq!(
            lines("US", &[(target, raw)]),
            [expected],
            "{target} {raw:?}"
        );
    }
}

#[test]
fn a_request_to_be_forgotten_withdraws_permission_too() {
    for word in [
        "Deletion",
        "Right to be forgotten",
        "Löschung",
        "effacement",
    ] {
        let made = lines("GB", &[("email_consent", word)]);
        assert_eq!(made.len(), 2, "{word}: {made:?}");
        assert!(made.join(" ").contains("opted_out"), "{word}: {made:?}");
        assert!(made.join(" ").contains("true"), "{word}: {made:?}");
    }
    assert_eq!(lines("GB", &[("email_consent", "Unsubscribe")]).len(), 1);
}

#[test]
fn a_postcode_only_one_country_writes_tells_the_country_of_the_telephone() {
    let of = |postcode: &str, phone: &str| {
        lines("", &[("postcode", postcode), ("phone", phone)]).join(" ")
    };
    assert!(of("LS1 4AP", "0113 496 0063").contains("+441134960063"));
    assert!(of("1012 AB", "020 555 0100").contains("+31205550100"));
    // Five figures fit many countries: the number stays as it is.
    assert!(!of("10115", "030 23125 001").contains("+49"));
}
