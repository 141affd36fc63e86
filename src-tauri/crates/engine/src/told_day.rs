//! The day or time a cell tells that no attribute holds, such as when a message was opened.

use chrono::NaiveDate;
use rollcall_standardise::date::{DateReading, moment};

use crate::records::day_of;

/// The day in the text of a cell; nothing where there is none, or where it could be either of two.
pub(crate) fn told_day(text: &str, loaded_on: NaiveDate) -> Option<NaiveDate> {
    told_time(text, loaded_on).as_deref().and_then(day_of)
}

/// The same with the hour, where the cell tells one.
pub(crate) fn told_time(text: &str, loaded_on: NaiveDate) -> Option<String> {
    let read = moment(text, DateReading::new(None, None, loaded_on), false);
    let is_assumed = matches!(
        read.rule,
        "date.assumed_day_first" | "date.assumed_month_first"
    );
    (read.is_valid() && !is_assumed).then_some(read.value)
}

#[cfg(test)]
mod tests {
    use super::told_day;

    #[test]
    fn a_day_is_told_where_it_can_be_no_other() {
        let loaded_on = "2026-11-30".parse().expect("a day");
        for (text, expected) in [
            ("2026-03-04 22:25:00", Some("2026-03-04")),
            ("2026-03-31T22:00:00-04:00", Some("2026-03-31")),
            ("31/03/2026 09:00", Some("2026-03-31")),
            ("03/04/2026 09:00", None),
            ("yes", None),
            ("1", None),
            ("", None),
        ] {
            let told = told_day(text, loaded_on).map(|day| day.to_string());
            assert_eq!(told.as_deref(), expected, "{text:?}");
        }
    }
}
