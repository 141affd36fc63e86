//! The log of decisions, questions and actions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The log, newest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionLog {
    /// In a sentence.
    pub sentence: String,
    /// The entries.
    pub entries: Vec<LogEntry>,
    /// Questions that are open or deferred.
    pub open_questions: u64,
    /// Actions that are open or deferred.
    pub open_actions: u64,
    /// Of both, those past their date.
    pub overdue: u64,
    /// Of both, those nobody owns.
    pub ownerless: u64,
}

/// One entry.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LogEntry {
    /// Its number.
    pub entry: i64,
    /// When it came up, RFC 3339.
    pub at: String,
    /// `decision`, `question` or `action`.
    pub kind: String,
    /// What it is about, such as `source:3`; blank where nothing in particular.
    pub about: String,
    /// That in words.
    pub about_label: String,
    /// What was decided, is asked or is to be done.
    pub text: String,
    /// Who answers for it.
    pub owner: String,
    /// The day it is due.
    pub due: Option<String>,
    /// `holds` or `replaced` of a decision; else `open`, `deferred`, `done` or `dropped`.
    pub state: String,
    /// The answer, or what came of it.
    pub outcome: String,
    /// When it was settled, RFC 3339.
    pub settled_at: Option<String>,
    /// Days it has been open; of a settled one, how long it was.
    pub days: i64,
    /// Whether it is open past its date.
    pub is_overdue: bool,
    /// The decision it takes the place of.
    pub replaces: Option<i64>,
    /// The decision that took its place.
    pub replaced_by: Option<i64>,
}

/// Write something into the log.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddToLog {
    /// `decision`, `question` or `action`.
    pub kind: String,
    /// What was decided, is asked or is to be done.
    pub text: String,
    /// What it is about: `source:3`, `attribute:email`, `rule:deletion`, `use_case:1`.
    #[serde(default)]
    pub about: String,
    /// Who answers for it.
    #[serde(default)]
    pub owner: String,
    /// The day it is due, `YYYY-MM-DD`.
    #[serde(default)]
    pub due: Option<String>,
    /// Of a decision: the one it takes the place of.
    #[serde(default)]
    pub replaces: Option<i64>,
}

/// Settle, defer or hand on a question or an action; what is left out stays.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SettleInLog {
    /// Which.
    pub entry: i64,
    /// `open`, `deferred`, `done` or `dropped`.
    #[serde(default)]
    pub state: Option<String>,
    /// The answer, or what came of it.
    #[serde(default)]
    pub outcome: Option<String>,
    /// Who answers for it.
    #[serde(default)]
    pub owner: Option<String>,
    /// The day it is due, `YYYY-MM-DD`; blank takes it away.
    #[serde(default)]
    pub due: Option<String>,
}
