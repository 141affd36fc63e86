//! Who signed which version of the rules, and what each team has to do with what.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SourceMark;

/// The signatures, and what changed since.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SignOffs {
    /// In a sentence.
    pub sentence: String,
    /// The last frozen set of rules; nothing before the first.
    pub frozen: Option<FrozenRules>,
    /// What changed since it was frozen.
    pub changes: Vec<RuleSince>,
    /// Whether the rules have to be frozen anew before anybody signs.
    pub is_outdated: bool,
    /// One entry a team.
    pub teams: Vec<TeamSignOff>,
    /// Rules × teams.
    pub grid: Vec<SignOffRow>,
}

/// A frozen set of rules.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FrozenRules {
    /// Its number.
    pub set: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who froze it.
    pub who: String,
    /// What for.
    pub note: String,
    /// Rules in it, as sentences.
    pub sentences: Vec<String>,
}

/// A rule that is otherwise than it was signed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleSince {
    /// The rule.
    pub rule: String,
    /// `changed`, `gone` or `new`.
    pub change: String,
    /// As it was signed; blank for a new one.
    pub before: String,
    /// As it is; blank for one that is gone.
    pub now: String,
    /// Whether signatures of before no longer hold for it.
    pub outdates: bool,
}

/// How a team stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TeamSignOff {
    /// The team, by code.
    pub team: String,
    /// In words.
    pub label: String,
    /// `blank`, `signed` or `outdated`.
    pub state: String,
    /// Who signed; blank while nobody did.
    pub person: String,
    /// When, RFC 3339; blank while nobody did.
    pub at: String,
    /// What was said with it.
    pub note: String,
    /// The set that was signed.
    pub set: Option<i64>,
    /// Rules that changed since, as sentences.
    pub changed: Vec<String>,
}

/// One rule and how each team stands to it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SignOffRow {
    /// The rule.
    pub rule: String,
    /// Its sentence.
    pub sentence: String,
    /// `blank`, `signed` or `outdated`, in the order of [`SignOffs::teams`].
    pub cells: Vec<String>,
}

/// Freeze the rules as they are, to be signed.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct FreezeRules {
    /// What for.
    #[serde(default)]
    pub note: String,
}

/// Sign the last frozen rules for a team.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SignRules {
    /// The team, by code.
    pub team: String,
    /// Who signs; blank takes the signature away.
    pub person: String,
    /// What is said with it.
    #[serde(default)]
    pub note: String,
}

/// What each team has to do with each rule and source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RaciTable {
    /// The teams, in the order of the cells.
    pub teams: Vec<TeamView>,
    /// Rules and sources.
    pub rows: Vec<RaciRow>,
    /// What is missing, one sentence each.
    pub gaps: Vec<String>,
    /// Rules and sources no team is accountable for.
    pub open: u64,
}

/// A team.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TeamView {
    /// Its code.
    pub team: String,
    /// In words.
    pub label: String,
}

/// One rule or source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RaciRow {
    /// The rule, where it is one.
    pub rule: Option<String>,
    /// The source, where it is one.
    pub source: Option<SourceMark>,
    /// What people read.
    pub label: String,
    /// `responsible`, `accountable`, `consulted`, `informed` or blank, in the order of the teams.
    pub cells: Vec<String>,
}

/// Say what a team has to do with a rule or a source.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetTeamPart {
    /// The source, or …
    #[serde(default)]
    pub source: Option<i64>,
    /// … the rule.
    #[serde(default)]
    pub rule: Option<String>,
    /// The team, by code.
    pub team: String,
    /// `responsible`, `accountable`, `consulted` or `informed`; blank takes it away.
    pub part: String,
}
