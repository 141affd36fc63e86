//! A delivery tells who wrote it and which versions of the rules it obeys, in the log and on the page beside it.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    DecideRule, DeliverList, DeliverSuppression, DeliveryView, Nothing, OpenProject,
};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::{save, shop};
use crate::erased::wait;
use crate::estate::engine;

fn decide(engine: &Engine, choice: &str, sentence: &str) {
    engine
        .decide_rule(DecideRule {
            rule: "conflict:email".into(),
            choice: choice.into(),
            sentence: sentence.into(),
            reason: String::new(),
        })
        .expect("decided");
}

fn audit(engine: &Engine) {
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(engine, job);
}

/// Writes the list of buyers and gives its line in the log and the page beside it.
fn delivered(engine: &Engine, folder: &Path, name: &str) -> (DeliveryView, Value) {
    let delivery = engine
        .deliver_list(DeliverList {
            list: "saved:1".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
            path: folder.join(format!("{name}.csv")).display().to_string(),
            left_out_file: false,
        })
        .expect("written");
    (
        delivery,
        page(&folder.join(format!("{name}.manifest.json"))),
    )
}

fn page(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the page");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn g36_who_wrote_a_list_and_the_rules_it_obeys_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    save(&engine, None, "Buyers", "suppress", 30);
    // Nobody has decided on anything: the defaults hold, and that is another thing than not knowing.
    let (delivery, beside) = delivered(&engine, folder.path(), "one");
    assert_eq!(
        (delivery.by.as_str(), &delivery.rules),
        ("test", &Some(vec![]))
    );
    assert_eq!(
        (&beside["delivered_by"], &beside["rules"]),
        (&json!("test"), &json!([]))
    );

    decide(&engine, "most_frequent", "");
    audit(&engine);
    let (delivery, beside) = delivered(&engine, folder.path(), "two");
    let [told] = delivery.rules.as_deref().expect("noted") else {
        panic!("one rule: {:?}", delivery.rules);
    };
    assert!(
        told.starts_with("E-mail: ") && told.ends_with(" (version 1)"),
        "{told}"
    );
    let rule = &beside["rules"][0];
    assert_eq!(
        (&rule["rule"], &rule["version"]),
        (&json!("conflict:email"), &json!(1))
    );
    let sentence = rule["sentence"].as_str().expect("a sentence");
    assert!(
        told.starts_with(sentence.trim_end_matches('.')),
        "{sentence}"
    );

    // A version that the people of the run do not follow yet was not obeyed.
    decide(&engine, "most_complete", "The longest address wins.");
    let (delivery, _) = delivered(&engine, folder.path(), "three");
    assert_eq!(delivery.rules.as_deref(), Some([told.clone()].as_slice()));
    audit(&engine);
    let folder_of_all = folder.path().join("suppression");
    engine
        .deliver_suppression(DeliverSuppression {
            list: "saved:1".into(),
            destinations: Some(vec!["plain_csv".into()]),
            days: None,
            today: None,
            folder: folder_of_all.display().to_string(),
        })
        .expect("a folder");
    let beside = page(&folder_of_all.join("manifest.json"));
    assert_eq!(beside["delivered_by"], "test");
    assert_eq!(
        beside["rules"],
        json!([{ "rule": "conflict:email", "version": 2, "sentence": "The longest address wins." }])
    );
    let log = engine.list_deliveries(Nothing {}).expect("the log");
    assert_eq!(
        log[0].rules.as_deref(),
        Some(["The longest address wins (version 2)".to_owned()].as_slice())
    );
    // What was written before keeps what it obeyed.
    let first = log.last().expect("the first");
    assert_eq!(first.rules, Some(vec![]));
    assert_eq!(log.len(), 4);
}

/// The project of a folder, opened again after its file was changed.
fn opened_after(folder: &Path, change: &str) -> Engine {
    let path = folder.join("shop.rollcall");
    let file = Connection::open(&path).expect("the project");
    file.execute(change, []).expect("as it was before");
    drop(file);
    let again = engine();
    again
        .open_project(OpenProject {
            path: path.display().to_string(),
        })
        .expect("open");
    again
}

/// A run of an older version does not say what it followed: that is not that the defaults held.
#[test]
fn what_a_run_does_not_tell_it_followed_is_not_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = shop(folder.path());
    save(&first, None, "Buyers", "suppress", 30);
    first.close_project(Nothing {}).expect("closed");
    drop(first);
    let again = opened_after(
        folder.path(),
        "UPDATE run SET report = json_remove(report, '$.follows_from')",
    );
    let (delivery, beside) = delivered(&again, folder.path(), "one");
    assert_eq!(delivery.rules, None);
    let members = beside.as_object().expect("members");
    assert_eq!(members.get("rules"), Some(&Value::Null));
}

/// Of a delivery that is older than the noting neither is claimed.
#[test]
fn what_was_not_noted_is_not_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = shop(folder.path());
    save(&first, None, "Buyers", "suppress", 30);
    delivered(&first, folder.path(), "one");
    first.close_project(Nothing {}).expect("closed");
    drop(first);
    let again = opened_after(folder.path(), "UPDATE delivery SET who = '', rules = ''");
    let log = again.list_deliveries(Nothing {}).expect("the log");
    assert_eq!((log[0].by.as_str(), &log[0].rules), ("", &None));
}
