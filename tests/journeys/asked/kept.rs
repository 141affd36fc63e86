//! What lists are decided on is kept with the run, and used until anything it was made from changes.

use std::path::{Path, PathBuf};

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CountList, DraftList, ListCondition, Nothing, OpenProject, Regroup, SearchCustomers,
};
use rusqlite::Connection;

use crate::erased::copy;
use crate::estate::engine;

fn sample(folder: &Path) -> PathBuf {
    drop(copy(folder));
    folder.join("copy.rollcall")
}

/// Changes what is kept.
fn change(path: &Path, sentences: &str) {
    let file = Connection::open(path).expect("the project");
    file.execute_batch(sentences).expect("changed");
}

/// Of how many parts people are kept, and whether it is kept what happened.
fn are_kept(path: &Path) -> (i64, i64) {
    let file = Connection::open(path).expect("the project");
    let count = |sentence: &str| file.query_row(sentence, [], |row| row.get(0));
    let parts = count("SELECT count(*) FROM customer_facts WHERE what = ''");
    let events = count("SELECT count(*) FROM run_answer WHERE name = 'events'");
    (parts.expect("a number"), events.expect("a number"))
}

fn opened(path: &Path) -> Engine {
    let engine = engine();
    let path = path.display().to_string();
    engine
        .open_project(OpenProject { path })
        .expect("the project opens");
    engine
}

fn count(engine: &Engine, purpose: &str, condition: ListCondition) -> serde_json::Value {
    let purpose = purpose.to_owned();
    let request = CountList {
        draft: DraftList { purpose, condition },
        destination: None,
        today: None,
    };
    let told = engine.count_list(request).expect("a count");
    serde_json::to_value(told).expect("JSON")
}

/// What each list that is ready to be taken holds, step by step.
fn all(engine: &Engine) -> Vec<(String, serde_json::Value)> {
    let saved = engine.list_saved(Nothing {}).expect("the lists");
    let templates = saved.templates.into_iter();
    let asked = templates.filter_map(|one| Some((one.code, one.purpose, one.condition?)));
    asked
        .map(|(code, purpose, condition)| (code, count(engine, &purpose, condition)))
        .collect()
}

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
    let told = count(engine, "contact", condition);
    told["chosen"].as_u64().expect("a number")
}

#[test]
fn kept_or_read_anew_every_list_is_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = sample(folder.path());
    let engine = opened(&path);
    let kept = all(&engine);
    assert!(kept.len() > 3 && buyers(&engine) > 100);
    engine.close_project(Nothing {}).expect("closed");
    let (parts, events) = are_kept(&path);
    assert!(parts > 0 && events == 1, "{parts} {events}");
    change(&path, "DELETE FROM customer_facts; DELETE FROM run_answer;");
    assert_eq!(all(&opened(&path)), kept);
}

#[test]
fn bytes_that_are_no_facts_are_read_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = sample(folder.path());
    let engine = opened(&path);
    let kept = all(&engine);
    engine.close_project(Nothing {}).expect("closed");
    change(
        &path,
        "UPDATE customer_facts SET content = substr(content, 1, length(content) - 1);
         UPDATE run_answer SET content = x'FF';",
    );
    assert_eq!(all(&opened(&path)), kept);
}

#[test]
fn facts_are_kept_until_what_they_are_made_from_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = sample(folder.path());
    // Nothing happened to anybody: only what is kept can say so.
    change(
        &path,
        "UPDATE run_answer SET content = x'000000000000000000' WHERE name = 'events'",
    );
    let engine = opened(&path);
    assert_eq!(buyers(&engine), 0);
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
    assert!(buyers(&engine) > 100, "who was joined counts at once");
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(buyers(&engine), 0);
}
