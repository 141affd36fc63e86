//! The tables behind the report, opened by an independent reader, and by `LibreOffice` where it is installed.

#[path = "shared/libreoffice.rs"]
mod libreoffice;

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use rollcall_delivery::{
    ReportBasis, ReportCheck, ReportContent, ReportExample, ReportLine, ReportPicture,
    ReportProblem, ReportTable, write_report_tables,
};
use rollcall_model::Severity;
use rollcall_words::Language;

const FORMULA: &str = "=cmd|' /C calc'!A0";

fn content() -> ReportContent {
    ReportContent {
        project: FORMULA.to_owned(),
        people: 4_012,
        not_known: vec!["Nobody has said whether a till exists.".to_owned()],
        tables: vec![ReportTable {
            source: "Shop".to_owned(),
            file: "00123.csv".to_owned(),
            loaded: 10,
            ..ReportTable::default()
        }],
        problems: vec![ReportProblem {
            severity: Severity::Warning,
            message: "@SUM(A1)".to_owned(),
            place: "+44 20 7946 0001".to_owned(),
            hint: String::new(),
            count: 2,
            owner: Some("Dana".to_owned()),
            examples: vec![ReportExample {
                attribute: None,
                value: "jane.doe@gmail.com".to_owned(),
            }],
        }],
        checks: vec![ReportCheck {
            title: "Three numbers".to_owned(),
            basis: vec![ReportBasis {
                source: "Shop · orders".to_owned(),
                gave: "3 orders".to_owned(),
                facts: vec![
                    ("Time zone".to_owned(), None),
                    (
                        "Counted once".to_owned(),
                        Some("Each order number is one order.".to_owned()),
                    ),
                ],
            }],
            pictures: vec![ReportPicture {
                columns: vec!["Step".to_owned()],
                lines: vec![
                    ReportLine {
                        label: "Shop says".to_owned(),
                        values: vec![Some(338.6)],
                        verdict: "Passed".to_owned(),
                        ..ReportLine::default()
                    },
                    ReportLine {
                        label: "Not known".to_owned(),
                        values: vec![None],
                        is_unexplained: true,
                        ..ReportLine::default()
                    },
                ],
                ..ReportPicture::default()
            }],
            ..ReportCheck::default()
        }],
        ..ReportContent::default()
    }
}

fn written(content: &ReportContent, folder: &Path) -> Vec<u8> {
    let path = folder.join("report.xlsx");
    write_report_tables(content, &path, Language::English).expect("written");
    fs::read(path).expect("the file")
}

fn book(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook")
}

fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let range = book(bytes).worksheet_range(sheet).expect("the sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn what_is_not_known_comes_first_and_nothing_is_computed() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = written(&content(), folder.path());
    let names = book(&bytes).sheet_names();
    assert_eq!(names.first().map(String::as_str), Some("Not known"));
    for name in &names {
        let formulas = book(&bytes).worksheet_formula(name).expect("the sheet");
        assert!(formulas.is_empty(), "{name} holds a formula");
    }
}

#[test]
fn counts_are_numbers_and_words_stay_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = written(&content(), folder.path());
    let overview = cells(&bytes, "Overview");
    assert!(overview.contains(&vec![
        Data::String("Project".into()),
        Data::String(FORMULA.into())
    ]));
    assert!(overview.contains(&vec![Data::String("People".into()), Data::Float(4_012.0)]));
    let tables = cells(&bytes, "Tables");
    assert_eq!(tables[1][1], Data::String("00123.csv".into()));
    let checks = cells(&bytes, "Checks");
    let basis = "Shop · orders: 3 orders. Time zone: not told by the file. Counted once: Each order number is one order.";
    assert_eq!(checks[1].last(), Some(&Data::String(basis.into())));
    let figures = cells(&bytes, "Check figures");
    assert_eq!(figures[1][4], Data::Float(338.6));
    assert_eq!(figures[1][5], Data::String("Passed".into()));
    assert_eq!(figures[2][4], Data::Empty, "what is not known is no nought");
}

#[test]
fn examples_are_masked_unless_they_are_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    let example = |content: &ReportContent| {
        let bytes = written(content, folder.path());
        cells(&bytes, "Findings")[1][5].clone()
    };
    assert_eq!(example(&content()), Data::String("j•••@g•••.com".into()));
    let shown = ReportContent {
        shows_personal_data: true,
        ..content()
    };
    assert_eq!(example(&shown), Data::String("jane.doe@gmail.com".into()));
}

#[test]
fn a_finding_has_an_owner_or_tells_that_nobody_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut content = content();
    let unowned = ReportProblem {
        owner: None,
        ..content.problems[0].clone()
    };
    content.problems.push(unowned);
    let bytes = written(&content, folder.path());
    let findings = cells(&bytes, "Findings");
    let owners: Vec<&Data> = findings.iter().map(|row| &row[6]).collect();
    let told = |text: &str| Data::String(text.to_owned());
    assert_eq!(owners, [&told("Owner"), &told("Dana"), &told("nobody yet")]);
    let page = rollcall_delivery::render_report(&content, Language::English).expect("a page");
    assert!(
        page.contains("<td translate=\"no\">Dana</td></tr>"),
        "who answers for it"
    );
    assert!(page.contains("<td class=\"gap\">nobody yet</td></tr>"));
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let once = written(&content(), folder.path());
    assert_eq!(once, written(&content(), folder.path()));
}

#[test]
fn libreoffice_shows_the_tables_and_runs_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    written(&content(), folder.path());
    let file = folder.path().join("report.xlsx");
    let Some(sheet) = libreoffice::shown(&file, folder.path()) else {
        return;
    };
    assert!(!sheet.contains("table:formula"), "a formula is alive");
    assert!(sheet.contains("table:name=\"Check figures\""));
    assert!(sheet.contains("office:value=\"338.6\""));
    assert!(sheet.contains("<text:p>00123.csv</text:p>"));
}

/// A campaign, an owner and a note may be called like words of the program.
#[test]
fn what_is_somebodys_own_is_the_same_in_german() {
    const THEIRS: &str = "Newsletter and E-mail";
    assert_ne!(Language::German.say(THEIRS), THEIRS);
    let mut content = content();
    content.problems[0].owner = Some(THEIRS.to_owned());
    content.checks[0].owner = Some(THEIRS.to_owned());
    let picture = &mut content.checks[0].pictures[0];
    picture.lines[0].label = THEIRS.to_owned();
    picture.lines[0].is_named = true;
    picture.lines[1].label = "E-mail".to_owned();
    let page = rollcall_delivery::render_report(&content, Language::German).expect("a page");
    assert_eq!(page.matches(THEIRS).count(), 3, "the owners and the line");
    assert!(page.contains("<span>E-Mail</span>"), "a word of ours");
    let sheets = |language: Language| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("report.xlsx");
        write_report_tables(&content, &path, language).expect("written");
        fs::read(&path).expect("the file")
    };
    let german = sheets(Language::German);
    let theirs = Data::String(THEIRS.to_owned());
    let told: usize = book(&german)
        .sheet_names()
        .iter()
        .flat_map(|name| cells(&german, name))
        .flatten()
        .filter(|cell| *cell == theirs)
        .count();
    assert_eq!(told, 3);
    assert_eq!(german, sheets(Language::German), "the same bytes");
}
