//! What people call things stays as they call it, also where the program has the same word: a source, its table and file, a
//! column, a list, a use case, whoever answers for something.

use std::collections::BTreeSet;

use rollcall_api::{COMMANDS, CommandKind, Session, translated};
use rollcall_engine::AuditRequest;
use rollcall_engine::Silent;
use rollcall_words::Language;
use serde_json::{Value, json};

use crate::estate::{engine, options};
use crate::presenting::ask;

/// Words of the report, which no answer tells, as names of people's own: the source, its table and its file, a column,
/// a list, a use case, and who answers for the source.
const SOURCE: &str = "Regions";
const COLUMN: &str = "Severity";
const LIST: &str = "Combinations";
const USE_CASE: &str = "Incidents";
const OWNER: &str = "Vendors";
const NAMES: [&str; 5] = [SOURCE, COLUMN, LIST, USE_CASE, OWNER];

/// A project in which everything is called so.
fn project(folder: &std::path::Path) -> Session {
    let file = folder.join(format!("{SOURCE}.csv"));
    let rows = format!(
        "Number,First name,Last name,E-mail,{COLUMN}\n1,Anna,Berg,anna@example.org,high\n2,Bo,Lund,bo@example.org,low\n"
    );
    std::fs::write(&file, rows).expect("a file");
    let path = folder.join("shop.rollcall");
    let request = AuditRequest {
        paths: vec![file],
        project: Some(path.clone()),
        out: None,
    };
    engine().audit(&request, &Silent).expect("an audit");
    let session = Session::new(options());
    ask(&session, "open_project", json!({ "path": path }));
    let sources = ask(&session, "inventory", json!({}))["sources"].clone();
    let source = &sources[0]["mark"]["source"];
    assert_eq!(sources[0]["mark"]["name"], SOURCE);
    for (command, request) in [
        (
            "set_duty",
            json!({ "source": source, "duty": "owner", "person": OWNER }),
        ),
        ("set_note", json!({ "source": source, "note": OWNER })),
        (
            "save_list",
            json!({
                "list": null, "name": LIST, "purpose": "contact", "reason": OWNER,
                "condition": { "kind": "source", "subject": source.to_string(), "test": "in" },
            }),
        ),
        (
            "set_use_case",
            json!({ "name": USE_CASE, "problem": "We write to people twice.", "measure": "", "baseline": "", "target": "" }),
        ),
        (
            "add_to_log",
            json!({
                "kind": "question", "text": LIST, "about": format!("source:{source}"), "owner": OWNER, "due": null,
                "replaces": null,
            }),
        ),
        (
            "deliver_list",
            json!({ "list": "saved:1", "destination": "plain_csv", "path": folder.join("list.csv") }),
        ),
    ] {
        ask(&session, command, request);
    }
    session
}

/// What every question of the table is answered, as far as it can be asked without more.
fn replies(session: &Session) -> Vec<(&'static str, Value)> {
    let requests = [
        json!({}),
        json!({ "table": 1 }),
        json!({ "source": 1 }),
        json!({ "customer": "C000001" }),
        json!({ "list": "saved:1", "destination": "plain_csv" }),
    ];
    let questions = COMMANDS
        .iter()
        .filter(|command| command.kind == CommandKind::Query);
    let asked = questions.flat_map(|command| {
        let replies = requests
            .iter()
            .filter_map(|request| session.call(command.name, request.clone()).ok());
        replies.map(|reply| (command.name, reply))
    });
    asked.collect()
}

#[test]
fn what_people_call_things_is_no_word_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = project(folder.path());
    let mut met = BTreeSet::new();
    let mut wrong = BTreeSet::new();
    for (command, reply) in replies(&session) {
        for (english, german) in translated(command, &reply, Language::German) {
            for name in NAMES {
                let told = english.matches(name).count();
                if told > 0 {
                    met.insert(name);
                }
                if german.matches(name).count() < told {
                    wrong.insert(format!("{command}: {english} became {german}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for name in [SOURCE, LIST, USE_CASE, OWNER] {
        assert!(met.contains(name), "nothing tells {name}: {met:?}");
    }
}
