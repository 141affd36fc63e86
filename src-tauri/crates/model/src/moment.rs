//! Times as they are kept: the clock the file shows, and how far it is from UTC where that is known.
//!
//! The text of a time begins with the day and the hour its file writes, so that the first ten characters are the
//! local day; behind them stands `Z` or an offset such as `-04:00`, and nothing where no time zone is known. Days are
//! counted by those characters; what came before what is told by the instant alone.

use std::cmp::Ordering;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Clocks are at most so far ahead of UTC.
const FARTHEST_AHEAD: i64 = 14 * HOUR;
/// Clocks are at most so far behind UTC.
const FARTHEST_BEHIND: i64 = 12 * HOUR;

/// A time read for being compared. Two are equal when they are the same instant, however each is written; a time
/// without a zone is taken as if it were UTC, since an order is needed: see [`Moment::is_placed`].
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    text: &'a str,
    /// Seconds since 1970, by the clock of UTC where the zone is known, else by the clock shown.
    seconds: i64,
    /// Minutes east of UTC; nothing where no zone is known.
    offset: Option<i64>,
}

impl<'a> Moment<'a> {
    /// Reads `YYYY-MM-DD`, or that with `THH:MM` or `THH:MM:SS` and an offset or none; a blank may stand for the `T`.
    /// Nothing where the text does not begin with a day.
    pub fn read(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let has_day = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
        if !has_day {
            return None;
        }
        let (year, month, day) = (
            number(text, 0, 4)?,
            number(text, 5, 7)?,
            number(text, 8, 10)?,
        );
        let clock = text
            .get(11..)
            .filter(|_| matches!(bytes.get(10), Some(b'T' | b' ')));
        let part = |from: usize| clock.and_then(|clock| number(clock, from, from + 2));
        let hours = part(0).unwrap_or(0);
        let minutes = part(3).unwrap_or(0);
        let has_seconds = clock.is_some_and(|clock| clock.as_bytes().get(5) == Some(&b':'));
        let seconds = part(6).filter(|_| has_seconds).unwrap_or(0);
        let offset = clock.and_then(offset_behind);
        Some(Self {
            text,
            seconds: days_until(year, month, day) * DAY + hours * HOUR + minutes * MINUTE + seconds
                - offset.unwrap_or(0) * MINUTE,
            offset,
        })
    }

    /// The text as it is kept.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// Whether its time zone is known, so that it can be set beside the times of any other clock.
    pub fn is_placed(self) -> bool {
        self.offset.is_some()
    }

    /// How far its clock is from UTC, in minutes to the east; nothing where no zone is known.
    pub fn offset(self) -> Option<i64> {
        self.offset
    }

    /// Seconds since 1970; nothing where no zone is known.
    pub fn instant(self) -> Option<i64> {
        self.offset.map(|_| self.seconds)
    }

    /// Whether it may be a day without an hour: midnight of a clock whose zone is not known.
    pub fn is_day_alone(self) -> bool {
        self.offset.is_none() && self.seconds.rem_euclid(DAY) == 0
    }

    /// The second since 1970, by which times are put in order: of UTC where the zone is known, else of the clock shown.
    pub fn second(self) -> i64 {
        self.seconds
    }

    /// The minute since 1970: of UTC where the zone is known, else of the clock shown.
    pub fn minute(self) -> i64 {
        self.seconds.div_euclid(MINUTE)
    }

    /// Whether it is surely later than another of the same source. A day is neither before nor after an hour of it,
    /// and where only one of two zones is known, the other clock can be any.
    pub fn is_surely_after(self, other: Self) -> bool {
        let share_a_clock = self.is_placed() == other.is_placed();
        let earliest = if share_a_clock || self.is_placed() {
            self.seconds
        } else {
            self.seconds - FARTHEST_AHEAD
        };
        let length = if other.is_day_alone() { DAY - 1 } else { 0 };
        let latest = if share_a_clock || other.is_placed() {
            other.seconds + length
        } else {
            other.seconds + length + FARTHEST_BEHIND
        };
        earliest > latest
    }
}

impl PartialEq for Moment<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.seconds == other.seconds
    }
}

impl Eq for Moment<'_> {}

impl PartialOrd for Moment<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.seconds.cmp(&other.seconds)
    }
}

/// Orders two kept times by the instant, and those of one instant by their texts. What is no time comes first.
pub fn in_time(one: &str, other: &str) -> Ordering {
    Moment::read(one)
        .cmp(&Moment::read(other))
        .then_with(|| one.cmp(other))
}

fn number(text: &str, from: usize, to: usize) -> Option<i64> {
    let digits = text.as_bytes().get(from..to)?;
    digits.iter().try_fold(0, |number, digit| {
        let is_digit = digit.is_ascii_digit();
        is_digit.then(|| 10 * number + i64::from(digit - b'0'))
    })
}

/// The offset behind a clock: `Z`, `+01:00`, `-0400`.
fn offset_behind(clock: &str) -> Option<i64> {
    let clock = clock.trim_end();
    if clock.ends_with(['Z', 'z']) {
        return Some(0);
    }
    let place = clock.rfind(['+', '-'])?;
    let sign = if clock.as_bytes().get(place) == Some(&b'-') {
        -1
    } else {
        1
    };
    let digits: String = clock
        .get(place + 1..)?
        .chars()
        .filter(|one| *one != ':')
        .collect();
    let hours = number(&digits, 0, 2)?;
    let minutes = number(&digits, 2, 4)?;
    (digits.len() == 4).then_some(sign * (hours * 60 + minutes))
}

/// Days from 1970 to a day of the calendar in use today.
fn days_until(year: i64, month: i64, day: i64) -> i64 {
    // Years are counted from March, so that a leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{Moment, in_time};

    fn minute(text: &str) -> Option<i64> {
        Moment::read(text).map(Moment::minute)
    }

    #[test]
    fn an_instant_is_the_same_however_it_is_written() {
        let cases = [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("1970-01-01", Some(0)),
            ("1969-12-31T23:59:00Z", Some(-1)),
            ("1969-12-31T19:00:00-05:00", Some(0)),
            ("1970-01-01T05:30:00+05:30", Some(0)),
            ("1970-01-01 01:00", Some(60)),
            ("2000-02-29T00:00:00Z", Some(15_863_040)),
            ("2026-04-01T02:00:00Z", minute("2026-03-31T22:00:00-04:00")),
            ("2026-04-01T02:00:30Z", minute("2026-03-31T22:00:30-0400")),
            ("yesterday", None),
            ("2026-4-1", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(minute(text), expected, "{text:?}");
        }
        assert!(minute("2000-03-01") > minute("2000-02-29"));
    }

    #[test]
    fn times_are_put_in_order_by_the_instant() {
        let cases = [
            // An hour before midnight in New York is the next day in London.
            ("2026-03-31T22:00:00-04:00", "2026-04-01T01:59:00Z", Greater),
            ("2026-04-01T08:00:00+09:00", "2026-03-31T23:30:00Z", Less),
            // The hour that comes twice when clocks go back.
            (
                "2026-10-25T02:30:00+01:00",
                "2026-10-25T02:45:00+02:00",
                Greater,
            ),
            ("2026-04-01T02:00:00Z", "2026-03-31T22:00:00-04:00", Greater),
            ("2026-04-01T02:00:00Z", "2026-04-01T02:00:00Z", Equal),
            ("not a time", "2026-04-01", Less),
        ];
        for (one, other, expected) in cases {
            assert_eq!(in_time(one, other), expected, "{one} {other}");
        }
        assert_eq!(
            Moment::read("2026-04-01T02:00:00Z"),
            Moment::read("2026-03-31T22:00:00-04:00")
        );
    }

    #[test]
    fn what_is_surely_later_is_later_whatever_the_zone() {
        let cases = [
            ("2026-03-02T10:00:00", "2026-03-02T09:59:59", true),
            ("2026-03-02T10:00:00", "2026-03-02T10:00:00", false),
            // A day alone is neither before nor after an hour of it.
            ("2026-03-02T10:00:00", "2026-03-02", false),
            ("2026-03-02T10:00:00", "2026-03-02T00:00:00", false),
            ("2026-03-03T00:00:00", "2026-03-02T00:00:00", true),
            ("2026-03-03T00:00:01", "2026-03-02", true),
            // The text is later, the instant is not.
            ("2026-03-02T10:00:00+09:00", "2026-03-02T09:00:00Z", false),
            ("2026-03-02T08:00:00-05:00", "2026-03-02T09:00:00Z", true),
            // One clock is known: the other can be any.
            ("2026-03-02T10:00:00", "2026-03-02T09:00:00Z", false),
            ("2026-03-03T10:00:00", "2026-03-02T09:00:00Z", true),
            ("2026-03-02T20:00:00Z", "2026-03-02T09:00:00", false),
            ("2026-03-02T22:00:00Z", "2026-03-02T09:00:00", true),
        ];
        for (one, other, expected) in cases {
            let (Some(a), Some(b)) = (Moment::read(one), Moment::read(other)) else {
                panic!("{one} and {other} are times");
            };
            assert_eq!(a.is_surely_after(b), expected, "{one} {other}");
        }
    }
}
