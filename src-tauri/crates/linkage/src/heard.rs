//! What the pairs of records of two clusters say together, for one comparison.

use crate::comparison::{Comparison, ComparisonKind};
use crate::log_tables::LogTables;

/// What a level says of a pair, and how it is to be heard.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice {
    /// Log of the chance of the level, for each class.
    cell: [f64; 3],
    gain: f64,
    manner: Manner,
}

impl Voice {
    /// How much the level speaks for one person; nothing where it only explains.
    pub(crate) fn gain(&self) -> f64 {
        if self.manner == Manner::Explains {
            0.0
        } else {
            self.gain
        }
    }
}

/// How a level is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// It says nothing.
    Silent,
    /// It says nothing, and explains what others seem to say.
    Explains,
    /// It is of what is permanent; all pairs count.
    Permanent,
    /// The same, of a part of it.
    Half,
    /// The best pair counts.
    Best,
    /// The best pair counts where nothing explains it.
    Residue,
    /// Both records stand in this list.
    List(u8),
}

/// The voices of all levels of all comparisons.
#[derive(Debug)]
pub(crate) struct Voices {
    voices: Vec<Voice>,
    /// Where the levels of each comparison begin and end.
    ranges: Vec<(usize, usize)>,
}

impl Voices {
    pub(crate) fn of(comparisons: &[Comparison], tables: &LogTables) -> Self {
        let mut told = Self {
            voices: Vec::new(),
            ranges: Vec::with_capacity(comparisons.len()),
        };
        for (comparison, cells) in comparisons.iter().zip(&tables.levels) {
            let begin = told.voices.len();
            let levels = comparison.levels.iter().zip(cells).enumerate();
            told.voices.extend(levels.map(|(at, (level, &cell))| {
                let manner = match (comparison.kind, level.group) {
                    (ComparisonKind::Source, _) if at == 0 => Manner::Silent,
                    (ComparisonKind::Source, _) => Manner::List(at as u8),
                    (_, 0) if level.residue => Manner::Explains,
                    (_, 0) => Manner::Silent,
                    _ if comparison.permanent && level.half => Manner::Half,
                    _ if comparison.permanent => Manner::Permanent,
                    _ if level.residue => Manner::Residue,
                    _ => Manner::Best,
                };
                Voice {
                    cell,
                    gain: gain(cell),
                    manner,
                }
            }));
            told.ranges.push((begin, told.voices.len()));
        }
        told
    }

    /// What the levels of a pair say, each comparison by its place, without those that say nothing.
    #[inline]
    pub(crate) fn of_pair(&self, levels: &[u8]) -> impl Iterator<Item = (usize, &Voice)> {
        let of_each = levels.iter().zip(&self.ranges).enumerate();
        of_each.filter_map(|(at, (&level, &(begin, end)))| {
            let levels = self.voices.get(begin..end)?;
            let voice = levels.get(usize::from(level))?;
            (voice.manner != Manner::Silent).then_some((at, voice))
        })
    }
}

/// What one comparison hears from the pairs of records of two clusters.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Heard {
    /// Sum over the pairs of what is permanent.
    sum: [f64; 3],
    /// The best of what is not.
    best: Option<Best>,
    /// The best likeness that counts only where no pair explains it.
    residue: Option<Best>,
    explained: bool,
    /// Pairs that were heard.
    pub(crate) count: u32,
    /// Pairs of which only a part could be compared, and it agreed.
    half: [f64; 3],
    halves: u32,
    /// Whether the whole value of a pair was compared.
    whole: bool,
}

/// The best that was heard.
#[derive(Debug, Clone, Copy)]
struct Best {
    cell: [f64; 3],
    gain: f64,
}

impl Heard {
    /// Takes in what one pair of records says.
    #[inline]
    pub(crate) fn hear(&mut self, voice: &Voice) {
        let best = match voice.manner {
            Manner::Silent | Manner::List(_) => return,
            Manner::Explains => {
                self.explained = true;
                return;
            }
            Manner::Permanent | Manner::Half => return self.hear_permanent(voice),
            Manner::Best => &mut self.best,
            Manner::Residue => &mut self.residue,
        };
        take_better(best, voice.cell, voice.gain);
        self.count += 1;
    }

    fn hear_permanent(&mut self, voice: &Voice) {
        let half = voice.manner == Manner::Half;
        self.whole |= !half;
        let (sum, count) = if half && voice.gain > 0.0 {
            (&mut self.half, &mut self.halves)
        } else {
            (&mut self.sum, &mut self.count)
        };
        for (sum, part) in sum.iter_mut().zip(voice.cell) {
            *sum += part;
        }
        *count += 1;
    }

    /// The best of what people have several of or change, the mean of what they do not. Where a
    /// whole value can be compared, a part that fits has no say: an initial fits many names, and
    /// would dilute the contradiction of those it stands for. Where one pair explains a likeness,
    /// it is explained for all: a row without a name does not bring it back.
    pub(crate) fn said(&self, permanent: bool) -> Option<[f64; 3]> {
        if !permanent {
            let mut best = self.best;
            if let Some(residue) = self.residue.filter(|_| !self.explained) {
                take_better(&mut best, residue.cell, residue.gain);
            }
            return best.map(|best| best.cell);
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
    /// The lists heard so far, one bit each.
    seen: [u64; 4],
    against: Option<[f64; 3]>,
    best: Option<Best>,
}

impl SharedLists {
    /// Takes in what the lists of one pair of records say; nothing if it says no list.
    #[inline]
    pub(crate) fn hear(&mut self, voice: &Voice) {
        let Manner::List(list) = voice.manner else {
            return;
        };
        let bit = 1 << (list % 64);
        let Some(seen) = self.seen.get_mut(usize::from(list / 64)) else {
            return;
        };
        if *seen & bit != 0 {
            return;
        }
        *seen |= bit;
        if voice.gain < 0.0 {
            let against = self.against.get_or_insert([0.0; 3]);
            for (sum, part) in against.iter_mut().zip(voice.cell) {
                *sum += part;
            }
        } else {
            take_better(&mut self.best, voice.cell, voice.gain);
        }
    }

    /// All that speaks against, or else the best.
    pub(crate) fn said(&self) -> Option<[f64; 3]> {
        self.against.or(self.best.map(|best| best.cell))
    }
}

/// Keeps the better of two; the first of equals.
#[inline]
fn take_better(best: &mut Option<Best>, cell: [f64; 3], gain: f64) {
    if best.is_none_or(|best| gain > best.gain) {
        *best = Some(Best { cell, gain });
    }
}

/// How much a level speaks for one person.
pub(crate) fn gain(cell: [f64; 3]) -> f64 {
    cell[0] - cell[1].max(cell[2])
}
