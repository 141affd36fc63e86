//! Which records are compared: blocks under several rules, each within its share of the budget.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::blocking_keys::{KeyMaker, RULES, Rule, SIDE};
use crate::features::Features;
use crate::left_out::{LargeBlocks, LeftOut};
use crate::ragged::{Ragged, mix};

/// How one blocking rule did.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RuleReport {
    /// What the records of a block have in common.
    pub rule: String,
    /// Blocks of two and more records.
    pub blocks: u64,
    /// Pairs the rule finds.
    pub pairs: u64,
    /// Pairs no rule before it found.
    pub new_pairs: u64,
    /// Blocks that were too large for the budget.
    pub oversize_blocks: u64,
    /// Records in the largest block.
    pub largest_block: u64,
    /// Pairs of oversize blocks that this rule left out; other rules may have found them.
    pub pairs_left_out: u64,
    /// Expected matches among its pairs.
    pub expected_matches: f64,
    /// Expected matches that no other rule found.
    pub expected_only_here: f64,
}

/// The blocks of all rules.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// Members of each block, ascending; of a block of two sides, each side ascending.
    members: Vec<u32>,
    list: Vec<Block>,
    /// The blocks of each record, in the order of the rules.
    of_record: Ragged<u32>,
    pub(crate) reports: Vec<RuleReport>,
    /// Records that sit in a block of which some pairs were left out.
    pub(crate) not_fully_compared: u64,
    /// The large blocks of all but the coarse rules: what those have in common is frequent enough to be told
    /// by random pairs.
    pub(crate) large: LeftOut,
}

/// Where the members of a block stand, and what found it.
#[derive(Debug, Clone, Copy)]
struct Block {
    begin: u32,
    /// Where its second side begins; its beginning if it has no sides.
    side: u32,
    end: u32,
    rule: u8,
}

/// The share of the whole budget that one rule may spend.
const SHARE: f64 = 0.15;
/// The same for a rule of one value that many people share. On a hundred thousand customers two
/// thirds of all pairs came from these rules and one in a hundred of the matches.
const SHARE_OF_COARSE: f64 = 0.045;

/// So many rules are worked on beside each other; more would only take memory.
const TOGETHER: usize = 4;

/// Blocks of this many records are always compared in full.
const SMALL: usize = 6;

impl Blocks {
    /// Blocks within a budget of pairs per record.
    pub(crate) fn build(features: &Features<'_>, budget_per_record: f64) -> Self {
        let records = features.len();
        let keys = KeyMaker::new(features);
        let whole = budget_per_record * f64::from(records);
        let build = |number: usize, rule: &Rule| {
            let share = if rule.coarse { SHARE_OF_COARSE } else { SHARE };
            OfRule::build(&keys, rule, number as u8, share * whole)
        };
        let mut blocks = Self {
            members: Vec::new(),
            list: Vec::new(),
            of_record: Ragged::new(),
            reports: Vec::new(),
            not_fully_compared: 0,
            large: LeftOut::default(),
        };
        let mut large = Vec::new();
        let mut left_out = vec![false; records as usize];
        let rules: Vec<(usize, &Rule)> = RULES.iter().enumerate().collect();
        for some in rules.chunks(TOGETHER) {
            let some = some.par_iter().map(|&(number, rule)| build(number, rule));
            for of_rule in some.collect::<Vec<_>>() {
                for &record in of_rule.not_fully_compared() {
                    if let Some(out) = left_out.get_mut(record as usize) {
                        *out = true;
                    }
                }
                large.push(blocks.take(of_rule));
            }
        }
        blocks.large = LeftOut::of(large, records);
        blocks.not_fully_compared = left_out.iter().filter(|out| **out).count() as u64;
        blocks.index(records);
        blocks
    }

    /// Adds the blocks of a rule, and gives those that were too large.
    fn take(&mut self, rule: OfRule) -> LargeBlocks {
        let before = self.members.len() as u32;
        self.members.extend_from_slice(&rule.members);
        self.list.extend(rule.list.iter().map(|block| Block {
            begin: before + block.begin,
            side: before + block.side,
            end: before + block.end,
            ..*block
        }));
        self.reports.push(rule.report);
        rule.large
    }

    fn index(&mut self, records: u32) {
        let (members, list) = (&self.members, &self.list);
        self.of_record = Ragged::grouped(records, || {
            (0_u32..).zip(list).flat_map(|(number, block)| {
                let members = members.get(block.begin as usize..block.end as usize);
                members
                    .unwrap_or(&[])
                    .iter()
                    .map(move |&record| (record, number))
            })
        });
    }

    /// The members of a block that a member is compared with, and perhaps itself, ascending.
    fn others(&self, block: Block, record: u32) -> &[u32] {
        let part = |from: u32, to: u32| self.members.get(from as usize..to as usize).unwrap_or(&[]);
        if block.side == block.begin {
            return part(block.begin, block.end);
        }
        let first = part(block.begin, block.side);
        if first.binary_search(&record).is_ok() {
            part(block.side, block.end)
        } else {
            first
        }
    }

    /// The blocks of a record, in the order of the rules.
    fn blocks_of(&self, record: u32) -> impl Iterator<Item = Block> {
        let numbers = self.of_record.get(record as usize).iter();
        numbers.filter_map(|&number| self.list.get(number as usize).copied())
    }

    /// The numbers of the blocks a record stands in.
    pub(crate) fn numbers_of(&self, record: u32) -> &[u32] {
        self.of_record.get(record as usize)
    }

    /// All records this one is compared with, ascending.
    pub(crate) fn around(&self, record: u32, found: &mut Vec<u32>) {
        found.clear();
        for block in self.blocks_of(record) {
            found.extend_from_slice(self.others(block, record));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|other| *other != record);
    }

    /// The later records this one is compared with, ascending, each with the rules that found it.
    pub(crate) fn partners(&self, record: u32, partners: &mut Vec<(u32, u32)>) {
        partners.clear();
        for block in self.blocks_of(record) {
            let rule = 1 << block.rule;
            let members = self.others(block, record);
            let after = members.partition_point(|&member| member <= record);
            partners.extend(members.iter().skip(after).map(|&member| (member, rule)));
        }
        partners.sort_unstable();
        partners.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 |= next.1;
            }
            same
        });
    }
}

/// What one rule makes of the records.
struct OfRule {
    number: u8,
    splits: bool,
    members: Vec<u32>,
    list: Vec<Block>,
    report: RuleReport,
    /// Its blocks that were too large, unless it is coarse.
    large: LargeBlocks,
}

impl OfRule {
    fn build(keys: &KeyMaker<'_>, rule: &Rule, number: u8, budget: f64) -> Self {
        let entries = sorted_keys(keys.records(), rule, |record, found| {
            keys.keys(rule, record, found);
        });
        let runs = runs(&entries, rule.two_sides);
        let cap = largest_within(runs.iter().map(Run::pairs), budget);
        let mut made = Self {
            number,
            splits: rule.split,
            members: Vec::new(),
            list: Vec::new(),
            report: RuleReport {
                rule: rule.name.to_owned(),
                ..RuleReport::default()
            },
            large: LargeBlocks::default(),
        };
        let mut oversize = Vec::new();
        for run in &runs {
            let block = run.of(&entries);
            let report = &mut made.report;
            report.blocks += 1;
            report.largest_block = report.largest_block.max(block.len() as u64);
            if run.pairs() <= cap {
                made.add_block(run, &entries);
                continue;
            }
            report.oversize_blocks += 1;
            report.pairs_left_out += run.pairs();
            if rule.split {
                oversize.push(block);
            }
            if !rule.coarse {
                let members = block.iter().map(|entry| entry.1);
                made.large.add(members, run.side - run.from);
            }
        }
        made.split(keys, rule, &oversize, budget);
        made
    }

    /// Records of blocks that were too large and were split.
    fn not_fully_compared(&self) -> &[u32] {
        if self.splits {
            self.large.members()
        } else {
            &[]
        }
    }

    /// Splits oversize blocks by finer keys. What still is too large is left out: its records agree
    /// on two things that so many others agree on that nothing tells which of them belong together.
    fn split(&mut self, keys: &KeyMaker<'_>, rule: &Rule, oversize: &[&[(u64, u32)]], budget: f64) {
        let mut entries = Vec::new();
        let mut found = Vec::new();
        for block in oversize {
            for &(key, record) in *block {
                found.clear();
                keys.finer(record, &mut found);
                let (value, side) = if rule.two_sides {
                    (key & !SIDE, key & SIDE)
                } else {
                    (key, 0)
                };
                entries.extend(found.iter().map(|&finer| {
                    let finer = mix(value, finer);
                    let finer = if rule.two_sides {
                        finer & !SIDE | side
                    } else {
                        finer
                    };
                    (finer, record)
                }));
            }
        }
        entries.sort_unstable();
        entries.dedup();
        let runs = runs(&entries, rule.two_sides);
        let cap = largest_within(runs.iter().map(Run::pairs), budget);
        for run in runs.iter().filter(|run| run.pairs() <= cap) {
            let left_out = &mut self.report.pairs_left_out;
            *left_out = left_out.saturating_sub(run.pairs());
            self.add_block(run, &entries);
        }
    }

    fn add_block(&mut self, run: &Run, entries: &[(u64, u32)]) {
        let members = run.of(entries).iter().map(|entry| entry.1);
        let begin = self.members.len() as u32;
        self.members.extend(members);
        self.list.push(Block {
            begin,
            side: begin + (run.side - run.from) as u32,
            end: self.members.len() as u32,
            rule: self.number,
        });
    }
}

/// Blocks of one rule as a range of its sorted keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    from: usize,
    /// Where the second side begins; the beginning of the block if it has no sides.
    side: usize,
    to: usize,
}

impl Run {
    fn of<'e>(&self, entries: &'e [(u64, u32)]) -> &'e [(u64, u32)] {
        entries.get(self.from..self.to).unwrap_or(&[])
    }

    fn pairs(&self) -> u64 {
        let (first, second) = (self.side - self.from, self.to - self.side);
        if first == 0 {
            pairs(second)
        } else {
            first as u64 * second as u64
        }
    }
}

fn sorted_keys(
    records: u32,
    rule: &Rule,
    keys: impl Fn(u32, &mut Vec<u64>) + Sync,
) -> Vec<(u64, u32)> {
    let chunk = 1 << 14;
    let chunks: Vec<Vec<(u64, u32)>> = (0..records.div_ceil(chunk))
        .into_par_iter()
        .map(|part| {
            let mut entries = Vec::new();
            let mut found = Vec::new();
            for record in part * chunk..((part + 1) * chunk).min(records) {
                found.clear();
                keys(record, &mut found);
                entries.extend(found.iter().map(|&key| (key, record)));
            }
            entries
        })
        .collect();
    let mut entries = without_loners(chunks, rule.two_sides);
    entries.par_sort_unstable();
    entries.dedup();
    entries
}

/// The entries without most of those whose key no other has, or none of the other side, so that far
/// fewer need sorting: the keys of a name's possible mailboxes, for one, nearly all stand alone.
fn without_loners(chunks: Vec<Vec<(u64, u32)>>, two_sides: bool) -> Vec<(u64, u32)> {
    let all: usize = chunks.iter().map(Vec::len).sum();
    let bits = (2 * all).max(2).ilog2() + 1;
    let value = |key: u64| if two_sides { key & !SIDE } else { key };
    let slot = |key: u64| (value(key).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize;
    // Of two sides a bit each; else one bit for the first seen and another for those after it.
    let mut seen = vec![0_u8; 1 << bits];
    for (key, _) in chunks.iter().flatten() {
        if let Some(seen) = seen.get_mut(slot(*key)) {
            *seen |= match (two_sides, *seen) {
                (true, _) => 1 << (key & SIDE),
                (false, 0) => 1,
                (false, _) => 2,
            };
        }
    }
    let meets = |key: u64| seen.get(slot(key)).is_some_and(|seen| *seen == 3);
    let mut entries = Vec::new();
    for chunk in chunks {
        entries.extend(chunk.into_iter().filter(|(key, _)| meets(*key)));
    }
    entries
}

/// The ranges of equal keys that hold pairs.
fn runs(entries: &[(u64, u32)], two_sides: bool) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut from = 0;
    let value = |key: u64| if two_sides { key & !SIDE } else { key };
    for chunk in entries.chunk_by(|a, b| value(a.0) == value(b.0)) {
        let first = if two_sides {
            chunk.partition_point(|entry| entry.0 & SIDE == 0)
        } else {
            0
        };
        let run = Run {
            from,
            side: from + first,
            to: from + chunk.len(),
        };
        let one_sided = two_sides && (first == 0 || first == chunk.len());
        if run.pairs() > 0 && !one_sided {
            runs.push(run);
        }
        from += chunk.len();
    }
    runs
}

/// The most pairs of a block for which all blocks of up to as many stay within the budget of pairs;
/// those of small blocks always do.
fn largest_within(blocks: impl Iterator<Item = u64>, budget: f64) -> u64 {
    let mut blocks: Vec<u64> = blocks.collect();
    blocks.sort_unstable();
    let (mut spent, mut largest) = (0.0, pairs(SMALL));
    for same in blocks.chunk_by(|a, b| a == b) {
        let pairs = same.first().copied().unwrap_or(0);
        spent += pairs as f64 * same.len() as f64;
        if spent > budget {
            return largest;
        }
        largest = largest.max(pairs);
    }
    largest
}

fn pairs(records: usize) -> u64 {
    let records = records as u64;
    records * records.saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use super::{Run, largest_within, runs, without_loners};

    #[test]
    fn the_budget_sets_the_largest_block() {
        let blocks = [20, 20, 30, 100];
        let within = |budget| largest_within(blocks.into_iter(), budget);
        assert_eq!(within(75.0), 30);
        assert_eq!(within(60.0), 20);
        assert_eq!(within(1000.0), 100);
        assert_eq!(within(10.0), 15, "small blocks are always compared");
        assert_eq!(largest_within([].into_iter(), 100.0), 15);
    }

    #[test]
    fn only_those_who_meet_the_other_side_are_kept() {
        let entries = vec![(2, 0), (2, 1), (4, 0), (4, 3), (5, 1), (7, 2), (9, 0)];
        let kept = without_loners(vec![entries.clone()], true);
        assert!(
            [(4, 0), (4, 3), (5, 1)]
                .iter()
                .all(|entry| kept.contains(entry))
        );
        let found = runs(&entries, true);
        let run = Run {
            from: 2,
            side: 4,
            to: 5,
        };
        assert_eq!(found, [run]);
        assert_eq!(run.pairs(), 2);
    }

    #[test]
    fn keys_that_meet_are_never_left_out() {
        let chunks = (0..50_u64).map(|chunk| {
            (0..200)
                .map(|at| (at * 77 % 190 + chunk % 3 * 1_000, at as u32))
                .collect()
        });
        let chunks: Vec<Vec<(u64, u32)>> = chunks.collect();
        let mut all = chunks.concat();
        all.extend((0..5_000).map(|lone| (1 << 40 | lone, 9)));
        let mut kept = without_loners(vec![all.clone()], false);
        all.sort_unstable();
        kept.sort_unstable();
        let groups = |entries: &[(u64, u32)]| -> Vec<_> {
            let groups = entries.chunk_by(|a, b| a.0 == b.0);
            groups
                .filter(|group| group.len() > 1)
                .map(<[_]>::to_vec)
                .collect()
        };
        assert_eq!(groups(&all), groups(&kept));
        assert!(
            kept.len() < all.len() - 3_000,
            "hardly any loner was left out"
        );
    }

    #[test]
    fn runs_are_equal_keys() {
        let found = runs(&[(1, 0), (2, 0), (2, 1), (3, 4), (3, 5), (3, 6)], false);
        let bounds: Vec<_> = found.iter().map(|run| (run.from, run.to)).collect();
        assert_eq!(bounds, [(1, 3), (3, 6)]);
    }
}
