//! Embedded lists of values: names, countries, street words.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// The lists, by the names they have in their files.
pub(crate) struct Lists {
    lists: BTreeMap<String, HashSet<String>>,
    nothing: HashSet<String>,
}

impl Lists {
    pub(crate) fn of(&self, name: &str) -> &HashSet<String> {
        self.lists.get(name).unwrap_or(&self.nothing)
    }
}

const FILES: [&str; 2] = [
    include_str!("../data/names.toml"),
    include_str!("../data/values.toml"),
];

// A test reads both files, so no list is ever missing.
pub(crate) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = BTreeMap::new();
    for text in FILES {
        let file: BTreeMap<String, String> = toml::from_str(text).unwrap_or_default();
        for (name, words) in file {
            lists.insert(name, words.split_whitespace().map(str::to_owned).collect());
        }
    }
    Lists {
        lists,
        nothing: HashSet::new(),
    }
});

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
    use super::LISTS;

    #[test]
    fn every_list_is_there() {
        for name in [
            "given",
            "family",
            "country_codes",
            "countries",
            "regions",
            "genders",
            "titles",
            "languages",
            "cities",
            "street_words",
            "unit_words",
            "organisation_words",
            "consent_words",
            "order_words",
            "event_words",
        ] {
            assert!(LISTS.of(name).len() > 20, "{name}");
        }
    }
}
