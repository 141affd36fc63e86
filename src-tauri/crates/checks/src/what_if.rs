//! What it would be worth if more customers came back: arithmetic on inputs that stand beside it.

/// What the arithmetic starts from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WhatIf {
    /// Customers to begin with.
    pub customers: f64,
    /// Share of them that comes back in a year, 0 to 1.
    pub kept: f64,
    /// How much more of them would, 0 to 1: .05 for five points of a hundred.
    pub more: f64,
    /// So many years.
    pub years: u32,
    /// What a customer who comes back brings in a year; nothing where nobody said.
    pub worth: Option<f64>,
}

/// How it stands after so many years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WhatIfYear {
    /// Years from now, from 1.
    pub year: u32,
    /// Customers still there as it is.
    pub as_it_is: f64,
    /// Customers still there if more came back.
    pub with_more: f64,
    /// What the difference brings in that year; nothing where nobody said what one is worth.
    pub gain: Option<f64>,
}

impl WhatIf {
    /// Year by year. A share beyond all of them is all of them.
    pub fn by_year(&self) -> Vec<WhatIfYear> {
        let kept = self.kept.clamp(0.0, 1.0);
        let better = (self.kept + self.more).clamp(0.0, 1.0);
        let after = |share: f64, year: u32| {
            self.customers * share.powi(i32::try_from(year).unwrap_or(i32::MAX))
        };
        (1..=self.years)
            .map(|year| {
                let (as_it_is, with_more) = (after(kept, year), after(better, year));
                WhatIfYear {
                    year,
                    as_it_is,
                    with_more,
                    gain: self.worth.map(|worth| (with_more - as_it_is) * worth),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::WhatIf;

    /// 1,000 customers of whom 60 % come back, five points more, three years, 100 a year each.
    #[test]
    fn g74_five_points_more_compound_over_three_years() {
        let told = WhatIf {
            customers: 1_000.0,
            kept: 0.6,
            more: 0.05,
            years: 3,
            worth: Some(100.0),
        }
        .by_year();
        let expected = [
            (1, 600.0, 650.0, 5_000.0),
            (2, 360.0, 422.5, 6_250.0),
            (3, 216.0, 274.625, 5_862.5),
        ];
        assert_eq!(told.len(), expected.len());
        for (one, (year, as_it_is, with_more, gain)) in told.iter().zip(expected) {
            assert_eq!(one.year, year);
            assert!((one.as_it_is - as_it_is).abs() < 1e-6, "{one:?}");
            assert!((one.with_more - with_more).abs() < 1e-6, "{one:?}");
            assert!((one.gain.unwrap_or(0.0) - gain).abs() < 1e-6, "{one:?}");
        }
    }

    #[test]
    fn nobody_comes_back_twice_and_no_money_is_made_up() {
        let told = WhatIf {
            customers: 10.0,
            kept: 0.98,
            more: 0.05,
            years: 1,
            worth: None,
        }
        .by_year();
        assert!((told[0].with_more - 10.0).abs() < 1e-9);
        assert_eq!(told[0].gain, None);
    }
}
