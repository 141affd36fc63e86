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
