//! The days a condition looks at.

use chrono::{Datelike as _, Days, NaiveDate};

/// Days that count, both ends included.
pub(crate) struct Span {
    from: i32,
    until: i32,
}

impl Span {
    pub(crate) fn back(until: NaiveDate, days: Option<u32>) -> Self {
        let Some(days) = days else {
            return Self {
                from: i32::MIN,
                until: i32::MAX,
            };
        };
        let from = until
            .checked_sub_days(Days::new(u64::from(days)))
            .unwrap_or(NaiveDate::MIN);
        Self {
            from: from.num_days_from_ce(),
            until: until.num_days_from_ce(),
        }
    }

    pub(crate) fn holds(&self, day: i32) -> bool {
        (self.from..=self.until).contains(&day)
    }
}
