//! How many records people have, and what that says of two clusters before any value is looked at.
//!
//! The chance that two *records* picked at random are one person is not the chance that two
//! *clusters* are. Where hardly anybody has a single record, a record that stands alone probably
//! belongs to somebody, and there are far fewer clusters than records that it could belong to; where
//! nobody has three, a pair needs no third. Random partitions whose sizes are those of people say how
//! much: when the number of records of a person has the distribution `q`, a partition into `K` persons
//! is as probable as `K! · Π q(size) · size!` (exchangeable sequences of clusters: Betancourt, Zanella
//! and Steorts, "Random partition models for microclustering tasks", JASA 2022). So two clusters of `a` and
//! `b` records are one person, against two, by `C(a+b, a) · q(a+b) / (q(a) · q(b) · K)`.

use serde::{Deserialize, Serialize};

/// More records than these of a person are counted as so many.
const LARGEST: usize = 256;
/// How far sizes stand in for each other, in natural logarithms of the size: 20 records for 23, but
/// not one for two.
const ALIKE: f64 = 0.15;
/// So many persons more are assumed, of all sizes, the smaller the likelier.
const ASSUMED: f64 = 1.0;

/// How many persons have how many records, as the round before found them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonSizes {
    /// Persons of one record, of two, and so on.
    persons: Vec<u64>,
}

impl PersonSizes {
    /// Counted from the cluster of each record.
    pub(crate) fn of(labels: &[u32]) -> Self {
        let mut sizes = vec![0_usize; labels.len()];
        for &label in labels {
            if let Some(size) = sizes.get_mut(label as usize) {
                *size += 1;
            }
        }
        let mut persons = vec![0; LARGEST.min(labels.len())];
        for size in sizes.into_iter().filter(|size| *size > 0) {
            if let Some(count) = persons.get_mut(size.min(LARGEST) - 1) {
                *count += 1;
            }
        }
        while persons.last() == Some(&0) {
            persons.pop();
        }
        Self { persons }
    }

    /// What the sizes of clusters say, where two records at random are one person by these log odds.
    pub(crate) fn expectation(&self, records: f64) -> SizeOdds {
        let all: u64 = self.persons.iter().sum();
        if all == 0 {
            return SizeOdds::default();
        }
        let all = all as f64;
        let mut factorial = 0.0;
        let mut sizes = vec![0.0];
        for size in 1..=LARGEST {
            let own = (size as f64).ln();
            factorial += own;
            let persons = |size: usize| {
                self.persons
                    .get(size - 1)
                    .map_or(0.0, |&count| count as f64)
            };
            let (mut seen, mut near) = (0.0, 0.0);
            for other in size.div_ceil(2)..=2 * size {
                let apart = ((other as f64).ln() - own) / ALIKE;
                let weight = (-0.5 * apart * apart).exp();
                near += weight;
                seen += weight * persons(other);
            }
            let assumed = ASSUMED / (size * (size + 1)) as f64;
            let around = seen / near + assumed;
            // A gamma distribution of mean `around` and shape 1, after so many were counted.
            let expected = around * (persons(size) + 1.0) / (around + 1.0);
            sizes.push((expected / all).ln() + factorial);
        }
        SizeOdds {
            sizes,
            apart: all.ln() + records,
        }
    }
}

/// What to add to the log odds of two clusters for their sizes.
#[derive(Debug, Clone, Default)]
pub(crate) struct SizeOdds {
    /// For each size the log of the share of persons that have it, times the ways to order them.
    sizes: Vec<f64>,
    /// Log of the number of persons, and the log odds of two records at random.
    apart: f64,
}

impl SizeOdds {
    /// The log odds to add where clusters of so many records meet; 0 where nothing is known.
    pub(crate) fn of(&self, a: usize, b: usize) -> f64 {
        let size = |size: usize| self.sizes.get(size).copied();
        let Some(both) = size(a + b) else {
            return 0.0;
        };
        let (a, b) = (size(a).unwrap_or(0.0), size(b).unwrap_or(0.0));
        (both - a - b - self.apart).clamp(-MOST, MOST)
    }
}
/// No expectation outweighs more than this, in log odds: what one person's records look like is
/// learnt from the same clusters.
const MOST: f64 = 4.0;
