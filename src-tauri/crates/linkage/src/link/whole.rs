//! A run that compares everything: block, compare, train and cluster, round after round.

use crate::candidates::{Candidates, Earlier};
use crate::comparison::ComparisonKind;
use crate::components::Edge;
use crate::frequency::Frequencies;
use crate::household::Tie;
use crate::learn_forms;
use crate::log_tables::LogTables;
use crate::model::EarlierRound;
use crate::outcome::Linkage;
use crate::pairs::Pairs;
use crate::person_sizes::PersonSizes;
use crate::report::{Course, Whole};
use crate::settings::LinkageError;
use crate::training::{Prior, TrainingReport, train};

use super::apart::apart;
use super::elsewhere::{Elsewhere, Judge};
use super::finish::{Found, finish};
use super::settled::Settled;
use super::summary::{Shares, pattern_shares, report};
use super::workbench::{LEAST_LOG_ODDS, Workbench, stop};

/// Pairs below these log odds, less than one in ten thousand, are not compared again: counting their
/// values by people instead of records moves them by a few bits, not across the gap to the above.
const HOPELESS: f64 = -9.5;

/// What one round found.
pub(super) struct Outcome {
    pub(super) prior: Prior,
    pub(super) training: TrainingReport,
    pub(super) tables: LogTables,
    frequencies: Frequencies,
    pub(super) candidates: Candidates,
    pub(super) settled: Settled,
    pub(super) oversize_pieces: u64,
}

/// Links everything, for the reason told.
pub(super) fn link(
    mut bench: Workbench<'_>,
    why: Whole,
    contents: Vec<u64>,
) -> Result<Linkage, LinkageError> {
    // The blocks are large; they go as soon as the pairs are taken from them.
    let (pairs, rules, not_fully_compared) = {
        let blocks = bench.blocks();
        let mut pairs = Pairs::of(&blocks, bench.features.len(), bench.watch)?;
        pairs.left_out = blocks.large;
        (pairs, blocks.reports, blocks.not_fully_compared)
    };
    let mut people: Option<Vec<u32>> = None;
    let mut person_sizes = PersonSizes::default();
    let (mut start, mut earlier, mut earlier_round) = (None, None, None);
    for round in 0..bench.settings.rounds {
        let last = round + 1 == bench.settings.rounds;
        let outcome = one_round(
            &mut bench,
            &pairs,
            people.as_deref(),
            &person_sizes,
            start,
            last,
            earlier.take(),
        )?;
        if last {
            bench.watch.stage("Describing the result");
            let shares = pattern_shares(&outcome.candidates.patterns, &bench, &outcome.tables);
            let (ties, (apart, elsewhere)) = rayon::join(
                || ties(&outcome, &pairs, &shares),
                || {
                    rayon::join(
                        || apart(&outcome, &pairs, &shares, bench.settings),
                        || elsewhere(&bench, &pairs, &outcome, &person_sizes, &shares),
                    )
                },
            );
            let mut report = report(&bench, &pairs, &outcome, rules, &shares, elsewhere);
            report.records_not_fully_compared = not_fully_compared;
            report.course = Some(Course {
                whole: Some(why),
                compared: report.compared_pairs,
                ..Course::default()
            });
            return Ok(finish(
                bench,
                Found {
                    settled: outcome.settled,
                    ties,
                    report,
                    prior: outcome.prior,
                    earlier_round,
                    people,
                    frequencies: outcome.frequencies,
                    apart: Some(apart),
                    person_sizes,
                    elsewhere: elsewhere.all(),
                    contents,
                    changed: 0,
                },
            ));
        }
        start = Some(outcome.prior);
        earlier_round = Some(EarlierRound {
            prior: outcome.prior,
            comparisons: bench.comparisons.clone(),
            person_sizes,
        });
        learn_forms(&mut bench, &pairs, &outcome);
        let odds = bench.pattern_odds(&outcome.candidates.patterns, &outcome.tables);
        earlier = Some(outcome.candidates.settle(&bench.layout, &odds, HOPELESS));
        person_sizes = PersonSizes::of(&outcome.settled.labels);
        people = Some(outcome.settled.labels);
    }
    Err(LinkageError::Cancelled)
}

/// Counts, compares, trains and clusters once.
fn one_round(
    bench: &mut Workbench<'_>,
    pairs: &Pairs,
    people: Option<&[u32]>,
    person_sizes: &PersonSizes,
    start: Option<Prior>,
    last: bool,
    earlier: Option<Earlier>,
) -> Result<Outcome, LinkageError> {
    let watch = bench.watch;
    watch.stage("Comparing records");
    let frequencies = bench.frequencies(people);
    let comparer = bench.comparer(&frequencies);
    // Rounds before the last only have to find the way; fewer strangers will do.
    let share = if last { 1 } else { 4 };
    let strangers = (bench.settings.random_pairs / share).max(1);
    let mut candidates = Candidates::compare(&comparer, &bench.layout, pairs, earlier, watch)?;
    candidates.add_strangers(
        &comparer,
        &bench.layout,
        pairs,
        bench.settings.seed,
        strangers,
        watch,
    )?;
    watch.stage("Learning what agreement is worth");
    let (prior, training) = train(&mut bench.comparisons, &bench.layout, &candidates, start);
    stop(watch)?;
    watch.stage("Finding persons");
    let tables = LogTables::of(&bench.comparisons, prior);
    let odds = bench.pattern_odds(&candidates.patterns, &tables);
    let edges: Vec<Edge> = candidates
        .compared(pairs)
        .filter_map(|pair| {
            let log_odds = odds.get(pair.pattern as usize).copied().unwrap_or(f64::MIN);
            (log_odds > LEAST_LOG_ODDS).then_some(Edge {
                left: pair.left,
                right: pair.right,
                log_odds,
                pattern: Some(pair.pattern),
            })
        })
        .collect();
    let patterns = candidates.patterns.levels(&bench.layout);
    let sizes = person_sizes.expectation(tables.prior_odds());
    let agglomerator = bench.agglomerator(&frequencies, &tables, &patterns, &sizes, last);
    let (persons, oversize_pieces) = bench.persons(&agglomerator, edges, |_| true)?;
    let mut settled = Settled::alone(bench.features.len());
    settled.add(persons);
    Ok(Outcome {
        prior,
        training,
        tables,
        frequencies,
        candidates,
        settled,
        oversize_pieces,
    })
}

fn learn_forms(bench: &mut Workbench<'_>, pairs: &Pairs, outcome: &Outcome) {
    let mut kinds = bench.comparisons.iter();
    let Some(name) = kinds.position(|comparison| comparison.kind == ComparisonKind::Name) else {
        return;
    };
    let found = learn_forms::learn(
        &bench.features,
        &outcome.candidates,
        pairs,
        &bench.layout,
        &outcome.tables,
        name,
        &outcome.settled.labels,
    );
    for (left, right) in found {
        bench.features.names.learnt.insert(left, right);
    }
}

/// The right pairs to expect where no clusters were judged.
fn elsewhere(
    bench: &Workbench<'_>,
    pairs: &Pairs,
    outcome: &Outcome,
    person_sizes: &PersonSizes,
    shares: &[Shares],
) -> Elsewhere {
    let sizes = person_sizes.expectation(outcome.tables.prior_odds());
    let judge = bench.agglomerator(&outcome.frequencies, &outcome.tables, &[], &sizes, false);
    let judge = Judge::of(&judge, &outcome.settled);
    let log_odds = |pattern: u32| shares.get(pattern as usize).map(Shares::log_odds);
    let candidates = &outcome.candidates;
    let faint = candidates.compared(pairs).filter_map(|pair| {
        let log_odds = log_odds(pair.pattern)?;
        (log_odds <= LEAST_LOG_ODDS).then_some((pair.left, pair.right, log_odds))
    });
    let drawn = candidates
        .drawn
        .iter()
        .filter_map(|pair| Some((pair.left, pair.right, log_odds(pair.pattern)?)));
    Elsewhere {
        faint: judge.right_pairs(faint, 1.0),
        lost: judge.right_pairs(drawn, candidates.each_stands_for),
    }
}

/// The pairs of two clusters that look like one household.
fn ties(outcome: &Outcome, pairs: &Pairs, shares: &[Shares]) -> Vec<Tie> {
    let labels = &outcome.settled.labels;
    let compared = outcome.candidates.compared(pairs);
    compared
        .filter_map(|pair| {
            let share = shares.get(pair.pattern as usize)?;
            share.tie(pair.left, pair.right, labels)
        })
        .collect()
}
