//! One page of figures, each of which opens the rows behind it.

use serde::Serialize;
use ts_rs::TS;

use super::Figure;

/// The scorecard.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Scorecard {
    /// In a sentence.
    pub sentence: String,
    /// The figures, in the order of the page.
    pub figures: Vec<ScoreLine>,
}

/// One figure of the scorecard.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScoreLine {
    /// Its code, such as `people` or `check:suppression`.
    pub code: String,
    /// Under which heading: `people`, `data` or `works`.
    pub part: String,
    /// What people call it.
    pub label: String,
    /// What is counted, of what.
    pub definition: String,
    /// How many; nothing where it cannot be known from these files.
    pub found: Option<u64>,
    /// Of how many; nothing where it is not known.
    pub among: Option<u64>,
    /// Of which things; blank where that is not known.
    pub of: String,
    /// Why it cannot be known; blank where it is.
    pub unknown: String,
    /// Whether there are too few to go by a share.
    pub few: bool,
    /// Whether it is beyond what was agreed on.
    pub beyond: bool,
    /// Who answers for it; blank while nobody does.
    pub owner: String,
    /// The rows behind it: as many as were found. Nothing where none were.
    pub figure: Option<Figure>,
}
