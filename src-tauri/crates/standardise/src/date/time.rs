//! Splits the time of day and its zone from a text with a date.

use super::words;
use crate::time_zone::MINUS_SIGNS;

/// A time of day as written, with minutes east of Greenwich where they were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct TimeOfDay {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    pub(super) offset: Option<i64>,
    /// Whether it names a zone that is one of several of that name.
    pub(super) is_of_several: bool,
}

/// The text without its time, and the time if there is one. Nothing where what looks like a time
/// cannot be one.
pub(super) fn split(text: &str) -> Option<(&str, Option<TimeOfDay>)> {
    let Some((start, colon)) = colon_of_time(text) else {
        return Some((text, None));
    };
    let before = text.get(..start)?.trim_end_matches([' ', ',', 'T', 't']);
    let hour: u32 = text.get(start..colon)?.parse().ok()?;
    let rest = text.get(colon + 1..)?;
    let minute: u32 = rest.get(..2)?.parse().ok()?;
    let (second, rest) = seconds(rest.get(2..)?)?;
    let (hour, rest) = half_of_day(hour, rest.trim_start())?;
    let time = |offset| TimeOfDay {
        hour,
        minute,
        second: second.min(59),
        offset,
        is_of_several: false,
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    if before.is_empty() {
        return Some((rest, Some(time(None))));
    }
    let rest = rest.trim_start_matches([' ', '[']);
    if is_nothing(rest) {
        return Some((before, Some(time(None))));
    }
    let told = match zone(rest) {
        Some(minutes) => time(Some(minutes)),
        None if words::is_zone_of_several(unbracketed(rest)) => TimeOfDay {
            is_of_several: true,
            ..time(None)
        },
        None => return None,
    };
    Some((before, Some(told)))
}

/// Where the hours begin and their colon stands.
fn colon_of_time(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let colon = bytes.iter().position(|&byte| byte == b':')?;
    let digits = bytes
        .get(..colon)?
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let minutes = bytes
        .get(colon + 1..colon + 3)?
        .iter()
        .all(u8::is_ascii_digit);
    ((1..=2).contains(&digits) && minutes).then_some((colon - digits, colon))
}

fn seconds(rest: &str) -> Option<(u32, &str)> {
    let Some(after) = rest.strip_prefix(':') else {
        return Some((0, rest));
    };
    let second = after.get(..2)?.parse().ok()?;
    let rest = after.get(2..)?;
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => fraction.trim_start_matches(|one: char| one.is_ascii_digit()),
        None => rest,
    };
    Some((second, rest))
}

fn half_of_day(hour: u32, rest: &str) -> Option<(u32, &str)> {
    for (marks, afternoon) in [
        (["pm", "p.m.", "p. m."], true),
        (["am", "a.m.", "a. m."], false),
    ] {
        for mark in marks {
            let Some(head) = rest.get(..mark.len()) else {
                continue;
            };
            if head.eq_ignore_ascii_case(mark) {
                let rest = rest.get(mark.len()..)?.trim_start();
                return match (hour, afternoon) {
                    (12, true) => Some((12, rest)),
                    (12, false) => Some((0, rest)),
                    (1..=11, true) => Some((hour + 12, rest)),
                    (0..=11, false) | (13..=23, true) => Some((hour, rest)),
                    _ => None,
                };
            }
        }
    }
    Some((hour, rest))
}

fn is_nothing(rest: &str) -> bool {
    rest.is_empty() || rest.eq_ignore_ascii_case("uhr") || rest.eq_ignore_ascii_case("h")
}

/// Minutes east of Greenwich: `Z`, `+01:00`, `-0500`, `UTC-3`, `GMT+5:30`, `GMT+0100 (CET)`, `(GMT+1)`, `CET`.
pub(super) fn zone(text: &str) -> Option<i64> {
    let text = unbracketed(text);
    if let Some(minutes) = words::zone_of(text) {
        return Some(minutes);
    }
    let signed = text
        .trim_start_matches(|one: char| one.is_ascii_alphabetic())
        .trim_start();
    let ahead = signed.strip_prefix('+').map(|clock| (1, clock));
    let behind = || signed.strip_prefix(MINUS_SIGNS).map(|clock| (-1, clock));
    let (sign, clock) = ahead.or_else(behind)?;
    let (hours, minutes) = match clock.split_once(':') {
        Some((hours, minutes)) => (number(hours, 1)?, number(minutes, 2)?),
        None if clock.len() == 4 => (number(clock.get(..2)?, 2)?, number(clock.get(2..)?, 2)?),
        None => (number(clock, 1)?, 0),
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// A number of so many figures at least, and two at most.
fn number(text: &str, at_least: usize) -> Option<i64> {
    let is_number =
        (at_least..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// What stands before the brackets, or within them where nothing stands before.
fn unbracketed(text: &str) -> &str {
    let text = text.trim().trim_start_matches(['(', '[']);
    let first = text.split(['(', '[']).next().unwrap_or_default();
    first.trim().trim_end_matches([')', ']']).trim_end()
}

#[cfg(test)]
mod tests {
    use super::{split, zone};

    #[test]
    fn zones_are_read_as_programs_write_them() {
        for (text, minutes) in [
            ("Z", Some(0)),
            ("GMT", Some(0)),
            ("+01:00", Some(60)),
            ("-0500", Some(-300)),
            ("GMT+5:30", Some(330)),
            ("GMT+05:30", Some(330)),
            ("GMT+0530", Some(330)),
            ("UTC-3", Some(-180)),
            ("UTC−3:30", Some(-210)),
            ("(GMT+1)", Some(60)),
            ("(UTC-03:00)", Some(-180)),
            ("GMT+0100 (CET)", Some(60)),
            ("[CET]", Some(60)),
            ("EST", Some(-300)),
            // Not an offset, or one of several.
            ("GMT+5:3", None),
            ("GMT+530", None),
            ("UTC+15", None),
            ("UTC+5:60", None),
            ("IST", None),
            ("CST", None),
            ("()", None),
            ("", None),
        ] {
            assert_eq!(zone(text), minutes, "{text:?}");
        }
    }

    #[test]
    fn a_zone_that_is_one_of_several_leaves_the_clock() {
        for (text, offset, is_of_several) in [
            ("2026-03-31 22:00 GMT+5:30", Some(330), false),
            ("2026-03-31 22:00 (GMT+1)", Some(60), false),
            ("2026-03-31 22:00", None, false),
            ("2026-03-31 10:00 PM IST", None, true),
            ("2026-03-31 22:00 (cst)", None, true),
        ] {
            let (day, time) = split(text).expect("a day");
            let time = time.expect("a time");
            assert_eq!((day, time.hour), ("2026-03-31", 22), "{text}");
            let told = (time.offset, time.is_of_several);
            assert_eq!(told, (offset, is_of_several), "{text}");
        }
        assert_eq!(split("2026-03-31 22:00 XYZ"), None);
    }
}
