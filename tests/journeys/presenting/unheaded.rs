//! Before the first audit nobody is known, and a file without a header shows its first row of people as the
//! names of its columns.

use std::path::{Path, PathBuf};

use rollcall_api::Session;
use serde_json::{Value, json};

use super::{empty, everything};

/// No cell looks like a value, so that the first row is taken for a header.
const WITHOUT_HEADER: &str = "\
Oluwaseun,Brackenridge,Todmorden
Grietje,Dekker,Utrecht
Jonas,Winkler,Bonn
";
/// The first row is read as a header because somebody says so.
const READ_SO: &str = "\
Ximena;ximena.ferrandiz@example.org;+44 7700 900381;1984-03-02
Willem;willem.brandsma@example.org;+44 7700 900382;1971-11-30
";
/// A header, with a column somebody made for one person.
const WITH_HEADER: &str = "\
E-mail,First name,Last name,Telephone,+44 7700 900385
greta@example.com,Greta,Olthof,+44 7700 900383,yes
mirja@example.com,Mirja,Aalto,+44 7700 900384,no
";

/// What of the first rows is personal.
const PERSONAL: &[&str] = &[
    "Oluwaseun",
    "Brackenridge",
    "Todmorden",
    "Ximena",
    "ferrandiz",
    "900381",
    "1984-03-02",
    "900385",
];

/// What says what a column holds.
const HEADERS: &[&str] = &["E-mail", "First name", "Last name", "Telephone"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let texts = [
        ("calls.csv", WITHOUT_HEADER),
        ("cards.csv", READ_SO),
        ("letters.csv", WITH_HEADER),
    ];
    texts
        .map(|(name, text)| {
            let path = folder.join(name);
            std::fs::write(&path, text).expect("a file");
            path
        })
        .into()
}

/// What is told of the files before they are loaded, and the choices they are loaded with.
fn inspected(session: &Session, paths: &[PathBuf]) -> (Value, Value) {
    let look = |choices: &Value| {
        let request = json!({ "paths": paths, "choices": choices });
        session.call("inspect_files", request).expect("a look")
    };
    let told = look(&json!([]));
    let tables = told["tables"].as_array().expect("tables").iter();
    let cards = tables
        .filter(|table| table["file"] == "cards.csv")
        .map(|table| {
            let mut reading = table["reading"].clone();
            reading["header_row"] = json!(1);
            json!({ "key": table["key"], "skip": false, "reading": reading })
        });
    let choices = Value::Array(cards.collect());
    (look(&choices), choices)
}

fn held(told: &[String], words: &[&str]) -> Vec<String> {
    let holds = |word: &&&str| told.iter().any(|text| text.contains(**word));
    words
        .iter()
        .filter(holds)
        .map(|word| (*word).to_owned())
        .collect()
}

/// The names of the columns of every table, as the screens of reading and mapping show them.
fn headers(session: &Session) -> Vec<String> {
    let tables = session.call("list_mappings", json!({})).expect("tables");
    let tables = tables.as_array().expect("tables").iter();
    let columns = tables.flat_map(|table| {
        let request = json!({ "table": table["table"] });
        let told = session.call("get_mapping", request).expect("a mapping");
        told["columns"].as_array().cloned().unwrap_or_default()
    });
    columns
        .map(|column| column["header"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_first_row_of_people_is_masked_before_any_audit_and_headers_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    let path = folder.path().join("shop.rollcall");
    let ask = |command: &str, request: Value| session.call(command, request).expect(command);
    ask("create_project", json!({ "path": path, "name": "Shop" }));
    let paths = files(folder.path());
    let (open, _) = inspected(&session, &paths);
    assert_eq!(held(&[open.to_string()], PERSONAL), PERSONAL, "the bait");

    ask("set_presenting", json!({ "on": true }));
    let (told, choices) = inspected(&session, &paths);
    assert_eq!(held(&[told.to_string()], PERSONAL), [""; 0], "{told}");
    let of_letters = told["tables"].as_array().expect("tables").iter();
    let mut of_letters = of_letters.filter(|table| table["file"] == "letters.csv");
    let header = of_letters.next().expect("the table")["header"].clone();
    for (place, word) in HEADERS.iter().enumerate() {
        assert_eq!(header[place], *word);
    }

    // Loaded while it is presented, with what the page gives back.
    let request = json!({ "paths": paths, "choices": choices, "then_audit": false });
    super::work(&session, "import_files", request);
    let seen = |what: &str| {
        let told = everything(&session);
        let told: Vec<&String> = told
            .iter()
            .filter(|one| !held(&[(*one).clone()], PERSONAL).is_empty())
            .collect();
        assert!(told.is_empty(), "{what}: {told:#?}");
        let headers = headers(&session);
        assert_eq!(headers.len(), 3 + 4 + 5);
        for word in HEADERS {
            assert!(
                headers.iter().any(|header| header == word),
                "{what}: {headers:?}"
            );
        }
    };
    seen("loaded");
    super::work(&session, "run_audit", json!({}));
    seen("audited");
    ask("set_presenting", json!({ "on": false }));
    let shown = headers(&session);
    for word in ["Oluwaseun", "Ximena", "ximena.ferrandiz@example.org"] {
        assert!(shown.iter().any(|header| header == word), "{shown:?}");
    }
}

/// Nothing of a real export is taken for a person.
#[test]
fn the_headers_of_the_sample_stay_readable_before_any_audit() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    let exports = rollcall_tests::checkout::sample_exports();
    let look = || {
        let told = session.call("inspect_files", json!({ "paths": [exports] }));
        let told = told.expect("a look");
        let tables = told["tables"].as_array().expect("tables").iter();
        tables
            .map(|table| table["header"].clone())
            .collect::<Vec<_>>()
    };
    let open = look();
    session
        .call("set_presenting", json!({ "on": true }))
        .expect("it begins");
    assert!(open.len() > 15);
    assert_eq!(look(), open);
}
