//! Folding: the same value written differently becomes the same text before it is compared.

use std::borrow::Cow;

/// Lower case, no diacritics, one blank between words, nothing but letters and digits.
pub(crate) fn words(value: &str, into: &mut String) {
    into.clear();
    for byte in plain(value).bytes() {
        if byte.is_ascii_alphanumeric() {
            into.push(lower(byte));
        } else if byte != b'\'' && byte != b'`' && !into.is_empty() && !into.ends_with(' ') {
            into.push(' ');
        }
    }
    into.truncate(into.trim_end().len());
}

/// Letters and digits only, lower case: for postcodes and identifiers.
pub(crate) fn compact(value: &str, into: &mut String) {
    into.clear();
    let value = plain(value);
    let kept = value.bytes().filter(u8::is_ascii_alphanumeric);
    into.extend(kept.map(lower));
}

/// Digits only, without the zeros of an international prefix.
pub(crate) fn digits(value: &str, into: &mut String) {
    into.clear();
    let digits = value.bytes().filter(u8::is_ascii_digit);
    into.extend(digits.map(char::from));
    if into.starts_with("00") {
        into.drain(..2);
    }
}

/// Lower case without blanks; punctuation of an e-mail address stays.
pub(crate) fn email(value: &str, into: &mut String) {
    into.clear();
    let value = plain(value.trim());
    let kept = value
        .bytes()
        .filter(|&byte| !char::from(byte).is_whitespace());
    into.extend(kept.map(lower));
}

fn lower(byte: u8) -> char {
    char::from(byte.to_ascii_lowercase())
}

/// The value in ASCII.
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

    fn folded(fold: fn(&str, &mut String), value: &str) -> String {
        let mut into = "left from before".to_owned();
        fold(value, &mut into);
        into
    }

    #[test]
    fn writing_does_not_matter() {
        for (value, expected) in [
            ("  Zoë  O'Brien-Østergård ", "zoe obrien ostergard"),
            ("MÜLLER", "muller"),
            ("", ""),
            ("--", ""),
            ("12, High St.", "12 high st"),
        ] {
            assert_eq!(folded(words, value), expected, "{value}");
        }
        assert_eq!(folded(compact, "SW1A 2AA"), "sw1a2aa");
        assert_eq!(folded(digits, "+44 20 7946 0958"), "442079460958");
        assert_eq!(folded(digits, "0044 20 7946 0958"), "442079460958");
        assert_eq!(
            folded(email, " Ann.Marsh@Example.COM "),
            "ann.marsh@example.com"
        );
    }
}
