//! Training without labels: expectation–maximisation over the counts of comparison patterns, with
//! three classes of pairs — the same person, one household or firm, strangers.

use serde::{Deserialize, Serialize};

use crate::candidates::Candidates;
use crate::comparison::name_levels::{FULL, GIVEN, MAIL};
use crate::comparison::{Chances, Comparison, ComparisonKind, DIFFERENT_LISTS, Level};
use crate::log_tables::LogTables;
use crate::pattern::PatternLayout;

/// How training went.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TrainingReport {
    /// Rounds of expectation and maximisation.
    pub iterations: u32,
    /// Whether it came to rest before the limit.
    pub converged: bool,
    /// Expected pairs of the same person.
    pub same: f64,
    /// Expected pairs of two people of one household.
    pub household: f64,
    /// All pairs there are.
    pub pair_space: f64,
    /// Distinct patterns.
    pub patterns: u64,
    /// Levels that no compared pair shows; their chances are assumed.
    pub unseen_levels: Vec<String>,
}

/// Chances of the three classes among all pairs.
pub(crate) type Prior = Chances;

const MOST_ITERATIONS: u32 = 400;
/// Assumed pairs that pull the learnt chances towards the assumed ones.
const ASSUMED_PAIRS: f64 = 20.0;
const ASSUMED_STRANGERS: f64 = 2000.0;
/// The assumed strangers are at most this part of all pairs: in a short list, what is assumed of
/// strangers must not drown what its own pairs show, such as how often a given name comes again.
const LEAST_SHARE_SEEN: f64 = 4.0;
/// A household agrees on given name or birth date this much more often than strangers, and shares an address that
/// nobody else is seen behind no more often than this.
const HOUSEHOLD_SURPLUS: f64 = 0.02;
/// One person agrees with himself on given name or birth date at least this share as often as is
/// assumed. Without it the class of the same person can come to rest on households, where those are
/// what the records show most of.
const LEAST_OF_ASSUMED: f64 = 0.75;
/// One person's records differ in the whole family name at most so many times as often as is assumed, and in the
/// given name. Without it the class of the same person can come to rest on people of one given name, where a list
/// holds nobody twice, or on couples, where what they share shows how many share it.
const MOST_RENAMED: f64 = 2.0;
/// A household shares a value of a crowd at most so many times as often as is assumed. Without it the class
/// of households can come to rest on strangers who were given one address at a reception, and the
/// class of the same person on the households then.
const MOST_CROWDED: f64 = 2.0;

/// So many pairs of one person that are assumed say how often one person's records name two houses of
/// one street. Few pairs must not tell it: where a list holds some neighbours whose names sound alike,
/// taking them for one person would show that persons do have several houses in a street, and bear
/// itself out. Many do.
const ASSUMED_NEIGHBOURS: f64 = 2000.0;

/// Of the records that hold a value of a kind, at most so many share one that is somebody's own, an e-mail address
/// behind which nobody else is seen, with a stranger's record. Without it nothing tells what lists that hold an
/// address and little else have in common: one person's rows and strangers' would show the same pattern, and
/// what is learnt of it would be what it was to begin with.
const MOST_SHARED_WITH_STRANGERS: f64 = 0.01;

/// Whether a pattern compares what members of a household do not share: given name or birth date, else their
/// e-mail addresses. A name beside the very address both hold compares neither where the address spells nothing.
fn tells_apart(comparisons: &[Comparison], pattern: &[u8]) -> bool {
    let shown = || {
        let shown = comparisons.iter().zip(pattern);
        shown.filter_map(|(comparison, &level)| {
            let level = comparison.levels.get(usize::from(level))?;
            (level.group > 0).then_some((comparison, level))
        })
    };
    let shares_own = shown().any(|(_, level)| level.own);
    shown().any(|(comparison, shown)| {
        let spells_nothing =
            comparison.kind == ComparisonKind::Name && shown.group == MAIL && !shown.tied;
        let mut levels = comparison.levels.iter();
        !(shares_own && spells_nothing)
            && levels.any(|level| level.tied && level.group == shown.group)
    }) || shown().any(|(comparison, _)| comparison.kind == ComparisonKind::Email)
}

struct Trainer<'a> {
    comparisons: &'a mut [Comparison],
    levels: Vec<u8>,
    /// For each pattern, whether it compares what tells members of a household apart.
    told: Vec<bool>,
    width: usize,
    free: &'a [f64],
    strangers: &'a [f64],
    pair_space: f64,
    /// How many assumed pairs of strangers pull what is learnt.
    assumed_strangers: f64,
    households: bool,
}

/// Learns the chances of every level, and the prior.
pub(crate) fn train(
    comparisons: &mut [Comparison],
    layout: &PatternLayout,
    candidates: &Candidates,
    start: Option<Prior>,
) -> (Prior, TrainingReport) {
    let levels = candidates.patterns.levels(layout);
    let households = comparisons
        .iter()
        .any(|comparison| comparison.levels.iter().any(|level| level.tied));
    let told = levels
        .chunks_exact(layout.len().max(1))
        .map(|row| tells_apart(comparisons, row))
        .collect();
    let mut trainer = Trainer {
        comparisons,
        levels,
        told,
        width: layout.len(),
        free: &candidates.counts,
        strangers: &candidates.strangers,
        pair_space: candidates.pair_space.max(1.0),
        assumed_strangers: ASSUMED_STRANGERS.min(candidates.pair_space / LEAST_SHARE_SEEN),
        households,
    };
    trainer.count_levels();
    let records = (2.0 * candidates.pair_space).sqrt();
    let first = 0.5 * records / candidates.pair_space.max(1.0);
    let mut prior = start.unwrap_or(Chances {
        same: first.min(0.3),
        household: if households { first.min(0.3) } else { 0.0 },
        stranger: 1.0,
    });
    let mut report = TrainingReport {
        pair_space: candidates.pair_space,
        patterns: candidates.patterns.packed().len() as u64,
        ..TrainingReport::default()
    };
    while report.iterations < MOST_ITERATIONS && !report.converged {
        let (next, moved) = trainer.step(prior);
        let shift = (next.same - prior.same).abs() / prior.same.max(1e-300);
        report.converged = shift < 1e-4 && moved < 2e-4;
        prior = next;
        report.iterations += 1;
    }
    report.same = prior.same * candidates.pair_space;
    report.household = prior.household * candidates.pair_space;
    report.unseen_levels = trainer.unseen();
    (prior, report)
}

impl Trainer<'_> {
    fn count_levels(&mut self) {
        for comparison in self.comparisons.iter_mut() {
            for level in &mut comparison.levels {
                level.seen = 0;
            }
        }
        for (row, count) in self.levels.chunks_exact(self.width.max(1)).zip(self.free) {
            for (comparison, &level) in self.comparisons.iter_mut().zip(row) {
                if let Some(level) = comparison.levels.get_mut(usize::from(level)) {
                    level.seen += *count as u64;
                }
            }
        }
    }

    fn unseen(&self) -> Vec<String> {
        let mut unseen = Vec::new();
        for comparison in self.comparisons.iter() {
            for level in comparison
                .levels
                .iter()
                .filter(|level| level.group > 0 && level.seen == 0)
            {
                unseen.push(format!("{}: {}", comparison.title, level.text));
            }
        }
        unseen
    }

    /// One round; returns the new prior and how far the chances of matches moved at most.
    fn step(&mut self, prior: Prior) -> (Prior, f64) {
        let tables = LogTables::of(self.comparisons, prior);
        let mut expected: Vec<Vec<[f64; 3]>> = self
            .comparisons
            .iter()
            .map(|comparison| vec![[0.0; 3]; comparison.levels.len()])
            .collect();
        let mut totals = [0.0; 3];
        for (pattern, row) in self.levels.chunks_exact(self.width.max(1)).enumerate() {
            let free = self.free.get(pattern).copied().unwrap_or(0.0);
            let fixed = self.strangers.get(pattern).copied().unwrap_or(0.0);
            let shares = if free > 0.0 {
                tables.posterior(row)
            } else {
                [0.0; 3]
            };
            let parts = [
                free * shares[0],
                free * shares[1],
                free.mul_add(shares[2], fixed),
            ];
            for (total, part) in totals.iter_mut().zip(parts) {
                *total += part;
            }
            // A pair that shows neither name nor birth date fits a household as well as one person;
            // it cannot tell how often households share a value.
            let told = self.told.get(pattern).copied().unwrap_or(false);
            for (levels, &level) in expected.iter_mut().zip(row) {
                if let Some(cell) = levels.get_mut(usize::from(level)) {
                    cell[0] += parts[0];
                    cell[1] += if told { parts[1] } else { 0.0 };
                    cell[2] += parts[2];
                }
            }
        }
        let mut moved: f64 = 0.0;
        for (comparison, expected) in self.comparisons.iter_mut().zip(&expected) {
            moved = moved.max(maximise(comparison, expected, self.assumed_strangers));
        }
        let next = Chances {
            same: (totals[0] + 0.5) / (self.pair_space + 1.5),
            household: if self.households {
                (totals[1] + 0.5) / (self.pair_space + 1.5)
            } else {
                0.0
            },
            stranger: (totals[2] + 0.5) / (self.pair_space + 1.5),
        };
        (next, moved)
    }
}

/// Sets the chances of standing in one list. It can only speak against one person: a crowd that
/// shares a name and a list is no person for it. Households stand in lists as strangers do.
///
/// A list of which no two records were compared shows no habit: where each row holds a device and little else, the rows
/// of one person's two devices meet only by what another list tells of both. It is taken to do as all lists do
/// together.
fn maximise_source(comparison: &mut Comparison, expected: &[[f64; 3]], strangers: f64) -> f64 {
    let added = |level: &Level, cell: &[f64; 3]| with_assumed(level.assumed, *cell, strangers);
    let (mut sums, mut in_one_list) = ([0.0; 3], [0.0; 3]);
    let levels = comparison.levels.iter().zip(expected).enumerate();
    for (at, (level, cell)) in levels.skip(1) {
        let added = added(level, cell);
        for class in [0, 2] {
            sums[class] += added[class];
            if at != usize::from(DIFFERENT_LISTS) {
                in_one_list[class] += added[class];
            }
        }
    }
    if sums[0] <= 0.0 || sums[2] <= 0.0 {
        return 0.0;
    }
    let usual = if in_one_list[2] > 0.0 {
        (in_one_list[0] / sums[0] * sums[2] / in_one_list[2]).min(1.0)
    } else {
        1.0
    };
    let (mut within, mut moved) = (0.0, 0.0_f64);
    let levels = comparison.levels.iter_mut().zip(expected).enumerate();
    for (at, (level, cell)) in levels.skip(1).rev() {
        let added = added(level, cell);
        let stranger = (added[2] / sums[2]).max(1e-12);
        let same = if at == usize::from(DIFFERENT_LISTS) {
            1.0 - within
        } else if level.seen == 0 {
            usual * stranger
        } else {
            (added[0] / sums[0]).min(stranger)
        };
        within += same;
        moved = moved.max((same - level.learnt.same).abs());
        level.learnt = Chances {
            same: same.max(stranger.min(1e-7)),
            household: stranger,
            stranger,
        };
    }
    moved
}

/// Sets the chances of a comparison's levels from the expected counts and so many assumed strangers.
fn maximise(comparison: &mut Comparison, expected: &[[f64; 3]], strangers: f64) -> f64 {
    if comparison.kind == ComparisonKind::Source {
        return maximise_source(comparison, expected, strangers);
    }
    let groups = comparison
        .levels
        .iter()
        .map(|level| level.group)
        .max()
        .unwrap_or(0);
    let before: Vec<f64> = comparison
        .levels
        .iter()
        .map(|level| level.learnt.same)
        .collect();
    for group in 1..=groups {
        let mut sums = [0.0; 3];
        let mut tied = [0.0; 3];
        let mut assumed_tied = 0.0;
        for (level, cell) in comparison.levels.iter().zip(expected) {
            if level.group == group {
                if level.tied {
                    assumed_tied += level.assumed.same;
                }
                let added = with_assumed(level.assumed, *cell, strangers);
                for class in 0..3 {
                    sums[class] += added[class];
                    if level.tied {
                        tied[class] += added[class];
                    }
                }
            }
        }
        if sums.iter().any(|sum| *sum <= 0.0) {
            continue;
        }
        let most = tied[2] / sums[2] + HOUSEHOLD_SURPLUS;
        let allowed = (tied[1] / sums[1]).min(most);
        let agreeing = (tied[0] / sums[0]).max(LEAST_OF_ASSUMED * assumed_tied);
        let split = tied[0] > 0.0 && sums[0] - tied[0] > 0.0;
        for (level, cell) in comparison.levels.iter_mut().zip(expected) {
            if level.group != group {
                continue;
            }
            let added = with_assumed(level.assumed, *cell, strangers);
            let same = match (split, level.tied) {
                (false, _) => added[0] / sums[0],
                (true, true) => agreeing * added[0] / tied[0],
                (true, false) => (1.0 - agreeing) * added[0] / (sums[0] - tied[0]),
            };
            let household = if tied[1] <= 0.0 || sums[1] - tied[1] <= 0.0 {
                added[1] / sums[1]
            } else if level.tied {
                allowed * added[0] / tied[0]
            } else {
                (1.0 - allowed) * added[1] / (sums[1] - tied[1])
            };
            let stranger = added[2] / sums[2];
            level.learnt = Chances {
                same: same.max(1e-7),
                household: household.max(1e-9),
                stranger: stranger.max(1e-12),
            };
        }
        if comparison.kind == ComparisonKind::Name && matches!(group, FULL | GIVEN) {
            keep_other_given_names_rare(&mut comparison.levels, group);
        }
        keep_renamed_rare(&mut comparison.levels, group);
        if comparison.kind == ComparisonKind::Email {
            keep_own_addresses_apart(&mut comparison.levels, group);
        }
        keep_crowds_rare(&mut comparison.levels, group);
        keep_neighbours_rare(&mut comparison.levels, expected, group);
        keep_own_values_own(&mut comparison.levels, expected, group);
    }
    let levels = comparison.levels.iter().zip(before);
    levels.fold(0.0, |moved, (level, before)| {
        moved.max((level.learnt.same - before).abs())
    })
}

/// Keeps the levels of a group at which one person would have another given name rare.
fn keep_other_given_names_rare(levels: &mut [Level], group: u8) {
    keep_rare(
        levels,
        group,
        |level| !level.tied,
        |of| &mut of.same,
        |assumed| MOST_RENAMED * assumed,
    );
}

/// Keeps the levels of a group at which two people of a household would share an address behind which nobody
/// else is seen as rare as a given name they share.
fn keep_own_addresses_apart(levels: &mut [Level], group: u8) {
    keep_rare(
        levels,
        group,
        |level| level.own,
        |of| &mut of.household,
        |_| HOUSEHOLD_SURPLUS,
    );
}

/// Keeps the levels of a group at which one person would have another family name rare.
fn keep_renamed_rare(levels: &mut [Level], group: u8) {
    keep_rare(
        levels,
        group,
        |level| level.renamed,
        |of| &mut of.same,
        |assumed| MOST_RENAMED * assumed,
    );
}

/// Keeps the levels of a group at which a household would share what a crowd shares rare, and those of one person in
/// the same proportion: colleagues at a switchboard are strangers then, and not one person for it.
fn keep_crowds_rare(levels: &mut [Level], group: u8) {
    let is_crowd = |level: &Level| level.crowd;
    let kept = keep_rare(
        levels,
        group,
        is_crowd,
        |of| &mut of.household,
        |assumed| MOST_CROWDED * assumed,
    );
    // What is taken from the household must not make one person the likelier of the two.
    let of_group = levels
        .iter()
        .filter(|level| level.group == group && level.crowd);
    let same: f64 = of_group.map(|level| level.learnt.same).sum();
    keep_rare(levels, group, is_crowd, |of| &mut of.same, |_| same * kept);
}

/// Keeps the levels of a group at which one person would live in two houses of a street as rare as they
/// are assumed to be, until [many pairs](ASSUMED_NEIGHBOURS) of one person say otherwise.
fn keep_neighbours_rare(levels: &mut [Level], expected: &[[f64; 3]], group: u8) {
    let (mut seen, mut all) = (0.0, 0.0);
    for (level, cell) in levels.iter().zip(expected) {
        if level.group == group {
            all += cell[0];
            seen += if level.neighbours { cell[0] } else { 0.0 };
        }
    }
    keep_rare(
        levels,
        group,
        |level| level.neighbours,
        |of| &mut of.same,
        |assumed| ASSUMED_NEIGHBOURS.mul_add(assumed, seen) / (ASSUMED_NEIGHBOURS + all),
    );
}

/// Keeps the levels of a group at which strangers would share what is somebody's [own](Level::own) rare: they grow
/// with the number of records that hold a value, all their pairs with its square.
fn keep_own_values_own(levels: &mut [Level], expected: &[[f64; 3]], group: u8) {
    let of_group = levels.iter().zip(expected);
    let of_group = of_group.filter(|(level, _)| level.group == group);
    let compared: f64 = of_group.map(|(_, cell)| cell.iter().sum::<f64>()).sum();
    let holders = (2.0 * compared).sqrt();
    keep_rare(
        levels,
        group,
        |level| level.own,
        |of| &mut of.stranger,
        |_| MOST_SHARED_WITH_STRANGERS / holders,
    );
}

/// Keeps what one class has on some levels of a group below `most`, which is told by what is assumed;
/// the other levels of the group take the rest. Returns the share of it that is kept.
fn keep_rare(
    levels: &mut [Level],
    group: u8,
    concerned: impl Fn(&Level) -> bool,
    class: fn(&mut Chances) -> &mut f64,
    most: impl Fn(f64) -> f64,
) -> f64 {
    let (mut learnt, mut assumed) = (0.0, 0.0);
    for level in levels.iter_mut().filter(|level| level.group == group) {
        if concerned(level) {
            learnt += *class(&mut level.learnt);
            assumed += *class(&mut level.assumed);
        }
    }
    let most = most(assumed);
    if learnt <= most || learnt >= 1.0 {
        return 1.0;
    }
    let (rare, others) = (most / learnt, (1.0 - most) / (1.0 - learnt));
    for level in levels.iter_mut().filter(|level| level.group == group) {
        let share = if concerned(level) { rare } else { others };
        *class(&mut level.learnt) *= share;
    }
    rare
}

fn with_assumed(assumed: Chances, cell: [f64; 3], strangers: f64) -> [f64; 3] {
    [
        ASSUMED_PAIRS.mul_add(assumed.same, cell[0]),
        ASSUMED_PAIRS.mul_add(assumed.household, cell[1]),
        strangers.mul_add(assumed.stranger, cell[2]),
    ]
}

#[cfg(test)]
mod tests;
