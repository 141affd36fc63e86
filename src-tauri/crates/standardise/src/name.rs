//! Names of people: one cell split into its parts, written as names are written.
//!
//! Decisions a reader should know: a generation (Jr, III) is kept as the name's suffix because it
//! tells father from son, a degree (`PhD`) is not one and becomes a further title. A single word is a
//! first name, unless it is in capitals or follows a title: then it is a last name. Of a couple
//! ("John & Mary Smith") the first person is taken. Where some words are in capitals and others are
//! not, the capitals are the last name. Names written in Chinese, Japanese or Korean characters
//! have their family name first.

mod capitals;
mod case;
mod column;
mod full;
mod words;

pub use case::display_case;
pub use column::{split_family, split_given};
pub use full::{FullName, NameParts, split_full_name};

use crate::{Standardised, placeholder, text};
use words::{Generation, NAME_WORDS};

/// Which part of a name a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePart {
    /// First or middle names.
    Given,
    /// Last name.
    Family,
}

/// Whether the capitals of some words tell the last name from the first names: "LE GOFF Benoît".
pub(crate) fn capitals_tell(text: &str) -> bool {
    let (cleaned, _) = tidy(text);
    let words: Vec<&str> = cleaned.split(' ').collect();
    capitals::apart(&words).is_some()
}

/// One part of a name from a column of its own: `name.as_written`, `name.case` where capitals were
/// put right, `name.mojibake` where characters were.
pub fn standardise(text: &str, part: NamePart) -> Standardised {
    let (cleaned, repaired) = tidy(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    if let Some(outcome) = refuse(&cleaned, part) {
        return outcome;
    }
    let written = display_case(&cleaned, part);
    let rule = match (repaired, written == cleaned) {
        (true, _) => "name.mojibake",
        (false, true) => "name.as_written",
        (false, false) => "name.case",
    };
    Standardised::valid(written, rule)
}

/// A title as it is usually written: `DR.` → `Dr`, `herr` → `Herr`.
pub fn title(text: &str) -> Standardised {
    let (cleaned, _) = tidy(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    let folded = text::fold(&cleaned);
    if placeholder::is_filler_folded(&folded) {
        return Standardised::placeholder("name.placeholder");
    }
    if let Some(title) = NAME_WORDS.title(&folded) {
        return Standardised::valid(title, "name.title");
    }
    let known: Option<Vec<&str>> = cleaned
        .split(' ')
        .map(|word| NAME_WORDS.title(&text::fold(word)))
        .collect();
    match known {
        Some(titles) => Standardised::valid(titles.join(" "), "name.title"),
        None => Standardised::valid(cleaned, "name.as_written"),
    }
}

/// A generation (`Jr`, `III`), or nothing where the text is something else.
pub fn generation(text: &str) -> Option<&'static str> {
    NAME_WORDS
        .generation(&text::fold(text))
        .map(|Generation(written)| written)
}

/// A name without wrong decoding, in composed characters, with plain apostrophes and single
/// blanks; and whether wrong decoding was put right.
pub(crate) fn tidy(text: &str) -> (String, bool) {
    let repaired = text::repair_mojibake(text);
    let cleaned = text::clean(repaired.as_deref().unwrap_or(text));
    let plain = if cleaned.is_ascii() && !cleaned.contains('`') {
        cleaned
    } else {
        cleaned.replace(['’', '‘', '`', '´', 'ʼ'], "'").into()
    };
    let trimmed = plain.trim_matches(|one: char| {
        one.is_whitespace() || matches!(one, ',' | ';' | '"' | '*' | '_' | '|' | '<' | '>' | '=')
    });
    (trimmed.to_owned(), repaired.is_some())
}

/// Why a text is no name, if it is none.
pub(crate) fn refuse(cleaned: &str, part: NamePart) -> Option<Standardised> {
    if cleaned.contains('@') {
        return Some(Standardised::invalid("name.email"));
    }
    if text::with_folded(cleaned, |folded| {
        NAME_WORDS.is_filler(folded, cleaned, part)
    }) {
        return Some(Standardised::placeholder("name.placeholder"));
    }
    if !cleaned.chars().any(char::is_alphabetic) {
        return Some(Standardised::invalid("name.no_letters"));
    }
    let digits = cleaned.chars().filter(char::is_ascii_digit).count();
    (digits > 4 || cleaned.contains("://")).then(|| Standardised::invalid("name.no_name"))
}

/// Why the text of a suffix column is none, if it is none.
pub(crate) fn refuse_suffix(cleaned: &str) -> Option<Standardised> {
    if placeholder::is_filler(cleaned) {
        return Some(Standardised::placeholder("name.placeholder"));
    }
    let letters = cleaned.chars().any(char::is_alphabetic);
    (!letters || cleaned.contains('@')).then(|| Standardised::invalid("name.no_name"))
}

#[cfg(test)]
mod tests {
    use rollcall_model::ValueState::{self, Blank, Invalid, Placeholder, Valid};

    use super::{
        NamePart::{self, Family, Given},
        standardise, title,
    };

    #[test]
    fn single_parts() {
        let cases: &[(&str, NamePart, ValueState, &str)] = &[
            ("ANNE", Given, Valid, "Anne"),
            ("  anne  marie ", Given, Valid, "Anne Marie"),
            ("MÃ¼ller", Family, Valid, "Müller"),
            ("O’BRIEN", Family, Valid, "O'Brien"),
            ("Guest", Family, Valid, "Guest"),
            ("GUEST", Family, Placeholder, ""),
            ("Null", Family, Valid, "Null"),
            ("NULL", Family, Placeholder, ""),
            ("Na", Family, Valid, "Na"),
            ("guest", Given, Placeholder, ""),
            ("test", Given, Placeholder, ""),
            ("Test", Family, Placeholder, ""),
            ("n/a", Given, Placeholder, ""),
            ("-", Family, Placeholder, ""),
            ("Unknown", Family, Placeholder, ""),
            ("walk-in", Given, Placeholder, ""),
            ("anne@example.com", Given, Invalid, ""),
            ("020 7946 0958", Given, Invalid, ""),
            ("123", Family, Invalid, ""),
            ("", Given, Blank, ""),
        ];
        for (text, part, state, value) in cases {
            let got = standardise(text, *part);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?} {part:?}"
            );
        }
    }

    #[test]
    fn titles() {
        for (text, value) in [
            ("DR.", "Dr"),
            ("herr", "Herr"),
            ("Prof. Dr.", "Prof Dr"),
            ("mr and mrs", "Mr & Mrs"),
            ("Baroness", "Baroness"),
        ] {
            assert_eq!(title(text).value, value, "{text:?}");
        }
    }
}
