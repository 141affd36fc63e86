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
/// No expectation outweighs more than this, in log odds: sizes are learnt from the clusters of the same
/// records.
const MOST: f64 = 3.0;

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

    /// What the sizes of clusters say, where two records at random are one person with the log odds
    /// `at_random`.
    pub(crate) fn expectation(&self, at_random: f64) -> SizeOdds {
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
            apart: all.ln() + at_random,
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
        let apart = size(a).unwrap_or(0.0) + size(b).unwrap_or(0.0) + self.apart;
        (both - apart).clamp(-MOST, MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, PersonSizes};
    use proptest::prelude::*;

    /// Labels of so many persons of one record, of two, and so on.
    fn labels(persons: &[usize]) -> Vec<u32> {
        let mut labels = Vec::new();
        for (size, &count) in (1..).zip(persons) {
            for _ in 0..count {
                let first = labels.len() as u32;
                labels.extend(std::iter::repeat_n(first, size));
            }
        }
        labels
    }

    /// The log odds that two records of these are one person.
    fn at_random(labels: &[u32]) -> f64 {
        let records = labels.len() as f64;
        let same = labels.chunk_by(|a, b| a == b).map(|person| {
            let size = person.len() as f64;
            size * (size - 1.0) / 2.0
        });
        let share = (same.sum::<f64>() / (records * (records - 1.0) / 2.0)).max(1e-12);
        (share / (1.0 - share)).ln()
    }

    #[test]
    fn what_sizes_say_of_known_lists() {
        let of = |persons: &[usize], a: usize, b: usize| {
            let labels = labels(persons);
            PersonSizes::of(&labels)
                .expectation(at_random(&labels))
                .of(a, b)
        };
        assert!(of(&[50, 950], 1, 1) > 2.0, "a single record is rare");
        assert!(of(&[50, 950], 1, 2) < -2.0, "nobody has three");
        assert!(of(&[950, 50], 1, 1).abs() < 0.5, "a single record is usual");
        assert!(
            of(&[200, 200, 200, 200, 200], 2, 3) > 0.5,
            "five are as usual as two"
        );
        assert!(
            of(&[200, 200, 200, 200, 200], 5, 5) < -1.0,
            "nobody has ten"
        );
        assert!(PersonSizes::default().expectation(-9.0).of(1, 1).abs() < 1e-9);
    }

    #[test]
    fn large_persons_are_smoothed() {
        let mut persons = vec![100, 80, 60, 40];
        persons.extend((5..60).map(|size| usize::from(size % 3 == 0)));
        let labels = labels(&persons);
        let sizes = PersonSizes::of(&labels).expectation(at_random(&labels));
        let next = (30..50).map(|size| (sizes.of(size, 1) - sizes.of(size + 1, 1)).abs());
        assert!(next.fold(0.0, f64::max) < 2.5);
    }

    /// Two records that stand alone at random among people of known sizes: the odds that they are one person
    /// follow from counting, where each person of two was torn apart with the same chance.
    #[test]
    fn odds_of_single_records_are_those_of_counting() {
        let (single, double) = (500.0_f64, 500.0_f64);
        let labels = labels(&[500, 500]);
        let prior = at_random(&labels);
        let sizes = PersonSizes::of(&labels).expectation(prior);
        // One more person of two torn apart leaves two single records more.
        let torn = 2.0 * double / (single * single);
        let told = prior + sizes.of(1, 1);
        assert!((told - torn.ln()).abs() < 0.05, "{told} {}", torn.ln());
    }

    proptest! {
        #[test]
        fn no_size_outweighs_what_is_allowed(
            persons in prop::collection::vec(0_usize..40, 1..12),
            a in 1_usize..300,
            b in 1_usize..300,
        ) {
            let labels = labels(&persons);
            let sizes = PersonSizes::of(&labels).expectation(-8.0);
            let told = sizes.of(a, b);
            prop_assert!(told.is_finite() && told.abs() <= MOST);
            prop_assert!((told - sizes.of(b, a)).abs() < 1e-9);
        }
    }
}
