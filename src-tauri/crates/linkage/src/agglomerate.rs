//! From pairs to persons: two clusters become one on the evidence between all their values,
//! surest first, and never against a stated fact.

mod component;
mod mergers;
mod scoring;
mod telling;

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use crate::comparison::Comparer;
use crate::components::Edge;
use crate::expected::{Expected, Tally};
use crate::heard::Voices;
use crate::log_tables::{LogTables, log_add};
use crate::person_sizes::SizeOdds;
use crate::ragged::Ragged;
pub(crate) use component::Component;
use mergers::STATED;

/// Facts that no evidence outweighs.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) different: HashSet<(u32, u32), FixedState>,
    /// Sources in which no person occurs twice.
    pub(crate) without_duplicates: HashSet<u32, FixedState>,
}

impl Facts {
    /// Whether the two records are stated to be different persons.
    pub(crate) fn forbid(&self, sources: &[u32], left: u32, right: u32) -> bool {
        if !self.different.is_empty()
            && self.different.contains(&(left.min(right), left.max(right)))
        {
            return true;
        }
        self.are_twice_in_a_list(sources, left, right)
    }

    /// Whether the two records are of one source in which no person occurs twice.
    fn are_twice_in_a_list(&self, sources: &[u32], left: u32, right: u32) -> bool {
        let source = sources.get(left as usize);
        !self.without_duplicates.is_empty()
            && source == sources.get(right as usize)
            && source.is_some_and(|source| self.without_duplicates.contains(source))
    }
}

/// Two clusters, told by a pair of their records, with the log odds that they are one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Between {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) log_odds: f64,
    /// How many pairs of records it decides about.
    pub(crate) impact: f64,
}

/// The persons of one component.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    /// The members of each cluster, ascending.
    pub(crate) clusters: Ragged<u32>,
    /// For each member but the first of a cluster: the strongest pair that ties it in.
    pub(crate) links: Vec<Between>,
    /// Pairs of clusters that stayed apart, and links that were close, with their odds.
    pub(crate) close: Vec<Between>,
    pub(crate) expected: Expected,
}

/// Everything agglomeration looks at.
pub(crate) struct Agglomerator<'a> {
    pub(crate) comparer: Comparer<'a>,
    pub(crate) tables: &'a LogTables,
    /// What each level says, by these tables.
    pub(crate) voices: Voices,
    /// The levels of each pattern, one after the other.
    pub(crate) patterns: &'a [u8],
    /// What the numbers of records of two clusters say.
    pub(crate) sizes: &'a SizeOdds,
    /// Whether the pairs that tie clusters together, and those that were close, are asked for.
    pub(crate) told: bool,
    pub(crate) facts: &'a Facts,
    /// Log odds from which clusters are merged.
    pub(crate) cut: f64,
    /// Log odds from which a pair of clusters is worth a look.
    pub(crate) review: f64,
    /// Log odds from which a link needs no look.
    pub(crate) sure: f64,
}

/// A rival this much less likely does not count.
const RIVAL: f64 = 5.0;

/// So far from the cut it does not matter in which order the same numbers are added up.
const CLEARLY: f64 = 1e-6;

#[derive(Debug)]
struct Candidate {
    log_odds: f64,
    left: usize,
    right: usize,
    stamps: (u32, u32),
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.log_odds
            .total_cmp(&other.log_odds)
            .then_with(|| (other.left, other.right).cmp(&(self.left, self.right)))
    }
}

impl Component<'_, '_> {
    /// The persons among the records of a component. `edges` are by position in `records`; `same`
    /// are pairs stated to be one person.
    pub(crate) fn persons(
        &mut self,
        records: &[u32],
        edges: &[Edge],
        same: &[(usize, usize)],
    ) -> Persons {
        self.begin(records.iter().copied());
        for edge in edges {
            self.take_edge(edge);
        }
        for &(left, right) in same {
            let (a, b) = (self.holder(left), self.holder(right));
            if a != b && !self.forbidden(a, b) {
                self.merge(a, b, STATED);
            }
        }
        self.expected.linked = self.stated_pairs();
        self.expected.right = Tally::certain(self.expected.linked);
        let mut close = self.run();
        let mut links = Vec::new();
        if self.rules.told {
            links = self.links(same);
            self.expect_missed();
            let unsure = links.iter().filter(|link| link.log_odds < self.rules.sure);
            close.extend(unsure.copied());
        }
        Persons {
            clusters: self.clusters(),
            links,
            close,
            expected: self.expected,
        }
    }

    fn holder(&self, record: usize) -> usize {
        let holds = |members: &Vec<usize>| members.contains(&record);
        self.members.iter().position(holds).unwrap_or(record)
    }

    fn forbidden(&self, a: usize, b: usize) -> bool {
        let sources = self.rules.comparer.features.records.sources();
        self.members[a].iter().any(|&left| {
            self.members[b].iter().any(|&right| {
                self.rules
                    .facts
                    .forbid(sources, self.records[left], self.records[right])
            })
        })
    }

    /// Two records of a source without duplicates that keep two clusters apart; nothing where none do.
    fn twice_in_a_list(&self, a: usize, b: usize) -> Option<(u32, u32)> {
        let sources = self.rules.comparer.features.records.sources();
        let facts = self.rules.facts;
        self.members[a].iter().find_map(|&left| {
            self.members[b].iter().find_map(|&right| {
                let (left, right) = (self.records[left], self.records[right]);
                let pair = (left.min(right), left.max(right));
                facts
                    .are_twice_in_a_list(sources, left, right)
                    .then_some(pair)
            })
        })
    }

    fn take_edge(&mut self, edge: &Edge) {
        let width = self.heard.len();
        let (left, right) = (edge.left as usize, edge.right as usize);
        self.neighbours[left].push(right);
        self.neighbours[right].push(left);
        let levels = edge.pattern.and_then(|pattern| {
            let start = pattern as usize * width;
            self.rules.patterns.get(start..start + width)
        });
        if let (Some(levels), None) = (levels, self.pairs.find(left, right)) {
            self.pairs.insert(left, right, |into| {
                into.copy_from_slice(levels);
                edge.log_odds
            });
        }
    }

    /// Log odds of a merger when the rivals are heard: clusters that one side fits as well and
    /// that contradict the other side. A record that fits two persons alike is nobody's.
    fn against_rivals(&mut self, a: usize, b: usize, odds: f64) -> f64 {
        let mut worst = odds;
        for (side, other) in [(a, b), (b, a)] {
            for at in 0..self.neighbours[side].len() {
                let c = self.neighbours[side][at];
                if c == other || self.members[c].is_empty() {
                    continue;
                }
                let Some(rival) = self.last_score(side, c) else {
                    continue;
                };
                let rival = rival.log_odds;
                if rival < odds - RIVAL {
                    continue;
                }
                // However much the rival contradicts the other side, it takes no more than this.
                let room = log_add(0.0, rival);
                if odds - room >= worst || self.surely_one(other, c) {
                    continue;
                }
                let between = self.hear(other, c);
                if between.log_odds >= self.rules.cut && !self.forbidden(other, c) {
                    continue;
                }
                let all = odds + rival + between.against;
                worst = worst.min(log_add(odds, all) - room);
            }
        }
        worst
    }

    /// Whether two clusters were last heard to be one person, and not just so, and may be.
    fn surely_one(&self, a: usize, b: usize) -> bool {
        let score = self.last_score(a, b);
        score.is_some_and(|score| score.log_odds > self.rules.cut + CLEARLY)
            && !self.forbidden(a, b)
    }

    fn run(&mut self) -> Vec<Between> {
        let mut heap = std::mem::take(&mut self.open);
        heap.clear();
        let mut close = Vec::new();
        for a in 0..self.members.len() {
            self.tidy_neighbours(a);
            for at in 0..self.neighbours[a].len() {
                let b = self.neighbours[a][at];
                if a < b {
                    self.push(&mut heap, a, b);
                }
            }
        }
        while let Some(top) = heap.pop() {
            let (a, b) = (top.left, top.right);
            if top.stamps != (self.stamps[a], self.stamps[b])
                || self.members[a].is_empty()
                || self.members[b].is_empty()
            {
                continue;
            }
            if top.log_odds < self.rules.review {
                break;
            }
            if self.forbidden(a, b) {
                let twice = self.rules.told.then(|| self.twice_in_a_list(a, b));
                close.extend(twice.flatten().map(|(left, right)| Between {
                    left,
                    right,
                    log_odds: top.log_odds,
                    impact: self.pairs_between(a, b),
                }));
                continue;
            }
            let heard = self.against_rivals(a, b, top.log_odds);
            if heard < self.rules.cut {
                if self.rules.told {
                    close.push(self.representative(a, b, heard.max(self.rules.review)));
                }
                continue;
            }
            if self.rules.told && heard < self.rules.sure {
                close.push(self.representative(a, b, heard));
            }
            let pairs = self.pairs_between(a, b);
            self.expected.linked += pairs;
            self.expected.right.add(Tally::of(pairs, heard));
            self.merge(a, b, heard);
            for at in 0..self.neighbours[a].len() {
                let c = self.neighbours[a][at];
                self.push(&mut heap, a.min(c), a.max(c));
            }
        }
        self.open = heap;
        close
    }

    fn pairs_between(&self, a: usize, b: usize) -> f64 {
        self.members[a].len() as f64 * self.members[b].len() as f64
    }

    fn push(&mut self, heap: &mut BinaryHeap<Candidate>, a: usize, b: usize) {
        if self.members[a].is_empty() || self.members[b].is_empty() {
            return;
        }
        let score = self.judge(a, b);
        let log_odds = score.log_odds;
        self.note_score(a, b, score);
        if log_odds >= self.rules.review {
            heap.push(Candidate {
                log_odds,
                left: a,
                right: b,
                stamps: (self.stamps[a], self.stamps[b]),
            });
        }
    }

    /// Puts the members of `b` into `a`, which were one person with these log odds.
    fn merge(&mut self, a: usize, b: usize, log_odds: f64) {
        self.mergers.note(b, a, log_odds);
        let mut moved = std::mem::take(&mut self.members[b]);
        self.members[a].append(&mut moved);
        self.members[a].sort_unstable();
        self.members[b] = moved;
        let mut gone = std::mem::take(&mut self.neighbours[b]);
        for &c in &gone {
            if c != a {
                self.neighbours[c].push(a);
            }
        }
        self.neighbours[a].append(&mut gone);
        self.neighbours[b] = gone;
        self.stamps[a] += 1;
        self.stamps[b] += 1;
        self.tidy_neighbours(a);
    }

    fn tidy_neighbours(&mut self, a: usize) {
        let mut neighbours = std::mem::take(&mut self.neighbours[a]);
        neighbours.retain(|&c| c != a && !self.members[c].is_empty());
        neighbours.sort_unstable();
        neighbours.dedup();
        self.neighbours[a] = neighbours;
    }
}
