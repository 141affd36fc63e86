//! What people agree on around the data: rules, sign-offs, use cases, scope, the log, connections,
//! costs, the agenda.

use serde::{Deserialize, Serialize};

use crate::DecisionTable;
use crate::agreed::{Agreed, as_text};

/// One version of a rule.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredRuleVersion {
    /// The rule, such as `conflict:email`.
    pub rule: String,
    /// Counted from 1; the last one is in force.
    pub version: u32,
    /// The choice that acts.
    pub choice: String,
    /// The sentence in the words of people; blank where the choice tells it.
    pub sentence: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub who: String,
    /// When, RFC 3339.
    pub at: String,
}

impl Agreed for StoredRuleVersion {
    const TABLE: DecisionTable = DecisionTable::RuleVersion;
}

/// A rule as it was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FrozenRule {
    /// The rule.
    pub rule: String,
    /// The choice that acted.
    pub choice: String,
    /// The words of people; blank where the choice told it.
    pub wording: String,
    /// The sentence as it was read.
    pub sentence: String,
    /// Whether nobody had chosen otherwise.
    pub is_default: bool,
}

/// All rules as they were frozen to be signed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredRuleSet {
    /// Its number.
    pub rule_set_id: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who froze them.
    pub who: String,
    /// What for.
    pub note: String,
    /// The rules.
    #[serde(with = "as_text")]
    pub rules: Vec<FrozenRule>,
}

impl Agreed for StoredRuleSet {
    const TABLE: DecisionTable = DecisionTable::RuleSet;
}

/// One team signed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredSignOff {
    /// What it signed.
    pub rule_set_id: i64,
    /// The team, by code.
    pub team: String,
    /// Who signed for it.
    pub person: String,
    /// When, RFC 3339.
    pub at: String,
    /// What was said with it.
    pub note: String,
}

impl Agreed for StoredSignOff {
    const TABLE: DecisionTable = DecisionTable::SignOff;
}

/// What one team has to do with a rule or a source.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredRaci {
    /// `rule:…` or `source:…`.
    pub subject: String,
    /// The team, by code.
    pub team: String,
    /// Its part, by code.
    pub part: String,
}

impl Agreed for StoredRaci {
    const TABLE: DecisionTable = DecisionTable::Raci;
}

/// A problem to be solved.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredUseCase {
    /// Its number.
    pub use_case_id: i64,
    /// What people call it.
    pub name: String,
    /// The problem in a sentence.
    pub problem: String,
    /// What shows that it is solved.
    pub measure: String,
    /// Kinds of systems it needs, by code.
    #[serde(with = "as_text")]
    pub kinds: Vec<String>,
    /// Attributes it needs, by code.
    #[serde(with = "as_text")]
    pub attributes: Vec<String>,
    /// The measure today.
    pub baseline: String,
    /// The measure that is aimed at.
    pub target: String,
    /// `active`, `parked` or `done`.
    pub state: String,
}

impl Agreed for StoredUseCase {
    const TABLE: DecisionTable = DecisionTable::UseCase;
}

/// A source that was within the scope.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ScopeSource {
    /// Its number.
    pub source: i64,
    /// What it was called.
    pub name: String,
}

/// The scope as it was frozen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredScope {
    /// Its number.
    pub scope_id: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who froze it.
    pub who: String,
    /// Why.
    pub reason: String,
    /// The use case as it stood; nothing where none was active.
    #[serde(with = "as_text")]
    pub use_case: Option<StoredUseCase>,
    /// The sources.
    #[serde(with = "as_text")]
    pub sources: Vec<ScopeSource>,
}

impl Agreed for StoredScope {
    const TABLE: DecisionTable = DecisionTable::Scope;
}

/// A request to change the scope.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredChangeRequest {
    /// Its number.
    pub change_request_id: i64,
    /// When, RFC 3339.
    pub at: String,
    /// What is asked for.
    pub what: String,
    /// The source it is about; nothing where it is none of the inventory.
    pub source_id: Option<i64>,
    /// Who asks.
    pub asker: String,
    /// Why.
    pub reason: String,
    /// What it is worth.
    pub value: String,
    /// What it takes.
    pub effort: String,
    /// `in`, `parked` or `refused`; blank while nobody decided.
    pub verdict: String,
    /// Why so.
    pub verdict_reason: String,
    /// Who decided.
    pub verdict_by: String,
    /// When, RFC 3339; blank while nobody did.
    pub verdict_at: String,
}

impl Agreed for StoredChangeRequest {
    const TABLE: DecisionTable = DecisionTable::ChangeRequest;
}

/// A decision, a question or an action.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredLogged {
    /// Its number.
    pub logged_id: i64,
    /// When it came up, RFC 3339.
    pub at: String,
    /// `decision`, `question` or `action`.
    pub kind: String,
    /// What it is about, such as `source:3`; blank where nothing in particular.
    pub about: String,
    /// What was decided, is asked or is to be done.
    pub text: String,
    /// Who answers for it.
    pub owner: String,
    /// The day it is due, `YYYY-MM-DD`.
    pub due: Option<String>,
    /// `holds` of a decision; else `open`, `deferred`, `done` or `dropped`.
    pub state: String,
    /// The answer, or what came of it.
    pub outcome: String,
    /// When it was settled, RFC 3339.
    pub settled_at: Option<String>,
    /// The decision it takes the place of.
    pub replaces: Option<i64>,
}

impl Agreed for StoredLogged {
    const TABLE: DecisionTable = DecisionTable::Logged;
}

/// How two systems exchange data today.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredConnection {
    /// Its number.
    pub connection_id: i64,
    /// Where the data comes from.
    pub from_source: i64,
    /// Where it goes.
    pub to_source: i64,
    /// `one_way` or `two_way`.
    pub direction: String,
    /// By what, by code.
    pub how: String,
    /// Whether consents go with it: `carried` or `not_carried`; blank while nobody said.
    pub consent: String,
    /// Who answers for it.
    pub owner: String,
    /// Note.
    pub note: String,
}

impl Agreed for StoredConnection {
    const TABLE: DecisionTable = DecisionTable::Connection;
}

/// A cost of keeping data apart; what is not asked of its kind is nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredCost {
    /// Its number.
    pub cost_id: i64,
    /// `by_hand`, `waste` or `incident`.
    pub kind: String,
    /// What is done, wasted, or was said.
    pub what: String,
    /// Who does it, or told it.
    pub who: String,
    /// How often in a `per`.
    pub times: Option<f64>,
    /// `day`, `week` or `month`.
    pub per: String,
    /// Minutes each time.
    pub minutes: Option<f64>,
    /// Money spent in a month.
    pub amount: Option<f64>,
    /// Share of it that is wasted, 0 to 1.
    pub share: Option<f64>,
    /// The day it happened, `YYYY-MM-DD`.
    pub happened_on: Option<String>,
    /// One source that was at odds.
    pub left_: Option<i64>,
    /// The other.
    pub right_: Option<i64>,
}

impl Agreed for StoredCost {
    const TABLE: DecisionTable = DecisionTable::Cost;
}

/// Where a question of the agenda stands.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredAgenda {
    /// The question.
    pub question: String,
    /// `answered`, `deferred` or `open`.
    pub state: String,
    /// Who answered.
    pub answered_by: String,
    /// When, RFC 3339.
    pub at: String,
}

impl Agreed for StoredAgenda {
    const TABLE: DecisionTable = DecisionTable::Agenda;
}
