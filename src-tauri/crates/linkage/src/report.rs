//! What a run tells about itself.

use serde::{Deserialize, Serialize};

use crate::blocking::RuleReport;
use crate::training::TrainingReport;

/// How the run went.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Records linked.
    pub records: u64,
    /// Clusters of one and more records.
    pub clusters: u64,
    /// Records in the largest cluster.
    pub largest_cluster: u64,
    /// The last training.
    pub training: TrainingReport,
    /// The blocking rules in their order; rules that found nothing are left out.
    pub rules: Vec<RuleReport>,
    /// Pairs compared.
    pub compared_pairs: u64,
    /// Expected matches among pairs that were not compared.
    pub expected_matches_lost: f64,
    /// Records in a block of which some pairs were left out.
    pub records_not_fully_compared: u64,
    /// Fields that could not be compared because there are too many.
    pub fields_left_out: Vec<String>,
    /// Pieces that were too large to be judged whole and lost their weakest pairs first.
    pub oversize_pieces: u64,
    /// Stated "same" pairs that other stated facts forbid.
    pub contradictory_facts: u64,
    /// Share of linked pairs that are right, 0 to 1, by the odds with which clusters became one.
    pub estimated_precision: f64,
    /// Share of the right pairs that are linked, 0 to 1, by the odds of the clusters that stayed apart.
    /// What nothing ties together is not known of: rows with a name and nothing else.
    pub estimated_recall: f64,
    /// Match weights of the compared pairs.
    pub histogram: Vec<Bar>,
}

/// One bar of the histogram of match weights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Lower end of the bar in bits, prior included; bars are one bit wide.
    pub bits: i32,
    /// Compared pairs with such a weight.
    pub pairs: u64,
    /// Expected matches among them.
    pub expected_matches: f64,
}
