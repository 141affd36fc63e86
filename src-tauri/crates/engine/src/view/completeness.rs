//! How complete customers are for a use case.

use serde::Serialize;
use ts_rs::TS;

use super::{AttributeView, CheckPerson};

/// How complete customers are for one use case, or one template.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UseCaseCompleteness {
    /// Number of the use case; nothing for a template.
    pub use_case: Option<i64>,
    /// Code of the template; nothing for a use case.
    pub template: Option<String>,
    /// What people call it.
    pub name: String,
    /// In a sentence, or why it cannot be known.
    pub sentence: String,
    /// Customers of whom every attribute it needs is known; nothing where it cannot be known.
    pub complete: Option<u64>,
    /// Of so many customers.
    pub customers: u64,
    /// Whether there are too few to go by the share.
    pub few: bool,
    /// How many customers each attribute it needs is known of.
    pub attributes: Vec<CompleteAttribute>,
    /// Customers with a gap, those with the fewest first; 200 at most.
    pub lacking: Vec<CheckPerson>,
}

/// An attribute a use case needs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompleteAttribute {
    /// The attribute.
    pub attribute: AttributeView,
    /// Customers of whom it is known.
    pub known: u64,
}
