//! Lists of children, and children beside whom a row is about.

use rollcall_mapping::{TableSketch, suggest};
use rollcall_model::Attribute;

const GIVEN: [&str; 12] = [
    "Emma", "Jack", "Sarah", "David", "Laura", "Peter", "Anna", "Thomas", "Julia", "Daniel",
    "Maria", "Robert",
];
const FAMILY: [&str; 12] = [
    "Smith", "Johnson", "Miller", "Brown", "Wilson", "Taylor", "Anderson", "Moore", "Martin",
    "Thompson", "White", "Harris",
];

/// What a cell of the tables here holds.
#[derive(Clone, Copy)]
enum Holds {
    Given,
    Family,
    /// Both of them.
    Full,
    Day,
    Mail,
}

fn cell(holds: Holds, row: usize) -> String {
    let (given, family) = (GIVEN[row % 12], FAMILY[(row * 5) % 12]);
    match holds {
        Holds::Given => given.to_owned(),
        Holds::Family => family.to_owned(),
        Holds::Full => format!("{given} {family}"),
        Holds::Day => format!("{}-0{}-1{}", 2010 + row % 6, 1 + row % 9, row % 10),
        Holds::Mail => format!("box{row}@example.com"),
    }
}

/// What each column of a table is used as.
fn attributes(columns: &[(&str, Holds)]) -> Vec<Option<Attribute>> {
    let headers: Vec<String> = columns.iter().map(|(one, _)| (*one).to_owned()).collect();
    let rows: Vec<Vec<String>> = (0..36)
        .map(|row| columns.iter().map(|(_, holds)| cell(*holds, row)).collect())
        .collect();
    let found = suggest(&TableSketch {
        file: "camp.csv",
        sheet: None,
        headers: &headers,
        rows: &rows,
    });
    let columns = found.mapping.columns.into_iter();
    columns
        .map(|column| column.target.map(|target| target.attribute))
        .collect()
}

#[test]
fn a_list_of_children_is_about_the_children() {
    for [given, family, birth, parent] in [
        [
            "child_first_name",
            "child_last_name",
            "child_birth_date",
            "parent_email",
        ],
        [
            "Child's first name",
            "Child's last name",
            "Child's date of birth",
            "Guardian email",
        ],
        [
            "Vorname Kind",
            "Nachname Kind",
            "Geburtsdatum Kind",
            "E-Mail Eltern",
        ],
        [
            "enfant_prenom",
            "enfant_nom_de_famille",
            "enfant_date_de_naissance",
            "email_mere",
        ],
        [
            "pupil_first_name",
            "pupil_last_name",
            "pupil_birth_date",
            "parents_email",
        ],
        [
            "Leerling voornaam",
            "Leerling achternaam",
            "Leerling geboortedatum",
            "E-mail ouder",
        ],
    ] {
        let found = attributes(&[
            (given, Holds::Given),
            (family, Holds::Family),
            (birth, Holds::Day),
            (parent, Holds::Mail),
        ]);
        let expected = [
            Some(Attribute::GivenName),
            Some(Attribute::FamilyName),
            Some(Attribute::BirthDate),
            None,
        ];
        assert_eq!(found, expected, "{given}");
    }
}

#[test]
fn a_column_called_child_over_names_names_its_row() {
    let found = attributes(&[
        ("child", Holds::Full),
        ("born", Holds::Day),
        ("email", Holds::Mail),
    ]);
    let expected = [Attribute::FullName, Attribute::BirthDate, Attribute::Email].map(Some);
    assert_eq!(found, expected);
}

#[test]
fn a_child_beside_another_name_is_somebody_else_with_their_birth_date() {
    for child in ["child", "child_name"] {
        let found = attributes(&[
            ("first_name", Holds::Given),
            ("last_name", Holds::Family),
            ("email", Holds::Mail),
            (child, Holds::Full),
            ("born", Holds::Day),
        ]);
        let expected = [
            Some(Attribute::GivenName),
            Some(Attribute::FamilyName),
            Some(Attribute::Email),
            None,
            None,
        ];
        assert_eq!(found, expected, "{child}");
    }
}

#[test]
fn a_birth_date_is_of_the_name_it_stands_behind() {
    let found = attributes(&[
        ("name", Holds::Full),
        ("birth_date", Holds::Day),
        ("email", Holds::Mail),
        ("child_name", Holds::Full),
    ]);
    let expected = [
        Some(Attribute::FullName),
        Some(Attribute::BirthDate),
        Some(Attribute::Email),
        None,
    ];
    assert_eq!(found, expected);
    // Nobody but the mother is named.
    let found = attributes(&[
        ("email", Holds::Mail),
        ("mother_name", Holds::Full),
        ("birth_date", Holds::Day),
    ]);
    assert_eq!(found, [Some(Attribute::Email), None, None]);
}

#[test]
fn several_children_in_one_row_are_a_family_and_not_its_person() {
    let found = attributes(&[
        ("email", Holds::Mail),
        ("child_1_first_name", Holds::Given),
        ("child_2_first_name", Holds::Given),
    ]);
    assert_eq!(found, [Some(Attribute::Email), None, None]);
}
