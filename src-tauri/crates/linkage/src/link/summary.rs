//! What is told of a run: shares of the classes by pattern, the report, the review queue.

use crate::agglomerate::Between;
use crate::blocking::RuleReport;
use crate::household::{Tie, shares_something};
use crate::log_tables::{LogTables, log_odds, probability};
use crate::pairs::Pairs;
use crate::pattern::PatternTable;
use crate::report::{Bar, Report};
use crate::settings::Settings;

use super::elsewhere::Elsewhere;
use super::settled::Settled;
use super::whole::Outcome;
use super::workbench::Workbench;

/// So many bars of the histogram on each side of even odds, a bit each.
const BARS: i32 = 30;

/// The histogram of match weights in the making.
pub(super) struct Histogram(Vec<Bar>);

impl Histogram {
    /// One that goes on from the share that is still there of what an earlier run counted.
    pub(super) fn from(counted: &[Bar], kept: f64) -> Self {
        let bars = (-BARS..BARS).map(|bits| {
            let known = counted.iter().find(|bar| bar.bits == bits);
            known.map_or(
                Bar {
                    bits,
                    pairs: 0,
                    expected_matches: 0.0,
                },
                |bar| Bar {
                    bits,
                    pairs: part(bar.pairs, kept),
                    expected_matches: bar.expected_matches * kept,
                },
            )
        });
        Self(bars.collect())
    }

    pub(super) fn add(&mut self, share: &Shares) {
        let bar = share
            .weight
            .floor()
            .clamp(f64::from(-BARS), f64::from(BARS - 1));
        if let Some(bar) = self.0.get_mut((bar as i32 + BARS) as usize) {
            bar.pairs += 1;
            bar.expected_matches += share.same;
        }
    }

    pub(super) fn finish(self) -> Vec<Bar> {
        self.0.into_iter().filter(|bar| bar.pairs > 0).collect()
    }
}

/// A share of a number of pairs, rounded.
pub(super) fn part(pairs: u64, share: f64) -> u64 {
    (pairs as f64 * share).round() as u64
}

/// How a run went that compared everything.
pub(super) fn report(
    bench: &Workbench<'_>,
    pairs: &Pairs,
    outcome: &Outcome,
    mut rules: Vec<RuleReport>,
    shares: &[Shares],
    elsewhere: Elsewhere,
) -> Report {
    let candidates = &outcome.candidates;
    let mut histogram = Histogram::from(&[], 1.0);
    for pair in candidates.compared(pairs) {
        let Some(share) = shares.get(pair.pattern as usize) else {
            continue;
        };
        histogram.add(share);
        let mut left = pair.rules;
        while left != 0 {
            let number = left.trailing_zeros();
            left &= left - 1;
            let Some(rule) = rules.get_mut(number as usize) else {
                continue;
            };
            rule.pairs += 1;
            rule.expected_matches += share.same;
            rule.new_pairs += u64::from(pair.rules.trailing_zeros() == number);
            if pair.rules == 1 << number {
                rule.expected_only_here += share.same;
            }
        }
    }
    rules.retain(|rule| rule.blocks > 0);
    let told = Report {
        training: outcome.training.clone(),
        rules,
        compared_pairs: pairs.len() as u64,
        expected_matches_lost: elsewhere.lost,
        fields_left_out: bench.left_out.clone(),
        oversize_pieces: outcome.oversize_pieces,
        histogram: histogram.finish(),
        ..Report::default()
    };
    with_clusters(told, bench, &outcome.settled, elsewhere.all())
}

/// Adds to a report what the clusters tell; `elsewhere` are right pairs to expect among those that
/// were never judged as clusters.
pub(super) fn with_clusters(
    report: Report,
    bench: &Workbench<'_>,
    settled: &Settled,
    elsewhere: f64,
) -> Report {
    let labels = &settled.labels;
    let mut clusters: Vec<u32> = labels.clone();
    clusters.sort_unstable();
    let sizes = || clusters.chunk_by(|a, b| a == b).map(<[u32]>::len);
    let label = |record: u32| labels.get(record as usize);
    let broken = |pair: &&(u32, u32)| label(pair.0) != label(pair.1);
    let expected = settled.all_expected();
    Report {
        records: u64::from(bench.features.len()),
        clusters: sizes().count() as u64,
        largest_cluster: sizes().max().unwrap_or(0) as u64,
        contradictory_facts: bench.stated.same.iter().filter(broken).count() as u64,
        estimated_precision: expected.precision(),
        estimated_recall: expected.recall(elsewhere),
        precision_interval: Some(expected.precision_interval()),
        recall_interval: Some(expected.recall_interval(elsewhere)),
        ..report
    }
}

/// What a pattern says.
pub(super) struct Shares {
    pub(super) same: f64,
    household: f64,
    /// Log2 odds of `same`.
    pub(super) weight: f64,
}

impl Shares {
    /// Log odds of one person.
    pub(super) fn log_odds(&self) -> f64 {
        self.weight * std::f64::consts::LN_2
    }

    /// The pair as a tie, where it is of two clusters and more likely of one household than not.
    pub(super) fn tie(&self, left: u32, right: u32, labels: &[u32]) -> Option<Tie> {
        let apart = labels.get(left as usize) != labels.get(right as usize);
        (self.household > 0.5 && apart).then_some(Tie {
            left,
            right,
            probability: self.household,
        })
    }
}

/// What each pattern says.
pub(super) fn pattern_shares(
    patterns: &PatternTable,
    bench: &Workbench<'_>,
    tables: &LogTables,
) -> Vec<Shares> {
    let mut levels = Vec::new();
    let packed = patterns.packed().iter();
    packed
        .map(|&packed| {
            levels.clear();
            bench.layout.unpack(packed, &mut levels);
            let posterior = tables.posterior(&levels);
            let near = shares_something(&bench.comparisons, &levels);
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
