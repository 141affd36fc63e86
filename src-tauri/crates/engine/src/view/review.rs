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

/// A pair without what was said or found of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BlindPair {
    /// Its number.
    pub pair: i64,
    /// Name or best identifier of the left record.
    pub left: String,
    /// Name or best identifier of the right record.
    pub right: String,
    /// Source of the left record.
    pub left_source: SourceMark,
    /// Source of the right record.
    pub right_source: SourceMark,
}

/// Ask for pairs to judge a second time.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SecondReview {
    /// Who judges; blank only asks whom the project knows.
    #[serde(default)]
    pub reviewer: String,
}

/// Pairs for a second reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SecondPage {
    /// Pairs somebody else judged and this person has not; 200 at most.
    pub pairs: Vec<BlindPair>,
    /// How many there are.
    pub waiting: u64,
    /// How many this person has judged.
    pub given: u64,
    /// People the project knows by its history, its duties and its reviews.
    pub people: Vec<String>,
}

/// Judge a pair second.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JudgeSecond {
    /// The pair.
    pub pair: i64,
    /// Who judges; another than who judged first.
    pub reviewer: String,
    /// `same`, `different` or `unsure`; `null`, said outright, takes it back.
    #[serde(with = "super::said")]
    #[ts(as = "Option<String>")]
    pub verdict: Option<String>,
    /// Why, if somebody wants to say.
    #[serde(default)]
    pub note: String,
}

/// After a second verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct SecondJudged {
    /// The next pair for this person.
    pub next: Option<i64>,
    /// How many wait for them.
    pub waiting: u64,
    /// How many they have judged.
    pub given: u64,
}

/// How far reviewers agree.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct AgreementView {
    /// Pairs that have a verdict.
    pub judged: u64,
    /// Each two people who judged pairs in common.
    pub reviewers: Vec<Reviewers>,
}

/// Two people who judged the same pairs.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Reviewers {
    /// Whose verdicts hold.
    pub first: String,
    /// Who judged second, without seeing them.
    pub second: String,
    /// Pairs both judged.
    pub pairs: u64,
    /// Of them, those they judged alike.
    pub agreed: u64,
    /// Lower bound of the share they judge alike, at 95 %.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// The share they would judge alike by chance.
    pub by_chance: f64,
    /// Cohen's kappa: 1 is full agreement, 0 no more than chance; nothing where both gave one answer to all.
    pub kappa: Option<f64>,
    /// What is wrong, where they agree no more than chance would.
    pub warning: Option<String>,
    /// The pairs they judged differently.
    pub differing: Vec<Differing>,
}

/// A pair that two people judged differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Differing {
    /// The pair.
    pub pair: BlindPair,
    /// What the first said.
    pub first: String,
    /// What the second said.
    pub second: String,
}

/// Precision and recall by a random sample of pairs that a person judges.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SampleView {
    /// What was drawn from.
    pub strata: Vec<StratumView>,
    /// Of the pairs linked, the share that is right; nothing while none was judged.
    pub precision: Option<EstimateView>,
    /// Of the pairs of one person, the share that is linked; nothing while a part was not judged.
    pub recall: Option<EstimateView>,
    /// What was measured and what not, in sentences.
    pub told: Vec<String>,
    /// What the answers to the sample of an earlier run came to.
    pub before: Option<SampleBefore>,
}

/// A part of the pairs of which some were drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StratumView {
    /// `linked`, `near` or `far`.
    pub stratum: String,
    /// What it is, in words.
    pub label: String,
    /// Pairs there are.
    pub pairs: u64,
    /// Pairs drawn.
    pub drawn: u64,
    /// Of those, judged the same person or different people.
    pub judged: u64,
    /// Of those, judged the same person.
    pub same: u64,
    /// Drawn pairs that were judged unsure; they count for nothing.
    pub unsure: u64,
    /// Drawn pairs that were judged before others drawn ahead of them, in the queue; they count once those
    /// are judged too.
    pub ahead: u64,
}

/// A share that was measured on a sample.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct EstimateView {
    /// The share, 0 to 1.
    pub share: f64,
    /// Lower bound at 95 %.
    pub low: f64,
    /// Upper bound at 95 %.
    pub high: f64,
}

/// What was measured on an earlier run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SampleBefore {
    /// When that run ran.
    pub ran_at: String,
    /// Pairs judged.
    pub judged: u64,
    /// Precision.
    pub precision: Option<EstimateView>,
    /// Recall.
    pub recall: Option<EstimateView>,
}
