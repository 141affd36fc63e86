//! Lists that keep nothing but the days on which people joined, confirmed and left: a day of leaving is a no, a day of
//! confirming a yes, and who never said anything is neither.

use std::fmt::Write;

use rollcall_engine::view::{ListPreview, OpenProject, PreviewList};
use rollcall_engine::{AuditRequest, Engine, Silent};

use crate::estate::engine;

const GIVEN: [&str; 10] = [
    "Amelia",
    "Bertram",
    "Clementine",
    "Desmond",
    "Eleanor",
    "Ferdinand",
    "Gwendolen",
    "Humphrey",
    "Isolde",
    "Jasper",
];
const FAMILY: [&str; 6] = [
    "Thornbury",
    "Quillfeather",
    "Oakshott",
    "Hargrave",
    "Wexcombe",
    "Lockyer",
];

/// Sixty people; who left did so in every eighth row, and who never confirmed stands in every fifth.
fn newsletter(headers: [&str; 3], status: Option<[&str; 2]>) -> String {
    let mut rows = format!("First name;Surname;E-mail;{}", headers.join(";"));
    if status.is_some() {
        rows.push_str(";Status");
    }
    rows.push('\n');
    for (row, (family, given)) in FAMILY
        .iter()
        .flat_map(|family| GIVEN.iter().map(move |given| (family, given)))
        .enumerate()
    {
        let joined = format!("2025-0{}-1{}", row % 9 + 1, row % 10);
        let confirmed = if row % 5 == 2 { "" } else { joined.as_str() };
        let left = if row % 8 == 3 { "2026-02-14" } else { "" };
        let address = format!("{given}.{family}@example.com").to_lowercase();
        write!(
            rows,
            "{given};{family};{address};{joined};{confirmed};{left}"
        )
        .expect("a row");
        if let Some([here, gone]) = status {
            write!(rows, ";{}", if left.is_empty() { here } else { gone }).expect("a row");
        }
        rows.push('\n');
    }
    rows
}

fn audited(text: &str) -> (tempfile::TempDir, Engine) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("newsletter.csv");
    std::fs::write(&file, text).expect("a file");
    let engine = engine();
    let project = folder.path().join("p.rollcall");
    let request = AuditRequest {
        paths: vec![file],
        project: Some(project.clone()),
        out: None,
    };
    engine.audit(&request, &Silent).expect("an audit");
    let path = project.display().to_string();
    engine
        .open_project(OpenProject { path })
        .expect("the project");
    (folder, engine)
}

fn preview(engine: &Engine, destination: &str) -> ListPreview {
    engine
        .preview_list(PreviewList {
            draft: None,
            list: "customers".into(),
            destination: destination.into(),
            days: None,
            today: None,
        })
        .expect("a preview")
}

/// How many of the sixty left, and how many confirmed and did not leave.
fn truth() -> (u64, u64) {
    let left = (0..60).filter(|row| row % 8 == 3).count() as u64;
    let yes = (0..60).filter(|row| row % 8 != 3 && row % 5 != 2).count() as u64;
    (left, yes)
}

#[test]
fn whoever_left_is_written_to_no_more_and_whoever_confirmed_said_yes() {
    let (left, yes) = truth();
    for headers in [
        ["Angemeldet am", "Bestätigt am", "Abgemeldet am"],
        ["Subscribed at", "Confirmed at", "Unsubscribed at"],
        ["Signup date", "Double opt-in date", "Opt-out date"],
    ] {
        let (_folder, engine) = audited(&newsletter(headers, None));
        let plain = preview(&engine, "plain_csv");
        assert_eq!(plain.rows, 60 - left, "{headers:?}: {:?}", plain.left_out);
        let upload = preview(&engine, "google_customer_match");
        assert_eq!(upload.rows, yes, "{headers:?}: {:?}", upload.left_out);
    }
}

#[test]
fn a_day_of_leaving_alone_is_a_no() {
    let (left, _) = truth();
    for header in ["Abmeldedatum", "UNSUB_TIME", "Opt-out date", "Widerruf am"] {
        let text = newsletter(["Beginn", "Zuletzt", header], None);
        let (_folder, engine) = audited(&text);
        let plain = preview(&engine, "plain_csv");
        assert_eq!(plain.rows, 60 - left, "{header}: {:?}", plain.left_out);
    }
}

#[test]
fn a_status_of_those_who_left_is_a_no_whatever_the_other_word_is() {
    let (left, _) = truth();
    for status in [
        ["aktiv", "abgemeldet"],
        ["active", "unsubscribed"],
        ["dabei", "ausgetragen"],
    ] {
        let text = newsletter(["Beginn", "Notiz", "Zuletzt"], Some(status));
        let text = text.replace(";2026-02-14;", ";;");
        let (_folder, engine) = audited(&text);
        let plain = preview(&engine, "plain_csv");
        assert_eq!(plain.rows, 60 - left, "{status:?}: {:?}", plain.left_out);
    }
}
