//! Stand-ins go back and forth between the core and the page without taking the place of what they stand for.

use rollcall_api::Session;
use serde_json::{Value, json};

use super::{ask, session};

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
