//! Decisions taken from a file, once or again, take nothing away from the project that takes them.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    AddToLog, DecisionFile, DecisionsTaken, DescribeSource, FreezeRules, LogEntry, Nothing,
    SetCost, SettleInLog,
};
use serde_json::{Value, json};

use super::signed::{sign, state};
use super::{decide, rule, two_sources};
use crate::measured::project;

fn file(folder: &Path) -> DecisionFile {
    DecisionFile {
        path: folder.join("decisions.json").display().to_string(),
    }
}

/// What the first project decided, taken by the second.
fn hand_on(first: &Engine, second: &Engine, folder: &Path) -> DecisionsTaken {
    first.save_decisions(file(folder)).expect("a file");
    second.take_decisions(file(folder)).expect("they are taken")
}

/// Everything a project decided, as a file of decisions holds it.
fn decisions(engine: &Engine, folder: &Path) -> Value {
    let path = folder.join("looked_at.json");
    let request = DecisionFile {
        path: path.display().to_string(),
    };
    engine.save_decisions(request).expect("a file");
    serde_json::from_slice(&std::fs::read(path).expect("bytes")).expect("JSON")
}

fn described(engine: &Engine, name: &str) -> i64 {
    engine
        .describe_source(DescribeSource {
            name: Some(name.into()),
            ..DescribeSource::default()
        })
        .expect("added");
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let found = sources.into_iter().find(|one| one.mark.name == name);
    found.expect("the source").mark.source
}

/// A project whose sources of these names are believed in this order.
fn believes(folder: &Path, order: &[&str]) -> Engine {
    let engine = project(folder);
    let numbers: Vec<i64> = order.iter().map(|name| described(&engine, name)).collect();
    decide(&engine, "source_order", &json!(numbers).to_string());
    engine
}

fn order(engine: &Engine) -> Vec<String> {
    let acting = engine.survivorship(Nothing {}).expect("the rules");
    let names: Vec<String> = acting
        .source_order
        .into_iter()
        .map(|one| one.name)
        .collect();
    let rule = rule(engine, "source_order").sentence;
    let told = names.iter().filter(|name| rule.contains(name.as_str()));
    assert_eq!(told.count(), names.len(), "the rule says what acts: {rule}");
    names
}

#[test]
fn an_order_of_sources_known_in_part_is_told_and_not_taken() {
    let (from, to) = (folder(), folder());
    let first = believes(from.path(), &["Till", "Shop", "Newsletter"]);
    let second = believes(to.path(), &["Newsletter", "Shop"]);
    let taken = hand_on(&first, &second, from.path());
    assert_eq!(order(&second), ["Newsletter", "Shop"]);
    let left: Vec<&str> = taken.left.iter().map(|one| one.what.as_str()).collect();
    assert!(
        left.iter().any(|what| what.contains("order of sources")),
        "{left:?}"
    );
}

#[test]
fn a_shorter_order_of_sources_comes_first_and_the_rest_stays_behind_it() {
    let (from, to) = (folder(), folder());
    let first = believes(from.path(), &["Shop", "Newsletter"]);
    let second = believes(to.path(), &["Till", "Newsletter", "Shop"]);
    hand_on(&first, &second, from.path());
    assert_eq!(order(&second), ["Shop", "Newsletter", "Till"]);
}

#[test]
fn two_costs_that_are_alike_stay_two_however_often_they_are_taken() {
    let (from, to) = (folder(), folder());
    let (first, second) = (project(from.path()), project(to.path()));
    for amount in [100.0, 400.0] {
        first
            .set_cost(SetCost {
                kind: "waste".into(),
                what: "Ads".into(),
                amount: Some(amount),
                share: Some(0.5),
                ..SetCost::default()
            })
            .expect("a cost");
    }
    for _ in 0..2 {
        hand_on(&first, &second, from.path());
        let wasted = second.cost_sheet(Nothing {}).expect("the costs").wasted;
        assert_eq!(wasted, Some(250.0));
    }
}

fn log(engine: &Engine, kind: &str, text: &str, replaces: Option<i64>) {
    engine
        .add_to_log(AddToLog {
            kind: kind.into(),
            text: text.into(),
            about: String::new(),
            owner: String::new(),
            due: None,
            replaces,
        })
        .expect("logged");
}

fn settle(engine: &Engine, text: &str, state: &str, outcome: &str) {
    engine
        .settle_in_log(SettleInLog {
            entry: entry(engine, text).entry,
            state: Some(state.into()),
            outcome: Some(outcome.into()),
            owner: None,
            due: None,
        })
        .expect("settled");
}

fn entry(engine: &Engine, text: &str) -> LogEntry {
    let log = engine.decision_log(Nothing {}).expect("the log");
    let found = log.entries.into_iter().find(|one| one.text == text);
    found.unwrap_or_else(|| panic!("{text} is in the log"))
}

#[test]
fn what_was_replaced_or_settled_there_since_is_so_here_when_taken_again() {
    let (from, to) = (folder(), folder());
    let (first, second) = (project(from.path()), project(to.path()));
    // The numbers of the second project are others.
    log(&second, "decision", "Only here", None);
    log(&first, "decision", "The shop first", None);
    log(&first, "question", "Who pays?", None);
    log(&first, "action", "Ask the till", None);
    hand_on(&first, &second, from.path());
    assert_eq!(entry(&second, "The shop first").state, "holds");

    log(
        &first,
        "decision",
        "The till first",
        Some(entry(&first, "The shop first").entry),
    );
    settle(&first, "Who pays?", "done", "Marketing does.");
    settle(&second, "Ask the till", "done", "They said yes.");
    settle(&first, "Ask the till", "dropped", "Nobody is there.");
    let taken = hand_on(&first, &second, from.path());
    let replaced = entry(&second, "The shop first");
    let by = entry(&second, "The till first").entry;
    assert_eq!(
        (replaced.state.as_str(), replaced.replaced_by),
        ("replaced", Some(by))
    );
    let question = entry(&second, "Who pays?");
    assert_eq!(
        (question.state.as_str(), question.outcome.as_str()),
        ("done", "Marketing does.")
    );
    assert!(question.settled_at.is_some());
    // What both settled stays as it was settled here, and is told.
    assert_eq!(entry(&second, "Ask the till").outcome, "They said yes.");
    let is_told = |what: &str| what.contains("settled otherwise here: Ask the till");
    assert!(
        taken.left.iter().any(|one| is_told(&one.what)),
        "{:?}",
        taken.left
    );

    // A file from before the settlement opens nothing again.
    let texts = |engine: &Engine| {
        engine
            .decision_log(Nothing {})
            .expect("the log")
            .entries
            .len()
    };
    let before = texts(&second);
    let mut older = decisions(&first, from.path());
    for one in older["agreed"]["log"].as_array_mut().expect("the log") {
        if one["text"] == "Who pays?" {
            one["state"] = json!("open");
            one["outcome"] = json!("");
            one["settled_at"] = Value::Null;
        }
    }
    std::fs::write(file(from.path()).path, older.to_string()).expect("a file");
    second.take_decisions(file(from.path())).expect("taken");
    assert_eq!(entry(&second, "Who pays?").outcome, "Marketing does.");
    assert_eq!(texts(&second), before);
}

#[test]
fn a_file_that_is_no_file_of_decisions_changes_nothing() {
    let folder = folder();
    let engine = two_sources(folder.path());
    decide(&engine, "deletion", "days:30");
    let before = decisions(&engine, folder.path());
    let other = |member: &str, value: Value| {
        let mut other = before.clone();
        other[member] = value;
        other.to_string()
    };
    let whole = before.to_string();
    for text in [
        String::new(),
        "retention,months".to_owned(),
        whole[..whole.len() / 2].to_owned(),
        other("format", json!("rollcall decisions 9")),
        other("format", json!(1)),
        other("verdicts", json!("none")),
        other("settings", json!(["tier"])),
        other("agreed", json!({ "rules": [{ "code": 5 }] })),
        other(
            "agreed",
            json!({ "costs": [{ "what": "Ads", "amount": "much" }] }),
        ),
    ] {
        std::fs::write(file(folder.path()).path, &text).expect("a file");
        let refused = engine.take_decisions(file(folder.path()));
        let told = refused.expect_err("it is refused").to_string();
        assert!(told.contains("holds no decisions of Rollcall"), "{told}");
        assert!(told.contains("Nothing was changed."), "{told}");
        assert_eq!(decisions(&engine, folder.path()), before, "{text}");
    }
    std::fs::remove_file(file(folder.path()).path).expect("gone");
    let missing = engine.take_decisions(file(folder.path()));
    let told = missing.expect_err("it is refused").to_string();
    assert!(told.contains("decisions.json"), "{told}");
    assert_eq!(decisions(&engine, folder.path()), before);
}

#[test]
fn a_signature_taken_away_does_not_come_back_with_the_rules_of_before() {
    let folder = folder();
    let engine = two_sources(folder.path());
    let legal = || state(&engine.sign_offs(Nothing {}).expect("signatures"), "legal");
    let freeze_and_sign = || {
        engine.freeze_rules(FreezeRules::default()).expect("frozen");
        sign(&engine, "legal", "Lena").expect("signed");
        assert_eq!(legal(), "signed");
    };
    decide(&engine, "deletion", "days:30");
    freeze_and_sign();
    engine.save_decisions(file(folder.path())).expect("a file");
    decide(&engine, "deletion", "days:14");
    freeze_and_sign();
    sign(&engine, "legal", "").expect("taken away");
    assert_eq!(legal(), "blank");
    for _ in 0..2 {
        engine.take_decisions(file(folder.path())).expect("taken");
        assert_eq!(rule(&engine, "deletion").choice, "days:30");
        assert_eq!(legal(), "blank");
    }
    assert!(sign(&engine, "legal", "").is_err(), "nothing to take away");
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}
