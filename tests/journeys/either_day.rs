//! Dates of one column that contradict each other in the order of day and month: what could be either is not guessed
//! until somebody chooses.

use std::path::Path;

use rollcall_api::Session;
use serde_json::{Value, json};

use crate::undone::deeds::{ask, audit, does, empty, load};

const CUSTOMERS: &str = "\
Customer ID,Email,Signed up,Date of birth
S1,anne@example.com,25/12/2024,1984-03-02
S2,tom@example.com,12/25/2024,1985-03-02
S3,priya@example.com,03/04/2024,1986-03-02
S4,lena@example.com,05/05/2024,1987-03-02
S5,wei@example.com,13/02/2024,1988-03-02
S6,ines@example.com,07/08/2024,1989-03-02
";

fn project(folder: &Path) -> Session {
    let session = empty(folder);
    let request = load(folder, "customers.csv", CUSTOMERS);
    assert!(does(&session, "import_files", &request));
    audit(&session);
    session
}

fn asked(session: &Session) -> Vec<Value> {
    let request = json!({ "code": "ambiguous_dates" });
    let page = ask(session, "list_problems", request);
    page["problems"].as_array().expect("findings").clone()
}

/// What a row's day of signing up is read as, with its state.
fn day(row: &Value) -> Option<(String, String)> {
    let mut values = row["values"].as_array()?.iter();
    let value = values.find(|value| value["attribute"]["code"] == "created_at")?;
    let day = value["value"].as_str()?.get(..10).unwrap_or_default();
    Some((day.to_owned(), value["state"].as_str()?.to_owned()))
}

/// The days of the first rows, as the mapping shows them.
fn previewed(session: &Session) -> Vec<(String, String)> {
    let table = ask(session, "list_mappings", json!({}))[0]["table"].clone();
    let preview = ask(session, "preview_mapping", json!({ "table": table }));
    let rows = preview["rows"].as_array().expect("rows").iter();
    rows.filter_map(day).collect()
}

/// The days as they are kept, in the order of the rows.
fn days(session: &Session) -> Vec<(String, String)> {
    let page = ask(session, "search_customers", json!({ "limit": 100 }));
    let customers = page["customers"].as_array().expect("customers").iter();
    let mut rows: Vec<Value> = Vec::new();
    for customer in customers {
        let request = json!({ "customer": customer["customer"] });
        let view = ask(session, "get_customer", request);
        rows.extend(view["records"].as_array().expect("records").iter().cloned());
    }
    rows.sort_by_key(|row| row["row"].as_u64());
    rows.iter().filter_map(day).collect()
}

fn told(days: &[&str]) -> Vec<(String, String)> {
    let told = days.iter().map(|day| {
        let state = if day.is_empty() { "invalid" } else { "valid" };
        ((*day).to_owned(), state.to_owned())
    });
    told.collect()
}

#[test]
fn what_could_be_either_day_is_not_guessed_until_somebody_chooses() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = project(folder.path());
    let found = asked(&session);
    let [problem] = found.as_slice() else {
        panic!("one column, not {found:?}");
    };
    let message = problem["message"].as_str().expect("a sentence");
    assert!(
        message.contains(
            "of 5 dates in which the order matters, 2 can only be day before month and 1 only month before day. 2 could be either"
        ),
        "{message}"
    );
    assert_eq!(problem["count"], 2);
    let rows = json!({ "figure": { "kind": "problem", "problem": problem["problem"] } });
    assert_eq!(ask(&session, "rows_behind", rows)["total"], 2);
    assert_eq!(
        days(&session),
        told(&[
            "2024-12-25",
            "2024-12-25",
            "",
            "2024-05-05",
            "2024-02-13",
            ""
        ])
    );
    assert_eq!(previewed(&session), days(&session));
    let nobody = ask(
        &session,
        "list_problems",
        json!({ "code": "invalid_value" }),
    );
    assert_eq!(nobody["total"], 0, "it is told once: {nobody}");

    let table = ask(&session, "list_mappings", json!({}))[0]["table"].clone();
    let chosen = json!({
        "table": table, "column": 2, "attribute": "created_at", "date_order": "month_first",
    });
    ask(&session, "set_column", chosen);
    audit(&session);
    assert!(asked(&session).is_empty());
    assert_eq!(
        days(&session),
        told(&[
            "2024-12-25",
            "2024-12-25",
            "2024-03-04",
            "2024-05-05",
            "2024-02-13",
            "2024-07-08"
        ])
    );
}

#[test]
fn a_clear_column_does_not_speak_for_one_that_contradicts_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    let twin = CUSTOMERS
        .replace("Date of birth", "Last order")
        .replace("1984-03-02", "31/12/2024");
    let request = load(folder.path(), "customers.csv", &twin);
    assert!(does(&session, "import_files", &request));
    audit(&session);
    let states: Vec<String> = days(&session).into_iter().map(|(_, state)| state).collect();
    assert_eq!(
        states,
        ["valid", "valid", "invalid", "valid", "valid", "invalid"]
    );
}

/// The first finding of a situation.
fn finding(session: &Session, code: &str) -> Value {
    let page = ask(session, "list_problems", json!({ "code": code }));
    page["problems"][0].clone()
}

#[test]
fn a_finding_about_dates_is_mended_where_it_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = project(folder.path());
    let fix = asked(&session)[0]["fix"].clone();
    assert_eq!(
        (&fix["kind"], &fix["column"], &fix["attribute"]),
        (&json!("date_order"), &json!(2), &json!("created_at"))
    );
    assert_eq!(fix["date_order"], Value::Null);
    let chosen = json!({
        "table": fix["table"], "column": fix["column"], "attribute": fix["attribute"], "group": fix["group"],
        "date_order": "day_first",
    });
    ask(&session, "set_column", chosen);
    assert_eq!(asked(&session)[0]["fix"]["date_order"], "day_first");
    audit(&session);
    assert!(asked(&session).is_empty());
    assert_eq!(days(&session)[2].0, "2024-04-03");
}

#[test]
fn dates_no_order_helps_are_offered_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    let clear = CUSTOMERS
        .replace("03/04/2024", "23/04/2024")
        .replace("07/08/2024", "07/28/2024");
    let request = load(folder.path(), "customers.csv", &clear);
    assert!(does(&session, "import_files", &request));
    audit(&session);
    assert_eq!(asked(&session).len(), 1);
    assert_eq!(asked(&session)[0]["fix"], Value::Null);
}

#[test]
fn a_finding_leads_to_the_column_that_mends_it_and_no_further_than_this_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    let rows = "\
Customer ID,Email,Phone
S1,anne@example.com,call me maybe
S2,tom@example.com,0000000000
S3,priya@example.com,+31 6 53917426
";
    let request = load(folder.path(), "customers.csv", rows);
    assert!(does(&session, "import_files", &request));
    audit(&session);
    let unread = finding(&session, "invalid_value");
    assert_eq!(
        (&unread["fix"]["kind"], &unread["fix"]["column"]),
        (&json!("column"), &json!(2)),
        "{unread}"
    );
    let filler = finding(&session, "placeholder_value");
    assert_eq!(filler["code"], "placeholder_value");
    assert_eq!(filler["fix"], Value::Null, "only the till can put it right");
}

#[test]
fn a_finding_in_one_of_two_columns_with_one_header_leads_to_the_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    let twice = CUSTOMERS.replace("Date of birth", "Signed up");
    let request = load(folder.path(), "customers.csv", &twice);
    assert!(does(&session, "import_files", &request));
    audit(&session);
    let found = asked(&session);
    assert!(!found.is_empty(), "the days contradict each other");
    for problem in &found {
        assert_eq!(problem["fix"]["kind"], "table", "{problem}");
        assert_eq!(problem["fix"]["column"], Value::Null);
    }
}
