//! How many pairs of records are one person, found or not, as far as the clusters themselves tell.

use serde::{Deserialize, Serialize};

use crate::log_tables::probability;

/// How far all odds may be off at once, in log odds: what was learnt without labels errs for every pair
/// the same way.
pub(crate) const DOUBT: f64 = 1.0;
/// So many standard deviations to either side hold 95 of 100.
const WIDTH: f64 = 1.96;

/// Between what a share is expected to lie, both 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A sum over pairs, each as likely as its odds say.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Tally {
    /// What to expect.
    pub(crate) told: f64,
    /// What to expect where all odds are lower, and where all are higher, by [`DOUBT`].
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// The variance of the sum: pairs of two clusters are right or wrong together.
    pub(crate) variance: f64,
}

impl Tally {
    /// Pairs that are right for certain.
    pub(crate) fn certain(pairs: f64) -> Self {
        Self {
            told: pairs,
            low: pairs,
            high: pairs,
            variance: 0.0,
        }
    }

    /// So many pairs that are right together with these log odds.
    pub(crate) fn of(pairs: f64, log_odds: f64) -> Self {
        let share = probability(log_odds);
        Self {
            told: pairs * share,
            low: pairs * probability(log_odds - DOUBT),
            high: pairs * probability(log_odds + DOUBT),
            variance: pairs * pairs * share * (1.0 - share),
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.told += other.told;
        self.low += other.low;
        self.high += other.high;
        self.variance += other.variance;
    }

    /// Both ends of what to expect: how far the odds may be off, and chance.
    fn ends(&self) -> (f64, f64) {
        let chance = WIDTH * self.variance.sqrt();
        let below = (self.told - self.low).hypot(chance);
        let above = (self.high - self.told).hypot(chance);
        ((self.told - below).max(0.0), self.told + above)
    }
}

/// What to expect of the pairs of records within and between clusters.
///
/// A pair is judged by all that its two clusters hold, not by its two records alone: a row that
/// says little belongs to its cluster as surely as the cluster holds together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Expected {
    /// Pairs within clusters.
    pub(crate) linked: f64,
    /// Those of them that are one person.
    pub(crate) right: Tally,
    /// Pairs between clusters that are one person.
    pub(crate) missed: Tally,
}

impl Expected {
    pub(crate) fn add(&mut self, other: Self) {
        self.linked += other.linked;
        self.right.add(other.right);
        self.missed.add(other.missed);
    }

    /// Share of the linked pairs that are right, 0 to 1.
    pub(crate) fn precision(&self) -> f64 {
        share(self.right.told, self.linked)
    }

    /// Between what that share lies.
    pub(crate) fn precision_interval(&self) -> Interval {
        let (low, high) = self.right.ends();
        Interval {
            low: share(low, self.linked),
            high: share(high, self.linked),
        }
    }

    /// Share of the right pairs that are linked, 0 to 1. `elsewhere` are right pairs expected among
    /// those that were never judged as clusters.
    pub(crate) fn recall(&self, elsewhere: f64) -> f64 {
        let right = self.right.told;
        share(right, right + self.missed.told + elsewhere)
    }

    /// Between what that share lies. Missed pairs are few among many, so that chance counts where the odds are
    /// off as well: where hardly any is expected there may be none, or a few. What is expected elsewhere is faint,
    /// so that its odds count as they are. Which of the linked pairs are right hardly moves it, since those that are
    /// not fall out of both parts.
    pub(crate) fn recall_interval(&self, elsewhere: f64) -> Interval {
        let right = self.right.told;
        let doubt = DOUBT.exp();
        let chance = |doubt: f64| WIDTH * ((self.missed.variance + elsewhere) * doubt).sqrt();
        let few = self.missed.low + elsewhere / doubt - chance(1.0 / doubt);
        let many = self.missed.high + elsewhere * doubt + chance(doubt) + 1.0;
        Interval {
            low: share(right, right + many),
            high: share(right, right + few.max(0.0)),
        }
    }
}

/// A part of a whole, at most 1; of nothing, all.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        (part / whole).min(1.0)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Expected, Tally};

    #[test]
    fn shares_follow_from_the_pairs() {
        let nothing = Expected::default();
        assert!((nothing.precision() - 1.0).abs() < 1e-9);
        assert!((nothing.recall(0.0) - 1.0).abs() < 1e-9);
        let mut all = Expected {
            linked: 6.0,
            right: Tally::certain(5.0),
            missed: Tally::certain(1.0),
        };
        all.add(Expected {
            linked: 4.0,
            right: Tally::certain(4.0),
            missed: Tally::certain(1.0),
        });
        assert!((all.precision() - 0.9).abs() < 1e-9);
        assert!((all.recall(1.0) - 0.75).abs() < 1e-9);
    }

    #[test]
    fn an_interval_holds_what_is_told_and_grows_with_doubt_and_with_few_pairs() {
        let of = |mergers: usize, log_odds: f64| {
            let mut all = Expected::default();
            for _ in 0..mergers {
                all.linked += 1.0;
                all.right.add(Tally::of(1.0, log_odds));
                all.missed.add(Tally::of(1.0, -log_odds));
            }
            all
        };
        let width = |all: &Expected| {
            let (precision, recall) = (all.precision_interval(), all.recall_interval(1.0));
            for (interval, told) in [(precision, all.precision()), (recall, all.recall(1.0))] {
                assert!(
                    0.0 <= interval.low && interval.low < told,
                    "{interval:?} {told}"
                );
                assert!(
                    told < interval.high && interval.high <= 1.0,
                    "{interval:?} {told}"
                );
            }
            (precision.high - precision.low, recall.high - recall.low)
        };
        let (sure, unsure, few) = (
            width(&of(1000, 5.0)),
            width(&of(1000, 2.0)),
            width(&of(10, 2.0)),
        );
        assert!(
            sure.0 < unsure.0 && sure.1 < unsure.1,
            "{sure:?} {unsure:?}"
        );
        assert!(unsure.0 < few.0 && unsure.1 < few.1, "{unsure:?} {few:?}");
        let certain = Expected {
            linked: 3.0,
            right: Tally::certain(3.0),
            missed: Tally::default(),
        };
        let told = certain.precision_interval();
        assert!(
            told.low >= 1.0 && told.high >= 1.0,
            "what is stated is certain"
        );
    }
}
