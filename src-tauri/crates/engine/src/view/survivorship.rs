//! The rules of who wins where records differ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, SourceMark};

/// Which value wins, attribute by attribute.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SurvivorshipView {
    /// The attributes that some source holds; an address is one.
    pub attributes: Vec<AttributeRule>,
    /// The rules there are.
    pub rules: Vec<RuleChoice>,
    /// Sources in the order they are believed; one that is not here comes after all that are.
    pub source_order: Vec<SourceMark>,
}

/// The rule of an attribute.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AttributeRule {
    /// The attribute.
    pub attribute: AttributeView,
    /// The code of its rule.
    pub rule: String,
    /// Whether nobody has said otherwise.
    pub is_default: bool,
    /// Codes of the rules it could have.
    pub choices: Vec<String>,
    /// Customers in conflict about it.
    pub conflicts: u64,
}

/// A rule to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleChoice {
    /// Its code.
    pub code: String,
    /// In a few words.
    pub label: String,
    /// As a sentence people can agree on.
    pub sentence: String,
}

/// Ask what a rule or an order of the sources would change.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct PreviewRule {
    /// The attribute whose rule would change.
    #[serde(default)]
    pub attribute: Option<String>,
    /// The code of the rule it would have.
    #[serde(default)]
    pub rule: Option<String>,
    /// The order in which sources would be believed.
    #[serde(default)]
    pub source_order: Option<Vec<i64>>,
}

/// What a rule would change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleEffect {
    /// In a sentence.
    pub sentence: String,
    /// Customers that were unified under both rules.
    pub looked_at: u64,
    /// Customers with several records: only theirs can differ.
    pub of: u64,
    /// How many of those looked at would have another value.
    pub changed: u64,
    /// Some of the values that would change.
    pub examples: Vec<RuleChange>,
}

/// A value that would change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleChange {
    /// Whose.
    pub customer: String,
    /// Their name.
    pub name: String,
    /// Of what.
    pub attribute: AttributeView,
    /// What it is; blank when there is none.
    pub before: String,
    /// What it would be; blank when there would be none.
    pub after: String,
}

/// Say which value of an attribute wins.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetRule {
    /// The attribute.
    pub attribute: String,
    /// The code of the rule.
    pub rule: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Say in which order sources are believed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetSourceOrder {
    /// The sources, the most trusted first.
    pub sources: Vec<i64>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}
