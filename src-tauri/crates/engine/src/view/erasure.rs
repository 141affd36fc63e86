//! Finding and erasing a person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::SourceMark;

/// Every trace of a person in the project, and where a human has to delete it besides.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Traces {
    /// The customer.
    pub customer: String,
    /// Name, or the best identifier.
    pub name: String,
    /// Every row about the person, of every load, those in use first.
    pub rows: Vec<TraceRow>,
    /// The systems in which a human must still delete the person, one sentence each.
    pub checklist: Vec<String>,
}

/// A row about a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TraceRow {
    /// The record.
    pub record: i64,
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table: String,
    /// The file.
    pub file: String,
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// The stable key in its table.
    pub record_key: String,
    /// Whether its load is in use.
    pub current: bool,
}

/// Write every row about a person to a file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WriteTraces {
    /// The customer.
    pub customer: String,
    /// The file to write.
    pub path: String,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TracesWritten {
    /// Where.
    pub path: String,
    /// Cells in it, one a line.
    pub rows: u64,
}

/// Erase a person. Cannot be taken back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ErasePerson {
    /// The customer.
    pub customer: String,
    /// Why, such as the number of the request. Name nobody here: it is kept.
    #[serde(default)]
    pub reason: String,
}

/// One erasure.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErasureView {
    /// Its number.
    pub erasure: i64,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// Why.
    pub reason: String,
    /// Rows taken out.
    pub rows: u64,
}
