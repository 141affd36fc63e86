//! Whether a value is a code or a number of something, as ids are.

use rollcall_model::Attribute;

use crate::fold::fold;
use crate::header_words::Meaning;
use crate::word_lists::WORDS;

/// No word for a number or an order is longer.
const LONGEST_WORD: usize = 24;

/// The word of a value that is a code: all of it, or what stands behind a word for a number or an order,
/// as in `No. 1001` and `Bestellung #1001`.
pub(crate) fn code_in(value: &str) -> Option<&str> {
    let bare = value.trim_start_matches('№').trim_start();
    if is_code(bare) {
        return Some(bare);
    }
    let (word, code) = bare.rsplit_once(' ')?;
    if word.len() > LONGEST_WORD || !is_code(code) {
        return None;
    }
    let names_number = matches!(
        WORDS.phrase(&fold(word).key),
        Some(Meaning::Number | Meaning::Attribute(Attribute::OrderId))
    );
    names_number.then_some(code)
}

/// One word with a figure in it, of letters, figures and the signs that tie parts of an id.
fn is_code(value: &str) -> bool {
    (2..=24).contains(&value.len())
        && value.bytes().any(|byte| byte.is_ascii_digit())
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_/.#".contains(&byte))
}

/// Whether a code has more figures than letters.
pub(crate) fn is_mostly_figures(code: &str) -> bool {
    let figures = code.bytes().filter(u8::is_ascii_digit).count();
    let letters = code.bytes().filter(u8::is_ascii_alphabetic).count();
    figures > letters
}
