//! Use cases and the scope: what is worked on, whether it can begin, and who asked for more.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, SourceMark};

/// The use cases.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UseCases {
    /// The one that is active; nothing while none is.
    pub active: Option<i64>,
    /// All of them.
    pub use_cases: Vec<UseCaseView>,
    /// Use cases to begin with, each measured on what is here.
    pub templates: Vec<UseCaseTemplate>,
}

/// One use case.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UseCaseView {
    /// Its number.
    pub use_case: i64,
    /// What people call it.
    pub name: String,
    /// The problem in a sentence.
    pub problem: String,
    /// What shows that it is solved.
    pub measure: String,
    /// The check that counts it on the files, by its code; blank where none does.
    pub measured_by: String,
    /// The measure today; blank while nobody said.
    pub baseline: String,
    /// The measure that is aimed at; blank while nobody said.
    pub target: String,
    /// `active`, `parked` or `done`.
    pub state: String,
    /// Whether it can begin, and on what.
    pub needs: UseCaseNeeds,
    /// Note.
    pub note: String,
}

/// A use case to begin with.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UseCaseTemplate {
    /// Its code.
    pub template: String,
    /// What it is called.
    pub name: String,
    /// The problem in a sentence.
    pub problem: String,
    /// What shows that it is solved.
    pub measure: String,
    /// Whether it can begin here, and on what.
    pub needs: UseCaseNeeds,
}

/// What a use case needs, as it is here.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UseCaseNeeds {
    /// Whether nothing stands in the way.
    pub is_ready: bool,
    /// In a sentence: ready, or why not.
    pub sentence: String,
    /// Why not, one sentence each.
    pub reasons: Vec<String>,
    /// What does not stand in the way but should be known.
    pub cautions: Vec<String>,
    /// Kinds of systems it needs.
    pub kinds: Vec<NeededKind>,
    /// Attributes it needs.
    pub attributes: Vec<NeededAttribute>,
}

/// A kind of system that is needed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NeededKind {
    /// Its code.
    pub kind: String,
    /// In words.
    pub label: String,
    /// `loaded`, `no_file`, `absent` or `not_asked`.
    pub state: String,
    /// Its sources.
    pub sources: Vec<SourceMark>,
}

/// An attribute that is needed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NeededAttribute {
    /// The attribute.
    pub attribute: AttributeView,
    /// The needed source that holds it best; nothing where none has such a column.
    pub source: Option<SourceMark>,
    /// Rows of that source's tables that have such a column.
    pub rows: u64,
    /// Of them, those with a usable value.
    pub valid: u64,
}

/// Write a use case; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SetUseCase {
    /// Which; nothing begins a new one.
    #[serde(default)]
    pub use_case: Option<i64>,
    /// Begin a new one as this template says.
    #[serde(default)]
    pub template: Option<String>,
    /// What people call it.
    #[serde(default)]
    pub name: Option<String>,
    /// The problem in a sentence.
    #[serde(default)]
    pub problem: Option<String>,
    /// What shows that it is solved.
    #[serde(default)]
    pub measure: Option<String>,
    /// Kinds of systems it needs, by code.
    #[serde(default)]
    pub kinds: Option<Vec<String>>,
    /// Attributes it needs, by code.
    #[serde(default)]
    pub attributes: Option<Vec<String>>,
    /// The measure today.
    #[serde(default)]
    pub baseline: Option<String>,
    /// The measure that is aimed at.
    #[serde(default)]
    pub target: Option<String>,
}

/// Take a use case up, park it or say it is done.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetUseCaseState {
    /// Which.
    pub use_case: i64,
    /// `active`, `parked` or `done`.
    pub state: String,
    /// Whether the one that is active is parked for it.
    #[serde(default)]
    pub park_other: bool,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// The scope and who asked for more.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Scope {
    /// In a sentence.
    pub sentence: String,
    /// The scope as it was frozen; nothing before.
    pub frozen: Option<FrozenScope>,
    /// Sources that came after the freeze and that nobody has asked for: each needs a request.
    pub unasked: Vec<SourceMark>,
    /// What else is otherwise than it was frozen, one sentence each.
    pub changed: Vec<String>,
    /// The requests, those that wait first.
    pub requests: Vec<ChangeRequestView>,
    /// Requests without a verdict.
    pub waiting: u64,
}

/// The scope as it was frozen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FrozenScope {
    /// When, RFC 3339.
    pub at: String,
    /// Who froze it.
    pub who: String,
    /// Why.
    pub reason: String,
    /// Name of the use case; blank where none was active.
    pub use_case: String,
    /// The sources, as they were called.
    pub sources: Vec<String>,
}

/// A request to change the scope.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangeRequestView {
    /// Its number.
    pub request: i64,
    /// When, RFC 3339.
    pub at: String,
    /// What is asked for.
    pub what: String,
    /// The source it is about, where it is one of the inventory.
    pub source: Option<SourceMark>,
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
    /// When; blank while nobody did.
    pub verdict_at: String,
    /// Days it waits or waited.
    pub days: i64,
}

/// Freeze the scope as it is.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct FreezeScope {
    /// Why; asked for where it was frozen before.
    #[serde(default)]
    pub reason: String,
}

/// Ask for a change of the scope.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RequestChange {
    /// What is asked for.
    pub what: String,
    /// The source it is about, where it is one of the inventory.
    #[serde(default)]
    pub source: Option<i64>,
    /// Who asks.
    pub asker: String,
    /// Why.
    pub reason: String,
    /// What it is worth.
    #[serde(default)]
    pub value: String,
    /// What it takes.
    #[serde(default)]
    pub effort: String,
}

/// Decide on a request.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JudgeChange {
    /// Which.
    pub request: i64,
    /// `in`, `parked` or `refused`; blank takes the verdict back.
    pub verdict: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Who decided.
    #[serde(default)]
    pub by: String,
}
