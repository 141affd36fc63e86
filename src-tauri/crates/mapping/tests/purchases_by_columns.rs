//! Tables of purchases are known by what their columns tell together, whatever system they are of, and lists of people
//! that tell of money stay lists of people.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole};

/// A table of so many rows; `{n}` is the row, `{p}` one of three people.
fn table(header: &str, row: &str, rows: usize) -> Suggestion {
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<String>>();
    let rows: Vec<Vec<String>> = (0..rows)
        .map(|number| {
            let row = row.replace("{n}", &format!("{:03}", number + 1));
            let row = row.replace("{p}", &(number % 3).to_string());
            let names = ["Anna Schmidt", "Marie Dupont", "John Smith"];
            cells(&row.replace("{name}", names[number % 3]))
        })
        .collect();
    suggest(&TableSketch {
        file: "export.csv",
        sheet: None,
        headers: &cells(header),
        rows: &rows,
    })
}

fn column<'a>(found: &'a Suggestion, header: &str) -> &'a ColumnMapping {
    let mut columns = found.mapping.columns.iter();
    let column = columns.find(|column| column.header == header);
    column.unwrap_or_else(|| panic!("no column {header}"))
}

fn attribute(column: &ColumnMapping) -> Option<&Attribute> {
    column.target.as_ref().map(|target| &target.attribute)
}

#[test]
fn numbers_under_the_header_of_a_name_are_numbers_of_orders_where_the_table_tells_purchases() {
    for (header, row, rows) in [
        (
            "Name|Email|Financial Status|Created at|Total|Billing Name|Billing City",
            "#1{n}|a{p}@mail.example.com|paid|2026-03-02 10:00:00 +0100|20.50|{name}|Leeds",
            12,
        ),
        // One order alone.
        (
            "Name|Email|Financial Status|Created at|Total|Billing Name",
            "#1{n}|a{n}@mail.example.com|paid|2026-03-02 10:00:00 +0100|20.50|{name}",
            1,
        ),
        // A permission beside does not make it a list of permissions.
        (
            "Name|Email|Accepts Marketing|Created at|Total",
            "#1{n}|a{p}@mail.example.com|yes|2026-03-02 10:00:00 +0100|20.50",
            8,
        ),
        (
            "Name|Email|Financial Status|Created at|Lineitem name",
            "1{n}|a{n}@mail.example.com|paid|2026-03-02|Blue mug",
            8,
        ),
        (
            "Name|E-Mail|Angelegt am|Gesamtbetrag|Zahlungsstatus",
            "RE-2026-0{n}|a{n}@mail.example.com|02.03.2026|20,50|bezahlt",
            8,
        ),
        (
            "Name|Customer|Email|Created on|Total|Status",
            "S00{n}|{name}|a{n}@mail.example.com|2026-03-02|20.50|done",
            8,
        ),
        (
            "Nom|E-mail|Créé le|Montant|Statut|Produit",
            "N° 1{n}|a{n}@mail.example.com|02/03/2026|20,50|payé|Tasse",
            8,
        ),
    ] {
        let found = table(header, row, rows);
        assert_eq!(
            found.mapping.role,
            TableRole::Events,
            "{header}: {}",
            found.role_reason
        );
        let name = &found.mapping.columns[0];
        assert_eq!(attribute(name), Some(&Attribute::OrderId), "{name:?}");
        assert_eq!(name.state, MappingState::Suggested, "{name:?}");
        let times = found.mapping.columns.iter();
        let times = times.filter(|one| attribute(one) == Some(&Attribute::EventTime));
        assert_eq!(times.count(), 1, "{header}");
    }
}

#[test]
fn somebody_who_comes_again_and_again_bought_again_and_again() {
    let found = table(
        "Customer name|Email|Created|Amount|Product",
        "{name}|a{p}@mail.example.com|2026-03-02|20.50|Blue mug",
        12,
    );
    assert_eq!(
        found.mapping.role,
        TableRole::Events,
        "{}",
        found.role_reason
    );
    for (header, what) in [
        ("Customer name", Attribute::FullName),
        ("Created", Attribute::EventTime),
        ("Amount", Attribute::Amount),
    ] {
        assert_eq!(attribute(column(&found, header)), Some(&what), "{header}");
    }
}

#[test]
fn people_with_what_they_spent_stay_people() {
    for (header, row) in [
        (
            "Name|Email|Total spent|Created at",
            "{name}|a{n}@mail.example.com|120.50|2026-03-02",
        ),
        (
            "Name|Email|Orders count|Total|Created at",
            "{name}|a{n}@mail.example.com|3|120.50|2026-03-02",
        ),
        (
            "Email|Orders count|Total|Created at",
            "a{n}@mail.example.com|3|120.50|2026-03-02",
        ),
        // Codes in the place of names, as where people are not to be known.
        (
            "Name|Email|Total spent|City",
            "C-{n}|a{n}@mail.example.com|120.50|Leeds",
        ),
        (
            "Name|E-Mail|Anzahl Bestellungen|Betrag|Erstellt am",
            "K-{n}|a{n}@mail.example.com|3|120,50|02.03.2026",
        ),
        // The same household at one address.
        (
            "First name|Last name|Email|Created at",
            "Anna|Schmidt|a{p}@mail.example.com|2026-03-02",
        ),
        (
            "Name|Email|Last order date|Total|Status",
            "{name}|a{p}@mail.example.com|2026-03-02|120.50|active",
        ),
        // Whoever looks after them comes again, they do not.
        (
            "Name|Email|Owner email|Created at|Value",
            "{name}|a{n}@mail.example.com|owner{p}@firm.example.com|2026-03-02|120.50",
        ),
        (
            "Name|Email|Date of birth|Amount|Created at",
            "{name}|a{p}@mail.example.com|1971-04-1{p}|120.50|2026-03-02",
        ),
    ] {
        let found = table(header, row, 12);
        assert_eq!(
            found.mapping.role,
            TableRole::Customers,
            "{header}: {}",
            found.role_reason
        );
        let mut columns = found.mapping.columns.iter();
        assert!(
            columns.all(|one| attribute(one) != Some(&Attribute::OrderId)),
            "{header}"
        );
        if row.starts_with("{name}") {
            let name = &found.mapping.columns[0];
            assert_eq!(attribute(name), Some(&Attribute::FullName), "{header}");
        }
    }
}

#[test]
fn a_number_is_no_name_however_few_rows_there_are() {
    for (value, is_name) in [
        ("#1001", false),
        ("SO-1001", false),
        ("Order 1001", false),
        ("Anna Schmidt", true),
        ("Björk", true),
    ] {
        let found = table("Name|Email", &format!("{value}|a{{n}}@mail.example.com"), 1);
        let name = attribute(&found.mapping.columns[0]);
        let is_told = matches!(
            name,
            Some(Attribute::FullName | Attribute::GivenName | Attribute::FamilyName)
        );
        assert_eq!(is_told, is_name, "{value}: {name:?}");
    }
}
