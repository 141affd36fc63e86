//! The whole way from records to persons.

mod summary;

use rayon::prelude::*;

use crate::agglomerate::{Agglomerator, Between, Facts, Persons};
use crate::blocking::{Blocks, RuleReport};
use crate::candidates::{Candidates, Earlier};
use crate::canonical::Canonical;
use crate::comparison::{Comparer, Comparison, ComparisonKind, comparisons};
use crate::components::{Edge, pieces};
use crate::expected::Expected;
use crate::features::Features;
use crate::frequency::Frequencies;
use crate::household::{Tie, households};
use crate::learn_forms;
use crate::model::{MODEL_VERSION, Model};
use crate::outcome::{Linkage, ScoredPair};
use crate::pairs::Pairs;
use crate::pattern::PatternLayout;
use crate::record_set::RecordSet;
use crate::settings::{LinkageError, Settings, Stated, Watch};
use crate::standing::standings;
use crate::training::{LogTables, Prior, TrainingReport, log_odds, probability, train};
use summary::{pattern_shares, queue};

/// Up to so many pairs every pair is compared that shares anything, whatever the budget.
const FEW_PAIRS: f64 = 2e6;
/// Pairs below these log odds play no part in clustering.
const LEAST_LOG_ODDS: f64 = -3.0;
/// Pairs below these log odds, less than one in ten thousand, are not compared again: counting their
/// values by people instead of records moves them by a few bits, not across the gap to the above.
const HOPELESS: f64 = -9.5;

/// Links the records of one person.
///
/// # Errors
/// If a setting or a stated pair is out of range, or the watcher stopped the work.
pub fn link(
    records: &RecordSet,
    stated: &Stated,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Linkage, LinkageError> {
    settings.check()?;
    check_stated(records, stated)?;
    watch.stage("Reading the values");
    let canonical = Canonical::of(records);
    let stated = in_order(stated, &canonical);
    let linkage = link_in_order(&canonical.records, &stated, settings, watch)?;
    Ok(as_given(linkage, &canonical))
}

/// The stated facts about the records in their own order.
fn in_order(stated: &Stated, canonical: &Canonical) -> Stated {
    let places = canonical.places();
    let place = |record: u32| places.get(record as usize).copied().unwrap_or(record);
    let placed = |pairs: &[(u32, u32)]| {
        let pairs = pairs.iter();
        pairs.map(|&(a, b)| (place(a), place(b))).collect()
    };
    Stated {
        same: placed(&stated.same),
        different: placed(&stated.different),
        sources_without_duplicates: stated.sources_without_duplicates.clone(),
    }
}

/// What was found, told of the records as they were given.
fn as_given(linkage: Linkage, canonical: &Canonical) -> Linkage {
    let told = |pair: ScoredPair| {
        let (a, b) = (canonical.given(pair.left), canonical.given(pair.right));
        ScoredPair {
            left: a.min(b),
            right: a.max(b),
            ..pair
        }
    };
    Linkage {
        clusters: canonical.labels_as_given(&linkage.clusters),
        households: canonical.labels_as_given(&linkage.households),
        links: linkage.links.into_iter().map(told).collect(),
        review: linkage.review.into_iter().map(told).collect(),
        ..linkage
    }
}

fn link_in_order(
    records: &RecordSet,
    stated: &Stated,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Linkage, LinkageError> {
    let mut run = Run::prepare(records, stated, settings, watch)?;
    let mut people: Option<Vec<u32>> = None;
    let (mut start, mut earlier) = (None, None);
    for round in 0..settings.rounds {
        let last = round + 1 == settings.rounds;
        let outcome = run.round(people.as_deref(), start, last, earlier.take())?;
        if last {
            return Ok(run.finish(outcome));
        }
        start = Some(outcome.prior);
        run.learn_forms(&outcome);
        let odds = pattern_odds(&outcome.candidates, &run.layout, &outcome.tables);
        earlier = Some(outcome.candidates.settle(&odds, HOPELESS));
        people = Some(outcome.labels);
    }
    Err(LinkageError::Cancelled)
}

fn check_stated(records: &RecordSet, stated: &Stated) -> Result<(), LinkageError> {
    let most = u32::MAX as usize - 1;
    if records.len() > most {
        return Err(LinkageError::TooManyRecords {
            records: records.len(),
            most,
        });
    }
    for &(left, right) in stated.same.iter().chain(&stated.different) {
        let record = left.max(right);
        if record as usize >= records.len() {
            return Err(LinkageError::UnknownRecord {
                record,
                records: records.len(),
            });
        }
    }
    Ok(())
}

/// Everything that stays the same over the rounds.
struct Run<'a> {
    features: Features<'a>,
    stated: &'a Stated,
    facts: Facts,
    settings: &'a Settings,
    watch: &'a dyn Watch,
    comparisons: Vec<Comparison>,
    layout: PatternLayout,
    pairs: Pairs,
    rules: Vec<RuleReport>,
    /// Records that sit in a block of which some pairs were left out.
    not_fully_compared: u64,
    left_out: Vec<String>,
}

/// What one round found.
struct Outcome {
    prior: Prior,
    training: TrainingReport,
    tables: LogTables,
    frequencies: Frequencies,
    candidates: Candidates,
    labels: Vec<u32>,
    links: Vec<Between>,
    close: Vec<Between>,
    expected: Expected,
    oversize_pieces: u64,
}

impl<'a> Run<'a> {
    fn prepare(
        records: &'a RecordSet,
        stated: &'a Stated,
        settings: &'a Settings,
        watch: &'a dyn Watch,
    ) -> Result<Self, LinkageError> {
        let features = Features::read(records);
        stop(watch)?;
        watch.stage("Choosing what to compare");
        let count = f64::from(features.len()).max(1.0);
        let budget = settings.pair_budget_per_record.max(FEW_PAIRS / count);
        let blocks = Blocks::build(&features, budget);
        let pairs = Pairs::of(&blocks, features.len(), watch)?;
        let mut comparisons = comparisons(records);
        let (layout, left_out) = PatternLayout::fit(&mut comparisons);
        let ordered = |&(a, b): &(u32, u32)| (a.min(b), a.max(b));
        Ok(Self {
            features,
            stated,
            facts: Facts {
                different: stated.different.iter().map(ordered).collect(),
                without_duplicates: stated.sources_without_duplicates.iter().copied().collect(),
            },
            settings,
            watch,
            comparisons,
            layout,
            pairs,
            rules: blocks.reports,
            not_fully_compared: blocks.not_fully_compared,
            left_out,
        })
    }

    /// Counts, compares, trains and clusters once.
    fn round(
        &mut self,
        people: Option<&[u32]>,
        start: Option<Prior>,
        last: bool,
        earlier: Option<Earlier>,
    ) -> Result<Outcome, LinkageError> {
        self.watch.stage("Comparing records");
        let frequencies = Frequencies::count(&self.features, people);
        let comparer = Comparer {
            features: &self.features,
            frequencies: &frequencies,
            comparisons: &self.comparisons,
        };
        let (layout, pairs) = (&self.layout, &self.pairs);
        // Rounds before the last only have to find the way; fewer strangers will do.
        let share = if last { 1 } else { 4 };
        let strangers = (self.settings.random_pairs / share).max(1);
        let mut candidates = Candidates::compare(&comparer, layout, pairs, earlier, self.watch)?;
        candidates.add_strangers(
            &comparer,
            layout,
            pairs,
            self.settings.seed,
            strangers,
            self.watch,
        )?;
        self.watch.stage("Learning what agreement is worth");
        let (prior, training) = train(&mut self.comparisons, &self.layout, &candidates, start);
        stop(self.watch)?;
        self.watch.stage("Finding persons");
        let tables = LogTables::of(&self.comparisons, prior);
        let odds = pattern_odds(&candidates, &self.layout, &tables);
        let edges: Vec<Edge> = candidates
            .compared(&self.pairs)
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
        let patterns = candidates.patterns.levels(&self.layout);
        let agglomerator = self.agglomerator(&frequencies, &tables, &patterns, last);
        let (persons, oversize_pieces) = self.persons(&agglomerator, edges)?;
        let mut labels: Vec<u32> = (0..self.features.len()).collect();
        let (mut links, mut close) = (Vec::new(), Vec::new());
        let mut expected = Expected::default();
        for piece in persons {
            expected.add(piece.expected);
            for cluster in &piece.clusters {
                let first = cluster.first().copied().unwrap_or(0);
                for &record in cluster {
                    if let Some(label) = labels.get_mut(record as usize) {
                        *label = first;
                    }
                }
            }
            links.extend(piece.links);
            close.extend(piece.close);
        }
        Ok(Outcome {
            prior,
            training,
            tables,
            frequencies,
            candidates,
            labels,
            links,
            close,
            expected,
            oversize_pieces,
        })
    }

    fn agglomerator<'r>(
        &'r self,
        frequencies: &'r Frequencies,
        tables: &'r LogTables,
        patterns: &'r [u8],
        told: bool,
    ) -> Agglomerator<'r> {
        let logit = |share: f64| (share / (1.0 - share)).ln();
        Agglomerator {
            comparer: Comparer {
                features: &self.features,
                frequencies,
                comparisons: &self.comparisons,
            },
            tables,
            patterns,
            told,
            facts: &self.facts,
            cut: logit(self.settings.link),
            review: logit(self.settings.review.max(1e-6)),
            sure: logit(self.settings.sure.min(1.0 - 1e-9)),
        }
    }

    fn persons(
        &self,
        agglomerator: &Agglomerator<'_>,
        mut edges: Vec<Edge>,
    ) -> Result<(Vec<Persons>, u64), LinkageError> {
        let mut same: Vec<(u32, u32)> = self
            .stated
            .same
            .iter()
            .map(|&(a, b)| (a.min(b), a.max(b)))
            .collect();
        same.retain(|(a, b)| a != b);
        same.sort_unstable();
        same.dedup();
        edges.extend(same.iter().map(|&(left, right)| Edge {
            left,
            right,
            log_odds: 50.0,
            pattern: None,
        }));
        let (pieces, oversize) = pieces(self.features.records.len(), &edges);
        let mut persons = Vec::new();
        for batch in pieces.chunks(1 << 13) {
            stop(self.watch)?;
            self.watch
                .progress(persons.len() as u64, pieces.len() as u64);
            persons.par_extend(batch.par_iter().map(|piece| {
                let at = |record: u32| piece.records.binary_search(&record).ok();
                let first = piece.records.first().copied().unwrap_or(0);
                let stated: Vec<(usize, usize)> = if same.is_empty() {
                    Vec::new()
                } else {
                    let from = same.partition_point(|pair| pair.0 < first);
                    let last = piece.records.last().copied().unwrap_or(0);
                    let own = same.iter().skip(from).take_while(|pair| pair.0 <= last);
                    own.filter_map(|pair| Some((at(pair.0)?, at(pair.1)?)))
                        .collect()
                };
                agglomerator.persons(&piece.records, &piece.edges, &stated)
            }));
        }
        Ok((persons, oversize))
    }

    fn learn_forms(&mut self, outcome: &Outcome) {
        let name = self
            .comparisons
            .iter()
            .position(|comparison| comparison.kind == ComparisonKind::Name);
        if let Some(name) = name {
            let found = learn_forms::learn(
                &self.features,
                &outcome.candidates,
                &self.pairs,
                &self.layout,
                &outcome.tables,
                name,
                &outcome.labels,
            );
            for (left, right) in found {
                self.features.names.learnt.insert(left, right);
            }
        }
    }

    fn finish(self, outcome: Outcome) -> Linkage {
        self.watch.stage("Describing the result");
        let shares = pattern_shares(
            &outcome.candidates,
            &self.layout,
            &outcome.tables,
            &self.comparisons,
        );
        let ties: Vec<Tie> = outcome
            .candidates
            .compared(&self.pairs)
            .filter_map(|pair| {
                let household = shares.get(pair.pattern as usize)?.household;
                let label = |record: u32| outcome.labels.get(record as usize);
                (household > 0.5 && label(pair.left) != label(pair.right)).then_some(Tie {
                    left: pair.left,
                    right: pair.right,
                    probability: household,
                })
            })
            .collect();
        let households = households(&outcome.labels, ties);
        let standing = standings(&self.features, &outcome.labels, &households);
        let report = self.report(&outcome, &shares);
        let scored = |between: &Between| ScoredPair {
            left: between.left,
            right: between.right,
            weight: (between.log_odds / std::f64::consts::LN_2) as f32,
            probability: probability(between.log_odds) as f32,
        };
        let links = outcome.links.iter().map(&scored).collect();
        let review = queue(outcome.close, self.settings)
            .iter()
            .map(scored)
            .collect();
        let model = Model {
            version: MODEL_VERSION,
            settings: self.settings.clone(),
            fields: self.features.records.fields().to_vec(),
            prior: outcome.prior,
            learnt_forms: self.features.names.learnt_forms(),
            frequencies: outcome.frequencies.store(&self.features),
            comparisons: self.comparisons,
        };
        Linkage {
            clusters: outcome.labels,
            links,
            review,
            households,
            standing,
            model,
            report,
        }
    }
}

fn pattern_odds(candidates: &Candidates, layout: &PatternLayout, tables: &LogTables) -> Vec<f64> {
    let mut levels = Vec::new();
    let packed = candidates.patterns.packed().iter();
    packed
        .map(|&packed| {
            levels.clear();
            layout.unpack(packed, &mut levels);
            log_odds(tables.joint(&levels))
        })
        .collect()
}

fn stop(watch: &dyn Watch) -> Result<(), LinkageError> {
    if watch.cancelled() {
        Err(LinkageError::Cancelled)
    } else {
        Ok(())
    }
}
