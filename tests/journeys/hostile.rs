//! Every hostile file of `tests/fixtures/hostile` through the engine, all in one loading, against
//! what `tests/fixtures/hostile.txt` says must come of each.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::Path;

use rollcall_engine::view::{CreateProject, ImportFiles};
use rollcall_model::Problem;
use rollcall_store::{ProblemFilter, Store, StoreError, StoredLoad, StoredProblem};
use rollcall_tests::checkout::root;

use crate::erased::wait;
use crate::estate::engine;

/// Cells longer than this are told by their beginning and their length.
const SHOWN: usize = 120;
/// So many cells of a row are told one by one.
const COLUMNS: usize = 12;

#[test]
fn every_hostile_file_gives_what_the_table_says() {
    let folder = root().join("tests/fixtures/hostile");
    let expected = expectations();
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the corpus")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into())
        .collect();
    names.sort();
    let told: Vec<String> = expected.keys().cloned().collect();
    assert_eq!(names, told, "files of the corpus and sections of the table");
    assert!(names.len() >= 80, "the corpus has {} files", names.len());

    let (_folder, store) = loaded(&folder);
    let problems = store
        .problems(&ProblemFilter::default(), 0, 10_000)
        .expect("problems")
        .0;
    let mut differing = String::new();
    for (name, expected) in &expected {
        let found = account(&store, &problems, name);
        if found != *expected {
            let _ = write!(differing, "\n== {name}\n{found}");
        }
    }
    assert!(
        differing.is_empty(),
        "other than the table says:\n{differing}"
    );
}

/// File name to what must come of it, without the sentence that says why the file is there.
fn expectations() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("tests/fixtures/hostile.txt"))
        .expect("the table of the corpus");
    text.split("\n== ")
        .skip(1)
        .map(|section| {
            let (title, body) = section.split_once('\n').unwrap_or((section, ""));
            let name = title.split_once(": ").map_or(title, |(name, _)| name);
            let mut account = String::new();
            for text in body.lines().filter(|line| !line.trim().is_empty()) {
                line(&mut account, text);
            }
            (name.to_owned(), account)
        })
        .collect()
}

/// The corpus loaded into a project of its own, which goes away with the first value.
fn loaded(corpus: &Path) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hostile.rollcall");
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: path.display().to_string(),
            name: "Hostile".into(),
        })
        .expect("a project");
    let started = engine
        .import_files(ImportFiles {
            paths: vec![corpus.display().to_string()],
            choices: Vec::new(),
            then_audit: false,
        })
        .expect("the loading starts");
    wait(&engine, started.job);
    drop(engine);
    (folder, Store::open(&path).expect("the project opens"))
}

/// All that came of a file, a line each: tables, rows, rows set aside, findings.
fn account(store: &Store, problems: &[StoredProblem], name: &str) -> String {
    let label = format!("hostile/{name}");
    let belongs = |file: &str| {
        file.strip_prefix(&label)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut out = String::new();
    for problem in problems {
        if problem.load.is_none() && belongs(&problem.finding.place.file) {
            finding(&mut out, &problem.finding);
        }
    }
    for load in store.loads().expect("loads") {
        if !belongs(&load.file) {
            continue;
        }
        table(&mut out, store, &label, &load);
        for problem in problems {
            if problem.load == Some(load.load) {
                finding(&mut out, &problem.finding);
            }
        }
    }
    out
}

fn table(out: &mut String, store: &Store, label: &str, load: &StoredLoad) {
    let reading: serde_json::Value = serde_json::from_str(&load.reading).expect("a reading");
    let member = load.file.strip_prefix(label).unwrap_or_default();
    let place = load.sheet.as_deref().unwrap_or(member);
    let said = |key: &str| match &reading[key] {
        serde_json::Value::Null => "none".to_owned(),
        serde_json::Value::String(text) => text.escape_debug().to_string(),
        other => other.to_string(),
    };
    line(
        out,
        &format!(
            "table {place} {} {} delimiter {} quote {} header {} decimals {}",
            said("format"),
            said("encoding"),
            said("delimiter"),
            said("quote"),
            said("header_row"),
            said("decimal_mark")
        ),
    );
    line(out, &format!("columns {}", cells(load.header.iter())));
    let mut rows = 0;
    store
        .visit_rows::<StoreError>(load, |raw| {
            rows += 1;
            let texts = raw.cells.iter().map(|cell| &cell.text);
            line(out, &format!("{}: {}", raw.row, cells(texts)));
            Ok(ControlFlow::Continue(()))
        })
        .expect("rows");
    let (aside, number) = store.set_aside(load.load, "", 0, 100).expect("rows aside");
    for one in &aside {
        let text = shown(&one.text);
        line(
            out,
            &format!("aside {} {}: {text} <- {}", one.row, one.code, one.reason),
        );
    }
    assert_eq!(load.rows_loaded, rows, "{}", load.file);
    assert_eq!(load.rows_set_aside, number, "{}", load.file);
    assert_eq!(load.rows_read, rows + number, "{}", load.file);
}

fn finding(out: &mut String, problem: &Problem) {
    line(
        out,
        &format!(
            "{} {}",
            problem.code.code(),
            spelt(&problem.message, usize::MAX)
        ),
    );
}

fn line(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}

fn cells<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    let shown: Vec<String> = texts.map(|text| shown(text).replace('|', "\\|")).collect();
    let few: Vec<&str> = shown.iter().take(COLUMNS).map(String::as_str).collect();
    match shown.len().checked_sub(few.len()) {
        None | Some(0) => few.join(" | "),
        Some(more) => format!("{} | … {more} more", few.join(" | ")),
    }
}

fn shown(text: &str) -> String {
    spelt(text, SHOWN)
}

/// The beginning of a text with everything that cannot be seen spelt out.
fn spelt(text: &str, most: usize) -> String {
    let mut out = String::new();
    for character in text.chars().take(most) {
        let unseen = character.is_control()
            || (character != ' ' && character.is_whitespace())
            || matches!(character, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{300}'..='\u{36F}');
        if unseen || character == '\\' {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    let length = text.chars().count();
    if length > most {
        let _ = write!(out, "… ({length} characters)");
    }
    // Spaces at the ends count.
    if text.trim() != text {
        return format!("‹{out}›");
    }
    out
}
