//! A run that starts from what an earlier one left: only pairs with a new or changed record are
//! compared, and only the pieces that such a pair, a record that is gone or another statement touches
//! are clustered anew, by the model as it was learnt.
//!
//! The blocks are those a whole run would make, and values are counted over all records, so the pairs
//! that are compared are judged as a whole run with this model would judge them.

use crate::agglomerate::Between;
use crate::blocking::Blocks;
use crate::candidates::each_pattern;
use crate::components::Edge;
use crate::frequency::Frequencies;
use crate::household::Tie;
use crate::log_tables::LogTables;
use crate::memory::ALONE;
use crate::outcome::Linkage;
use crate::pattern::PatternTable;
use crate::person_sizes::{PersonSizes, SizeOdds};
use crate::report::Course;
use crate::settings::LinkageError;
use crate::since::Since;
use crate::training::Prior;

use super::elsewhere::Judge;
use super::finish::{Found, finish};
use super::settled::Settled;
use super::summary::{Histogram, part, pattern_shares, with_clusters};
use super::touched::Touched;
use super::workbench::{LEAST_LOG_ODDS, Workbench, stop};

/// A pair that was compared, with the number of its pattern.
#[derive(Clone, Copy)]
struct Compared {
    left: u32,
    right: u32,
    pattern: u32,
}

/// What one pass over the touched pieces found.
struct Pass {
    settled: Settled,
    /// Pairs with a new or changed record, then pairs within the pieces of before.
    compared: Vec<Compared>,
    patterns: PatternTable,
    oversize_pieces: u64,
}

/// Links the records, starting from what stood before.
pub(super) fn link(
    mut bench: Workbench<'_>,
    since: Since,
    contents: Vec<u64>,
) -> Result<Linkage, LinkageError> {
    let blocks = bench.blocks();
    let fresh = fresh_pairs(&bench, &since, &blocks)?;
    let mut touched = Touched::of(&since, bench.stated);
    // Values are counted as the model learnt it: by the people that the round before its last finds.
    let mut people = None;
    if let Some(round) = &since.learnt.earlier_round {
        bench.comparisons.clone_from(&round.comparisons);
        let work = Work::new(&bench, &since, &blocks, round.prior, &round.person_sizes);
        let frequencies = bench.frequencies(None);
        let people_then = &since.memory.people;
        let pass = work.pass(&frequencies, &fresh, people_then, &mut touched, false)?;
        people = Some(pass.settled.labels);
    }
    bench.comparisons.clone_from(&since.learnt.comparisons);
    bench.features.names.learn_forms(&since.learnt.learnt_forms);
    let work = Work::new(
        &bench,
        &since,
        &blocks,
        since.learnt.prior,
        &since.learnt.person_sizes,
    );
    let frequencies = bench.frequencies(people.as_deref());
    let clusters_then = &since.memory.clusters;
    let pass = work.pass(&frequencies, &fresh, clusters_then, &mut touched, true)?;
    bench.watch.stage("Describing the result");
    let shares = pattern_shares(&pass.patterns, &bench, &work.tables);
    let labels = &pass.settled.labels;
    let kept = kept_share(since.memory.contents.len() as u64, since.gone);
    let mut histogram = Histogram::from(&since.report.histogram, kept);
    let mut ties = kept_ties(&since, labels);
    for (at, pair) in pass.compared.iter().enumerate() {
        let Some(share) = shares.get(pair.pattern as usize) else {
            continue;
        };
        ties.extend(share.tie(pair.left, pair.right, labels));
        if at < fresh.len() {
            histogram.add(share);
        }
    }
    let judge = bench.agglomerator(&frequencies, &work.tables, &[], &work.sizes, false);
    let faint = pass.compared.iter().take(fresh.len()).filter_map(|pair| {
        let log_odds = shares.get(pair.pattern as usize)?.log_odds();
        (log_odds <= LEAST_LOG_ODDS).then_some((pair.left, pair.right, log_odds))
    });
    let fresh_faint = Judge::of(&judge, &pass.settled).right_pairs(faint, 1.0);
    let elsewhere = since.memory.elsewhere.mul_add(kept, fresh_faint);
    let mut report = with_clusters(since.report.clone(), &bench, &pass.settled, elsewhere);
    report.histogram = histogram.finish();
    report.compared_pairs = part(report.compared_pairs, kept) + fresh.len() as u64;
    report.records_not_fully_compared = blocks.not_fully_compared;
    report.oversize_pieces += pass.oversize_pieces;
    report.course = Some(Course {
        whole: None,
        arrived: since.arrived,
        gone: since.gone,
        reopened: touched.records().count() as u64,
        compared: pass.compared.len() as u64,
    });
    let found = Found {
        settled: pass.settled,
        ties,
        report,
        prior: since.learnt.prior,
        earlier_round: since.learnt.earlier_round,
        people,
        frequencies,
        apart: None,
        person_sizes: since.learnt.person_sizes,
        elsewhere,
        contents,
        changed: since.changed,
    };
    Ok(finish(bench, found))
}

/// The share of the pairs of before that is still there when so many of the records are gone or
/// changed. Which pairs those were is not kept; a record has as many as another, all in all.
fn kept_share(records: u64, gone: u64) -> f64 {
    if records == 0 {
        return 0.0;
    }
    let left = records.saturating_sub(gone) as f64 / records as f64;
    left * left
}

/// Every pair of records to compare of which one is new or changed.
fn fresh_pairs(
    bench: &Workbench<'_>,
    since: &Since,
    blocks: &Blocks,
) -> Result<Vec<(u32, u32)>, LinkageError> {
    let mut pairs = Vec::new();
    let mut others = Vec::new();
    for record in (0..bench.features.len()).filter(|&record| since.is_new(record)) {
        blocks.around(record, &mut others);
        // Of two new ones the later gives the pair.
        let own = others
            .iter()
            .filter(|&&other| other < record || !since.is_new(other));
        pairs.extend(own.map(|&other| (record.min(other), record.max(other))));
    }
    stop(bench.watch)?;
    pairs.sort_unstable();
    Ok(pairs)
}

/// All that one pass looks at.
struct Work<'w, 'a> {
    bench: &'w Workbench<'a>,
    since: &'w Since,
    blocks: &'w Blocks,
    tables: LogTables,
    sizes: SizeOdds,
}

impl<'w, 'a> Work<'w, 'a> {
    /// With the chances the workbench holds and this prior.
    fn new(
        bench: &'w Workbench<'a>,
        since: &'w Since,
        blocks: &'w Blocks,
        prior: Prior,
        sizes: &PersonSizes,
    ) -> Self {
        let tables = LogTables::of(&bench.comparisons, prior);
        Self {
            bench,
            since,
            blocks,
            sizes: sizes.expectation(tables.prior_odds()),
            tables,
        }
    }

    /// Compares and clusters what is touched; more may be touched on the way. Of all else the
    /// `clusters` of before stay.
    fn pass(
        &self,
        frequencies: &Frequencies,
        fresh: &[(u32, u32)],
        clusters: &[u32],
        touched: &mut Touched,
        told: bool,
    ) -> Result<Pass, LinkageError> {
        self.bench.watch.stage("Comparing records");
        let mut patterns = PatternTable::default();
        let mut compared = self.compare(frequencies, fresh, &mut patterns)?;
        let odds = self.bench.pattern_odds(&patterns, &self.tables);
        for edge in edges(&compared, &odds) {
            touched.add(self.since, edge.left);
            touched.add(self.since, edge.right);
        }
        touched.close(self.since);
        let old = self.old_pairs(touched);
        compared.extend(self.compare(frequencies, &old, &mut patterns)?);
        self.bench.watch.stage("Finding persons");
        let odds = self.bench.pattern_odds(&patterns, &self.tables);
        let levels = patterns.levels(&self.bench.layout);
        let agglomerator =
            self.bench
                .agglomerator(frequencies, &self.tables, &levels, &self.sizes, told);
        let edges = edges(&compared, &odds).collect();
        let asked = |record| touched.has(record);
        let (persons, oversize_pieces) = self.bench.persons(&agglomerator, edges, asked)?;
        let mut settled = self.untouched(clusters, touched);
        settled.add(persons);
        Ok(Pass {
            settled,
            compared,
            patterns,
            oversize_pieces,
        })
    }

    fn compare(
        &self,
        frequencies: &Frequencies,
        pairs: &[(u32, u32)],
        patterns: &mut PatternTable,
    ) -> Result<Vec<Compared>, LinkageError> {
        let comparer = self.bench.comparer(frequencies);
        let mut compared = Vec::with_capacity(pairs.len());
        let mut both = pairs.iter();
        let (layout, watch) = (&self.bench.layout, self.bench.watch);
        each_pattern(&comparer, layout, pairs, watch, |packed| {
            compared.extend(both.next().map(|&(left, right)| Compared {
                left,
                right,
                pattern: patterns.number(packed),
            }));
        })?;
        Ok(compared)
    }

    /// The pairs to compare within the pieces of before that are touched.
    fn old_pairs(&self, touched: &Touched) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let mut partners = Vec::new();
        for record in touched.records() {
            let piece = self.since.piece(record).filter(|piece| *piece != ALONE);
            if piece.is_some() {
                self.blocks.partners(record, &mut partners);
                let own = partners.iter();
                let own = own.filter(|(other, _)| self.since.piece(*other) == piece);
                pairs.extend(own.map(|&(other, _)| (record, other)));
            }
        }
        pairs
    }

    /// What stood before of all that is not touched, by the numbers of now.
    fn untouched(&self, clusters: &[u32], touched: &Touched) -> Settled {
        let memory = &self.since.memory;
        let kept = |then: u32| self.since.now(then).filter(|now| !touched.has(*now));
        let between = |list: &[Between]| {
            let pairs = list.iter().filter_map(|pair| {
                let (left, right) = (kept(pair.left)?, kept(pair.right)?);
                Some(Between {
                    left: left.min(right),
                    right: left.max(right),
                    ..*pair
                })
            });
            pairs.collect()
        };
        let mut settled = Settled::alone(self.bench.features.len());
        settled.keep_clusters(clusters, memory, kept);
        settled.links = between(&memory.links);
        settled.close = between(&memory.close);
        settled
    }
}

/// The ties of before whose records are still there and of two clusters.
fn kept_ties(since: &Since, labels: &[u32]) -> Vec<Tie> {
    let ties = since.memory.ties.iter().filter_map(|tie| {
        let (left, right) = (since.now(tie.left)?, since.now(tie.right)?);
        Some(Tie {
            left: left.min(right),
            right: left.max(right),
            ..*tie
        })
    });
    let label = |record: u32| labels.get(record as usize);
    ties.filter(|tie| label(tie.left) != label(tie.right))
        .collect()
}

/// The pairs that play a part in clustering.
fn edges(compared: &[Compared], odds: &[f64]) -> impl Iterator<Item = Edge> {
    compared.iter().filter_map(|pair| {
        let log_odds = odds.get(pair.pattern as usize).copied()?;
        (log_odds > LEAST_LOG_ODDS).then_some(Edge {
            left: pair.left,
            right: pair.right,
            log_odds,
            pattern: Some(pair.pattern),
        })
    })
}
