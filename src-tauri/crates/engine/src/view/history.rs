//! What was done, by whom, and how to take it back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Ask for the history.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListHistory {
    /// First one to tell, newest first.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
    /// Only steps in whose sentence, or in what was asked, these words stand.
    #[serde(default)]
    pub query: String,
    /// Only steps of this command.
    #[serde(default)]
    pub kind: Option<String>,
    /// Only steps of this person.
    #[serde(default)]
    pub who: Option<String>,
}

/// The history, newest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct History {
    /// The steps.
    pub steps: Vec<HistoryStep>,
    /// How many there are.
    pub total: u64,
    /// Everybody who did something in this project.
    pub people: Vec<String>,
    /// Every command that was given in this project.
    pub kinds: Vec<String>,
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
    /// The command.
    pub kind: String,
    /// What, in a sentence.
    pub sentence: String,
    /// The reason that was given; blank where there is none.
    pub why: String,
    /// `done` or `undone`.
    pub state: String,
    /// Whether it can be taken back.
    pub undoable: bool,
}

/// What undo or redo did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Undone {
    /// In words, such as "Taken back: Loaded 5 rows"; nothing when there was nothing to do.
    pub sentence: Option<String>,
}

/// What a look at the whole trail found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Trail {
    /// How many entries it has.
    pub entries: u64,
    /// The digest of the last entry; blank where there is none. Written down elsewhere it proves the trail.
    pub head: String,
    /// The first entry that was changed behind the program's back.
    pub broken: Option<TrailBroken>,
}

/// An entry that does not hold.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TrailBroken {
    /// Its number.
    pub entry: i64,
    /// What is wrong, in a sentence.
    pub sentence: String,
}

/// Write the trail to a file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WriteTrail {
    /// The file.
    pub path: String,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TrailWritten {
    /// Where.
    pub path: String,
    /// Entries in it.
    pub rows: u64,
}
