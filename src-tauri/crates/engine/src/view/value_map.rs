//! The words of a coded column and what they mean.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AttributeView;

/// Ask what the words of a column are read as, and what would come of other meanings.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ValueMapAsked {
    /// The table.
    pub table: i64,
    /// Position of the column in the file, from 0.
    pub column: usize,
    /// What the words would mean; nothing shows them as they are.
    #[serde(default)]
    pub meanings: Vec<SaidWord>,
}

/// Say what words of a column mean.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetMeanings {
    /// The table.
    pub table: i64,
    /// Position of the column in the file, from 0.
    pub column: usize,
    /// The words; those not named keep what was said of them.
    pub meanings: Vec<SaidWord>,
}

/// What somebody says of a word.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaidWord {
    /// The word, in whatever case.
    pub word: String,
    /// What it means: one of the choices, or a text the column's reader knows; blank where it tells nothing;
    /// `null`, said outright, takes away what was said.
    #[serde(with = "super::said")]
    #[ts(as = "Option<String>")]
    pub meaning: Option<String>,
}

/// The words of a column.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ValueMap {
    /// The table.
    pub table: i64,
    /// Position of the column in the file, from 0.
    pub column: usize,
    /// Its header.
    pub header: String,
    /// What the column is.
    pub attribute: AttributeView,
    /// What a word can be said to mean; none where every text the column's reader knows will do.
    pub choices: Vec<WordChoice>,
    /// The words, those of most rows first; 300 at most.
    pub words: Vec<WordMeaning>,
    /// How many rows are read as what, as the mapping is.
    pub before: Vec<MeaningCount>,
    /// The same with the meanings asked about.
    pub after: Vec<MeaningCount>,
    /// Words nobody understands with these meanings.
    pub unknown_words: u64,
    /// Rows that hold one of them.
    pub unknown_rows: u64,
    /// Rows with nothing in the column.
    pub blank_rows: u64,
    /// Rows with further words, where there are more than are told.
    pub other_rows: u64,
}

/// A meaning.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WordChoice {
    /// How it is said.
    pub meaning: String,
    /// What people read.
    pub label: String,
}

/// A word of a column.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WordMeaning {
    /// As it stands in the file, the first time it does.
    pub word: String,
    /// Rows that hold it, in whatever case.
    pub rows: u64,
    /// What somebody says it means; nothing where the program reads it.
    pub said: Option<String>,
    /// What it is read as now.
    pub before: WordReading,
    /// What it would be read as with the meanings asked about.
    pub after: WordReading,
}

/// What a word is read as.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WordReading {
    /// The standardised value; blank unless the state is `valid`.
    pub value: String,
    /// The same as people read it.
    pub label: String,
    /// `valid`, `unknown` (nobody understands it), `placeholder`, or `blank` (it tells nothing).
    pub state: String,
}

/// So many rows are read as this.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MeaningCount {
    /// The state of the words, as in [`WordReading`].
    pub state: String,
    /// What they are read as; blank unless the state is `valid`.
    pub label: String,
    /// The rows.
    pub rows: u64,
}
