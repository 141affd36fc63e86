//! The right pairs to expect where no two clusters were judged: among the candidate pairs too unlikely to
//! be taken up, and among those that are no candidates, of which some were drawn at random.
//!
//! A pair alone says too little there. The clusters of its two records are judged as if they stood in one
//! piece, on all their values and on how many records people have, which is what decides about the
//! pair. Each pair of records is counted for itself, so that a missed pair of customers counts with all
//! pairs of their records (a Horvitz–Thompson sum over the drawn pairs). Capture and recapture over
//! blocking rules was of no use for it: what one rule misses others miss too, since it is thin.
//!
//! What shows nothing alike is left out: whether a row that has nothing in common with anybody is of
//! somebody known stands nowhere in the data.

use rayon::prelude::*;

use crate::agglomerate::{Agglomerator, Component};
use crate::log_tables::probability;
use crate::memory::ALONE;

use super::settled::Settled;

/// A pair says something for one person if its log odds are so much above those of any pair.
const ALIKE: f64 = 0.5;
/// Pairs below these log odds, with what the sizes of their clusters say, add up to nothing.
const FAINTEST: f64 = -9.0;
/// At least so many pairs are judged if there are as many, and no more than twice as many.
const JUDGED: usize = 40_000;
/// A drawn pair that stands for many stands for at most this share of the pairs that were found: in long
/// lists one lucky draw would else outweigh all that is known. (Truncated importance sampling, Ionides 2008.)
const LARGEST_SHARE: f64 = 0.002;

/// Right pairs to expect where no clusters were judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Elsewhere {
    /// Among the candidate pairs too unlikely to be taken up.
    pub(super) faint: f64,
    /// Among the pairs that were not compared.
    pub(super) lost: f64,
}

impl Elsewhere {
    pub(super) fn all(self) -> f64 {
        self.faint + self.lost
    }
}

/// Judges pairs of records by the clusters they ended in.
pub(super) struct Judge<'j, 'a> {
    agglomerator: &'j Agglomerator<'a>,
    settled: &'j Settled,
    /// The records by their cluster, and where each cluster begins.
    members: Vec<u32>,
    begins: Vec<u32>,
    least: f64,
    most: f64,
}

impl<'j, 'a> Judge<'j, 'a> {
    pub(super) fn of(agglomerator: &'j Agglomerator<'a>, settled: &'j Settled) -> Self {
        let labels = &settled.labels;
        let mut begins = vec![0_u32; labels.len() + 1];
        for &label in labels {
            if let Some(count) = begins.get_mut(label as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        let mut members: Vec<u32> = (0..labels.len() as u32).collect();
        members.sort_by_key(|&record| labels.get(record as usize));
        Self {
            agglomerator,
            settled,
            members,
            begins,
            least: agglomerator.tables.prior_odds() + ALIKE,
            most: LARGEST_SHARE * settled.all_expected().right.told,
        }
    }

    /// How many right pairs to expect among pairs of two records with their log odds, each of which
    /// stands for so many.
    pub(super) fn right_pairs(
        &self,
        pairs: impl Iterator<Item = (u32, u32, f64)>,
        each_stands_for: f64,
    ) -> f64 {
        let mut asked = Vec::new();
        let (mut step, mut next) = (1_usize, 0_usize);
        let pairs = pairs.filter(|&(left, right, log_odds)| self.is_open(left, right, log_odds));
        for (number, (left, right, _)) in pairs.enumerate() {
            if number != next {
                continue;
            }
            next += step;
            asked.push((left, right));
            if asked.len() == 2 * JUDGED {
                let mut at = 0;
                asked.retain(|_| {
                    at += 1;
                    at % 2 == 1
                });
                step *= 2;
                next = asked.len() * step;
            }
        }
        let stands_for = each_stands_for * step as f64;
        let most = self.most.max(1.0);
        let right: Vec<f64> = asked
            .par_iter()
            .map_init(
                || Component::new(self.agglomerator),
                |component, &(left, right)| {
                    let log_odds = component.between(self.cluster(left), self.cluster(right));
                    (stands_for * probability(log_odds)).min(most)
                },
            )
            .collect();
        right.iter().sum()
    }

    /// Whether the pair is of two clusters that were not judged, and could be one person.
    fn is_open(&self, left: u32, right: u32, log_odds: f64) -> bool {
        let (labels, pieces) = (&self.settled.labels, &self.settled.pieces);
        let (l, r) = (left as usize, right as usize);
        let piece = pieces.get(l).copied().unwrap_or(ALONE);
        if log_odds < self.least
            || labels.get(l) == labels.get(r)
            || (piece != ALONE && pieces.get(r) == Some(&piece))
        {
            return false;
        }
        let (a, b) = (self.cluster(left).len(), self.cluster(right).len());
        log_odds + self.agglomerator.sizes.of(a, b) > FAINTEST
    }

    fn cluster(&self, record: u32) -> &[u32] {
        let label = self.settled.labels.get(record as usize).copied();
        let begin = |label: u32| self.begins.get(label as usize).map(|&at| at as usize);
        let range = label.and_then(|label| Some(begin(label)?..begin(label + 1)?));
        range
            .and_then(|range| self.members.get(range))
            .unwrap_or(&[])
    }
}
