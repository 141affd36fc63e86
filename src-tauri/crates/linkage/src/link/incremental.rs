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
use crate::memory::ALONE;
use crate::outcome::Linkage;
use crate::pattern::PatternTable;
use crate::report::Course;
use crate::settings::LinkageError;
use crate::since::{ABSENT, Since};
use crate::training::LogTables;

use super::finish::{Found, finish};
use super::settled::Settled;
use super::summary::{Histogram, pattern_shares, with_clusters};
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
    fresh: usize,
    patterns: PatternTable,
    oversize_pieces: u64,
}

/// Links the records, starting from what stood before.
pub(super) fn link(
    mut bench: Workbench<'_>,
    since: Since,
    contents: Vec<u64>,
) -> Result<Linkage, LinkageError> {
    bench.comparisons.clone_from(&since.learnt.comparisons);
    bench
        .features
        .names
        .learn_forms(&since.learnt.learnt_forms);
    let blocks = bench.blocks();
    let work = Work {
        tables: LogTables::of(&bench.comparisons, since.learnt.prior),
        fresh: fresh_pairs(&bench, &since, &blocks)?,
        bench: &bench,
        since: &since,
        blocks: &blocks,
    };
    let mut touched = work.touched_already();
    let mut frequencies = Frequencies::count(&bench.features, None);
    let mut pass = work.pass(&frequencies, &mut touched, bench.settings.rounds < 2)?;
    if bench.settings.rounds > 1 {
        frequencies = Frequencies::count(&bench.features, Some(&pass.settled.labels));
        pass = work.pass(&frequencies, &mut touched, true)?;
    }
    bench.watch.stage("Describing the result");
    let shares = pattern_shares(&pass.patterns, &bench, &work.tables);
    let labels = &pass.settled.labels;
    let mut histogram = Histogram::from(&since.report.histogram);
    let mut elsewhere = since.memory.elsewhere;
    let mut ties = work.kept_ties(labels);
    for (at, pair) in pass.compared.iter().enumerate() {
        let Some(share) = shares.get(pair.pattern as usize) else {
            continue;
        };
        ties.extend(share.tie(pair.left, pair.right, labels));
        if at < pass.fresh {
            histogram.add(share);
            elsewhere += share.faint(pair.left, pair.right, labels);
        }
    }
    let mut report = with_clusters(since.report.clone(), &bench, &pass.settled, elsewhere);
    report.histogram = histogram.finish();
    report.compared_pairs += pass.fresh as u64;
    report.records_not_fully_compared = blocks.not_fully_compared;
    report.oversize_pieces += pass.oversize_pieces;
    report.course = Some(Course {
        whole: None,
        arrived: since.arrived,
        gone: since.gone,
        reopened: touched.iter().filter(|touched| **touched).count() as u64,
        compared: pass.compared.len() as u64,
    });
    let found = Found {
        settled: pass.settled,
        ties,
        report,
        prior: since.learnt.prior,
        frequencies,
        elsewhere,
        contents,
        changed: since.changed,
    };
    Ok(finish(bench, found))
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
        let own = others.iter().filter(|&&other| other < record || !since.is_new(other));
        pairs.extend(own.map(|&other| (record.min(other), record.max(other))));
    }
    stop(bench.watch)?;
    pairs.sort_unstable();
    Ok(pairs)
}

/// All that both passes share.
struct Work<'w, 'a> {
    bench: &'w Workbench<'a>,
    since: &'w Since,
    blocks: &'w Blocks,
    tables: LogTables,
    fresh: Vec<(u32, u32)>,
}

impl Work<'_, '_> {
    /// The piece of a record that stood before.
    fn piece(&self, record: u32) -> Option<u32> {
        let then = self.since.then.get(record as usize)?;
        self.since.memory.pieces.get(*then as usize).copied()
    }

    /// The records that are touched before anything is compared: new ones, the pieces of those that
    /// are gone, and those of which something else is stated than before.
    fn touched_already(&self) -> Vec<bool> {
        let then = self.since.then.iter();
        let mut touched: Vec<bool> = then.map(|then| *then == ABSENT).collect();
        let mut pieces = vec![false; self.since.memory.expected.len()];
        for (&piece, &now) in self.since.memory.pieces.iter().zip(&self.since.now) {
            if now == ABSENT
                && let Some(open) = pieces.get_mut(piece as usize)
            {
                *open = true;
            }
        }
        for record in self.since.stated_otherwise(self.bench.stated) {
            self.touch(record, &mut touched, &mut pieces);
        }
        self.open(&pieces, &mut touched);
        touched
    }

    fn touch(&self, record: u32, touched: &mut [bool], pieces: &mut [bool]) {
        if let Some(touched) = touched.get_mut(record as usize) {
            *touched = true;
        }
        if let Some(piece) = self.piece(record)
            && let Some(open) = pieces.get_mut(piece as usize)
        {
            *open = true;
        }
    }

    /// Touches every record of the pieces.
    fn open(&self, pieces: &[bool], touched: &mut [bool]) {
        for (record, touched) in (0..).zip(touched) {
            let open = self.piece(record).and_then(|at| pieces.get(at as usize));
            *touched |= open.copied().unwrap_or(false);
        }
    }

    /// Compares and clusters what is touched; more may be touched on the way.
    fn pass(
        &self,
        frequencies: &Frequencies,
        touched: &mut [bool],
        told: bool,
    ) -> Result<Pass, LinkageError> {
        self.bench.watch.stage("Comparing records");
        let mut patterns = PatternTable::default();
        let mut compared = self.compare(frequencies, &self.fresh, &mut patterns)?;
        let fresh = compared.len();
        let odds = self.bench.pattern_odds(&patterns, &self.tables);
        let mut pieces = vec![false; self.since.memory.expected.len()];
        for edge in edges(&compared, &odds) {
            self.touch(edge.left, touched, &mut pieces);
            self.touch(edge.right, touched, &mut pieces);
        }
        self.open(&pieces, touched);
        let old = self.old_pairs(touched);
        compared.extend(self.compare(frequencies, &old, &mut patterns)?);
        self.bench.watch.stage("Finding persons");
        let odds = self.bench.pattern_odds(&patterns, &self.tables);
        let levels = patterns.levels(&self.bench.layout);
        let agglomerator = self
            .bench
            .agglomerator(frequencies, &self.tables, &levels, told);
        let is_touched = |record: u32| touched.get(record as usize).copied().unwrap_or(false);
        let edges = edges(&compared, &odds).collect();
        let (persons, oversize_pieces) = self.bench.persons(&agglomerator, edges, is_touched)?;
        let mut settled = self.untouched(touched);
        settled.add(persons);
        Ok(Pass {
            settled,
            compared,
            fresh,
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
    fn old_pairs(&self, touched: &[bool]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let mut partners = Vec::new();
        for (record, _) in (0_u32..).zip(touched).filter(|(_, touched)| **touched) {
            let piece = self.piece(record).filter(|piece| *piece != ALONE);
            if piece.is_none() {
                continue;
            }
            self.blocks.partners(record, &mut partners);
            let own = partners.iter().filter(|(other, _)| self.piece(*other) == piece);
            pairs.extend(own.map(|&(other, _)| (record, other)));
        }
        pairs
    }

    /// What stood before of all that is not touched, by the numbers of now.
    fn untouched(&self, touched: &[bool]) -> Settled {
        let memory = &self.since.memory;
        let mut settled = Settled::alone(self.bench.features.len());
        settled.keep_clusters(memory, |then| self.kept(then, touched));
        let between = |list: &[Between]| {
            let kept = list.iter().filter_map(|pair| {
                Some(Between {
                    left: self.kept(pair.left, touched)?,
                    right: self.kept(pair.right, touched)?,
                    ..*pair
                })
            });
            kept.map(Between::in_order).collect()
        };
        settled.links = between(&memory.links);
        settled.close = between(&memory.close);
        settled
    }

    /// The number now of a record of then that is still there and not touched.
    fn kept(&self, then: u32, touched: &[bool]) -> Option<u32> {
        let now = self.since.now(then)?;
        (touched.get(now as usize) == Some(&false)).then_some(now)
    }

    /// The ties of before whose records are still there and of two clusters.
    fn kept_ties(&self, labels: &[u32]) -> Vec<Tie> {
        let ties = self.since.memory.ties.iter();
        let kept = ties.filter_map(|tie| {
            let (a, b) = (self.since.now(tie.left)?, self.since.now(tie.right)?);
            Some(Tie {
                left: a.min(b),
                right: a.max(b),
                ..*tie
            })
        });
        kept.filter(|tie| labels.get(tie.left as usize) != labels.get(tie.right as usize))
            .collect()
    }
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
