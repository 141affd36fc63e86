//! Where nearly no value can be what a header suggests, the values are believed.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole};

fn table(file: &str, columns: &[(&str, &[&str])]) -> Suggestion {
    let headers: Vec<String> = columns
        .iter()
        .map(|(header, _)| (*header).to_owned())
        .collect();
    let rows: Vec<Vec<String>> = (0..48)
        .map(|row| {
            let ways = columns.iter().map(|(_, ways)| ways[row % ways.len()]);
            ways.map(|way| way.replace("{n}", &format!("{row:04}")))
                .collect()
        })
        .collect();
    suggest(&TableSketch {
        file,
        sheet: None,
        headers: &headers,
        rows: &rows,
    })
}

fn target(column: &ColumnMapping) -> Option<Attribute> {
    column
        .target
        .as_ref()
        .map(|target| target.attribute.clone())
}

const NAMES: &[&str] = &[
    "Mr Harry Rose",
    "Williams, Rebecca",
    "Anna Schmidt",
    "Marie Dupont",
];
const MAIL: &[&str] = &["someone{n}@example.com"];

#[test]
fn numbers_of_members_are_ids_and_the_key_of_the_table() {
    for header in [
        "Membership No",
        "Membership No.",
        "Membership Nr",
        "Membership ID",
        "Membership number",
        "Member No",
        "Mitgliedschaftsnummer",
        "Member",
        "Client",
        "Kunde",
        "Socio",
        "Klant",
    ] {
        for (second, id) in [("Full name", "CLUB{n}"), ("Name", "M-{n}")] {
            let found = table(
                "club.csv",
                &[(header, &[id]), (second, NAMES), ("Email", MAIL)],
            );
            let column = &found.mapping.columns[0];
            assert_eq!(
                target(column),
                Some(Attribute::RecordKey),
                "{header}: {column:?}"
            );
            assert_eq!(
                target(&found.mapping.columns[1]),
                Some(Attribute::FullName),
                "{header}"
            );
        }
    }
    // The name stands beside under a word for the person.
    let found = table(
        "club.csv",
        &[
            ("Membership No", &["CLUB{n}"]),
            ("Member", NAMES),
            ("Email", MAIL),
        ],
    );
    assert_eq!(
        target(&found.mapping.columns[0]),
        Some(Attribute::RecordKey)
    );
    assert_eq!(target(&found.mapping.columns[1]), Some(Attribute::FullName));
}

#[test]
fn ids_under_the_header_of_a_name_are_asked_about_and_are_no_name() {
    for header in [
        "Full name",
        "First name",
        "Surname",
        "Nachname",
        "Nom complet",
        "Apellidos",
    ] {
        let found = table(
            "people.csv",
            &[(header, &["X{n}", "Y{n}"]), ("Email", MAIL)],
        );
        let column = &found.mapping.columns[0];
        assert_eq!(column.state, MappingState::Unsure, "{header}: {column:?}");
        assert!(
            matches!(target(column), Some(Attribute::Custom(_))),
            "{header}: {column:?}"
        );
    }
    let few = &[
        "Anna Schmidt",
        "Peter Müller 2",
        "Marie Dupont",
        "John Smith",
    ];
    let found = table("people.csv", &[("Full name", few), ("Email", MAIL)]);
    assert_eq!(target(&found.mapping.columns[0]), Some(Attribute::FullName));
    assert_eq!(found.mapping.columns[0].state, MappingState::Suggested);
}

#[test]
fn lists_of_a_newsletters_tool_say_what_holds_for_everybody_on_them() {
    let people: &[(&str, &[&str])] = &[
        ("Email Address", MAIL),
        ("First Name", &["Anna", "Marie", "John"]),
        ("Last Name", &["Schmidt", "Dupont", "Smith"]),
        ("OPTIN_TIME", &["2/16/2022 04:16"]),
    ];
    for (file, says) in [
        ("newsletter.zip/cleaned_members_export.csv", "undeliverable"),
        ("cleaned_members_export_0417.csv", "undeliverable"),
        ("bounced.csv", "undeliverable"),
        ("Unzustellbar 2026.csv", "undeliverable"),
        ("subscribed_members_export.csv", "opted_in"),
        ("unsubscribed_members_export.csv", "opted_out"),
        ("non-subscribed_members_export.csv", "never"),
        ("angemeldet.csv", "opted_in"),
        ("abgemeldet.csv", "opted_out"),
    ] {
        let found = table(file, people);
        assert_eq!(found.mapping.role, TableRole::Consents, "{file}");
        let constants: Vec<_> = found
            .mapping
            .constants
            .iter()
            .map(|(target, value)| (target.attribute.clone(), value.as_str()))
            .collect();
        assert_eq!(constants, [(Attribute::EmailConsent, says)], "{file}");
        assert!(
            found.role_reason.contains("file's name"),
            "{}",
            found.role_reason
        );
    }
}

#[test]
fn a_tidy_list_is_not_one_of_addresses_that_bounce() {
    let people: &[(&str, &[&str])] = &[
        ("Name", NAMES),
        ("Email", MAIL),
        ("City", &["Leeds", "York"]),
    ];
    for file in [
        "customers_cleaned.csv",
        "cleaned customers.csv",
        "newsletter_contacts_cleaned.csv",
        "newsletter_subscribers.csv",
        "subscribed and unsubscribed.csv",
    ] {
        let found = table(file, people);
        assert_eq!(found.mapping.constants, [], "{file}");
    }
}
