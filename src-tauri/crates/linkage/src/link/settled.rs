//! Who is who so far, piece by piece, so that some pieces can be taken from an earlier run.

use crate::agglomerate::{Between, Persons};
use crate::expected::Expected;
use crate::memory::{ALONE, Memory};

/// The clusters and what ties them, over all pieces.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// For each record the smallest record of its cluster.
    pub(super) labels: Vec<u32>,
    /// For each record the number of its piece; [`ALONE`] for one that nothing ties to another.
    pub(super) pieces: Vec<u32>,
    /// What to expect of the pairs of each piece.
    pub(super) expected: Vec<Expected>,
    /// For each record of a cluster but the first, the strongest pair that ties it in.
    pub(super) links: Vec<Between>,
    /// Pairs of clusters that stayed apart, and links that were close.
    pub(super) close: Vec<Between>,
}

impl Settled {
    /// Records that all stand alone.
    pub(super) fn alone(records: u32) -> Self {
        Self {
            labels: (0..records).collect(),
            pieces: vec![ALONE; records as usize],
            ..Self::default()
        }
    }

    /// Takes over clusters, and the pieces they lie in, of an earlier run; `kept` tells the number now of a record of
    /// then, if it is to be taken over. All records of a piece are, or none.
    pub(super) fn keep_clusters(
        &mut self,
        clusters: &[u32],
        memory: &Memory,
        kept: impl Fn(u32) -> Option<u32>,
    ) {
        let mut first = vec![ALONE; clusters.len()];
        let mut numbers = vec![ALONE; memory.expected.len()];
        let both = || clusters.iter().zip(&memory.pieces).zip(0_u32..);
        for ((&cluster, &piece), then) in both() {
            let Some(now) = kept(then) else {
                continue;
            };
            if let Some(first) = first.get_mut(cluster as usize) {
                *first = now.min(*first);
            }
            let expected = memory.expected.get(piece as usize);
            let number = numbers.get_mut(piece as usize).zip(expected);
            if let Some((number, &expected)) = number.filter(|(number, _)| **number == ALONE) {
                *number = self.expected.len() as u32;
                self.expected.push(expected);
            }
        }
        for ((&cluster, &piece), then) in both() {
            let Some(now) = kept(then) else {
                continue;
            };
            let now = now as usize;
            if let Some((label, own)) = self.labels.get_mut(now).zip(self.pieces.get_mut(now)) {
                *label = first.get(cluster as usize).copied().unwrap_or(*label);
                *own = numbers.get(piece as usize).copied().unwrap_or(ALONE);
            }
        }
    }

    /// Adds the persons of more pieces, in their order.
    pub(super) fn add(&mut self, persons: Vec<Persons>) {
        for piece in persons {
            let number = self.expected.len() as u32;
            self.expected.push(piece.expected);
            for cluster in piece.clusters.iter() {
                let first = cluster.first().copied().unwrap_or(0);
                for &record in cluster {
                    let record = record as usize;
                    let slots = self.labels.get_mut(record).zip(self.pieces.get_mut(record));
                    if let Some((label, piece)) = slots {
                        (*label, *piece) = (first, number);
                    }
                }
            }
            self.links.extend(piece.links);
            self.close.extend(piece.close);
        }
    }

    /// What to expect of all pairs.
    pub(super) fn all_expected(&self) -> Expected {
        let mut all = Expected::default();
        for &one in &self.expected {
            all.add(one);
        }
        all
    }
}
