//! Households: clusters that live together or share a firm's desk. They are never merged for it.

use crate::comparison::{Comparison, ComparisonKind};
use crate::components::DisjointSets;

/// More people than this at one place are a house or a firm, not a household.
pub const LARGEST_HOUSEHOLD: u32 = 12;

/// A pair of records of two clusters that the model holds to be one household.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tie {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) probability: f64,
}

/// Whether the levels of a pair show a shared place or contact at all.
pub(crate) fn shares_something(comparisons: &[Comparison], levels: &[u8]) -> bool {
    comparisons.iter().zip(levels).any(|(comparison, &level)| {
        // The fourth level of e-mails and phones is "many people use it": that is no home.
        let place = match comparison.kind {
            ComparisonKind::Address => true,
            ComparisonKind::Phone | ComparisonKind::Email => level != 4,
            _ => false,
        };
        let named = comparison.levels.get(usize::from(level));
        place
            && named
                .is_some_and(|level| level.agrees && level.learnt.household > level.learnt.stranger)
    })
}

/// For each record the smallest record of its household. Second: the ties that made them, which
/// make the same households again.
pub(crate) fn households(clusters: &[u32], mut ties: Vec<Tie>) -> (Vec<u32>, Vec<Tie>) {
    ties.sort_by(|a, b| {
        b.probability
            .total_cmp(&a.probability)
            .then_with(|| (a.left, a.right).cmp(&(b.left, b.right)))
    });
    let mut sets = DisjointSets::new(clusters.len());
    let mut people = vec![1_u32; clusters.len()];
    for (record, &cluster) in clusters.iter().enumerate() {
        sets.join(cluster, record as u32);
    }
    ties.retain(|tie| {
        let (a, b) = (sets.find(tie.left), sets.find(tie.right));
        let count = |set: u32| people.get(set as usize).copied().unwrap_or(1);
        let together = count(a) + count(b);
        if a == b || together > LARGEST_HOUSEHOLD {
            return false;
        }
        sets.join(a, b);
        if let Some(slot) = people.get_mut(a.min(b) as usize) {
            *slot = together;
        }
        true
    });
    ties.shrink_to_fit();
    (sets.labels(), ties)
}

#[cfg(test)]
mod tests {
    use super::{Tie, households};

    #[test]
    fn households_join_clusters_but_not_streets() {
        let tie = |left, right| Tie {
            left,
            right,
            probability: 0.9,
        };
        assert_eq!(households(&[0, 0, 2, 3], vec![tie(1, 2)]).0, [0, 0, 0, 3]);
        let chain: Vec<Tie> = (0..99).map(|at| tie(at, at + 1)).collect();
        let clusters: Vec<u32> = (0..100).collect();
        let (labels, ties) = households(&clusters, chain);
        let largest = labels.chunk_by(|a, b| a == b).map(<[u32]>::len).max();
        assert_eq!(largest, Some(12));
        assert_eq!(households(&clusters, ties).0, labels);
    }
}
