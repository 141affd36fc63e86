//! What a column holds, counted in one pass and bounded memory: how it is filled, its values,
//! shapes, lengths and ranges, what kind of thing it is and what looks odd about it.
//!
//! Memory a column: values are told apart exactly up to a bound that the columns of a table share,
//! and estimated beyond; shapes and the commonest values have bounds of their own. No row is kept,
//! only the numbers of the first rows that look odd.

mod anomaly;
mod count;
mod days;
mod glance;
mod kind;
mod lengths;
mod neighbours;
mod seen;
mod shape;
mod tally;
mod values;

use chrono::NaiveDate;
use rollcall_model::{Attribute, AttributeFamily, RecordId};
use serde::{Deserialize, Serialize};

pub use anomaly::{Anomaly, AnomalyKind, AnomalyRows, ColumnFinding};
pub use count::ColumnCount;
pub use days::DayRange;
pub use kind::ColumnKind;
pub use lengths::Lengths;
pub use neighbours::compare_columns;
pub use shape::shape;
pub use tally::{About, ColumnTally, look};
pub use values::TopValue;

/// So many rows that look odd are kept, so that their number can be opened.
const KEPT_ROWS: usize = 500;

/// What one column of one load holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Where it stands in the file, from 0.
    pub column: usize,
    /// Its header as in the file.
    pub header: String,
    /// What it is mapped to, by code.
    pub attribute: Option<String>,
    /// Rows of the load.
    pub rows: u64,
    /// Rows with something in it.
    pub filled: u64,
    /// Rows with something usable in it once standardised; nothing where the column is not used.
    #[serde(default)]
    pub valid: Option<u64>,
    /// Different values.
    pub distinct: u64,
    /// Values that stand in one row only.
    pub once: u64,
    /// Whether both are exact; an estimate otherwise.
    pub is_exact: bool,
    /// The commonest values, commonest first.
    pub top: Vec<TopValue>,
    /// The commonest shapes with their rows, commonest first.
    pub shapes: Vec<(String, u64)>,
    /// Lengths in characters.
    pub lengths: Option<Lengths>,
    /// Oldest and newest day, where the column holds days.
    pub days: Option<DayRange>,
    /// Smallest and largest number, where the column holds numbers.
    pub figures: Option<FigureRange>,
    /// What it holds.
    pub kind: ColumnKind,
    /// Rows by what their cell looks like alone; kinds without a row are left out.
    pub looks: Vec<(ColumnKind, u64)>,
    /// What it tells about a person.
    pub class: PersonalClass,
    /// What looks odd.
    pub anomalies: Vec<Anomaly>,
}

/// How words are understood: the room that standardises knows.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The day a text with its month as a word tells, read on a day; nothing where it is none.
    pub day: fn(&str, NaiveDate) -> Option<NaiveDate>,
    /// Whether a text stands where there is no value.
    pub is_filler: fn(&str) -> bool,
    /// Whether figures are typed where there is no number.
    pub is_filler_number: fn(&str) -> bool,
}

/// The smallest and the largest number of a column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FigureRange {
    /// The smallest.
    pub smallest: f64,
    /// The largest.
    pub largest: f64,
}

/// What a column tells about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalClass {
    /// How somebody is called.
    Name,
    /// How somebody is reached.
    Contact,
    /// What points to somebody.
    Identifier,
    /// When somebody was born.
    BirthDate,
    /// Where somebody lives.
    Address,
    /// Nothing that tells who somebody is.
    None,
}

impl PersonalClass {
    /// The stable code, such as `birth_date`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Contact => "contact",
            Self::Identifier => "identifier",
            Self::BirthDate => "birth_date",
            Self::Address => "address",
            Self::None => "none",
        }
    }

    /// What an attribute tells about a person; nothing where its name alone does not say.
    fn of(attribute: &Attribute) -> Option<Self> {
        Some(match attribute {
            Attribute::BirthDate
            | Attribute::BirthDay
            | Attribute::BirthMonth
            | Attribute::BirthYear
            | Attribute::Age => Self::BirthDate,
            // An order is not a person.
            Attribute::Gender | Attribute::Language | Attribute::OrderId => Self::None,
            other => match other.family() {
                AttributeFamily::Person => Self::Name,
                AttributeFamily::Contact => Self::Contact,
                AttributeFamily::Address => Self::Address,
                AttributeFamily::Identifier => Self::Identifier,
                AttributeFamily::Custom => return None,
                _ => Self::None,
            },
        })
    }
}

/// Rows of a column that share something, with the first of them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Marked {
    rows: u64,
    records: Vec<RecordId>,
}

impl Marked {
    fn add(&mut self, record: RecordId) {
        self.rows += 1;
        if self.records.len() < KEPT_ROWS {
            self.records.push(record);
        }
    }
}
