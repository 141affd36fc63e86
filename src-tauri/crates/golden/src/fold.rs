//! The form under which two spellings of one value are the same.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use any_ascii::any_ascii;
use rollcall_model::{Attribute, AttributeFamily, Moment};

use crate::standing::is_time;

static STREET_WORDS: LazyLock<StreetWords> =
    LazyLock::new(|| StreetWords::read(include_str!("../data/street_words.tsv")));

/// The form under which values of an attribute are compared: identifiers as they are, e-mails
/// without case, times whose zone is known by their instant, words without case, diacritics and punctuation.
pub(crate) fn key(attribute: &Attribute, value: &str) -> String {
    match attribute {
        Attribute::Email => value.trim().to_lowercase(),
        Attribute::Phone => phone(value),
        time if is_time(time) => match Moment::read(value).and_then(Moment::instant) {
            Some(seconds) => format!("{seconds} s"),
            None => value.to_owned(),
        },
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

/// Whether the key of a value is the value itself, so that two plain ones that differ are never one.
pub(crate) fn is_verbatim(attribute: &Attribute) -> bool {
    let is_folded = matches!(
        attribute.family(),
        AttributeFamily::Person | AttributeFamily::Organisation | AttributeFamily::Address
    );
    !is_folded && !is_time(attribute) && !matches!(attribute, Attribute::Email | Attribute::Phone)
}

/// Gives values that spell an umlaut out the key of the value that has it, where one is among
/// them: "Kuehn" beside "Kühn". Alone "ue" stands in many names that never had an umlaut.
pub(crate) fn join_umlauts<'a>(values: impl Iterator<Item = &'a str>, keys: &mut [String]) {
    let spelled: Vec<Option<String>> = values
        .map(|value| {
            let out = (!value.is_ascii()).then(|| spell_out(value));
            out.filter(|out| out != value).map(|out| words(&out))
        })
        .collect();
    for (position, spelled) in spelled.iter().enumerate() {
        let (Some(spelled), Some(key)) = (spelled, keys.get(position).cloned()) else {
            continue;
        };
        for other in keys.iter_mut().filter(|other| *other == spelled) {
            other.clone_from(&key);
        }
    }
}

fn spell_out(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    for letter in value.chars() {
        match letter {
            'ä' | 'Ä' | 'æ' | 'Æ' => out.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => out.push_str("oe"),
            'ü' | 'Ü' => out.push_str("ue"),
            'å' | 'Å' => out.push_str("aa"),
            other => out.push(other),
        }
    }
    out
}

/// Words without case, diacritics and punctuation, one blank between them.
pub(crate) fn words(value: &str) -> String {
    let mut folded = String::with_capacity(value.len());
    if value.is_ascii() {
        fold_onto(value, &mut folded);
    } else {
        fold_onto(&any_ascii(value), &mut folded);
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

fn fold_onto(plain: &str, folded: &mut String) {
    for character in plain.chars() {
        if character.is_ascii_alphanumeric() {
            folded.push(character.to_ascii_lowercase());
        } else if character != '\'' && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
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
    fn an_umlaut_spelled_out_is_the_same_name_where_the_umlaut_stands_beside_it() {
        let joined = |values: [&str; 2]| {
            let mut keys: Vec<String> = values.iter().map(|value| words(value)).collect();
            super::join_umlauts(values.into_iter(), &mut keys);
            keys[0] == keys[1]
        };
        assert!(joined(["Kühn", "Kuehn"]));
        assert!(joined(["GUENTHER", "Günther"]));
        assert!(joined(["Sørensen", "Soerensen"]));
        assert!(!joined(["Michal", "Michael"]));
        assert!(!joined(["Kuhn", "Kuehn"]));
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
