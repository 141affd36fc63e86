//! The readiness score, with where each point went.

use serde::Serialize;
use ts_rs::TS;

use super::Figure;

/// How ready the data is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Readiness {
    /// 0 to 100; nothing where nothing could be measured yet.
    pub score: Option<u32>,
    /// In a sentence.
    pub sentence: String,
    /// What the score looks at; the worths of those that are known make 100, and the score and all
    /// losses make 100.
    pub parts: Vec<ReadinessPart>,
    /// What is not known and therefore left out, one sentence each.
    pub not_known: Vec<String>,
}

/// Something the score looks at.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadinessPart {
    /// Its code, such as `ownership`.
    pub part: String,
    /// What people read.
    pub label: String,
    /// What is counted, of what.
    pub definition: String,
    /// How many are wrong; nothing where that is not known.
    pub found: Option<u64>,
    /// Of how many.
    pub among: Option<u64>,
    /// Points it is worth; 0 where it is not known.
    pub worth: u32,
    /// Points it loses.
    pub lost: u32,
    /// Why it is not known; blank otherwise.
    pub unknown: String,
    /// The findings that cost the points, dearest first.
    pub findings: Vec<ReadinessFinding>,
}

/// A finding that costs points.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadinessFinding {
    /// One sentence.
    pub sentence: String,
    /// What to do.
    pub action: String,
    /// Who answers for it; blank while nobody does.
    pub owner: String,
    /// Whole points it costs; 0 for less than one.
    pub lost: u32,
    /// People it touches.
    pub people: u64,
    /// How much it matters beside the others: points times people.
    pub rank: f64,
    /// Screen to go to, such as `quality`.
    pub screen: String,
    /// The rows behind it, when there are some.
    pub figure: Option<Figure>,
    /// The code of the list that says what to do about it, such as `merge:3`, when there is one.
    pub list: Option<String>,
    /// The active use case, by name, where it needs this put right.
    pub needed_for: Option<String>,
}
