//! What a text says about year, month, day and time, before it is known what the date is for.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use rollcall_model::DateOrder;

use super::{
    DateReading,
    time::{self, TimeOfDay},
    words::{self, DateWord},
};

/// The parts a text tells. A year of two digits is kept apart until its century is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DateShape {
    pub(super) year: Option<i32>,
    pub(super) short_year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) time: Option<TimeOfDay>,
    pub(super) rule: &'static str,
}

/// A run of digits: how many and what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Number {
    pub(super) value: u64,
    pub(super) digits: usize,
}

/// The numbers of a date with the month, if a word told it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tokens {
    numbers: [Number; 3],
    count: usize,
    pub(super) month: Option<u32>,
    pub(super) dotted: bool,
}

impl DateShape {
    /// The day meant, with its rule; `century` completes a year of two digits.
    pub(super) fn day_of(
        &self,
        century: impl Fn(i32, u32, u32) -> i32,
    ) -> Option<(NaiveDate, &'static str)> {
        let (month, day) = (self.month?, self.day?);
        let year = self
            .year
            .or_else(|| self.short_year.map(|year| century(year, month, day)))?;
        NaiveDate::from_ymd_opt(year, month, day).map(|day| (day, self.rule))
    }

    pub(super) fn reason_without_day(&self) -> &'static str {
        let has_year = self.year.is_some() || self.short_year.is_some();
        if has_year && self.month.is_some() && self.day.is_some() {
            "date.impossible"
        } else {
            "date.incomplete"
        }
    }

    pub(super) fn has_time(&self) -> bool {
        self.time.is_some()
    }

    pub(super) fn clock(&self) -> (u32, u32, u32) {
        self.time
            .map_or((0, 0, 0), |time| (time.hour, time.minute, time.second))
    }

    pub(super) fn offset(&self) -> Option<i64> {
        self.time.and_then(|time| time.offset)
    }

    /// Whether it names a zone that is one of several of that name.
    pub(super) fn is_of_several_zones(&self) -> bool {
        self.time.is_some_and(|time| time.is_of_several)
    }
}

impl Tokens {
    pub(super) fn numbers(&self) -> &[Number] {
        self.numbers.get(..self.count).unwrap_or_default()
    }

    /// Whether day and month could be read both ways, each time as another day.
    fn is_either_way(&self) -> bool {
        match self.numbers() {
            [one, two] | [one, two, _] if self.month.is_none() => {
                one.digits <= 2 && two.digits <= 2 && is_either_way(one.value, two.value)
            }
            _ => false,
        }
    }
}

/// Reads a cleaned text; the error is the rule that refused it.
pub(super) fn read(text: &str, reading: DateReading) -> Result<DateShape, &'static str> {
    let text = text
        .trim_start_matches(['\'', '"', '='])
        .trim_end_matches('"');
    if let Some(partial) = text.strip_prefix("--") {
        return month_and_day(partial).ok_or("date.shape");
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits_alone(text, reading);
    }
    if let Some(shape) = compact_moment(text) {
        return Ok(shape);
    }
    let (day_text, time) = time::split(text).ok_or("date.impossible")?;
    let tokens = tokens(day_text).ok_or("date.shape")?;
    if reading.is_undecidable() && tokens.is_either_way() {
        return Err("date.order_unknown");
    }
    let mut shape = match tokens.month {
        Some(month) => with_month_word(month, tokens.numbers()),
        None => numbers_only(&tokens, reading),
    }
    .ok_or("date.shape")?;
    shape.time = time;
    Ok(shape)
}

/// The numbers and the month of a text without time; nothing where another word is in it.
pub(super) fn tokens(text: &str) -> Option<Tokens> {
    let mut tokens = Tokens::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest
            .find(|one: char| {
                one.is_ascii_digit() != first.is_ascii_digit()
                    || one.is_alphabetic() != first.is_alphabetic()
            })
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        if first.is_ascii_digit() {
            let number = Number {
                value: run.parse().ok()?,
                digits: run.len(),
            };
            *tokens.numbers.get_mut(tokens.count)? = number;
            tokens.count += 1;
        } else if first.is_alphabetic() {
            match words::meaning_of(run)? {
                DateWord::Month(month) if tokens.month.is_none() => tokens.month = Some(month),
                // "Mar" is also a Tuesday in French; a second month is no date.
                DateWord::Month(_) => return None,
                DateWord::Nothing => {}
            }
        } else if tokens.count == 1 {
            tokens.dotted = run.trim() == ".";
        } else if !run.chars().all(|one| " ./-,'_ºª–’()".contains(one)) {
            return None;
        }
    }
    Some(tokens)
}

/// Whether two numbers could be day and month as well as month and day, each time another day.
pub(super) fn is_either_way(one: u64, two: u64) -> bool {
    let is_month = |number: u64| (1..=12).contains(&number);
    one != two && is_month(one) && is_month(two)
}

fn numbers_only(tokens: &Tokens, reading: DateReading) -> Option<DateShape> {
    match tokens.numbers() {
        [one, two, three] if one.digits == 4 => Some(DateShape {
            month: small(*two),
            day: small(*three),
            ..year(*one, "date.iso")?
        }),
        [one, two, three]
            if reading.order == Some(DateOrder::YearFirst)
                && three.digits <= 2
                && one.digits == 2 =>
        {
            Some(DateShape {
                month: small(*two),
                day: small(*three),
                ..year(*one, "date.year_first")?
            })
        }
        [one, two, three] => {
            let (day, month, rule) =
                day_and_month(small(*one)?, small(*two)?, tokens.dotted, reading);
            Some(DateShape {
                month: Some(month),
                day: Some(day),
                ..year(*three, rule)?
            })
        }
        [one, two] if one.digits == 4 => Some(DateShape {
            month: small(*two),
            ..year(*one, "date.year_month")?
        }),
        [one, two] if two.digits == 4 => Some(DateShape {
            month: small(*one),
            ..year(*two, "date.year_month")?
        }),
        [one, two] => {
            let (day, month, rule) =
                day_and_month(small(*one)?, small(*two)?, tokens.dotted, reading);
            Some(DateShape {
                month: Some(month),
                day: Some(day),
                rule,
                ..DateShape::default()
            })
        }
        _ => None,
    }
}

fn with_month_word(month: u32, numbers: &[Number]) -> Option<DateShape> {
    let rule = "date.month_name";
    let found = match numbers {
        [one, two] if one.digits == 4 || one.value > 31 => DateShape {
            day: small(*two),
            ..year(*one, rule)?
        },
        [one, two] => DateShape {
            day: small(*one),
            ..year(*two, rule)?
        },
        [one] if one.digits == 4 => year(*one, rule)?,
        [one] => DateShape {
            day: small(*one),
            rule,
            ..DateShape::default()
        },
        _ => return None,
    };
    Some(DateShape {
        month: Some(month),
        ..found
    })
}

fn day_and_month(
    one: u32,
    two: u32,
    dotted: bool,
    reading: DateReading,
) -> (u32, u32, &'static str) {
    let order = reading.order.filter(|order| *order != DateOrder::YearFirst);
    match (one > 12, two > 12) {
        (true, false) if order != Some(DateOrder::DayFirst) => (one, two, "date.unambiguous"),
        (false, true) if order != Some(DateOrder::MonthFirst) => (two, one, "date.unambiguous"),
        _ => match order {
            Some(DateOrder::DayFirst) => (one, two, "date.day_first"),
            Some(_) => (two, one, "date.month_first"),
            None if dotted => (one, two, "date.dotted"),
            None if one == two => (one, two, "date.unambiguous"),
            None if reading.month_first => (two, one, "date.assumed_month_first"),
            None => (one, two, "date.assumed_day_first"),
        },
    }
}

fn year(number: Number, rule: &'static str) -> Option<DateShape> {
    let value = i32::try_from(number.value).ok()?;
    match number.digits {
        4 => Some(DateShape {
            year: Some(value),
            rule,
            ..DateShape::default()
        }),
        1 | 2 => Some(DateShape {
            short_year: Some(value),
            rule,
            ..DateShape::default()
        }),
        _ => None,
    }
}

fn small(number: Number) -> Option<u32> {
    (number.digits <= 2)
        .then(|| u32::try_from(number.value).ok())
        .flatten()
}

/// `MM-DD` after the two dashes of a birthday without its year.
fn month_and_day(text: &str) -> Option<DateShape> {
    let (month, day) = text.split_once('-')?;
    Some(DateShape {
        month: month.parse().ok(),
        day: Some(day.parse().ok()?),
        rule: "date.iso",
        ..DateShape::default()
    })
}

fn digits_alone(text: &str, reading: DateReading) -> Result<DateShape, &'static str> {
    let part =
        |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    match text.len() {
        4 => Ok(DateShape {
            year: text.parse().ok(),
            rule: "date.year",
            ..DateShape::default()
        }),
        8 => eight_digits(text, reading),
        10 if text.starts_with('1') => epoch(text, 1).ok_or("date.impossible"),
        13 if text.starts_with('1') => epoch(text, 1000).ok_or("date.impossible"),
        14 => {
            let (Some(hour), Some(minute), Some(second)) =
                (part(8, 10), part(10, 12), part(12, 14))
            else {
                return Err("date.shape");
            };
            let time = TimeOfDay {
                hour,
                minute,
                second,
                ..TimeOfDay::default()
            };
            let day = text
                .get(..8)
                .and_then(year_month_day)
                .ok_or("date.impossible")?;
            Ok(DateShape {
                time: Some(time),
                ..day
            })
        }
        _ => Err("date.shape"),
    }
}

/// `yyyymmdd`, else `ddmmyyyy` or `mmddyyyy` by the column's order.
fn eight_digits(text: &str, reading: DateReading) -> Result<DateShape, &'static str> {
    if let Some(shape) = year_month_day(text) {
        return Ok(shape);
    }
    let part = |from: usize, to: usize| -> Result<u32, &'static str> {
        let part = text.get(from..to).and_then(|part| part.parse().ok());
        part.ok_or("date.impossible")
    };
    let (one, two) = (part(0, 2)?, part(2, 4)?);
    if reading.is_undecidable() && is_either_way(one.into(), two.into()) {
        return Err("date.order_unknown");
    }
    let (day, month, rule) = day_and_month(one, two, false, reading);
    let year = i32::try_from(part(4, 8)?).map_err(|_| "date.impossible")?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or("date.impossible")?;
    Ok(DateShape {
        year: Some(year),
        month: Some(month),
        day: Some(day),
        rule,
        ..DateShape::default()
    })
}

fn year_month_day(text: &str) -> Option<DateShape> {
    let year: i32 = text.get(..4)?.parse().ok()?;
    let month = text.get(4..6)?.parse().ok()?;
    let day = text.get(6..8)?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, day)?;
    (1800..=2200).contains(&year).then_some(DateShape {
        year: Some(year),
        month: Some(month),
        day: Some(day),
        rule: "date.compact",
        ..DateShape::default()
    })
}

/// `20240304T102030Z`.
fn compact_moment(text: &str) -> Option<DateShape> {
    let (day, clock) = text.split_once(['T', 't'])?;
    let (clock, offset) = match clock.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, Some(0)),
        None => (clock, None),
    };
    if day.len() != 8 || clock.len() != 6 {
        return None;
    }
    let part = |from: usize, to: usize| {
        clock
            .get(from..to)
            .and_then(|part| part.parse::<u32>().ok())
    };
    let time = TimeOfDay {
        hour: part(0, 2)?,
        minute: part(2, 4)?,
        second: part(4, 6)?,
        offset,
        ..TimeOfDay::default()
    };
    Some(DateShape {
        time: Some(time),
        ..year_month_day(day)?
    })
}

/// Seconds (or thousandths, by `unit`) since 1970, as programs count.
fn epoch(text: &str, unit: i64) -> Option<DateShape> {
    let moment = DateTime::from_timestamp(text.parse::<i64>().ok()? / unit, 0)?.naive_utc();
    Some(DateShape {
        year: Some(moment.year()),
        month: Some(moment.month()),
        day: Some(moment.day()),
        time: Some(TimeOfDay {
            hour: moment.hour(),
            minute: moment.minute(),
            second: moment.second(),
            offset: Some(0),
            ..TimeOfDay::default()
        }),
        rule: "date.epoch",
        ..DateShape::default()
    })
}
