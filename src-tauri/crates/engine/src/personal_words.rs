//! Which words of a sentence would reach a person or tell a birth date: addresses for mail, long numbers,
//! numbers written in groups, days written out. What they look like tells it; names have to be looked up.

use rollcall_delivery::mask;
use rollcall_model::Attribute;

/// Digits from which a number may be somebody's; one written in groups needs more, a sentence counts too.
const LONG: usize = 5;
const LONG_IN_GROUPS: usize = 7;

/// So old is somebody of whom a shop or a club keeps a birth date; younger days tell of an audit or a purchase.
const YOUNGEST: i32 = 2;

/// Of each word whether it is of such an address, number or day. `this_year` tells days of lately from birth dates.
pub fn personal_words(words: &[&str], this_year: i32) -> Vec<bool> {
    let mut personal: Vec<bool> = words
        .iter()
        .map(|word| word.contains('@') || is_long_number(word))
        .collect();
    let mut start = 0;
    while start < words.len() {
        let count = words[start..]
            .iter()
            .take_while(|word| is_group(word))
            .count();
        let digits: usize = words[start..start + count]
            .iter()
            .map(|word| digits_of(word))
            .sum();
        if count > 1 && digits >= LONG_IN_GROUPS {
            personal[start..start + count].fill(true);
        }
        start += count.max(1);
    }
    for (place, day) in words.windows(3).enumerate() {
        if is_birth_date(day, this_year) {
            personal[place..place + 3].fill(true);
        }
    }
    personal
}

/// A quote without what would reach a person: a report goes round.
pub(crate) fn mask_quote(quote: &str, this_year: i32) -> String {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let personal = personal_words(&words, this_year);
    let masked = words.iter().zip(personal).map(|(word, is_personal)| {
        let attribute = if word.contains('@') {
            Attribute::Email
        } else {
            Attribute::Phone
        };
        match is_personal {
            true if digits_of(word) < LONG && attribute == Attribute::Phone => "•••".to_owned(),
            true => mask(Some(&attribute), word),
            false => (*word).to_owned(),
        }
    });
    masked.collect::<Vec<_>>().join(" ")
}

/// Five digits or more that are no count (`26,043`). A day is meant too: it may be somebody's birth date.
fn is_long_number(word: &str) -> bool {
    let core = word.trim_matches(|one: char| !one.is_alphanumeric());
    let is_count = core.contains(',')
        && core.split(',').skip(1).all(|part| part.len() == 3)
        && core
            .chars()
            .all(|one| one.is_ascii_digit() || one == ',' || one == '.');
    digits_of(core) >= LONG && !is_count
}

/// A piece of a number written in groups, as telephones and cards are.
fn is_group(word: &str) -> bool {
    let core = word.trim_end_matches(['.', ',', ';', ':', '"', '”']);
    digits_of(core) > 0
        && core
            .chars()
            .all(|one| one.is_ascii_digit() || "+()-/".contains(one))
}

/// A day of the month, a month in words and a year, in either order of the first two; long enough ago.
fn is_birth_date(words: &[&str], this_year: i32) -> bool {
    let [one, other, year] = words else {
        return false;
    };
    let number = |word: &str| {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<i32>().ok()
    };
    let is_of_month = |word: &str| number(word).is_some_and(|day| (1..=31).contains(&day));
    let is_word = |word: &str| {
        let letters = word.trim_matches(|one: char| !one.is_alphabetic());
        letters.chars().count() >= 3 && letters.chars().all(char::is_alphabetic)
    };
    let is_year = number(year).is_some_and(|year| (1880..=this_year - YOUNGEST).contains(&year));
    is_year && (is_of_month(one) && is_word(other) || is_word(one) && is_of_month(other))
}

fn digits_of(word: &str) -> usize {
    word.chars().filter(char::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::{mask_quote, personal_words};

    #[test]
    fn numbers_in_groups_and_days_in_words_are_of_somebody() {
        for (sentence, personal) in [
            ("call 020 7946 0958 today", "020 7946 0958"),
            ("call +44 20 7946 0958.", "+44 20 7946 0958."),
            ("on 06 12 34 56 78", "06 12 34 56 78"),
            ("born 21 August 1967, he said", "21 August 1967,"),
            ("born August 21, 1967", "August 21, 1967"),
            ("né le 21 août 1967", "21 août 1967"),
            (
                "to anna@example.com and 0441234567",
                "anna@example.com 0441234567",
            ),
            ("26,043 rows in 13 sources", ""),
            ("3 of 12 rows, 1,204 of 20,113 phones", ""),
            ("since 3 runs", ""),
            ("made on 28 November 2026", ""),
            ("from 1 March 2025 to 28 November 2026", ""),
            ("born 1 March 2024", "1 March 2024"),
        ] {
            let words: Vec<&str> = sentence.split_whitespace().collect();
            let found: Vec<&str> = words
                .iter()
                .zip(personal_words(&words, 2026))
                .filter_map(|(word, is_personal)| is_personal.then_some(*word))
                .collect();
            assert_eq!(found.join(" "), personal, "{sentence}");
        }
    }

    #[test]
    fn a_quote_keeps_its_words_and_loses_its_numbers() {
        let masked = mask_quote(
            "Mrs Miller rang from 020 7946 0958, born 21 August 1967",
            2026,
        );
        assert!(masked.starts_with("Mrs Miller rang from"), "{masked}");
        for gone in ["020", "7946", "0958", "1967", "August"] {
            assert!(!masked.contains(gone), "{masked}");
        }
    }
}
