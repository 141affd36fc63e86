//! Whether a list of buyers grows as there are buyers.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// The list must grow by so many in a hundred of the buyers that came, and by no more than as many over.
pub const TOLERANCE_PERCENT: u64 = 20;

/// What came in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekOfGrowth {
    /// Its Monday.
    pub monday: NaiveDate,
    /// People who came into the list.
    pub listed: u64,
    /// Buyers who came.
    pub buyers: u64,
}

/// How a list and the buyers grew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListGrowth {
    /// Week by week, those in between as well.
    pub weeks: Vec<WeekOfGrowth>,
    /// What came into the list in all of them.
    pub listed: u64,
    /// Buyers who came in all of them.
    pub buyers: u64,
}

impl ListGrowth {
    /// How a list grew from the days people came into it, beside the days buyers came, each person once.
    /// The list's first week is its beginning and no growth; what it grew by is told up to the newest of
    /// both. Nothing where no week is left, or no buyer came in any.
    pub fn of(listed: &[NaiveDate], bought: &[NaiveDate]) -> Option<Self> {
        let first = monday(*listed.iter().min()?);
        let last = monday(*listed.iter().chain(bought).max()?);
        let mut weeks = Vec::new();
        let mut week = first.checked_add_days(Days::new(7))?;
        while week <= last {
            let of =
                |days: &[NaiveDate]| days.iter().filter(|day| monday(**day) == week).count() as u64;
            weeks.push(WeekOfGrowth {
                monday: week,
                listed: of(listed),
                buyers: of(bought),
            });
            week = week.checked_add_days(Days::new(7))?;
        }
        let told = Self {
            listed: weeks.iter().map(|one| one.listed).sum(),
            buyers: weeks.iter().map(|one| one.buyers).sum(),
            weeks,
        };
        (told.buyers > 0).then_some(told)
    }

    /// How many came into the list for each buyer that came.
    pub fn ratio(&self) -> f64 {
        self.listed as f64 / self.buyers as f64
    }

    /// Whether it grew in line with the buyers.
    pub fn is_in_line(&self) -> bool {
        let (least, most) = (100 - TOLERANCE_PERCENT, 100 + TOLERANCE_PERCENT);
        (self.buyers * least..=self.buyers * most).contains(&(self.listed * 100))
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    if day.weekday() == Weekday::Mon {
        return day;
    }
    day.week(Weekday::Mon).first_day()
}

#[cfg(test)]
mod tests {
    use super::ListGrowth;
    use chrono::NaiveDate;

    /// So many on each of these days of March 2026; the 2nd is a Monday.
    fn days(told: &[(u32, usize)]) -> Vec<NaiveDate> {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        told.iter()
            .flat_map(|(on, many)| std::iter::repeat_n(day(*on), *many))
            .collect()
    }

    #[test]
    fn a_list_grows_in_line_or_not() {
        for (listed, bought, told) in [
            // Ten came into the list and fifty bought.
            (
                &[(2, 20), (10, 6), (17, 4)][..],
                &[(3, 20), (10, 25), (18, 25)][..],
                Some((10, 50, false)),
            ),
            (
                &[(2, 20), (10, 20), (17, 22)],
                &[(3, 20), (10, 25), (18, 25)],
                Some((42, 50, true)),
            ),
            (&[(2, 20), (10, 70)], &[(10, 50)], Some((70, 50, false))),
            // A beginning alone is no growth, and without buyers nothing is told.
            (&[(2, 20)], &[(3, 20)], None),
            (&[(2, 20), (10, 5)], &[(3, 20)], None),
            (&[], &[(3, 20)], None),
        ] {
            let growth = ListGrowth::of(&days(listed), &days(bought));
            let growth = growth.map(|one| (one.listed, one.buyers, one.is_in_line()));
            assert_eq!(growth, told, "{listed:?} {bought:?}");
        }
    }
}
