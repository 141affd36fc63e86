//! How well a clustering agrees with the truth, counted over pairs without listing them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Pairs told right and wrong.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Pairs of records that are one person.
    pub true_pairs: u64,
    /// Pairs of records in one cluster.
    pub linked_pairs: u64,
    /// Pairs that are both.
    pub right_pairs: u64,
    /// Share of the linked pairs that are right, 0 to 1.
    pub precision: f64,
    /// Share of the true pairs that are linked, 0 to 1.
    pub recall: f64,
    /// Harmonic mean of both, 0 to 1.
    pub f1: f64,
}

/// Compares a clustering with the truth; both give a label for each record.
pub fn pairwise_scores(truth: &[u32], predicted: &[u32]) -> Scores {
    let mut both: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    let mut people: BTreeMap<u32, u64> = BTreeMap::new();
    let mut clusters: BTreeMap<u32, u64> = BTreeMap::new();
    for (&person, &cluster) in truth.iter().zip(predicted) {
        *both.entry((person, cluster)).or_default() += 1;
        *people.entry(person).or_default() += 1;
        *clusters.entry(cluster).or_default() += 1;
    }
    let true_pairs = people.values().copied().map(pairs).sum();
    let linked_pairs = clusters.values().copied().map(pairs).sum();
    let right_pairs = both.values().copied().map(pairs).sum();
    let share = |part: u64, whole: u64| {
        if whole == 0 {
            1.0
        } else {
            part as f64 / whole as f64
        }
    };
    let (precision, recall) = (
        share(right_pairs, linked_pairs),
        share(right_pairs, true_pairs),
    );
    Scores {
        true_pairs,
        linked_pairs,
        right_pairs,
        precision,
        recall,
        f1: if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        },
    }
}

fn pairs(records: u64) -> u64 {
    records * records.saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use super::pairwise_scores;

    #[test]
    fn pairs_are_counted() {
        let scores = pairwise_scores(&[1, 1, 1, 2], &[5, 5, 6, 6]);
        assert_eq!(
            (scores.true_pairs, scores.linked_pairs, scores.right_pairs),
            (3, 2, 1)
        );
        assert!((scores.f1 - 0.4).abs() < 1e-9);
        let nothing = pairwise_scores(&[1, 2], &[1, 2]);
        assert!((nothing.f1 - 1.0).abs() < 1e-9);
    }
}
