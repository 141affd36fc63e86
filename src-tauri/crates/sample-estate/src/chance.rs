//! Chance that can be looked up: every draw is a function of the seed, a purpose and a number, so
//! that any person can be made again without remembering the others.

use fastrand::Rng;

/// The seed of the whole estate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seed(pub(crate) u64);

impl Seed {
    /// A generator of its own for one purpose and one number.
    pub(crate) fn stream(self, purpose: &str, number: u64) -> Rng {
        Rng::with_seed(self.hash(purpose, number))
    }

    /// A number in 0..1 for one purpose and one number.
    pub(crate) fn share(self, purpose: &str, number: u64) -> f64 {
        (self.hash(purpose, number) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something that happens to `share` of all numbers happens to this one.
    pub(crate) fn happens(self, purpose: &str, number: u64, share: f64) -> bool {
        self.share(purpose, number) < share
    }

    /// One of `0..count`.
    pub(crate) fn one_of(self, purpose: &str, number: u64, count: usize) -> usize {
        (self.share(purpose, number) * count as f64) as usize
    }

    /// 64 well-mixed bits.
    pub(crate) fn hash(self, purpose: &str, number: u64) -> u64 {
        let mut bits = 0xcbf2_9ce4_8422_2325_u64 ^ mix(self.0);
        for byte in purpose.bytes() {
            bits = (bits ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        mix(bits ^ mix(number.wrapping_add(0x9e37_79b9_7f4a_7c15)))
    }
}

/// An order of `0..size` that looks random, costs no memory and hits every number once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shuffle {
    key: u64,
    half_bits: u32,
    size: u64,
}

impl Shuffle {
    /// The order for one purpose.
    pub(crate) fn new(seed: Seed, purpose: &str, size: u64) -> Self {
        let bits = 64 - size.max(2).saturating_sub(1).leading_zeros();
        Self {
            key: seed.hash(purpose, size),
            half_bits: bits.div_ceil(2),
            size,
        }
    }

    /// What stands at a position; the position must be below the size.
    pub(crate) fn at(self, position: u64) -> u64 {
        let mut value = position;
        loop {
            value = self.round_trip(value);
            if value < self.size || position >= self.size {
                return value;
            }
        }
    }

    /// All of them, in the order.
    pub(crate) fn all(self) -> impl Iterator<Item = u64> {
        (0..self.size).map(move |position| self.at(position))
    }

    fn round_trip(self, value: u64) -> u64 {
        let mask = (1_u64 << self.half_bits) - 1;
        let (mut left, mut right) = (value >> self.half_bits, value & mask);
        for round in 0..4_u64 {
            let mixed = mix(self.key ^ (round << 56) ^ right) & mask;
            (left, right) = (right, left ^ mixed);
        }
        (left << self.half_bits) | right
    }
}

/// A number for a text, the same in every estate.
pub(crate) fn text_hash(text: &str) -> u64 {
    Seed(0).hash(text, 0)
}

fn mix(mut bits: u64) -> u64 {
    bits ^= bits >> 30;
    bits = bits.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits ^= bits >> 27;
    bits = bits.wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Seed, Shuffle};

    #[test]
    fn a_shuffle_hits_every_number_once_and_is_no_longer_sorted() {
        for size in [1, 2, 3, 17, 1000, 4097] {
            let order: Vec<u64> = Shuffle::new(Seed(1), "test", size).all().collect();
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..size).collect::<Vec<_>>());
            assert!(size < 17 || order != sorted);
        }
    }

    #[test]
    fn shares_fill_the_unit_interval_and_depend_on_the_seed() {
        let mean = |seed| (0..4000).map(|n| Seed(seed).share("x", n)).sum::<f64>() / 4000.0;
        assert!((mean(1) - 0.5).abs() < 0.03);
        assert!((Seed(1).share("x", 1) - Seed(2).share("x", 1)).abs() > f64::EPSILON);
    }
}
