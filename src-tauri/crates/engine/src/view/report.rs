//! The report: shown as it will be printed, or written to a file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Show the report.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ShowReport {
    /// Whether examples are shown as they stand in the files; masked unless told.
    #[serde(default)]
    pub unmasked: bool,
}

/// The report as one page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportPage {
    /// The page as HTML that runs nothing and loads nothing.
    pub html: String,
    /// Its size.
    pub bytes: u64,
}

/// Write the report.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WriteReport {
    /// The file: with the ending .html the page, with .xlsx the tables behind it.
    pub path: String,
    /// Whether examples are shown as they stand in the files; masked unless told.
    #[serde(default)]
    pub unmasked: bool,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportWritten {
    /// Where.
    pub path: String,
    /// Its size.
    pub bytes: u64,
}
