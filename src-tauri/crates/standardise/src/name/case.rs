//! Capitals where names have them: `MCDONALD` → `McDonald`, `van der berg` → `van der Berg`.

use super::{NamePart, words::NAME_WORDS};
use crate::text;

/// How the letters of a word are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LetterCase {
    Upper,
    Lower,
    Mixed,
    NoLetters,
}

/// A name with capitals where they belong. A word that already mixes capitals and small letters is
/// somebody's own choice and stays as it is.
pub fn display_case(text: &str, part: NamePart) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let some_mixed = words
        .iter()
        .any(|word| letter_case(word) == LetterCase::Mixed);
    let mut written = String::with_capacity(text.len());
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            written.push(' ');
        }
        let may_be_particle = place + 1 < words.len() && (part == NamePart::Family || place > 0);
        push_word(word, part, may_be_particle, some_mixed, &mut written);
    }
    written
}

pub(super) fn letter_case(word: &str) -> LetterCase {
    let (mut upper, mut lower) = (false, false);
    // ß is written small among capitals, too.
    let letters = |letter: &char| letter.is_alphabetic() && *letter != 'ß';
    for letter in word.chars().filter(letters) {
        if letter.is_uppercase() {
            upper = true;
        } else if letter.is_lowercase() {
            lower = true;
        } else {
            return LetterCase::NoLetters;
        }
    }
    match (upper, lower) {
        (true, true) => LetterCase::Mixed,
        (true, false) => LetterCase::Upper,
        (false, true) => LetterCase::Lower,
        (false, false) => LetterCase::NoLetters,
    }
}

/// Whether a word in capitals stands for first names: "J", "J.P.", "JP".
pub(super) fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    letters == 1
        || word.contains('.') && letters <= 3
        || letters == 2 && word.len() == 2 && !word.chars().any(is_vowel)
}

fn push_word(
    word: &str,
    part: NamePart,
    may_be_particle: bool,
    some_mixed: bool,
    written: &mut String,
) {
    let case = letter_case(word);
    if matches!(case, LetterCase::Mixed | LetterCase::NoLetters) {
        written.push_str(word);
        return;
    }
    if may_be_particle
        && let Some(particle) = text::with_folded(word, |folded| NAME_WORDS.particle(folded))
    {
        let keep = case == LetterCase::Lower && some_mixed;
        written.push_str(if keep { word } else { particle });
        return;
    }
    if part == NamePart::Given && is_initials(word) {
        written.extend(word.chars().map(upper));
        return;
    }
    push_name(word, written);
}

fn push_name(word: &str, written: &mut String) {
    for (place, piece) in word.split('-').enumerate() {
        if place > 0 {
            written.push('-');
        }
        let article = place == 0
            && word.contains('-')
            && matches!(text::fold(piece).as_str(), "al" | "el" | "ul" | "ur");
        if article {
            written.extend(piece.chars().map(lower));
        } else {
            push_piece(piece, written);
        }
    }
}

fn push_piece(piece: &str, written: &mut String) {
    if let Some((before, after)) = piece.split_once('\'') {
        if before.is_empty() {
            written.extend(piece.chars().map(lower));
            return;
        }
        if after.chars().count() >= 2 && NAME_WORDS.takes_apostrophe(&text::fold(before)) {
            push_piece(before, written);
            written.push('\'');
            push_piece(after, written);
            return;
        }
    }
    let folded = piece.to_ascii_lowercase();
    if let Some(name) = NAME_WORDS.mac_name(&folded) {
        written.push_str(name);
        return;
    }
    if folded.len() >= 5 && folded.starts_with("mc") {
        written.push_str("Mc");
        push_capitalised(piece.get(2..).unwrap_or_default(), written);
        return;
    }
    push_capitalised(piece, written);
}

fn push_capitalised(piece: &str, written: &mut String) {
    let mut first = true;
    for letter in piece.chars() {
        if letter.is_alphabetic() {
            written.push(if first { upper(letter) } else { lower(letter) });
            first = false;
        } else {
            written.push(letter);
            first |= matches!(letter, '.' | '(' | '/' | '&' | '"');
        }
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiouyAEIOUY".contains(letter)
}

/// The capital, where it is a single letter (ß has none).
fn upper(letter: char) -> char {
    single(letter.to_uppercase()).unwrap_or(letter)
}

fn lower(letter: char) -> char {
    if letter == 'İ' {
        return 'i';
    }
    single(letter.to_lowercase()).unwrap_or(letter)
}

fn single(mut letters: impl Iterator<Item = char>) -> Option<char> {
    let letter = letters.next()?;
    letters.next().is_none().then_some(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::{
        NamePart::{self, Family, Given},
        display_case,
    };

    #[test]
    fn capitals() {
        let cases: &[(&str, NamePart, &str)] = &[
            ("ANNE", Given, "Anne"),
            ("MARSH-COLE", Family, "Marsh-Cole"),
            ("mcdonald", Family, "McDonald"),
            ("MACDONALD", Family, "MacDonald"),
            ("MACHADO", Family, "Machado"),
            ("o'brien", Family, "O'Brien"),
            ("D'ANGELO", Family, "D'Angelo"),
            ("SA'AD", Given, "Sa'ad"),
            ("VAN DER BERG", Family, "van der Berg"),
            ("van Dyke", Family, "van Dyke"),
            ("Van Dyke", Family, "Van Dyke"),
            ("DI CAPRIO", Family, "Di Caprio"),
            ("DE", Family, "De"),
            ("AL-RASHID", Family, "al-Rashid"),
            ("j.p.", Given, "J.P."),
            ("JP", Given, "JP"),
            ("jo", Given, "Jo"),
            ("NG", Family, "Ng"),
            ("ÖZGÜR", Given, "Özgür"),
            ("straße", Family, "Straße"),
            ("GROß", Family, "Groß"),
            ("DeShawn", Given, "DeShawn"),
            ("山田", Family, "山田"),
            ("'T HOOFT", Family, "'t Hooft"),
        ];
        for (text, part, written) in cases {
            assert_eq!(display_case(text, *part), *written, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn writing_a_written_name_changes_nothing(text in "\\PC{0,20}", family: bool) {
            let part = if family { Family } else { Given };
            let once = display_case(&text, part);
            prop_assert_eq!(display_case(&once, part), once);
        }
    }
}
