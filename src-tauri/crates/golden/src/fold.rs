//! The form under which two spellings of one value are the same.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use any_ascii::any_ascii;
use rollcall_model::{Attribute, AttributeFamily};

static STREET_WORDS: LazyLock<StreetWords> =
    LazyLock::new(|| StreetWords::read(include_str!("../data/street_words.tsv")));

/// The form under which values of an attribute are compared: identifiers as they are, e-mails
/// without case, words without case, diacritics and punctuation.
pub(crate) fn key(attribute: &Attribute, value: &str) -> String {
    match attribute {
        Attribute::Email => value.trim().to_lowercase(),
        Attribute::Phone => phone(value),
        other => match other.family() {
            AttributeFamily::Person | AttributeFamily::Organisation | AttributeFamily::Address
                if *other != Attribute::BirthDate =>
            {
                words(value)
            }
            _ => value.to_owned(),
        },
    }
}

/// Words without case, diacritics and punctuation, one blank between them.
pub(crate) fn words(value: &str) -> String {
    let mut folded = String::with_capacity(value.len());
    for character in any_ascii(value).chars() {
        if character.is_ascii_alphanumeric() {
            folded.push(character.to_ascii_lowercase());
        } else if character != '\'' && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    if folded.is_empty() {
        // A value of signs only is still a value of its own.
        value.trim().to_owned()
    } else {
        folded
    }
}

/// A street with its house number: short forms for its words, and in any order, so that
/// "12 Harbour Street" is "Harbour St 12".
pub(crate) fn street(value: &str) -> String {
    let folded = words(value);
    let mut parts: Vec<String> = folded
        .split(' ')
        .map(|word| STREET_WORDS.short(word))
        .filter(|word| !word.is_empty())
        .collect();
    parts.sort_unstable();
    parts.join(" ")
}

/// A post code without blanks and case.
pub(crate) fn postcode(value: &str) -> String {
    words(value).replace(' ', "")
}

/// Digits, behind a plus sign when the country is known; without the zeros a country writes first.
fn phone(value: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    if value.trim_start().starts_with('+') {
        format!("+{digits}")
    } else {
        digits.trim_start_matches('0').to_owned()
    }
}

struct StreetWords {
    whole: BTreeMap<&'static str, &'static str>,
    endings: Vec<(&'static str, &'static str)>,
}

impl StreetWords {
    fn read(text: &'static str) -> Self {
        let mut words = Self {
            whole: BTreeMap::new(),
            endings: Vec::new(),
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, short)) = line.split_once('\t') else {
                continue;
            };
            match word.strip_prefix('-') {
                Some(ending) => words.endings.push((ending, short)),
                None => {
                    words.whole.insert(word, short);
                }
            }
        }
        words
    }

    fn short(&self, word: &str) -> String {
        if let Some(short) = self.whole.get(word) {
            return (*short).to_owned();
        }
        for (ending, short) in &self.endings {
            if let Some(stem) = word.strip_suffix(ending) {
                return format!("{stem}{short}");
            }
        }
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{key, postcode, street, words};
    use rollcall_model::Attribute;

    #[test]
    fn spellings_of_one_value_fold_alike() {
        for (left, right) in [
            ("Müller", "MULLER"),
            ("O'Brien", "OBrien"),
            ("Anne-Marie", "anne marie"),
            ("Łukasz", "Lukasz"),
        ] {
            assert_eq!(words(left), words(right), "{left} / {right}");
        }
        assert_ne!(words("Smith"), words("Smyth"));
        assert_eq!(words(" - "), "-");
    }

    #[test]
    fn streets_fold_whatever_their_order() {
        for (left, right) in [
            ("12 Harbour Street", "Harbour St. 12"),
            ("Hafenstraße 3", "3 Hafenstr."),
            ("No. 4 Elm Road", "4 Elm Rd"),
        ] {
            assert_eq!(street(left), street(right), "{left} / {right}");
        }
        assert_ne!(street("12 Harbour Street"), street("21 Harbour Street"));
        assert_eq!(postcode("n1 1aa"), postcode("N11AA"));
    }

    #[test]
    fn identifiers_are_compared_as_they_are() {
        assert_ne!(
            key(&Attribute::LoyaltyCard, "0042"),
            key(&Attribute::LoyaltyCard, "42")
        );
        assert_eq!(
            key(&Attribute::Phone, "+44 20 7946 0001"),
            key(&Attribute::Phone, "+442079460001")
        );
    }
}
