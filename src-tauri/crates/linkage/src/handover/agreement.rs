//! How far clusters that are simply what pairs tie together differ from ours, threshold by threshold.

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use serde::Serialize;

use crate::components::DisjointSets;
use crate::evaluate::pairwise_scores;
use crate::settings::Stated;

/// Connected components of the pairs that tie, against our clusters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agreement {
    /// Pairs of at least this match weight tie whatever else there is, in bits.
    pub sure_from_weight: f64,
    /// Harmonic mean of both shares below, 0 to 1.
    pub f1: f64,
    /// Share of the pairs of rows linked there that are linked here, 0 to 1.
    pub also_here: f64,
    /// Share of the pairs of rows linked here that are linked there, 0 to 1.
    pub also_there: f64,
}

/// Weights tried, in bits above the one from which records are linked.
const ABOVE: [f64; 14] = [
    16.0, 14.0, 12.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.0,
];

/// Whom people keep apart, by records as given: pairs judged to be two persons, and rows of one list that holds each
/// person once.
pub(super) struct KeptApart<'s> {
    different: HashSet<(u32, u32), FixedState>,
    held_once: &'s [u32],
    /// The list of each record.
    lists: Vec<u32>,
}

impl<'s> KeptApart<'s> {
    pub(super) fn of(stated: &'s Stated, lists: Vec<u32>) -> Self {
        Self {
            different: (stated.different.iter())
                .map(|&(a, b)| (a.min(b), a.max(b)))
                .collect(),
            held_once: &stated.sources_without_duplicates,
            lists,
        }
    }

    /// Whether a pair is of two people whatever it weighs.
    pub(super) fn holds(&self, a: u32, b: u32) -> bool {
        let list = |record: u32| self.lists.get(record as usize);
        let shared = list(a).filter(|own| list(b) == Some(*own));
        shared.is_some_and(|list| self.held_once.contains(list))
            || self.different.contains(&(a.min(b), a.max(b)))
    }
}

/// Pairs that may tie records together, by records as given.
pub(super) struct Ties {
    records: usize,
    /// Weight, left and right record, the surest first.
    pairs: Vec<(f64, u32, u32)>,
    /// Match weight from which records are linked.
    link: f64,
    /// The weight of each record's best pair.
    best: Vec<f64>,
}

impl Ties {
    pub(super) fn new(records: usize, link: f64, mut pairs: Vec<(f64, u32, u32)>) -> Self {
        pairs.sort_unstable_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
        });
        let mut best = vec![f64::MIN; records];
        for &(weight, left, right) in &pairs {
            for record in [left, right] {
                if let Some(best) = best.get_mut(record as usize) {
                    *best = weight.max(*best);
                }
            }
        }
        Self {
            records,
            pairs,
            link,
            best,
        }
    }

    /// A pair that is likely enough and the best of one of its records ties; one that fits another person
    /// better on both sides does not.
    fn best_pairs(&self) -> DisjointSets {
        let mut sets = DisjointSets::new(self.records);
        let is_best = |record: u32, weight: f64| {
            self.best
                .get(record as usize)
                .is_some_and(|best| weight >= *best)
        };
        for &(weight, left, right) in self.pairs.iter().take_while(|pair| pair.0 >= self.link) {
            if is_best(left, weight) || is_best(right, weight) {
                sets.join(left, right);
            }
        }
        sets
    }

    /// The clusters where pairs of at least this weight are sure.
    pub(super) fn clusters(&self, sure: f64) -> Vec<u32> {
        let mut sets = self.best_pairs();
        for &(_, left, right) in self.pairs.iter().take_while(|pair| pair.0 >= sure) {
            sets.join(left, right);
        }
        sets.labels()
    }

    /// Compares at each threshold. `clusters` are by record; `rows` names the record of each row.
    pub(super) fn agreements(&self, clusters: &[u32], rows: &[u32]) -> Vec<Agreement> {
        let of = |labels: &[u32]| -> Vec<u32> {
            let label = |&row: &u32| labels.get(row as usize).copied().unwrap_or(row);
            rows.iter().map(label).collect()
        };
        let ours = of(clusters);
        let mut sets = self.best_pairs();
        let mut pairs = self.pairs.iter().peekable();
        let mut found = Vec::new();
        for above in ABOVE {
            let sure_from_weight = self.link + above;
            while let Some((_, left, right)) = pairs.next_if(|pair| pair.0 >= sure_from_weight) {
                sets.join(*left, *right);
            }
            let scores = pairwise_scores(&ours, &of(&sets.labels()));
            found.push(Agreement {
                sure_from_weight,
                f1: scores.f1,
                also_here: scores.precision,
                also_there: scores.recall,
            });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Ties;

    #[test]
    fn a_weak_pair_ties_only_what_has_nothing_better() {
        // 0 and 1 are sure, 2 and 3 too; 1 and 2 are likely, but both fit another better; 4 has only 3.
        let pairs = vec![
            (9.0, 0, 1),
            (8.0, 2, 3),
            (2.0, 1, 2),
            (1.0, 3, 4),
            (-1.0, 4, 5),
        ];
        let ties = Ties::new(6, 0.0, pairs);
        assert_eq!(ties.clusters(5.0), [0, 0, 2, 2, 2, 5]);
        assert_eq!(ties.clusters(2.0), [0, 0, 0, 0, 0, 5]);
        let agreements = ties.agreements(&[0, 0, 2, 2, 2, 5], &[0, 1, 2, 3, 4, 5]);
        assert!((agreements[0].f1 - 1.0).abs() < 1e-9);
        assert!(agreements.last().unwrap().f1 < 0.9);
    }
}
