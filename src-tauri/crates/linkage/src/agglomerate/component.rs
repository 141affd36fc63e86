//! One component after another in memory that is used again for each.

use std::collections::BinaryHeap;

use super::mergers::Mergers;
use super::scoring::Score;
use super::{Agglomerator, Candidate};
use crate::expected::Expected;
use crate::heard::Heard;
use crate::known_pairs::{KnownPairs, PairPlaces};
use crate::ragged::Ragged;

/// The work on one component after another, in memory that is used again for each.
pub(crate) struct Component<'r, 'a> {
    pub(super) rules: &'r Agglomerator<'a>,
    pub(super) records: Vec<u32>,
    pub(super) members: Vec<Vec<usize>>,
    pub(super) neighbours: Vec<Vec<usize>>,
    pub(super) stamps: Vec<u32>,
    pub(super) pairs: KnownPairs,
    /// Whether a record holds nothing but a name.
    pub(super) bare: Vec<bool>,
    pub(super) heard: Vec<Heard>,
    /// What the values of each pair of clusters said last, and where it stands.
    pub(super) scores: Vec<Score>,
    pub(super) score_places: PairPlaces,
    pub(super) expected: Expected,
    pub(super) mergers: Mergers,
    pub(super) open: BinaryHeap<Candidate>,
    /// The records of two clusters that are compared with each other.
    pub(super) voices: (Vec<usize>, Vec<usize>),
}

impl<'r, 'a> Component<'r, 'a> {
    /// Nothing to work on yet.
    pub(crate) fn new(rules: &'r Agglomerator<'a>) -> Self {
        let width = rules.comparer.comparisons.len();
        Self {
            rules,
            records: Vec::new(),
            members: Vec::new(),
            neighbours: Vec::new(),
            stamps: Vec::new(),
            pairs: KnownPairs::new(width),
            bare: Vec::new(),
            heard: vec![Heard::default(); width],
            scores: Vec::new(),
            score_places: PairPlaces::default(),
            expected: Expected::default(),
            mergers: Mergers::default(),
            open: BinaryHeap::new(),
            voices: (Vec::new(), Vec::new()),
        }
    }

    /// The clusters as they stand.
    pub(super) fn clusters(&self) -> Ragged<u32> {
        let mut clusters = Ragged::with_capacity(self.records.len(), self.records.len());
        let mut cluster = Vec::new();
        for members in self.members.iter().filter(|members| !members.is_empty()) {
            cluster.clear();
            cluster.extend(members.iter().map(|&at| self.records[at]));
            cluster.sort_unstable();
            clusters.push_row(cluster.iter().copied());
        }
        clusters
    }

    /// Begins anew, with every record as a cluster of its own.
    pub(super) fn begin(&mut self, records: impl Iterator<Item = u32>) {
        self.records.clear();
        self.records.extend(records);
        let count = self.records.len();
        self.members.resize_with(count, Vec::new);
        for (at, members) in self.members.iter_mut().enumerate() {
            members.clear();
            members.push(at);
        }
        self.neighbours.resize_with(count, Vec::new);
        self.neighbours.iter_mut().for_each(Vec::clear);
        self.stamps.clear();
        self.stamps.resize(count, 0);
        self.pairs.begin(count);
        let features = self.rules.comparer.features;
        self.bare.clear();
        let bare = self.records.iter().map(|&record| features.bare(record));
        self.bare.extend(bare);
        self.scores.clear();
        self.score_places.begin(count);
        self.expected = Expected::default();
        self.mergers.begin(count);
    }

    /// What the values of two clusters said last, if they were heard.
    pub(super) fn last_score(&self, a: usize, b: usize) -> Option<Score> {
        let place = self.score_places.find(a, b)?;
        self.scores.get(place).copied()
    }

    /// Notes what the values of two clusters say.
    pub(super) fn note_score(&mut self, a: usize, b: usize, score: Score) {
        let place = self.score_places.find(a, b);
        if let Some(slot) = place.and_then(|place| self.scores.get_mut(place)) {
            *slot = score;
        } else {
            self.score_places.set(a, b, self.scores.len());
            self.scores.push(score);
        }
    }
}
