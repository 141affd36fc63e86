//! What the values plainly say stands against what a header usually means.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole};

fn of(header: &str, row: impl Fn(u32) -> String) -> Suggestion {
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<String>>();
    let rows: Vec<Vec<String>> = (0..30).map(|number| cells(&row(number))).collect();
    suggest(&TableSketch {
        file: "guests.csv",
        sheet: None,
        headers: &cells(header),
        rows: &rows,
    })
}

fn attribute(column: &ColumnMapping) -> Option<&Attribute> {
    column.target.as_ref().map(|target| &target.attribute)
}

fn is_certain(column: &ColumnMapping) -> bool {
    column.state == MappingState::Suggested
}

#[test]
fn telephone_numbers_are_no_ids_and_no_names() {
    for header in [
        "Contact no.",
        "Contact",
        "Kontakt",
        "Contact number",
        "Contacto",
    ] {
        for blank in [" ", "/", ""] {
            let found = of(&format!("Attendee|{header}"), |row| {
                format!("Anna Weber{row}|0170{blank}2058{row:03}")
            });
            let column = &found.mapping.columns[1];
            assert_eq!(
                attribute(column),
                Some(&Attribute::Phone),
                "{header}{blank}"
            );
            assert!(is_certain(column), "{header}: {}", column.reason);
        }
    }
}

#[test]
fn no_header_of_an_id_or_a_name_is_believed_against_telephone_numbers() {
    for header in [
        "Customer no.",
        "Kundennummer",
        "Member id",
        "ID",
        "Name",
        "Full name",
        "Vorname",
        "Company",
    ] {
        let found = of(&format!("E-mail|{header}"), |row| {
            format!("a{row}@mail.example.com|+49 170 2058{row:03}")
        });
        let column = &found.mapping.columns[1];
        assert!(
            !is_certain(column) || attribute(column) == Some(&Attribute::Phone),
            "{header} is certainly {:?}",
            attribute(column)
        );
    }
}

#[test]
fn ids_that_begin_with_a_zero_stay_ids() {
    let found = of("Kundennummer|E-mail", |row| {
        format!("01700{row:06}|a{row}@mail.example.com")
    });
    assert_eq!(
        attribute(&found.mapping.columns[0]),
        Some(&Attribute::RecordKey)
    );
}

#[test]
fn yes_and_no_is_no_name() {
    let found = of("E-mail|Contact", |row| {
        format!(
            "a{row}@mail.example.com|{}",
            ["yes", "no"][row as usize % 2]
        )
    });
    let column = &found.mapping.columns[1];
    assert!(!is_certain(column), "{:?}", attribute(column));
}

#[test]
fn words_are_no_telephone_numbers_and_no_postcodes() {
    for header in ["Phone", "Telefon", "Postcode", "PLZ"] {
        let found = of(&format!("E-mail|{header}"), |row| {
            format!(
                "a{row}@mail.example.com|{}",
                ["Acme", "Blue", "Cedar"][row as usize % 3]
            )
        });
        let column = &found.mapping.columns[1];
        assert!(!is_certain(column), "{header}: {:?}", attribute(column));
    }
}

#[test]
fn a_reason_quotes_the_header() {
    let found = of("E-mail|Cust Surname", |row| {
        format!("a{row}@mail.example.com|Xq{row}")
    });
    let reason = &found.mapping.columns[1].reason;
    assert!(reason.contains("\"Cust Surname\""), "{reason}");
}

#[test]
fn a_birthday_without_its_year_is_known() {
    let found = of("Email Address|Birthday", |row| {
        format!(
            "a{row}@mail.example.com|{:02}/{:02}",
            row % 12 + 1,
            row % 28 + 1
        )
    });
    let column = &found.mapping.columns[1];
    assert_eq!(attribute(column), Some(&Attribute::BirthDate));
    assert!(is_certain(column), "{}", column.reason);
}

#[test]
fn what_somebody_spent_over_time_is_no_purchase() {
    for header in [
        "Umsatz",
        "Revenue",
        "Total",
        "Chiffre d'affaires",
        "Importe",
        "Omzet",
    ] {
        let found = of(
            &format!("Kundennummer|Vorname|Nachname|E-Mail|Kunde seit|{header}"),
            |row| {
                format!(
                    "{}|Anna|Weber{row}|a{row}@gmx.de|0{}.03.2021|{row},50",
                    1000 + row,
                    row % 9 + 1
                )
            },
        );
        assert_eq!(found.mapping.role, TableRole::Customers);
        assert_ne!(
            attribute(&found.mapping.columns[5]),
            Some(&Attribute::Amount),
            "{header}"
        );
    }
}

#[test]
fn the_last_purchase_is_known_in_seven_languages() {
    for header in [
        "Last purchase",
        "last order date",
        "LastOrderAt",
        "Letzter Kauf",
        "Letzte Bestellung",
        "Dernier achat",
        "Date de la dernière commande",
        "Última compra",
        "Ultimo acquisto",
        "Laatste aankoop",
        "Última encomenda",
    ] {
        let found = of(&format!("Kundennummer|Nachname|{header}"), |row| {
            format!("{}|Weber{row}|{:02}.03.2026", 1000 + row, row % 28 + 1)
        });
        let column = &found.mapping.columns[2];
        assert_eq!(
            attribute(column),
            Some(&Attribute::LastPurchaseAt),
            "{header}"
        );
        assert!(is_certain(column), "{header}: {}", column.reason);
    }
}

#[test]
fn titles_over_several_columns_are_read_with_their_names() {
    let found = of(
        "Card no|Member · First name|Member · Surname|Contact · Mobile|Contact · E-mail|Contact · Postcode",
        |row| {
            format!("00440{row:04}|Alice|Ryan|(07578) 1287{row:02}|a{row}@mail.example.com|S23 3QQ")
        },
    );
    let codes: Vec<String> = found
        .mapping
        .columns
        .iter()
        .map(|column| attribute(column).map(Attribute::code).unwrap_or_default())
        .collect();
    assert_eq!(
        codes[1..],
        ["given_name", "family_name", "phone", "email", "postcode"]
    );
    assert!(found.mapping.columns[1..].iter().all(is_certain));
}
