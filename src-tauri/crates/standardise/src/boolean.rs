//! Yes and no, in eight languages.

use std::sync::LazyLock;

use rollcall_model::ValueState;

use crate::table::Meanings;

use crate::{Standardised, placeholder, table, text};

const ANSWERS: &str = include_str!("../data/answer_words.tsv");

static WORDS: LazyLock<Meanings<String, &'static str>> = LazyLock::new(|| answers("boolean"));

/// `true` or `false` (`boolean.word`); invalid where the text is neither.
pub fn standardise(text: &str) -> Standardised {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    let folded = answer_key(&cleaned);
    match WORDS.get(folded.as_str()) {
        Some(answer) => Standardised::valid(*answer, "boolean.word"),
        None if placeholder::is_filler_folded(&folded) => {
            Standardised::placeholder("boolean.placeholder")
        }
        None => Standardised::invalid("boolean.unknown"),
    }
}

/// Whether a cell says that something is so or happened: not blank, no filler and no word of no. What is no answer at
/// all, such as the time it happened or how often, says so too.
pub fn says_so(text: &str) -> bool {
    let answer = standardise(text);
    match answer.state {
        ValueState::Valid => answer.value == "true",
        ValueState::Invalid => true,
        ValueState::Blank | ValueState::Placeholder => false,
    }
}

/// The words of one kind of answer, each pointing to its meaning.
pub(crate) fn answers(kind: &str) -> Meanings<String, &'static str> {
    let mut answers = Meanings::default();
    for row in table::rows(ANSWERS) {
        let Some((of, meaning)) = row.first().and_then(|first| first.split_once(' ')) else {
            continue;
        };
        if of == kind {
            for word in row.iter().skip(1) {
                answers.entry(answer_key(word)).or_insert(meaning);
            }
        }
    }
    answers
}

/// As [`text::fold`], with ticks kept as a word.
pub(crate) fn answer_key(text: &str) -> String {
    if text.contains(['✓', '✔', '☑', '✅']) {
        return "checked".to_owned();
    }
    text::fold(text)
}

#[cfg(test)]
mod tests {
    use rollcall_model::ValueState::{self, Blank, Invalid, Placeholder, Valid};

    use super::{says_so, standardise};

    #[test]
    fn a_cell_says_so_unless_it_says_no() {
        for text in ["yes", "TRUE", "Ja", "1", "3", "2026-03-04 10:15", "✓"] {
            assert!(says_so(text), "{text}");
        }
        for text in [
            "", " ", "0", "no", "No", "FALSE", "False", "nein", "Non", "-", "N/A",
        ] {
            assert!(!says_so(text), "{text}");
        }
    }

    #[test]
    fn answers() {
        let cases: &[(&str, ValueState, &str)] = &[
            ("Yes", Valid, "true"),
            ("ja", Valid, "true"),
            ("OUI", Valid, "true"),
            ("sì", Valid, "true"),
            ("✓", Valid, "true"),
            ("1", Valid, "true"),
            ("não", Valid, "false"),
            ("0", Valid, "false"),
            ("FALSE", Valid, "false"),
            ("perhaps", Invalid, ""),
            ("n/a", Placeholder, ""),
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
