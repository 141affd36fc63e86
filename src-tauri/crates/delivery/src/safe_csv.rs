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

use crate::encoded::Encoded;
use crate::{FileRules, Quoting, Separator, TextEncoding};

/// Who reads the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// People, in a spreadsheet: UTF-8 with a byte order mark, formulas defused, every cell quoted.
    ForPeople,
    /// A program: UTF-8 and nothing but the values.
    ForUpload,
}

/// How a file of separated text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Who reads it.
    pub mode: Mode,
    /// How lines end.
    pub line_end: LineEnd,
    /// What parts two cells.
    pub separator: Separator,
    /// Which cells stand in quotes.
    pub quoting: Quoting,
    /// How characters become bytes.
    pub encoding: TextEncoding,
}

impl Dialect {
    /// That of a destination's file.
    pub fn of(rules: &FileRules) -> Self {
        Self {
            mode: rules.mode,
            line_end: rules.line_end,
            separator: rules.separator,
            quoting: rules.quoting,
            encoding: rules.encoding,
        }
    }
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

/// Writes rows of cells as separated text.
pub struct SafeCsv<W: Write> {
    mode: Mode,
    writer: csv::Writer<Encoded<W>>,
}

impl<W: Write> SafeCsv<W> {
    /// Starts a file of cells parted by commas, in UTF-8; the byte order mark of a file for people
    /// is written at once.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn new(writer: W, mode: Mode, line_end: LineEnd) -> io::Result<Self> {
        let dialect = Dialect {
            mode,
            line_end,
            separator: Separator::Comma,
            quoting: Quoting::Needed,
            encoding: TextEncoding::Utf8,
        };
        Self::in_dialect(writer, dialect)
    }

    /// Starts a file of any dialect; its byte order mark is written at once.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn in_dialect(mut writer: W, dialect: Dialect) -> io::Result<Self> {
        let encoding = match (dialect.mode, dialect.encoding) {
            (Mode::ForPeople, TextEncoding::Utf8) => TextEncoding::Utf8Bom,
            (_, encoding) => encoding,
        };
        writer.write_all(encoding.mark())?;
        let quotes = match (dialect.mode, dialect.quoting) {
            // A comma, a semicolon or a tab may part cells, depending on the reader's country.
            (Mode::ForPeople, _) | (_, Quoting::Every) => csv::QuoteStyle::Always,
            (Mode::ForUpload, Quoting::Needed) => csv::QuoteStyle::Necessary,
        };
        let terminator = match dialect.line_end {
            LineEnd::Crlf => csv::Terminator::CRLF,
            LineEnd::Lf => csv::Terminator::Any(b'\n'),
        };
        Ok(Self {
            mode: dialect.mode,
            writer: csv::WriterBuilder::new()
                .delimiter(dialect.separator.byte())
                .quote_style(quotes)
                .terminator(terminator)
                .flexible(true)
                .from_writer(Encoded::new(encoding, writer)),
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
            .map(Encoded::into_inner)
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
