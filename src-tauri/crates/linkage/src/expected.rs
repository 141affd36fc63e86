//! How many pairs of records are one person, found or not, as far as the clusters themselves tell.

/// What to expect of the pairs of records within and between clusters.
///
/// A pair is judged by all that its two clusters hold, not by its two records alone: a row that
/// says little belongs to its cluster as surely as the cluster holds together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Expected {
    /// Pairs within clusters.
    pub(crate) linked: f64,
    /// Those of them that are one person.
    pub(crate) right: f64,
    /// Pairs between clusters that are one person.
    pub(crate) missed: f64,
}

impl Expected {
    pub(crate) fn add(&mut self, other: Self) {
        self.linked += other.linked;
        self.right += other.right;
        self.missed += other.missed;
    }

    /// Share of the linked pairs that are right, 0 to 1.
    pub(crate) fn precision(&self) -> f64 {
        if self.linked > 0.0 {
            (self.right / self.linked).min(1.0)
        } else {
            1.0
        }
    }

    /// Share of the right pairs that are linked, 0 to 1. `elsewhere` are right pairs expected among
    /// those that were never judged as clusters.
    pub(crate) fn recall(&self, elsewhere: f64) -> f64 {
        let all = self.right + self.missed + elsewhere;
        if all > 0.0 { self.right / all } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Expected;

    #[test]
    fn shares_follow_from_the_pairs() {
        let nothing = Expected::default();
        assert!((nothing.precision() - 1.0).abs() < 1e-9);
        assert!((nothing.recall(0.0) - 1.0).abs() < 1e-9);
        let mut all = Expected {
            linked: 6.0,
            right: 5.0,
            missed: 1.0,
        };
        all.add(Expected {
            linked: 4.0,
            right: 4.0,
            missed: 1.0,
        });
        assert!((all.precision() - 0.9).abs() < 1e-9);
        assert!((all.recall(1.0) - 0.75).abs() < 1e-9);
    }
}
