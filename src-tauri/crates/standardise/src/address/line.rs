//! One street line: street, number, unit, post box.

use std::sync::LazyLock;

use crate::table::Meanings;

use super::inside::{behind_number, is_number_word, parts_of, units_of};
use super::place_case;
use crate::{Standardised, country, table, text};

const WORDS: &str = include_str!("../../data/street_words.tsv");

static TYPES: LazyLock<Meanings<String, &'static str>> = LazyLock::new(|| standing_for("type"));
pub(super) static UNITS: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| standing_for("unit"));
static POST_BOXES: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| standing_for("post_box"));

/// What a street line says; a part that is not there is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StreetLine {
    /// Street with its number, in the country's order.
    pub street: String,
    /// Flat, suite, floor.
    pub unit: String,
    /// Number of a post-office box.
    pub post_box: String,
}

/// Reads a street with the number from its own column (blank if there is none). `country` (ISO
/// alpha-2) says whether the number goes in front.
///
/// # Errors
/// Says why there is no street: blank, a filler, an e-mail address.
pub fn street_line(
    street: &str,
    house_number: &str,
    country: Option<&str>,
) -> Result<StreetLine, Standardised> {
    let cleaned = text::standardise(street);
    if !cleaned.is_valid() {
        return Err(cleaned);
    }
    if cleaned.value.contains('@') || !cleaned.value.chars().any(char::is_alphanumeric) {
        return Err(Standardised::invalid("address.no_street"));
    }
    let mut line = StreetLine::default();
    let mut kept: Vec<String> = Vec::new();
    let mut units: Vec<String> = Vec::new();
    let segments = parts_of(&cleaned.value, &[',']);
    let segments = segments.iter().map(|segment| segment.trim());
    for segment in segments.filter(|segment| !segment.is_empty()) {
        if let Some(number) = post_box_number(segment) {
            line.post_box = number;
        } else if let Some(inside) = units_of(segment).filter(|_| !kept.is_empty()) {
            units.push(inside);
        } else if let Some((street, inside)) = behind_number(segment)
            .filter(|(street, _)| !kept.is_empty() || street.chars().any(char::is_alphabetic))
        {
            units.push(inside);
            kept.push(street.to_owned());
        } else {
            let (street, unit) = without_unit(segment);
            if units.is_empty() && !unit.is_empty() {
                units.push(written_unit(unit));
                kept.extend((!street.is_empty()).then(|| street.to_owned()));
            } else {
                kept.push(segment.to_owned());
            }
        }
    }
    line.unit = units.join(", ");
    let street = kept.join(", ");
    line.street = place_case(&with_number(&street, house_number, country)).into_owned();
    Ok(line)
}

/// A street for comparing: folded, the number in front, types and directions in one form
/// ("Harbour St. 12" and "12 Harbour Street" → "12 harbour street").
pub fn street_key(street: &str) -> String {
    let folded = text::fold(street);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if let Some(place) = words
        .iter()
        .position(|word| word.starts_with(|one: char| one.is_ascii_digit()))
    {
        let number = words.remove(place);
        // "n" before a number may be a direction or a road as well.
        if let Some(before) = place.checked_sub(1)
            && words
                .get(before)
                .is_some_and(|word| *word != "n" && is_number_word(word))
        {
            words.remove(before);
        }
        words.insert(0, number);
    }
    let last = words.len().saturating_sub(1);
    let keys: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(place, word)| word_key(word, place, last))
        .collect();
    keys.join(" ")
}

/// The number behind the words for a post-office box; nothing where it is none.
pub(super) fn post_box_number(text: &str) -> Option<String> {
    let first = text.chars().next()?;
    if !first.is_alphabetic() || !text.contains(|one: char| one.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = text.split(' ').collect();
    (1..=4.min(words.len().checked_sub(1)?))
        .rev()
        .find_map(|count| {
            let (head, tail) = words.split_at_checked(count)?;
            let is_box = POST_BOXES.contains_key(text::fold(&head.join(" ")).as_str());
            let number = tail.join(" ");
            (is_box && number.contains(|one: char| one.is_ascii_digit())).then_some(number)
        })
}

pub(super) fn written_unit(text: &str) -> String {
    if let Some(number) = text.strip_prefix('#') {
        return format!("Unit {}", number.trim().to_uppercase());
    }
    let Some((word, number)) = text.split_once(' ') else {
        return text.to_owned();
    };
    match UNITS.get(text::fold(word).as_str()) {
        Some(word) if is_unit_number(number) => {
            format!("{word} {}", number.trim_start_matches('#').to_uppercase())
        }
        _ => text.to_owned(),
    }
}

/// A segment's street and its unit ("12 Harbour Street Apt 4B", "Flat 2 12 Harbour Street").
fn without_unit(segment: &str) -> (&str, &str) {
    if let Some((street, number)) = segment.rsplit_once('#')
        && is_unit_number(number.trim())
    {
        return (
            street.trim_end(),
            segment.get(street.len()..).unwrap_or_default(),
        );
    }
    let mut at = 0;
    let words: Vec<&str> = segment.split(' ').collect();
    for (place, pair) in words.windows(2).enumerate() {
        if let [word, number] = pair {
            let end = at + word.len() + 1 + number.len();
            let behind = place + 2 == words.len();
            // "Ste" before a number may stand for Saint, "Bus" for a stop: only at either end.
            if (place == 0 || behind)
                && is_unit_number(number)
                && text::with_folded(word, |folded| UNITS.contains_key(folded))
            {
                let unit = segment.get(at..end).unwrap_or_default();
                let rest = if place == 0 {
                    segment.get(end..)
                } else {
                    segment.get(..at)
                };
                return (rest.unwrap_or_default().trim(), unit);
            }
            at += word.len() + 1;
        }
    }
    (segment, "")
}

pub(super) fn is_unit_number(text: &str) -> bool {
    let text = text.trim_start_matches('#');
    let count = text.chars().count();
    !text.contains(' ')
        && (text.contains(|one: char| one.is_ascii_digit()) && count <= 6
            || count == 1 && text.chars().all(char::is_alphabetic))
}

fn with_number(street: &str, house_number: &str, country: Option<&str>) -> String {
    let number = text::clean_code(house_number);
    let number = number.strip_suffix(".0").unwrap_or(&number);
    let has_digit = number
        .bytes()
        .any(|byte| byte.is_ascii_digit() && byte != b'0')
        || number.len() > 1 && number.bytes().any(|byte| byte.is_ascii_digit());
    let known = has_words(street, number);
    if !has_digit || known {
        street.to_owned()
    } else if street.is_empty() {
        number.to_owned()
    } else if country::writes_number_first(country) {
        format!("{number} {street}")
    } else {
        format!("{street} {number}")
    }
}

/// Whether these words stand in a street one after the other.
fn has_words(street: &str, words: &str) -> bool {
    let split = |text: &'_ str| -> Vec<String> {
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (street, words) = (split(street), split(words));
    !words.is_empty() && street.windows(words.len()).any(|run| run == words)
}

fn word_key(word: &str, place: usize, last: usize) -> String {
    if place > 0 {
        // German and Dutch streets carry their type at the end of the word.
        if let Some(stem) = word.strip_suffix("str").filter(|stem| stem.len() >= 3) {
            return format!("{stem}strasse");
        }
        if word == "st" && place < last {
            return "saint".to_owned();
        }
        return TYPES
            .get(word)
            .map_or_else(|| word.to_owned(), |&standing| standing.to_owned());
    }
    match word.strip_suffix("str").filter(|stem| stem.len() >= 3) {
        Some(stem) => format!("{stem}strasse"),
        None if word == "st" => "saint".to_owned(),
        None => word.to_owned(),
    }
}

pub(super) fn standing_for(kind: &str) -> Meanings<String, &'static str> {
    let mut words = Meanings::default();
    for row in table::rows(WORDS) {
        if let [of, standing, others @ ..] = row.as_slice()
            && *of == kind
        {
            for word in others.iter().chain([standing]) {
                words.entry(text::fold(word)).or_insert(*standing);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{street_key, street_line};

    #[test]
    fn street_lines() {
        for (street, number, country, line, unit, post_box) in [
            (
                "Harbour Street",
                "12",
                Some("GB"),
                "12 Harbour Street",
                "",
                "",
            ),
            ("Hafenstraße", "12a", Some("DE"), "Hafenstraße 12a", "", ""),
            ("Hafenstraße 12", "12", Some("DE"), "Hafenstraße 12", "", ""),
            (
                "12 HARBOUR STREET",
                "",
                Some("GB"),
                "12 Harbour Street",
                "",
                "",
            ),
            (
                "12 Harbour Street Apt 4b",
                "",
                Some("US"),
                "12 Harbour Street",
                "Apt 4B",
                "",
            ),
            (
                "12 Harbour Street, Suite 200",
                "",
                Some("US"),
                "12 Harbour Street",
                "Suite 200",
                "",
            ),
            (
                "Flat 2, 12 Harbour Street",
                "",
                Some("GB"),
                "12 Harbour Street",
                "Flat 2",
                "",
            ),
            (
                "12 Harbour St #4",
                "",
                Some("US"),
                "12 Harbour St",
                "Unit 4",
                "",
            ),
            ("P.O. Box 77", "", Some("US"), "", "", "77"),
            ("Postfach 1234", "", Some("DE"), "", "", "1234"),
            ("1ST AVE NW", "", Some("US"), "1st Ave NW", "", ""),
            (
                "Flat Iron Road 3",
                "",
                Some("GB"),
                "Flat Iron Road 3",
                "",
                "",
            ),
            (
                "rue du Port",
                "12 bis",
                Some("FR"),
                "12 bis rue du Port",
                "",
                "",
            ),
            (
                "12 bis rue du Port",
                "12 bis",
                Some("FR"),
                "12 bis rue du Port",
                "",
                "",
            ),
        ] {
            let got = street_line(street, number, country).expect("a street");
            assert_eq!(
                (
                    got.street.as_str(),
                    got.unit.as_str(),
                    got.post_box.as_str()
                ),
                (line, unit, post_box),
                "{street:?}"
            );
        }
        assert!(street_line("n/a", "", None).is_err());
        assert!(street_line("anne@example.com", "", None).is_err());
    }

    #[test]
    fn keys() {
        for (one, other) in [
            ("12 Harbour St.", "Harbour Street 12"),
            ("Hafenstr. 3", "Hafenstraße 3"),
            ("5 N Main Ave", "5 North Main Avenue"),
            ("St Mary's Rd 1", "1 Saint Marys Road"),
        ] {
            assert_eq!(street_key(one), street_key(other), "{one:?}");
        }
        assert_ne!(
            street_key("12 Harbour Street"),
            street_key("12 Harbour Road")
        );
    }
}
