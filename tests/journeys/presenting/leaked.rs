//! No reply of any command holds a personal value of the sample estate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rollcall_api::Session;
use rollcall_tests::checkout::sample_exports;
use serde_json::{Value, json};

use super::{ask, ask_everything, requests, session, texts};

/// Words of a text as they are told apart when looking for personal ones: whole addresses for mail,
/// whole numbers, and words.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| {
        !(character.is_alphanumeric() || matches!(character, '@' | '.' | '_' | '+' | '-'))
    })
    .map(|word| word.trim_matches(['.', '-']).to_owned())
    .filter(|word| word.chars().count() > 2)
}

/// Attributes whose values tell who somebody is, where they live or work.
const PERSONAL: &[&str] = &[
    "given_name",
    "family_name",
    "full_name",
    "middle_name",
    "former_name",
    "nickname",
    "email",
    "phone",
    "birth_date",
    "street",
    "city",
    "postcode",
    "organisation",
    "loyalty_card",
    "device_id",
    "cookie_id",
    "account_id",
    "payment_card",
    "social_handle",
];

/// Attributes of which each value is somebody's and none is agreed on: the ids of orders, tickets and rows.
const IDS: &[&str] = &[
    "order_id",
    "record_key",
    "external_id",
    "account_id",
    "merged_into",
];

/// The personal words of the estate: those of every agreed value of every customer, of every value that lost, and
/// the ids of every row.
pub(super) fn personal_words(session: &Session, project: &Path) -> BTreeSet<String> {
    let file = rusqlite::Connection::open(project).expect("the project");
    let mut found = BTreeSet::new();
    let mut customers = file
        .prepare("SELECT golden FROM customer WHERE run_id = (SELECT max(run_id) FROM customer)")
        .expect("the customers");
    let golden = customers.query_map([], |row| row.get::<_, String>(0));
    for golden in golden.expect("the customers") {
        let golden: Value = serde_json::from_str(&golden.expect("a text")).expect("JSON");
        for one in golden["values"].as_array().expect("values") {
            let attribute = one["attribute"].as_str().unwrap_or_default();
            if PERSONAL.contains(&attribute) {
                let mut values = vec![&one["value"]];
                let others = one["others"].as_array().into_iter().flatten();
                values.extend(others.map(|other| &other["value"]));
                for value in values.into_iter().filter_map(Value::as_str) {
                    found.extend(words(value));
                }
            }
        }
    }
    for id in ids(session, &file) {
        found.extend(words(&id));
    }
    // A family may be called like a header, a system, a product or a word of the program; those words are everybody's.
    for word in public_words(session) {
        found.remove(&word);
    }
    found.retain(|word| {
        word.contains('@')
            || word.chars().filter(char::is_ascii_digit).count() > 4
            || word.chars().next().is_some_and(char::is_uppercase)
    });
    found
}

/// The cells of every column of ids.
fn ids(session: &Session, file: &rusqlite::Connection) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let tables = ask(session, "list_mappings", json!({}));
    for table in tables.as_array().expect("tables") {
        let mapping = ask(session, "get_mapping", json!({ "table": table["table"] }));
        let columns = mapping["columns"].as_array().expect("columns").iter();
        let columns: Vec<usize> = columns
            .filter(|column| {
                let code = column["attribute"]["code"].as_str().unwrap_or_default();
                IDS.contains(&code)
            })
            .filter_map(|column| usize::try_from(column["column"].as_u64()?).ok())
            .collect();
        let mut rows = file
            .prepare(
                "SELECT cells FROM raw_row WHERE load_id IN (SELECT load_id FROM load WHERE table_id = ?1)",
            )
            .expect("the rows");
        let rows = rows.query_map([table["table"].as_i64()], |row| row.get::<_, String>(0));
        for cells in rows.expect("the rows") {
            let cells: Value = serde_json::from_str(&cells.expect("a text")).expect("JSON");
            for column in &columns {
                let cell = &cells[*column];
                let text = cell.as_str().or_else(|| cell["s"].as_str());
                found.extend(text.map(str::to_owned));
            }
        }
    }
    found
}

/// Words of headers, of names of sources, and of columns that hold nothing about people.
fn public_words(session: &Session) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for table in ask(session, "list_profiles", json!({}))
        .as_array()
        .expect("tables")
    {
        let source = table["source"]["name"].as_str().unwrap_or_default();
        found.extend(words(source));
        let profile = ask(session, "get_profile", json!({ "table": table["table"] }));
        for column in profile["columns"].as_array().expect("columns") {
            found.extend(words(column["header"].as_str().unwrap_or_default()));
            if column["class"] == "none" {
                let mut values = Vec::new();
                texts(&column["top"], &mut values);
                for value in &values {
                    found.extend(words(value));
                }
            }
        }
    }
    found.extend(["Harbour".to_owned(), "Pine".to_owned()]);
    found.extend(product_words());
    found.extend(words_of_the_program());
    found
}

/// Words the program says of a project in which nothing is loaded.
fn words_of_the_program() -> BTreeSet<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let session = super::empty(folder.path());
    let path = folder.path().join("p.rollcall");
    ask(
        &session,
        "create_project",
        json!({ "path": path, "name": "P" }),
    );
    let told = super::everything(&session);
    told.iter()
        .flat_map(|text| words(text).collect::<Vec<_>>())
        .collect()
}

/// Words of what the shop of the estate sells.
fn product_words() -> BTreeSet<String> {
    let path = sample_exports().join("orders_export.csv");
    let mut orders = csv::Reader::from_path(path).expect("the orders");
    let headers = orders.headers().expect("a header").clone();
    let product = headers.iter().position(|header| header == "Lineitem name");
    let product = product.expect("a column of products");
    let rows = orders.records().map(|row| row.expect("a row"));
    rows.flat_map(|row| words(&row[product]).collect::<Vec<_>>())
        .collect()
}

/// What of a reply is personal, with the text it stands in.
pub(super) fn leaks(reply: &Value, personal: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    texts(reply, &mut found);
    found
        .iter()
        .flat_map(|text| {
            words(text)
                .filter(|word| personal.contains(word))
                .map(|word| format!("{word} in {text:?}"))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// How many figures of one kind are asked for their rows.
const OF_A_KIND: usize = 4;

/// Every kind of figure there is.
fn kinds_of_figures() -> BTreeSet<String> {
    let types = rollcall_tests::checkout::root().join("ui/src/api/generated.ts");
    let types = std::fs::read_to_string(types).expect("the types");
    let (_, figure) = types.split_once("export type Figure =").expect("figures");
    let (figure, _) = figure.split_once("export type").expect("another type");
    let kinds = figure.split("\"kind\": \"").skip(1);
    kinds
        .filter_map(|kind| Some(kind.split_once('"')?.0.to_owned()))
        .collect()
}

/// The figures that replies tell, some of each kind, and those the page makes itself.
fn figures(session: &Session, replies: &[(&'static str, Value)]) -> Vec<Value> {
    fn gather(value: &Value, found: &mut Vec<Value>) {
        match value {
            Value::Array(inside) => inside.iter().for_each(|one| gather(one, found)),
            Value::Object(members) => {
                let figure = members.get("figure").filter(|one| one["kind"].is_string());
                found.extend(figure.cloned());
                members.values().for_each(|one| gather(one, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for (_, reply) in replies {
        gather(reply, &mut found);
    }
    for (_, reply) in replies {
        let entries = reply["entries"].as_array().into_iter().flatten();
        let records = entries.filter(|one| one["records"].is_array());
        found.extend(records.map(|one| json!({ "kind": "records", "records": one["records"] })));
    }
    let problems = ask(session, "list_problems", json!({ "limit": 60 }))["problems"].clone();
    for problem in problems.as_array().expect("problems") {
        found.push(json!({ "kind": "problem", "problem": problem["problem"] }));
    }
    let inventory = ask(session, "inventory", json!({}));
    let sources: Vec<Value> = inventory["sources"]
        .as_array()
        .expect("sources")
        .iter()
        .map(|one| one["mark"]["source"].clone())
        .collect();
    for source in &sources {
        found.push(json!({ "kind": "source", "source": source }));
        found.push(json!({ "kind": "overlap", "left": sources[0], "right": source }));
        for attribute in ["email", "family_name", "phone"] {
            for state in ["filled", "invalid", "placeholder"] {
                found.push(json!({ "kind": "coverage", "source": source, "attribute": attribute, "state": state }));
            }
        }
    }
    found.push(json!({ "kind": "combination", "sources": [sources[0]] }));
    found.push(json!({ "kind": "combination", "sources": [sources[0], sources[1]] }));
    for attribute in ["email", "family_name", "street"] {
        found.push(
            json!({ "kind": "conflict", "attribute": attribute, "left": null, "right": null }),
        );
    }
    for load in ask(session, "list_loads", json!({}))
        .as_array()
        .expect("loads")
    {
        found.push(json!({ "kind": "load", "load": load["load"] }));
        found.push(json!({ "kind": "set_aside", "load": load["load"] }));
    }
    for kind in [
        "customers",
        "people",
        "known_only_by_id",
        "one_source_only",
        "largest",
    ] {
        found.push(json!({ "kind": kind }));
    }
    let mut by_kind: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for figure in found {
        let kind = figure["kind"].as_str().unwrap_or_default().to_owned();
        let of_kind = by_kind.entry(kind).or_default();
        if !of_kind.contains(&figure) {
            of_kind.push(figure);
        }
    }
    let kinds: BTreeSet<String> = by_kind.keys().cloned().collect();
    assert_eq!(kinds, kinds_of_figures(), "every kind is asked");
    // Drawn evenly, so that no kind is asked of one source alone.
    let drawn = by_kind.into_values().flat_map(|of_kind| {
        let step = of_kind.len().div_ceil(OF_A_KIND).max(1);
        of_kind.into_iter().step_by(step)
    });
    drawn.collect()
}

#[test]
fn g60_no_reply_of_any_command_holds_a_personal_value_while_presenting() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let personal = personal_words(&session, &folder.path().join("copy.rollcall"));
    assert!(personal.len() > 15_000, "{} words", personal.len());
    // Somebody is judged and a value set, so that the history tells of people.
    let pair = ask(&session, "list_pairs", json!({ "limit": 1 }))["pairs"][0]["pair"].clone();
    ask(
        &session,
        "judge_pair",
        json!({ "pair": pair, "verdict": "same", "note": "asked Elizabeth Taylor" }),
    );
    let mut requests = requests(&session);
    let open = ask_everything(&session, &requests);
    let told: usize = open
        .iter()
        .map(|(_, reply)| leaks(reply, &personal).len())
        .sum();
    assert!(told > 1000, "the search finds what is there: {told}");
    let asked = figures(&session, &open).into_iter();
    let asked = asked.map(|figure| json!({ "figure": figure, "limit": 60 }));
    requests.entry("rows_behind").or_default().extend(asked);
    drop(open);

    ask(&session, "set_presenting", json!({ "on": true }));
    let mut found = Vec::new();
    for (command, reply) in ask_everything(&session, &requests) {
        for leak in leaks(&reply, &personal) {
            found.push(format!("{command}: {leak:.300}"));
        }
    }
    let refused = session
        .call(
            "override_value",
            json!({ "customer": "C000001", "attribute": "city", "value": "x", "reason": "" }),
        )
        .expect_err("values cannot be set while they are masked");
    assert!(refused.message.contains("end presenting"), "{refused}");
    assert!(
        found.is_empty(),
        "{} leaks, such as {:#?}",
        found.len(),
        found.iter().take(60).collect::<Vec<_>>()
    );
}
