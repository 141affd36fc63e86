//! Gender as given.

use std::sync::LazyLock;

use crate::table::Meanings;

use crate::{Standardised, boolean, placeholder, text};

static WORDS: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| boolean::answers("gender"));

/// `f`, `m` or `x` (`gender.word`); any other answer in small letters (`gender.other`). Not
/// wanting to say is a filler.
pub fn standardise(text: &str) -> Standardised {
    let cleaned = text::clean(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    let folded = text::fold(&cleaned);
    match WORDS.get(folded.as_str()) {
        Some(&"untold") => Standardised::placeholder("gender.untold"),
        Some(gender) => Standardised::valid(*gender, "gender.word"),
        None if placeholder::is_filler_folded(&folded) => {
            Standardised::placeholder("gender.untold")
        }
        None => Standardised::valid(text::clean(&cleaned.to_lowercase()), "gender.other"),
    }
}

/// What a form of address tells: `f` for "Frau" or "Mrs", `m` for "M." or "Señor"; nothing for a degree
/// or a couple.
#[must_use]
pub fn of_title(title: &str) -> Option<&'static str> {
    let told = WORDS
        .get(text::fold(title).trim_end_matches('.'))
        .copied()?;
    matches!(told, "f" | "m").then_some(told)
}

#[cfg(test)]
mod tests {
    use rollcall_model::ValueState::{self, Blank, Placeholder, Valid};

    use super::{of_title, standardise};

    #[test]
    fn titles() {
        let cases = [
            ("Mme", Some("f")),
            ("M.", Some("m")),
            ("Herr", Some("m")),
            ("Sra", Some("f")),
            ("Signore", Some("m")),
            ("Dr", None),
            ("Mr & Mrs", None),
            ("Familie", None),
            ("Mx", None),
            ("", None),
        ];
        for (title, told) in cases {
            assert_eq!(of_title(title), told, "{title:?}");
        }
    }

    #[test]
    fn genders() {
        let cases: &[(&str, ValueState, &str)] = &[
            ("Female", Valid, "f"),
            ("W", Valid, "f"),
            ("männlich", Valid, "m"),
            ("Herr", Valid, "m"),
            ("divers", Valid, "x"),
            ("Two-Spirit", Valid, "two-spirit"),
            ("prefer not to say", Placeholder, ""),
            ("", Blank, ""),
        ];
        for (text, state, value) in cases {
            let got = standardise(text);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?}"
            );
        }
    }
}
