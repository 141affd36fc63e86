//! What was handed over in figures, as the scripts and the page read them.

use rollcall_linkage::Agreement;
use serde::Serialize;

/// The figures of a hand-over.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Figures {
    /// The form of the folder.
    pub(super) version: u32,
    /// Rows of all tables.
    pub(super) rows: u64,
    /// Values that can be used.
    pub(super) values: u64,
    /// Records that are compared: rows that say the same about the same identified person are one.
    pub(super) records: u64,
    /// Customers behind the rows.
    pub(super) customers: u64,
    /// Pairs that the blocks hold.
    pub(super) pairs: u64,
    /// Pairs with our own weight to check by, and those of them of which every comparison is stated exactly.
    pub(super) checked_pairs: u64,
    pub(super) exact_pairs: u64,
    /// People that values were counted by.
    pub(super) people: f64,
    /// Match weight from which a pair ties that is the best of one of its records, by the settings of the run.
    pub(super) link_from_weight: f64,
    /// Match weight from which any pair ties: where the clusters come closest to ours.
    pub(super) sure_from_weight: f64,
    /// How close they come, threshold by threshold.
    pub(super) agreement: Vec<Agreement>,
    /// Of the checked pairs, those that the class of households moves by more than a hundredth of a bit, and
    /// those it takes below the threshold.
    pub(super) moved_by_households: u64,
    pub(super) parted_by_households: u64,
    /// Pairs that people said to be one person, and not to be; groups made by hand are among them.
    pub(super) judged_same: u64,
    pub(super) judged_different: u64,
    /// The lists that hold each person once, as the column `list` numbers them: no two of their records tie.
    pub(super) lists_held_once: Vec<u32>,
    /// Clusters there that hold rows of several customers here, and the largest such cluster in rows.
    pub(super) clusters_of_several_customers: u64,
    pub(super) largest_such_cluster: u64,
}
