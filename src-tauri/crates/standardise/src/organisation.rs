//! Organisations: their names, and telling them from people.

use std::sync::LazyLock;

use crate::table::Words;

use crate::{table, text};

const WORDS: &str = include_str!("../data/organisation_words.tsv");

static FORMS: LazyLock<Words<String>> = LazyLock::new(|| table::words(WORDS, "form", text::fold));
static CASED: LazyLock<Words<String>> =
    LazyLock::new(|| table::words(WORDS, "cased_form", str::to_owned));
static ANYWHERE: LazyLock<Words<String>> =
    LazyLock::new(|| table::words(WORDS, "word", text::fold));

/// Whether a name is that of a firm or another organisation: it ends in a legal form (`GmbH`, Ltd,
/// Inc) or holds a word no person is called (Shop, Stiftung).
pub fn looks_like_one(name: &str) -> bool {
    let words: Vec<&str> = name
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() < 2 {
        return false;
    }
    let ends_in_form = (1..=4.min(words.len() - 1)).any(|count| {
        let end = words.get(words.len() - count..).unwrap_or_default();
        FORMS.contains(&text::fold(&end.join(" ")))
    });
    if ends_in_form {
        return true;
    }
    // "AG" in a name all in capitals may as well be initials.
    let some_small = name.chars().any(char::is_lowercase);
    if some_small && words.last().is_some_and(|last| CASED.contains(*last)) {
        return true;
    }
    if name.contains('&')
        && words.last().is_some_and(|last| {
            matches!(
                text::fold(last).as_str(),
                "co" | "sons" | "cie" | "sohne" | "soehne" | "partner" | "kg"
            )
        })
    {
        return true;
    }
    words
        .iter()
        .any(|word| ANYWHERE.contains(&text::fold(word)))
}

/// A name for comparing: folded, without its legal form ("Marsh Cars Ltd." → "marsh cars").
pub fn matching_key(name: &str) -> String {
    let folded = text::fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    loop {
        let cut = (1..=3).rev().find(|&count| {
            words.len() > count
                && words.get(words.len() - count..).is_some_and(|end| {
                    let end = end.join(" ");
                    FORMS.contains(&end)
                        || count == 1
                            && matches!(
                                end.as_str(),
                                "ag" | "kg" | "ug" | "co" | "sa" | "ab" | "oy" | "ev" | "ek" | "se"
                            )
                })
        });
        match cut {
            Some(count) => words.truncate(words.len() - count),
            None => return words.join(" "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{looks_like_one, matching_key};

    #[test]
    fn firms_and_people() {
        for firm in [
            "Marsh Cars Ltd.",
            "Weber GmbH & Co. KG",
            "Hafen Apotheke",
            "Müller AG",
            "Cole & Sons",
            "Harbour Hotel",
            "Nowak Sp. z o.o.",
            "ACME INC",
            "Tulipe S.A.",
        ] {
            assert!(looks_like_one(firm), "{firm:?}");
        }
        for person in [
            "Anne Marsh",
            "KIM SA",
            "Inc",
            "John Co",
            "Anna Bianchi",
            "Jo Limón",
            "",
        ] {
            assert!(!looks_like_one(person), "{person:?}");
        }
    }

    #[test]
    fn keys() {
        for (name, key) in [
            ("Marsh Cars Ltd.", "marsh cars"),
            ("Weber GmbH & Co. KG", "weber"),
            ("Weber", "weber"),
            ("GmbH", "gmbh"),
        ] {
            assert_eq!(matching_key(name), key, "{name:?}");
        }
    }
}
