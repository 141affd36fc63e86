//! Hours and weekdays at which people read.

use chrono::NaiveDateTime;

/// The clock a log shows; nothing for a day without an hour.
pub(super) fn clock_of(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let zoned = chrono::DateTime::parse_from_rfc3339(text).map(|time| time.naive_local());
    zoned.ok().or_else(|| {
        [
            "%Y-%m-%d %H:%M:%S",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%d %H:%M",
            "%Y-%m-%dT%H:%M",
            "%Y-%m-%d %H:%M:%S %z",
        ]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
    })
}

/// The name of a weekday.
pub(super) fn day_name(day: chrono::Weekday) -> &'static str {
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ][day.num_days_from_monday() as usize]
}
