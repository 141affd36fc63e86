//! A workbook as an independent reader sees it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

/// The cells of the only sheet; every one has to be text.
pub(crate) fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let name = book.sheet_names().first().cloned().expect("a sheet");
    let sheet = book.worksheet_range(&name).expect("the sheet");
    let formulas = book.worksheet_formula(&name).expect("the sheet");
    assert!(formulas.is_empty(), "the sheet holds a formula");
    sheet
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::String(text) => text.clone(),
                    Data::Empty => String::new(),
                    other => panic!("{other:?} is not text"),
                })
                .collect()
        })
        .collect()
}

/// The same as a text, a line a row.
pub(crate) fn as_text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for row in cells(bytes) {
        let shown: Vec<String> = row.iter().map(|cell| format!("{cell:?}")).collect();
        text.push_str(&shown.join("\t"));
        text.push('\n');
    }
    text
}
