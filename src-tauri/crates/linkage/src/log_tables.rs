//! What patterns are worth: the chances of the levels as logarithms, and what is made of them.

use crate::comparison::{Chances, Comparison};
use crate::training::Prior;

/// Natural logarithms of all chances, for scoring patterns fast.
#[derive(Debug, Clone)]
pub(crate) struct LogTables {
    /// For each comparison and level: same, household, stranger.
    pub(crate) levels: Vec<Vec<[f64; 3]>>,
    pub(crate) prior: [f64; 3],
}

impl LogTables {
    pub(crate) fn of(comparisons: &[Comparison], prior: Prior) -> Self {
        let ln = |chances: Chances| {
            [chances.same, chances.household, chances.stranger]
                .map(|chance| chance.max(1e-300).ln())
        };
        let levels = comparisons.iter().map(|comparison| {
            let levels = comparison.levels.iter();
            levels
                .map(|level| {
                    if level.group == 0 {
                        [0.0; 3]
                    } else {
                        ln(level.learnt)
                    }
                })
                .collect()
        });
        Self {
            levels: levels.collect(),
            prior: ln(prior),
        }
    }

    /// Log odds that two records picked at random are one person.
    pub(crate) fn prior_odds(&self) -> f64 {
        log_odds(self.prior)
    }

    /// Log of prior times chance of the levels, for each class.
    pub(crate) fn joint(&self, levels: &[u8]) -> [f64; 3] {
        let mut sums = self.prior;
        for (table, &level) in self.levels.iter().zip(levels) {
            if let Some(cell) = table.get(usize::from(level)) {
                sums[0] += cell[0];
                sums[1] += cell[1];
                sums[2] += cell[2];
            }
        }
        sums
    }

    /// The chance of each class, given the levels.
    pub(crate) fn posterior(&self, levels: &[u8]) -> [f64; 3] {
        let joint = self.joint(levels);
        let top = joint.iter().copied().fold(f64::MIN, f64::max);
        let shares = joint.map(|log| (log - top).exp());
        let sum: f64 = shares.iter().sum();
        shares.map(|share| share / sum)
    }
}

/// Log of the sum of two numbers given as logs.
pub(crate) fn log_add(a: f64, b: f64) -> f64 {
    let top = a.max(b);
    if top < -1e300 {
        return top;
    }
    // The larger of the two adds exp(0), which is 1 to the last bit.
    top + (1.0 + (a.min(b) - top).exp()).ln()
}

/// Log odds of "same" against the other two classes.
pub(crate) fn log_odds(joint: [f64; 3]) -> f64 {
    joint[0] - log_add(joint[1], joint[2])
}

/// The probability that goes with log odds.
pub(crate) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
