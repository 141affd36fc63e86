//! What every run works with: the records prepared, what is stated of them, what is compared.

use rayon::prelude::*;

use crate::agglomerate::{Agglomerator, Component, Facts, Persons};
use crate::blocking::Blocks;
use crate::comparison::{Comparer, Comparison, comparisons};
use crate::components::{Edge, pieces};
use crate::features::Features;
use crate::frequency::Frequencies;
use crate::heard::Voices;
use crate::log_tables::{LogTables, log_odds};
use crate::pattern::{PatternLayout, PatternTable};
use crate::person_sizes::SizeOdds;
use crate::record_set::RecordSet;
use crate::settings::{LinkageError, Settings, Stated, Watch};

/// Up to so many pairs every pair is compared that shares anything, whatever the budget.
const FEW_PAIRS: f64 = 2e6;
/// Pairs below these log odds play no part in clustering.
pub(super) const LEAST_LOG_ODDS: f64 = -3.0;
/// Log odds of a pair that is stated to be one person.
const STATED: f64 = 50.0;

/// Everything that stays the same over the rounds of a run.
pub(crate) struct Workbench<'a> {
    pub(super) features: Features<'a>,
    pub(crate) stated: &'a Stated,
    facts: Facts,
    pub(crate) settings: &'a Settings,
    pub(super) watch: &'a dyn Watch,
    pub(crate) comparisons: Vec<Comparison>,
    pub(super) layout: PatternLayout,
    pub(super) left_out: Vec<String>,
}

impl<'a> Workbench<'a> {
    pub(super) fn prepare(
        records: &'a RecordSet,
        stated: &'a Stated,
        settings: &'a Settings,
        watch: &'a dyn Watch,
    ) -> Result<Self, LinkageError> {
        let mut features = Features::read(records);
        features.obey(&stated.standings);
        stop(watch)?;
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
            left_out,
        })
    }

    /// The fields of the records.
    pub(crate) fn records(&self) -> &RecordSet {
        self.features.records
    }

    /// The blocks of records that are worth comparing.
    pub(super) fn blocks(&self) -> Blocks {
        self.watch.stage("Choosing what to compare");
        let count = f64::from(self.features.len()).max(1.0);
        let budget = self.settings.pair_budget_per_record.max(FEW_PAIRS / count);
        Blocks::build(&self.features, budget)
    }

    /// How common values are among records (`people` is nothing) or the people of an earlier round, and
    /// as it was stated.
    pub(super) fn frequencies(&self, people: Option<&[u32]>) -> Frequencies {
        let mut frequencies = Frequencies::count(&self.features, people);
        frequencies.obey(&self.features, &self.stated.standings);
        frequencies
    }

    pub(super) fn comparer<'r>(&'r self, frequencies: &'r Frequencies) -> Comparer<'r> {
        Comparer {
            features: &self.features,
            frequencies,
            comparisons: &self.comparisons,
        }
    }

    /// The log odds of every pattern.
    pub(super) fn pattern_odds(&self, patterns: &PatternTable, tables: &LogTables) -> Vec<f64> {
        let mut levels = Vec::new();
        let packed = patterns.packed().iter();
        packed
            .map(|&packed| {
                levels.clear();
                self.layout.unpack(packed, &mut levels);
                log_odds(tables.joint(&levels))
            })
            .collect()
    }

    pub(super) fn agglomerator<'r>(
        &'r self,
        frequencies: &'r Frequencies,
        tables: &'r LogTables,
        patterns: &'r [u8],
        sizes: &'r SizeOdds,
        told: bool,
    ) -> Agglomerator<'r> {
        let logit = |share: f64| (share / (1.0 - share)).ln();
        Agglomerator {
            comparer: self.comparer(frequencies),
            voices: Voices::of(&self.comparisons, tables),
            tables,
            patterns,
            sizes,
            told,
            facts: &self.facts,
            cut: logit(self.settings.link),
            review: logit(self.settings.review.max(1e-6)),
            sure: logit(self.settings.sure.min(1.0 - 1e-9)),
        }
    }

    /// The persons among the records that `edges` or pairs stated to be the same tie together; of
    /// the latter only those `asked` for. Second: pieces that were too large.
    pub(super) fn persons(
        &self,
        agglomerator: &Agglomerator<'_>,
        mut edges: Vec<Edge>,
        asked: impl Fn(u32) -> bool,
    ) -> Result<(Vec<Persons>, u64), LinkageError> {
        let same = ordered_pairs(&self.stated.same, asked);
        edges.extend(same.iter().map(|&(left, right)| Edge {
            left,
            right,
            log_odds: STATED,
            pattern: None,
        }));
        let (pieces, oversize) = pieces(self.features.records.len(), &edges);
        let mut persons = Vec::new();
        for batch in pieces.chunks(1 << 13) {
            stop(self.watch)?;
            self.watch
                .progress(persons.len() as u64, pieces.len() as u64);
            persons.par_extend(batch.par_iter().map_init(
                || Component::new(agglomerator),
                |component, piece| {
                    let stated = within(&same, &piece.records);
                    component.persons(&piece.records, &piece.edges, &stated)
                },
            ));
        }
        Ok((persons, oversize))
    }
}

/// Pairs of two different records that both are asked for, each once, the smaller record first.
fn ordered_pairs(pairs: &[(u32, u32)], asked: impl Fn(u32) -> bool) -> Vec<(u32, u32)> {
    let mut ordered: Vec<(u32, u32)> = pairs
        .iter()
        .map(|&(a, b)| (a.min(b), a.max(b)))
        .filter(|&(a, b)| a != b && asked(a) && asked(b))
        .collect();
    ordered.sort_unstable();
    ordered.dedup();
    ordered
}

/// The pairs, which are in order, that lie within a piece, by the places of their records there.
fn within(pairs: &[(u32, u32)], records: &[u32]) -> Vec<(usize, usize)> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let at = |record: u32| records.binary_search(&record).ok();
    let first = records.first().copied().unwrap_or(0);
    let last = records.last().copied().unwrap_or(0);
    let from = pairs.partition_point(|pair| pair.0 < first);
    let own = pairs.iter().skip(from).take_while(|pair| pair.0 <= last);
    own.filter_map(|pair| Some((at(pair.0)?, at(pair.1)?)))
        .collect()
}

pub(super) fn stop(watch: &dyn Watch) -> Result<(), LinkageError> {
    if watch.cancelled() {
        Err(LinkageError::Cancelled)
    } else {
        Ok(())
    }
}
