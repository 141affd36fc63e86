//! The mistakes people and programs make when they write something down.

use fastrand::Rng;

/// A typing error in a word: two letters swapped, one left out, one doubled, one replaced by its
/// neighbour on the keyboard. The first letter stays; words below four letters stay whole.
pub(crate) fn in_word(word: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    let at = rng.usize(1..letters.len() - 1);
    match rng.u8(0..4) {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = neighbour(letters[at]),
    }
    letters.into_iter().collect()
}

/// A typing error before the @.
pub(crate) fn in_mailbox(email: &str, rng: &mut Rng) -> String {
    match email.split_once('@') {
        Some((mailbox, host)) => format!("{}@{host}", in_word(mailbox, rng)),
        None => email.to_owned(),
    }
}

/// One of the last four digits is another.
pub(crate) fn in_digits(number: &str, rng: &mut Rng) -> String {
    let places: Vec<usize> = number
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|m| m.0)
        .collect();
    let Some(&at) = places.get(places.len().saturating_sub(1 + rng.usize(0..4))) else {
        return number.to_owned();
    };
    let digit = number.as_bytes()[at] - b'0';
    let other = char::from(b'0' + (digit + 1 + rng.u8(0..9)) % 10);
    format!("{}{other}{}", &number[..at], &number[at + 1..])
}

/// `Harbour Street` → `Harbour St`, `Lindenstraße` → `Lindenstr.`
pub(crate) fn shorten_street(street: &str) -> String {
    const SHORT: [(&str, &str); 8] = [
        (" Street", " St"),
        (" Road", " Rd"),
        (" Avenue", " Ave"),
        (" Lane", " Ln"),
        (" Drive", " Dr."),
        (" Boulevard", " Blvd"),
        ("straße", "str."),
        ("platz", "pl."),
    ];
    SHORT.iter().fold(street.to_owned(), |text, (long, short)| {
        text.replace(long, short)
    })
}

/// `Müller` → `Mueller`, `Zoë` → `Zoe`.
pub(crate) fn without_accents(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    for letter in text.chars() {
        match letter {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'Ä' => plain.push_str("Ae"),
            'Ö' => plain.push_str("Oe"),
            'Ü' => plain.push_str("Ue"),
            'ß' => plain.push_str("ss"),
            'é' | 'ë' => plain.push('e'),
            'á' => plain.push('a'),
            other => plain.push(other),
        }
    }
    plain
}

/// UTF-8 read as Windows-1252: `Müller` → `MÃ¼ller`.
pub(crate) fn mojibake(text: &str) -> String {
    encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(text.as_bytes())
        .0
        .into_owned()
}

/// A capital first letter.
pub(crate) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn neighbour(letter: char) -> char {
    const PAIRS: [(char, char); 13] = [
        ('a', 's'),
        ('e', 'r'),
        ('i', 'o'),
        ('o', 'p'),
        ('n', 'm'),
        ('t', 'y'),
        ('r', 't'),
        ('s', 'd'),
        ('l', 'k'),
        ('u', 'i'),
        ('h', 'j'),
        ('c', 'v'),
        ('d', 'f'),
    ];
    PAIRS
        .iter()
        .find(|(from, _)| *from == letter)
        .map_or(letter, |(_, to)| *to)
}

#[cfg(test)]
mod tests {
    use super::{in_digits, in_word, mojibake, shorten_street, without_accents};
    use fastrand::Rng;

    #[test]
    fn mistakes_keep_the_first_letter_and_change_little() {
        let mut rng = Rng::with_seed(5);
        for _ in 0..500 {
            let wrong = in_word("Thornley", &mut rng);
            assert!(
                wrong.starts_with('T') && (7..=9).contains(&wrong.len()),
                "{wrong}"
            );
            let number = in_digits("07700 900123", &mut rng);
            assert_eq!(number.len(), 12);
            assert_ne!(number, "07700 900123");
        }
        assert_eq!(in_word("Ian", &mut rng), "Ian");
    }

    #[test]
    fn programs_mangle_letters_in_known_ways() {
        assert_eq!(mojibake("Müller"), "MÃ¼ller");
        assert_eq!(without_accents("Schäfer-Weiß"), "Schaefer-Weiss");
        assert_eq!(shorten_street("12 Harbour Street"), "12 Harbour St");
        assert_eq!(shorten_street("Lindenstraße 4"), "Lindenstr. 4");
    }
}
