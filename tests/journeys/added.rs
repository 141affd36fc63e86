//! A second month of what happened is added to the first, and takes no row's place; the same month again does.

use std::fmt::Write as _;
use std::path::Path;

use rollcall_engine::view::{
    CountList, DraftList, ListCondition, ListHistory, ListSetAside, LoadNumber, MendRow, Nothing,
    OpenProject, SetAsideRow,
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

/// The one row that is set aside of a load.
fn aside(engine: &Engine, load: i64) -> SetAsideRow {
    let request = ListSetAside {
        load: Some(load),
        ..ListSetAside::default()
    };
    let page = engine.set_aside_rows(request).expect("rows");
    assert_eq!(page.total, 1);
    page.rows.into_iter().next().expect("a row")
}

/// Mends a row with the cells that fit its columns.
fn mend(engine: &Engine, row: &SetAsideRow) -> Result<i64, String> {
    let cells = row.cells.iter().filter(|cell| cell.header.is_some());
    let request = MendRow {
        aside: row.aside,
        cells: cells.map(|cell| cell.text.clone()).collect(),
        anyway: false,
    };
    let mended = engine.mend_row(request);
    mended
        .map(|mended| mended.record)
        .map_err(|error| error.to_string())
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

#[test]
fn a_row_at_the_border_comes_back_by_hand_once_the_load_that_holds_it_is_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    load(folder.path(), &october(), LoadsAgain::ByRule);
    let border = october().lines().last().expect("an order").to_owned();
    let with_border = format!("{HEAD}{border}\n{}", orders(11, NOVEMBER, "12.50"));
    load(folder.path(), &with_border, LoadsAgain::ByRule);
    let engine = open(folder.path());
    let both = in_use(&engine);
    let row = aside(&engine, both[1].0);
    assert_eq!((row.code.as_str(), &row.text), ("stands_already", &border));
    let refused = mend(&engine, &row).expect_err("it stands in October");
    assert!(refused.contains("stands in the table already"), "{refused}");

    let load = both[0].0;
    engine.undo_load(LoadNumber { load }).expect("taken back");
    let row = aside(&engine, both[1].0);
    assert_eq!(row.refused, None);
    mend(&engine, &row).expect("mended");
    assert_eq!(in_use(&engine), [(both[1].0, 13)]);
}

#[test]
fn taking_a_file_of_all_months_back_brings_every_month_back_whichever_was_corrected() {
    let folder = tempfile::tempdir().expect("a folder");
    let corrected = HEAD.to_owned() + &orders(10, OCTOBER, "99.00");
    let whole = corrected.clone() + &orders(11, NOVEMBER, "12.50");
    for text in [october(), november(), corrected] {
        load(folder.path(), &text, LoadsAgain::ByRule);
    }
    let months = in_use(&open(folder.path()));
    assert_eq!(months.len(), 2);
    let summary = load(folder.path(), &whole, LoadsAgain::ByRule);
    assert_eq!(rows(&summary), [24]);
    let engine = open(folder.path());
    let load = in_use(&engine)[0].0;
    engine.undo_load(LoadNumber { load }).expect("taken back");
    assert_eq!(in_use(&engine), months);
}

#[test]
fn a_list_of_the_last_days_tells_how_many_earlier_rows_go_out_of_use() {
    let folder = tempfile::tempdir().expect("a folder");
    load(folder.path(), &october(), LoadsAgain::ByRule);
    // From 9 October on, with the first two orders of November.
    let october = orders(10, OCTOBER, "12.50");
    let november = orders(11, NOVEMBER, "12.50");
    let last_days = october.lines().skip(4).chain(november.lines().take(2));
    let last_days = last_days.fold(HEAD.to_owned(), |text, line| text + line + "\n");
    let summary = load(folder.path(), &last_days, LoadsAgain::ByRule);
    assert_eq!(rows(&summary), [10]);
    let told = summary.noticed.iter().map(|one| one.message.as_str());
    let told: Vec<&str> = told
        .filter(|message| message.contains("it begins only on 9 October 2026"))
        .collect();
    assert_eq!(told.len(), 1, "{:?}", summary.noticed);
    assert!(told[0].contains("out of use: 4 rows of October 2026"));
}

#[test]
fn a_mend_in_a_month_that_ends_holds_in_the_file_of_all_months() {
    let folder = tempfile::tempdir().expect("a folder");
    let ragged = "A-1199,Ida,Berg,ida.berg@example.com,2026-11-28,10.00,EUR,extra\n";
    load(folder.path(), &october(), LoadsAgain::ByRule);
    load(folder.path(), &(november() + ragged), LoadsAgain::ByRule);
    {
        let engine = open(folder.path());
        let row = aside(&engine, in_use(&engine)[1].0);
        mend(&engine, &row).expect("mended");
    }
    let whole = october() + &orders(11, NOVEMBER, "12.50") + ragged;
    load(folder.path(), &whole, LoadsAgain::ByRule);
    let engine = open(folder.path());
    let loads: Vec<u64> = in_use(&engine).iter().map(|(_, rows)| *rows).collect();
    assert_eq!(loads, [25]);
    let history = engine.history(ListHistory::default()).expect("a history");
    let told = "1 row stands aside again and is loaded as it was mended";
    assert!(
        history
            .steps
            .iter()
            .any(|step| step.sentence.contains(told))
    );
}
