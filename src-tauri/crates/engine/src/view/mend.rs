//! Rows that were set aside, and mending them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Ask for rows that are set aside.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListSetAside {
    /// Only of this load; of all in use where nothing is said.
    #[serde(default)]
    pub load: Option<i64>,
    /// Only this row, by the number it has among the rows set aside.
    #[serde(default)]
    pub aside: Option<i64>,
    /// Only rows with this text in them or in the reason.
    #[serde(default)]
    pub filter: String,
    /// First row to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// A page of rows that are set aside.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SetAsidePage {
    /// The rows, load by load as they stand in their files.
    pub rows: Vec<SetAsideRow>,
    /// How many there are.
    pub total: u64,
}

/// A row that is set aside.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SetAsideRow {
    /// The number it has among the rows set aside.
    pub aside: i64,
    /// Its load.
    pub load: i64,
    /// The table.
    pub table: String,
    /// The file.
    pub file: String,
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// The situation, such as `extra_cells`.
    pub code: String,
    /// Why it is set aside.
    pub reason: String,
    /// As it stands in the file; of a long one the beginning, with `…` where it is cut.
    pub text: String,
    /// Its cells, as the table is read: one a column, and those beyond the last column.
    pub cells: Vec<AsideCell>,
    /// Why it cannot be mended; nothing where it can.
    pub refused: Option<String>,
}

/// A cell of a row that is set aside.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AsideCell {
    /// Header of the column; nothing beyond the last one.
    pub header: Option<String>,
    /// What stands there.
    pub text: String,
}

/// Mend a row that is set aside: load it with these cells.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MendRow {
    /// The number it has among the rows set aside.
    pub aside: i64,
    /// Its cells, one a column, blank where there is nothing.
    pub cells: Vec<String>,
    /// Load it although it sums up other rows or another row of the table has its key.
    #[serde(default)]
    pub anyway: bool,
}

/// A row was mended.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RowMended {
    /// The record it is now.
    pub record: i64,
    /// What happened, in a sentence.
    pub sentence: String,
}

/// That a row was mended before it was loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MendView {
    /// Who mended it.
    pub by: String,
    /// When.
    pub at: String,
    /// What stands in the file, as far as it is kept.
    pub text: String,
}
