//! Separated text that harms nobody: neither who opens it nor the program that reads it.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and a customer can
//! have written that cell. In a file [`Mode::ForPeople`] such a cell gets an apostrophe in front,
//! so that it is shown and not run. That includes phones like `+442079460001`: a spreadsheet would
//! compute them, drop the plus sign and show `4.42E+11`. A plain negative number such as `-12.50` is
//! the number it says and stays as it is. In a file [`Mode::ForUpload`] an apostrophe would be wrong
//! data, so values are quoted where the format needs it and never changed: do not open such a file
//! in a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

/// Who reads the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// People, in a spreadsheet: UTF-8 with a byte order mark, formulas defused, every cell quoted.
    ForPeople,
    /// A program: UTF-8 and nothing but the values.
    ForUpload,
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnd {
    /// Carriage return and line feed.
    #[default]
    Crlf,
    /// Line feed.
    Lf,
}

/// Writes rows of cells, separated by commas.
pub struct SafeCsv<W: Write> {
    mode: Mode,
    writer: csv::Writer<W>,
}

impl<W: Write> SafeCsv<W> {
    /// Starts a file; the byte order mark of a file for people is written at once.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn new(mut writer: W, mode: Mode, line_end: LineEnd) -> io::Result<Self> {
        let quotes = match mode {
            Mode::ForPeople => {
                writer.write_all("\u{feff}".as_bytes())?;
                // A comma, a semicolon or a tab may part cells, depending on the reader's country.
                csv::QuoteStyle::Always
            }
            Mode::ForUpload => csv::QuoteStyle::Necessary,
        };
        let terminator = match line_end {
            LineEnd::Crlf => csv::Terminator::CRLF,
            LineEnd::Lf => csv::Terminator::Any(b'\n'),
        };
        Ok(Self {
            mode,
            writer: csv::WriterBuilder::new()
                .quote_style(quotes)
                .terminator(terminator)
                .flexible(true)
                .from_writer(writer),
        })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn write_row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        for cell in cells {
            match self.mode {
                Mode::ForPeople => self.writer.write_field(defused(cell).as_bytes())?,
                Mode::ForUpload => self.writer.write_field(cell)?,
            }
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the file and gives the writer back.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn finish(self) -> io::Result<W> {
        self.writer
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
    }
}

/// A cell that no spreadsheet runs: an apostrophe before anything that begins like a formula, even
/// behind white space. Full-width forms count too, as some spreadsheets take them for the plain ones.
pub fn defused(cell: &str) -> Cow<'_, str> {
    let begins_with_control = cell.starts_with(['\t', '\r', '\n']);
    let begins_like_a_formula = cell.trim_start().starts_with([
        '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '|', '%',
    ]);
    if (begins_with_control || begins_like_a_formula) && !is_negative_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn is_negative_number(cell: &str) -> bool {
    let Some(number) = cell.strip_prefix('-') else {
        return false;
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(part)
}
