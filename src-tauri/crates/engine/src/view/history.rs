//! What was done, by whom, and how to take it back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Ask for the history.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
pub struct ListHistory {
    /// First one to tell, newest first.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// The history, newest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct History {
    /// The steps.
    pub steps: Vec<HistoryStep>,
    /// How many there are.
    pub total: u64,
}

/// One change of state.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryStep {
    /// Its number.
    pub operation: i64,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// What, in a sentence.
    pub sentence: String,
    /// `done` or `undone`.
    pub state: String,
    /// Whether it can be taken back.
    pub undoable: bool,
}

/// What undo or redo did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Undone {
    /// In words; nothing when there was nothing to do.
    pub sentence: Option<String>,
}
