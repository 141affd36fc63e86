//! Who comes back: customers by the month of their first purchase, and who is drifting away.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use rollcall_model::CustomerId;

use crate::Ratio;

/// A customer is drifting away once so many times their usual gap has passed.
const GAPS_UNTIL_DRIFTING: f64 = 2.0;

/// Days of a year.
const YEAR: u64 = 365;
/// Purchases may begin so many days late and still go back two years.
const SLACK: u64 = 31;

/// Collects purchases, or whatever else is done on days, in any order.
#[derive(Debug, Clone, Default)]
pub struct Cohorts {
    purchases: Vec<(CustomerId, NaiveDate)>,
}

/// The customers who first bought in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The month, `YYYY-MM`.
    pub month: String,
    /// How many they are.
    pub customers: u64,
    /// How many of them bought again so many months later: one month later first. Months after the
    /// last purchase of anybody are not told, since nothing is known of them.
    pub came_back: Vec<u64>,
}

/// Somebody who used to come more often.
#[derive(Debug, Clone, PartialEq)]
pub struct Drifting {
    /// Who.
    pub customer: CustomerId,
    /// The last purchase.
    pub last: NaiveDate,
    /// Days between two purchases, the middle one of their gaps.
    pub usual_gap: f64,
    /// Days since the last purchase.
    pub silent: i64,
}

impl Cohorts {
    /// Counts a purchase that holds.
    pub fn add(&mut self, customer: CustomerId, day: NaiveDate) {
        self.purchases.push((customer, day));
    }

    /// The last day anybody bought.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.purchases.iter().map(|(_, day)| *day).max()
    }

    /// The last day of each customer.
    pub fn last_days(&self) -> BTreeMap<CustomerId, NaiveDate> {
        let mut last = BTreeMap::new();
        for (customer, day) in &self.purchases {
            let known = last.entry(*customer).or_insert(*day);
            *known = (*known).max(*day);
        }
        last
    }

    /// Customers with the days they bought on, each once and in order.
    fn days(&self) -> Vec<(CustomerId, NaiveDate)> {
        let mut days = self.purchases.clone();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Customers by the month of their first purchase, oldest first.
    pub fn by_first_month(&self) -> Vec<Cohort> {
        let Some(end) = self.last_day().map(month_number) else {
            return Vec::new();
        };
        let mut cohorts: BTreeMap<i32, Cohort> = BTreeMap::new();
        for days in self.days().chunk_by(is_of_one) {
            let Some((_, first)) = days.first() else {
                continue;
            };
            let from = month_number(*first);
            let cohort = cohorts.entry(from).or_insert_with(|| Cohort {
                month: first.format("%Y-%m").to_string(),
                customers: 0,
                came_back: vec![0; usize::try_from(end - from).unwrap_or(0)],
            });
            cohort.customers += 1;
            let later: BTreeSet<i32> = days
                .iter()
                .map(|(_, day)| month_number(*day) - from)
                .filter(|months| *months > 0)
                .collect();
            for months in later {
                let place = usize::try_from(months - 1).unwrap_or(usize::MAX);
                if let Some(count) = cohort.came_back.get_mut(place) {
                    *count += 1;
                }
            }
        }
        cohorts.into_values().collect()
    }

    /// Of the customers who bought in the year before the last, those who bought again in the last year;
    /// nothing where purchases do not go back two years, so that a share of it would be a guess.
    pub fn kept_over_a_year(&self, today: NaiveDate) -> Option<Ratio> {
        let [year_ago, two_years_ago] = [YEAR, 2 * YEAR].map(|days| today - Days::new(days));
        let first = self.purchases.iter().map(|(_, day)| *day).min()?;
        if first > two_years_ago + Days::new(SLACK) {
            return None;
        }
        let mut kept = Ratio { found: 0, among: 0 };
        for days in self.days().chunk_by(is_of_one) {
            let has = |from: NaiveDate, until: NaiveDate| {
                days.iter().any(|(_, day)| from < *day && *day <= until)
            };
            if has(two_years_ago, year_ago) {
                kept.among += 1;
                kept.found += u64::from(has(year_ago, today));
            }
        }
        Some(kept)
    }

    /// How many customers bought in the year until a day.
    pub fn active(&self, today: NaiveDate) -> u64 {
        let year_ago = today - Days::new(YEAR);
        let mut within: Vec<CustomerId> = self
            .purchases
            .iter()
            .filter(|(_, day)| year_ago < *day && *day <= today)
            .map(|(customer, _)| *customer)
            .collect();
        within.sort_unstable();
        within.dedup();
        within.len() as u64
    }

    /// Those who bought on three days or more and have been silent for more than twice their usual
    /// gap, the longest first against their gap; and how many bought that often at all.
    pub fn drifting(&self, today: NaiveDate) -> (Vec<Drifting>, u64) {
        let mut found = Vec::new();
        let mut regular = 0;
        for days in self.days().chunk_by(is_of_one) {
            let Some((customer, last)) = days.last().copied().filter(|_| days.len() > 2) else {
                continue;
            };
            regular += 1;
            let usual_gap = middle_gap(days);
            let silent = (today - last).num_days();
            if silent as f64 > GAPS_UNTIL_DRIFTING * usual_gap {
                found.push(Drifting {
                    customer,
                    last,
                    usual_gap,
                    silent,
                });
            }
        }
        found.sort_by(|one, other| {
            let longer = |one: &Drifting| one.silent as f64 / one.usual_gap;
            longer(other)
                .total_cmp(&longer(one))
                .then(one.customer.cmp(&other.customer))
        });
        (found, regular)
    }
}

fn is_of_one(one: &(CustomerId, NaiveDate), next: &(CustomerId, NaiveDate)) -> bool {
    one.0 == next.0
}

fn month_number(day: NaiveDate) -> i32 {
    day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0)
}

/// The median of the days between one purchase and the next.
fn middle_gap(days: &[(CustomerId, NaiveDate)]) -> f64 {
    let mut gaps: Vec<i64> = days
        .iter()
        .zip(days.iter().skip(1))
        .map(|((_, one), (_, next))| (*next - *one).num_days())
        .collect();
    gaps.sort_unstable();
    let middle = gaps.len() / 2;
    match gaps.len() % 2 {
        1 => gaps[middle] as f64,
        _ => (gaps[middle - 1] + gaps[middle]) as f64 / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::Cohorts;
    use crate::Ratio;
    use chrono::NaiveDate;
    use rollcall_model::CustomerId;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn cohorts(purchases: &[(i64, &str)]) -> Cohorts {
        let mut cohorts = Cohorts::default();
        for (customer, on) in purchases {
            cohorts.add(CustomerId(*customer), day(on));
        }
        cohorts
    }

    #[test]
    fn customers_are_counted_by_first_month_and_come_back() {
        let told = cohorts(&[
            (1, "2026-01-05"),
            (1, "2026-02-05"),
            (1, "2026-02-06"),
            (2, "2026-01-31"),
            (2, "2026-03-01"),
            (3, "2026-03-30"),
        ])
        .by_first_month();
        let lines: Vec<_> = told
            .iter()
            .map(|one| (one.month.as_str(), one.customers, one.came_back.clone()))
            .collect();
        assert_eq!(lines, [("2026-01", 2, vec![1, 1]), ("2026-03", 1, vec![])]);
    }

    #[test]
    fn g73_drifting_is_told_against_the_usual_gap() {
        let all = cohorts(&[
            (1, "2026-01-01"),
            (1, "2026-01-11"),
            (1, "2026-01-21"),
            (2, "2025-01-01"),
            (2, "2025-07-01"),
            (2, "2026-01-01"),
            (3, "2020-01-01"),
        ]);
        let (drifting, regular) = all.drifting(day("2026-02-15"));
        assert_eq!(regular, 2, "who bought twice has no usual gap");
        assert_eq!(drifting.len(), 1);
        assert_eq!(drifting[0].customer, CustomerId(1));
        assert_eq!(drifting[0].silent, 25);
        assert!((drifting[0].usual_gap - 10.0).abs() < 1e-9);
    }

    #[test]
    fn g74_who_is_kept_over_a_year_is_told_of_two_years_alone() {
        let all = cohorts(&[
            (1, "2024-02-02"),
            (1, "2025-06-01"),
            (2, "2024-12-01"),
            (3, "2025-03-01"),
            (3, "2026-01-31"),
            (4, "2025-11-01"),
        ]);
        let today = day("2026-01-31");
        assert_eq!(
            all.kept_over_a_year(today),
            Some(Ratio { found: 1, among: 2 }),
            "who first bought in the last year is not of them"
        );
        assert_eq!(all.active(today), 3);
        let young = cohorts(&[(1, "2025-01-01"), (1, "2025-12-01")]);
        assert_eq!(young.kept_over_a_year(today), None);
    }

    #[test]
    fn nothing_bought_is_nothing_told() {
        let none = Cohorts::default();
        assert!(none.by_first_month().is_empty());
        assert_eq!(none.drifting(day("2026-01-01")), (vec![], 0));
    }
}
