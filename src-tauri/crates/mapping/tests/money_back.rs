//! Columns of money that was given back, called by a word for it and a currency at most.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole};

/// Headers of a word for refunds and a currency in seven languages, and what the column is called there.
const HEADERS: [(&str, &str); 7] = [
    ("Refund (GBP)", "Refund amount"),
    ("Erstattung (EUR)", "Erstattungsbetrag"),
    ("Remboursement (EUR)", "Montant remboursé"),
    ("Reembolso (EUR)", "Importe reembolsado"),
    ("Rimborso (EUR)", "Importo rimborsato"),
    ("Terugbetaling (EUR)", "Terugbetaald bedrag"),
    ("Estorno (BRL)", "Importe reembolsado"),
];

fn table(file: &str, headers: &[&str], row: &[&str]) -> Suggestion {
    let headers: Vec<String> = headers.iter().map(|one| (*one).to_owned()).collect();
    let cell = |cell: &&str, number: usize| cell.replace("{n}", &number.to_string());
    let rows: Vec<Vec<String>> = (10..30)
        .map(|number| row.iter().map(|one| cell(one, number)).collect())
        .collect();
    suggest(&TableSketch {
        file,
        sheet: None,
        headers: &headers,
        rows: &rows,
    })
}

/// A table of returns with an order each, whose last column has this header and these values.
fn returns(file: &str, header: &str, values: &str) -> Suggestion {
    table(
        file,
        &["Id", "Order number", "Date", "Email", header],
        &[
            "R-{n}",
            "O-10{n}",
            "2026-03-02",
            "anne{n}@example.com",
            values,
        ],
    )
}

fn last(found: &Suggestion) -> &ColumnMapping {
    found.mapping.columns.last().expect("a column")
}

fn attribute(column: &ColumnMapping) -> Option<Attribute> {
    let target = column.target.as_ref();
    target.map(|target| target.attribute.clone())
}

#[test]
fn in_a_table_of_refunds_it_is_the_money() {
    for (header, _) in HEADERS {
        let found = returns("shop_refunds.csv", header, "1{n}.50");
        assert_eq!(found.mapping.role, TableRole::Events, "{header}");
        let column = last(&found);
        assert_eq!(attribute(column), Some(Attribute::Amount), "{header}");
        assert_eq!(column.state, MappingState::Suggested, "{header}");
    }
}

#[test]
fn beside_orders_it_is_asked_about() {
    for (header, called) in HEADERS {
        let found = table(
            "shop_orders.csv",
            &["Order number", "Date", "Email", "Total", header],
            &[
                "O-10{n}",
                "2026-03-02",
                "anne{n}@example.com",
                "9{n}.00",
                "1{n}.50",
            ],
        );
        assert_eq!(found.mapping.role, TableRole::Events, "{header}");
        let column = last(&found);
        let expected = Attribute::Custom(called.to_owned());
        assert_eq!(attribute(column), Some(expected), "{header}");
        assert_eq!(column.state, MappingState::Unsure, "{header}");
        let total = attribute(&found.mapping.columns[3]);
        assert_eq!(total, Some(Attribute::Amount), "{header}");
    }
}

#[test]
fn where_the_header_says_amount_nobody_is_asked() {
    for (header, called) in [
        ("Refunded Amount", "Refund amount"),
        ("amount_refunded", "Refund amount"),
        ("Erstattungsbetrag", "Erstattungsbetrag"),
        ("Montant remboursé", "Montant remboursé"),
    ] {
        let found = table(
            "shop_orders.csv",
            &["Order number", "Date", "Email", "Total", header],
            &[
                "O-10{n}",
                "2026-03-02",
                "anne{n}@example.com",
                "9{n}.00",
                "1{n}.50",
            ],
        );
        let column = last(&found);
        let expected = Attribute::Custom(called.to_owned());
        assert_eq!(attribute(column), Some(expected), "{header}");
        assert_eq!(column.state, MappingState::Suggested, "{header}");
    }
}

#[test]
fn what_is_no_money_is_neither() {
    for (header, values) in [
        ("Refund", "yes"),
        ("Refunded", "1"),
        ("Refund reason", "12.50"),
        ("Erstattung am", "2026-03-04"),
    ] {
        let found = returns("shop_refunds.csv", header, values);
        let told = attribute(last(&found));
        assert_ne!(told, Some(Attribute::Amount), "{header}");
        let is_named = matches!(told, Some(Attribute::Custom(name)) if name == "Refund amount");
        assert!(!is_named, "{header}");
    }
}
