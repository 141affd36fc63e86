//! What a file of somebody's own calls the answers in its rows: `Ja` and `Nein` where the project says `opted_in` and
//! `opted_out`.

use std::collections::BTreeMap;

use rollcall_mapping::{meaning_choices, meaning_label};
use rollcall_model::{Attribute, ConsentState, Transformation};
use rollcall_standardise::{consent, gender};

/// The word of each meaning of a column, by the code of the meaning; one the rows have no word for is blank there. None
/// where no cell is such a word.
pub(super) fn words_of(
    attribute: &Attribute,
    transformation: &Transformation,
    cells: &[String],
) -> BTreeMap<String, String> {
    let codes = codes_of(attribute);
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    // What is turned round before it is read would have to be turned back.
    if *transformation != Transformation::Keep {
        return words;
    }
    for cell in cells {
        let meaning = match attribute {
            Attribute::Gender => gender::standardise(cell),
            _ => consent::standardise(cell, attribute),
        };
        if codes.contains(&meaning.value.as_str()) {
            let word = cell.trim().to_owned();
            words.entry(meaning.value).or_insert(word);
        }
    }
    if !words.is_empty() {
        for code in codes {
            words.entry(code.to_owned()).or_default();
        }
    }
    words
}

/// Which words are written, in a sentence; nothing where there are none.
pub(super) fn sentence(
    header: &str,
    attribute: &Attribute,
    words: &BTreeMap<String, String>,
) -> Option<String> {
    let said: Vec<String> = words
        .iter()
        .filter(|(_, word)| !word.is_empty())
        .map(|(code, word)| format!("“{word}” ({})", meaning_label(attribute, code, None)))
        .collect();
    (!said.is_empty()).then(|| {
        format!(
            "“{header}” is written in the words of your rows: {}. Any other answer is left blank.",
            said.join(", ")
        )
    })
}

/// The meanings of a column whose values are a few words.
fn codes_of(attribute: &Attribute) -> Vec<&'static str> {
    match attribute {
        Attribute::EmailConsent
        | Attribute::SmsConsent
        | Attribute::PhoneConsent
        | Attribute::PostConsent => ConsentState::LOOSEST_FIRST.map(ConsentState::code).to_vec(),
        Attribute::Gender => meaning_choices(attribute, None)
            .iter()
            .map(|(code, _)| *code)
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, Transformation};

    use super::words_of;

    #[test]
    fn rows_tell_what_each_answer_is_called() {
        let keep = Transformation::Keep;
        // The column, its cells; a meaning and what it is called.
        for (attribute, cells, meaning, word) in [
            (
                Attribute::EmailConsent,
                ["Ja", "Nein"],
                "opted_in",
                Some("Ja"),
            ),
            (
                Attribute::EmailConsent,
                ["Ja", "Nein"],
                "opted_out",
                Some("Nein"),
            ),
            (
                Attribute::EmailConsent,
                ["Ja", "yes"],
                "opted_in",
                Some("Ja"),
            ),
            (Attribute::EmailConsent, ["Ja", "Nein"], "pending", Some("")),
            (Attribute::EmailConsent, ["Berlin", ""], "opted_in", None),
            (Attribute::Gender, ["Female", "Male"], "f", Some("Female")),
            (Attribute::City, ["Ja", "Nein"], "opted_in", None),
        ] {
            let cells = cells.map(str::to_owned);
            let words = words_of(&attribute, &keep, &cells);
            let found = words.get(meaning).map(String::as_str);
            assert_eq!(found, word, "{attribute:?} {cells:?} {meaning}");
        }
        let cells = ["yes".to_owned(), "no".to_owned()];
        let turned = words_of(&Attribute::EmailConsent, &Transformation::Negate, &cells);
        assert!(turned.is_empty());
    }
}
