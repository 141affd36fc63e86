//! What the checks find is worked out once and shown until anything they are made from changes.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CheckBook, DescribeSource, ImportFiles, JudgePair, ListPairs, Nothing, OpenProject, Regroup,
    SearchCustomers, SetCheck,
};
use rollcall_tests::checkout::root;
use rusqlite::Connection;

use crate::erased::{copy, wait};
use crate::estate::{engine, engine_on};

/// A word that only what is kept can hold.
const KEPT: &str = "people the kept result tells of";

/// The audited sample, with a word of its own in what the run kept.
fn sample(folder: &Path) -> Engine {
    drop(copy(folder));
    let path = folder.join("copy.rollcall");
    let file = Connection::open(&path).expect("the project");
    let changed = file
        .execute(
            "UPDATE check_result SET content = replace(content, 'people who got a message', ?1)",
            [KEPT],
        )
        .expect("changed");
    assert_eq!(changed, 1, "the run kept what the checks found");
    drop(file);
    let engine = engine();
    open(&engine, &path);
    engine
}

fn open(engine: &Engine, path: &Path) {
    engine
        .open_project(OpenProject {
            path: path.display().to_string(),
        })
        .expect("the project opens");
}

fn is_kept(book: &CheckBook) -> bool {
    let figures = book.checks.iter().filter_map(|one| one.figure.as_ref());
    figures.into_iter().any(|figure| figure.of == KEPT)
}

fn asked(engine: &Engine) -> CheckBook {
    engine.check_book(Nothing {}).expect("the checks")
}

fn audit(engine: &Engine) {
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(engine, job);
}

#[test]
fn figures_stay_until_what_they_are_made_from_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = sample(folder.path());
    assert!(is_kept(&asked(&engine)));
    // What is agreed on a check is told beside it and counts nothing anew.
    let agreed = engine
        .set_check(SetCheck {
            check: "pressure".into(),
            target: Some(0.01),
            ..SetCheck::default()
        })
        .expect("agreed");
    assert!(is_kept(&agreed));
    // Sources are named in sentences: another name, other sentences; taken back, what was kept holds.
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    engine
        .describe_source(DescribeSource {
            source: Some(sources[0].mark.source),
            name: Some("Quite another name".into()),
            ..DescribeSource::default()
        })
        .expect("renamed");
    assert!(!is_kept(&asked(&engine)));
    engine.undo(Nothing {}).expect("undone");
    assert!(is_kept(&asked(&engine)));
    // Whoever is grouped by hand counts at once as one.
    let page = engine
        .search_customers(SearchCustomers::default())
        .expect("a page");
    engine
        .regroup(Regroup {
            kind: "join".into(),
            customer: page.customers[0].customer.clone(),
            records: Vec::new(),
            other: Some(page.customers[1].customer.clone()),
            reason: "one household head".into(),
        })
        .expect("joined");
    let fresh = asked(&engine);
    assert!(!is_kept(&fresh));
    let customers = |book: &CheckBook| -> f64 {
        let numbers = book.checks.iter().find(|one| one.check == "numbers");
        let mut pictures = numbers.expect("the check").pictures.iter();
        let bridge = pictures.find(|one| one.title.starts_with("Customers: "));
        let last = bridge.expect("a bridge").lines.last().expect("a line");
        last.values[0].expect("a number")
    };
    engine.undo(Nothing {}).expect("undone");
    let before = asked(&engine);
    assert!(is_kept(&before));
    assert!((customers(&before) - customers(&fresh) - 1.0).abs() < 1e-9);
}

#[test]
fn an_answer_or_a_load_gives_fresh_figures_and_another_day_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = sample(folder.path());
    let pairs = engine.list_pairs(ListPairs::default()).expect("pairs");
    let pair = pairs.pairs.first().expect("a pair waits").pair;
    engine
        .judge_pair(JudgePair {
            pair,
            verdict: Some("same".into()),
            note: String::new(),
        })
        .expect("judged");
    assert!(is_kept(&asked(&engine)), "people are those of the run");
    audit(&engine);
    let after = asked(&engine);
    assert!(!is_kept(&after), "another run, other people");
    let counted = serde_json::to_value(&after).expect("JSON");
    engine.close_project(Nothing {}).expect("closed");
    // No check counts from today.
    let later = engine_on("2027-05-01");
    open(&later, &folder.path().join("copy.rollcall"));
    assert_eq!(
        serde_json::to_value(asked(&later)).expect("JSON"),
        counted,
        "kept and read back as it was counted"
    );
    // A newer load that nobody has worked through yet changes what can be counted.
    let job = later
        .import_files(ImportFiles {
            paths: vec![root().join("sample-data/next-month").display().to_string()],
            choices: Vec::new(),
            then_audit: false,
        })
        .expect("a job")
        .job;
    wait(&later, job);
    assert_ne!(serde_json::to_value(asked(&later)).expect("JSON"), counted);
}
