//! What `link` tells of its links and of the ids it was given.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const APART: &str = "\
id,name,email
a,Anne Marsh,anne@mail.example.com
b,Omar Haddad,omar@web.example.org
b,Priya Nair,priya@web.example.org
b,Jo Fox,jo@web.example.org
,Li Wei,li@web.example.org
c,Ewan Drummond,ewan@mail.example.com
";

/// Links files by their ids: what is told and what is written.
fn linked(folder: &Path, files: &[&PathBuf], more: &[&str]) -> (String, String) {
    let out = folder.join("clusters.csv");
    let output = Command::new(env!("CARGO_BIN_EXE_rollcall"))
        .arg("link")
        .args(files)
        .args(["--id", "id", "--out"])
        .arg(&out)
        .args(more)
        .output()
        .expect("the program starts");
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{complaint}");
    let told = String::from_utf8(output.stdout).expect("UTF-8");
    (told, std::fs::read_to_string(out).expect("the clusters"))
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    file
}

#[test]
fn where_nothing_was_linked_no_share_of_the_links_is_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let people = file(folder.path(), "people.csv", APART);
    let (told, _) = linked(folder.path(), &[&people], &[]);
    assert!(told.contains("No two records were linked"), "{told}");
    assert!(!told.contains('%'), "{told}");
    let (told, _) = linked(folder.path(), &[&people], &["--json"]);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    for member in [
        "expected_precision",
        "expected_recall",
        "precision_between",
        "recall_between",
    ] {
        assert!(told[member].is_null(), "{member}: {told}");
    }
}

#[test]
fn an_id_that_stands_again_in_a_file_is_told_with_its_rows_and_written_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let people = file(folder.path(), "people.csv", APART);
    let (told, written) = linked(folder.path(), &[&people], &[]);
    assert!(
        told.contains("1 id stands in more than one row of a file, in 3 rows altogether: “b” in people.csv rows 3, 4, 5."),
        "{told}"
    );
    assert!(
        told.contains("1 row has no “id”: people.csv row 6."),
        "{told}"
    );
    assert_eq!(
        written.lines().count(),
        7,
        "a line for every record: {written}"
    );
    assert_eq!(written.matches("\nb,").count(), 3, "{written}");

    let (told, _) = linked(folder.path(), &[&people], &["--json"]);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let faults = &told["id_faults"];
    assert_eq!(
        (&faults["repeated"], &faults["rows_with_repeated"]),
        (&Value::from(1), &Value::from(3))
    );
    assert_eq!(faults["first_repeated"][0]["id"], "b");
    assert_eq!(faults["first_without"][0]["row"], 6);
}

#[test]
fn the_same_ids_in_two_files_are_as_they_should_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        "id,name,email\na,Anne Marsh,anne@mail.example.com\nb,Omar Haddad,omar@web.example.org\n";
    let one = file(folder.path(), "one.csv", text);
    let two = file(folder.path(), "two.csv", text);
    let (told, written) = linked(folder.path(), &[&one, &two], &[]);
    assert!(!told.contains("Look at this"), "{told}");
    assert!(told.starts_with("4 records are 2 clusters"), "{told}");
    assert!(told.contains("of the links are right"), "{told}");
    assert!(!told.contains("100.0 %"), "nothing is sure: {told}");
    assert_eq!(written.lines().count(), 5, "{written}");
}
