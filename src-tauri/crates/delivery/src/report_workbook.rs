//! The tables behind the report as one workbook. Words are text whatever they begin with, counts are
//! numbers, nothing is computed.

use std::io::{self, Write as _};
use std::path::Path;

use rollcall_words::Language;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use crate::atomic_file::AtomicFile;
use crate::report_sheets::{ReportSheet, SheetCell, sheets};
use crate::xlsx_file::failed;
use crate::{DeliveryError, ReportContent, WrittenFile};

/// Characters a cell can hold; what is longer ends in an ellipsis.
const LONGEST: usize = 32_767;
/// Widths of columns, in characters.
const NARROWEST: usize = 8;
const WIDEST: usize = 60;

/// Writes the tables behind the report to a workbook, their words in a language. Examples are masked unless the content shows
/// personal data.
///
/// # Errors
/// What the disk says; no half file is left.
pub fn write_report_tables(
    content: &ReportContent,
    path: &Path,
    language: Language,
) -> Result<WrittenFile, DeliveryError> {
    let bytes = workbook(content, language).map_err(|error| DeliveryError::from_io(path, error))?;
    let mut file = AtomicFile::create(path)?;
    file.write_all(&bytes)
        .map_err(|error| DeliveryError::from_io(path, error))?;
    file.complete()?.publish(0)
}

fn workbook(content: &ReportContent, language: Language) -> io::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // The same content gives the same bytes, whatever the day.
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let head = Format::new().set_bold();
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for one in sheets(content).into_iter().map(|one| one.said(language)) {
        let sheet = workbook
            .add_worksheet()
            .set_name(&one.name)
            .map_err(failed)?;
        write(sheet, &one, &head, &body)?;
    }
    workbook.save_to_buffer().map_err(failed)
}

fn write(sheet: &mut Worksheet, one: &ReportSheet, head: &Format, body: &Format) -> io::Result<()> {
    for (column, header) in (0_u16..).zip(&one.header) {
        sheet
            .write_string_with_format(0, column, header.text(), head)
            .map_err(failed)?;
        let cells = one
            .rows
            .iter()
            .filter_map(|row| row.get(usize::from(column)));
        let width = cells.map(width).chain([width(header)]).max();
        let width = width.unwrap_or(0).clamp(NARROWEST, WIDEST) + 2;
        sheet
            .set_column_width(column, width as f64)
            .map_err(failed)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    for (row, cells) in (1_u32..).zip(&one.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                SheetCell::Text(text) | SheetCell::Words(text) | SheetCell::Sentences(text) => {
                    sheet.write_string_with_format(row, column, fitting(text), body)
                }
                SheetCell::Number(number) => {
                    sheet.write_number_with_format(row, column, *number, body)
                }
                SheetCell::Blank => continue,
            }
            .map_err(failed)?;
        }
    }
    Ok(())
}

fn width(cell: &SheetCell) -> usize {
    match cell {
        SheetCell::Text(text) | SheetCell::Words(text) | SheetCell::Sentences(text) => {
            text.chars().count()
        }
        SheetCell::Number(_) => NARROWEST,
        SheetCell::Blank => 0,
    }
}

fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    // Every character is one or two units.
    let begins: String = text.chars().take(LONGEST / 2 - 1).collect();
    format!("{begins}…")
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, fitting};

    #[test]
    fn a_text_too_long_for_a_cell_ends_in_an_ellipsis() {
        let long = "ä".repeat(LONGEST + 1);
        assert!(fitting(&long).ends_with('…'));
        assert!(fitting(&long).encode_utf16().count() <= LONGEST);
        assert_eq!(fitting("short"), "short");
    }
}
