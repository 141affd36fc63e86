//! What is changed and begun while presenting is answered without a personal value as well, whatever the change quotes
//! and whether it is done or refused. Each command of the table is called, or stands here with the reason why not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rollcall_api::{COMMANDS, CommandKind, Session};
use rollcall_engine::EngineOptions;
use serde_json::{Value, json};

use super::leaked::{leaks, personal_words};
use super::{ask, draft};
use crate::erased::{copy, wait};
use crate::estate::options_on;

mod agreed;

/// Commands that are not called here.
const NOT_CALLED: &[(&str, &str)] = &[(
    "try_tier",
    "it answers with a number, and what it finds is a question that is asked elsewhere",
)];

/// Refused while presenting: what changes or writes what is masked, or would keep a stand-in; the sample, not here.
const REFUSED: &[&str] = &[
    "mend_row",
    "open_sample",
    "override_value",
    "purge_source",
    "save_list",
    "set_value_map",
    "write_rows",
];

struct Walk<'a> {
    session: &'a Session,
    personal: &'a BTreeSet<String>,
    found: Vec<String>,
    /// Of each command whether it was ever done.
    done: BTreeMap<&'static str, bool>,
    refusals: Vec<String>,
}

impl Walk<'_> {
    /// Calls a command, whatever comes of it, and looks at the answer.
    fn call(&mut self, command: &'static str, request: Value) -> Value {
        let told = match self.session.call(command, request) {
            Ok(reply) => {
                self.done.insert(command, true);
                reply
            }
            Err(error) => {
                self.done.entry(command).or_insert(false);
                self.refusals.push(format!("{command}: {error}"));
                json!([error.message, error.hint, error.context])
            }
        };
        for leak in leaks(&told, self.personal) {
            self.found.push(format!("{command}: {leak:.300}"));
        }
        told
    }

    /// Begins a job, waits for its end, and looks at what is told of it.
    fn work(&mut self, command: &'static str, request: Value) {
        let Some(job) = self.call(command, request)["job"].as_i64() else {
            panic!("no job: {:#?}", self.refusals);
        };
        wait(self.session.engine(), job);
        self.call("list_jobs", json!({}));
    }
}

/// Somebody of the sample, as the open project tells.
struct Somebody {
    customer: Value,
    /// Says all that points to the person.
    sentence: String,
    name: String,
}

fn somebody(session: &Session) -> Somebody {
    let request = json!({ "records_at_least": 4, "limit": 1 });
    let one = ask(session, "search_customers", request)["customers"][0].clone();
    let text = |member: &str| one[member].as_str().unwrap_or_default().to_owned();
    Somebody {
        customer: one["customer"].clone(),
        sentence: format!(
            "{} rang from {}, write to {}",
            text("name"),
            text("phone"),
            text("email")
        ),
        name: text("name"),
    }
}

/// The name of somebody else, who stays: when somebody is erased nothing tells any more that their name is one.
fn another(session: &Session) -> String {
    let request = json!({ "records_at_least": 4, "limit": 2 });
    let one = ask(session, "search_customers", request)["customers"][1].clone();
    one["name"].as_str().expect("a name").to_owned()
}

/// Numbers of what is there, as the page knows them before anything is masked.
struct Known {
    who: Somebody,
    another: String,
    records: Vec<Value>,
    pair: Value,
    batch: Value,
    batched: Vec<Value>,
    table: Value,
    words: Value,
    sources: Vec<Value>,
    load: Value,
    list: Value,
}

fn known(session: &Session) -> Known {
    let who = somebody(session);
    let view = ask(session, "get_customer", json!({ "customer": who.customer }));
    let records = view["records"].as_array().expect("records").iter();
    let pairs = ask(session, "list_pairs", json!({ "limit": 4 }))["pairs"].clone();
    let batch = ask(session, "list_batches", json!({}))["batches"][0]["batch"].clone();
    let rows = ask(session, "get_batch", json!({ "batch": batch }))["rows"].clone();
    let rows = rows.as_array().expect("pairs").iter();
    let tables = ask(session, "list_mappings", json!({}));
    let tables: Vec<Value> = tables
        .as_array()
        .expect("tables")
        .iter()
        .map(|one| one["table"].clone())
        .collect();
    let inventory = ask(session, "inventory", json!({}));
    let sources = inventory["sources"].as_array().expect("sources").iter();
    let saved = ask(
        session,
        "save_list",
        json!({
            "list": null, "name": format!("Like {}", who.name), "purpose": "contact",
            "condition": draft()["draft"]["condition"], "reason": who.sentence,
        }),
    );
    Known {
        another: another(session),
        records: records.map(|one| one["record"].clone()).collect(),
        pair: pairs[0]["pair"].clone(),
        batched: rows.map(|one| one["pair"].clone()).take(2).collect(),
        batch,
        words: super::columns_with_words(session, &tables)[0].clone(),
        table: tables[0].clone(),
        sources: sources.map(|one| one["mark"]["source"].clone()).collect(),
        load: ask(session, "list_loads", json!({}))[0]["load"].clone(),
        list: saved["lists"][0]["list"].clone(),
        who,
    }
}

/// A project of its own, called after somebody: made, encrypted, closed, unlocked and made plain again.
fn projects(walk: &mut Walk<'_>, folder: &Path, name: &str) {
    let path = folder.join(format!("{name}.rollcall"));
    let (first, second) = ("correct horse battery", "staple battery horse");
    walk.call("create_project", json!({ "path": path, "name": name }));
    walk.call("set_language", json!({ "language": "en" }));
    walk.call("set_backups", json!({ "on": false }));
    walk.call("set_backups", json!({ "on": true }));
    walk.call("encrypt_project", json!({ "passphrase": first }));
    walk.call(
        "change_passphrase",
        json!({ "current": first, "passphrase": second }),
    );
    walk.call("close_project", json!({}));
    walk.call("open_project", json!({ "path": path }));
    walk.call(
        "unlock_project",
        json!({ "path": path, "passphrase": "another one" }),
    );
    walk.call(
        "unlock_project",
        json!({ "path": path, "passphrase": second }),
    );
    walk.call("decrypt_project", json!({ "current": second }));
    walk.call(
        "open_project",
        json!({ "path": folder.join("copy.rollcall") }),
    );
    walk.call("open_sample", json!({}));
}

/// Columns, tables, recipes of one's own and files of decisions.
fn mapping(walk: &mut Walk<'_>, known: &Known, out: &Path) {
    let (table, who) = (&known.table, &known.who);
    let file = out.join(format!("{}.toml", who.name));
    walk.call("save_mapping", json!({ "table": table, "path": file }));
    walk.call("take_mapping", json!({ "table": table, "path": file }));
    walk.call(
        "take_mapping",
        json!({ "table": table, "path": out.join(&who.name) }),
    );
    let view = walk.call("get_mapping", json!({ "table": table }));
    let column = view["columns"][0]["column"].clone();
    let of = |more: Value| {
        let mut request = json!({ "table": table, "column": column });
        let more = more.as_object().expect("members").clone();
        request.as_object_mut().expect("members").extend(more);
        request
    };
    walk.call(
        "set_cells",
        of(json!({ "change": { "kind": "strip_prefix", "prefix": who.name } })),
    );
    walk.call("set_column", of(json!({ "attribute": null })));
    let mut meanings = known.words.clone();
    meanings["meanings"] = json!([{ "word": who.name, "meaning": "opted_in" }]);
    walk.call("set_value_map", meanings);
    walk.call(
        "set_constant",
        json!({ "table": table, "attribute": "city", "group": 0, "value": who.name }),
    );
    walk.call(
        "set_table",
        json!({ "table": table, "role": null, "default_country": "GB" }),
    );
    walk.call("confirm_mapping", json!({ "table": table }));
    walk.call("set_held_once", json!({ "table": table, "once": true }));
    walk.call("set_held_once", json!({ "table": table, "once": false }));
    let saved = walk.call(
        "save_own_recipe",
        json!({ "table": table, "name": who.name }),
    );
    let recipe = saved["recipes"][0]["file"].clone();
    walk.call(
        "rename_own_recipe",
        json!({ "file": recipe, "name": format!("Of {}", who.name) }),
    );
    walk.call("delete_own_recipe", json!({ "file": who.name }));
    walk.call("delete_own_recipe", json!({ "file": recipe }));
    let decisions = out.join("decisions.json");
    walk.call("save_decisions", json!({ "path": decisions }));
    walk.call("take_decisions", json!({ "path": decisions }));
}

/// Who is who, and what is agreed about single people.
fn people(walk: &mut Walk<'_>, known: &Known, out: &Path) {
    let who = &known.who;
    let (customer, note) = (&who.customer, &who.sentence);
    walk.call(
        "judge_pair",
        json!({ "pair": known.pair, "verdict": "same", "note": note }),
    );
    walk.call(
        "judge_batch",
        json!({ "batch": known.batch, "pairs": known.batched, "verdict": "same", "note": note }),
    );
    walk.call(
        "judge_second",
        json!({ "pair": known.pair, "reviewer": "Eli", "verdict": "different", "note": note }),
    );
    walk.call(
        "set_standing",
        json!({ "attribute": "email", "value": "desk@example.org", "standing": "shared", "reason": known.who.sentence }),
    );
    walk.call(
        "regroup",
        json!({ "kind": "split", "customer": customer, "records": [known.records[0]], "reason": note }),
    );
    walk.call(
        "override_value",
        json!({ "customer": customer, "attribute": "city", "value": note, "reason": note }),
    );
    walk.call("set_tier", json!({ "tier": "wide" }));
    walk.call(
        "write_traces",
        json!({ "customer": customer, "path": out.join(format!("{}.csv", who.name)) }),
    );
    let opened =
        json!({ "customer": customer, "kind": "deletion", "received_on": null, "note": note });
    let requests = walk.call("open_request", opened);
    walk.call(
        "open_request",
        json!({ "kind": "deletion", "note": note, "email": "unlisted.person@example.org", "keep_out": true }),
    );
    walk.call("take_up_requests", json!({ "all": 1_000 }));
    let in_file = requests["done"][0]["rows"][0]["record"].clone();
    walk.call("take_up_requests", json!({ "records": [in_file] }));
    let one = requests["requests"][0].clone();
    walk.call(
        "tick_request",
        json!({ "request": one["request"], "source": one["systems"][0]["source"], "done": true }),
    );
    walk.call(
        "settle_request",
        json!({ "request": one["request"], "state": "refused", "outcome": note }),
    );
    walk.call(
        "set_request_term",
        json!({ "region": "united_states", "term": "days:30", "reason": note }),
    );
}

/// Lists, files and what was written of all of it.
fn files(walk: &mut Walk<'_>, known: &Known, out: &Path) {
    let name = &known.who.name;
    let to = |ending: &str| out.join(format!("{name}.{ending}"));
    walk.call(
        "write_report",
        json!({ "path": to("html"), "unmasked": false }),
    );
    walk.call("write_trail", json!({ "path": to("trail.csv") }));
    let rows = json!({ "figure": { "kind": "people" }, "path": to("rows.csv") });
    walk.call("write_rows", rows);
    walk.call(
        "deliver_list",
        json!({ "list": "customers", "destination": "plain_csv", "path": to("list.csv"), "left_out_file": true }),
    );
    let nowhere = out.join("nowhere").join(name).join("list.csv");
    walk.call(
        "deliver_list",
        json!({ "list": "customers", "destination": "plain_csv", "path": nowhere }),
    );
    walk.call("set_accepted", json!({ "delivery": 1, "accepted": 1 }));
    walk.call(
        "rename_list",
        json!({ "list": known.list, "name": format!("Of {name}") }),
    );
    let saved = format!("saved:{}", known.list);
    for list in [saved.as_str(), "recent_purchasers"] {
        walk.call(
            "deliver_suppression",
            json!({ "list": list, "destinations": ["plain_csv"], "folder": out.join(name) }),
        );
    }
    walk.call("remove_list", json!({ "list": known.list }));
    walk.call(
        "save_list",
        json!({ "list": null, "name": name, "purpose": "contact", "condition": draft()["draft"]["condition"], "reason": "" }),
    );
    let template = rollcall_tests::checkout::sample_exports().join("square-customers.csv");
    walk.call(
        "keep_template",
        json!({ "path": template, "name": name, "columns": [], "to": to("template.toml") }),
    );
    for command in ["undo", "redo", "undo"] {
        walk.call(command, json!({}));
    }
    walk.call("undo_load", json!({ "load": known.load }));
    walk.call("undo_load", json!({ "load": 99_999 }));
    walk.call("mend_row", json!({ "aside": 1, "cells": [name] }));
}

/// Jobs tell what came of them.
fn jobs(walk: &mut Walk<'_>, known: &Known, out: &Path) {
    let name = &known.another;
    walk.work("run_audit", json!({}));
    walk.work(
        "hand_over",
        json!({ "folder": out.join(format!("{name} handed over")), "replace": true }),
    );
    walk.call(
        "purge_source",
        json!({ "source": known.sources[0], "rows": 1, "reason": name }),
    );
    let begun = walk.call("run_audit", json!({}));
    walk.call("cancel_job", json!({ "job": begun["job"] }));
    wait(walk.session.engine(), begun["job"].as_i64().expect("a job"));
    let export = out.join(format!("{name}.csv"));
    let text = format!("First name,Last name,E-mail\n{name},Brandsma,willem@example.org\n");
    std::fs::write(&export, &text).expect("a file");
    let pasted = walk.call("paste_table", json!({ "name": name, "text": text }));
    let pasted = pasted["path"].clone();
    let request = json!({ "paths": [export, pasted], "choices": [], "then_audit": false });
    walk.work("import_files", request);
    let erased = json!({ "customer": known.who.customer, "reason": known.who.sentence });
    walk.work("erase_person", erased);
    let erasures = walk.call("list_erasures", json!({}));
    walk.call(
        "write_erasure_proof",
        json!({ "erasure": erasures[0]["erasure"], "path": out.join(format!("{name}.html")) }),
    );
    // The erasure began the backups anew.
    let backups = walk.call("list_backups", json!({}));
    walk.call(
        "restore_backup",
        json!({ "backup": backups["backups"][0]["backup"] }),
    );
    walk.call("restore_backup", json!({ "backup": name }));
}

/// What is asked once everything has been changed.
const ASKED_AFTER: &[&str] = &[
    "project_summary",
    "list_backups",
    "inventory",
    "list_loads",
    "own_recipes",
    "list_requests",
    "governance",
    "governed_rules",
    "sign_offs",
    "use_cases",
    "scope",
    "decision_log",
    "connections",
    "cost_sheet",
    "workshop",
    "list_deliveries",
    "list_saved",
    "history",
    "list_jobs",
    "check_trail",
];

#[test]
fn no_change_and_no_job_is_answered_with_a_personal_value_while_presenting() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(copy(folder.path()));
    let session = Session::new(EngineOptions {
        settings_folder: Some(folder.path().join("settings")),
        projects_folder: folder.path().to_path_buf(),
        ..options_on("2026-06-15")
    });
    let path = folder.path().join("copy.rollcall");
    ask(&session, "open_project", json!({ "path": path }));
    let mut personal = personal_words(&session, &path);
    let known = known(&session);
    let told = leaks(&json!(known.who.sentence), &personal).len();
    assert!(told >= 3, "the bait: {}", known.who.sentence);
    // People who work here are named as they are.
    for word in ["Priya", "Eli"] {
        personal.remove(word);
    }
    let out = folder.path().join("out");
    std::fs::create_dir(&out).expect("a folder");

    let mut walk = Walk {
        session: &session,
        personal: &personal,
        found: Vec::new(),
        done: BTreeMap::new(),
        refusals: Vec::new(),
    };
    walk.call("set_presenting", json!({ "on": true }));
    // In a project without anybody no name is somebody's, so it is told as it is called.
    projects(&mut walk, folder.path(), "Spring workshop");
    mapping(&mut walk, &known, &out);
    people(&mut walk, &known, &out);
    agreed::governance(&mut walk, &known);
    agreed::scope_and_costs(&mut walk, &known);
    files(&mut walk, &known, &out);
    jobs(&mut walk, &known, &out);
    for command in ASKED_AFTER {
        walk.call(command, json!({}));
    }
    let Walk {
        found,
        done,
        refusals,
        ..
    } = walk;
    assert!(
        found.is_empty(),
        "{} leaks, such as {:#?}",
        found.len(),
        found.iter().take(60).collect::<Vec<_>>()
    );
    let changes = COMMANDS
        .iter()
        .filter(|command| command.kind != CommandKind::Query);
    let called = |name: &str| done.contains_key(name);
    let explained = |name: &str| NOT_CALLED.iter().any(|(command, _)| *command == name);
    let missing: Vec<&str> = changes
        .map(|command| command.name)
        .filter(|name| called(name) == explained(name))
        .collect();
    assert_eq!(missing, [""; 0], "neither called nor explained");
    let never: Vec<&str> = done
        .iter()
        .filter_map(|(command, done)| (!done).then_some(*command))
        .collect();
    assert_eq!(never, REFUSED, "{refusals:#?}");
}
