//! Precision and recall of a linkage, estimated from a stratified random sample of pairs that a person
//! judged.
//!
//! Pairs that are linked are one stratum, pairs that stayed apart are several, by how near they came. A
//! share is estimated in each, and the shares are put together by the sizes of the strata (W. G. Cochran,
//! Sampling Techniques, 3rd edition 1977, chapter 5). The interval of recall takes every stratum at the
//! bound that serves it worst, each at the level that makes all of them hold together 95 times in 100
//! (Bonferroni), so it is rather too wide than too narrow.

use crate::wilson::{AT_95, Interval, wilson};

/// One stratum: its size, and what a person said of those drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stratum {
    /// The pairs are linked; else apart.
    pub is_linked: bool,
    /// Pairs there are.
    pub pairs: u64,
    /// Pairs drawn at random that were judged the same person or not; unsure answers do not count.
    pub judged: u64,
    /// Of them, those judged the same person.
    pub same: u64,
}

/// A share with the bounds it lies between at 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The share, 0 to 1.
    pub share: f64,
    /// Its bounds.
    pub interval: Interval,
}

/// Of the pairs linked, the share that is right. Nothing where none of them was judged: that is not
/// nought, it is not known.
pub fn sampled_precision(strata: &[Stratum]) -> Option<Estimate> {
    let mut linked = strata.iter().filter(|stratum| stratum.is_linked);
    let stratum = linked.next().filter(|stratum| stratum.judged > 0)?;
    Some(Estimate {
        share: share(stratum),
        interval: wilson(stratum.same, stratum.judged, AT_95),
    })
}

/// Of the pairs of one person, the share that is linked. Nothing while any stratum that is not empty has
/// no pair judged.
pub fn sampled_recall(strata: &[Stratum]) -> Option<Estimate> {
    let filled: Vec<&Stratum> = strata.iter().filter(|stratum| stratum.pairs > 0).collect();
    if filled.is_empty() || filled.iter().any(|stratum| stratum.judged == 0) {
        return None;
    }
    let deviations = deviations(filled.len());
    let recall = |of: &dyn Fn(&Stratum) -> f64| {
        let matches = |is_linked: bool| -> f64 {
            let own = filled
                .iter()
                .filter(|stratum| stratum.is_linked == is_linked);
            own.map(|stratum| stratum.pairs as f64 * of(stratum)).sum()
        };
        let (found, missed) = (matches(true), matches(false));
        if found + missed > 0.0 {
            found / (found + missed)
        } else {
            0.0
        }
    };
    let bounds = |stratum: &Stratum| wilson(stratum.same, stratum.judged, deviations);
    let worst = |stratum: &Stratum| {
        let bounds = bounds(stratum);
        if stratum.is_linked {
            bounds.low
        } else {
            bounds.high
        }
    };
    let best = |stratum: &Stratum| {
        let bounds = bounds(stratum);
        if stratum.is_linked {
            bounds.high
        } else {
            bounds.low
        }
    };
    Some(Estimate {
        share: recall(&share),
        interval: Interval {
            low: recall(&worst),
            high: recall(&best),
        },
    })
}

fn share(stratum: &Stratum) -> f64 {
    stratum.same as f64 / stratum.judged.max(1) as f64
}

/// Standard deviations at which so many intervals all hold 95 times in 100.
fn deviations(intervals: usize) -> f64 {
    match intervals {
        0 | 1 => AT_95,
        2 => 2.241_403,
        3 => 2.393_980,
        _ => 2.575_829,
    }
}

#[cfg(test)]
mod tests {
    use super::{Stratum, sampled_precision, sampled_recall};

    fn stratum(is_linked: bool, pairs: u64, judged: u64, same: u64) -> Stratum {
        Stratum {
            is_linked,
            pairs,
            judged,
            same,
        }
    }

    #[test]
    fn what_nobody_judged_is_not_known() {
        let unjudged = [stratum(true, 900, 0, 0), stratum(false, 40, 0, 0)];
        assert!(sampled_precision(&unjudged).is_none());
        assert!(sampled_recall(&unjudged).is_none());
        let half = [stratum(true, 900, 20, 20), stratum(false, 40, 0, 0)];
        assert!(sampled_precision(&half).is_some());
        assert!(
            sampled_recall(&half).is_none(),
            "what stayed apart was not looked at"
        );
        assert!(sampled_recall(&[]).is_none());
    }

    #[test]
    fn strata_count_by_their_size() {
        let told = [
            stratum(true, 1000, 50, 49),
            stratum(false, 100, 50, 25),
            stratum(false, 10_000, 100, 0),
        ];
        let precision = sampled_precision(&told).expect("measured");
        assert!((precision.share - 0.98).abs() < 1e-9);
        let recall = sampled_recall(&told).expect("measured");
        assert!((recall.share - 980.0 / 1030.0).abs() < 1e-9);
        assert!(
            recall.interval.low < 0.75,
            "a rare match among many weighs: {recall:?}"
        );
        assert!(recall.interval.high > 0.96);
    }

    /// Of samples drawn by chance from a known estate, the interval holds the truth nearly always.
    #[test]
    fn the_interval_holds_the_truth() {
        let mut state = 7_u64;
        let mut chance = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as f64 / f64::from(1_u32 << 31)
        };
        let (linked, near) = (0.97, 0.4);
        let truth = 2000.0 * linked / (2000.0 * linked + 300.0 * near);
        let mut held = 0;
        for _ in 0..1000 {
            let mut draw = |share: f64| (0..80).filter(|_| chance() < share).count() as u64;
            let told = [
                stratum(true, 2000, 80, draw(linked)),
                stratum(false, 300, 80, draw(near)),
            ];
            let interval = sampled_recall(&told).expect("measured").interval;
            held += usize::from(interval.low <= truth && truth <= interval.high);
        }
        assert!(held >= 950, "{held} of 1000");
    }
}
