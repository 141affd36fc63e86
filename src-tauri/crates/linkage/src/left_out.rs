//! Pairs of blocks that were too large to compare, as examples of strangers who have something in common.
//!
//! Of all pairs of a long list hardly one in a hundred thousand bears the same name. Where the blocks of
//! common names are left out, how often strangers share a name would be told by the few of a million
//! random pairs that happen to, or by none: what a name is worth would be luck. So pairs are drawn from
//! these blocks too, and each drawn pair stands for as many as it would be drawn once among (the balance
//! heuristic: Veach and Guibas, "Optimally combining sampling techniques", SIGGRAPH 1995).

use crate::ragged::{Ragged, mix};

/// The blocks left out, by rule.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    rules: Vec<LargeBlocks>,
    /// For each record the blocks it is in, in the order of the rules.
    places: Ragged<Place>,
}

/// The large blocks of one rule.
#[derive(Debug, Default)]
pub(crate) struct LargeBlocks {
    members: Vec<u32>,
    /// Where each block begins, where its second side does (its beginning if it has no sides), and
    /// where it ends.
    blocks: Vec<[usize; 3]>,
    /// How many pairs there are up to the end of each block.
    pairs: Vec<u64>,
}

/// A block a record is in, and the side it is on.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    rule: u16,
    side: Side,
    block: u32,
}

/// On which side of a block a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Side {
    /// The block has no sides.
    #[default]
    Only,
    First,
    Second,
}

impl Place {
    /// Whether records in these two places are a pair of one block.
    fn meets(self, other: Self) -> bool {
        (self.rule, self.block) == (other.rule, other.block)
            && (self.side == Side::Only || self.side != other.side)
    }
}

/// Pairs drawn from the blocks left out.
#[derive(Debug, Default)]
pub(crate) struct Alike {
    pub(crate) pairs: Vec<(u32, u32)>,
    /// How often was drawn from each rule.
    draws: u32,
}

impl LeftOut {
    /// The large blocks of each rule, of so many records.
    pub(crate) fn of(mut rules: Vec<LargeBlocks>, records: u32) -> Self {
        rules.retain(|blocks| blocks.all_pairs() > 0);
        let places = Ragged::grouped(records, || {
            (0..)
                .zip(&rules)
                .flat_map(|(rule, blocks)| blocks.places(rule))
        });
        Self { rules, places }
    }

    /// Draws so many times from the blocks of each rule, and keeps the pairs that are `wanted`.
    pub(crate) fn draw(
        &self,
        draws: u32,
        seed: u64,
        mut wanted: impl FnMut(u32, u32) -> bool,
    ) -> Alike {
        let mut pairs = Vec::new();
        for (rule, blocks) in (1..).zip(&self.rules) {
            let mut random = fastrand::Rng::with_seed(mix(seed, rule));
            for _ in 0..draws {
                if let Some((a, b)) = blocks.draw(&mut random)
                    && wanted(a, b)
                {
                    pairs.push((a.min(b), a.max(b)));
                }
            }
        }
        Alike { pairs, draws }
    }

    /// How often a pair is to be expected among those that were drawn.
    pub(crate) fn expected(&self, alike: &Alike, a: u32, b: u32) -> f64 {
        let others = self.places.get(b as usize);
        let ways = |own: &[Place]| {
            let meeting =
                |place: &Place| others.iter().filter(|other| place.meets(**other)).count();
            own.iter().map(meeting).sum::<usize>()
        };
        let own = self
            .places
            .get(a as usize)
            .chunk_by(|x, y| x.rule == y.rule);
        let of_rule = |own: &[Place]| {
            let rule = own
                .first()
                .and_then(|place| self.rules.get(usize::from(place.rule)));
            rule.map_or(0.0, |blocks| ways(own) as f64 / blocks.all_pairs() as f64)
        };
        own.map(of_rule).sum::<f64>() * f64::from(alike.draws)
    }
}

impl LargeBlocks {
    /// Adds a block of members, of which so many are its first side; none if it has no sides.
    pub(crate) fn add(&mut self, members: impl Iterator<Item = u32>, first: usize) {
        let begin = self.members.len();
        self.members.extend(members);
        let end = self.members.len();
        let all = (end - begin) as u64;
        let pairs = match first as u64 {
            0 => all * all.saturating_sub(1) / 2,
            first => first * (all - first),
        };
        self.blocks.push([begin, begin + first, end]);
        self.pairs.push(self.all_pairs() + pairs);
    }

    /// Every member of every block, with its place.
    fn places(&self, rule: u16) -> impl Iterator<Item = (u32, Place)> {
        let blocks = (0..).zip(&self.blocks);
        blocks.flat_map(move |(block, &[begin, second, end])| {
            let members = self.members.get(begin..end).unwrap_or(&[]);
            members.iter().enumerate().map(move |(at, &record)| {
                let side = match second - begin {
                    0 => Side::Only,
                    first if at < first => Side::First,
                    _ => Side::Second,
                };
                (record, Place { rule, side, block })
            })
        })
    }

    /// The members of all blocks, block after block.
    pub(crate) fn members(&self) -> &[u32] {
        &self.members
    }

    fn all_pairs(&self) -> u64 {
        self.pairs.last().copied().unwrap_or(0)
    }

    /// A pair of a block, each as likely as any other; nothing where both are the same record.
    fn draw(&self, random: &mut fastrand::Rng) -> Option<(u32, u32)> {
        let at = random.u64(0..self.all_pairs());
        let block = self.pairs.partition_point(|pairs| *pairs <= at);
        let &[begin, side, end] = self.blocks.get(block)?;
        let (a, b) = if side == begin {
            let a = random.usize(begin..end);
            let b = random.usize(begin..end - 1);
            (a, if b < a { b } else { b + 1 })
        } else {
            (random.usize(begin..side), random.usize(side..end))
        };
        let (a, b) = (*self.members.get(a)?, *self.members.get(b)?);
        (a != b).then_some((a, b))
    }
}

#[cfg(test)]
mod tests {
    use super::{LargeBlocks, LeftOut};
    use std::collections::BTreeMap;

    /// Two blocks of names that overlap, and one of names with mailboxes.
    fn left_out() -> LeftOut {
        let mut names = LargeBlocks::default();
        names.add([1, 2, 3, 4].into_iter(), 0);
        names.add([3, 4, 5].into_iter(), 0);
        let mut mailboxes = LargeBlocks::default();
        mailboxes.add([1, 2, 4, 2, 7, 8].into_iter(), 3);
        LeftOut::of(vec![names, LargeBlocks::default(), mailboxes], 9)
    }

    #[test]
    fn every_pair_is_drawn_as_often_as_expected() {
        let left_out = left_out();
        let alike = left_out.draw(90_000, 7, |_, _| true);
        let mut seen: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        for &pair in &alike.pairs {
            *seen.entry(pair).or_default() += 1.0;
        }
        for a in 1..9 {
            for b in a + 1..9 {
                let expected = left_out.expected(&alike, a, b);
                let seen = seen.get(&(a, b)).copied().unwrap_or(0.0);
                assert!(
                    (seen - expected).abs() <= 5.0 * expected.sqrt(),
                    "{a} and {b}: {seen}, {expected}"
                );
            }
        }
        assert!(left_out.expected(&alike, 3, 4) > 1.9 * left_out.expected(&alike, 3, 5));
        assert!(left_out.expected(&alike, 5, 6) < 0.5, "they share nothing");
    }

    #[test]
    fn only_wanted_pairs_are_kept_and_the_seed_decides() {
        let left_out = left_out();
        let of = |seed| left_out.draw(50, seed, |a, b| a.abs_diff(b) == 1).pairs;
        assert!(of(7).iter().all(|pair| pair.1 - pair.0 == 1));
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
        assert!(LeftOut::default().draw(50, 7, |_, _| true).pairs.is_empty());
    }
}
