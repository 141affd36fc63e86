//! Who is drifting away, by everything that shows it: purchases, messages that are read, visits.
//!
//! Each is held against its own rhythm: somebody who reads every week is silent sooner than somebody who buys twice a
//! year. What shows before the purchases do is an early sign.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_model::CustomerId;

use crate::{Cohorts, Drifting, Ratio};

/// What shows that somebody is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// They buy.
    Purchase,
    /// They open or click messages.
    Reading,
    /// They visit.
    Visit,
}

/// Collects what customers did, in any order.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    by_sign: BTreeMap<Sign, Cohorts>,
}

/// How many drift by one sign, of those who did it often enough to have a rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DriftBySign {
    /// The sign.
    pub sign: Sign,
    /// Those silent for more than twice their usual gap, of those who did it on three days or more.
    pub ratio: Ratio,
    /// The last day on which anybody did it, up to which silence is counted.
    pub until: NaiveDate,
}

/// Somebody who reads or visits less than they used to, while their purchases do not show it.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlySign {
    /// By what it shows; the one that is longest beyond its gap.
    pub sign: Sign,
    /// Who, since when, and what was usual.
    pub drifting: Drifting,
}

impl Sign {
    /// All of them, in the order screens show them.
    pub const ALL: [Self; 3] = [Self::Purchase, Self::Reading, Self::Visit];
}

impl Signs {
    /// Counts one day on which a customer did something.
    pub fn add(&mut self, sign: Sign, customer: CustomerId, day: NaiveDate) {
        self.by_sign.entry(sign).or_default().add(customer, day);
    }

    /// How many drift, sign by sign; none of what nobody ever did.
    pub fn drift(&self) -> Vec<DriftBySign> {
        let of = |(sign, days): (&Sign, &Cohorts)| {
            let until = days.last_day()?;
            let (drifting, regular) = days.drifting(until);
            Some(DriftBySign {
                sign: *sign,
                ratio: Ratio {
                    found: drifting.len() as u64,
                    among: regular,
                },
                until,
            })
        };
        self.by_sign.iter().filter_map(of).collect()
    }

    /// Who drifts by reading or visiting and not by purchases, the longest against their gap first.
    pub fn early(&self) -> Vec<EarlySign> {
        let drifting = |sign: Sign| -> Vec<Drifting> {
            let days = self.by_sign.get(&sign);
            days.and_then(|days| Some(days.drifting(days.last_day()?).0))
                .unwrap_or_default()
        };
        let by_purchases: BTreeSet<CustomerId> = drifting(Sign::Purchase)
            .into_iter()
            .map(|one| one.customer)
            .collect();
        let mut early: BTreeMap<CustomerId, EarlySign> = BTreeMap::new();
        for sign in [Sign::Reading, Sign::Visit] {
            for one in drifting(sign) {
                if by_purchases.contains(&one.customer) {
                    continue;
                }
                let known = early.get(&one.customer);
                if known.is_none_or(|known| beyond(&known.drifting) < beyond(&one)) {
                    let told = EarlySign {
                        sign,
                        drifting: one,
                    };
                    early.insert(told.drifting.customer, told);
                }
            }
        }
        let mut early: Vec<EarlySign> = early.into_values().collect();
        early.sort_by(|one, other| {
            beyond(&other.drifting)
                .total_cmp(&beyond(&one.drifting))
                .then(one.drifting.customer.cmp(&other.drifting.customer))
        });
        early
    }

    /// When each customer did something last.
    pub fn last_days(&self, sign: Sign) -> BTreeMap<CustomerId, NaiveDate> {
        self.by_sign
            .get(&sign)
            .map(Cohorts::last_days)
            .unwrap_or_default()
    }
}

/// How many times their usual gap somebody has been silent.
fn beyond(one: &Drifting) -> f64 {
    one.silent as f64 / one.usual_gap
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rollcall_model::CustomerId;

    use super::{Sign, Signs};

    fn signs(days: &[(Sign, i64, &str)]) -> Signs {
        let mut signs = Signs::default();
        for (sign, customer, day) in days {
            let day: NaiveDate = day.parse().expect("a day");
            signs.add(*sign, CustomerId(*customer), day);
        }
        signs
    }

    #[test]
    fn g73_reading_and_visits_show_drift_before_purchases_do() {
        use Sign::{Purchase, Reading, Visit};
        let told = signs(&[
            // The first buys every month and still does; mails were read weekly and are not any more.
            (Purchase, 1, "2026-01-01"),
            (Purchase, 1, "2026-02-01"),
            (Purchase, 1, "2026-03-01"),
            (Reading, 1, "2026-01-01"),
            (Reading, 1, "2026-01-08"),
            (Reading, 1, "2026-01-15"),
            // The second reads as ever.
            (Reading, 2, "2026-02-01"),
            (Reading, 2, "2026-02-15"),
            (Reading, 2, "2026-03-01"),
            // The third drifts by purchases too: no early sign.
            (Purchase, 3, "2025-10-01"),
            (Purchase, 3, "2025-10-08"),
            (Purchase, 3, "2025-10-15"),
            (Visit, 3, "2025-10-01"),
            (Visit, 3, "2025-10-08"),
            (Visit, 3, "2025-10-15"),
            // The fourth came three times and is known to have come lately.
            (Visit, 4, "2026-02-01"),
            (Visit, 4, "2026-02-10"),
            (Visit, 4, "2026-03-01"),
        ]);
        let drift: Vec<_> = told
            .drift()
            .into_iter()
            .map(|one| (one.sign, one.ratio.found, one.ratio.among))
            .collect();
        assert_eq!(drift, [(Purchase, 1, 2), (Reading, 1, 2), (Visit, 1, 2)]);
        let early: Vec<_> = told
            .early()
            .into_iter()
            .map(|one| (one.sign, one.drifting.customer.0, one.drifting.silent))
            .collect();
        assert_eq!(early, [(Reading, 1, 45)]);
        assert_eq!(told.last_days(Visit).len(), 2);
    }

    #[test]
    fn of_two_signs_the_one_longest_beyond_its_gap_is_told() {
        use Sign::{Reading, Visit};
        let told = signs(&[
            (Reading, 1, "2026-01-01"),
            (Reading, 1, "2026-01-11"),
            (Reading, 1, "2026-01-21"),
            (Visit, 1, "2026-01-01"),
            (Visit, 1, "2026-01-02"),
            (Visit, 1, "2026-01-03"),
            (Reading, 2, "2026-03-01"),
            (Visit, 2, "2026-03-01"),
        ]);
        let early = told.early();
        assert_eq!(early.len(), 1);
        assert_eq!(early[0].sign, Visit);
        assert!(Signs::default().early().is_empty());
        assert!(Signs::default().drift().is_empty());
    }
}
