//! Names as they stand on a projector before anybody is known, but for what the names of two lists tell.

use rollcall_engine::{Clock, Engine, EngineOptions, NamesOfThings};
use serde_json::json;

use crate::presentation::{GivenOut, Mask};

fn engine() -> Engine {
    Engine::new(EngineOptions {
        version: "test".into(),
        clock: Clock::on("2026-11-23".parse().expect("a day")),
        who: "test".into(),
        settings_folder: None,
        projects_folder: std::env::temp_dir(),
        sample_exports: None,
    })
}

#[test]
fn of_a_name_what_is_personal_is_masked() {
    let (engine, given_out) = (engine(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    for (name, gone, stays) in [
        (
            "anna.smith@shop.csv",
            &["anna", "smith", "shop"][..],
            ".csv",
        ),
        ("Export Anna Smith 2024.xlsx", &["Anna", "Smith"], "Export "),
        ("Export Anna Smith 2024.xlsx", &["Anna"], " 2024.xlsx"),
        ("AnnaSmith_orders.csv", &["Anna"], "_orders.csv"),
        ("calls 020 7946 0958.csv", &["7946", "0958"], "calls "),
        ("+447700900123.vcf", &["7700"], ".vcf"),
        ("born 1967-08-21.csv", &["1967"], "born "),
        (
            "/home/anna/lists/buyers.csv",
            &["home", "anna", "lists"],
            "…/buyers.csv",
        ),
        (
            "C:\\Users\\anna\\buyers.csv",
            &["Users", "anna"],
            "…/buyers.csv",
        ),
        (
            "/home/anna/Anna Smith.rollcall",
            &["anna", "Anna", "Smith"],
            "…/",
        ),
    ] {
        let masked = mask.name(name);
        for word in gone {
            assert!(!masked.contains(word), "{word} in {masked}");
        }
        assert!(masked.contains(stays), "{name} → {masked}");
    }
}

#[test]
fn other_names_stay_as_they_are() {
    let (engine, given_out) = (engine(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    for name in [
        "Harbour shop",
        "Shopify · orders",
        "orders 2026-11-30 (2).csv",
        "mailchimp_20261130T101500.zip",
        "june-2026.csv",
        "export.zip/subscribed.csv",
        "Tills 1 and 2",
    ] {
        assert_eq!(mask.name(name), name);
    }
}

#[test]
fn a_sentence_tells_no_folder_and_no_name_that_is_masked() {
    let (engine, given_out) = (engine(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    let reply = json!({ "tables": [
        { "file": "Export Anna Smith.xlsx", "header": ["Oluwaseun", "Brackenridge", "Leeds"] },
    ] });
    mask.learn(NamesOfThings::default(), Some(&reply));
    for (sentence, gone) in [
        (
            "Written to /home/anna/lists/buyers.csv.",
            &["anna", "lists"][..],
        ),
        (
            "“/home/anna b/my buyers.csv” cannot be opened.",
            &["anna", "my b/"],
        ),
        ("“Export Anna Smith.xlsx” was left out.", &["Anna", "Smith"]),
        ("The header “Oluwaseun” says nothing.", &["Oluwaseun"]),
    ] {
        let masked = mask.sentence(sentence);
        for word in gone {
            assert!(!masked.contains(word), "{word} in {masked}");
        }
    }
    let plain = "Rows and/or columns of 12/31 were read.";
    assert_eq!(mask.sentence(plain), plain);
}

#[test]
fn two_paths_are_told_apart_and_come_back() {
    let given_out = GivenOut::default();
    let engine = engine();
    let mut mask = Mask::new(&engine, &given_out);
    let one = mask.name("/home/anna/shop.rollcall");
    let other = mask.name("/home/ben/shop.rollcall");
    assert_ne!(one, other);
    assert_eq!(mask.name("/home/anna/shop.rollcall"), one);
    let mut request = json!({ "path": other, "beside": format!("{one}/lists.csv") });
    given_out.resolve(&mut request);
    assert_eq!(
        request,
        json!({ "path": "/home/ben/shop.rollcall", "beside": "/home/anna/shop.rollcall/lists.csv" })
    );
}

/// The header of a table of figures, and a row of people with a country and a state, taken for headers.
#[test]
fn what_may_be_a_code_is_masked_as_a_header_and_nowhere_else() {
    let (engine, given_out) = (engine(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    let reply = json!({ "tables": [
        { "header": ["Region", "2024", "2025", "2026"] },
        { "header": ["Oluwaseun", "Brackenridge", "GB", "active"] },
    ] });
    mask.learn(NamesOfThings::default(), Some(&reply));
    for text in [
        "2026-11-30T10:00:00Z",
        "retention:3",
        "GB",
        "active",
        "2026",
        "3 rows are active",
    ] {
        assert_eq!(mask.without_names(text), text);
    }
    let masked = mask.without_names("The column Brackenridge needs a look.");
    assert!(!masked.contains("Brackenridge"), "{masked}");
    for header in ["Brackenridge", "GB"] {
        assert_ne!(mask.header(header), header);
    }
}
