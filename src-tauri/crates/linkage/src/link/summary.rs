//! What is told of a run: shares of the classes by pattern, the report, the review queue.

use super::{LEAST_LOG_ODDS, Outcome, Run};
use crate::agglomerate::Between;
use crate::candidates::Candidates;
use crate::comparison::Comparison;
use crate::household::shares_something;
use crate::pattern::PatternLayout;
use crate::report::{Bar, Report};
use crate::settings::Settings;
use crate::training::{LogTables, log_odds, probability};

/// So many bars of the histogram on each side of even odds, a bit each.
const BARS: i32 = 30;

impl Run<'_> {
    /// How the run went.
    pub(super) fn report(&self, outcome: &Outcome, shares: &[Shares]) -> Report {
        let candidates = &outcome.candidates;
        let mut rules = self.rules.clone();
        let mut bars: Vec<Bar> = (-BARS..BARS)
            .map(|at| Bar {
                bits: at,
                pairs: 0,
                expected_matches: 0.0,
            })
            .collect();
        // Pairs too unlikely to be judged as clusters, which are many.
        let mut faint = 0.0;
        for pair in candidates.compared(&self.pairs) {
            let Some(share) = shares.get(pair.pattern as usize) else {
                continue;
            };
            let label = |record: u32| outcome.labels.get(record as usize);
            let judged = share.weight * std::f64::consts::LN_2 > LEAST_LOG_ODDS;
            if !judged && label(pair.left) != label(pair.right) {
                faint += share.same;
            }
            let bar = share
                .weight
                .floor()
                .clamp(f64::from(-BARS), f64::from(BARS - 1));
            let bar = (bar as i32 + BARS) as usize;
            if let Some(bar) = bars.get_mut(bar) {
                bar.pairs += 1;
                bar.expected_matches += share.same;
            }
            for (number, rule) in rules.iter_mut().enumerate() {
                let bit = 1_u32 << number;
                if pair.rules & bit == 0 {
                    continue;
                }
                rule.pairs += 1;
                rule.expected_matches += share.same;
                rule.new_pairs += u64::from(pair.rules.trailing_zeros() == number as u32);
                if pair.rules == bit {
                    rule.expected_only_here += share.same;
                }
            }
        }
        rules.retain(|rule| rule.blocks > 0);
        // Pairs below this probability are noise of the tail, times a great many strangers.
        let likely = |(count, share): (&f64, &Shares)| {
            if share.same < 0.05 {
                0.0
            } else {
                count * share.same
            }
        };
        let lost: f64 = candidates.strangers.iter().zip(shares).map(likely).sum();
        let mut clusters: Vec<u32> = outcome.labels.clone();
        clusters.sort_unstable();
        let sizes = || clusters.chunk_by(|a, b| a == b).map(<[u32]>::len);
        let label = |record: u32| outcome.labels.get(record as usize);
        let broken = |pair: &&(u32, u32)| label(pair.0) != label(pair.1);
        Report {
            records: u64::from(self.features.len()),
            clusters: sizes().count() as u64,
            largest_cluster: sizes().max().unwrap_or(0) as u64,
            training: outcome.training.clone(),
            rules,
            compared_pairs: self.pairs.len() as u64,
            expected_matches_lost: lost,
            records_not_fully_compared: self.not_fully_compared,
            fields_left_out: self.left_out.clone(),
            oversize_pieces: outcome.oversize_pieces,
            contradictory_facts: self.stated.same.iter().filter(broken).count() as u64,
            estimated_precision: outcome.expected.precision(),
            estimated_recall: outcome.expected.recall(faint + lost),
            histogram: bars.into_iter().filter(|bar| bar.pairs > 0).collect(),
        }
    }
}

/// What a pattern says.
pub(super) struct Shares {
    pub(super) same: f64,
    pub(super) household: f64,
    /// Log2 odds of `same`.
    weight: f64,
}

/// What each pattern says.
pub(super) fn pattern_shares(
    candidates: &Candidates,
    layout: &PatternLayout,
    tables: &LogTables,
    comparisons: &[Comparison],
) -> Vec<Shares> {
    let mut levels = Vec::new();
    let packed = candidates.patterns.packed().iter();
    packed
        .map(|&packed| {
            levels.clear();
            layout.unpack(packed, &mut levels);
            let posterior = tables.posterior(&levels);
            let near = shares_something(comparisons, &levels);
            Shares {
                same: posterior[0],
                household: if near { posterior[1] } else { 0.0 },
                weight: log_odds(tables.joint(&levels)) / std::f64::consts::LN_2,
            }
        })
        .collect()
}

/// The review queue: one entry a pair, uncertainty times effect first.
pub(super) fn queue(mut close: Vec<Between>, settings: &Settings) -> Vec<Between> {
    let worth = |between: &Between| {
        let share = probability(between.log_odds);
        share * (1.0 - share) * between.impact.sqrt()
    };
    close.sort_by(|a, b| {
        (a.left, a.right)
            .cmp(&(b.left, b.right))
            .then_with(|| worth(b).total_cmp(&worth(a)))
    });
    close.dedup_by_key(|between| (between.left, between.right));
    close.sort_by(|a, b| {
        worth(b)
            .total_cmp(&worth(a))
            .then_with(|| (a.left, a.right).cmp(&(b.left, b.right)))
    });
    close.truncate(settings.longest_review as usize);
    close
}
