//! The records of one customer as a graph: which of them tie each other together.

use crate::comparison::Comparer;
use crate::features::Features;
use crate::frequency::Frequencies;
use crate::log_tables::{log_odds, probability};
use crate::model::Model;
use crate::record_set::RecordValues;

/// A pair of records and what speaks for and against it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordTie {
    /// The record with the smaller index.
    pub left: u32,
    /// The record with the larger index.
    pub right: u32,
    /// Match weight in bits, the log2 odds of the probability. 0 is as likely as not.
    pub weight: f64,
    /// Match probability, 0 to 1.
    pub probability: f64,
    /// What was compared and speaks for one person, the strongest first.
    pub agree: Vec<String>,
    /// What was compared and speaks against it, the strongest first.
    pub differ: Vec<String>,
}

/// Evidence of fewer bits is not worth a word.
const WORTH_A_WORD: f64 = 1.0;

impl Model {
    /// Compares every pair of some records and tells those that are at least so likely one person
    /// (0 to 1), and those asked for besides, by index.
    pub fn ties_among(
        &self,
        records: &[RecordValues],
        least: f64,
        besides: &dyn Fn(u32, u32) -> bool,
    ) -> Vec<RecordTie> {
        let set = self.set_of(records);
        let mut features = Features::read(&set);
        features.obey(&self.standings);
        features.names.learn_forms(&self.learnt_forms);
        let frequencies = Frequencies::look_up(&features, &self.frequencies);
        let comparer = Comparer {
            features: &features,
            frequencies: &frequencies,
            comparisons: &self.comparisons,
        };
        let tables = self.tables();
        let mut levels = vec![0; self.comparisons.len()];
        let mut ties = Vec::new();
        for (right, later) in (0_u32..).zip(records) {
            for (left, earlier) in (0..right).zip(records) {
                comparer.levels(left, right, &mut levels);
                let odds = log_odds(tables.joint(&levels));
                if probability(odds) < least && !besides(left, right) {
                    continue;
                }
                let told = self.waterfall(&levels, earlier, later, None, &|_| None);
                let named = |speaks: fn(f64) -> bool| -> Vec<String> {
                    let lines = told.evidence.iter();
                    let lines = lines.filter(|line| !line.is_about_others() && speaks(line.bits));
                    lines.map(|line| line.comparison.clone()).collect()
                };
                ties.push(RecordTie {
                    left,
                    right,
                    weight: told.weight,
                    probability: told.probability,
                    agree: named(|bits| bits >= WORTH_A_WORD),
                    differ: named(|bits| bits <= -WORTH_A_WORD),
                });
            }
        }
        ties
    }
}
