//! The decisions of a project as a file, taken in by another project.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file of decisions.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DecisionFile {
    /// The file.
    pub path: String,
}

/// So many decisions of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DecisionCount {
    /// What they are about.
    pub what: String,
    /// How many.
    pub count: u64,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionsSaved {
    /// Where.
    pub path: String,
    /// What is in it.
    pub saved: Vec<DecisionCount>,
}

/// What came of taking decisions in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionsTaken {
    /// What holds here now.
    pub taken: Vec<DecisionCount>,
    /// What did not fit, the first 500.
    pub left: Vec<DecisionLeft>,
    /// How many did not fit.
    pub left_total: u64,
}

/// A decision that did not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DecisionLeft {
    /// What it is about.
    pub what: String,
    /// Why it did not fit.
    pub why: String,
}
