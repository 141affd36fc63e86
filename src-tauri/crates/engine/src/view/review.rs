//! The review queue besides its single pairs: what follows, batches, the pace.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SourceMark;

/// How fast somebody judges, by their last verdicts on single pairs; breaks are left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Pace {
    /// Seconds from one verdict to the next.
    pub seconds_each: f64,
    /// Verdicts it was measured on.
    pub verdicts: u64,
}

/// Why a pair need not be asked: it follows from what people said of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Follows {
    /// `same` or `different`.
    pub verdict: String,
    /// What it follows from, in a sentence.
    pub sentence: String,
    /// The pairs whose verdicts it follows from; take one of them back, and this is asked again.
    pub from: Vec<i64>,
}

/// Pairs that wait and are alike, to be judged together.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BatchRow {
    /// Its name.
    pub batch: String,
    /// What all its pairs have in common, one sentence a comparison.
    pub evidence: Vec<String>,
    /// How many pairs.
    pub pairs: u64,
    /// The lowest match probability among them.
    pub from: f64,
    /// The highest.
    pub to: f64,
}

/// What can be judged together.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BatchList {
    /// The batches, the largest first.
    pub batches: Vec<BatchRow>,
    /// Pairs in them.
    pub pairs: u64,
    /// Pairs that wait and are in no batch because something speaks against them, somebody else could
    /// be meant, or people disagreed about them: they are looked at one by one.
    pub contested: u64,
    /// Pairs that wait and are like too few others.
    pub single: u64,
}

/// Which batch.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BatchName {
    /// Its name.
    pub batch: String,
}

/// A batch, to be looked through before it is judged.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BatchView {
    /// Its name.
    pub batch: String,
    /// What all its pairs have in common.
    pub evidence: Vec<String>,
    /// Its pairs; 500 at most, the others make another batch of this name once these are judged.
    pub rows: Vec<BatchPair>,
    /// How many pairs it has.
    pub total: u64,
}

/// A pair of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BatchPair {
    /// Its number.
    pub pair: i64,
    /// Name or best identifier of the left record.
    pub left: String,
    /// Name or best identifier of the right record.
    pub right: String,
    /// What else the left record says.
    pub left_says: Vec<String>,
    /// What else the right record says.
    pub right_says: Vec<String>,
    /// Source of the left record.
    pub left_source: SourceMark,
    /// Source of the right record.
    pub right_source: SourceMark,
    /// Match probability.
    pub probability: f64,
}

/// Judge pairs of a batch, all alike, in one step that can be taken back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JudgeBatch {
    /// The batch.
    pub batch: String,
    /// The pairs that were looked through and are to be judged; those left out wait on.
    pub pairs: Vec<i64>,
    /// `same` or `different`.
    pub verdict: String,
    /// Why, if somebody wants to say.
    #[serde(default)]
    pub note: String,
}

/// After a batch was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct BatchJudged {
    /// Pairs judged.
    pub judged: u64,
    /// How many wait.
    pub waiting: u64,
    /// How many are decided.
    pub decided: u64,
    /// How many follow.
    pub implied: u64,
}
