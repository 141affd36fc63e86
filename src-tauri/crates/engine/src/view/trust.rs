//! How far who is who can be trusted: what e-mail alone would have made of it, and whom to look at again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Figure, MeasureView, PeopleChangeCount, PeopleChangeView};

/// How far who is who can be trusted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Trust {
    /// The run; nothing before the first.
    pub run: Option<i64>,
    /// People found.
    pub people: u64,
    /// The comparison with matching on the e-mail address alone; nothing where the run does not tell it.
    pub email_alone: Option<EmailAloneView>,
    /// Whom to look at again, one line a measure.
    pub lines: Vec<TrustLine>,
    /// The people of most rows, the largest first.
    pub largest: Vec<LargestPerson>,
    /// All people, those of most rows first.
    pub all_largest: Figure,
}

/// What matching on the e-mail address alone would have made of who is who: people by e-mail are the
/// people, those too many and without those too few.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EmailAloneView {
    /// People by e-mail alone.
    pub people_by_email: u64,
    /// People by all evidence.
    pub people: u64,
    /// Rows compared: those that name somebody.
    pub rows: u64,
    /// Of them those without an address; on e-mail alone each is a person of its own.
    pub without_email: u64,
    /// People it would count as several.
    pub torn_apart: u64,
    /// So many too many by that.
    pub too_many: u64,
    /// People it would take for one of several.
    pub mixed_up: u64,
    /// So many too few by that.
    pub too_few: u64,
    /// How many times it would make several people one.
    pub groups: u64,
    /// The people it would count as several.
    pub torn_figure: Figure,
    /// The people it would take for one of several, with whom.
    pub mixed_figure: Figure,
}

/// People to look at again for one reason.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TrustLine {
    /// How many of how many, their rows, and how it moved from run to run.
    pub measure: MeasureView,
    /// People of whom it cannot be told, because rows tell no time.
    pub undated: u64,
    /// Some of them, three at most.
    pub examples: Vec<TrustExample>,
}

/// One of the people behind such a line.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TrustExample {
    /// The customer.
    pub customer: String,
    /// Whom the row names.
    pub name: String,
    /// What it says.
    pub says: String,
    /// What another row of the person says; blank where it is one row.
    pub beside: String,
}

/// A person of many rows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LargestPerson {
    /// The customer.
    pub customer: String,
    /// Name.
    pub name: String,
    /// How many rows.
    pub records: u64,
}

/// Who would be who if records were linked otherwise.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TriedTier {
    /// What the last trial found; nothing where there was none, or the project changed since.
    pub trial: Option<Trial>,
}

/// What trying how careful to be came to. Nothing of it is kept in the project.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Trial {
    /// `strict`, `balanced` or `wide`.
    pub tier: String,
    /// In a word.
    pub label: String,
    /// All of it in a sentence.
    pub sentence: String,
    /// Customers now.
    pub customers: u64,
    /// Customers there would be.
    pub customers_then: u64,
    /// How often each kind of change would happen.
    pub counts: Vec<PeopleChangeCount>,
    /// Customers of whom nothing would be otherwise.
    pub unchanged: u64,
    /// The first changes, those of most records first; 50 at most.
    pub changes: Vec<PeopleChangeView>,
    /// How many there are.
    pub total: u64,
    /// Of the pairs that would be linked, the share expected to be right, by the model itself.
    pub expected_precision: f64,
    /// Of the pairs of one person, the share expected to be linked, by the model itself.
    pub expected_recall: f64,
    /// Why what would be otherwise may have other reasons besides; nothing where it has none.
    pub out_of_date: Option<String>,
}

/// Ask who would be who if records were linked as carefully as this.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TryTier {
    /// `strict`, `balanced` or `wide`.
    pub tier: String,
}
