//! What was made of a cell.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{ColumnIndex, Target};

/// One attribute of one record in its consistent form, beside what stood in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandardValue {
    /// Which attribute, which set of it.
    #[serde(flatten)]
    pub target: Target,
    /// The first column it came from, counted from 0; nothing for a constant of the mapping.
    pub column: Option<ColumnIndex>,
    /// What stood there, joined with a blank where it took several columns.
    pub raw: String,
    /// The standardised value; empty unless the state is `Valid`, or a birth date cannot be: then what of it can.
    pub value: String,
    /// Whether it can be used.
    pub state: ValueState,
    /// The rule that made it, such as `phone.e164`; says what to look up in the documentation.
    pub rule: Cow<'static, str>,
}

/// What a cell turned out to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueState {
    /// A usable value.
    Valid,
    /// Nothing, or white space.
    Blank,
    /// Something that cannot be what the column says it is.
    Invalid,
    /// A filler: n/a, 0000000000, test@test.com.
    Placeholder,
}

/// The five things "we do not know" can mean. Never a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// Nobody asked about this source yet.
    NotAsked,
    /// The source exists, no file of it is loaded.
    NoFile,
    /// The file has no such column.
    NoColumn,
    /// The cell is empty.
    Blank,
    /// The cell holds something that cannot be it.
    Invalid,
}

/// What a consent cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// Permission given.
    OptedIn,
    /// Asked, never answered or never subscribed.
    Never,
    /// Waiting for confirmation.
    Pending,
    /// Messages bounce.
    Undeliverable,
    /// Permission withdrawn or refused.
    OptedOut,
    /// Reported as spam.
    Complained,
}

impl ConsentState {
    /// Every state, from the loosest to the strictest.
    pub const LOOSEST_FIRST: [Self; 6] = [
        Self::OptedIn,
        Self::Never,
        Self::Pending,
        Self::Undeliverable,
        Self::OptedOut,
        Self::Complained,
    ];

    /// The stable code, such as `opted_out`.
    pub fn code(self) -> &'static str {
        match self {
            Self::OptedIn => "opted_in",
            Self::Never => "never",
            Self::Pending => "pending",
            Self::Undeliverable => "undeliverable",
            Self::OptedOut => "opted_out",
            Self::Complained => "complained",
        }
    }

    /// Reads what [`ConsentState::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        Self::LOOSEST_FIRST
            .into_iter()
            .find(|state| state.code() == code)
    }

    /// How strict the state is; when sources disagree the strictest holds.
    pub fn strictness(self) -> u8 {
        self as u8
    }
}

/// The order of day, month and year in a column of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 31/12/2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
    /// 2024-12-31.
    YearFirst,
}
