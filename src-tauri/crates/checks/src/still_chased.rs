//! Who is shown advertisements though they have bought: what that share of the spending is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rollcall_model::CustomerId;

use crate::{Ratio, Window};

/// People of a retargeting audience who bought within the window, and how many there are in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StillChased {
    /// Who bought, and when last within the window; in the order of their ids.
    pub bought: Vec<(CustomerId, NaiveDate)>,
    /// How many people are in the audience.
    pub audience: u64,
}

impl StillChased {
    /// So many of so many.
    pub fn ratio(&self) -> Ratio {
        Ratio {
            found: self.bought.len() as u64,
            among: self.audience,
        }
    }

    /// What is spent on them, were it spent evenly on everybody in the audience: an estimate, since no
    /// platform tells who saw what. Nothing of an empty audience.
    pub fn wasted(&self, spent: f64) -> Option<f64> {
        Some(self.ratio().share()? * spent)
    }
}

/// Finds them.
pub fn still_chased(
    audience: &BTreeSet<CustomerId>,
    bought: impl IntoIterator<Item = (CustomerId, NaiveDate)>,
    window: Window,
) -> StillChased {
    let mut told = StillChased {
        audience: audience.len() as u64,
        ..StillChased::default()
    };
    let mut within: Vec<(CustomerId, NaiveDate)> = bought
        .into_iter()
        .filter(|(customer, day)| {
            audience.contains(customer) && window.from <= *day && *day <= window.until
        })
        .collect();
    within.sort_unstable();
    for (customer, day) in within {
        match told.bought.last_mut() {
            Some((last, latest)) if *last == customer => *latest = day,
            _ => told.bought.push((customer, day)),
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::still_chased;
    use crate::{Ratio, Window};
    use rollcall_model::CustomerId;

    /// 200 people in the audience, 40 of whom bought; 1,000 spent.
    #[test]
    fn g19_a_fifth_of_the_audience_is_a_fifth_of_the_spending() {
        let window = Window::ending("2026-03-31".parse().expect("a day"), 30);
        let audience = (1..=200).map(CustomerId).collect();
        let day = |text: &str| text.parse().expect("a day");
        let mut bought: Vec<_> = (1..=40)
            .flat_map(|one| [(one, "2026-03-10"), (one, "2026-03-20")])
            .collect();
        // Before the window, after it, and not in the audience.
        bought.extend([(41, "2026-01-01"), (42, "2026-04-01"), (900, "2026-03-20")]);
        let bought = bought
            .into_iter()
            .map(|(one, on)| (CustomerId(one), day(on)));
        let told = still_chased(&audience, bought, window);
        assert_eq!(
            told.ratio(),
            Ratio {
                found: 40,
                among: 200
            }
        );
        assert_eq!(told.wasted(1_000.0), Some(200.0));
        assert_eq!(told.bought[0], (CustomerId(1), day("2026-03-20")));
    }

    #[test]
    fn an_audience_of_nobody_wastes_nothing_that_is_known() {
        let window = Window::ending("2026-03-31".parse().expect("a day"), 30);
        let told = still_chased(&[].into(), [], window);
        assert_eq!(told.wasted(1_000.0), None);
    }
}
