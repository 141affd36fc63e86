//! A workbook of one sheet in which every cell is text: nothing in it is computed, and nothing is
//! taken for a number or a date, so leading zeros, plus signs and dates stay as they were written.

use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::atomic_file::folder_of;

/// The sheet on its way.
pub(crate) struct TextSheet {
    workbook: Workbook,
    text: Format,
    row: u32,
}

impl TextSheet {
    /// Begins the sheet. What is too much for the memory waits in the folder of `path`, in a file without a name.
    pub(crate) fn new(name: &str, path: &Path) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder_of(path)).map_err(failed)?;
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

    /// Writes the workbook.
    pub(crate) fn finish(mut self, writer: impl Write + Send) -> io::Result<()> {
        self.workbook.save_to_writer(writer).map_err(failed)
    }
}

pub(crate) fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => io::Error::other(other),
    }
}
