//! A workbook of one sheet in which every cell is text: nothing in it is computed, and nothing is
//! taken for a number or a date, so leading zeros, plus signs and dates stay as they were written.

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// The sheet on its way.
pub(crate) struct TextSheet {
    workbook: Workbook,
    text: Format,
    row: u32,
}

impl TextSheet {
    pub(crate) fn new(name: &str) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        // The same rows give the same bytes, whatever the day.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        workbook
            .add_worksheet_with_constant_memory()
            .map_err(failed)?
            .set_name(name)
            .map_err(failed)?;
        Ok(Self {
            workbook,
            // A cell somebody types into stays text as well.
            text: Format::new().set_num_format("@"),
            row: 0,
        })
    }

    /// Writes a row. A text longer than a cell can hold is refused, never cut.
    pub(crate) fn push<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        for (column, cell) in (0_u16..).zip(cells) {
            if !cell.is_empty() {
                sheet
                    .write_string_with_format(self.row, column, cell, &self.text)
                    .map_err(failed)?;
            }
        }
        self.row += 1;
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<Vec<u8>> {
        self.workbook.save_to_buffer().map_err(failed)
    }
}

pub(crate) fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
