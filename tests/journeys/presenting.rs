//! While presenting, no reply of any command holds a personal value of the sample estate.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_api::{COMMANDS, Clock, CommandKind, EngineOptions, Session};
use rollcall_tests::checkout::sample_exports;
use serde_json::{Value, json};

use crate::erased::copy;

/// The sample project, open in a session of its own.
fn session(folder: &std::path::Path) -> Session {
    let engine = copy(folder);
    let path = engine
        .project_summary(rollcall_engine::view::Nothing {})
        .expect("a project")
        .path;
    drop(engine);
    let session = Session::new(EngineOptions {
        version: "test".into(),
        clock: Clock::on("2026-06-15".parse().expect("a day")),
        who: "test".into(),
        settings_folder: None,
        projects_folder: folder.to_path_buf(),
        sample_exports: None,
    });
    ask(&session, "open_project", json!({ "path": path }));
    session
}

fn ask(session: &Session, command: &str, request: Value) -> Value {
    match session.call(command, request) {
        Ok(reply) => reply,
        Err(error) => panic!("{command}: {error}"),
    }
}

/// Every text in a value, at any depth.
fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(inside) => inside.iter().for_each(|one| texts(one, found)),
        Value::Object(members) => members.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

/// Words of a text as they are told apart when looking for personal ones: whole addresses for mail,
/// whole numbers, and words.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| {
        !(character.is_alphanumeric() || matches!(character, '@' | '.' | '_' | '+' | '-'))
    })
    .map(|word| word.trim_matches(['.', '-']).to_owned())
    .filter(|word| word.chars().count() > 2)
}

/// Attributes whose values tell who somebody is.
const PERSONAL: &[&str] = &[
    "given_name",
    "family_name",
    "full_name",
    "email",
    "phone",
    "birth_date",
    "street",
    "loyalty_card",
    "device_id",
    "cookie_id",
    "account_id",
    "payment_card",
];

/// The personal words of the estate: those of every agreed value and of every value that lost.
fn personal_words(session: &Session) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut offset = 0;
    loop {
        let page = ask(
            session,
            "search_customers",
            json!({ "offset": offset, "limit": 500 }),
        );
        let customers = page["customers"].as_array().expect("customers");
        if customers.is_empty() {
            break;
        }
        for customer in customers.iter().step_by(5) {
            let customer = ask(
                session,
                "get_customer",
                json!({ "customer": customer["customer"] }),
            );
            for golden in customer["golden"].as_array().expect("values") {
                let attribute = golden["attribute"]["code"].as_str().unwrap_or_default();
                if PERSONAL.contains(&attribute) {
                    let mut values = vec![golden["value"].as_str().unwrap_or_default()];
                    // The day a value was last changed, beside it, is nobody's name.
                    let others = golden["others"].as_array().expect("others").iter();
                    values.extend(others.filter_map(|other| other["value"].as_str()));
                    for value in &values {
                        found.extend(words(value));
                    }
                }
            }
        }
        offset += 500;
    }
    // A family may be called like a header, a system or a product; those words are everybody's.
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
    found
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

/// Requests that ask each question of the table about something that is there.
fn requests(session: &Session) -> BTreeMap<&'static str, Vec<Value>> {
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
    let mut lists = Vec::new();
    for list in ask(session, "lists", json!({}))["lists"]
        .as_array()
        .expect("lists")
    {
        for destination in list["destinations"].as_array().expect("destinations") {
            lists.push(json!({ "list": list["code"], "destination": destination }));
        }
    }
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
        ("get_customer", each("customer", &customers)),
        ("consent_ledger", each("customer", &customers)),
        ("customer_graph", each("customer", &customers)),
        ("explain_record", each("record", &records)),
        ("find_traces", each("customer", &customers)),
        (
            "preview_regroup",
            vec![json!({
                "kind": "split", "customer": customers[0], "records": [records[0]],
                "reason": "two people",
            })],
        ),
        (
            "preview_rule",
            vec![json!({ "attribute": "email", "rule": "oldest" })],
        ),
        ("preview_list", lists),
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

/// What of a reply is personal, with the text it stands in.
fn leaks(reply: &Value, personal: &BTreeSet<String>) -> Vec<String> {
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

#[test]
fn g60_no_reply_of_any_command_holds_a_personal_value_while_presenting() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let personal = personal_words(&session);
    assert!(personal.len() > 3000, "{} words", personal.len());
    // Somebody is judged and a value set, so that the history tells of people.
    let pair = ask(&session, "list_pairs", json!({ "limit": 1 }))["pairs"][0]["pair"].clone();
    ask(
        &session,
        "judge_pair",
        json!({ "pair": pair, "verdict": "same", "note": "asked Elizabeth Taylor" }),
    );
    let mut requests = requests(&session);
    let open: usize = requests
        .iter()
        .flat_map(|(command, all)| all.iter().map(move |request| (command, request)))
        .map(|(command, request)| leaks(&ask(&session, command, request.clone()), &personal).len())
        .sum();
    assert!(open > 1000, "the search finds what is there: {open}");

    ask(&session, "set_presenting", json!({ "on": true }));
    let mut found = Vec::new();
    for command in COMMANDS
        .iter()
        .filter(|command| command.kind == CommandKind::Query)
    {
        for request in requests
            .remove(command.name)
            .unwrap_or_else(|| vec![json!({})])
        {
            let reply = match session.call(command.name, request.clone()) {
                Ok(reply) => reply,
                Err(error) => panic!("{} {request}: {error}", command.name),
            };
            for leak in leaks(&reply, &personal) {
                found.push(format!("{}: {leak}", command.name));
            }
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
        found.iter().take(40).collect::<Vec<_>>()
    );
}

#[test]
fn equal_values_have_equal_stand_ins_and_the_window_can_still_open_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let table = ask(&session, "list_profiles", json!({}))[0]["table"].clone();
    let open = ask(&session, "get_profile", json!({ "table": table }));
    ask(&session, "set_presenting", json!({ "on": true }));
    let first = ask(&session, "search_customers", json!({ "limit": 50 }));
    let again = ask(&session, "search_customers", json!({ "limit": 50 }));
    assert_eq!(first, again);
    let masked = ask(&session, "get_profile", json!({ "table": table }));
    let figure = |profile: &Value| {
        profile["columns"]
            .as_array()
            .expect("columns")
            .iter()
            .flat_map(|column| column["anomalies"].as_array().cloned().unwrap_or_default())
            .map(|anomaly| anomaly["figure"].clone())
            .find(|figure| figure["what"].as_str().is_some_and(|what| !what.is_empty()))
            .expect("an anomaly of one value")
    };
    assert_ne!(figure(&open)["what"], figure(&masked)["what"]);
    let rows = ask(
        &session,
        "rows_behind",
        json!({ "figure": figure(&masked) }),
    );
    assert!(rows["total"].as_u64() > Some(0), "{rows}");
    ask(&session, "set_presenting", json!({ "on": false }));
    let shown = ask(&session, "search_customers", json!({ "limit": 50 }));
    assert_ne!(first, shown);
}

/// Members that count people, or rows about them, wherever they stand.
const COUNTING: &[&str] = &[
    "people",
    "customers",
    "known_only_by_id",
    "email_only_customers",
    "only_here",
    "chosen",
    "vanishing",
    "not_said",
    "contradicted",
    "undated",
    "rows_set_aside",
    "invalid",
    "placeholder",
    "blank",
];

/// Counts from one to four, with where they stand.
fn small_counts(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(inside) => inside.iter().for_each(|one| small_counts(one, at, found)),
        Value::Object(members) => {
            for (name, one) in members {
                small_counts(one, name, found);
            }
        }
        Value::Number(number)
            if COUNTING.contains(&at)
                && number.as_u64().is_some_and(|count| (1..5).contains(&count)) =>
        {
            found.push(format!("{at}: {number}"));
        }
        _ => {}
    }
}

/// Sentences that tell one to four people or rows.
fn small_sentences(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    texts(value, &mut all);
    let tells = |text: &&&str| {
        let words: Vec<&str> = text.split(' ').collect();
        words.windows(2).any(|pair| {
            matches!(pair[0], "1" | "2" | "3" | "4")
                && matches!(
                    pair[1].trim_end_matches(['.', ',', ':', ';', ')']),
                    "people" | "person" | "customers" | "customer" | "rows" | "row"
                )
        })
    };
    all.iter()
        .filter(tells)
        .map(|text| (*text).to_owned())
        .collect()
}

/// How few people there are may tell who they are.
#[test]
fn no_reply_of_any_command_tells_a_small_count_of_people_while_presenting() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let requests = requests(&session);
    let all = |session: &Session| {
        let (mut numbers, mut sentences) = (Vec::new(), Vec::new());
        for command in COMMANDS
            .iter()
            .filter(|command| command.kind == CommandKind::Query)
        {
            let asked = requests.get(command.name).cloned();
            for request in asked.unwrap_or_else(|| vec![json!({})]) {
                let reply = ask(session, command.name, request);
                let mut found = Vec::new();
                small_counts(&reply, "", &mut found);
                numbers.extend(found.iter().map(|one| format!("{}: {one}", command.name)));
                let told = small_sentences(&reply);
                sentences.extend(told.iter().map(|one| format!("{}: {one}", command.name)));
            }
        }
        (numbers, sentences)
    };
    let (numbers, sentences) = all(&session);
    assert!(numbers.len() > 50, "the bait: {numbers:?}");
    assert!(sentences.len() > 3, "the bait: {sentences:?}");
    ask(&session, "set_presenting", json!({ "on": true }));
    let (numbers, sentences) = all(&session);
    assert!(
        numbers.is_empty(),
        "{} counts, such as {:#?}",
        numbers.len(),
        numbers.iter().take(20).collect::<Vec<_>>()
    );
    assert!(sentences.is_empty(), "{sentences:#?}");
}

/// What is changed while presenting never takes the place of the words that are masked.
#[test]
fn a_masked_text_that_comes_back_keeps_the_real_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let page = ask(
        &session,
        "search_customers",
        json!({ "limit": 1, "query": "miller" }),
    );
    let name = page["customers"][0]["name"]
        .as_str()
        .expect("a name")
        .to_owned();
    let source = ask(&session, "inventory", json!({}))["sources"][0]["mark"]["source"].clone();
    let note = |session: &Session| {
        let governance = ask(session, "governance", json!({}));
        let all = governance["sources"].as_array().expect("sources").iter();
        let mut mine = all.filter(|one| one["source"]["source"] == source);
        mine.next().expect("the source")["note"]
            .as_str()
            .expect("a note")
            .to_owned()
    };
    let set = |text: &str| session.call("set_note", json!({ "source": source, "note": text }));
    let written = format!("Ask {name}, 3 customers wrote");
    set(&written).expect("a note");

    ask(&session, "set_presenting", json!({ "on": true }));
    let masked = note(&session);
    assert!(
        !masked.contains(&name) && masked.contains("fewer than 5"),
        "{masked}"
    );
    set(&masked).expect("what comes back as it was given");
    let refused = set(&format!("{masked}, again")).expect_err("stand-ins are not kept");
    assert!(
        refused.to_string().contains("would replace the real ones"),
        "{refused}"
    );
    ask(&session, "set_presenting", json!({ "on": false }));
    assert_eq!(note(&session), written, "nothing of it was lost");
}

/// Cells of the tables of a page that hold one to four of something, and the sentences that tell so few.
fn small_cells(html: &str) -> Vec<String> {
    let told = html.split('<').filter_map(|piece| {
        let (mark, text) = piece.split_once('>')?;
        let is_small = matches!(text.trim(), "1" | "2" | "3" | "4");
        (is_small && mark.contains("class=\"n")).then(|| text.to_owned())
    });
    let texts = html
        .split('<')
        .filter_map(|piece| Some(piece.split_once('>')?.1));
    let sentences = texts.flat_map(|text| small_sentences(&json!(text)));
    told.chain(sentences).collect()
}

/// The report stands on the projector like every other screen.
#[test]
fn the_report_hides_small_counts_while_presenting_and_keeps_its_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let page = |session: &Session| {
        let reply = ask(session, "report_page", json!({ "unmasked": false }));
        reply["html"].as_str().expect("a page").to_owned()
    };
    let open = page(&session);
    assert!(
        small_cells(&open).len() > 10,
        "the bait: {:?}",
        small_cells(&open)
    );
    ask(&session, "set_presenting", json!({ "on": true }));
    let masked = page(&session);
    let told = small_cells(&masked);
    // The version of a rule counts nobody.
    let (_, appendix) = masked.split_once("<h2>Appendix</h2>").expect("an appendix");
    let versions = small_cells(appendix).len();
    assert_eq!(told.len(), versions, "{told:#?}");
    assert!(masked.contains("fewer than 5"), "and says so");
    assert!(
        masked.contains("15 June 2026"),
        "the day it was made is nobody's"
    );
}
