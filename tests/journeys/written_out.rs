//! The rows behind a figure as a file: all of them, under the filter that is shown, safe to open, told in the history,
//! and never while presenting.

use std::fmt::Write as _;
use std::path::Path;

use rollcall_api::Session;
use rollcall_engine::view::{
    CreateProject, Figure, ImportFiles, ListHistory, ListProblems, RowPage, RowsBehind,
    RowsWritten, SetPresenting, Sort, WriteRows,
};
use rollcall_engine::{Engine, EngineOptions};
use serde_json::json;

use crate::doors::project;
use crate::erased::wait;
use crate::estate::options_on;

const PEOPLE: &str = "\
Id;First name;Last name;E-mail;Note
1;Ada;Marsh;ada.marsh@example.com;=1+1
2;Ben;Okafor;ben.okafor@example.com;
3;Cleo;Winter;cleo.winter@example.com;calls
";

fn write(engine: &Engine, figure: Figure, filter: &str, path: &Path) -> RowsWritten {
    let request = WriteRows {
        figure,
        filter: filter.to_owned(),
        sort: None,
        path: path.display().to_string(),
    };
    engine.write_rows(request).expect("it is written")
}

fn total(engine: &Engine, figure: Figure, filter: &str) -> u64 {
    page(engine, figure, filter).total
}

fn page(engine: &Engine, figure: Figure, filter: &str) -> RowPage {
    let request = RowsBehind {
        figure,
        filter: filter.to_owned(),
        sort: None,
        offset: 0,
        limit: Some(1),
    };
    engine.rows_behind(request).expect("rows")
}

/// The lines below the header.
fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("the file");
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn all_rows_behind_a_figure_are_written_and_as_many_as_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", PEOPLE)]);
    let out = folder.path().join("rows.csv");
    let figures = [
        Figure::Load { load: 1 },
        Figure::Source { source: 1 },
        Figure::SetAside { load: 1 },
        Figure::Coverage {
            source: 1,
            attribute: "email".into(),
            state: "filled".into(),
        },
        Figure::People {},
        Figure::Check {
            check: "suppression".into(),
            part: String::new(),
        },
    ];
    for figure in figures {
        for filter in ["", "winter"] {
            let written = write(&engine, figure.clone(), filter, &out);
            let told = total(&engine, figure.clone(), filter);
            assert_eq!(written.rows, told, "{figure:?} {filter}");
            assert_eq!(lines(&out).len() as u64, told, "{figure:?} {filter}");
        }
    }
    assert_eq!(total(&engine, Figure::Load { load: 1 }, ""), 3);
    assert_eq!(total(&engine, Figure::Load { load: 1 }, "winter"), 1);

    write(&engine, Figure::Load { load: 1 }, "", &out);
    let first = lines(&out).remove(0);
    assert!(
        first.ends_with("\"'=1+1\""),
        "no spreadsheet runs it: {first}"
    );
    let book = folder.path().join("rows.xlsx");
    assert_eq!(write(&engine, Figure::People {}, "", &book).rows, 3);
    let bytes = std::fs::read(&book).expect("the workbook");
    assert!(bytes.starts_with(b"PK"), "a workbook is packed");
}

#[test]
fn rows_are_written_in_the_order_that_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", PEOPLE)]);
    let out = folder.path().join("rows.csv");
    let request = WriteRows {
        figure: Figure::Load { load: 1 },
        filter: String::new(),
        sort: Some(Sort {
            by: "2".into(),
            descending: true,
        }),
        path: out.display().to_string(),
    };
    engine.write_rows(request).expect("it is written");
    let order: Vec<bool> = ["Cleo", "Ben", "Ada"]
        .iter()
        .zip(lines(&out))
        .map(|(name, line)| line.contains(name))
        .collect();
    assert_eq!(order, [true, true, true]);
}

#[test]
fn the_history_says_that_rows_left_and_nobody_is_named_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", PEOPLE)]);
    let out = folder.path().join("rows.csv");
    let figure = Figure::Column {
        load: 1,
        column: 1,
        which: "value".into(),
        what: "Cleo".into(),
    };
    write(&engine, figure, "winter", &out);
    let history = engine.history(ListHistory {
        kind: Some("write_rows".into()),
        ..ListHistory::default()
    });
    let steps = history.expect("the history").steps;
    assert_eq!(steps.len(), 1);
    assert_eq!(
        steps[0].sentence,
        "Wrote 1 row to a file: those by what a column holds, filtered"
    );
    let trail = folder.path().join("trail.csv");
    let path = trail.display().to_string();
    engine
        .write_trail(rollcall_engine::view::WriteTrail { path })
        .expect("the trail");
    let trail = std::fs::read_to_string(&trail).expect("the trail");
    let of_rows = trail.lines().find(|line| line.contains("write_rows"));
    let of_rows = of_rows.expect("the entry").to_lowercase();
    assert!(
        !of_rows.contains("cleo") && !of_rows.contains("winter"),
        "{of_rows}"
    );
}

/// The sentences of the history about rows that were written, the newest first.
fn told(engine: &Engine) -> Vec<String> {
    let history = engine.history(ListHistory {
        kind: Some("write_rows".into()),
        ..ListHistory::default()
    });
    let steps = history.expect("the history").steps;
    steps.into_iter().map(|step| step.sentence).collect()
}

#[test]
fn rows_of_a_finding_that_were_not_noted_are_told_and_not_promised() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("Id;E-mail;City\n");
    for row in 0..505 {
        let city = if row < 503 { "n/a" } else { "Leeds" };
        let _ = writeln!(text, "{};person{row}@example.com;{city}", row + 100);
    }
    let engine = project(folder.path(), &[("crm.csv", &text)]);
    let found = engine.list_problems(ListProblems {
        code: Some("placeholder_value".into()),
        ..ListProblems::default()
    });
    let found = found.expect("the findings").problems.remove(0);
    assert_eq!(found.count, 503);
    let figure = Figure::Problem {
        problem: found.problem,
    };
    let shown = page(&engine, figure.clone(), "");
    assert_eq!((shown.total, shown.touched), (500, Some(503)));

    let out = folder.path().join("rows.csv");
    let written = write(&engine, figure.clone(), "", &out);
    assert_eq!((written.rows, written.touched), (500, Some(503)));
    assert_eq!(lines(&out).len(), 500);
    write(&engine, figure, "person7@", &out);
    let mut sentences = told(&engine);
    sentences.sort();
    assert_eq!(
        sentences,
        [
            "Wrote 1 of 503 rows to a file: those of a finding, among the first that were noted, filtered",
            "Wrote 500 of 503 rows to a file: those of a finding, the first that were noted",
        ]
    );
    // All rows of a load are written, and nothing is told beside them.
    let whole = write(&engine, Figure::Load { load: 1 }, "", &out);
    assert_eq!((whole.rows, whole.touched), (505, None));
}

#[test]
fn the_name_proposed_for_a_file_holds_nobodys_value() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", PEOPLE)]);
    let of = |which: &str, what: &str| {
        let figure = Figure::Column {
            load: 1,
            column: 1,
            which: which.into(),
            what: what.into(),
        };
        let page = page(&engine, figure, "");
        (page.title, page.file_name)
    };
    let (title, name) = of("value", "Cleo");
    assert!(title.contains("Cleo"), "{title}");
    let name = name.expect("a name of its own");
    assert_eq!(name, "Rows of people.csv with one value in \"First name\"");
    assert_eq!(of("filled", "").1, None, "the title holds no value");
}

#[test]
fn a_file_is_what_its_name_says_or_is_not_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", PEOPLE)]);
    for (name, is_written) in [
        ("rows.json", false),
        ("rows.parquet", false),
        ("rows.xls", false),
        ("rows.txt", true),
        ("rows", true),
        ("rows.XLSX", true),
    ] {
        let path = folder.path().join(name);
        let request = WriteRows {
            figure: Figure::People {},
            filter: String::new(),
            sort: None,
            path: path.display().to_string(),
        };
        assert_eq!(engine.write_rows(request).is_ok(), is_written, "{name}");
        assert_eq!(path.exists(), is_written, "{name}");
    }
}

#[test]
fn no_rows_are_written_over_the_project_or_an_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", PEOPLE)]);
    for name in ["doors.rollcall", "people.csv"] {
        let request = WriteRows {
            figure: Figure::People {},
            filter: String::new(),
            sort: None,
            path: folder.path().join(name).display().to_string(),
        };
        assert!(engine.write_rows(request).is_err(), "{name}");
    }
    let left = std::fs::read_to_string(folder.path().join("people.csv"));
    assert_eq!(left.expect("the export"), PEOPLE);
}

#[test]
fn while_presenting_no_rows_are_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = Session::new(EngineOptions {
        projects_folder: folder.path().to_path_buf(),
        ..options_on("2026-11-23")
    });
    let engine = session.engine();
    engine
        .create_project(CreateProject {
            path: folder.path().join("shop.rollcall").display().to_string(),
            name: "Shop".into(),
        })
        .expect("a project");
    let export = folder.path().join("people.csv");
    std::fs::write(&export, PEOPLE).expect("a file");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![export.display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(engine, job);
    let out = folder.path().join("rows.csv");
    let asked = json!({ "figure": { "kind": "people" }, "path": out });
    engine
        .set_presenting(SetPresenting { on: true })
        .expect("masked");
    let refused = session.call("write_rows", asked.clone());
    let refused = refused.expect_err("refused").to_string();
    assert!(refused.contains("end presenting first"), "{refused}");
    assert!(!out.exists());
    engine
        .set_presenting(SetPresenting { on: false })
        .expect("shown");
    let written = session.call("write_rows", asked).expect("it is written");
    assert_eq!(written["rows"], 3);
}
