//! Addresses: street lines with their numbers, units and post boxes, and whole addresses in one
//! cell.
//!
//! A street keeps the words it was written with; only its case is put right where it was all
//! capitals or all small. Street types are brought to one form in [`street_key`], for comparing.

mod full;
mod inside;
mod line;
mod town;

pub use full::{AddressParts, split_full_address};
pub use line::{StreetLine, street_key, street_line};
pub use town::split_postcode_and_city;

use std::borrow::Cow;

use crate::name::display_case;
use crate::{Standardised, name::NamePart, placeholder, text};

/// A place name such as a town: cleaned, wrong decoding put right, capitals where they belong
/// (`place.case`, `place.as_written`).
pub fn place(text: &str) -> Standardised {
    let cleaned = text::standardise(text);
    if !cleaned.is_valid() {
        return cleaned;
    }
    if !cleaned.value.chars().any(char::is_alphanumeric) {
        return Standardised::placeholder("text.placeholder");
    }
    let written = place_case(&cleaned.value);
    let rule = match (cleaned.rule, written == cleaned.value) {
        ("text.mojibake", _) => "text.mojibake",
        (_, true) => "place.as_written",
        (_, false) => "place.case",
    };
    Standardised::valid(written.into_owned(), rule)
}

/// A unit or second address line: `apartment 4b` → `Apt 4B`, `#12` → `Unit 12` (`address.unit`).
pub fn unit(text: &str) -> Standardised {
    let cleaned = text::standardise(text);
    if !cleaned.is_valid() {
        return cleaned;
    }
    Standardised::valid(line::written_unit(&cleaned.value), "address.unit")
}

/// The number of a post-office box (`address.post_box`).
pub fn post_box(text: &str) -> Standardised {
    let cleaned = text::standardise(text);
    if !cleaned.is_valid() {
        return cleaned;
    }
    let number = line::post_box_number(&cleaned.value).unwrap_or(cleaned.value);
    if number.is_empty() || placeholder::is_filler_number(&number) {
        return Standardised::placeholder("text.placeholder");
    }
    Standardised::valid(number, "address.post_box")
}

/// Capitals as places have them, where the text was all capitals or all small.
pub(crate) fn place_case(text: &str) -> Cow<'_, str> {
    let mixed = |word: &str| {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
        let first_small = letters.next().is_some_and(char::is_lowercase);
        letters.any(|letter| letter.is_lowercase() != first_small)
    };
    if text.split(' ').any(mixed) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len());
    for (place, word) in text.split(' ').enumerate() {
        if place > 0 {
            written.push(' ');
        }
        written.push_str(&cased_word(word, place > 0));
    }
    Cow::Owned(written)
}

fn cased_word(word: &str, inside: bool) -> Cow<'_, str> {
    if word.starts_with(|one: char| one.is_ascii_digit()) {
        let letters = word.trim_start_matches(|one: char| one.is_ascii_digit());
        let ordinal = matches!(
            letters.to_ascii_lowercase().as_str(),
            "st" | "nd" | "rd" | "th"
        );
        return Cow::Owned(if ordinal {
            word.to_ascii_lowercase()
        } else {
            word.to_ascii_uppercase()
        });
    }
    let folded = word.to_ascii_lowercase();
    if matches!(
        folded.as_str(),
        "ne" | "nw" | "se" | "sw" | "po" | "usa" | "uk"
    ) {
        return Cow::Owned(folded.to_ascii_uppercase());
    }
    let small = [
        "of", "the", "and", "de", "la", "du", "des", "del", "der", "den", "am", "an", "im", "in",
        "auf", "bei", "upon", "sur", "sous", "les", "van", "von", "zu", "zum", "zur", "di", "da",
        "do", "dos", "das", "y", "e", "et", "und", "aan", "op", "le",
    ];
    if inside && small.contains(&folded.as_str()) {
        return Cow::Owned(folded);
    }
    Cow::Owned(display_case(word, NamePart::Family))
}

#[cfg(test)]
mod tests {
    use super::{place, post_box, unit};

    #[test]
    fn places_and_units() {
        for (text, value) in [
            ("HAMBURG", "Hamburg"),
            ("frankfurt am main", "Frankfurt am Main"),
            ("ST. IVES", "St. Ives"),
            ("Newcastle upon Tyne", "Newcastle upon Tyne"),
            ("MÃ¼nchen", "München"),
            ("n/a", ""),
        ] {
            assert_eq!(place(text).value, value, "{text:?}");
        }
        for (text, value) in [
            ("apartment 4b", "Apt 4B"),
            ("#12", "Unit 12"),
            ("2nd floor", "2nd floor"),
            ("Ste 200", "Suite 200"),
        ] {
            assert_eq!(unit(text).value, value, "{text:?}");
        }
        assert_eq!(post_box("P.O. Box 123").value, "123");
        assert_eq!(post_box("123").value, "123");
    }
}
