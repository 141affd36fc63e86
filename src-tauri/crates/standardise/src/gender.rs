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

#[cfg(test)]
mod tests {
    use rollcall_model::ValueState::{self, Blank, Placeholder, Valid};

    use super::standardise;

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
