//! Embedded lists of values: names, countries, street words.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// The lists, named as in their files.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Lists {
    pub given: Words,
    pub family: Words,
    pub country_codes: Words,
    pub countries: Words,
    pub regions: Words,
    pub genders: Words,
    pub titles: Words,
    pub languages: Words,
    pub cities: Words,
    pub street_words: Words,
    pub organisation_words: Words,
    pub consent_words: Words,
    pub request_words: Words,
    pub order_words: Words,
    pub event_words: Words,
}

/// A list of folded words.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Words(HashSet<String>);

impl Words {
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }
}

const TEXT: &str = concat!(
    include_str!("../data/names.toml"),
    "\n",
    include_str!("../data/values.toml")
);

// A test reads the files, so no list is ever empty.
pub(crate) static LISTS: LazyLock<Lists> =
    LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

/// A value as the lists have it: letters and digits, lower case, no accents.
pub(crate) fn plain(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for character in value.chars() {
        if character.is_ascii_alphanumeric() {
            text.push(character.to_ascii_lowercase());
        } else if !character.is_ascii() {
            text.extend(
                any_ascii::any_ascii_char(character)
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .map(|plain| plain.to_ascii_lowercase()),
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_list_is_there() {
        let lists: super::Lists = toml::from_str(super::TEXT).expect("the lists read");
        for (list, word) in [
            (&lists.given, "maria"),
            (&lists.family, "muller"),
            (&lists.country_codes, "de"),
            (&lists.countries, "allemagne"),
            (&lists.regions, "nsw"),
            (&lists.genders, "weiblich"),
            (&lists.titles, "frau"),
            (&lists.languages, "pt"),
            (&lists.cities, "lisboa"),
            (&lists.street_words, "rua"),
            (&lists.organisation_words, "gmbh"),
            (&lists.consent_words, "unsubscribed"),
            (&lists.request_words, "erasure"),
            (&lists.order_words, "refunded"),
            (&lists.event_words, "purchase"),
        ] {
            assert!(list.contains(word), "{word}");
        }
    }
}
