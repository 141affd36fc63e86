//! What the pairs of records of two clusters say together, for one comparison.

/// What one comparison hears from the pairs of records of two clusters.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Heard {
    /// Sum over the pairs of what is permanent; the best of what is not.
    sum: [f64; 3],
    /// Pairs that were heard.
    pub(crate) count: u32,
    /// Pairs of which only a part could be compared, and it agreed.
    half: [f64; 3],
    halves: u32,
    /// Whether the whole value of a pair was compared.
    whole: bool,
}

impl Heard {
    /// Takes in what one pair of records says.
    pub(crate) fn hear(&mut self, cell: [f64; 3], half: bool, permanent: bool) {
        if !permanent {
            if self.count == 0 || gain(cell) > gain(self.sum) {
                self.sum = cell;
            }
            self.count += 1;
            return;
        }
        self.whole |= !half;
        let (sum, count) = if half && gain(cell) > 0.0 {
            (&mut self.half, &mut self.halves)
        } else {
            (&mut self.sum, &mut self.count)
        };
        for class in 0..3 {
            sum[class] += cell[class];
        }
        *count += 1;
    }

    /// The best of what people have several of or change, the mean of what they do not. Where a
    /// whole value can be compared, a part that fits has no say: an initial fits many names, and
    /// would dilute the contradiction of those it stands for.
    pub(crate) fn said(&self, permanent: bool) -> Option<[f64; 3]> {
        let (mut sum, mut count) = (self.sum, self.count);
        if permanent && !self.whole {
            for (sum, half) in sum.iter_mut().zip(self.half) {
                *sum += half;
            }
            count += self.halves;
        }
        let share = if permanent { f64::from(count) } else { 1.0 };
        (count > 0).then(|| sum.map(|sum| sum / share))
    }
}

/// How much a level speaks for one person.
pub(crate) fn gain(cell: [f64; 3]) -> f64 {
    cell[0] - cell[1].max(cell[2])
}
