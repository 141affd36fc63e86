//! What is told of the persons of a component: the pairs that tie them together, those that were
//! close, and what to expect of the pairs that stayed apart.

use super::mergers::STATED;
use super::scoring::voices;
use super::{Between, Component};
use crate::expected::Tally;

impl Component<'_, '_> {
    /// Pairs of records within the clusters that stated facts made.
    pub(super) fn stated_pairs(&self) -> f64 {
        let sizes = self.members.iter().map(|members| members.len() as f64);
        sizes.map(|size| size * (size - 1.0).max(0.0) / 2.0).sum()
    }

    /// Adds up how many pairs between the clusters that stayed apart are likely one person.
    pub(super) fn expect_missed(&mut self) {
        for a in 0..self.members.len() {
            // Mergers leave neighbours twice, and nothing may be counted twice.
            self.tidy_neighbours(a);
            for at in 0..self.neighbours[a].len() {
                let b = self.neighbours[a][at];
                let apart = a < b && !self.members[a].is_empty() && !self.members[b].is_empty();
                let score = self.last_score(a, b).filter(|_| apart);
                let Some(score) = score.filter(|_| !self.forbidden(a, b)) else {
                    continue;
                };
                let odds = score.log_odds;
                let heard = if odds < self.rules.review {
                    odds
                } else {
                    self.against_rivals(a, b, odds)
                };
                let pairs = self.pairs_between(a, b);
                let expected = heard + score.expected - odds;
                self.expected.missed.add(Tally::of(pairs, expected));
            }
        }
    }

    /// The strongest pair of records between two clusters.
    pub(super) fn representative(&mut self, a: usize, b: usize, log_odds: f64) -> Between {
        let (mut left, mut right) = std::mem::take(&mut self.voices);
        voices(&self.members[a], &mut left);
        voices(&self.members[b], &mut right);
        let mut best = (f64::MIN, left[0], right[0]);
        for &x in &left {
            for &y in &right {
                let odds = self.pair_log_odds(x, y);
                if odds > best.0 {
                    best = (odds, x, y);
                }
            }
        }
        self.voices = (left, right);
        let (x, y) = (self.records[best.1], self.records[best.2]);
        Between {
            left: x.min(y),
            right: x.max(y),
            log_odds,
            impact: self.members[a].len() as f64 * self.members[b].len() as f64,
        }
    }

    /// For each member but the first of a cluster, the strongest pair that ties it in, with the log
    /// odds with which the clusters of the two became one.
    pub(super) fn links(&mut self, same: &[(usize, usize)]) -> Vec<Between> {
        let mut links = Vec::new();
        for cluster in 0..self.members.len() {
            let members = self.members[cluster].clone();
            let Some((&first, rest)) = members.split_first() else {
                continue;
            };
            let mut waiting: Vec<(f64, usize, usize)> = rest
                .iter()
                .map(|&at| (self.tie(first, at, same), first, at))
                .collect();
            while !waiting.is_empty() {
                let mut next = 0;
                for at in 1..waiting.len() {
                    if waiting[at].0 > waiting[next].0 {
                        next = at;
                    }
                }
                let (_, from, to) = waiting.remove(next);
                let (x, y) = (self.records[from], self.records[to]);
                links.push(Between {
                    left: x.min(y),
                    right: x.max(y),
                    log_odds: self.mergers.joined(from, to),
                    impact: 1.0,
                });
                for entry in &mut waiting {
                    let odds = self.tie(to, entry.2, same);
                    if odds > entry.0 {
                        *entry = (odds, to, entry.2);
                    }
                }
            }
        }
        links
    }

    /// Log odds of a pair; a stated pair is as good as certain. `same` is in order, the smaller place first.
    fn tie(&mut self, left: usize, right: usize, same: &[(usize, usize)]) -> f64 {
        if same
            .binary_search(&(left.min(right), left.max(right)))
            .is_ok()
        {
            return STATED;
        }
        self.pair_log_odds(left, right)
    }
}
