//! The reading screen: what is seen before anything is loaded.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CreateProject, ImportChoice, ImportFiles, InspectFiles, Inspection, ListProblems, ListSetAside,
    Nothing, PasteTable, ReadingView,
};
use rollcall_tests::checkout::root;

use crate::erased::{found, wait};
use crate::measured::{load_only, project};

fn inspect(path: &Path, choices: Vec<ImportChoice>) -> Inspection {
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

#[test]
fn another_table_further_down_is_shown_told_and_can_be_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let text = "Campaign,Clicks,Cost\nSpring,120,33.10\nSummer,80,21.00\n\nCustomers\nName,Email,City\nAnn,ann@example.com,Hull\nBob,bob@example.com,York\n";
    let pasted = engine.paste_table(PasteTable {
        name: "Report".into(),
        text: text.replace(',', "\t"),
    });
    let pasted = pasted.expect("a table").path;
    let path = folder.path().join("report.csv");
    std::fs::write(&path, text).expect("a file");

    let guessed = inspect(&path, Vec::new()).tables.remove(0);
    assert_eq!(guessed.sample.len(), 2);
    let told: Vec<u64> = guessed.aside.iter().map(|row| row.row).collect();
    assert_eq!(told, [5, 6, 7, 8]);
    let reason = &guessed.aside[2].reason;
    assert!(reason.contains("begins in row 6"), "{reason}");
    let kept = ImportChoice {
        key: guessed.key,
        reading: Some(ReadingView {
            one_table: true,
            ..guessed.reading
        }),
        ..ImportChoice::default()
    };
    let one = inspect(&path, vec![kept.clone()]).tables.remove(0);
    assert_eq!((one.sample.len(), one.aside.len()), (6, 0));

    let load = |engine: &Engine, path: &Path, choices| {
        let started = engine.import_files(ImportFiles {
            paths: vec![path.display().to_string()],
            choices,
            then_audit: false,
        });
        wait(engine, started.expect("a job").job);
        let load = engine.list_loads(Nothing {}).expect("the loads").remove(0);
        (load.rows_read, load.rows_loaded, load.rows_set_aside)
    };
    let told = |engine: &Engine| {
        let found = engine.list_problems(ListProblems {
            code: Some("another_table".into()),
            ..ListProblems::default()
        });
        let found = found.expect("the problems").problems.into_iter();
        found
            .map(|problem| (problem.row, problem.count, problem.message))
            .collect::<Vec<_>>()
    };
    let sentence =
        "Another table begins in row 6; 4 of 6 rows read belong to it and were set aside.";
    assert_eq!(load(&engine, Path::new(&pasted), Vec::new()), (6, 2, 4));
    assert_eq!(told(&engine), [(Some(6), 4, sentence.to_owned())]);
    let engine = other_project(folder.path(), "set aside");
    assert_eq!(load(&engine, &path, Vec::new()), (6, 2, 4));
    assert_eq!(told(&engine), [(Some(6), 4, sentence.to_owned())]);
    let engine = other_project(folder.path(), "kept");
    assert_eq!(load(&engine, &path, vec![kept]), (6, 6, 0));
    assert!(told(&engine).is_empty());
}

fn other_project(folder: &Path, name: &str) -> Engine {
    let folder = folder.join(name);
    std::fs::create_dir(&folder).expect("a folder");
    project(&folder)
}

/// A line broke off while the file was written: whoever it was of, it is nobody that anybody could write to.
#[test]
fn a_row_of_which_most_is_missing_makes_nobody_and_is_told_with_the_way_to_mend_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let mut lines =
        vec!["Customer ID,First name,Last name,Email,Phone,Street,Town,Postcode".to_owned()];
    lines.extend((1..=40).map(|id| {
        format!("S{id},Ann,Lee,ann.lee{id}@example.com,020 7946 0{id:03},{id} Harbour Street,Leeds,LS1 4AP")
    }));
    lines.insert(20, "S99,Wilhelmina".to_owned());
    load_only(
        &engine,
        folder.path(),
        "shop_customers.csv",
        &lines.join("\n"),
        true,
    );
    assert_eq!(found(&engine, "Wilhelmina"), 0);
    let overview = engine.overview(Nothing {}).expect("the overview");
    let told: Vec<&String> = overview
        .findings
        .iter()
        .map(|one| &one.sentence)
        .filter(|sentence| sentence.contains("could not be read"))
        .collect();
    assert_eq!(
        told,
        [
            "1 of 41 rows of shop_customers.csv could not be read and is in no count: 1 has only the first cells of a row."
        ]
    );
    let aside = engine
        .set_aside_rows(ListSetAside::default())
        .expect("the rows");
    assert_eq!(aside.total, 1);
    let row = &aside.rows[0];
    assert_eq!((row.row, row.cells.len()), (21, 8));
    assert_eq!((row.code.as_str(), &row.refused), ("cut_off_row", &None));
}

/// Mandatory fields were filled with nothing; Amelia's were as well, and she is somebody.
#[test]
fn an_entry_the_staff_was_trained_on_makes_nobody_and_fillers_alone_do_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let cards = "\
Card number,First name,Last name,Phone,Email,Date of birth
00010001,Grietje,Dekker,+31 6 24681357,grietje@example.com,1984-05-17
00010002,Amelia,Selbourne,0000000000,,1900-01-01
00099999,Kasse,Schulung,0000000000,,1900-01-01
";
    load_only(&engine, folder.path(), "store_cards.csv", cards, true);
    assert_eq!(found(&engine, "Selbourne"), 1);
    assert_eq!(found(&engine, "Schulung"), 0);
    let overview = engine.overview(Nothing {}).expect("the overview");
    assert_eq!((overview.customers, overview.other_rows), (Some(2), 1));
}
