//! A person whose id was taken for the name of a column, and whose address comes back in a column
//! that is none of addresses.

use rollcall_engine::view::{
    AddToLog, CustomerNumber, DecideRule, FreezeScope, ListProblems, Nothing, OverrideValue,
    SearchCustomers, SetNote, SetTeamPart, SetUseCase,
};

use super::everywhere::Place;
use super::{files_with, found};

const PEOPLE: &str = "\
Id;First name;Last name;E-mail;Phone;City
annabella_x17;Annabella;Moorcroft;annabella@home.example.com;+44 7700 900375;Leeds
robert_y18;Robert;Lindqvist;robert@example.org;+44 7700 900376;Leeds
greta_z19;Greta;Sandberg;greta@example.net;+44 7700 900377;Derby
";
/// Its first row is a row of the export, but reads like a header.
const SEATS: &str = "\
E-mail;annabella_x17;ANNABELLA_X17 (2)
robert@example.org;stalls;tealandsalmon
greta@example.net;balcony;ochre
";
const SECRET: &str = "annabella_x17";

/// Where a text stands in the tables of the project, for the message of a test that fails.
fn places(place: &Place, text: &str) -> Vec<String> {
    let file = rusqlite::Connection::open(place.project.join("shop.rollcall")).expect("the file");
    let mut columns = file
        .prepare(
            "SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p
             WHERE m.type = 'table' AND m.name NOT LIKE 'customer_search%'",
        )
        .expect("the tables");
    let columns: Vec<(String, String)> = columns
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("the columns")
        .collect::<Result<_, _>>()
        .expect("names");
    columns
        .into_iter()
        .filter(|(table, column)| {
            let query =
                format!("SELECT count(*) FROM {table} WHERE instr(lower({column}), ?1) > 0");
            let count: i64 = file
                .query_row(&query, [text], |row| row.get(0))
                .expect("a count");
            count > 0
        })
        .map(|(table, column)| format!("{table}.{column}"))
        .collect()
}

/// What Robert's record holds under names nobody but his project knows.
fn own_values(place: &Place) -> Vec<(String, String)> {
    let customer = place.customer("Robert Lindqvist");
    let record = place
        .engine
        .get_customer(CustomerNumber { customer })
        .expect("a customer");
    record
        .golden
        .into_iter()
        .filter(|value| value.attribute.code.starts_with("custom:"))
        .map(|value| (value.attribute.code, value.value))
        .collect()
}

/// Everything that can be agreed on about an attribute.
fn agree_about(place: &Place, attribute: &str) {
    let engine = &place.engine;
    let rule = format!("conflict:{attribute}");
    engine
        .decide_rule(DecideRule {
            rule: rule.clone(),
            choice: "oldest".into(),
            sentence: String::new(),
            reason: String::new(),
        })
        .expect("a rule");
    engine
        .set_team_part(SetTeamPart {
            source: None,
            rule: Some(rule),
            team: "data".into(),
            part: "accountable".into(),
        })
        .expect("a part");
    engine
        .set_use_case(SetUseCase {
            name: Some("Seats that fit".into()),
            problem: Some("Everybody sits in the stalls.".into()),
            attributes: Some(vec![attribute.into()]),
            ..SetUseCase::default()
        })
        .expect("a use case");
    engine
        .freeze_scope(FreezeScope::default())
        .expect("a scope");
    engine
        .add_to_log(AddToLog {
            kind: "question".into(),
            text: "Who sells these?".into(),
            about: format!("attribute:{attribute}"),
            owner: String::new(),
            due: None,
            replaces: None,
        })
        .expect("a question");
}

#[test]
fn a_value_taken_for_the_name_of_a_column_is_erased_wherever_the_name_stands() {
    let place = Place::new();
    place.load("people.csv", PEOPLE, true);
    place.load("seats.csv", SEATS, true);
    let before = own_values(&place);
    assert_eq!(before.len(), 2, "{before:?}");
    let robert = place.customer("Robert Lindqvist");
    place
        .engine
        .override_value(OverrideValue {
            customer: robert,
            attribute: before[0].0.clone(),
            value: Some("circle".into()),
            reason: String::new(),
        })
        .expect("a value by hand");
    place
        .engine
        .set_note(SetNote {
            source: None,
            attribute: Some(before[1].0.clone()),
            about: None,
            note: "Asked the box office".into(),
        })
        .expect("a note");
    agree_about(&place, &before[0].0);
    place.audit();
    for table in [
        "mapping.mapping",
        "value_form.attribute",
        "customer.golden",
        "note.subject",
        "rule_version.rule",
        "raci.subject",
        "use_case.attributes",
        "scope.use_case",
        "logged.about",
    ] {
        assert!(
            places(&place, SECRET).contains(&table.to_owned()),
            "bait {table}"
        );
    }

    place.erase(&place.customer("Annabella Moorcroft"), Vec::new());
    assert_eq!(places(&place, SECRET), [""; 0]);
    assert_eq!(files_with(&place.project, SECRET), [""; 0]);
    place.is_sound();
    let mut after: Vec<String> = own_values(&place)
        .into_iter()
        .map(|(_, value)| value)
        .collect();
    after.sort();
    let mut expected = ["circle".to_owned(), before[1].1.clone()];
    expected.sort();
    assert_eq!(after, expected, "what is others' stays");

    let undone = place.engine.undo(Nothing {}).expect("undo").sentence;
    assert!(undone.is_some(), "the question can be taken back");
    place.audit();
    assert_eq!(files_with(&place.project, SECRET), [""; 0]);
    place.is_sound();
}

#[test]
fn an_address_that_comes_back_in_another_column_is_refused() {
    let place = Place::new();
    place.load("people.csv", PEOPLE, true);
    place.erase(&place.customer("Annabella Moorcroft"), Vec::new());
    let back = "\
Kundennummer;Vorname;Nachname;E-mail;Menge;Zusatz 7
501;A.;M.;new.address@example.com;3;annabella@home.example.com
502;Robert;Lindqvist;robert@example.org;1;kg
503;Greta;Sandberg;greta@example.net;1;kg
";
    place.load("back.csv", back, true);
    assert_eq!(files_with(&place.project, "annabella@home"), [""; 0]);
    assert_eq!(found(&place.engine, "new.address@example.com"), 0);
    let told = place
        .engine
        .list_problems(ListProblems {
            code: Some("erased_person".into()),
            ..ListProblems::default()
        })
        .expect("the problems");
    assert!(!told.problems.is_empty(), "the refusal is told");
    let all = place
        .engine
        .search_customers(SearchCustomers::default())
        .expect("a page");
    assert_eq!(all.total, 2);
}
