//! What was decided in one project is taken in by another, as far as it fits, in one step.

use std::path::Path;

use rollcall_engine::view::{
    CreateProject, DecisionFile, ImportFiles, JudgePair, ListHistory, ListPairs, Nothing,
    OverrideValue, SearchCustomers, SetDuty, SetHeldOnce, SetNote, SetRule, SetTier,
};
use rollcall_engine::{AuditRequest, Engine, Silent};
use rollcall_tests::checkout::root;

use crate::erased::{copy, wait};
use crate::estate::engine;

fn file(folder: &Path) -> DecisionFile {
    DecisionFile {
        path: folder.join("decisions.json").display().to_string(),
    }
}

/// The sample with one decision of each kind.
fn decided(folder: &Path) -> Engine {
    let engine = copy(folder);
    let pairs = engine.list_pairs(ListPairs::default()).expect("pairs");
    engine
        .judge_pair(JudgePair {
            pair: pairs.pairs[0].pair,
            verdict: Some("different".into()),
            note: "mother and daughter".into(),
        })
        .expect("a verdict");
    let customers = engine
        .search_customers(SearchCustomers::default())
        .expect("customers");
    engine
        .override_value(OverrideValue {
            customer: customers.customers[0].customer.clone(),
            attribute: "city".into(),
            value: Some("Ottershaw".into()),
            reason: "she told us".into(),
        })
        .expect("a value");
    engine
        .set_rule(SetRule {
            attribute: "email".into(),
            rule: "oldest".into(),
            reason: String::new(),
        })
        .expect("a rule");
    engine
        .set_tier(SetTier {
            tier: "strict".into(),
        })
        .expect("it is set");
    let source = engine.inventory(Nothing {}).expect("sources").sources[0]
        .mark
        .source;
    engine
        .set_duty(SetDuty {
            source: Some(source),
            attribute: None,
            duty: "owner".into(),
            person: "Dana".into(),
        })
        .expect("a duty");
    engine
        .set_note(SetNote {
            source: Some(source),
            attribute: None,
            about: None,
            note: "asked the till".into(),
        })
        .expect("a note");
    let inventory = engine.inventory(Nothing {}).expect("sources");
    let list = inventory
        .sources
        .iter()
        .flat_map(|source| &source.tables)
        .find(|table| table.role == "customers")
        .expect("a list of customers");
    engine
        .set_held_once(SetHeldOnce {
            table: list.table,
            once: true,
        })
        .expect("it is said");
    engine
}

#[test]
fn another_project_on_the_same_exports_decides_alike_and_can_take_it_back() {
    let (from, to) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let saved = decided(from.path())
        .save_decisions(file(from.path()))
        .expect("a file");
    let engine = copy(to.path());
    let before = engine
        .history(ListHistory::default())
        .expect("the history")
        .total;
    let taken = engine
        .take_decisions(file(from.path()))
        .expect("they are taken");
    assert_eq!(taken.left_total, 0, "{:?}", taken.left);
    let count = |counts: &[rollcall_engine::view::DecisionCount], what: &str| {
        counts
            .iter()
            .find(|one| one.what == what)
            .map_or(0, |one| one.count)
    };
    for (what, wanted) in [
        ("verdicts", 1),
        ("values set by hand", 1),
        ("people who answer", 1),
        ("notes", 1),
        ("rules and settings", 2),
        ("tables that hold each person once", 1),
    ] {
        assert_eq!(count(&saved.saved, what), wanted, "{what} saved");
        assert_eq!(count(&taken.taken, what), wanted, "{what} taken");
    }
    let again = file(to.path());
    engine.save_decisions(again.clone()).expect("a file");
    let read = |path: &str| std::fs::read_to_string(path).expect("text");
    assert!(
        read(&again.path) == read(&file(from.path()).path),
        "what is decided there is decided here"
    );
    let history = engine.history(ListHistory::default()).expect("the history");
    assert_eq!(history.total, before + 1, "one step");
    assert!(history.steps[0].undoable);
    engine.undo(Nothing {}).expect("undo");
    engine.save_decisions(again.clone()).expect("a file");
    assert!(!read(&again.path).contains("Ottershaw"));
    assert!(!read(&again.path).contains("mother and daughter"));
    assert!(
        engine
            .check_trail(Nothing {})
            .expect("the trail")
            .broken
            .is_none()
    );
}

#[test]
fn what_does_not_fit_is_told_and_the_rest_is_taken() {
    let (from, to) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    decided(from.path())
        .save_decisions(file(from.path()))
        .expect("a file");
    let engine = engine();
    engine
        .create_project(CreateProject {
            name: "Other".into(),
            path: to.path().join("other.rollcall").display().to_string(),
        })
        .expect("a project");
    let one = root().join("sample-data/exports/square-customers.csv");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![one.display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    let taken = engine
        .take_decisions(file(from.path()))
        .expect("they are taken");
    assert!(taken.left_total > 3, "{:?}", taken.left);
    assert!(
        taken
            .left
            .iter()
            .any(|left| left.why == "There is no such table in use here."),
        "{:?}",
        taken.left
    );
    assert!(
        taken
            .left
            .iter()
            .any(|left| left.what.starts_with("Verdict on ")
                && left.why == "Its row is not loaded here."),
        "{:?}",
        taken.left
    );
    assert!(
        taken
            .taken
            .iter()
            .any(|one| one.what == "rules and settings")
    );
    let rules = engine.survivorship(Nothing {}).expect("the rules");
    assert!(
        rules
            .attributes
            .iter()
            .any(|line| line.attribute.code == "email" && line.rule == "oldest")
    );
}

#[test]
fn another_file_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let request = AuditRequest {
        paths: vec![root().join("sample-data/exports/square-customers.csv")],
        project: Some(folder.path().join("copy.rollcall")),
        out: None,
    };
    let engine = engine();
    engine.audit(&request, &Silent).expect("an audit");
    engine
        .open_project(rollcall_engine::view::OpenProject {
            path: folder.path().join("copy.rollcall").display().to_string(),
        })
        .expect("it opens");
    for content in ["", "{}", "[1, 2]", r#"{"format":"rollcall decisions 9"}"#] {
        std::fs::write(file(folder.path()).path, content).expect("a file");
        let refused = engine.take_decisions(file(folder.path()));
        let told = refused.expect_err("it is refused").to_string();
        assert!(told.contains("holds no decisions of Rollcall"), "{told}");
    }
}
