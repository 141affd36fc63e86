//! The agenda of a workshop: one question after the other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SourceMark;

/// The agenda and how far it is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkshopAgenda {
    /// In a sentence.
    pub sentence: String,
    /// The topics, in the order they are worth taking.
    pub topics: Vec<AgendaTopic>,
    /// The first question that is open; nothing when none is.
    pub next: Option<String>,
    /// Questions answered.
    pub answered: u64,
    /// Questions put off.
    pub deferred: u64,
    /// Questions in all.
    pub total: u64,
}

/// A topic of the agenda.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AgendaTopic {
    /// `systems`, `sources`, `use_case`, `rules`, `people`, `approach`, `scope` or `sign_off`.
    pub topic: String,
    /// In words.
    pub label: String,
    /// Its questions.
    pub questions: Vec<AgendaQuestion>,
    /// Of them, those answered.
    pub answered: u64,
}

/// One question: big enough for a screen of its own.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AgendaQuestion {
    /// Its code, such as `location:3`; [`SetNote`](super::SetNote) takes it too.
    pub question: String,
    /// What kind of answer it takes, and so by which command: `kind_state` (`set_kind_state`); `location`, `format`,
    /// `used_for`, `refresh` (`describe_source`); `nothing` (follows from what is loaded); `owner`, `decider`
    /// (`set_duty`); `rule` (`decide_rule`); `use_case` (`set_use_case`); `factor` (`set_assessment`); `scope`
    /// (`freeze_scope`); `sign_off` (`sign_rules`).
    pub takes: String,
    /// What it is asked about, by the code that command takes: a kind, an attribute, a rule, a team, a factor;
    /// blank where it is about a source or the whole.
    pub subject: String,
    /// The source it is about.
    pub source: Option<SourceMark>,
    /// The question as it is asked.
    pub text: String,
    /// What was answered so far; blank while nothing was.
    pub answer: String,
    /// `open`, `answered` or `deferred`.
    pub state: String,
    /// Who answered, where that was noted.
    pub answered_by: String,
    /// Days since it was put off; nothing where it was not.
    pub deferred_days: Option<i64>,
    /// Note.
    pub note: String,
}

/// Put a question off, take it up again, or note who answered it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MarkQuestion {
    /// Which.
    pub question: String,
    /// `answered`, `deferred` or `open`.
    pub state: String,
    /// Who answered.
    #[serde(default)]
    pub answered_by: String,
}
