//! Days of birth, whole or in part.

use chrono::{Datelike, NaiveDate};

use super::{
    DateReading, is_filler_day, readable,
    words::{self, DateWord},
};
use crate::{Standardised, text};

/// Nobody is older, in years.
const OLDEST: i32 = 120;
/// Years before it have other than four digits.
const FIRST_YEAR: i32 = 1000;

/// A day of birth: `YYYY-MM-DD`, or what of it is told: `YYYY`, `YYYY-MM`, `--MM-DD`. A birth that
/// has not happened yet is invalid, and so is one of more than 120 years ago, unless the column is of
/// people of the past.
pub fn birth(text: &str, reading: DateReading) -> Standardised {
    let cleaned = text::clean_code(text);
    let shape = match readable(&cleaned, reading) {
        Ok(shape) => shape,
        Err(outcome) => return outcome,
    };
    let century = |year, month, day| past_century(year, month, day, reading.today);
    let year = shape.year.or_else(|| {
        let year = shape.short_year?;
        Some(century(
            year,
            shape.month.unwrap_or(1),
            shape.day.unwrap_or(1),
        ))
    });
    let whole = Parts {
        year,
        month: shape.month,
        day: shape.day,
    };
    partial(whole, shape.rule, reading.today, reading.long_ago)
}

/// Day, month and year from columns of their own, each of which may be blank; `long_ago` says that the people
/// are of the past.
pub fn birth_from_parts(
    day: &str,
    month: &str,
    year: &str,
    today: NaiveDate,
    long_ago: bool,
) -> Standardised {
    let (day, month, year) = (
        text::clean_code(day),
        text::clean_code(month),
        text::clean_code(year),
    );
    if [&day, &month, &year].iter().all(|part| part.is_empty()) {
        return Standardised::blank();
    }
    let (Ok(day), Ok(month), Ok(year)) = (number(&day), month_number(&month), number(&year)) else {
        return Standardised::invalid("date.shape");
    };
    let year = year.map(|year| match (i32::try_from(year), month, day) {
        (Ok(year @ 0..=99), month, day) => {
            past_century(year, month.unwrap_or(1), day.unwrap_or(1), today)
        }
        (Ok(year), _, _) => year,
        (Err(_), _, _) => 0,
    });
    partial(Parts { year, month, day }, "date.parts", today, long_ago)
}

/// What is told of a day.
#[derive(Clone, Copy)]
struct Parts {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

fn partial(told: Parts, rule: &'static str, today: NaiveDate, long_ago: bool) -> Standardised {
    let Parts { year, month, day } = told;
    let cannot_be = |rule| Standardised {
        value: told.of_it_can_be(today, long_ago),
        ..Standardised::invalid(rule)
    };
    // The year tells whether 29 February exists; without one it may.
    let Some(whole) =
        NaiveDate::from_ymd_opt(year.unwrap_or(2000), month.unwrap_or(1), day.unwrap_or(1))
    else {
        return cannot_be("date.impossible");
    };
    if year.is_some() && month.is_some() && day.is_some() && is_filler_day(whole) {
        return Standardised::placeholder("date.placeholder");
    }
    if let Some(year) = year {
        if whole > today {
            return cannot_be("date.future");
        }
        if year < first_year(today, long_ago) {
            return cannot_be("date.too_old");
        }
    }
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => {
            Standardised::valid(format!("{year:04}-{month:02}-{day:02}"), rule)
        }
        (Some(year), Some(month), None) => {
            Standardised::valid(format!("{year:04}-{month:02}"), "date.year_month")
        }
        (Some(year), None, None) => Standardised::valid(format!("{year:04}"), "date.year"),
        (None, Some(month), Some(day)) => {
            Standardised::valid(format!("--{month:02}-{day:02}"), "date.month_day")
        }
        _ => Standardised::invalid("date.incomplete"),
    }
}

impl Parts {
    /// The parts of a day that cannot be which can: one digit is wrong, and the others still say who was born then.
    fn of_it_can_be(self, today: NaiveDate, long_ago: bool) -> String {
        let years = first_year(today, long_ago)..=today.year();
        let year = self.year.filter(|year| years.contains(year));
        let month = self.month.filter(|month| (1..=12).contains(month));
        let day = self.day.filter(|day| (1..=31).contains(day));
        match (year, month, day) {
            // With a year that can be, it is the day that cannot.
            (Some(year), Some(month), _) => format!("{year:04}-{month:02}"),
            (Some(year), None, _) => format!("{year:04}"),
            (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
            _ => String::new(),
        }
    }
}

/// Nobody was born before it.
fn first_year(today: NaiveDate, long_ago: bool) -> i32 {
    if long_ago {
        FIRST_YEAR
    } else {
        today.year() - OLDEST
    }
}

/// The latest year with these two digits whose day has come.
fn past_century(year: i32, month: u32, day: u32, today: NaiveDate) -> i32 {
    match NaiveDate::from_ymd_opt(2000 + year, month, day) {
        Some(candidate) if candidate <= today => 2000 + year,
        None if 2000 + year <= today.year() => 2000 + year,
        _ => 1900 + year,
    }
}

fn number(text: &str) -> Result<Option<u32>, ()> {
    if text.is_empty() || text.bytes().all(|byte| byte == b'0' || byte == b'-') {
        return Ok(None);
    }
    let text = text
        .strip_suffix(".0")
        .unwrap_or(text)
        .trim_end_matches('.');
    text.parse().map(Some).map_err(|_| ())
}

fn month_number(text: &str) -> Result<Option<u32>, ()> {
    match words::meaning_of(text) {
        Some(DateWord::Month(month)) => Ok(Some(month)),
        _ => number(text),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rollcall_model::{
        DateOrder,
        ValueState::{self, Blank, Invalid, Placeholder, Valid},
    };

    use super::{super::DateReading, birth, birth_from_parts};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    #[test]
    fn births() {
        let cases: &[(&str, ValueState, &str)] = &[
            ("1984-03-02", Valid, "1984-03-02"),
            ("1984-03-02 00:00:00", Valid, "1984-03-02"),
            ("02/03/1984", Valid, "1984-03-02"),
            ("2/3/84", Valid, "1984-03-02"),
            ("02.03.1984", Valid, "1984-03-02"),
            ("2 March 1984", Valid, "1984-03-02"),
            ("March 2nd, 1984", Valid, "1984-03-02"),
            ("2. März 1984", Valid, "1984-03-02"),
            ("2 de marzo de 1984", Valid, "1984-03-02"),
            ("1er août 1984", Valid, "1984-08-01"),
            ("02-Mar-84", Valid, "1984-03-02"),
            ("2 października 1984", Valid, "1984-10-02"),
            ("19840302", Valid, "1984-03-02"),
            ("02031984", Valid, "1984-03-02"),
            ("'1984-03-02", Valid, "1984-03-02"),
            ("1984", Valid, "1984"),
            ("1984-03", Valid, "1984-03"),
            ("03/1984", Valid, "1984-03"),
            ("02/03", Valid, "--03-02"),
            ("--03-02", Valid, "--03-02"),
            ("29/02", Valid, "--02-29"),
            ("22/11/26", Valid, "2026-11-22"),
            ("24/11/26", Valid, "1926-11-24"),
            ("31/02/1984", Invalid, "1984-02"),
            ("29/02/1983", Invalid, "1983-02"),
            ("2 March 2031", Invalid, "--03-02"),
            ("1899-05-05", Invalid, "--05-05"),
            ("45385", Invalid, ""),
            ("1984-13-02", Invalid, "1984"),
            ("Anne", Invalid, ""),
            ("1900-01-01", Placeholder, ""),
            ("01/01/1970", Placeholder, ""),
            ("0/0/00", Placeholder, ""),
            ("0000-00-00", Placeholder, ""),
            ("unknown", Placeholder, ""),
            ("", Blank, ""),
        ];
        let reading = DateReading::new(Some(DateOrder::DayFirst), Some("GB"), today());
        for (text, state, value) in cases {
            let got = birth(text, reading);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?} {got:?}"
            );
        }
    }

    #[test]
    fn births_of_people_of_the_past() {
        let reading = DateReading {
            long_ago: true,
            ..DateReading::new(Some(DateOrder::YearFirst), Some("GB"), today())
        };
        for (text, state, value) in [
            ("1630-08-01", Valid, "1630-08-01"),
            ("1 August 1630", Valid, "1630-08-01"),
            ("1984-03-02", Valid, "1984-03-02"),
            ("1899-05-05", Valid, "1899-05-05"),
            ("1900-01-01", Placeholder, ""),
            ("2031-08-01", Invalid, "--08-01"),
            ("0630-08-01", Invalid, "--08-01"),
        ] {
            let got = birth(text, reading);
            assert_eq!((got.state, got.value.as_str()), (state, value), "{text}");
        }
        let from_parts = birth_from_parts("1", "8", "1630", today(), true);
        assert_eq!(from_parts.value, "1630-08-01");
        let from_parts = birth_from_parts("1", "8", "1630", today(), false);
        assert_eq!(from_parts.state, Invalid);
    }

    #[test]
    fn births_in_parts() {
        for (day, month, year, state, value) in [
            ("2", "3", "1984", Valid, "1984-03-02"),
            ("2", "March", "84", Valid, "1984-03-02"),
            ("", "3", "1984", Valid, "1984-03"),
            ("", "", "1984", Valid, "1984"),
            ("2", "3", "", Valid, "--03-02"),
            ("2", "3", "0", Valid, "--03-02"),
            ("31", "2", "1984", Invalid, "1984-02"),
            ("5", "19", "1950", Invalid, "1950"),
            ("2", "", "", Invalid, ""),
            ("2", "3", "2031", Invalid, "--03-02"),
            ("two", "3", "1984", Invalid, ""),
            ("", "", "", Blank, ""),
        ] {
            let got = birth_from_parts(day, month, year, today(), false);
            assert_eq!(
                (got.state, got.value.as_str()),
                (state, value),
                "{day:?} {month:?} {year:?}"
            );
        }
    }
}
