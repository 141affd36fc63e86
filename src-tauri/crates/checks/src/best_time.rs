//! At which weekday and hour somebody reads what is sent to them.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDateTime, Timelike as _, Weekday};
use rollcall_model::CustomerId;

/// With fewer openings than so many the best hour is chance and stays blank. One person opens few
/// mails; of five at least two must fall on the same hour for an hour to be named at all.
pub const LEAST_OPENINGS: u64 = 5;
/// So many must fall together.
const LEAST_TOGETHER: u64 = 2;

/// Collects when customers opened or clicked, in any order.
#[derive(Debug, Clone, Default)]
pub struct Openings {
    at: BTreeMap<CustomerId, Vec<NaiveDateTime>>,
}

/// When somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BestTime {
    /// The weekday with most openings; nothing with too few, or where none stands out.
    pub weekday: Option<Weekday>,
    /// The hour of the day with most openings, 0 to 23, by the clock of the log.
    pub hour: Option<u32>,
    /// How many openings are known.
    pub openings: u64,
}

impl Openings {
    /// Notes an opening.
    pub fn add(&mut self, customer: CustomerId, at: NaiveDateTime) {
        self.at.entry(customer).or_default().push(at);
    }

    /// When somebody reads, as far as it can be told.
    pub fn best_time(&self, customer: CustomerId) -> BestTime {
        let at = self
            .at
            .get(&customer)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let openings = at.len() as u64;
        if openings < LEAST_OPENINGS {
            return BestTime {
                openings,
                ..BestTime::default()
            };
        }
        BestTime {
            weekday: most(at, |one| one.weekday().num_days_from_monday())
                .and_then(|day| Weekday::try_from(u8::try_from(day).ok()?).ok()),
            hour: most(at, NaiveDateTime::hour),
            openings,
        }
    }

    /// Of how many customers an hour can be named.
    pub fn with_best_hour(&self) -> u64 {
        let all = self.at.keys();
        all.filter(|one| self.best_time(**one).hour.is_some())
            .count() as u64
    }

    /// How many customers opened anything.
    pub fn customers(&self) -> u64 {
        self.at.len() as u64
    }
}

/// The value most openings have, of equals the one that was last; nothing where no two have the same.
fn most(at: &[NaiveDateTime], value: fn(&NaiveDateTime) -> u32) -> Option<u32> {
    let mut counts: BTreeMap<u32, (u64, NaiveDateTime)> = BTreeMap::new();
    for one in at {
        let (count, last) = counts.entry(value(one)).or_insert((0, *one));
        *count += 1;
        *last = (*last).max(*one);
    }
    let (value, (count, _)) = counts.into_iter().max_by_key(|(_, told)| *told)?;
    (count >= LEAST_TOGETHER).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{BestTime, Openings};
    use chrono::{NaiveDateTime, Weekday};
    use rollcall_model::CustomerId;

    fn best(at: &[&str]) -> BestTime {
        let mut openings = Openings::default();
        for one in at {
            let at = NaiveDateTime::parse_from_str(one, "%Y-%m-%d %H:%M").expect("a time");
            openings.add(CustomerId(1), at);
        }
        openings.best_time(CustomerId(1))
    }

    /// 2026-03-03 is a Tuesday.
    #[test]
    fn g45_an_hour_is_named_only_of_enough_openings() {
        let four = [
            "2026-03-03 19:05",
            "2026-03-10 19:40",
            "2026-03-17 19:10",
            "2026-03-20 08:00",
        ];
        for (at, weekday, hour) in [
            (&four[..0], None, None),
            (&four[..2], None, None),
            (&four[..], None, None),
        ] {
            let told = best(at);
            assert_eq!((told.weekday, told.hour), (weekday, hour), "{at:?}");
            assert_eq!(told.openings, at.len() as u64);
        }
        let told = best(&[&four[..], &["2026-03-24 07:59"]].concat());
        assert_eq!((told.weekday, told.hour), (Some(Weekday::Tue), Some(19)));
        assert_eq!(told.openings, 5);
    }

    #[test]
    fn no_hour_is_named_where_none_comes_twice_and_of_equals_the_later_counts() {
        let apart = best(&[
            "2026-03-02 01:00",
            "2026-03-03 02:00",
            "2026-03-04 03:00",
            "2026-03-05 04:00",
            "2026-03-06 05:00",
        ]);
        assert_eq!((apart.weekday, apart.hour), (None, None));
        let equal = best(&[
            "2026-03-02 09:00",
            "2026-03-09 09:00",
            "2026-03-03 20:00",
            "2026-03-10 20:00",
            "2026-03-06 05:00",
        ]);
        assert_eq!((equal.weekday, equal.hour), (Some(Weekday::Tue), Some(20)));
    }
}
