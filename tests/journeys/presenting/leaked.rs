//! No reply of any command holds a personal value of the sample estate.

use std::collections::BTreeSet;

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
    let requests = requests(&session);
    let open: usize = requests
        .iter()
        .flat_map(|(command, all)| all.iter().map(move |request| (command, request)))
        .map(|(command, request)| leaks(&ask(&session, command, request.clone()), &personal).len())
        .sum();
    assert!(open > 1000, "the search finds what is there: {open}");

    ask(&session, "set_presenting", json!({ "on": true }));
    let mut found = Vec::new();
    for (command, reply) in ask_everything(&session, &requests) {
        for leak in leaks(&reply, &personal) {
            found.push(format!("{command}: {leak}"));
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
