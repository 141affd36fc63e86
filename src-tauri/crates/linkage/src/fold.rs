//! Folding: the same value written differently becomes the same text before it is compared.

use std::borrow::Cow;

/// Lower case, no diacritics, one blank between words, nothing but letters and digits.
pub(crate) fn words(value: &str) -> String {
    let mut folded = String::with_capacity(value.len());
    for character in plain(value).chars() {
        if character.is_ascii_alphanumeric() {
            folded.push(character.to_ascii_lowercase());
        } else if character != '\''
            && character != '`'
            && !folded.ends_with(' ')
            && !folded.is_empty()
        {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Letters and digits only, lower case: for postcodes and identifiers.
pub(crate) fn compact(value: &str) -> String {
    plain(value)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

/// Digits only, without the zeros of an international prefix.
pub(crate) fn digits(value: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    digits
        .strip_prefix("00")
        .map_or_else(|| digits.clone(), str::to_owned)
}

/// Lower case without blanks; punctuation of an e-mail address stays.
pub(crate) fn email(value: &str) -> String {
    plain(value.trim())
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

fn plain(value: &str) -> Cow<'_, str> {
    if value.is_ascii() {
        Cow::Borrowed(value)
    } else {
        Cow::Owned(any_ascii::any_ascii(value))
    }
}

#[cfg(test)]
mod tests {
    use super::{compact, digits, email, words};

    #[test]
    fn writing_does_not_matter() {
        for (value, folded) in [
            ("  Zoë  O'Brien-Østergård ", "zoe obrien ostergard"),
            ("MÜLLER", "muller"),
            ("", ""),
            ("--", ""),
            ("12, High St.", "12 high st"),
        ] {
            assert_eq!(words(value), folded, "{value}");
        }
        assert_eq!(compact("SW1A 2AA"), "sw1a2aa");
        assert_eq!(digits("+44 20 7946 0958"), "442079460958");
        assert_eq!(digits("0044 20 7946 0958"), "442079460958");
        assert_eq!(email(" Ann.Marsh@Example.COM "), "ann.marsh@example.com");
    }
}
