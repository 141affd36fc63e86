//! What stands inside a building: stairs, floor, door. Much of it is written with a word and a number
//! ("esc. B", "piso 3"), some as an ordinal ("3º izda", "2e étage") or as a word alone ("bajo", "RDC").

use std::sync::LazyLock;

use crate::table::Meanings;
use crate::text;

use super::line::{UNITS, is_unit_number, standing_for};
use super::place_case;

/// Words for a unit that are streets' words too, so that they are read as units only behind a house number
/// or in a part of their own.
static INNER: LazyLock<Meanings<String, &'static str>> = LazyLock::new(|| standing_for("inner"));
/// Words that are a unit without a number.
static ALONE: LazyLock<Meanings<String, &'static str>> = LazyLock::new(|| standing_for("alone"));
/// Words for a floor that follow its ordinal.
static FLOORS: LazyLock<Meanings<String, &'static str>> = LazyLock::new(|| standing_for("floor"));
/// Sides of a landing.
static SIDES: LazyLock<Meanings<String, &'static str>> = LazyLock::new(|| standing_for("side"));
/// Words before a house number.
static NUMBERS: LazyLock<Meanings<String, &'static str>> = LazyLock::new(|| standing_for("number"));
/// What stands where a house has no number.
static NUMBERLESS: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| standing_for("numberless"));
/// Words before a distance along a road.
static DISTANCES: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| standing_for("distance"));

/// The parts of a line between its separators; the comma of a distance (`km 12,5`) separates nothing.
pub(super) fn parts_of<'a>(text: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, sign) in text.match_indices(separators) {
        let behind = text.get(at + sign.len()..).unwrap_or_default();
        let is_decimal = sign == ","
            && behind.starts_with(|one: char| one.is_ascii_digit())
            && ends_in_distance(text.get(from..at).unwrap_or_default());
        if !is_decimal {
            parts.push(text.get(from..at).unwrap_or_default());
            from = at + sign.len();
        }
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

fn ends_in_distance(text: &str) -> bool {
    let mut words = text.rsplit(' ');
    let is_number = words.next().is_some_and(is_digits);
    is_number && words.next().is_some_and(|word| stands(&DISTANCES, word))
}

/// Whether a part of an address is a house number and nothing else: `17`, `nº 12`, `5/B`, `12 bis`, `s/n`,
/// `km 12,5`.
pub(super) fn is_house_number(part: &str) -> bool {
    if stands(&NUMBERLESS, part) {
        return true;
    }
    let words: Vec<&str> = part.split(' ').collect();
    match words.as_slice() {
        [word, number] if stands(&DISTANCES, word) => number
            .trim_end_matches('.')
            .chars()
            .all(|one| one.is_ascii_digit() || ".,+".contains(one)),
        [word, rest @ ..] if stands(&NUMBERS, word) && !rest.is_empty() => is_number(rest),
        all => is_number(all),
    }
}

/// Whether a word stands before a house number and means nothing else there.
pub(super) fn is_number_word(word: &str) -> bool {
    stands(&NUMBERS, word)
}

/// Digits, letters behind them or behind a sign, and what tells one of several: `12`, `12a`, `5/B`, `12 bis`.
fn is_number(words: &[&str]) -> bool {
    const ONE_OF_SEVERAL: [&str; 4] = ["bis", "ter", "quater", "dup"];
    let [number, rest @ ..] = words else {
        return false;
    };
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let behind = number.get(digits..).unwrap_or_default();
    let has_shape = (1..=4).contains(&digits)
        && behind.chars().count() <= 5
        && behind
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || "/-".contains(one))
        && (behind.len() < 2 || behind.starts_with(['/', '-']) || ONE_OF_SEVERAL.contains(&behind));
    let is_rest = match rest {
        [] => true,
        [one] => {
            let folded = text::fold(one);
            ONE_OF_SEVERAL.contains(&folded.as_str())
                || one.len() == 1 && one.bytes().all(|byte| byte.is_ascii_alphabetic())
        }
        _ => false,
    };
    has_shape && is_rest
}

/// A part of an address that is inside a building from its first word on, as it is written out; nothing
/// where it is anything else.
pub(super) fn units_of(part: &str) -> Option<String> {
    let words: Vec<&str> = part.split(' ').filter(|word| !word.is_empty()).collect();
    read(&words)
}

/// What stands behind the house number of a line and inside the building: the line before it, and the units.
pub(super) fn behind_number(line: &str) -> Option<(&str, String)> {
    let words: Vec<&str> = line.split(' ').collect();
    let first = words.iter().position(|word| {
        word.starts_with(|one: char| one.is_ascii_digit()) || stands(&NUMBERLESS, word)
    })?;
    let mut at: usize = words
        .get(..=first)
        .unwrap_or_default()
        .iter()
        .map(|word| word.len() + 1)
        .sum();
    for (place, word) in words.iter().enumerate().skip(first + 1) {
        if let Some(units) = words.get(place..).and_then(read) {
            let street = line.get(..at).unwrap_or_default();
            return Some((street.trim_end_matches([' ', '-']), units));
        }
        at += word.len() + 1;
    }
    None
}

/// All words as units, written out: those with a word of their own apart by commas.
fn read(words: &[&str]) -> Option<String> {
    let mut written = String::new();
    let mut rest = words;
    while !rest.is_empty() {
        let (unit, is_worded, count) = one_unit(rest)?;
        if !written.is_empty() {
            written.push_str(if is_worded { ", " } else { " " });
        }
        written.push_str(&unit);
        rest = rest.get(count..).unwrap_or_default();
    }
    (!written.is_empty()).then_some(written)
}

/// The unit at the beginning, whether it has a word of its own, and how many words it takes.
fn one_unit(words: &[&str]) -> Option<(String, bool, usize)> {
    let (mut unit, is_worded, mut count) = with_word(words)
        .or_else(|| alone(words))
        .or_else(|| ordinal(words))?;
    if let Some(next) = words.get(count)
        && is_side(next)
    {
        unit.push(' ');
        unit.push_str(&written_side(next));
        count += 1;
    }
    Some((unit, is_worded, count))
}

/// `esc. B`, `piso 3`, `piso bajo`.
fn with_word(words: &[&str]) -> Option<(String, bool, usize)> {
    let [word, number, ..] = words else {
        return None;
    };
    let standing = standing(&UNITS, word).or_else(|| standing(&INNER, word))?;
    if is_unit_number(number) && !is_distance_or_code(number) || is_ordinal(number) {
        let number = number.trim_start_matches('#');
        return Some((format!("{standing} {}", written_number(number)), true, 2));
    }
    let (floor, _, count) = alone(words.get(1..)?)?;
    Some((
        format!("{standing} {}", floor.to_lowercase()),
        true,
        count + 1,
    ))
}

/// Five digits and more are a postal code rather than a door.
fn is_distance_or_code(number: &str) -> bool {
    number.bytes().filter(u8::is_ascii_digit).count() > 4
}

/// `bajo`, `planta baja`, `rez-de-chaussée`.
fn alone(words: &[&str]) -> Option<(String, bool, usize)> {
    (1..=3.min(words.len())).rev().find_map(|count| {
        let run = words.get(..count)?.join(" ");
        stands(&ALONE, &run).then(|| (place_case(&run).into_owned(), true, count))
    })
}

/// `3º`, `3ºB`, `2.º`, `2e étage`.
fn ordinal(words: &[&str]) -> Option<(String, bool, usize)> {
    let [word, rest @ ..] = words else {
        return None;
    };
    if let Some(floor) = rest.first()
        && stands(&FLOORS, floor)
        && (is_ordinal(word) || is_french_ordinal(word))
    {
        return Some((format!("{word} {}", floor.to_lowercase()), false, 2));
    }
    is_ordinal(word).then(|| (written_number(word), false, 1))
}

/// A number of one or two digits with the sign of an ordinal, and at most a door behind it.
fn is_ordinal(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let behind = word.get(digits..).unwrap_or_default();
    let behind = behind.strip_prefix('.').unwrap_or(behind);
    let Some(door) = behind.strip_prefix(['º', 'ª', '°']) else {
        return false;
    };
    (1..=2).contains(&digits)
        && door.chars().count() <= 2
        && door
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || one == '-')
}

fn is_french_ordinal(word: &str) -> bool {
    let folded = text::fold(word);
    let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = folded.get(digits..).unwrap_or_default();
    (1..=2).contains(&digits) && ["er", "e", "eme", "nd"].contains(&suffix)
}

/// A door or a side of the landing behind a floor.
fn is_side(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic) || stands(&SIDES, word)
}

fn written_side(word: &str) -> String {
    if word.chars().filter(|one| one.is_alphabetic()).count() == 1 {
        return word.trim_end_matches('.').to_uppercase();
    }
    place_case(word).into_owned()
}

/// Letters of a door in capitals; the sign of an ordinal stays as it is.
fn written_number(number: &str) -> String {
    number
        .chars()
        .map(|one| {
            if one.is_ascii() {
                one.to_ascii_uppercase()
            } else {
                one
            }
        })
        .collect()
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn stands(words: &Meanings<String, &'static str>, word: &str) -> bool {
    standing(words, word).is_some()
}

fn standing(words: &Meanings<String, &'static str>, word: &str) -> Option<&'static str> {
    text::with_folded(word, |folded| words.get(folded).copied())
}
