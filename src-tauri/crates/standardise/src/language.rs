//! Languages: a code, a locale or a name → ISO 639-1.

use std::sync::LazyLock;

use crate::table::Meanings;

use crate::{Standardised, placeholder, table, text};

static LANGUAGES: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| table::meanings(include_str!("../data/languages.tsv"), text::fold));

/// A language cell: `language.iso`, or invalid where no language has that name.
pub fn standardise(text: &str) -> Standardised {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    match language_of(&cleaned) {
        Some(code) => Standardised::valid(code, "language.iso"),
        None if placeholder::is_filler(&cleaned) => {
            Standardised::placeholder("language.placeholder")
        }
        None => Standardised::invalid("language.unknown"),
    }
}

/// The ISO 639-1 code of a language: from its name, its code, or a locale (`en-US`, `de_DE`).
pub fn language_of(text: &str) -> Option<&'static str> {
    if let Some(&code) = LANGUAGES.get(text::fold(text).as_str()) {
        return Some(code);
    }
    let first = text
        .split(['-', '_', ';', ',', '('])
        .next()
        .unwrap_or_default();
    LANGUAGES.get(text::fold(first).as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::{language_of, standardise};
    use crate::table;

    #[test]
    fn names_and_codes() {
        for (text, code) in [
            ("en", Some("en")),
            ("EN-us", Some("en")),
            ("de_DE", Some("de")),
            ("ger", Some("de")),
            ("Deutsch", Some("de")),
            ("English (UK)", Some("en")),
            ("français", Some("fr")),
            ("Klingonish", None),
        ] {
            assert_eq!(language_of(text), code, "{text:?}");
        }
        assert!(!standardise("Klingonish").is_valid());
    }

    #[test]
    fn every_code_means_itself() {
        for row in table::rows(include_str!("../data/languages.tsv")) {
            let code = row[0];
            assert_eq!(language_of(code), Some(code));
        }
    }
}
