//! Who answers for what.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, SourceMark};

/// Owners, stewards, deciders and notes, with the gaps.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Governance {
    /// One entry a source.
    pub sources: Vec<SourceDuties>,
    /// One entry an attribute that some source holds.
    pub attributes: Vec<AttributeDuties>,
    /// What is missing, one sentence each, such as "5 sources have no owner".
    pub gaps: Vec<String>,
    /// How many things are missing.
    pub open: u64,
    /// Names used so far, for suggestions.
    pub people: Vec<String>,
}

/// Who answers for a source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SourceDuties {
    /// The source.
    pub source: SourceMark,
    /// Accountable for it; blank while nobody is.
    pub owner: String,
    /// Looks after its data.
    pub steward: String,
    /// Has the word when it disagrees with another.
    pub decider: String,
    /// Note.
    pub note: String,
    /// Rows loaded.
    pub rows: u64,
}

/// Who answers for an attribute.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AttributeDuties {
    /// The attribute.
    pub attribute: AttributeView,
    /// Accountable for it.
    pub owner: String,
    /// Looks after it.
    pub steward: String,
    /// Has the word when sources disagree.
    pub decider: String,
    /// Note.
    pub note: String,
    /// Sources that hold it.
    pub sources: Vec<SourceMark>,
    /// Customers in conflict about it.
    pub conflicts: u64,
    /// The rule that decides until somebody does.
    pub rule: String,
}

/// Name who answers for something.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetDuty {
    /// The source, or …
    #[serde(default)]
    pub source: Option<i64>,
    /// … the attribute, by code.
    #[serde(default)]
    pub attribute: Option<String>,
    /// `owner`, `steward` or `decider`.
    pub duty: String,
    /// Name of the person or team; blank takes it away.
    pub person: String,
}

/// Note something.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetNote {
    /// The source, or …
    #[serde(default)]
    pub source: Option<i64>,
    /// … the attribute, by code, or …
    #[serde(default)]
    pub attribute: Option<String>,
    /// … anything else: `rule:deletion`, `use_case:1`, `question:location:3`, `region:eea`.
    #[serde(default)]
    #[ts(optional)]
    pub about: Option<String>,
    /// The note; blank takes it away.
    pub note: String,
}
