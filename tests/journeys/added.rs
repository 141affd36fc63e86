//! A second month of what happened is added to the first, and takes no row's place; the same month again does.

use std::fmt::Write as _;
use std::path::Path;

use rollcall_engine::view::{
    CountList, DraftList, ListCondition, ListHistory, LoadNumber, Nothing, OpenProject,
};
use rollcall_engine::{AuditRequest, AuditSummary, Engine, LoadsAgain, Silent, verify_project};

use crate::estate::engine;

const HEAD: &str = "Order ID,First Name,Last Name,Email,Order Date,Total,Currency\n";
const OCTOBER: [[&str; 2]; 6] = [
    ["Grietje", "Dekker"],
    ["Jonas", "Winkler"],
    ["Ewan", "Drummond"],
    ["Pilar", "Iglesias"],
    ["Mina", "Kovac"],
    ["Tobias", "Okafor"],
];
const NOVEMBER: [[&str; 2]; 6] = [
    ["Anneke", "Visser"],
    ["Bram", "Lindqvist"],
    ["Ines", "Almeida"],
    ["Lotte", "Brandt"],
    ["Piet", "Jansen"],
    ["Mirja", "Aalto"],
];

/// Twelve orders of six people in a month, and what the first of them came to.
fn orders(month: u32, people: [[&str; 2]; 6], first: &str) -> String {
    let mut text = String::new();
    for number in 0..12 {
        let [given, family] = people[number % 6];
        let total = if number == 0 {
            first.to_owned()
        } else {
            format!("{}.50", 20 + number)
        };
        let _ = writeln!(
            text,
            "A-{month}{number:02},{given},{family},{}.{}@example.com,2026-{month}-{:02},{total},EUR",
            given.to_lowercase(),
            family.to_lowercase(),
            2 * number + 1
        );
    }
    text
}

fn october() -> String {
    HEAD.to_owned() + &orders(10, OCTOBER, "12.50")
}

fn november() -> String {
    HEAD.to_owned() + &orders(11, NOVEMBER, "12.50")
}

/// Audits a file of the shop's one name into the project of a folder.
fn load(folder: &Path, text: &str, loads_again: LoadsAgain) -> AuditSummary {
    let path = folder.join("shop_orders.csv");
    std::fs::write(&path, text).expect("a file");
    let request = AuditRequest {
        paths: vec![path],
        project: Some(folder.join("shop.rollcall")),
        out: None,
    };
    let audited = engine().audit_with(&request, &[], loads_again, &Silent);
    audited.expect("an audit")
}

fn open(folder: &Path) -> Engine {
    let engine = engine();
    let path = folder.join("shop.rollcall").display().to_string();
    engine.open_project(OpenProject { path }).expect("it opens");
    engine
}

/// How many people ever bought.
fn buyers(engine: &Engine) -> u64 {
    let condition = ListCondition {
        kind: "event".into(),
        subject: "purchase".into(),
        test: "did".into(),
        values: Vec::new(),
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    };
    let draft = DraftList {
        purpose: "contact".into(),
        condition,
    };
    let counted = engine.count_list(CountList {
        draft,
        destination: None,
        today: None,
    });
    counted.expect("a count").chosen
}

/// The rows of the tables in use.
fn rows(summary: &AuditSummary) -> Vec<u64> {
    summary
        .tables
        .iter()
        .map(|table| table.rows_loaded)
        .collect()
}

/// The rows of the loads in use, the oldest first.
fn in_use(engine: &Engine) -> Vec<(i64, u64)> {
    let loads = engine.list_loads(Nothing {}).expect("the loads");
    let current = loads.iter().rev().filter(|load| load.current);
    current.map(|load| (load.load, load.rows_loaded)).collect()
}

#[test]
fn a_month_that_follows_on_is_added_and_told_and_both_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = load(folder.path(), &october(), LoadsAgain::ByRule);
    let [first] = before.tables.as_slice() else {
        panic!("{:?}", before.tables);
    };
    let table = format!("{} · {}", first.source, first.table);
    assert_eq!(first.role, "events");

    let summary = load(folder.path(), &november(), LoadsAgain::ByRule);
    assert_eq!(rows(&summary), [12, 12]);
    assert_eq!(summary.tables[1].source, first.source);
    assert!(summary.tables.iter().all(|table| table.compared.is_none()));
    let told = format!(
        "12 rows of November 2026 were added to the 12 rows of October 2026 in {table}; nothing was replaced"
    );
    assert_eq!(summary.tables[1].added.as_deref(), Some(told.as_str()));
    assert_eq!(summary.noticed[0].code, "rows_added");
    assert!(summary.noticed[0].message.starts_with(&told));
    {
        let engine = open(folder.path());
        assert_eq!(buyers(&engine), 12);
        let history = engine.history(ListHistory::default()).expect("a history");
        assert!(
            history
                .steps
                .iter()
                .any(|step| step.sentence.contains(&told))
        );
    }

    // The same file again changes nothing.
    let same = load(folder.path(), &november(), LoadsAgain::ByRule);
    assert_eq!(rows(&same), [12, 12]);
    assert_eq!(same.unreadable[0].code, "unchanged_file");

    // October corrected takes the place of October, as a newer export of it does.
    let corrected = HEAD.to_owned() + &orders(10, OCTOBER, "99.00");
    let summary = load(folder.path(), &corrected, LoadsAgain::ByRule);
    assert_eq!(rows(&summary), [12, 12]);
    let compared = summary.tables[0].compared.expect("a load before it");
    assert_eq!(compared.unchanged, 11);
    assert!(summary.tables.iter().all(|table| table.added.is_none()));
    let held = verify_project(&folder.path().join("shop.rollcall")).expect("it can be looked at");
    assert!(held.sound, "{:?}", held.findings);
}

#[test]
fn an_addition_is_taken_back_by_undo_and_on_the_sources_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    load(folder.path(), &october(), LoadsAgain::ByRule);
    load(folder.path(), &november(), LoadsAgain::ByRule);
    let engine = open(folder.path());
    let both = in_use(&engine);
    assert_eq!(both.len(), 2);
    engine.undo(Nothing {}).expect("taken back");
    assert_eq!(in_use(&engine), both[..1]);
    engine.redo(Nothing {}).expect("done again");
    assert_eq!(in_use(&engine), both);
    let load_number = LoadNumber { load: both[1].0 };
    engine.undo_load(load_number).expect("taken back");
    assert_eq!(in_use(&engine), both[..1]);
}

#[test]
fn what_was_added_can_take_the_place_and_what_was_replaced_can_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    load(folder.path(), &october(), LoadsAgain::ByRule);
    load(folder.path(), &november(), LoadsAgain::ByRule);
    let replaced = load(folder.path(), &november(), LoadsAgain::Replace);
    assert_eq!(rows(&replaced), [12]);
    let compared = replaced.tables[0].compared.expect("a load before it");
    assert_eq!([compared.added, compared.vanished], [12, 12]);

    let left_out = load(folder.path(), &october(), LoadsAgain::ByRule);
    assert_eq!(left_out.unreadable[0].code, "older_export");
    let back = load(folder.path(), &october(), LoadsAgain::Add);
    assert_eq!(rows(&back), [12, 12]);
    let told = back.tables[1].added.as_deref().expect("it is told");
    assert!(told.starts_with("12 rows of October 2026 were added to the 12 rows of November 2026"));
    assert_eq!(buyers(&open(folder.path())), 12);
}

#[test]
fn rows_at_the_border_count_once_and_a_file_of_all_months_takes_the_place_of_each() {
    let folder = tempfile::tempdir().expect("a folder");
    load(folder.path(), &october(), LoadsAgain::ByRule);
    // The last order of October stands in the export of November, too.
    let border = october().lines().last().expect("an order").to_owned() + "\n";
    let with_border = HEAD.to_owned() + &border + &orders(11, NOVEMBER, "12.50");
    let summary = load(folder.path(), &with_border, LoadsAgain::ByRule);
    assert_eq!(rows(&summary), [12, 12]);
    assert_eq!(summary.tables[1].rows_set_aside, 1);
    let told = summary.tables[1].added.as_deref().expect("it is told");
    assert!(told.contains("1 more stands there already"), "{told}");

    let whole = october() + &orders(11, NOVEMBER, "12.50");
    let summary = load(folder.path(), &whole, LoadsAgain::ByRule);
    assert_eq!(rows(&summary), [24]);
    let again = load(folder.path(), &with_border, LoadsAgain::ByRule);
    assert_eq!(rows(&again), [24]);
    assert_eq!(again.unreadable[0].code, "older_export");

    let engine = open(folder.path());
    let whole = in_use(&engine)[0].0;
    engine.undo_load(LoadNumber { load: whole }).expect("back");
    let months: Vec<u64> = in_use(&engine).iter().map(|(_, rows)| *rows).collect();
    assert_eq!(months, [12, 12]);
}
