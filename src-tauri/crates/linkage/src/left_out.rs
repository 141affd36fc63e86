//! Pairs of blocks that were too large to compare, as examples of strangers who have something in common.
//!
//! Of all pairs of a long list hardly one in a hundred thousand bears the same name. Where the blocks of
//! common names are left out, how often strangers share a name would be told by the few of a million
//! random pairs that happen to, or by none: what a name is worth would be luck. So pairs are drawn from
//! these blocks too, and each drawn pair stands for as many as it would be drawn once among (the balance
//! heuristic: Veach and Guibas, "Optimally combining sampling techniques", SIGGRAPH 1995).

use crate::ragged::mix;

/// The blocks left out, by rule.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    rules: Vec<LargeBlocks>,
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
    /// Each record with a block it is in and the side it is on, ascending.
    places: Vec<(u32, u32, Side)>,
}

/// On which side of a block a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// The block has no sides.
    Only,
    First,
    Second,
}

/// Pairs drawn from the blocks left out.
#[derive(Debug, Default)]
pub(crate) struct Alike {
    pub(crate) pairs: Vec<(u32, u32)>,
    /// How often was drawn from each rule.
    draws: u32,
}

impl LeftOut {
    /// Adds the large blocks of a rule.
    pub(crate) fn add(&mut self, mut blocks: LargeBlocks) {
        if blocks.all_pairs() > 0 {
            blocks.places.sort_unstable();
            self.rules.push(blocks);
        }
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
        let draws = f64::from(alike.draws);
        let of_rule = |blocks: &LargeBlocks| blocks.times(a, b) / blocks.all_pairs() as f64;
        self.rules.iter().map(of_rule).sum::<f64>() * draws
    }
}

impl LargeBlocks {
    /// Adds a block of members, of which so many are its first side; none if it has no sides.
    pub(crate) fn add(&mut self, members: impl Iterator<Item = u32>, first: usize) {
        let (block, begin) = (self.blocks.len() as u32, self.members.len());
        for (at, record) in members.enumerate() {
            let side = match first {
                0 => Side::Only,
                _ if at < first => Side::First,
                _ => Side::Second,
            };
            self.members.push(record);
            self.places.push((record, block, side));
        }
        let end = self.members.len();
        let all = (end - begin) as u64;
        let pairs = match first as u64 {
            0 => all * all.saturating_sub(1) / 2,
            first => first * (all - first),
        };
        self.blocks.push([begin, begin + first, end]);
        self.pairs.push(self.all_pairs() + pairs);
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

    /// In how many ways a pair can be drawn.
    fn times(&self, a: u32, b: u32) -> f64 {
        let meets = |(_, block, side): &(u32, u32, Side)| {
            let others = self.of(b).iter();
            let same = others.filter(|other| other.1 == *block);
            same.filter(|other| *side == Side::Only || other.2 != *side)
                .count() as f64
        };
        self.of(a).iter().map(meets).sum()
    }

    fn of(&self, record: u32) -> &[(u32, u32, Side)] {
        let from = self.places.partition_point(|place| place.0 < record);
        let own = self.places.get(from..).unwrap_or(&[]);
        let to = own.partition_point(|place| place.0 == record);
        own.get(..to).unwrap_or(&[])
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
        let mut left_out = LeftOut::default();
        left_out.add(names);
        left_out.add(LargeBlocks::default());
        left_out.add(mailboxes);
        left_out
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
