//! Every number of the coverage opens as many rows as it tells, and rows are found whatever they hold.

use std::fmt::Write as _;
use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CoverageCell, CreateProject, Figure, ImportFiles, Nothing, RowPage, RowsBehind,
};

use crate::erased::wait;
use crate::estate::{audited, engine};

pub(crate) fn project(folder: &Path, files: &[(&str, &str)]) -> Engine {
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.join("doors.rollcall").display().to_string(),
            name: "Doors".into(),
        })
        .expect("a project");
    let paths = files.iter().map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    });
    let job = engine
        .import_files(ImportFiles {
            paths: paths.collect(),
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    engine
}

fn rows(engine: &Engine, figure: Figure, filter: &str, offset: u64, limit: u64) -> RowPage {
    engine
        .rows_behind(RowsBehind {
            figure,
            filter: filter.to_owned(),
            sort: None,
            offset,
            limit: Some(limit),
        })
        .expect("rows")
}

/// Asks behind every known cell of the coverage and compares.
fn every_cell_opens_its_rows(engine: &Engine) -> usize {
    let coverage = engine.coverage(Nothing {}).expect("the coverage");
    let mut asked = 0;
    for (attribute, cells) in coverage.attributes.iter().zip(&coverage.cells) {
        for (source, cell) in coverage.sources.iter().zip(cells) {
            if cell.state != "known" {
                continue;
            }
            let CoverageCell {
                filled,
                valid,
                invalid,
                placeholder,
                blank,
                ..
            } = *cell;
            for (state, count) in [
                ("filled", filled),
                ("valid", valid),
                ("invalid", invalid),
                ("placeholder", placeholder),
                ("blank", blank),
            ] {
                let figure = Figure::Coverage {
                    source: source.source,
                    attribute: attribute.code.clone(),
                    state: state.into(),
                };
                let page = rows(engine, figure, "", 0, 5);
                let place = format!("{} of {}: {state}", attribute.code, source.name);
                assert_eq!(page.total, count, "{place}");
                assert_eq!(page.rows.len() as u64, count.min(5), "{place}");
                asked += 1;
            }
        }
    }
    asked
}

#[test]
fn every_figure_of_the_samples_coverage_opens_its_rows() {
    assert!(every_cell_opens_its_rows(&audited().engine) > 300);
}

const TWO_PHONES: &str = "Customer ID,Full name,Email,Phone,Mobile\n\
    1,Anne Marsh,anne@harbour.example,,abc\n\
    2,Tom Quist,tom@harbour.example,020 7946 0018,\n\
    3,,n/a,,\n\
    4,Émile Zöller,nobody,0000000000,x\n\
    5,Priya Nair,priya@harbour.example,07700 900123,07700 900124\n";

#[test]
fn a_whole_name_a_blank_beside_a_wrong_one_and_letters_of_all_kinds_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("crm_contacts.csv", TWO_PHONES)]);
    every_cell_opens_its_rows(&engine);
    let source = engine.coverage(Nothing {}).expect("the coverage").sources[0].source;
    let behind = |attribute: &str, state: &str, filter: &str| {
        let figure = Figure::Coverage {
            source,
            attribute: attribute.into(),
            state: state.into(),
        };
        rows(&engine, figure, filter, 0, 100)
    };
    // The first number is blank, the second cannot be one: the row is told as wrong, not as blank.
    let wrong = behind("phone", "invalid", "");
    assert_eq!(wrong.rows[0].cells[1..3], ["2", "abc"]);
    // A whole name is taken apart; its rows are there all the same, and found by a part of it.
    assert_eq!(behind("full_name", "valid", "").total, 4);
    let found = behind("full_name", "valid", "zöLL");
    assert_eq!(
        (found.total, found.rows[0].cells[3].as_str()),
        (1, "Émile Zöller")
    );
    // The rows of the file too, in any case and any alphabet.
    for (filter, total) in [
        ("ZÖLL", 1),
        ("émile", 1),
        ("HARBOUR", 3),
        (",", 0),
        ("\"", 0),
        ("9001", 1),
    ] {
        let page = rows(&engine, Figure::Source { source }, filter, 0, 100);
        assert_eq!(
            (page.total, page.rows.len()),
            (total, total as usize),
            "{filter}"
        );
    }
}

/// Many rows: pages are the same wherever looking began, and later ones go on where earlier ones end.
#[test]
fn pages_of_found_rows_follow_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("Customer ID,Email,Town\n");
    for row in 0..3_000 {
        let town = if row % 7 == 3 { "Leeds" } else { "York" };
        writeln!(text, "{row},person{row}@harbour.example,{town}").expect("a row");
    }
    let engine = project(folder.path(), &[("crm_contacts.csv", &text)]);
    let load = engine.list_loads(Nothing {}).expect("the loads")[0].load;
    let told: Vec<String> = (0..3_000_u64)
        .filter(|row| row % 7 == 3)
        .map(|row| row.to_string())
        .collect();
    for what in ["Leeds", "no such town"] {
        let figure = Figure::Column {
            load,
            column: 2,
            which: "value".into(),
            what: what.into(),
        };
        let mut seen = Vec::new();
        for offset in (0..500).step_by(50) {
            let page = rows(&engine, figure.clone(), "", offset, 50);
            assert_eq!(page.total, if what == "Leeds" { 429 } else { 0 });
            seen.extend(page.rows.into_iter().map(|row| row.cells[1].clone()));
        }
        assert_eq!(
            seen,
            if what == "Leeds" {
                told.clone()
            } else {
                Vec::new()
            }
        );
        let page = rows(&engine, figure, "person10@", 0, 50);
        assert_eq!(page.total, u64::from(what == "Leeds"));
    }
    let page = rows(&engine, Figure::Load { load }, "leeds", 400, 100);
    assert_eq!((page.total, page.rows.len()), (429, 29));
}
