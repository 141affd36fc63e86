//! What holds for every table, whatever stands in it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rollcall_mapping::{
    Mapper, RecipeBook, TableSketch, carry_over, from_text, header_fingerprint, suggest,
    suggest_with, to_text,
};
use rollcall_model::{Mapping, MappingState};

fn mapping_of(headers: &[String], rows: &[Vec<String>]) -> Mapping {
    suggest(&TableSketch {
        file: "table.csv",
        sheet: None,
        headers,
        rows,
    })
    .mapping
}

fn header() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "Email",
            "E-Mail",
            "email 2",
            "Phone",
            "Mobile",
            "Name",
            "Vorname",
            "id",
            "Customer ID",
            "Order ID",
            "Zip",
            "City",
            "Shipping City",
            "address_1",
            "address_2",
            "Address",
            "created_at",
            "Date",
            "Status",
            "dob",
            "Unsubscribed",
            "title",
            "Country",
            "Notes",
            "Total",
            "#",
            "",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ]
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        prop::sample::select(vec![
            "ann@example.com",
            "+44 20 7946 0018",
            "2024-05-01",
            "Anna",
            "yes",
            "12.50",
            "SW1A 1AA",
            "7"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,10}",
    ]
}

fn table() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>)> {
    (
        prop::collection::vec(header(), 0..12),
        prop::collection::vec(prop::collection::vec(cell(), 0..12), 0..8),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_column_has_one_entry_and_no_target_is_given_twice((headers, rows) in table()) {
        let mapping = mapping_of(&headers, &rows);
        prop_assert_eq!(mapping.columns.len(), headers.len());
        let mut targets = BTreeSet::new();
        for (position, column) in mapping.columns.iter().enumerate() {
            prop_assert_eq!(column.column, position);
            prop_assert_eq!(&column.header, &headers[position]);
            prop_assert!((0.0..=1.0).contains(&column.confidence));
            prop_assert!(column.reason.ends_with('.'), "{}", column.reason);
            if column.state == MappingState::Unused {
                prop_assert!(column.target.is_none());
            }
            if let Some(target) = &column.target {
                prop_assert!(targets.insert(target.clone()), "{:?} twice", target);
            }
        }
        prop_assert_eq!(&mapping, &mapping_of(&headers, &rows));
    }

    #[test]
    fn a_mapping_survives_its_text((headers, rows) in table()) {
        let mapping = mapping_of(&headers, &rows);
        let text = to_text(&mapping).expect("it can be written");
        prop_assert_eq!(from_text(&text).expect("it can be read"), mapping);
    }

    #[test]
    fn the_same_header_carries_everything_over((headers, rows) in table()) {
        let mapping = mapping_of(&headers, &rows);
        let (carried, change) = carry_over(&mapping, &headers, &mapping_of(&headers, &[]));
        prop_assert!(change.is_none());
        prop_assert_eq!(carried, mapping);
    }

    #[test]
    fn rows_of_any_length_can_be_applied((headers, rows) in table()) {
        let mapping = mapping_of(&headers, &rows);
        let mapper = Mapper::new(&mapping);
        for row in &rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            let used = mapping.columns.iter().filter(|column| column.target.is_some()).count();
            prop_assert!(mapper.apply(&cells).len() >= used);
        }
    }

    #[test]
    fn order_and_case_do_not_change_a_fingerprint(headers in prop::collection::vec("[a-z ]{1,8}", 0..8)) {
        let mut other: Vec<String> = headers.iter().rev().map(|header| header.to_uppercase()).collect();
        prop_assert_eq!(header_fingerprint(&headers), header_fingerprint(&other));
        other.push("one more".into());
        prop_assert_ne!(header_fingerprint(&headers), header_fingerprint(&other));
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn next_month_keeps_decisions_and_tells_what_changed() {
    let old = names(&["Email", "Vorname", "Nachname", "Shoe size", "Telefonnummer"]);
    let mut saved = mapping_of(&old, &[]);
    for column in &mut saved.columns {
        column.state = MappingState::Confirmed;
    }
    let new = names(&[
        "Nachname",
        "VORNAME",
        "email",
        "Telefon-Nummern",
        "E-Mail 2",
        "PLZ",
    ]);
    let (carried, change) = carry_over(&saved, &new, &mapping_of(&new, &[]));
    assert_eq!(change.gone, ["Shoe size"]);
    assert_eq!(change.added, ["E-Mail 2", "PLZ"]);
    assert_eq!(
        change.renamed,
        [("Telefonnummer".to_owned(), "Telefon-Nummern".to_owned())]
    );
    let states: Vec<MappingState> = carried.columns.iter().map(|column| column.state).collect();
    assert_eq!(states[..3], [MappingState::Confirmed; 3]);
    assert_eq!(states[3], MappingState::Unsure);
    assert_eq!(carried.columns[2].target, saved.columns[0].target);
}

#[test]
fn broken_files_are_told_in_words() {
    let later =
        from_text("format = 2\nrole = \"customers\"\nnew_thing = 1").expect_err("a later format");
    assert!(later.to_string().contains("format 2"));
    let wrong = from_text(
        "format = 1\nrole = \"customers\"\n[[column]]\nheader = \"a\"\nattribute = \"emial\"\nstate = \"confirmed\"",
    );
    assert!(
        wrong
            .expect_err("no such attribute")
            .to_string()
            .contains("emial")
    );
    let empty = RecipeBook::builtin().with(
        "id = \"a\"\nsource = \"A\"\nsystem = \"crm\"\ntable = \"t\"\nrole = \"customers\"\nconfidence = \"low\"\nnote = \"n\"\nsignature = []\ncolumns = []",
    );
    assert!(
        empty
            .expect_err("it would claim every file")
            .to_string()
            .contains("every file")
    );
}

#[test]
fn a_users_recipe_is_used() {
    let book = RecipeBook::builtin()
        .with("id = \"till\"\nsource = \"Our till\"\nsystem = \"point_of_sale\"\ntable = \"cards\"\nrole = \"customers\"\nconfidence = \"high\"\nnote = \"ours\"\nsignature = [\"zzz_card\", \"zzz_shop\"]\ncolumns = [{ header = \"zzz_card\", to = \"loyalty_card\" }]")
        .expect("a recipe");
    let headers = names(&["zzz_card", "zzz_shop"]);
    let sketch = TableSketch {
        file: "a.csv",
        sheet: None,
        headers: &headers,
        rows: &[],
    };
    let suggestion = suggest_with(&book, &sketch);
    assert_eq!(suggestion.source_name, "Our till");
    assert_eq!(suggestion.mapping.recipe.as_deref(), Some("till"));
}

#[test]
fn wide_tables_are_quick() {
    let headers: Vec<String> = (0..500)
        .map(|column| format!("Question {column} about our company and its products"))
        .collect();
    let rows: Vec<Vec<String>> = (0..1000)
        .map(|row| {
            (0..500)
                .map(|column| format!("answer {} of {column}", row % 17))
                .collect()
        })
        .collect();
    let begin = std::time::Instant::now();
    assert_eq!(mapping_of(&headers, &rows).columns.len(), 500);
    // A quarter of the widest table; well under half a second in a release build. An unoptimised build
    // on a busy machine gets more, and still trips over anything that grows with the square.
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}
