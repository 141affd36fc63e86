//! Rules as one object: the sentence people agree on and the choice that acts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, SourceMark};

/// Every rule there is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GovernedRules {
    /// The rules, by kind.
    pub rules: Vec<GovernedRule>,
    /// Rules nobody has decided on yet.
    pub undecided: u64,
    /// Rules without a team that is accountable.
    pub unaccountable: u64,
}

/// A rule: the sentence and the choice are one object.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GovernedRule {
    /// Its code, such as `conflict:email`.
    pub rule: String,
    /// `conflict`, `source_order`, `consent`, `retention`, `deletion`, `access` or `refresh`.
    pub kind: String,
    /// The kind in words.
    pub kind_label: String,
    /// What it answers, as one asks it on a whiteboard.
    pub question: String,
    /// The attribute it is about, where it is about one.
    pub attribute: Option<AttributeView>,
    /// The source it is about, where it is about one.
    pub source: Option<SourceMark>,
    /// The choice that acts; blank while nobody decided and nothing acts.
    pub choice: String,
    /// The sentence people agree on; blank while nobody decided.
    pub sentence: String,
    /// Whether people worded the sentence themselves.
    pub is_worded: bool,
    /// Whether nobody has decided: what acts is the default, or nothing.
    pub is_default: bool,
    /// Its version; 0 while nobody decided.
    pub version: u32,
    /// When it was decided last, RFC 3339; blank while nobody did.
    pub decided_at: String,
    /// Who decided.
    pub decided_by: String,
    /// Why.
    pub reason: String,
    /// Choices to offer; a number of days or months may be any other.
    pub choices: Vec<RuleOption>,
    /// What it concerns now, in a sentence: customers in conflict, rows past their term; blank where nothing.
    pub concerns: String,
    /// The team that is accountable; blank while none is.
    pub accountable: String,
    /// Who has the word on it, by the duties noted; blank while nobody has.
    pub decider: String,
    /// Note.
    pub note: String,
    /// Its versions, the newest first.
    pub versions: Vec<RuleVersionView>,
}

/// A choice.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleOption {
    /// Its code, such as `most_recent`, `months:24`.
    pub choice: String,
    /// What it is called in a list.
    pub label: String,
    /// The sentence it makes.
    pub sentence: String,
}

/// One version of a rule.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleVersionView {
    /// Counted from 1.
    pub version: u32,
    /// The choice.
    pub choice: String,
    /// The sentence.
    pub sentence: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub who: String,
    /// When, RFC 3339.
    pub at: String,
}

/// Decide on a rule.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DecideRule {
    /// Its code, such as `retention:3`.
    pub rule: String,
    /// The choice, such as `months:24`; for the order of sources their numbers as JSON, such as `[2,1]`.
    pub choice: String,
    /// The sentence in people's own words; blank lets the choice tell it.
    #[serde(default)]
    pub sentence: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Word a rule otherwise; what it does stays.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WordRule {
    /// Its code.
    pub rule: String,
    /// The sentence in people's own words; blank lets the choice tell it again.
    pub sentence: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Ask what a choice would change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PreviewChoice {
    /// The rule.
    pub rule: String,
    /// The choice it would have.
    pub choice: String,
}

/// What is kept longer than agreed, and what should have been loaded again.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Overdue {
    /// In a sentence.
    pub sentence: String,
    /// Loads that are past the term of their source, the oldest first.
    pub loads: Vec<PastLoad>,
    /// Rows that last changed before the term of their source, in loads that are not past it themselves.
    pub rows: Vec<PastRows>,
    /// Sources whose newest load is older than agreed, one sentence each.
    pub refresh: Vec<RefreshDue>,
    /// Sources without an agreed term.
    pub without_term: Vec<SourceMark>,
}

/// A load past its term.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PastLoad {
    /// Its number.
    pub load: i64,
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table_name: String,
    /// File.
    pub file: String,
    /// When it was loaded, RFC 3339.
    pub loaded_at: String,
    /// Rows in it that a purge takes out: those that say no to messages or ask to be deleted stay.
    pub rows: u64,
    /// Whether it is in use.
    pub current: bool,
    /// What was agreed.
    pub term: String,
}

/// Rows past their term.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PastRows {
    /// The load they are in.
    pub load: i64,
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table_name: String,
    /// How many last changed before `before` and do not say no to messages, nor ask to be deleted.
    pub rows: u64,
    /// Rows in the load.
    pub of: u64,
    /// The first day that is still kept.
    pub before: String,
}

/// A source that should have been loaded again.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RefreshDue {
    /// The source.
    pub source: SourceMark,
    /// In a sentence.
    pub sentence: String,
    /// Days its newest load is old.
    pub days: i64,
    /// Days that were agreed.
    pub agreed: u32,
}
