//! Files for people, opened: by an independent reader, and by `LibreOffice` where it is installed.

use std::fs;
use std::path::{Path, PathBuf};

use rollcall_delivery::{Purpose, deliver, prepare};

use crate::cast::{cast, destination};
use crate::libreoffice;
use crate::workbook::cells;

fn delivered(code: &str, folder: &Path) -> PathBuf {
    let one = destination(code);
    let place = folder.join(format!("people.{}", one.file.format.extension()));
    let prepared = prepare(cast().into_iter(), &one, Purpose::Suppress);
    deliver(&prepared, &place).expect("written");
    place
}

/// Values that spreadsheets spoil: leading zeros, plus signs, dates, formulas.
const ALIVE: [&str; 7] = [
    "01067",
    "+49 1512 3456789",
    "+33612345678",
    "2026-10-03",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
];

#[test]
fn a_workbook_for_people_keeps_every_value_as_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = fs::read(delivered("plain_xlsx", folder.path())).expect("the file");
    let rows = cells(&bytes);
    for value in ALIVE {
        assert!(rows.iter().flatten().any(|cell| cell == value), "{value}");
    }
}

/// Whether a cell of the sheet is text and reads so.
fn has_text_cell(sheet: &str, text: &str) -> bool {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\'', "&apos;");
    sheet.split("<table:table-cell").any(|cell| {
        cell.contains("office:value-type=\"string\"")
            && cell.contains(&format!("<text:p>{escaped}</text:p>"))
    })
}

#[test]
fn libreoffice_shows_a_workbook_for_people_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = delivered("plain_xlsx", folder.path());
    let Some(sheet) = libreoffice::shown(&file, folder.path()) else {
        return;
    };
    assert!(!sheet.contains("table:formula"), "a formula is alive");
    for value in ALIVE {
        assert!(has_text_cell(&sheet, value), "{value}");
    }
}

#[test]
fn libreoffice_runs_nothing_in_a_text_file_for_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = delivered("plain_csv", folder.path());
    let Some(sheet) = libreoffice::shown(&file, folder.path()) else {
        return;
    };
    assert!(!sheet.contains("table:formula"), "a formula is alive");
    for value in [
        "'+49 1512 3456789",
        "'=cmd|' /C calc'!A0",
        "'@SUM(A1)",
        "Müller-Łukasiewicz",
    ] {
        assert!(has_text_cell(&sheet, value), "{value}");
    }
}

/// Were the defusing gone, `LibreOffice` would run the formula: the check above can fail.
#[test]
fn libreoffice_would_run_a_formula_that_is_not_defused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("people.csv");
    fs::write(&file, "a\r\n=1+1\r\n").expect("written");
    if let Some(sheet) = libreoffice::shown(&file, folder.path()) {
        assert!(sheet.contains("table:formula"));
    }
}
