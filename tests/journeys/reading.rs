//! The reading screen: what is seen before anything is loaded.

use rollcall_engine::view::{
    CreateProject, ImportChoice, ImportFiles, InspectFiles, Inspection, Nothing, ReadingView,
};
use rollcall_tests::checkout::root;

use crate::erased::wait;

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
        reading: choice.reading.map(|reading| ReadingView {
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

#[test]
fn a_quote_and_totals_are_switched_and_the_effect_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sales.csv");
    std::fs::write(
        &path,
        "Name,Note,Amount\nAnn,'a, b',10\nBob,'c, d',20\nTotal,,30\n",
    )
    .expect("a file");
    let switched = |change: &dyn Fn(&mut ReadingView)| {
        let guessed = inspect(&path, Vec::new()).tables.remove(0);
        let mut reading = guessed.reading.clone();
        change(&mut reading);
        let choice = ImportChoice {
            key: guessed.key,
            reading: Some(reading),
            ..ImportChoice::default()
        };
        inspect(&path, vec![choice]).tables.remove(0)
    };
    let single = |reading: &mut ReadingView| reading.quote = Some("'".into());
    let quoted = switched(&single);
    assert_eq!(quoted.sample[0], ["Ann", "a, b", "10"]);
    let told: Vec<(u64, &str)> = quoted
        .aside
        .iter()
        .map(|row| (row.row, row.text.as_str()))
        .collect();
    assert_eq!(told, [(4, "Total,,30")]);
    let kept = switched(&|reading| {
        single(reading);
        reading.totals_are_rows = true;
    });
    assert!(kept.aside.is_empty());
    assert_eq!(kept.sample[2], ["Total", "", "30"]);
    // Without a quote every comma parts two cells, and the rows have more cells than the header.
    let none = switched(&|reading| reading.quote = None);
    assert_eq!(none.aside.len(), 3, "{:?}", none.aside);
}

#[test]
fn a_recipe_that_recognised_a_file_can_be_refused() {
    let path = root().join("sample-data/exports");
    let seen = inspect(&path, Vec::new());
    let known = seen
        .tables
        .iter()
        .find(|table| table.recognised.is_some())
        .expect("a recipe recognises something of the sample");
    let refused = ImportChoice {
        key: known.key.clone(),
        no_recipe: Some(true),
        ..ImportChoice::default()
    };
    let again = inspect(&path, vec![refused]);
    let found = again.tables.iter().find(|table| table.key == known.key);
    let found = found.expect("the table");
    assert_eq!(found.recognised, known.recognised, "still told");
    assert!(
        known.role_reason.contains("recipe"),
        "{}",
        known.role_reason
    );
    assert!(
        !found.role_reason.contains("recipe"),
        "{}",
        found.role_reason
    );
    assert_eq!(found.header, known.header);
}

#[test]
fn what_was_switched_is_what_is_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sales.csv");
    std::fs::write(
        &path,
        "Name,City,Amount\nAnn,Hull,10\nBob,York,20\nTotal,,30\n",
    )
    .expect("a file");
    let loaded = |totals_are_rows| {
        let engine = crate::estate::engine();
        let project = folder.path().join(format!("{totals_are_rows}.rollcall"));
        engine
            .create_project(CreateProject {
                path: project.display().to_string(),
                name: "Switched".into(),
            })
            .expect("a project");
        let guessed = inspect(&path, Vec::new()).tables.remove(0);
        let choice = ImportChoice {
            key: guessed.key,
            reading: Some(ReadingView {
                totals_are_rows,
                ..guessed.reading
            }),
            ..ImportChoice::default()
        };
        let job = engine
            .import_files(ImportFiles {
                paths: vec![path.display().to_string()],
                choices: vec![choice],
                then_audit: false,
            })
            .expect("a job")
            .job;
        wait(&engine, job);
        let load = engine.list_loads(Nothing {}).expect("the loads").remove(0);
        (load.rows_read, load.rows_loaded, load.rows_set_aside)
    };
    assert_eq!(loaded(false), (3, 2, 1));
    assert_eq!(loaded(true), (3, 3, 0));
}
