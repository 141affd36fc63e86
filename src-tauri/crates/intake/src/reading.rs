//! How a table is read: everything that was detected and that the user may correct.

use rollcall_model::DecimalMark;
use serde::{Deserialize, Serialize};

/// What a table is stored as, by its content rather than by its file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Comma-, semicolon-, tab- or pipe-separated text.
    Text,
    /// An Excel workbook of today, with or without macros.
    Xlsx,
    /// A binary Excel workbook.
    Xlsb,
    /// An Excel workbook of 2003 and before.
    Xls,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// A spreadsheet in the XML form of Excel 2003.
    SpreadsheetXml,
    /// A web page with tables, as systems write it that call it Excel.
    Html,
    /// JSON: a list of objects, or an object a line.
    Json,
    /// Contact cards, as address books write them.
    Vcard,
    /// A table of typed columns, as data platforms write it.
    Parquet,
}

impl Format {
    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Delimited text",
            Self::Xlsx => "Excel workbook",
            Self::Xlsb => "Binary Excel workbook",
            Self::Xls => "Excel 97–2003 workbook",
            Self::Ods => "OpenDocument spreadsheet",
            Self::SpreadsheetXml => "Excel 2003 XML spreadsheet",
            Self::Html => "Web page with tables",
            Self::Json => "JSON",
            Self::Vcard => "Contact cards (vCard)",
            Self::Parquet => "Parquet",
        }
    }

    /// Whether its rows or its schema name the columns, so that it has no row of headers.
    pub fn names_columns(self) -> bool {
        matches!(self, Self::Json | Self::Vcard | Self::Parquet)
    }

    /// Whether it is a grid of typed cells.
    pub fn is_workbook(self) -> bool {
        matches!(
            self,
            Self::Xlsx | Self::Xlsb | Self::Xls | Self::Ods | Self::SpreadsheetXml | Self::Html
        )
    }
}

/// The switches of the reading screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What the table is stored as.
    pub format: Format,
    /// Name of the character encoding, such as `UTF-8`, `UTF-16LE`, `windows-1252`, `macintosh`.
    pub encoding: String,
    /// What stands between two cells; nothing when a line is one cell.
    pub delimiter: Option<char>,
    /// What encloses a cell that holds a delimiter or a line break.
    pub quote: Option<char>,
    /// Row of the header as a spreadsheet program numbers it; nothing when there is none and the
    /// columns are called "Column 1", "Column 2" ….
    pub header_row: Option<u64>,
    /// How numbers are written; nothing when the file does not tell, so that the country of a row
    /// has to.
    #[serde(default)]
    pub decimal_mark: Option<DecimalMark>,
    /// Whether rows that look like totals, and remarks below the table, are rows like any other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub totals_are_rows: bool,
    /// Whether what looks like another table further down is more of this one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_table: bool,
}
