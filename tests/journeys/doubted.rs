//! Answers in columns nobody has confirmed as permissions: a no is obeyed, a yes permits nothing, and
//! the list says so until somebody answers.

use std::fmt::Write;
use std::path::Path;

use rollcall_engine::view::{
    DeliverList, ListPreview, ListProblems, Nothing, OpenProject, PreviewList, SetColumn,
};
use rollcall_engine::{AuditRequest, AuditSummary, Engine, Silent};

use crate::estate::engine;

const GIVEN: [&str; 12] = [
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
    "Katharina",
    "Leopold",
];
const FAMILY: [&str; 12] = [
    "Thornbury",
    "Quillfeather",
    "Oakshott",
    "Hargrave",
    "Wexcombe",
    "Lockyer",
    "Ashdown",
    "Pellworth",
    "Marchbanks",
    "Tolliver",
    "Wintergreen",
    "Fairweather",
];

/// Twelve customers; the first three say the first answer, the next three the second and so on.
fn shop(header: &str, answers: [&str; 4]) -> String {
    let mut rows = format!("Customer no;First name;Surname;Born;E-mail;{header}\n");
    for (row, (given, family)) in GIVEN.iter().zip(FAMILY).enumerate() {
        writeln!(
            rows,
            "{};{given};{family};{}-03-1{};{}@example.com;{}",
            100 + row,
            1950 + row * 4,
            row % 10,
            given.to_lowercase(),
            answers[row / 3]
        )
        .expect("a row");
    }
    rows
}

fn audited(engine: &Engine, folder: &Path, exports: &[(&str, String)]) -> AuditSummary {
    for (name, text) in exports {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let path = folder.join("p.rollcall");
    let request = AuditRequest {
        paths: exports.iter().map(|(name, _)| folder.join(name)).collect(),
        project: Some(path.clone()),
        out: Some(folder.join("out")),
    };
    let summary = engine.audit(&request, &Silent).expect("an audit");
    engine
        .open_project(OpenProject {
            path: path.display().to_string(),
        })
        .expect("the project");
    summary
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

fn left_out(preview: &ListPreview, reason: &str) -> u64 {
    preview
        .left_out
        .iter()
        .filter(|one| one.reason == reason)
        .map(|one| one.customers)
        .sum()
}

#[test]
fn a_no_in_a_column_nobody_placed_keeps_people_off_lists_and_the_list_says_so() {
    for (header, answers, refused) in [
        ("Accepte les offres", ["Oui", "Non", "O", "NSP"], 3),
        ("Datenschutz ok?", ["J", "N", "x", ""], 3),
        ("Zorb", ["yes", "no", "yes", "no"], 6),
        (
            "Marketing preference",
            ["Opted in", "Opted out", "Do not contact", "Email only"],
            6,
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = engine();
        let summary = audited(&engine, folder.path(), &[("a.csv", shop(header, answers))]);
        assert!(
            summary.open_columns.iter().any(|one| one.contains(header)),
            "{header}: {:?}",
            summary.open_columns
        );
        let plain = preview(&engine, "plain_csv");
        assert_eq!(plain.rows, 12 - refused, "{header}: {:?}", plain.left_out);
        let said_no = left_out(&plain, "said no")
            + left_out(&plain, "said no in a column nobody has confirmed");
        assert_eq!(said_no, refused, "{header}: {:?}", plain.left_out);
        assert!(
            plain.warnings.iter().any(|one| one.contains(header)
                && one.contains("a no in it is obeyed")
                && one.contains("a yes permits nothing")),
            "{header}: {:?}",
            plain.warnings
        );
        let upload = preview(&engine, "google_customer_match");
        assert_eq!(upload.rows, 0, "{header}: a yes nobody confirmed is none");
        assert!(
            left_out(&upload, "said yes only in a column nobody has confirmed") > 0,
            "{header}: {:?}",
            upload.left_out
        );
        let report = std::fs::read_to_string(folder.path().join("out/report.html"));
        let report = report.expect("the report");
        assert!(report.contains("needs a look"), "{header}");
    }
}

#[test]
fn a_confirmed_column_is_a_permission_and_no_question_any_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    let text = shop("Newsletter erwünscht", ["ja", "nein", "ja", "ja"]);
    audited(&engine, folder.path(), &[("a.csv", text)]);
    let upload = preview(&engine, "google_customer_match");
    assert_eq!(upload.rows, 0);
    assert_eq!(
        left_out(&upload, "said yes only in a column nobody has confirmed"),
        9,
        "{:?}",
        upload.left_out
    );
    let table = engine.list_mappings(Nothing {}).expect("the mappings")[0].table;
    engine
        .set_column(SetColumn {
            table,
            column: 5,
            attribute: Some("email_consent".into()),
            group: 0,
            date_order: None,
        })
        .expect("an answer");
    let waiting = preview(&engine, "google_customer_match");
    assert_eq!(waiting.rows, 0, "until everything is worked out anew");
    assert!(
        !waiting
            .warnings
            .iter()
            .any(|one| one.contains("Nobody has said"))
    );
    engine.close_project(Nothing {}).expect("closed");
    let summary = audited(&engine, folder.path(), &[]);
    assert_eq!(summary.open_columns, Vec::<String>::new());
    let upload = preview(&engine, "google_customer_match");
    assert_eq!(upload.rows, 9, "{:?}", upload.left_out);
    assert_eq!(left_out(&upload, "said no"), 3);
    let told = engine
        .list_problems(ListProblems {
            code: Some("unmapped_column".into()),
            severity: None,
            source: None,
            offset: 0,
            limit: None,
        })
        .expect("the problems");
    assert_eq!(told.total, 0, "{:?}", told.problems);
}

#[test]
fn a_no_to_something_else_keeps_nobody_off() {
    for (header, answers) in [
        ("Active", ["y", "n", "y", "n"]),
        ("Wheelchair", ["y", "n", "n", "n"]),
        ("Paid", ["ja", "nein", "ja", "nein"]),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = engine();
        audited(&engine, folder.path(), &[("a.csv", shop(header, answers))]);
        let plain = preview(&engine, "plain_csv");
        assert_eq!(plain.rows, 12, "{header}: {:?}", plain.left_out);
    }
}

#[test]
fn lists_of_a_newsletters_tool_speak_for_everybody_on_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    let list = |from: usize| {
        let mut rows = String::from("Email Address,First Name,Last Name,OPTIN_TIME\n");
        for (given, family) in GIVEN.iter().zip(FAMILY).skip(from).take(4) {
            let mail = given.to_lowercase();
            writeln!(rows, "{mail}@example.com,{given},{family},2/16/2022 04:16").expect("a row");
        }
        rows
    };
    audited(
        &engine,
        folder.path(),
        &[
            ("subscribed_members_export.csv", list(0)),
            ("unsubscribed_members_export.csv", list(4)),
            ("cleaned_members_export.csv", list(8)),
        ],
    );
    let plain = preview(&engine, "plain_csv");
    assert_eq!(left_out(&plain, "said no"), 4, "{:?}", plain.left_out);
    assert_eq!(left_out(&plain, "messages to the address come back"), 4);
    assert_eq!(plain.rows, 4);
    let upload = preview(&engine, "google_customer_match");
    assert_eq!(upload.rows, 4, "{:?}", upload.left_out);
    // Kept for the delivery as well.
    let path = folder.path().join("list.csv");
    engine
        .deliver_list(DeliverList {
            left_out_file: false,
            list: "customers".into(),
            destination: "plain_csv".into(),
            path: path.display().to_string(),
            days: None,
            today: None,
        })
        .expect("a delivery");
    let list = std::fs::read_to_string(path).expect("the list");
    assert!(!list.contains("isolde@"), "{list}");
}
