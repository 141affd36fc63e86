//! Every number is a door: the rows behind it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A number on screen, named so that its rows can be asked for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Figure {
    /// The rows of a load.
    Load {
        /// The load.
        load: i64,
    },
    /// The rows a load set aside.
    SetAside {
        /// The load.
        load: i64,
    },
    /// The rows of a source.
    Source {
        /// The source.
        source: i64,
    },
    /// The rows of a source with a value of an attribute in some state.
    Coverage {
        /// The source.
        source: i64,
        /// Code of the attribute.
        attribute: String,
        /// `filled`, `valid`, `invalid`, `placeholder` or `blank`.
        state: String,
    },
    /// The people two sources have in common; the same source twice for everybody it knows.
    Overlap {
        /// One source.
        left: i64,
        /// The other.
        right: i64,
    },
    /// The people known to exactly these sources.
    Combination {
        /// The sources.
        sources: Vec<i64>,
    },
    /// The rows a problem touches.
    Problem {
        /// The problem.
        problem: i64,
    },
    /// The rows of a load by what stands in one column.
    Column {
        /// The load.
        load: i64,
        /// Where the column stands in the file, from 0.
        column: usize,
        /// `filled`, `blank`, `value`, `shape` or `look`.
        which: String,
        /// The value, its shape, or the kind it looks like; blank for the first two.
        #[serde(default)]
        what: String,
    },
    /// The people on whom two sources disagree about an attribute.
    Conflict {
        /// Code of the attribute.
        attribute: String,
        /// One source; nothing for any.
        left: Option<i64>,
        /// The other; nothing for any.
        right: Option<i64>,
    },
    /// The rows behind what the last run measured.
    Measured {
        /// Code of the measure, such as `stale_details`.
        measure: String,
        /// Only of this source.
        source: Option<i64>,
        /// Only about this detail: `name`, `email`, `phone` or `address`; blank for any.
        detail: String,
    },
    /// Some rows as they stand in their files, such as those of one order; five hundred at most.
    Records {
        /// Their records.
        records: Vec<i64>,
    },
    /// The customers a check is about.
    Check {
        /// Code of the check, such as `suppression`.
        check: String,
        /// Only those of a part of it, such as one campaign; blank for all.
        #[serde(default)]
        part: String,
    },
    /// Every customer.
    Customers {},
    /// The customers with a name, an organisation, an e-mail address or a telephone.
    People {},
    /// The customers of whom nothing is known but ids that machines read.
    KnownOnlyById {},
    /// The people only one source knows.
    OneSourceOnly {},
    /// The people, those of most rows first.
    Largest {},
}

/// The order somebody wants to see a list in. What is unknown comes last both ways.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct Sort {
    /// The column: its code, or where columns have none its place from 0.
    pub by: String,
    /// From the largest to the smallest.
    #[serde(default)]
    pub descending: bool,
}

/// Ask for the rows behind a number.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RowsBehind {
    /// The number.
    pub figure: Figure,
    /// Only rows with this text somewhere.
    #[serde(default)]
    pub filter: String,
    /// By this column, by its place from 0; where nothing is said, as the rows stand.
    #[serde(default)]
    #[ts(optional)]
    pub sort: Option<Sort>,
    /// First row to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// Write the rows behind a number to a file: all of them, or of a finding that touches many those that were noted.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WriteRows {
    /// The number.
    pub figure: Figure,
    /// Only rows with this text somewhere.
    #[serde(default)]
    pub filter: String,
    /// By this column, by its place from 0; where nothing is said, as the rows stand.
    #[serde(default)]
    #[ts(optional)]
    pub sort: Option<Sort>,
    /// The file: with the ending .xlsx a workbook, else delimited text.
    pub path: String,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RowsWritten {
    /// Where.
    pub path: String,
    /// Rows in it, below the header.
    pub rows: u64,
    /// How many rows the finding touches, where only the first of them were noted and can be written.
    pub touched: Option<u64>,
}

/// A page of rows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RowPage {
    /// What they are, in words.
    pub title: String,
    /// The columns.
    pub columns: Vec<RowColumn>,
    /// The rows: one cell a column.
    pub rows: Vec<Row>,
    /// How many there are under the filter.
    pub total: u64,
    /// What a file of them may be called, without a value of anybody; nothing where the title holds none.
    pub file_name: Option<String>,
    /// How many rows the finding touches, where only the first of them were noted and can be shown.
    pub touched: Option<u64>,
}

/// A column of such a page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RowColumn {
    /// What its head says.
    pub label: String,
    /// Whether it shows what stands in a file (mono) rather than what was made of it (sans).
    pub verbatim: bool,
    /// Whether the rows can be put in its order quickly enough to be offered.
    pub sorts: bool,
}

/// A row of such a page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Row {
    /// The cells.
    pub cells: Vec<String>,
    /// The record it shows, if it shows one.
    pub record: Option<i64>,
    /// The customer it leads to, if it leads to one.
    pub customer: Option<String>,
    /// The number it has among the rows set aside, if it is one.
    pub aside: Option<i64>,
}
