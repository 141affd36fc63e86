//! How the columns of a table become attributes.

use serde::{Deserialize, Serialize};

use crate::{ColumnIndex, DateOrder, TableRole, Target};

/// How one table is read: its role and what each column means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// What the table is about.
    pub role: TableRole,
    /// One entry a column of the file, in file order.
    pub columns: Vec<ColumnMapping>,
    /// Country of rows that do not say, ISO 3166 alpha-2.
    #[serde(default)]
    pub default_country: Option<String>,
    /// Values that hold for every row, such as the consent a file name tells.
    #[serde(default)]
    pub constants: Vec<(Target, String)>,
    /// The recipe that recognised the export, if one did.
    #[serde(default)]
    pub recipe: Option<String>,
}

/// What one column means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// Where it stands in the file, from 0.
    pub column: ColumnIndex,
    /// Its header as in the file.
    pub header: String,
    /// The attribute, or nothing when the column is kept but not used.
    pub target: Option<Target>,
    /// What is done to the cell first.
    #[serde(default)]
    pub transformation: Transformation,
    /// How sure the suggestion is, 0 to 1; 1 once a person said so.
    pub confidence: f64,
    /// Why, in a sentence.
    pub reason: String,
    /// Whether somebody should look.
    pub state: MappingState,
    /// Order of day and month, for columns of dates.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
}

impl Mapping {
    /// Whether a person said that the column in a place is left out: nothing reads it then, as if the
    /// file had no such column.
    pub fn leaves_out(&self, place: ColumnIndex) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.column == place && column.is_left_out())
    }
}

impl ColumnMapping {
    /// Whether a person said what the column is, or that it is left out.
    pub fn is_decided(&self) -> bool {
        self.state == MappingState::Confirmed || self.confidence >= 1.0
    }

    /// Whether a person said that the column is left out. One that only has no attribute may still tell
    /// the checks something by its header.
    pub fn is_left_out(&self) -> bool {
        self.state == MappingState::Unused && self.target.is_none() && self.is_decided()
    }
}

/// Where a column's mapping stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MappingState {
    /// Suggested with enough confidence to use.
    Suggested,
    /// Used, but a person should confirm.
    Unsure,
    /// A person said so.
    Confirmed,
    /// Kept as it is, not used.
    Unused,
}

/// What is done to a cell before it is standardised.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Transformation {
    /// Nothing.
    #[default]
    Keep,
    /// Takes a prefix away, such as the apostrophe of a spreadsheet export or `p:` of a lead file.
    StripPrefix {
        /// The prefix.
        prefix: String,
    },
    /// Several values in one cell.
    Split {
        /// What stands between them.
        separator: String,
    },
    /// Values replaced by others: `Y` → `opted_in`. Anything not listed stays.
    ValueMap {
        /// Pairs of what stands there and what it means, compared without case.
        values: Vec<(String, String)>,
        /// Whether a yes that is not listed means no, and a no yes.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        others_negated: bool,
    },
    /// The cell of another column behind it, with a blank between: a date and its time of day.
    Join {
        /// Header of the other column; found again by it in the next load.
        header: String,
    },
    /// A yes means no, and a no says nothing: `EMAIL_BLACKLISTED`.
    Negate,
}

/// One cell on its way to an attribute, after the transformation of its column.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// Where it goes.
    pub target: Target,
    /// The column it came from, or nothing for a constant of the mapping.
    pub column: Option<ColumnIndex>,
    /// What stood there, transformed but not yet standardised.
    pub raw: String,
    /// The number the file itself says the cell is, where it has types; nothing once transformed.
    pub number: Option<f64>,
}
