//! While presenting, personal data is masked before it leaves the core: whatever is asked, on the sample estate
//! and before anybody is known.

use std::collections::BTreeMap;

use rollcall_api::{COMMANDS, CommandKind, Session};
use rollcall_engine::EngineOptions;
use rollcall_tests::checkout::sample_exports;
use serde_json::{Value, json};

use crate::erased::copy;
use crate::estate::options_on;

mod changed;
mod counted;
mod kept;
mod leaked;
mod named;
mod unheaded;

/// The sample project, open in a session of its own.
pub(crate) fn session(folder: &std::path::Path) -> Session {
    let engine = copy(folder);
    let path = engine
        .project_summary(rollcall_engine::view::Nothing {})
        .expect("a project")
        .path;
    drop(engine);
    let session = empty(folder);
    ask(&session, "open_project", json!({ "path": path }));
    session
}

/// A session that has opened nothing yet.
fn empty(folder: &std::path::Path) -> Session {
    Session::new(EngineOptions {
        projects_folder: folder.to_path_buf(),
        ..options_on("2026-06-15")
    })
}

pub(crate) fn ask(session: &Session, command: &str, request: Value) -> Value {
    match session.call(command, request) {
        Ok(reply) => reply,
        Err(error) => panic!("{command}: {error}"),
    }
}

/// Every text in a value, at any depth.
pub(crate) fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(inside) => inside.iter().for_each(|one| texts(one, found)),
        Value::Object(members) => members.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

/// Asks every question of the table, with the requests there are for it.
pub(crate) fn ask_everything(
    session: &Session,
    requests: &BTreeMap<&'static str, Vec<Value>>,
) -> Vec<(&'static str, Value)> {
    let queries = COMMANDS
        .iter()
        .filter(|command| command.kind == CommandKind::Query);
    let asked = |name: &'static str| {
        let requests = requests
            .get(name)
            .cloned()
            .unwrap_or_else(|| vec![json!({})]);
        requests
            .into_iter()
            .map(move |request| (name, ask(session, name, request)))
    };
    queries.flat_map(|command| asked(command.name)).collect()
}

/// What every question of the table is answered about the open project, with what goes wrong; of tables one by
/// one.
fn everything(session: &Session) -> Vec<String> {
    let tables = ask(session, "list_mappings", json!({}));
    let tables = tables.as_array().expect("tables").iter();
    let of_tables: Vec<Value> = tables
        .map(|table| json!({ "table": table["table"] }))
        .collect();
    let requests_of = |name: &str| match name {
        "get_mapping" | "preview_mapping" | "get_profile" => of_tables.clone(),
        _ => vec![json!({})],
    };
    let queries = COMMANDS
        .iter()
        .filter(|command| command.kind == CommandKind::Query);
    let asked = queries.flat_map(|command| {
        let requests = requests_of(command.name).into_iter();
        requests.map(move |request| match session.call(command.name, request) {
            Ok(reply) => format!("{}: {reply}", command.name),
            Err(error) => format!("{}: {error:?}", command.name),
        })
    });
    asked.collect()
}

/// Begins a job and waits for its end.
fn work(session: &Session, command: &str, request: Value) {
    let job = ask(session, command, request)["job"]
        .as_i64()
        .expect("a job");
    crate::erased::wait(session.engine(), job);
}

/// Each list for each of its destinations.
fn lists_to_preview(session: &Session) -> Vec<Value> {
    let mut lists = Vec::new();
    let mut corrected = 0;
    for list in ask(session, "lists", json!({}))["lists"]
        .as_array()
        .expect("lists")
    {
        // The corrected files of all tables are made alike.
        corrected += usize::from(list["purpose"] == "cleaned");
        if list["purpose"] == "cleaned" && corrected > 2 {
            continue;
        }
        for destination in list["destinations"].as_array().expect("destinations") {
            lists.push(json!({ "list": list["code"], "destination": destination }));
        }
    }
    lists
}

/// Requests that ask each question of the table about something that is there.
pub(crate) fn requests(session: &Session) -> BTreeMap<&'static str, Vec<Value>> {
    let customers: Vec<Value> = ask(
        session,
        "search_customers",
        json!({ "records_at_least": 4, "limit": 6 }),
    )["customers"]
        .as_array()
        .expect("customers")
        .iter()
        .map(|one| one["customer"].clone())
        .collect();
    let records: Vec<Value> = customers
        .iter()
        .map(|customer| {
            ask(session, "get_customer", json!({ "customer": customer }))["records"][1]["record"]
                .clone()
        })
        .collect();
    let pairs: Vec<Value> = ask(session, "list_pairs", json!({ "limit": 12 }))["pairs"]
        .as_array()
        .expect("pairs")
        .iter()
        .map(|one| one["pair"].clone())
        .collect();
    let tables: Vec<Value> = ask(session, "list_mappings", json!({}))
        .as_array()
        .expect("tables")
        .iter()
        .map(|one| one["table"].clone())
        .collect();
    let problems: Vec<Value> = ask(session, "list_problems", json!({ "limit": 60 }))["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .step_by(6)
        .map(|one| json!({ "figure": { "kind": "problem", "problem": one["problem"] }, "limit": 20 }))
        .collect();
    let each = |name: &str, of: &[Value]| -> Vec<Value> {
        of.iter().map(|one| json!({ name: one })).collect()
    };
    let batches: Vec<Value> = ask(session, "list_batches", json!({}))["batches"]
        .as_array()
        .expect("batches")
        .iter()
        .map(|one| json!({ "batch": one["batch"] }))
        .collect();
    let with_words = columns_with_words(session, &tables);
    assert!(!with_words.is_empty());
    let exports = sample_exports().display().to_string();
    let template = sample_exports().join("square-customers.csv");
    let left_out = json!({ "list": "customers", "destination": "plain_csv", "limit": 200 });
    BTreeMap::from([
        ("inspect_files", vec![json!({ "paths": [exports] })]),
        ("get_profile", each("table", &tables)),
        ("rows_behind", problems),
        ("get_mapping", each("table", &tables)),
        ("preview_mapping", each("table", &tables)),
        ("value_map", with_words),
        ("get_pair", each("pair", &pairs)),
        ("pair_case", each("pair", &pairs)),
        ("get_customer", each("customer", &customers)),
        ("customer_timeline", each("customer", &customers)),
        ("consent_ledger", each("customer", &customers)),
        ("customer_graph", each("customer", &customers)),
        ("explain_record", each("record", &records)),
        ("find_traces", each("customer", &customers)),
        (
            "search_asker",
            vec![json!({ "email": "unlisted.person@example.org", "phone": "+44 20 7946 0000" })],
        ),
        (
            "preview_regroup",
            vec![json!({
                "kind": "split", "customer": customers[0], "records": [records[0]],
                "reason": "not one person",
            })],
        ),
        (
            "preview_rule",
            vec![json!({ "attribute": "email", "rule": "oldest" })],
        ),
        ("preview_list", lists_to_preview(session)),
        ("read_template", vec![json!({ "path": template })]),
        ("count_list", vec![draft()]),
        ("list_left_out", vec![left_out]),
        ("preview_purge", vec![json!({ "source": 1 })]),
        ("get_batch", batches),
        ("second_review", vec![json!({ "reviewer": "Eli" })]),
        (
            "preview_choice",
            vec![json!({ "rule": "conflict:email", "choice": "oldest" })],
        ),
        ("list_pairs", vec![json!({ "limit": 200 })]),
        ("search_customers", vec![json!({ "limit": 200 })]),
        ("customer_facets", vec![json!({})]),
        ("list_conflicts", vec![json!({ "limit": 200 })]),
        ("list_problems", vec![json!({ "limit": 500 })]),
    ])
}

/// The columns whose words stand for something.
fn columns_with_words(session: &Session, tables: &[Value]) -> Vec<Value> {
    let of_table = |table: &Value| {
        let mapping = ask(session, "get_mapping", json!({ "table": table }));
        let columns = mapping["columns"].as_array().cloned().unwrap_or_default();
        columns
            .into_iter()
            .filter(|column| column["has_words"] == true)
            .map(|column| json!({ "table": table, "column": column["column"] }))
            .collect::<Vec<_>>()
    };
    tables.iter().flat_map(of_table).collect()
}

/// A list that is not saved, of everybody of one given name.
fn draft() -> Value {
    let named = json!({ "kind": "attribute", "subject": "given_name", "test": "equals", "values": ["Anne"] });
    json!({ "destination": "plain_csv", "draft": { "purpose": "contact", "condition": named } })
}
