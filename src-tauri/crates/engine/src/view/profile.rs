//! What the columns of the tables hold.

use serde::Serialize;
use ts_rs::TS;

use super::{AttributeView, Figure, SourceMark};

/// A table on the columns screen, and how fresh it is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProfileSummary {
    /// The table.
    pub table: i64,
    /// Its source.
    pub source: SourceMark,
    /// Its name.
    pub name: String,
    /// The load in use.
    pub load: i64,
    /// Its file.
    pub file: String,
    /// What format the file is in.
    pub format: String,
    /// Rows loaded.
    pub rows: u64,
    /// Columns in the file.
    pub columns: u64,
    /// Whether its columns are counted. They are not before who is who was worked out for the first
    /// time, nor after rows were taken out; the next time counts them.
    pub counted: bool,
    /// Oddities of its columns.
    pub anomalies: u64,
    /// What its rows can be recognised by.
    pub identifiers: Vec<AttributeView>,
    /// The newest day on which a row changed or something happened, `YYYY-MM-DD`; nothing where no
    /// column tells.
    pub newest: Option<String>,
    /// The day of the export as the name of the file tells it; nothing where it does not.
    pub exported: Option<String>,
    /// Days from the newest row to the export; nothing where either is unknown.
    pub lag_days: Option<i64>,
}

/// A table and what its columns hold.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TableProfile {
    /// The table.
    pub summary: ProfileSummary,
    /// Its columns, in file order; none while they have to be counted.
    pub columns: Vec<ColumnProfileView>,
}

/// What one column holds.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ColumnProfileView {
    /// Where it stands in the file, from 0.
    pub column: usize,
    /// Its header as in the file.
    pub header: String,
    /// What it is mapped to.
    pub attribute: Option<AttributeView>,
    /// `empty`, `date`, `number`, `choice`, `email`, `web`, `phone`, `code`, `words` or `text`.
    pub kind: String,
    /// `name`, `contact`, `identifier`, `birth_date`, `address` or `none`.
    pub class: String,
    /// Rows of the load.
    pub rows: u64,
    /// Rows with something in it.
    pub filled: u64,
    /// Rows with nothing in it.
    pub blank: u64,
    /// Rows with something usable once standardised; nothing where the column is not used.
    pub valid: Option<u64>,
    /// Different values.
    pub distinct: u64,
    /// Values that stand in one row only.
    pub once: u64,
    /// Whether both are exact; an estimate otherwise.
    pub exact: bool,
    /// The commonest values, commonest first.
    pub top: Vec<CommonValue>,
    /// The commonest shapes, commonest first: a letter is `A`, a digit `9`.
    pub shapes: Vec<CommonValue>,
    /// Lengths in characters: shortest, median, longest.
    pub lengths: Option<[u64; 3]>,
    /// Oldest and newest day, `YYYY-MM-DD`, where it holds days.
    pub days: Option<[String; 2]>,
    /// The newest day that has come.
    pub freshest: Option<String>,
    /// Smallest and largest number, where it holds numbers.
    pub numbers: Option<[f64; 2]>,
    /// What looks odd.
    pub anomalies: Vec<AnomalyView>,
}

/// A value or a shape and its rows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CommonValue {
    /// The value or the shape.
    pub text: String,
    /// In how many rows it stands; at least so many where it is not exact.
    pub rows: u64,
    /// Whether the count is exact.
    pub exact: bool,
}

/// Something odd about a column.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AnomalyView {
    /// Which oddity, such as `cut_off`.
    pub kind: String,
    /// One sentence with its numbers.
    pub sentence: String,
    /// The rows behind it, where they can be opened.
    pub figure: Option<Figure>,
}
