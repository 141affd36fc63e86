//! What comes out: clusters, the pairs behind them, and what was learnt.

use crate::memory::Memory;
use crate::model::Model;
use crate::report::Report;
use crate::standing::ValueStanding;

/// A pair of records with what the model says of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredPair {
    /// The record with the smaller index.
    pub left: u32,
    /// The record with the larger index.
    pub right: u32,
    /// Match weight in bits, the log2 odds of the probability: prior and evidence. 0 is as likely
    /// as not.
    pub weight: f32,
    /// Match probability, 0 to 1.
    pub probability: f32,
}

/// Pairs that were compared and lie in two clusters of which nobody has to look: what a sample is drawn
/// from to tell what was missed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Apart {
    /// Pairs that are not quite unlikely by themselves.
    pub pairs: u64,
    /// Some of them, drawn at random by the seed of the settings.
    pub drawn: Vec<ScoredPair>,
    /// Pairs that are more unlikely than that.
    pub beyond: u64,
    /// Of these, those that are expected to be one person all the same.
    pub expected_beyond: f64,
}

/// The result of a run.
#[derive(Debug, Clone)]
pub struct Linkage {
    /// For each record the smallest record of its cluster.
    pub clusters: Vec<u32>,
    /// For each record of a cluster but the first, the strongest pair that ties it in.
    pub links: Vec<ScoredPair>,
    /// Pairs worth a look, the most uncertain with the greatest effect first. Their probability is
    /// that of the two clusters being one person.
    pub review: Vec<ScoredPair>,
    /// Pairs that stayed apart; nothing where only what changed was compared.
    pub apart: Option<Apart>,
    /// For each record the smallest record of its household.
    pub households: Vec<u32>,
    /// Values that several people share.
    pub standing: Vec<ValueStanding>,
    /// What was learnt.
    pub model: Model,
    /// How it went.
    pub report: Report,
    /// What the next run starts from.
    pub memory: Memory,
}
