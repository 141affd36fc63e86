//! Handing the trained model over to the field's own engines: prepared records, comparisons in SQL, pairs to check
//! them by.
//!
//! What is compared is prepared as columns, so that every level is plain SQL over them. Splink knows two classes
//! of pairs; what the third, people of one household, changes is told beside it and is exact: the match weight is
//! that of two classes less `log2(1 + 2^h)`, where `h` adds up what [`HouseholdClass`] says of the levels.

mod addresses;
mod agreement;
mod birth_dates;
mod cells;
mod columns;
mod conditions;
mod emails;
mod letters;
mod name_cells;
mod names;
mod settings;
mod sql;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use agreement::Agreement;
pub use cells::{Cells, Flat, TableColumn};
pub use settings::{
    HouseholdClass, HouseholdLevels, SplinkComparison, SplinkLevel, SplinkSettings,
};
pub use sql::SqlDialect;

use crate::blocking::Blocks;
use crate::candidates::Candidates;
use crate::canonical::Canonical;
use crate::comparison::{Comparer, UNKNOWN};
use crate::draw::Draw;
use crate::features::Features;
use crate::frequency::Frequencies;
use crate::log_tables::{LogTables, log_odds};
use crate::model::Model;
use crate::pairs::Pairs;
use crate::pattern::PatternLayout;
use crate::record_set::RecordSet;
use crate::settings::{LinkageError, Stated, Watch};
use crate::standing::StatedStanding;
use agreement::{KeptApart, Ties};
use columns::Columns;
use settings::{GroupOf, all_groups};

/// A pair with what our own model says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedPair {
    /// Number of the earlier record.
    pub left: u32,
    /// Number of the later record.
    pub right: u32,
    /// Match weight in bits, as the two records alone have it.
    pub weight: f64,
    /// The same with strangers as the only other class.
    pub weight_of_two_classes: f64,
    /// What each comparison of [`SplinkSettings`] adds, in bits; 0 where it has nothing to compare.
    pub bits: Vec<f64>,
    /// Every comparison is stated there as it is here: neither record holds several values of what only the
    /// first is handed over of.
    pub exact: bool,
}

/// The records in their own order, which numbers them.
#[derive(Debug)]
pub struct OwnOrder(Canonical);

impl OwnOrder {
    /// Puts the records in order as the run did: without the values that are stated to point to nobody.
    #[must_use]
    pub fn of(records: &RecordSet, standings: &[StatedStanding]) -> Self {
        let without_junk = records.without_junk(standings);
        Self(Canonical::of(without_junk.as_ref().unwrap_or(records)))
    }
}

/// What is handed over of a model and its records.
pub struct HandOver<'a> {
    order: &'a Canonical,
    model: &'a Model,
    features: Features<'a>,
    frequencies: Frequencies,
    tables: LogTables,
    blocks: Blocks,
    pairs: Pairs,
    layout: PatternLayout,
    candidates: Candidates,
}

impl<'a> HandOver<'a> {
    /// Prepares the records of a run and compares them by its model.
    ///
    /// # Errors
    /// If the watcher stopped the work.
    pub fn prepare(
        order: &'a OwnOrder,
        model: &'a Model,
        watch: &dyn Watch,
    ) -> Result<Self, LinkageError> {
        watch.stage("Preparing what is handed over");
        let order = &order.0;
        let mut features = Features::read(&order.records);
        features.obey(&model.standings);
        features.names.learn_forms(&model.learnt_forms);
        // The run counted people behind values as it was stated, and the model keeps those counts.
        let frequencies = Frequencies::look_up(&features, &model.frequencies);
        let count = f64::from(features.len()).max(1.0);
        let budget = model.settings.pair_budget_per_record.max(FEW_PAIRS / count);
        let blocks = Blocks::build(&features, budget);
        let pairs = Pairs::of(&blocks, features.len(), watch)?;
        let (layout, _) = PatternLayout::fit(&mut model.comparisons.clone());
        let comparer = Comparer {
            features: &features,
            frequencies: &frequencies,
            comparisons: &model.comparisons,
        };
        let candidates = Candidates::compare(&comparer, &layout, &pairs, None, watch)?;
        Ok(Self {
            tables: model.tables(),
            order,
            model,
            features,
            frequencies,
            blocks,
            pairs,
            layout,
            candidates,
        })
    }

    /// How many records there are.
    #[must_use]
    pub fn records(&self) -> u32 {
        self.features.len()
    }

    /// How many pairs the blocks hold.
    #[must_use]
    pub fn pairs(&self) -> u64 {
        self.pairs.len() as u64
    }

    /// The place of a record among those given.
    #[must_use]
    pub fn given(&self, record: u32) -> u32 {
        self.order.given(record)
    }

    /// For each record as given, its number.
    #[must_use]
    pub fn numbers(&self) -> Vec<u32> {
        self.order.places()
    }

    /// The columns of these records that the comparisons look at, and the blocks they stand in.
    #[must_use]
    pub fn columns(&self, records: Range<u32>) -> Vec<TableColumn> {
        let sources = self.features.records.sources();
        let list = |record: u32| match sources.get(record as usize) {
            None | Some(&UNKNOWN) => -1,
            Some(&source) => i64::from(source),
        };
        let (mut lengths, mut items) = (Vec::new(), Vec::new());
        for record in records.clone() {
            let own = self.blocks.numbers_of(record);
            lengths.push(own.len() as u32);
            items.extend(own.iter().map(|&block| i64::from(block)));
        }
        let mut columns = vec![
            TableColumn {
                name: "unique_id".to_owned(),
                about: "Number of the record.".to_owned(),
                cells: Cells::Single(Flat::Whole(records.clone().map(i64::from).collect())),
            },
            TableColumn {
                name: "list".to_owned(),
                about: "The table it comes from; -1 if not known.".to_owned(),
                cells: Cells::Single(Flat::Whole(records.clone().map(list).collect())),
            },
            TableColumn {
                name: "blocks".to_owned(),
                about: "The blocks it stands in: records that share one are compared.".to_owned(),
                cells: Cells::List {
                    lengths,
                    items: Flat::Whole(items),
                },
            },
        ];
        columns.extend(self.prepared().of(records));
        columns
    }

    fn prepared(&self) -> Columns<'_> {
        Columns::new(&self.features, &self.frequencies)
    }

    /// The model as Splink reads it.
    #[must_use]
    pub fn settings(&self, dialect: SqlDialect) -> SplinkSettings {
        let comparisons = &self.model.comparisons;
        SplinkSettings::of(
            dialect,
            comparisons,
            &all_groups(dialect, comparisons),
            self.model.prior,
        )
    }

    /// What the class of households changes.
    #[must_use]
    pub fn households(&self) -> HouseholdClass {
        let comparisons = &self.model.comparisons;
        HouseholdClass::of(comparisons, &self.groups(), self.model.prior)
    }

    fn groups(&self) -> Vec<GroupOf> {
        all_groups(SqlDialect::DuckDb, &self.model.comparisons)
    }

    /// So many of the pairs, drawn at random by the seed of the settings, half of them from those that are not
    /// quite unlikely.
    #[must_use]
    pub fn sample(&self, wanted: usize) -> Vec<CheckedPair> {
        let weights = self.pattern_weights();
        let (mut likely, mut others) = (
            Draw::new(self.model.settings.seed, wanted / 2),
            Draw::new(self.model.settings.seed, wanted - wanted / 2),
        );
        for pair in self.candidates.compared(&self.pairs) {
            let weight = weights.get(pair.pattern as usize).copied().unwrap_or(0.0);
            let draw = if weight > LIKELY {
                &mut likely
            } else {
                &mut others
            };
            draw.offer(pair.left, pair.right, pair.pattern);
        }
        let groups = self.groups();
        let drawn = likely.finish().1.into_iter().chain(others.finish().1);
        let mut pairs: Vec<CheckedPair> = drawn
            .map(|(left, right, pattern)| self.checked(&groups, left, right, pattern))
            .collect();
        pairs.sort_unstable_by_key(|pair| (pair.left, pair.right));
        pairs
    }

    fn checked(&self, groups: &[GroupOf], left: u32, right: u32, pattern: u32) -> CheckedPair {
        let mut levels = Vec::new();
        let packed = self.candidates.patterns.packed();
        let packed = packed.get(pattern as usize).copied().unwrap_or(0);
        self.layout.unpack(packed, &mut levels);
        let joint = self.tables.joint(&levels);
        let bits = groups.iter().map(|of| {
            let level = levels.get(of.comparison).copied().unwrap_or(0);
            let own = of
                .group
                .levels
                .iter()
                .any(|(own, _)| *own == usize::from(level));
            let table = self.tables.levels.get(of.comparison);
            let cell = table.and_then(|table| table.get(usize::from(level)));
            match (own, cell) {
                (true, Some(cell)) => (cell[0] - cell[2]) / std::f64::consts::LN_2,
                _ => 0.0,
            }
        });
        CheckedPair {
            left,
            right,
            weight: log_odds(joint) / std::f64::consts::LN_2,
            weight_of_two_classes: (joint[0] - joint[2]) / std::f64::consts::LN_2,
            bits: bits.collect(),
            exact: !self.holds_several(left) && !self.holds_several(right),
        }
    }

    /// Whether a record holds several values of what only the first is handed over of.
    fn holds_several(&self, record: u32) -> bool {
        let row = self.features.row(record);
        let names = &self.features.names;
        let dates = self.features.birth_dates.as_ref();
        names.given.at(row).len() > 1
            || names.family.at(row).len() > 1
            || names.former.at(row).len() > 1
            || dates.is_some_and(|dates| dates.values.at(row).len() > 1)
    }

    fn pattern_weights(&self) -> Vec<f64> {
        let mut levels = Vec::new();
        let packed = self.candidates.patterns.packed().iter();
        packed
            .map(|&packed| {
                levels.clear();
                self.layout.unpack(packed, &mut levels);
                log_odds(self.tables.joint(&levels)) / std::f64::consts::LN_2
            })
            .collect()
    }

    /// Match weight from which records are linked, by the settings of the run, in bits.
    #[must_use]
    pub fn link_from_weight(&self) -> f64 {
        let link = self.model.settings.link;
        (link / (1.0 - link)).log2()
    }

    /// How far clusters that are connected components of the pairs that tie differ from ours. `clusters` are by
    /// record as given, `rows` names the record as given of each row, `stated` are pairs judged to be one person.
    #[must_use]
    pub fn agreements(&self, clusters: &[u32], rows: &[u32], stated: &Stated) -> Vec<Agreement> {
        self.ties(stated).agreements(clusters, rows)
    }

    /// Those clusters where pairs of at least this match weight are sure: for each record as given one number
    /// a cluster.
    #[must_use]
    pub fn clusters_from(&self, sure: f64, stated: &Stated) -> Vec<u32> {
        self.ties(stated).clusters(sure)
    }

    /// The pairs that may tie: those judged to be one person too, but none that people keep apart.
    fn ties(&self, stated: &Stated) -> Ties {
        let weights = self.pattern_weights();
        let link = self.link_from_weight();
        let apart = KeptApart::of(stated, self.lists());
        let mut pairs: Vec<(f64, u32, u32)> = Vec::new();
        for pair in self.candidates.compared(&self.pairs) {
            let weight = weights.get(pair.pattern as usize).copied().unwrap_or(0.0);
            let (a, b) = (self.given(pair.left), self.given(pair.right));
            if weight >= link && !apart.holds(a, b) {
                pairs.push((weight, a, b));
            }
        }
        let same = stated
            .same
            .iter()
            .filter(|pair| !apart.holds(pair.0, pair.1));
        pairs.extend(same.map(|&(left, right)| (STATED, left, right)));
        Ties::new(self.features.records.len(), link, pairs)
    }

    /// The list of each record as given.
    fn lists(&self) -> Vec<u32> {
        let sources = self.features.records.sources();
        let list = |place: u32| sources.get(place as usize).copied();
        let numbers = self.numbers().into_iter();
        numbers
            .map(|place| list(place).unwrap_or(UNKNOWN))
            .collect()
    }
}

/// Match weight of a pair that is stated to be one person.
const STATED: f64 = 100.0;
/// Up to so many pairs are handed over of a short list, whatever the budget. A run of our own affords
/// more, but a database takes far longer for each.
const FEW_PAIRS: f64 = 3e5;
/// Pairs of more than this match weight are worth half of the sample.
const LIKELY: f64 = -10.0;
