//! What is kept longer than agreed, taken out for good.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PastLoad, PastRows, RecordView, SourceMark};

/// A source.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct PurgeOf {
    /// Its number.
    pub source: i64,
}

/// What a purge would take out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PurgePreview {
    /// The source.
    pub source: SourceMark,
    /// What was agreed, in a sentence; blank while nobody decided.
    pub rule: String,
    /// The first day that is still kept; nothing where no term was agreed, or an unlimited one.
    pub first_kept: Option<String>,
    /// Loads that are past the term, whole.
    pub loads: Vec<PastLoad>,
    /// Rows past it in other loads.
    pub rows: Vec<PastRows>,
    /// Rows in all that would be taken out.
    pub total: u64,
    /// Some of them, from the first to the last.
    pub examples: Vec<RecordView>,
    /// Rows past the term that stay because they say no to messages or ask to be deleted.
    pub staying: u64,
    /// By which columns the rows are dated that go by a date of their own, one sentence each.
    pub dated: Vec<String>,
    /// Rows of the source that stay because nothing tells when they last changed.
    pub without_date: u64,
    /// People who would lose a row.
    pub people: u64,
    /// Those of them who would vanish: nobody else knows them.
    pub vanishing: u64,
    /// Lists written before, one sentence each.
    pub lists: Vec<String>,
    /// All of it in a sentence.
    pub sentence: String,
}

/// Purge a source.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PurgeSource {
    /// The source.
    pub source: i64,
    /// How many rows go, as the preview told: said again so that nothing goes that nobody saw.
    pub rows: u64,
    /// Why.
    #[serde(default)]
    pub reason: String,
}
