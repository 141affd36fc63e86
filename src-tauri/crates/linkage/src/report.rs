//! What a run tells about itself.

use serde::{Deserialize, Serialize};

use crate::blocking::RuleReport;
use crate::expected::Interval;
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
    /// Expected matches among pairs that were not compared and show anything alike.
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
    /// Share of the right pairs that are linked, 0 to 1, by the odds of the clusters that stayed apart, judged
    /// together or not. Rows that have nothing in common with anybody are not known of.
    pub estimated_recall: f64,
    /// Between what the precision lies, as far as the odds may be off and by chance; nothing in what older
    /// programs told.
    #[serde(default)]
    pub precision_interval: Option<Interval>,
    /// Between what the recall lies, likewise.
    #[serde(default)]
    pub recall_interval: Option<Interval>,
    /// Match weights of the compared pairs.
    pub histogram: Vec<Bar>,
    /// How much was compared, and why; nothing in what older programs told.
    #[serde(default)]
    pub course: Option<Course>,
}

/// Whether a run compared everything or only what changed since the one before.
///
/// After a run that compared only what changed, the pairs told beside this (compared, in the
/// histogram, by rule, in the training) are those of the last run that compared everything; the
/// first two have the pairs of new and changed records added, and none taken away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// Why everything was compared; nothing where only what changed was.
    pub whole: Option<Whole>,
    /// Records that are new or changed, 0 where nothing stood before to tell.
    pub arrived: u64,
    /// Records of the run before that are gone or changed.
    pub gone: u64,
    /// Records whose clusters were made anew.
    pub reopened: u64,
    /// Pairs compared in this run.
    pub compared: u64,
}

/// Why everything was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whole {
    /// Nothing was kept of a run before.
    NothingKept,
    /// Records are compared in another way than by the run before.
    OtherModel,
    /// Other settings, other sources that hold nobody twice, or values that belong to others.
    OtherSettings,
    /// Other fields.
    OtherFields,
    /// The same fields, of other lists of records.
    OtherLists,
    /// Too many records are new, changed or gone since everything was compared.
    MuchChanged,
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
