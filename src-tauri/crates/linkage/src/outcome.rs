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
