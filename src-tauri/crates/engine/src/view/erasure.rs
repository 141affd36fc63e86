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
    /// Every row about the person, of every load, those in use first, those set aside last.
    pub rows: Vec<TraceRow>,
    /// Rows that may be about the person. An erasure leaves them unless it names them.
    pub doubtful: Vec<DoubtfulRow>,
    /// The systems in which a human must still delete the person, one sentence each.
    pub checklist: Vec<String>,
}

/// A row about a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TraceRow {
    /// The record; nothing for a row that was set aside.
    pub record: Option<i64>,
    /// The number of a row that was set aside.
    pub set_aside: Option<i64>,
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table: String,
    /// The file.
    pub file: String,
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// The stable key in its table, where the row has one of its own.
    pub record_key: Option<String>,
    /// Whether its load is in use.
    pub current: bool,
}

/// A row that may be about a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoubtfulRow {
    /// Where it is.
    pub trace: TraceRow,
    /// Why it may be, in a sentence.
    pub reason: String,
    /// The customer it belongs to now.
    pub customer: Option<String>,
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
    /// Records among the doubtful rows that a human knows to be about the person.
    #[serde(default)]
    pub also_rows: Vec<i64>,
    /// Rows set aside among the doubtful rows that a human knows to be about the person.
    #[serde(default)]
    pub also_set_aside: Vec<i64>,
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
    /// How many of the person's values were looked for in the bytes on the disk afterwards; nothing where it
    /// was not looked.
    pub searched: Option<u64>,
    /// In how many bytes.
    pub searched_bytes: Option<u64>,
    /// How many still stood there.
    pub found: Option<u64>,
}

/// Write the proof of an erasure to a file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WriteProof {
    /// The erasure.
    pub erasure: i64,
    /// The file to write, HTML.
    pub path: String,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProofWritten {
    /// Where.
    pub path: String,
    /// SHA-256 of the file, as 64 hexadecimal digits.
    pub sha256: String,
}
