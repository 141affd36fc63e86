//! The reading screen: what is seen before anything is loaded.

use rollcall_engine::view::{ImportChoice, InspectFiles, Inspection};
use rollcall_tests::checkout::root;

fn inspect(path: &std::path::Path, choices: Vec<ImportChoice>) -> Inspection {
    crate::estate::engine()
        .inspect_files(InspectFiles {
            paths: vec![path.to_string_lossy().into_owned()],
            choices,
        })
        .expect("files are looked into")
}

#[test]
fn tables_of_the_estate_are_taken_for_what_they_are() {
    for (file, role) in [
        ("privacy_requests.csv", "consents"),
        ("retargeting_audience.csv", "events"),
        ("kundenkarten.csv", "customers"),
        ("web_visits.csv", "events"),
        ("winback_send_log.csv", "events"),
        ("app_users.csv", "customers"),
    ] {
        let seen = inspect(&root().join("sample-data/exports").join(file), Vec::new());
        let roles: Vec<&str> = seen
            .tables
            .iter()
            .map(|table| table.role.as_str())
            .collect();
        assert_eq!(roles, [role], "{file}");
    }
}

#[test]
fn a_switch_shows_its_effect_before_loading() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("people.csv");
    std::fs::write(
        &path,
        b"written by the till\nName;E-mail, other\nJos\xE9;a@example.com, none\nAnn;b@example.com, c@example.com\n",
    )
    .expect("a file");
    let guessed = inspect(&path, Vec::new()).tables.remove(0);
    let mut reading = guessed.reading.clone();
    reading.delimiter = Some(",".into());
    reading.encoding = "macintosh".into();
    reading.header_row = Some(3);
    let choice = ImportChoice {
        key: guessed.key.clone(),
        skip: false,
        reading: Some(reading),
        source_name: None,
        ..ImportChoice::default()
    };
    let switched = inspect(&path, vec![choice.clone()]).tables.remove(0);
    assert_eq!(guessed.header.len(), 2, "{:?}", guessed.header);
    assert_eq!(
        switched.header.first().map(String::as_str),
        Some("JosÈ;a@example.com")
    );
    assert_eq!(switched.sample.len(), 1);
    // What cannot be is told, and the table stays as it was guessed.
    let impossible = ImportChoice {
        reading: choice
            .reading
            .map(|reading| rollcall_engine::view::ReadingView {
                encoding: "klingon".into(),
                ..reading
            }),
        ..choice
    };
    let kept = inspect(&path, vec![impossible]);
    assert_eq!(
        kept.tables.first().map(|table| &table.header),
        Some(&guessed.header)
    );
    assert!(
        kept.problems
            .iter()
            .any(|problem| problem.message.contains("klingon"))
    );
}
