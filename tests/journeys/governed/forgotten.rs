//! An erased person goes from everything that was agreed and quotes them, in the tables, in the history
//! and in what undo brings back.

use rollcall_engine::Engine;
use rollcall_engine::verify_project;
use rollcall_engine::view::{
    AddToLog, CreateProject, DecideRule, ErasePerson, FreezeRules, FreezeScope, JudgeChange,
    ListCondition, MarkQuestion, Nothing, RequestChange, SaidWord, SaveList, SearchCustomers,
    SetConnection, SetCost, SetMeanings, SetNote, SetUseCase, SettleInLog, SignRules, TableNumber,
};

use crate::erased::{files_with, wait};
use crate::measured::load;

const PEOPLE: &str = "\
Id;First name;Last name;E-mail;Phone;City;Email consent
1;Zenobia;Quillfeather;zenobia@quill.example.com;+44 7700 900375;Leeds;as Zenobia Quillfeather said
2;Bob;Lindqvist;bob.lindqvist@example.org;+44 7700 900376;Leeds;yes
";
const OTHERS: &str = "\
Id;First name;Last name;E-mail;Phone;City
7;Bob;Lindqvist;bob.lindqvist@example.org;+44 7700 900376;Leeds
";
const SECRETS: &[&str] = &["Zenobia", "zenobia@quill", "900375"];

/// The person's name, address and number, in words of people.
const QUOTE: &str = "Zenobia Quillfeather (zenobia@quill.example.com, +44 7700 900375) asked";

fn quoted(words: &str) -> String {
    format!("{QUOTE}: {words}; Bob Lindqvist did not")
}

/// The person is named in every text that can be agreed on.
fn quote_everywhere(engine: &Engine) {
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let (one, other) = (sources[0].mark.source, sources[1].mark.source);
    engine
        .decide_rule(DecideRule {
            rule: "deletion".into(),
            choice: "days:30".into(),
            sentence: quoted("rule"),
            reason: quoted("reason of a rule"),
        })
        .expect("decided");
    engine
        .freeze_rules(FreezeRules {
            note: quoted("frozen"),
        })
        .expect("frozen");
    engine
        .sign_rules(SignRules {
            team: "legal".into(),
            person: "Zenobia Quillfeather".into(),
            note: quoted("signed"),
        })
        .expect("signed");
    engine
        .set_use_case(SetUseCase {
            name: Some(quoted("name")),
            problem: Some(quoted("problem")),
            measure: Some(quoted("measure")),
            baseline: Some(quoted("baseline")),
            target: Some(quoted("target")),
            ..SetUseCase::default()
        })
        .expect("a use case");
    engine
        .freeze_scope(FreezeScope {
            reason: quoted("scope"),
        })
        .expect("frozen");
    quote_in_requests_and_log(engine);
    quote_beside_sources(engine, one, other);
    quote_in_lists(engine);
    quote_in_words(engine);
}

/// A list about one person, named after them, in two versions.
fn quote_in_lists(engine: &Engine) {
    let about = |test: &str, values: &[&str]| ListCondition {
        kind: "attribute".into(),
        subject: "email".into(),
        test: test.into(),
        values: values.iter().map(|one| (*one).to_owned()).collect(),
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    };
    let both = ["zenobia@quill.example.com", "bob.lindqvist@example.org"];
    for (list, condition) in [
        (None, about("equals", &both[..1])),
        (Some(1), about("one_of", &both)),
    ] {
        engine
            .save_list(SaveList {
                list,
                name: quoted("list"),
                purpose: "suppress".into(),
                condition,
                reason: quoted("reason of a list"),
            })
            .expect("saved");
    }
}

/// A word of a column that quotes the person, and what it means.
fn quote_in_words(engine: &Engine) {
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let table = tables[0].table;
    let view = engine.get_mapping(TableNumber { table }).expect("columns");
    let column = view
        .columns
        .iter()
        .position(|one| one.header == "Email consent")
        .expect("the column");
    engine
        .set_value_map(SetMeanings {
            table,
            column,
            meanings: vec![SaidWord {
                word: "as Zenobia Quillfeather said".into(),
                meaning: Some("opted_in".into()),
            }],
        })
        .expect("said");
}

fn quote_in_requests_and_log(engine: &Engine) {
    let request = engine
        .request_change(RequestChange {
            what: quoted("what"),
            source: None,
            asker: "Zenobia Quillfeather".into(),
            reason: quoted("why"),
            value: quoted("value"),
            effort: quoted("effort"),
        })
        .expect("requested")
        .requests[0]
        .request;
    engine
        .judge_change(JudgeChange {
            request,
            verdict: "parked".into(),
            reason: quoted("verdict"),
            by: "Zenobia Quillfeather".into(),
        })
        .expect("judged");
    engine
        .add_to_log(AddToLog {
            kind: "action".into(),
            text: quoted("to do"),
            about: String::new(),
            owner: "Zenobia Quillfeather".into(),
            due: None,
            replaces: None,
        })
        .expect("logged");
    engine
        .settle_in_log(SettleInLog {
            entry: 1,
            state: Some("done".into()),
            outcome: Some(quoted("outcome")),
            owner: None,
            due: None,
        })
        .expect("settled");
}

fn quote_beside_sources(engine: &Engine, one: i64, other: i64) {
    engine
        .set_connection(SetConnection {
            connection: None,
            from: one,
            to: other,
            two_way: false,
            how: "by_hand".into(),
            consent: String::new(),
            owner: "Zenobia Quillfeather".into(),
            note: quoted("connection"),
        })
        .expect("connected");
    engine
        .set_cost(SetCost {
            kind: "incident".into(),
            what: quoted("quote"),
            who: "Zenobia Quillfeather".into(),
            day: Some("2026-11-02".into()),
            left: Some(one),
            right: Some(other),
            ..SetCost::default()
        })
        .expect("noted");
    engine
        .mark_question(MarkQuestion {
            question: format!("location:{one}"),
            state: "deferred".into(),
            answered_by: "Zenobia Quillfeather".into(),
        })
        .expect("marked");
    engine
        .set_note(SetNote {
            source: None,
            attribute: None,
            about: Some("rule:deletion".into()),
            note: quoted("note"),
        })
        .expect("a note");
}

#[test]
fn nothing_that_was_agreed_quotes_an_erased_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("project");
    let engine = crate::estate::engine();
    engine
        .create_project(CreateProject {
            path: project.join("shop.rollcall").display().to_string(),
            name: "Shop".into(),
        })
        .expect("a project");
    load(&engine, folder.path(), "people.csv", PEOPLE);
    load(&engine, folder.path(), "others.csv", OTHERS);
    quote_everywhere(&engine);
    for secret in SECRETS {
        assert!(!files_with(&project, secret).is_empty(), "bait {secret}");
    }
    let page = engine
        .search_customers(SearchCustomers {
            query: "Zenobia".into(),
            ..SearchCustomers::default()
        })
        .expect("a page");
    let job = engine
        .erase_person(ErasePerson {
            customer: page.customers[0].customer.clone(),
            reason: "asked".into(),
            also_rows: Vec::new(),
            also_set_aside: Vec::new(),
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    let is_without = |when: &str| {
        for secret in SECRETS {
            assert_eq!(files_with(&project, secret), [""; 0], "{when}: {secret}");
        }
    };
    is_without("after the erasure");
    assert!(
        !files_with(&project, "Bob Lindqvist did not").is_empty(),
        "others are kept"
    );
    let lists = engine.list_saved(Nothing {}).expect("the lists").lists;
    let values = &lists[0].versions[0].condition.conditions[0].values;
    assert!(
        values.contains(&"bob.lindqvist@example.org".to_owned()),
        "{values:?}"
    );
    let rules = engine.governed_rules(Nothing {}).expect("the rules").rules;
    let deletion = rules.iter().find(|one| one.rule == "deletion").expect("it");
    assert!(
        deletion.sentence.ends_with("rule; Bob Lindqvist did not"),
        "{}",
        deletion.sentence
    );
    let mut undone = 0;
    while engine.undo(Nothing {}).expect("undo").sentence.is_some() {
        undone += 1;
        is_without("after an undo");
        assert!(undone < 100, "undo does not end");
    }
    assert!(undone >= 12, "only {undone} steps could be taken back");
    while engine.redo(Nothing {}).expect("redo").sentence.is_some() {
        is_without("after a redo");
    }
    let verified = verify_project(&project.join("shop.rollcall")).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);
}
