//! Fillers: what is typed when there is no value. They must never make two people one.

use std::sync::LazyLock;

use crate::table::Words;

use crate::{table, text};

const FILLERS: &str = include_str!("../data/fillers.tsv");
/// No filler is longer than this, in bytes.
const LONGEST: usize = 40;

static ANY: LazyLock<Words<String>> = LazyLock::new(|| table::words(FILLERS, "any", text::fold));

/// Whether a text is a filler in any column: `n/a`, `unknown`, `-`, `xxx`, `#REF!`.
pub fn is_filler(text: &str) -> bool {
    text.len() <= LONGEST && text::with_folded(text, is_filler_folded)
}

/// Whether every digit is the same one, or the digits count up or down: `0000000000`, `1234567890`.
pub fn is_filler_number(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    if bytes.len() < 5 {
        return bytes.iter().all(|&byte| byte == b'0');
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let steps = |step: u8| {
        bytes.windows(2).all(|pair| match pair {
            [left, right] => (right + 10 - left) % 10 == step,
            _ => false,
        })
    };
    steps(0) || steps(1) || steps(9)
}

pub(crate) fn is_filler_folded(folded: &str) -> bool {
    folded.is_empty() || ANY.contains(folded)
}

#[cfg(test)]
mod tests {
    use super::{is_filler, is_filler_number};

    #[test]
    fn fillers() {
        for filler in [
            "n/a", "N.A.", "-", "--", "?", "Unknown", "null", "(NULL)", "XXX", "#REF!", "k. A.", "",
        ] {
            assert!(is_filler(filler), "{filler:?}");
        }
        for value in ["Anne", "0", "Na Li", "Xander", "7", "日本"] {
            assert!(!is_filler(value), "{value:?}");
        }
    }

    #[test]
    fn filler_numbers() {
        for filler in [
            "0000000000",
            "1234567890",
            "5555555555",
            "0123456789",
            "9876543210",
            "0",
        ] {
            assert!(is_filler_number(filler), "{filler:?}");
        }
        for value in ["2079460958", "1234567891", "12", "5555555554"] {
            assert!(!is_filler_number(value), "{value:?}");
        }
    }
}
