//! What a loading finds outside of the tables it loads, such as a file that is loaded already, goes and comes with it.

use std::path::Path;

use rollcall_api::Session;
use serde_json::{Value, json};

use crate::undone::deeds::{ask, does, empty, load};

const ANNE: &str =
    "Customer ID,First name,Email\nS1,Anne,anne@example.com\nS2,Tom,tom@example.com\n";
const PRIYA: &str =
    "Ticket no,First name,Email\nT1,Priya,priya@example.com\nT2,Lena,lena@example.com\n";

fn loads(session: &Session, folder: &Path, name: &str, text: &str) {
    let request = load(folder, name, text);
    assert!(does(session, "import_files", &request), "{name}");
}

/// The findings that are of no load.
fn outside(session: &Session) -> Vec<Value> {
    let page = ask(session, "list_problems", json!({}));
    let found = page["problems"].as_array().expect("findings").iter();
    found
        .filter(|one| one["source"].is_null())
        .cloned()
        .collect()
}

#[test]
fn a_note_of_the_loading_before_stands_again_when_a_load_is_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    loads(&session, folder.path(), "shop_customers.csv", ANNE);
    assert!(outside(&session).is_empty());
    loads(&session, folder.path(), "shop_customers.csv", ANNE);
    let noted = outside(&session);
    let codes: Vec<&Value> = noted.iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["unchanged_file"]);

    loads(&session, folder.path(), "helpdesk.csv", PRIYA);
    assert!(outside(&session).is_empty(), "this one found nothing");
    ask(&session, "undo", json!({}));
    assert_eq!(outside(&session), noted);
    ask(&session, "redo", json!({}));
    assert!(outside(&session).is_empty());

    // Closed and opened in between, all of it holds.
    ask(&session, "undo", json!({}));
    ask(&session, "close_project", json!({}));
    let path = folder.path().join("shop.rollcall").display().to_string();
    ask(&session, "open_project", json!({ "path": path }));
    assert_eq!(outside(&session), noted);
    let opened = json!({ "kind": "problem", "problem": noted[0]["problem"] });
    ask(&session, "rows_behind", json!({ "figure": opened }));
}

#[test]
fn what_a_loading_that_brought_nothing_told_does_not_outlast_what_is_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    loads(&session, folder.path(), "shop_customers.csv", ANNE);
    loads(&session, folder.path(), "shop_customers.csv", ANNE);
    let noted = outside(&session);
    loads(&session, folder.path(), "helpdesk.csv", PRIYA);
    // Nothing comes in, and two files are told of, one of them as before.
    let path = |name: &str| folder.path().join(name).display().to_string();
    let both = json!({ "paths": [path("shop_customers.csv"), path("helpdesk.csv")] });
    assert!(does(&session, "import_files", &both));
    assert_eq!(outside(&session).len(), 2);
    ask(&session, "undo", json!({}));
    assert_eq!(outside(&session), noted);
    ask(&session, "redo", json!({}));
    assert!(outside(&session).is_empty());
    // The first loading found nothing either.
    ask(&session, "undo", json!({}));
    ask(&session, "undo", json!({}));
    assert!(outside(&session).is_empty());
}

#[test]
fn a_note_of_an_earlier_version_stands_again_when_a_load_is_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    loads(&session, folder.path(), "shop_customers.csv", ANNE);
    loads(&session, folder.path(), "shop_customers.csv", ANNE);
    ask(&session, "close_project", json!({}));
    let project = folder.path().join("shop.rollcall");
    let file = rusqlite::Connection::open(&project).expect("the project");
    let renumbered = file.execute(
        "UPDATE problem SET problem_id = (SELECT max(max(problem_id), 0) + 1 FROM problem) WHERE load_id IS NULL",
        [],
    );
    assert_eq!(renumbered.expect("a change"), 1);
    drop(file);
    let path = project.display().to_string();
    ask(&session, "open_project", json!({ "path": path }));
    let told = |session: &Session| -> Vec<Value> {
        let notes = outside(session).into_iter();
        notes.map(|note| note["message"].clone()).collect()
    };
    let noted = told(&session);
    assert_eq!(noted.len(), 1);
    loads(&session, folder.path(), "helpdesk.csv", PRIYA);
    assert!(told(&session).is_empty());
    ask(&session, "undo", json!({}));
    assert_eq!(told(&session), noted);
}

/// Earlier versions numbered notes upwards, and so did the changes they wrote down.
fn as_written_before(project: &Path) {
    let file = rusqlite::Connection::open(project).expect("the project");
    let (number, change): (i64, String) = file
        .query_row(
            "SELECT operation_id, change FROM operation WHERE kind = 'import_files' ORDER BY operation_id DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .expect("a loading");
    let mut changes: Vec<Value> = serde_json::from_str(&change).expect("changes");
    changes.retain(|one| one["table"] != "problem" || one["key"][0] == -1);
    for one in changes.iter_mut().filter(|one| one["table"] == "problem") {
        one["key"][0] = json!(57);
        one["after"]["problem_id"] = json!(57);
    }
    let change = serde_json::to_string(&changes).expect("changes");
    let renumbered = file.execute(
        "UPDATE problem SET problem_id = 57 WHERE problem_id = -1",
        [],
    );
    assert_eq!(renumbered.expect("a change"), 1);
    file.execute(
        "UPDATE operation SET change = ?2 WHERE operation_id = ?1",
        (number, change),
    )
    .expect("a change");
}

#[test]
fn a_note_of_an_earlier_version_does_not_stand_beside_what_a_later_loading_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    loads(&session, folder.path(), "shop_customers.csv", ANNE);
    load(folder.path(), "helpdesk.csv", PRIYA);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let both = json!({ "paths": [path("shop_customers.csv"), path("helpdesk.csv")] });
    assert!(does(&session, "import_files", &both));
    assert_eq!(outside(&session).len(), 1);
    ask(&session, "close_project", json!({}));
    let project = folder.path().join("shop.rollcall");
    as_written_before(&project);
    ask(
        &session,
        "open_project",
        json!({ "path": project.display().to_string() }),
    );
    assert_eq!(outside(&session).len(), 1);

    let till = "Card no,First name,Email\nC1,Mia,mia@example.com\nC2,Jo,jo@example.com\n";
    loads(&session, folder.path(), "till.csv", till);
    assert!(outside(&session).is_empty());
    for step in ["undo", "undo", "redo", "redo"] {
        ask(&session, step, json!({}));
    }
    assert!(outside(&session).is_empty());
}
