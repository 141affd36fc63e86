//! What a run keeps so that the next need not compare everything again.

mod bytes;

use crate::agglomerate::Between;
use crate::expected::{Expected, Tally};
use crate::household::Tie;
use crate::model::Learnt;
use crate::report::Report;
use crate::settings::Stated;
use bytes::{Reader, Writer};

/// The number of the piece of a record that nothing ties to another.
pub(crate) const ALONE: u32 = u32::MAX;

/// The form of a memory as bytes; raised when an older one could be misread.
const FORM: u32 = 2;

/// All that the next run starts from: what was learnt, told and kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    /// What the run learnt.
    pub learnt: Learnt,
    /// What it told about itself.
    pub report: Report,
    /// What it kept of each record.
    pub memory: Memory,
}

/// What a run keeps of its records, which it numbers in an order of its own. It holds no value, but
/// a hash of all that each record holds: whoever knows all of a record could tell that it was there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    /// A hash of the source and all values of each record.
    pub(crate) contents: Vec<u64>,
    /// For each record the smallest record of its cluster.
    pub(crate) clusters: Vec<u32>,
    /// For each record the smallest record of the person that its values were counted by; nothing
    /// where they were counted by records.
    pub(crate) people: Vec<u32>,
    /// For each record the number of its piece of the graph of likely pairs, or [`ALONE`].
    pub(crate) pieces: Vec<u32>,
    /// What to expect of the pairs of each piece.
    pub(crate) expected: Vec<Expected>,
    /// For each record of a cluster but the first, the strongest pair that ties it in.
    pub(crate) links: Vec<Between>,
    /// Pairs of clusters that stayed apart, and links that were close, those worth a look.
    pub(crate) close: Vec<Between>,
    /// The ties that made the households.
    pub(crate) ties: Vec<Tie>,
    /// Right pairs to expect among those that were never judged as clusters.
    pub(crate) elsewhere: f64,
    /// Records new, changed or gone since everything was compared.
    pub(crate) changed: u64,
    /// What was stated of records; what was stated of values stands in what was learnt.
    pub(crate) stated: Stated,
}

impl Memory {
    /// As bytes, for keeping.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::new(FORM);
        to.longs(&self.contents);
        for labels in [&self.clusters, &self.people, &self.pieces] {
            to.words(labels);
        }
        let expected = self.expected.iter();
        to.numbers(expected.flat_map(|one| {
            let (right, missed) = (numbers_of(one.right), numbers_of(one.missed));
            std::iter::once(one.linked).chain(right).chain(missed)
        }));
        for pairs in [&self.links, &self.close] {
            to.pairs(pairs.iter().map(|pair| (pair.left, pair.right)));
            to.numbers(pairs.iter().flat_map(|pair| [pair.log_odds, pair.impact]));
        }
        to.pairs(self.ties.iter().map(|tie| (tie.left, tie.right)));
        to.numbers(self.ties.iter().map(|tie| tie.probability));
        to.numbers([self.elsewhere]);
        to.longs(&[self.changed]);
        for facts in [&self.stated.same, &self.stated.different] {
            to.pairs(facts.iter().copied());
        }
        to.words(&self.stated.sources_without_duplicates);
        to.finish()
    }

    /// What was kept; nothing if the bytes are of another form or make no sense.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut from = Reader::new(bytes, FORM)?;
        let contents = from.longs()?;
        let (clusters, people, pieces) = (from.words()?, from.words()?, from.words()?);
        let expected = from.numbers()?;
        let expected = expected.chunks_exact(9).map(|one| Expected {
            linked: one[0],
            right: tally(&one[1..5]),
            missed: tally(&one[5..9]),
        });
        let expected = expected.collect();
        let (links, close) = (between(&mut from)?, between(&mut from)?);
        let (tied, chances) = (from.pairs()?, from.numbers()?);
        let ties = tied.into_iter().zip(&chances);
        let ties = ties.map(|((left, right), &probability)| Tie {
            left,
            right,
            probability,
        });
        let read = Self {
            contents,
            clusters,
            people,
            pieces,
            expected,
            links,
            close,
            ties: ties.collect(),
            elsewhere: from.numbers()?.first().copied()?,
            changed: from.longs()?.first().copied()?,
            stated: Stated {
                same: from.pairs()?,
                different: from.pairs()?,
                sources_without_duplicates: from.words()?,
                standings: Vec::new(),
            },
        };
        (from.is_at_end() && read.is_sound()).then_some(read)
    }

    /// Whether every number of a record or piece is one.
    fn is_sound(&self) -> bool {
        let records = self.contents.len();
        let is_record = |record: u32| (record as usize) < records;
        let is_piece = |piece: u32| piece == ALONE || (piece as usize) < self.expected.len();
        let between = self.links.iter().chain(&self.close);
        let between = between.map(|pair| (pair.left, pair.right));
        let ties = self.ties.iter().map(|tie| (tie.left, tie.right));
        let facts = self.stated.same.iter().chain(&self.stated.different);
        let mut pairs = between.chain(ties).chain(facts.copied());
        self.clusters.len() == records
            && self.pieces.len() == records
            && (self.people.is_empty() || self.people.len() == records)
            && self
                .clusters
                .iter()
                .chain(&self.people)
                .copied()
                .all(is_record)
            && self.pieces.iter().copied().all(is_piece)
            && pairs.all(|(left, right)| is_record(left) && is_record(right))
    }
}

/// A sum over pairs as numbers.
fn numbers_of(tally: Tally) -> [f64; 4] {
    [tally.told, tally.low, tally.high, tally.variance]
}

/// The same, read: four numbers.
fn tally(numbers: &[f64]) -> Tally {
    Tally {
        told: numbers[0],
        low: numbers[1],
        high: numbers[2],
        variance: numbers[3],
    }
}

fn between(from: &mut Reader<'_>) -> Option<Vec<Between>> {
    let (pairs, numbers) = (from.pairs()?, from.numbers()?);
    let pairs = pairs.into_iter().zip(numbers.chunks_exact(2));
    let read = pairs.map(|((left, right), numbers)| Between {
        left,
        right,
        log_odds: numbers[0],
        impact: numbers[1],
    });
    Some(read.collect())
}

#[cfg(test)]
mod tests {
    use super::{ALONE, Memory};
    use crate::agglomerate::Between;
    use crate::expected::{Expected, Tally};
    use crate::household::Tie;
    use crate::settings::Stated;

    fn memory() -> Memory {
        let between = Between {
            left: 0,
            right: 2,
            log_odds: 0.1 + 0.2,
            impact: 3.0,
        };
        Memory {
            contents: vec![7, u64::MAX, 9],
            clusters: vec![0, 1, 0],
            people: vec![0, 1, 2],
            pieces: vec![0, ALONE, 0],
            expected: vec![Expected {
                linked: 1.0,
                right: Tally::of(1.0, 2.0),
                missed: Tally::of(2.0, -1.0),
            }],
            links: vec![between],
            close: vec![between, between],
            ties: vec![Tie {
                left: 0,
                right: 1,
                probability: 0.75,
            }],
            elsewhere: 1.5,
            changed: 4,
            stated: Stated {
                same: vec![(0, 2)],
                different: vec![(1, 2)],
                sources_without_duplicates: vec![5],
                standings: Vec::new(),
            },
        }
    }

    #[test]
    fn bytes_bring_back_what_was_kept() {
        for kept in [memory(), Memory::default()] {
            assert_eq!(Memory::from_bytes(&kept.to_bytes()), Some(kept));
        }
    }

    #[test]
    fn what_makes_no_sense_is_nothing() {
        let bytes = memory().to_bytes();
        for cut in 0..bytes.len() {
            assert_eq!(Memory::from_bytes(&bytes[..cut]), None, "cut at {cut}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(Memory::from_bytes(&longer), None, "more than was written");
        let mut other_form = bytes;
        other_form[0] ^= 1;
        assert_eq!(Memory::from_bytes(&other_form), None);
        let mut beyond = memory();
        beyond.links[0].right = 3;
        assert_eq!(
            Memory::from_bytes(&beyond.to_bytes()),
            None,
            "no such record"
        );
    }
}
