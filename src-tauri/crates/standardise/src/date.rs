//! Dates and times: every usual way of writing them → ISO 8601.
//!
//! Day and month are told apart by the order decided for the whole column ([`DateOrderVote`]);
//! where nothing decided, by a part over twelve, and at last by what the country does, unless the
//! dates of the column contradict each other: then nobody can know. The rule of each value says which
//! it was (`date.day_first`, `date.assumed_day_first`, …).

mod birth;
mod long_ago;
mod order;
mod shape;
mod time;
mod words;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _};
use rollcall_model::DateOrder;

pub use birth::{birth, birth_from_parts};
pub use long_ago::LongAgoVote;
pub use order::{DateOrderVerdict, DateOrderVote};

use crate::time_zone::{Placing, Zone};
use crate::{Standardised, country, placeholder, text};
use shape::DateShape;

/// What is known about the dates of a column before one of them is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReading {
    /// The order decided for the column, if one was.
    pub order: Option<DateOrder>,
    /// Whether an undecided date has its month first.
    pub month_first: bool,
    /// Whether other dates of the column contradict each other, so that an undecided one is not guessed.
    pub contradicted: bool,
    /// Whether the column is of people of the past: births longer ago than anybody lives are right in it.
    pub long_ago: bool,
    /// The day the file was read: births lie before it.
    pub today: NaiveDate,
    /// The zone of times that tell none themselves, where it is known.
    pub zone: Option<Zone>,
}

impl DateReading {
    /// What is known from the column's order and the row's country (ISO alpha-2).
    pub fn new(order: Option<DateOrder>, country: Option<&str>, today: NaiveDate) -> Self {
        Self {
            order,
            month_first: country::writes_month_first(country),
            contradicted: false,
            long_ago: false,
            today,
            zone: None,
        }
    }

    /// Whether a date that could be read both ways is not known.
    fn is_undecidable(self) -> bool {
        self.contradicted && self.order.is_none()
    }
}

/// A moment: `YYYY-MM-DDTHH:MM:SS` by the clock the text shows, and behind it how far that clock is
/// from UTC (`Z`, `-04:00`) where the text or the zone of its times tells. Seconds since 1970 show no
/// clock: they are shown by the zone's, else by that of UTC. A day alone becomes its midnight
/// (`date.day_only`), of a zone nobody knows. `past` says that a moment after tomorrow cannot be right
/// (created, updated, consent).
pub fn moment(text: &str, reading: DateReading, past: bool) -> Standardised {
    let cleaned = text::clean_code(text);
    let shape = match readable(&cleaned, reading) {
        Ok(shape) => shape,
        Err(outcome) => return outcome,
    };
    let Some((day, rule)) = shape.day_of(|year, _, _| recent_century(year, reading.today)) else {
        return Standardised::invalid(shape.reason_without_day());
    };
    let (hour, minute, second) = shape.clock();
    let Some(shown) = day.and_hms_opt(hour, minute, second) else {
        return Standardised::invalid("date.impossible");
    };
    let placed = place(shown, &shape, rule, reading.zone);
    let Some((moment, offset, rule)) = placed else {
        return Standardised::invalid("date.impossible");
    };
    if is_filler_day(moment.date()) {
        return Standardised::placeholder("date.placeholder");
    }
    if !(1900..=2200).contains(&moment.year()) {
        return Standardised::invalid("date.impossible");
    }
    if past && moment.date() > reading.today + TimeDelta::days(1) {
        return Standardised::invalid("date.future");
    }
    Standardised::valid(written(moment, offset), rule)
}

/// The clock to show, its minutes east of UTC where they are known, and the rule that says how.
fn place(
    shown: NaiveDateTime,
    shape: &DateShape,
    rule: &'static str,
    zone: Option<Zone>,
) -> Option<(NaiveDateTime, Option<i64>, &'static str)> {
    if !shape.has_time() {
        return Some((shown, None, "date.day_only"));
    }
    match (shape.offset(), zone) {
        (Some(0), Some(zone)) if rule == "date.epoch" => {
            let (clock, minutes) = zone.show(shown)?;
            Some((clock, Some(minutes), rule))
        }
        (Some(minutes), _) => {
            // Its instant has to be one, too.
            shown.checked_sub_signed(TimeDelta::minutes(minutes))?;
            Some((shown, Some(minutes), rule))
        }
        (None, Some(zone)) => match zone.place(shown) {
            Some((minutes, placing)) => Some((shown, Some(minutes), rule_in_zone(rule, placing))),
            None => Some((shown, None, rule)),
        },
        (None, None) if shape.is_of_several_zones() => Some((shown, None, "date.zone_of_several")),
        (None, None) => Some((shown, None, rule)),
    }
}

/// What was assumed matters more than that the zone was known.
fn rule_in_zone(rule: &'static str, placing: Placing) -> &'static str {
    match placing {
        Placing::Twice => "date.in_zone_twice",
        Placing::Skipped => "date.in_zone_skipped",
        Placing::Once => match rule {
            "date.assumed_day_first" | "date.assumed_month_first" => rule,
            _ => "date.in_zone",
        },
    }
}

/// Minutes east of UTC that the name of a zone or an offset tells: `PDT`, `+05:30`, `UTC+2`.
pub(crate) fn offset_of(text: &str) -> Option<i64> {
    time::zone(text)
}

/// An offset as it stands behind a clock: `-04:00`.
pub(crate) fn written_offset(minutes: i64) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The shape of a cleaned text, or what the text is instead of a date.
fn readable(cleaned: &str, reading: DateReading) -> Result<DateShape, Standardised> {
    if cleaned.is_empty() {
        return Err(Standardised::blank());
    }
    let mut digits = cleaned.bytes().filter(u8::is_ascii_digit).peekable();
    if digits.peek().is_some() && digits.all(|digit| digit == b'0') {
        return Err(Standardised::placeholder("date.placeholder"));
    }
    shape::read(cleaned, reading).map_err(|rule| {
        if placeholder::is_filler(cleaned) {
            Standardised::placeholder("date.placeholder")
        } else {
            Standardised::invalid(rule)
        }
    })
}

/// Days that programs write when they know none.
fn is_filler_day(day: NaiveDate) -> bool {
    matches!(
        (day.year(), day.month(), day.day()),
        (1..=1000 | 1753 | 1800 | 1900 | 1970, 1, 1)
            | (1899, 12, 30)
            | (1899 | 1969 | 9999, 12, 31)
            | (1111, 11, 11)
    )
}

fn recent_century(two_digits: i32, today: NaiveDate) -> i32 {
    if 2000 + two_digits <= today.year() + 1 {
        2000 + two_digits
    } else {
        1900 + two_digits
    }
}

fn written(moment: NaiveDateTime, offset: Option<i64>) -> String {
    use std::fmt::Write as _;
    let mut written = String::with_capacity(25);
    // Writing into a String cannot fail.
    let _ = write!(
        written,
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        moment.year(),
        moment.month(),
        moment.day(),
        moment.hour(),
        moment.minute(),
        moment.second()
    );
    match offset {
        Some(0) => written.push('Z'),
        Some(minutes) => written.push_str(&written_offset(minutes)),
        None => {}
    }
    written
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rollcall_model::{
        DateOrder,
        ValueState::{self, Invalid, Placeholder, Valid},
    };

    use super::{DateReading, moment};

    fn reading(order: Option<DateOrder>, country: &str) -> DateReading {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        DateReading::new(order, Some(country), today)
    }

    #[test]
    fn moments() {
        let cases: &[(&str, ValueState, &str)] = &[
            ("2024-03-04T10:20:30Z", Valid, "2024-03-04T10:20:30Z"),
            (
                "2024-03-04T10:20:30+01:00",
                Valid,
                "2024-03-04T10:20:30+01:00",
            ),
            (
                "2024-03-04 10:20:30 -0500",
                Valid,
                "2024-03-04T10:20:30-05:00",
            ),
            // The day the file writes stays, in both directions across midnight and a month's end.
            (
                "2024-03-31 22:00:00 -0400",
                Valid,
                "2024-03-31T22:00:00-04:00",
            ),
            (
                "2024-04-01T00:30:00+09:00",
                Valid,
                "2024-04-01T00:30:00+09:00",
            ),
            ("2024-03-04 10:20:30 UTC", Valid, "2024-03-04T10:20:30Z"),
            (
                "2026-03-31 22:00 GMT+5:30",
                Valid,
                "2026-03-31T22:00:00+05:30",
            ),
            (
                "2026-03-31 22:00 (GMT+1)",
                Valid,
                "2026-03-31T22:00:00+01:00",
            ),
            // Which of the zones of that name is meant nobody can say.
            ("2026-03-31 22:00 IST", Valid, "2026-03-31T22:00:00"),
            ("2024-03-04 10:20:30.123", Valid, "2024-03-04T10:20:30"),
            ("2024-03-04T10:20:30.123456Z", Valid, "2024-03-04T10:20:30Z"),
            ("2024-03-04", Valid, "2024-03-04T00:00:00"),
            ("2024/03/04 10:20", Valid, "2024-03-04T10:20:00"),
            ("04/03/2024 10:20", Valid, "2024-03-04T10:20:00"),
            ("04.03.2024, 10:20 Uhr", Valid, "2024-03-04T10:20:00"),
            ("Mar 4, 2024 10:20 PM", Valid, "2024-03-04T22:20:00"),
            ("4 mars 2024 à 10:20", Valid, "2024-03-04T10:20:00"),
            (
                "Mon Mar 04 2024 10:20:30 GMT+0100 (CET)",
                Valid,
                "2024-03-04T10:20:30+01:00",
            ),
            (
                "Mon, 04 Mar 2024 10:20:30 +0000",
                Valid,
                "2024-03-04T10:20:30Z",
            ),
            ("12:05 AM 04/03/2024", Valid, "2024-03-04T00:05:00"),
            ("20240304102030", Valid, "2024-03-04T10:20:30"),
            ("20240304T102030Z", Valid, "2024-03-04T10:20:30Z"),
            ("1709547630", Valid, "2024-03-04T10:20:30Z"),
            ("1709547630000", Valid, "2024-03-04T10:20:30Z"),
            ("2024-02-30", Invalid, ""),
            ("2024-13-05", Invalid, ""),
            ("2024", Invalid, ""),
            ("25:00", Invalid, ""),
            ("2024-03-04 25:00", Invalid, ""),
            ("2031-01-01", Invalid, ""),
            ("yesterday", Invalid, ""),
            ("45385", Invalid, ""),
            ("0000-00-00 00:00:00", Placeholder, ""),
            ("1970-01-01T00:00:00Z", Placeholder, ""),
            ("n/a", Placeholder, ""),
        ];
        for (text, state, value) in cases {
            let got = moment(text, reading(None, "GB"), true);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?} {got:?}"
            );
        }
        let booked = moment("2031-01-01", reading(None, "GB"), false);
        assert_eq!(booked.state, Valid);
    }

    #[test]
    fn the_order_of_day_and_month() {
        use DateOrder::{DayFirst, MonthFirst};
        for (text, order, country, value, rule) in [
            (
                "03/04/2024 0:00",
                Some(DayFirst),
                "US",
                "2024-04-03",
                "date.day_first",
            ),
            (
                "03/04/2024 0:00",
                Some(MonthFirst),
                "GB",
                "2024-03-04",
                "date.month_first",
            ),
            (
                "03/04/2024 0:00",
                None,
                "GB",
                "2024-04-03",
                "date.assumed_day_first",
            ),
            (
                "03/04/2024 0:00",
                None,
                "US",
                "2024-03-04",
                "date.assumed_month_first",
            ),
            ("03.04.2024 0:00", None, "US", "2024-04-03", "date.dotted"),
            (
                "13/04/2024 0:00",
                None,
                "US",
                "2024-04-13",
                "date.unambiguous",
            ),
            (
                "04/13/2024 0:00",
                Some(DayFirst),
                "GB",
                "2024-04-13",
                "date.unambiguous",
            ),
        ] {
            let got = moment(text, reading(order, country), true);
            assert_eq!(
                (got.value.as_str().get(..10), got.rule),
                (Some(value), rule),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_could_be_either_is_not_guessed_where_the_column_contradicts_itself() {
        let contradicted = |order| DateReading {
            contradicted: true,
            ..reading(order, "GB")
        };
        for (text, value, rule) in [
            ("25/12/2024", "2024-12-25", "date.day_only"),
            ("12/25/2024 9:30", "2024-12-25", "date.unambiguous"),
            ("05/05/2024 9:30", "2024-05-05", "date.unambiguous"),
            ("2024-03-04", "2024-03-04", "date.day_only"),
            ("4 March 2024", "2024-03-04", "date.day_only"),
            ("03/04/2024", "", "date.order_unknown"),
            ("3.4.24 9:30", "", "date.order_unknown"),
            ("03042024", "", "date.order_unknown"),
            ("25122024", "2024-12-25", "date.day_only"),
        ] {
            let got = moment(text, contradicted(None), true);
            let day = got.value.get(..10).unwrap_or_default();
            assert_eq!((day, got.rule), (value, rule), "{text:?}");
        }
        let chosen = moment(
            "03/04/2024 9:30",
            contradicted(Some(DateOrder::MonthFirst)),
            true,
        );
        assert_eq!(chosen.rule, "date.month_first");
        let born = super::birth("03/04/1984", contradicted(None));
        assert_eq!((born.state, born.rule), (Invalid, "date.order_unknown"));
    }

    #[test]
    fn a_time_without_a_zone_is_placed_by_the_zone_of_its_table() {
        let zone = crate::time_zone::Zone::read("America/New_York");
        for (text, value, rule) in [
            (
                "2026-03-31 22:00",
                "2026-03-31T22:00:00-04:00",
                "date.in_zone",
            ),
            (
                "2026-01-31 22:00",
                "2026-01-31T22:00:00-05:00",
                "date.in_zone",
            ),
            // Its own offset counts before the zone of the table.
            ("2026-03-31 22:00 +0000", "2026-03-31T22:00:00Z", "date.iso"),
            (
                "2026-03-08 02:30",
                "2026-03-08T02:30:00-05:00",
                "date.in_zone_skipped",
            ),
            (
                "2026-11-01 01:30",
                "2026-11-01T01:30:00-04:00",
                "date.in_zone_twice",
            ),
            (
                "05/06/2026 22:00",
                "2026-06-05T22:00:00-04:00",
                "date.assumed_day_first",
            ),
            // What is said of the table tells which zone of several of that name is meant.
            (
                "2026-03-31 22:00 CST",
                "2026-03-31T22:00:00-04:00",
                "date.in_zone",
            ),
            // A day is no time of any clock.
            ("2026-03-31", "2026-03-31T00:00:00", "date.day_only"),
            // 1 April 2026, 02:00 in London without summer time.
            ("1775008800", "2026-03-31T22:00:00-04:00", "date.epoch"),
        ] {
            let got = moment(
                text,
                DateReading {
                    zone,
                    ..reading(None, "GB")
                },
                false,
            );
            assert_eq!((got.value.as_str(), got.rule), (value, rule), "{text:?}");
        }
    }
}
