//! Overlap: how many people two sources have in common, and which combinations there are.

use std::collections::BTreeMap;

use rollcall_model::SourceId;
use serde::{Deserialize, Serialize};

/// Counts overlap customer by customer.
#[derive(Debug, Clone, Default)]
pub struct OverlapTally {
    sources: Vec<SourceId>,
    combinations: BTreeMap<Vec<SourceId>, u64>,
}

/// Who is where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// The sources, in ascending order; those named and those seen.
    pub sources: Vec<SourceId>,
    /// People seen in at least one source.
    pub people: u64,
    /// `in_common[a][b]`: people seen in both `sources[a]` and `sources[b]`. Symmetric; the diagonal
    /// tells the distinct people of a source.
    pub in_common: Vec<Vec<u64>>,
    /// People seen in this source and in no other, in the order of `sources`.
    pub only_here: Vec<u64>,
    /// Combinations of sources, the one with most people first.
    pub intersections: Vec<Intersection>,
    /// Combinations left off the list.
    pub further_intersections: u64,
    /// People of the combinations left off.
    pub people_in_further: u64,
}

/// People seen in exactly these sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intersection {
    /// The sources, in ascending order.
    pub sources: Vec<SourceId>,
    /// The people seen in all of them and in no other.
    pub people: u64,
}

impl OverlapTally {
    /// A tally that knows these sources; one without people is then told with zero.
    pub fn new(sources: impl IntoIterator<Item = SourceId>) -> Self {
        Self {
            sources: sources.into_iter().collect(),
            combinations: BTreeMap::new(),
        }
    }

    /// Counts one customer by the sources of its records, in any order, repeated or not. A customer
    /// without a source is not counted.
    pub fn add_customer(&mut self, sources: &[SourceId]) {
        self.add_customers(sources, 1);
    }

    /// Counts several customers that are known to the same sources.
    pub fn add_customers(&mut self, sources: &[SourceId], people: u64) {
        let mut combination = sources.to_vec();
        combination.sort_unstable();
        combination.dedup();
        if !combination.is_empty() {
            *self.combinations.entry(combination).or_default() += people;
        }
    }

    /// The result, with at most `most` combinations.
    pub fn finish(self, most: usize) -> Overlap {
        let mut sources = self.sources;
        sources.extend(self.combinations.keys().flatten());
        sources.sort_unstable();
        sources.dedup();
        let count = sources.len();
        let mut in_common = vec![vec![0; count]; count];
        let mut only_here = vec![0; count];
        for (combination, people) in &self.combinations {
            let positions: Vec<usize> = combination
                .iter()
                .filter_map(|source| sources.binary_search(source).ok())
                .collect();
            for one in &positions {
                for other in &positions {
                    in_common[*one][*other] += people;
                }
            }
            if let [only] = positions.as_slice() {
                only_here[*only] += people;
            }
        }
        let mut intersections: Vec<Intersection> = self
            .combinations
            .into_iter()
            .map(|(sources, people)| Intersection { sources, people })
            .collect();
        let people = intersections.iter().map(|one| one.people).sum();
        intersections.sort_by(|one, other| {
            other
                .people
                .cmp(&one.people)
                .then_with(|| one.sources.cmp(&other.sources))
        });
        let further = intersections.split_off(most.min(intersections.len()));
        Overlap {
            sources,
            people,
            in_common,
            only_here,
            intersections,
            further_intersections: further.len() as u64,
            people_in_further: further.iter().map(|one| one.people).sum(),
        }
    }
}
