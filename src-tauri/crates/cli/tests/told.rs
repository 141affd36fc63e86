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

/// What a command said, with how it ended.
fn ended(arguments: &[&str]) -> (Option<i32>, String, String) {
    let outcome = rollcall(arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        outcome.status.code(),
        text(&outcome.stdout),
        text(&outcome.stderr),
    )
}

const CONTACTS: &str =
    "Contact ID,First Name,Last Name,Email\n001,Anne,Marsh,anne@mail.example.com\n";

#[test]
fn files_that_cannot_be_read_are_told_first_and_the_others_are_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    let file =
        |name: &str, bytes: &[u8]| std::fs::write(exports.join(name), bytes).expect("a file");
    file("crm_contacts.csv", CONTACTS.as_bytes());
    file("empty.csv", b"");
    file("half.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0");
    file("holiday.png", b"\x89PNG\r\n\x1a\n");
    let (code, told, complaint) = ended(&["audit", path(&exports)]);
    assert_eq!((code, complaint.as_str()), (Some(0), ""));
    assert!(
        told.starts_with("NOT EVERYTHING WAS LOADED: 2 files or folders could not be read"),
        "{told}"
    );
    for name in ["empty.csv", "half.xlsx"] {
        let line = told
            .lines()
            .find(|line| line.starts_with("Not loaded") && line.contains(name));
        assert!(line.is_some(), "{name}: {told}");
    }
    std::fs::remove_file(exports.join("crm_contacts.csv")).expect("gone");
    let (code, told, complaint) = ended(&["audit", path(&exports)]);
    assert_eq!((code, told.as_str()), (Some(1), ""), "{complaint}");
    assert!(
        complaint.contains("Nothing could be loaded."),
        "{complaint}"
    );
    let (_, help, _) = ended(&["audit", "--help"]);
    assert!(
        help.contains("the exit code is 0 as long as one could be loaded"),
        "{help}"
    );
    let (_, help, _) = ended(&["--help"]);
    assert!(help.contains("Exit codes: 0 when it is done"), "{help}");
}

#[test]
fn the_history_names_who_was_named_or_the_user_of_the_computer() {
    let folder = tempfile::tempdir().expect("a folder");
    let contacts = folder.path().join("crm_contacts.csv");
    std::fs::write(&contacts, CONTACTS).expect("a file");
    let project = folder.path().join("a.rollcall");
    let who = |project: &Path| asked(project, "history")["people"].clone();
    let made = rollcall(&[
        "audit",
        path(&contacts),
        "--project",
        path(&project),
        "--by",
        " Dana Fox ",
    ]);
    assert!(made.status.success());
    assert_eq!(who(&project), serde_json::json!(["Dana Fox"]));
    let (code, _, complaint) = ended(&["audit", path(&contacts), "--by", " "]);
    assert_eq!(code, Some(2));
    assert!(
        complaint.contains("write the name of a person"),
        "{complaint}"
    );

    let other = folder.path().join("b.rollcall");
    let by_a_user = |name: &str, project: &Path| {
        let made = Command::new(env!("CARGO_BIN_EXE_rollcall"))
            .args(["audit", path(&contacts), "--project", path(project)])
            .env_remove("USERNAME")
            .env("USER", name)
            .output()
            .expect("the program starts");
        assert!(made.status.success());
    };
    by_a_user("marie", &other);
    assert_eq!(who(&other), serde_json::json!(["marie"]));
}

#[test]
fn what_is_taken_back_and_done_again_is_told_as_that() {
    let folder = tempfile::tempdir().expect("a folder");
    let contacts = folder.path().join("crm_contacts.csv");
    std::fs::write(&contacts, CONTACTS).expect("a file");
    let project = folder.path().join("a.rollcall");
    let made = rollcall(&["audit", path(&contacts), "--project", path(&project)]);
    assert!(made.status.success());
    let told = |command: &str| {
        let reply = asked(&project, command);
        reply["sentence"].as_str().unwrap_or_default().to_owned()
    };
    let undone = told("undo");
    assert!(undone.starts_with("Taken back: Loaded 1 row"), "{undone}");
    assert_eq!(told("undo"), "", "there is nothing more");
    let again = told("redo");
    assert!(again.starts_with("Done again: Loaded 1 row"), "{again}");
}

#[test]
fn a_place_that_cannot_be_used_is_told_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let contacts = folder.path().join("crm_contacts.csv");
    std::fs::write(&contacts, CONTACTS).expect("a file");
    let project = folder.path().join("a.rollcall");
    let made = rollcall(&["audit", path(&contacts), "--project", path(&project)]);
    assert!(made.status.success());
    let nowhere = folder.path().join("nowhere");
    let (inside, beneath) = (nowhere.join("x.rollcall"), contacts.join("out"));
    let decisions = nowhere.join("x.json");
    let cases: [(&[&str], &str); 4] = [
        (
            &["audit", path(&contacts), "--project", path(&inside)],
            "the folder it belongs into, is not there",
        ),
        (
            &["audit", path(&contacts), "--out", path(&beneath)],
            "a file stands where a folder is needed",
        ),
        (
            &[
                "project",
                "decisions",
                path(&project),
                "--out",
                path(&decisions),
            ],
            "the folder it belongs into, is not there",
        ),
        (
            &[
                "project",
                "decisions",
                path(&project),
                "--take",
                path(&inside),
            ],
            "is not there",
        ),
    ];
    for (arguments, part) in cases {
        let (code, _, complaint) = ended(arguments);
        assert_eq!(code, Some(1), "{arguments:?}: {complaint}");
        assert!(complaint.contains(part), "{arguments:?}: {complaint}");
        assert!(
            !complaint.contains("os error"),
            "{arguments:?}: {complaint}"
        );
        assert_eq!(complaint.trim().lines().count(), 1, "{complaint}");
    }
    assert!(!nowhere.exists());
    let (code, _, complaint) = ended(&["project", "decisions", path(&project)]);
    assert_eq!(code, Some(2));
    assert!(
        complaint.contains("--out <FILE>|--take <FILE>"),
        "{complaint}"
    );
}

/// Who may write everywhere is not kept off, so nothing is seen of this then.
#[test]
#[cfg(unix)]
fn a_folder_one_may_only_read_is_told_and_the_project_in_it_is_as_it_was() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let contacts = folder.path().join("crm_contacts.csv");
    std::fs::write(&contacts, CONTACTS).expect("a file");
    let closed = folder.path().join("closed");
    std::fs::create_dir(&closed).expect("a folder");
    let project = closed.join("a.rollcall");
    let made = rollcall(&["audit", path(&contacts), "--project", path(&project)]);
    assert!(made.status.success());
    let before = std::fs::read(&project).expect("the project");
    let allow = |mode: u32| {
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(mode)).expect("a mode");
    };
    allow(0o500);
    let is_kept_off = std::fs::write(closed.join("probe"), "").is_err();
    let endings = is_kept_off.then(|| {
        let out = closed.join("out");
        [
            ended(&["audit", path(&contacts), "--project", path(&project)]),
            ended(&["audit", path(&contacts), "--out", path(&out)]),
        ]
    });
    allow(0o700);
    for (code, _, complaint) in endings.into_iter().flatten() {
        assert_eq!(code, Some(1), "{complaint}");
        assert!(
            complaint.contains("you do not have permission"),
            "{complaint}"
        );
        assert_eq!(std::fs::read(&project).expect("the project"), before);
    }
}

#[test]
fn a_folder_that_is_not_there_leaves_no_project_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("new.rollcall");
    let missing = folder.path().join("exports");
    let refused = rollcall(&["audit", path(&missing), "--project", path(&project)]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(
        said.starts_with("rollcall: Nothing could be loaded."),
        "{said}"
    );
    let left = std::fs::read_dir(folder.path()).expect("a folder");
    let left: Vec<_> = left.filter_map(|one| Some(one.ok()?.file_name())).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_month_that_is_added_is_told_and_replaces_where_the_call_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("shop_orders.csv");
    let project = folder.path().join("a.rollcall");
    let month = |month: u32, again: &str| {
        let rows = (1..8).map(|day| {
            format!("A{month}{day},Anne,Marsh,anne@mail.example.com,2026-{month}-0{day},{day}.00\n")
        });
        let rows = rows.collect::<String>();
        let header = "Order ID,First Name,Last Name,Email,Order Date,Total\n";
        std::fs::write(&file, format!("{header}{rows}")).expect("a file");
        let outcome = rollcall(&[
            "audit",
            path(&file),
            "--project",
            path(&project),
            "--loads-again",
            again,
            "--today",
            "2026-11-23",
        ]);
        let complaint = String::from_utf8_lossy(&outcome.stderr);
        assert!(outcome.status.success(), "{complaint}");
        String::from_utf8_lossy(&outcome.stdout).into_owned()
    };
    month(10, "rule");
    let told = month(11, "rule");
    let added = "7 rows of November 2026 were added to the 7 rows of October 2026 in ";
    assert_eq!(told.matches(added).count(), 2, "{told}");
    assert!(told.contains("nothing was replaced"), "{told}");
    assert!(!told.contains("vanished"), "{told}");
    let told = month(11, "replace");
    assert!(
        told.contains("7 added, 0 changed, 0 unchanged, 7 vanished"),
        "{told}"
    );
}
