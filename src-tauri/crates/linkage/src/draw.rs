//! Drawing at random from a stream of unknown length, by a seed and not by the order of the stream.

use std::collections::BinaryHeap;

use crate::ragged::mix;

/// A pair that was drawn, with the number that came with it.
pub type Drawn = (u32, u32, u32);

/// A random sample of what is offered: of all, those with the smallest hash of the seed and themselves.
#[derive(Debug, Clone)]
pub struct Draw {
    seed: u64,
    wanted: usize,
    offered: u64,
    smallest: BinaryHeap<(u64, Drawn)>,
}

impl Draw {
    /// Draws so many pairs.
    pub fn new(seed: u64, wanted: usize) -> Self {
        Self {
            seed: mix(seed, 0x9E37_79B9_7F4A_7C15),
            wanted,
            offered: 0,
            smallest: BinaryHeap::new(),
        }
    }

    /// Offers a pair, each once, the smaller record first, with a number of its own to come with it.
    pub fn offer(&mut self, left: u32, right: u32, with: u32) {
        self.offered += 1;
        let place = mix(self.seed, u64::from(left) << 32 | u64::from(right));
        let is_full = self.smallest.len() >= self.wanted;
        if is_full && self.smallest.peek().is_none_or(|top| place >= top.0) {
            return;
        }
        self.smallest.push((place, (left, right, with)));
        if is_full {
            self.smallest.pop();
        }
    }

    /// How many were offered, and those drawn, in an order that tells nothing.
    pub fn finish(self) -> (u64, Vec<Drawn>) {
        let drawn = self.smallest.into_sorted_vec();
        (
            self.offered,
            drawn.into_iter().map(|(_, pair)| pair).collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    fn drawn(seed: u64, pairs: impl Iterator<Item = u32>) -> Vec<super::Drawn> {
        let mut draw = Draw::new(seed, 100);
        pairs.for_each(|at| draw.offer(at, at + 1, 0));
        draw.finish().1
    }

    #[test]
    fn the_same_are_drawn_in_any_order_and_others_by_another_seed() {
        assert_eq!(drawn(1, 0..5000), drawn(1, (0..5000).rev()));
        assert_ne!(drawn(1, 0..5000), drawn(2, 0..5000));
    }

    #[test]
    fn each_part_is_drawn_as_often_as_it_is_large() {
        let mut low = 0;
        for seed in 0..50 {
            low += drawn(seed, 0..5000)
                .iter()
                .filter(|pair| pair.0 < 1000)
                .count();
        }
        assert!(
            (850..1150).contains(&low),
            "{low} of 5000 are of the first fifth"
        );
    }
}
