//! Who said no is in no list to reach people, whatever the files are called and however it was said.

use std::fmt::Write;
use std::path::Path;

use rollcall_engine::view::{DeliverList, ListProblems, OpenProject, PreviewList};
use rollcall_engine::{AuditRequest, Engine, Silent};

use crate::estate::engine;

/// Customers of a shop. The last two share a mailbox and nothing else.
fn shop() -> String {
    let mut rows = String::from("Customer no;First name;Surname;Born;E-mail;May we e-mail you?\n");
    let names = [
        "Amelia Thornbury",
        "Bertram Quillfeather",
        "Clementine Oakshott",
        "Desmond Hargrave",
        "Eleanor Wexcombe",
        "Ferdinand Lockyer",
        "Gwendolen Ashdown",
        "Humphrey Pellworth",
    ];
    let answers = [
        "Yes please",
        "No thanks",
        "only by post",
        "ok",
        "Yes",
        "on sunny days",
        "Yes",
        "Yes",
    ];
    for (row, (name, answer)) in names.iter().zip(answers).enumerate() {
        let (given, family) = name.split_once(' ').expect("two names");
        let mail = if row < 6 {
            format!("{}@example.com", given.to_lowercase())
        } else {
            "family.box@example.com".to_owned()
        };
        writeln!(
            rows,
            "{};{given};{family};{}-03-1{row};{mail};{answer}",
            100 + row,
            1950 + row * 6
        )
        .expect("a row");
    }
    rows
}

/// Requests, under a name and headers that tell nothing.
const REQUESTS: &str = "\
who;when;remark
amelia@example.com;2026-05-01;take me off
zelda@example.com;2026-05-02;STOP
yorick@example.com;2026-05-03;please remove me
xaver@example.com;2026-05-04;Meine Daten löschen
";

/// Another system, in which one of the two said no.
const CLUB: &str = "\
Member;First name;Surname;Born;E-mail;Consent
7;Humphrey;Pellworth;1992-03-17;family.box@example.com;no
8;Oswald;Brackenridge;1961-01-09;oswald@example.com;bounced
9;Ottilie;Farrington;1971-01-09;;yes
";

fn project(folder: &Path) -> Engine {
    for (name, text) in [
        ("a.csv", shop()),
        ("b.csv", REQUESTS.into()),
        ("c.csv", CLUB.into()),
    ] {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let engine = engine();
    let path = folder.join("p.rollcall");
    let request = AuditRequest {
        paths: ["a.csv", "b.csv", "c.csv"]
            .iter()
            .map(|name| folder.join(name))
            .collect(),
        project: Some(path.clone()),
        out: None,
    };
    engine.audit(&request, &Silent).expect("an audit");
    engine
        .open_project(OpenProject {
            path: path.display().to_string(),
        })
        .expect("the project");
    engine
}

fn delivered(engine: &Engine, folder: &Path, list: &str) -> String {
    let path = folder.join(format!("{list}.csv"));
    engine
        .deliver_list(DeliverList {
            left_out_file: false,
            list: list.into(),
            destination: "plain_csv".into(),
            path: path.display().to_string(),
            days: Some(30),
            today: Some("2026-11-20".into()),
        })
        .expect("a delivery");
    std::fs::read_to_string(path).expect("the list")
}

#[test]
fn a_list_to_reach_people_holds_no_address_that_said_no_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let list = delivered(&engine, folder.path(), "customers");
    for kept in ["desmond@", "eleanor@", "ferdinand@"] {
        assert!(list.contains(kept), "{kept}\n{list}");
    }
    for gone in [
        "amelia@",
        "bertram@",
        "clementine@",
        "family.box@",
        "zelda@",
        "yorick@",
        "xaver@",
        "oswald@",
        "Ottilie",
    ] {
        assert!(!list.contains(gone), "{gone}\n{list}");
    }
    let preview = engine
        .preview_list(PreviewList {
            draft: None,
            list: "customers".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
        })
        .expect("a preview");
    let reasons: Vec<&str> = preview
        .left_out
        .iter()
        .map(|one| one.reason.as_str())
        .collect();
    for reason in [
        "asked to be deleted",
        "said no",
        "the address said no in another record",
        "messages to the address come back",
        "nothing to find them by",
    ] {
        assert!(reasons.contains(&reason), "{reason}: {reasons:?}");
    }
    let unread = engine
        .list_problems(ListProblems {
            code: Some("invalid_value".into()),
            severity: None,
            source: None,
            offset: 0,
            limit: None,
        })
        .expect("the problems");
    assert!(
        unread.problems.iter().any(|one| one
            .message
            .starts_with("1 of 8 rows hold an answer in \"May we e-mail you?\"")),
        "{:?}",
        unread.problems
    );
}
