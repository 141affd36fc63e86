//! Comparison patterns: the levels of one pair as one small number, counted instead of kept.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::comparison::Comparison;

/// How the levels of a pair are packed into one number.
#[derive(Debug, Clone)]
pub(crate) struct PatternLayout {
    sizes: Vec<u128>,
    /// What a level of each comparison counts: the product of the sizes before it.
    worths: Vec<u128>,
}

impl PatternLayout {
    /// A layout for as many of the comparisons as fit; the rest is cut off the list and named.
    pub(crate) fn fit(comparisons: &mut Vec<Comparison>) -> (Self, Vec<String>) {
        let (mut sizes, mut worths) = (Vec::new(), Vec::new());
        let mut space = 1_u128;
        for comparison in comparisons.iter() {
            let size = comparison.levels.len() as u128;
            let Some(next) = space.checked_mul(size) else {
                break;
            };
            worths.push(space);
            space = next;
            sizes.push(size);
        }
        let cut = comparisons.split_off(sizes.len());
        (
            Self { sizes, worths },
            cut.into_iter().map(|comparison| comparison.title).collect(),
        )
    }

    pub(crate) fn len(&self) -> usize {
        self.sizes.len()
    }

    pub(crate) fn pack(&self, levels: &[u8]) -> u128 {
        let pairs = self.worths.iter().zip(levels);
        pairs.fold(0, |packed, (worth, &level)| {
            packed + worth * u128::from(level)
        })
    }

    pub(crate) fn unpack(&self, mut packed: u128, levels: &mut Vec<u8>) {
        for size in &self.sizes {
            levels.push((packed % size) as u8);
            packed /= size;
        }
    }
}

/// The distinct patterns seen, numbered from 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct PatternTable {
    numbers: HashMap<u128, u32, FixedState>,
    packed: Vec<u128>,
}

impl PatternTable {
    pub(crate) fn number(&mut self, packed: u128) -> u32 {
        *self.numbers.entry(packed).or_insert_with(|| {
            self.packed.push(packed);
            self.packed.len() as u32 - 1
        })
    }

    /// Forgets all patterns but not the room for them.
    pub(crate) fn clear(&mut self) {
        self.numbers.clear();
        self.packed.clear();
    }

    /// The levels of every pattern, one after the other.
    pub(crate) fn levels(&self, layout: &PatternLayout) -> Vec<u8> {
        let mut levels = Vec::with_capacity(self.packed.len() * layout.len());
        for &packed in &self.packed {
            layout.unpack(packed, &mut levels);
        }
        levels
    }

    pub(crate) fn packed(&self) -> &[u128] {
        &self.packed
    }
}

#[cfg(test)]
mod tests {
    use super::PatternLayout;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packing_loses_nothing(levels in proptest::collection::vec(0_u8..100, 0..12)) {
            let worths = (0..levels.len() as u32).map(|at| 100_u128.pow(at)).collect();
            let layout = PatternLayout { sizes: vec![100; levels.len()], worths };
            let mut back = Vec::new();
            layout.unpack(layout.pack(&levels), &mut back);
            prop_assert_eq!(back, levels);
        }
    }
}
