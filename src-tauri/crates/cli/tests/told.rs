//! What `audit` tells of files that are not there or not whole.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn rollcall(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rollcall"))
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// What a command answers of a project.
fn asked(project: &Path, command: &str) -> Value {
    let outcome = rollcall(&["call", command, "{}", "--project", path(project)]);
    let complaint = String::from_utf8_lossy(&outcome.stderr);
    assert!(outcome.status.success(), "{complaint}");
    serde_json::from_slice(&outcome.stdout).expect("JSON")
}

#[test]
fn a_newer_export_that_is_not_there_is_told_and_nothing_is_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, rows: &str| {
        let file = folder.path().join(name);
        let text = format!("Contact ID,First Name,Last Name,Email\n{rows}");
        std::fs::write(&file, text).expect("a file");
        file
    };
    let contacts = file("crm_contacts.csv", "001,Anne,Marsh,anne@mail.example.com\n");
    let other = file("shop_people.csv", "A7,Priya,Nair,priya@web.example.org\n");
    let project = folder.path().join("a.rollcall");
    let made = rollcall(&["audit", path(&contacts), "--project", path(&project)]);
    assert!(made.status.success());
    let before = [asked(&project, "inventory"), asked(&project, "history")];
    let table = before[0]["sources"][0]["mark"]["name"].as_str();
    let table = table.expect("the name of its source");

    let missing = folder.path().join("contacts_april.csv");
    let newer = format!("{table}={}", missing.display());
    let out = folder.path().join("out");
    let refused = rollcall(&[
        "audit",
        path(&other),
        "--project",
        path(&project),
        "--out",
        path(&out),
        "--newer-export-of",
        &newer,
    ]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.starts_with("rollcall: There is no file "), "{said}");
    assert!(
        said.contains("contacts_april.csv") && said.contains(table),
        "{said}"
    );
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(!out.exists());
    assert_eq!(
        [asked(&project, "inventory"), asked(&project, "history")],
        before
    );
}

#[test]
fn a_json_file_that_is_cut_off_is_told_in_the_terminal_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("app_users.json");
    let person = |number: u32| {
        format!(
            r#"{{"user_id": "u{number}", "name": "Anne Marsh{number}", "email": "anne{number}@mail.example.com"}}"#
        )
    };
    let people: Vec<String> = (0..20).map(person).collect();
    let whole = format!("[{}]", people.join(", "));
    std::fs::write(&file, &whole[..whole.len() - 90]).expect("a file");
    let out = folder.path().join("out");
    let outcome = rollcall(&["audit", path(&file), "--out", path(&out)]);
    let complaint = String::from_utf8_lossy(&outcome.stderr);
    assert!(outcome.status.success(), "{complaint}");
    let told = String::from_utf8_lossy(&outcome.stdout).into_owned();
    assert!(told.contains("is damaged or was cut off"), "{told}");
    assert!(told.contains("Rows read before that place: 18."), "{told}");
    let problems = std::fs::read_to_string(out.join("problems.csv")).expect("a table");
    assert!(problems.contains("is damaged or was cut off"), "{problems}");
}
