//! How far two people agree who judged the same pairs.

use std::collections::BTreeMap;

use crate::wilson::{Interval, wilson};

/// From so many pairs on, agreement no better than chance is a warning.
const ENOUGH: u64 = 10;

/// How far two people agree.
///
/// Cohen's kappa is the share of pairs on which they agree beyond what chance alone would give, of all
/// that chance leaves: 1 where they always agree, 0 where they agree as two would who answer at random
/// as often as they do, below 0 where they agree less than that. J. Cohen, A Coefficient of Agreement for
/// Nominal Scales, Educational and Psychological Measurement 20 (1960), 37–46.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Pairs both judged.
    pub pairs: u64,
    /// Of them, those they judged alike.
    pub agreed: u64,
    /// The share they would judge alike by chance, 0 to 1.
    pub by_chance: f64,
    /// Cohen's kappa; nothing where both gave one and the same answer to all, which leaves chance nothing
    /// to be told from.
    pub kappa: Option<f64>,
    /// Where the share of agreement lies, at 95 %.
    pub interval: Interval,
}

impl Agreement {
    /// How far two people agree; nothing where they judged nothing together.
    pub fn of<'a>(answers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let (mut pairs, mut agreed) = (0_u64, 0_u64);
        let (mut first, mut second) = (BTreeMap::new(), BTreeMap::new());
        for (one, other) in answers {
            pairs += 1;
            agreed += u64::from(one == other);
            *first.entry(one).or_insert(0_u64) += 1;
            *second.entry(other).or_insert(0_u64) += 1;
        }
        if pairs == 0 {
            return None;
        }
        let all = pairs as f64;
        let by_chance: f64 = first
            .iter()
            .map(|(answer, count)| {
                let theirs = second.get(answer).copied().unwrap_or(0);
                *count as f64 / all * theirs as f64 / all
            })
            .sum();
        let left = 1.0 - by_chance;
        Some(Self {
            pairs,
            agreed,
            by_chance,
            kappa: (left > 1e-12).then(|| (agreed as f64 / all - by_chance) / left),
            interval: wilson(agreed, pairs, crate::wilson::AT_95),
        })
    }

    /// They agree no more than chance would: one of the two answers the other way round, or something
    /// else than what is asked.
    pub fn is_no_better_than_chance(&self) -> bool {
        self.pairs >= ENOUGH && self.kappa.is_some_and(|kappa| kappa <= 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Agreement;

    fn agreement(counts: &[(&'static str, &'static str, usize)]) -> Agreement {
        let answers = counts
            .iter()
            .flat_map(|(one, other, count)| std::iter::repeat_n((*one, *other), *count));
        Agreement::of(answers).expect("pairs")
    }

    /// The worked example that is commonly given: 20 yes-yes, 15 no-no, 5 and 10 apart.
    #[test]
    fn kappa_is_as_by_hand() {
        let told = agreement(&[
            ("same", "same", 20),
            ("same", "different", 5),
            ("different", "same", 10),
            ("different", "different", 15),
        ]);
        assert_eq!((told.agreed, told.pairs), (35, 50));
        assert!((told.by_chance - 0.5).abs() < 1e-12);
        assert!((told.kappa.expect("a kappa") - 0.4).abs() < 1e-12);
        assert!(!told.is_no_better_than_chance());
    }

    #[test]
    fn whoever_is_always_wrong_is_noticed() {
        let told = agreement(&[("same", "different", 12), ("different", "same", 8)]);
        assert_eq!(told.agreed, 0);
        assert!(told.kappa.expect("a kappa") < 0.0);
        assert!(told.is_no_better_than_chance());
        let one_answer = agreement(&[("same", "different", 20)]);
        assert!(one_answer.is_no_better_than_chance());
    }

    #[test]
    fn a_few_pairs_are_no_warning_and_one_answer_has_no_kappa() {
        let few = agreement(&[("same", "different", 9)]);
        assert!(!few.is_no_better_than_chance());
        let all = agreement(&[("same", "same", 30)]);
        assert_eq!((all.agreed, all.kappa), (30, None));
        assert!(!all.is_no_better_than_chance());
        assert!(Agreement::of([]).is_none());
    }
}
