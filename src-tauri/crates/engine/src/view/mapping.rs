//! How columns become attributes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, SourceMark};

/// A table on the mapping screen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingSummary {
    /// The table.
    pub table: i64,
    /// Its source.
    pub source: SourceMark,
    /// Its name.
    pub name: String,
    /// Role by code.
    pub role: String,
    /// Columns in the file.
    pub columns: u64,
    /// Columns in use.
    pub used: u64,
    /// Columns that wait for an answer: nobody is sure what they are, or what words in them mean.
    pub unsure: u64,
}

/// Which table.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct TableNumber {
    /// Its number.
    pub table: i64,
}

/// How one table is read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingView {
    /// The table.
    pub table: i64,
    /// Its source.
    pub source: SourceMark,
    /// Its name.
    pub name: String,
    /// Role by code.
    pub role: String,
    /// Why it has that role.
    pub role_reason: String,
    /// The recipe that recognised the export.
    pub recipe: Option<String>,
    /// Country of rows that do not say.
    pub default_country: Option<String>,
    /// What holds for every row, such as the consent a file name tells.
    pub constants: Vec<ConstantView>,
    /// The columns, in file order.
    pub columns: Vec<ColumnView>,
    /// What a column can be mapped to: the schema, and the attributes of one's own in this project.
    pub choices: Vec<AttributeView>,
    /// How the header differs from the load before: added, gone.
    pub header_added: Vec<String>,
    /// Headers of the load before that are gone.
    pub header_gone: Vec<String>,
}

/// One column.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ColumnView {
    /// Position in the file, from 0.
    pub column: usize,
    /// Header as in the file.
    pub header: String,
    /// Three values that stand in it, verbatim.
    pub samples: Vec<String>,
    /// The attribute, or nothing when the column is kept but not used.
    pub attribute: Option<AttributeView>,
    /// Which set of it: 0 the main one.
    pub group: u8,
    /// What is done to the cell first, in words; blank for nothing.
    pub transformation: String,
    /// What is done to it by its code: `keep`, `negate`, `strip_prefix`, `split`, `join` or `value_map`.
    pub change: String,
    /// Whether its cells are a few words with a meaning each, which can be said.
    pub has_words: bool,
    /// Words nobody understands among the commonest.
    pub unknown_words: u64,
    /// 0 to 1.
    pub confidence: f64,
    /// Why, in a sentence.
    pub reason: String,
    /// `suggested`, `unsure`, `confirmed` or `unused`.
    pub state: String,
    /// `day_first`, `month_first`, `year_first`, or nothing.
    pub date_order: Option<String>,
    /// What is known about the order of day and month in this column; blank for other columns.
    pub date_note: String,
}

/// Say what a column is.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetColumn {
    /// The table.
    pub table: i64,
    /// The column.
    pub column: usize,
    /// Code of the attribute; `null`, said outright, leaves the column unused.
    #[serde(with = "super::said")]
    #[ts(as = "Option<String>")]
    pub attribute: Option<String>,
    /// Which set of it.
    #[serde(default)]
    pub group: u8,
    /// `day_first`, `month_first` or `year_first`, for columns of dates.
    #[serde(default)]
    pub date_order: Option<String>,
}

/// What is done to the cells of a column before they are read.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CellChange {
    /// Nothing.
    Keep {},
    /// A yes means no, and a no says nothing.
    Negate {},
    /// Something is taken from the front.
    StripPrefix {
        /// What.
        prefix: String,
    },
    /// A cell holds several values.
    Split {
        /// What stands between them.
        separator: String,
    },
    /// The cell of another column stands behind it, with a blank between.
    Join {
        /// Position of the other column in the file, from 0.
        column: usize,
    },
}

/// Say what is done to the cells of a column before they are read. Several columns of one attribute are
/// given different sets of it instead.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetCells {
    /// The table.
    pub table: i64,
    /// Position of the column in the file, from 0.
    pub column: usize,
    /// What is done; what was done before falls away.
    pub change: CellChange,
}

/// Say what holds for every row of a table.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetConstant {
    /// The table.
    pub table: i64,
    /// Code of the attribute.
    pub attribute: String,
    /// Which set of it.
    #[serde(default)]
    pub group: u8,
    /// The value, as it would stand in a cell; `null`, said outright, takes it away.
    #[serde(with = "super::said")]
    #[ts(as = "Option<String>")]
    pub value: Option<String>,
}

/// What holds for every row.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConstantView {
    /// The attribute.
    pub attribute: AttributeView,
    /// Which set of it.
    pub group: u8,
    /// The value, as it would stand in a cell.
    pub value: String,
}

/// Say what a table is about.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetTable {
    /// The table.
    pub table: i64,
    /// Role by code; what is left out stays.
    #[serde(default)]
    pub role: Option<String>,
    /// ISO 3166 alpha-2; blank takes it away.
    #[serde(default)]
    pub default_country: Option<String>,
}

/// Write a mapping to a file, or read it from one.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MappingFile {
    /// The table.
    pub table: i64,
    /// The file.
    pub path: String,
}

/// A mapping that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingSaved {
    /// Where.
    pub path: String,
    /// Columns in it.
    pub columns: u64,
}

/// A mapping that was read from a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingTaken {
    /// How the table is read now.
    pub mapping: MappingView,
    /// Columns of the table the file knows.
    pub found: u64,
    /// Columns of the table the file does not know; they kept what they had.
    pub unknown: Vec<String>,
    /// Columns of the file the table does not have.
    pub missing: Vec<String>,
}

/// Ask for before and after.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct PreviewMapping {
    /// The table.
    pub table: i64,
    /// How many rows; 20 unless told, 200 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// Real rows before and after.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingPreview {
    /// The rows.
    pub rows: Vec<PreviewRow>,
}

/// One row before and after.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreviewRow {
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// The cells, in file order.
    pub cells: Vec<String>,
    /// What is made of them.
    pub values: Vec<ValueView>,
}

/// One value of a record, raw and standardised.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ValueView {
    /// The attribute.
    pub attribute: AttributeView,
    /// Which set of it.
    pub group: u8,
    /// Header of the column it came from; nothing for a constant.
    pub header: Option<String>,
    /// What stands in the file.
    pub raw: String,
    /// What was made of it; blank unless the state is `valid`.
    pub value: String,
    /// `valid`, `blank`, `invalid` or `placeholder`.
    pub state: String,
    /// The rule that made it.
    pub rule: String,
}
