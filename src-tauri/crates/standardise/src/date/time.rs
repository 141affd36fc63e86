//! Splits the time of day and its zone from a text with a date.

use super::words;

/// A time of day as written, with minutes east of Greenwich where they were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimeOfDay {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    pub(super) offset: Option<i64>,
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
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    if before.is_empty() {
        return Some((rest, Some(time(None))));
    }
    let rest = rest.trim_start_matches([' ', '[']);
    let offset = if is_nothing(rest) {
        None
    } else {
        Some(zone(rest)?)
    };
    Some((before, Some(time(offset))))
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

/// `Z`, `+01:00`, `-0500`, `GMT+0100 (CET)`, `CET`.
pub(super) fn zone(text: &str) -> Option<i64> {
    let text = text
        .split(['(', '['])
        .next()
        .unwrap_or_default()
        .trim()
        .trim_end_matches(']');
    if let Some(minutes) = words::zone_of(text) {
        return Some(minutes);
    }
    let signed = text
        .trim_start_matches(|one: char| one.is_ascii_alphabetic())
        .trim_start();
    let (sign, digits) = match signed.as_bytes().first()? {
        b'+' => (1, signed.get(1..)?),
        b'-' => (-1, signed.get(1..)?),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|one| *one != ':').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i64, i64) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        4 => (
            digits.get(..2)?.parse().ok()?,
            digits.get(2..)?.parse().ok()?,
        ),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}
