//! What stands in brackets behind a header and only remarks on it: `Street (without number)`, `State (as code)`.

use crate::beside::{has_word, is_of_person};
use crate::fold::{Folded, fold};
use crate::header_words::{HeaderGuess, Meaning, Qualifier, guess};
use crate::word_lists::WORDS;

/// A remark with words nobody knows leaves a doubt, as such words do anywhere.
const MOST_IN_DOUBT: f64 = 0.74;
/// A remark of units and grammar leaves none.
const MOST_WITH_UNITS: f64 = 0.9;

/// What a header says. What stands in brackets behind it is heard only where the header says less with it than without,
/// and is no more than a remark.
pub(crate) fn guess_written(header: &str, folded: &Folded) -> Option<HeaderGuess> {
    let whole = guess(folded);
    if whole
        .as_ref()
        .is_some_and(|whole| whole.strength > MOST_IN_DOUBT)
    {
        return whole;
    }
    let Some((head, remark)) = apart(header) else {
        return whole;
    };
    let words = fold(remark).words;
    let head = guess(&fold(head))
        .filter(|head| head.strength > MOST_IN_DOUBT && only_remarks(&words, &head.meaning));
    let Some(head) = head else {
        return whole;
    };
    let mut unknown = head.unknown;
    unknown.extend(words.into_iter().filter(|word| !is_unit(word)));
    let most = if unknown.is_empty() {
        MOST_WITH_UNITS
    } else {
        MOST_IN_DOUBT
    };
    Some(HeaderGuess {
        strength: head.strength.min(most),
        unknown,
        ..head
    })
}

/// A header and what stands in brackets behind it.
fn apart(header: &str) -> Option<(&str, &str)> {
    let (head, remark) = header.trim().strip_suffix(')')?.rsplit_once('(')?;
    let is_said = |text: &str| !text.trim().is_empty();
    (is_said(head) && is_said(remark)).then_some((head, remark))
}

/// Whether words say neither whose something is, nor a thing beside it, nor what it is not.
fn only_remarks(words: &[String], head: &Meaning) -> bool {
    let tells_whose = |word: &String| {
        WORDS.qualifier(word).is_some_and(|one| {
            !matches!(one, Qualifier::Holder | Qualifier::Filler | Qualifier::Main)
        })
    };
    let names_something = |word: &String| {
        WORDS.phrase(word).is_some_and(|meaning| {
            !matches!(
                meaning,
                Meaning::Name | Meaning::Number | Meaning::Id | Meaning::Kind
            )
        })
    };
    let leaves_out = words
        .first()
        .is_some_and(|word| WITHOUT.contains(&word.as_str()));
    let concerns_person = match head {
        Meaning::Attribute(attribute) => is_of_person(attribute),
        _ => true,
    };
    let aside = if concerns_person {
        &WORDS.aside.person
    } else {
        &WORDS.aside.event
    };
    let answers = words
        .iter()
        .any(|word| matches!(word.as_str(), "yes" | "ja" | "oui" | "si" | "sim"));
    !words.iter().any(tells_whose)
        && (leaves_out || !words.iter().any(names_something))
        && !has_word(words, &WORDS.aside.always)
        && !has_word(words, aside)
        && (answers || !has_word(words, &WORDS.consent.negators))
}

/// Words before what a header leaves out: `Straße (ohne Hausnummer)`.
const WITHOUT: [&str; 11] = [
    "without",
    "excluding",
    "excl",
    "ohne",
    "sans",
    "hors",
    "sin",
    "senza",
    "zonder",
    "sem",
    "exkl",
];

/// Whether a word is a number, a unit, a form of a date or a word of answers.
fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 35] = [
        "eur",
        "usd",
        "gbp",
        "chf",
        "pln",
        "sek",
        "dkk",
        "brl",
        "utc",
        "gmt",
        "iso",
        "yyyy",
        "yy",
        "mm",
        "dd",
        "jjjj",
        "tt",
        "aaaa",
        "jj",
        "hh",
        "ss",
        "yes",
        "no",
        "ja",
        "nein",
        "nee",
        "oui",
        "non",
        "si",
        "sim",
        "nao",
        "kurzel",
        "abkurzung",
        "als",
        "optional",
    ];
    word.bytes().all(|byte| byte.is_ascii_digit())
        || UNITS.contains(&word)
        || WORDS.qualifier(word) == Some(Qualifier::Filler)
}

#[cfg(test)]
mod tests {
    use rollcall_model::Attribute;

    use super::guess_written;
    use crate::fold::fold;
    use crate::header_words::Meaning;

    #[test]
    fn brackets_remark_on_what_stands_before_them() {
        for (header, expected) in [
            ("Straße (ohne Hausnummer)", Attribute::Street),
            ("Bundesland (als Abkürzung)", Attribute::Region),
            ("Lieferadresse Land (Kürzel)", Attribute::Country),
            ("Amount (EUR)", Attribute::Amount),
            ("Date of birth (DD.MM.YYYY)", Attribute::BirthDate),
            (
                "Newsletter  (0 für nein, -1 für ja)",
                Attribute::EmailConsent,
            ),
        ] {
            let found = guess_written(header, &fold(header)).expect(header);
            assert_eq!(found.meaning, Meaning::Attribute(expected), "{header}");
            assert!(found.strength > 0.7, "{header}: {}", found.strength);
        }
    }

    #[test]
    fn brackets_that_say_whose_it_is_are_heard() {
        for header in [
            "Telefon (Notfall)",
            "E-Mail (Quelle)",
            "Phone (type)",
            "Email (status)",
        ] {
            let alone = header.split('(').next().expect(header);
            let alone = guess_written(alone, &fold(alone)).expect(alone);
            let whole = guess_written(header, &fold(header));
            assert_ne!(whole, Some(alone), "{header}");
        }
    }
}
