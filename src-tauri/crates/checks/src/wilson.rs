//! Where a share lies that was measured on a random sample.

/// Standard deviations to each side of an interval that holds the true value 95 times in 100.
pub(crate) const AT_95: f64 = 1.959_964;

/// Between which bounds a share lies, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// The score interval for so many hits among so many drawn at random, `deviations` standard deviations to
/// each side. Unlike the plain one it is true near 0 and 1 and for few, and nothing of nothing may be
/// anything. E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of
/// the American Statistical Association 22 (1927), 209–212; recommended by L. D. Brown, T. T. Cai and
/// A. Das Gupta, Interval Estimation for a Binomial Proportion, Statistical Science 16 (2001), 101–133.
pub(crate) fn wilson(hits: u64, drawn: u64, deviations: f64) -> Interval {
    if drawn == 0 {
        return Interval {
            low: 0.0,
            high: 1.0,
        };
    }
    let (count, square) = (drawn as f64, deviations * deviations);
    let share = hits.min(drawn) as f64 / count;
    let middle = share + square / (2.0 * count);
    let spread =
        deviations * (share * (1.0 - share) / count + square / (4.0 * count * count)).sqrt();
    let whole = 1.0 + square / count;
    Interval {
        low: ((middle - spread) / whole).max(0.0),
        high: ((middle + spread) / whole).min(1.0),
    }
}

/// Where the share lies, 95 times in 100, had so many been drawn at random.
pub fn interval_at_95(hits: u64, drawn: u64) -> Interval {
    wilson(hits, drawn, AT_95)
}

#[cfg(test)]
mod tests {
    use super::{AT_95, wilson};

    #[test]
    fn bounds_are_as_in_the_tables() {
        let told = wilson(10, 20, AT_95);
        assert!((told.low - 0.2993).abs() < 1e-4 && (told.high - 0.7007).abs() < 1e-4);
        let all = wilson(50, 50, AT_95);
        assert!((all.low - 0.9287).abs() < 1e-4 && (all.high - 1.0).abs() < 1e-9);
        let none = wilson(0, 50, AT_95);
        assert!(none.low < 1e-9 && (none.high - 0.0713).abs() < 1e-4);
        let nothing = wilson(0, 0, AT_95);
        assert!(nothing.low < 1e-9 && nothing.high > 0.999);
    }
}
