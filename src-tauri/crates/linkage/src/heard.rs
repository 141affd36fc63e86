//! What the pairs of records of two clusters say together, for one comparison.

use crate::comparison::Level;

/// What one comparison hears from the pairs of records of two clusters.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Heard {
    /// Sum over the pairs of what is permanent.
    sum: [f64; 3],
    /// The best of what is not.
    best: Option<[f64; 3]>,
    /// The best likeness that counts only where no pair explains it.
    residue: Option<[f64; 3]>,
    explained: bool,
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
    pub(crate) fn hear(&mut self, cell: [f64; 3], level: &Level, permanent: bool) {
        if level.group == 0 {
            self.explained |= level.residue;
        } else if permanent {
            self.hear_permanent(cell, level.half);
        } else {
            let best = if level.residue {
                &mut self.residue
            } else {
                &mut self.best
            };
            *best = better(*best, Some(cell));
            self.count += 1;
        }
    }

    fn hear_permanent(&mut self, cell: [f64; 3], half: bool) {
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
    /// would dilute the contradiction of those it stands for. Where one pair explains a likeness,
    /// it is explained for all: a row without a name does not bring it back.
    pub(crate) fn said(&self, permanent: bool) -> Option<[f64; 3]> {
        if !permanent {
            let residue = if self.explained { None } else { self.residue };
            return better(self.best, residue);
        }
        let (mut sum, mut count) = (self.sum, self.count);
        if !self.whole {
            for (sum, half) in sum.iter_mut().zip(self.half) {
                *sum += half;
            }
            count += self.halves;
        }
        (count > 0).then(|| sum.map(|sum| sum / f64::from(count)))
    }
}

/// What the lists say that two clusters stand in: to stand twice in each of several lists is to
/// break the habit of each, while two rows of one list of orders are no more than usual.
#[derive(Debug, Default)]
pub(crate) struct SharedLists {
    seen: Vec<u8>,
    against: Option<[f64; 3]>,
    best: Option<[f64; 3]>,
}

impl SharedLists {
    /// Takes in what the lists of one pair of records say.
    pub(crate) fn hear(&mut self, level: u8, cell: [f64; 3]) {
        if level == 0 || self.seen.contains(&level) {
            return;
        }
        self.seen.push(level);
        if gain(cell) < 0.0 {
            let sum = self.against.get_or_insert([0.0; 3]);
            for class in 0..3 {
                sum[class] += cell[class];
            }
        } else {
            self.best = better(self.best, Some(cell));
        }
    }

    /// All that speaks against, or else the best.
    pub(crate) fn said(&self) -> Option<[f64; 3]> {
        self.against.or(self.best)
    }
}

fn better(one: Option<[f64; 3]>, other: Option<[f64; 3]>) -> Option<[f64; 3]> {
    match (one, other) {
        (Some(a), Some(b)) if gain(b) > gain(a) => Some(b),
        (Some(a), _) => Some(a),
        (None, b) => b,
    }
}

/// How much a level speaks for one person.
pub(crate) fn gain(cell: [f64; 3]) -> f64 {
    cell[0] - cell[1].max(cell[2])
}
