//! Text in one form: composed characters, single blanks, no invisible marks, no wrong decoding.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::{Standardised, placeholder};

const COMPOSED: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();
const COMPATIBLE: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();

/// Plain text: cleaned, wrong decoding repaired, fillers recognised. The rule is `text.clean`, or
/// `text.mojibake` where a repair was made.
pub fn standardise(text: &str) -> Standardised {
    let (cleaned, rule) = match repair_mojibake(text) {
        Some(repaired) => (Cow::Owned(clean(&repaired).into_owned()), "text.mojibake"),
        None => (clean(text), "text.clean"),
    };
    if cleaned.is_empty() {
        Standardised::blank()
    } else if placeholder::is_filler(&cleaned) {
        Standardised::placeholder("text.placeholder")
    } else {
        Standardised::valid(cleaned, rule)
    }
}

/// Composed (NFC), every run of white space one blank, invisible and control characters gone,
/// trimmed.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() || character == '\u{85}' {
            if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                cleaned.push(' ');
            }
        } else if !is_invisible(character) {
            cleaned.push(character);
        }
    }
    while cleaned.ends_with(' ') {
        cleaned.pop();
    }
    if cleaned.is_ascii() || COMPOSED.is_normalized(&cleaned) {
        Cow::Owned(cleaned)
    } else {
        Cow::Owned(COMPOSED.normalize(&cleaned).into_owned())
    }
}

/// As [`clean`], and full-width or otherwise styled characters become plain ones (NFKC): for codes,
/// addresses and numbers, where the styling never carries meaning.
pub fn clean_code(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || COMPATIBLE.is_normalized(text) {
        return clean(text);
    }
    Cow::Owned(clean(&COMPATIBLE.normalize(text)).into_owned())
}

/// A form for looking words up: Latin letters without marks in lower case, digits, single blanks.
/// Full stops and apostrophes vanish ("U.S." → "us"), other punctuation becomes a blank.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        fold_onto(text, &mut folded);
    } else {
        let spaced: String = text
            .chars()
            .filter(|&character| !is_invisible(character))
            .map(|character| match character {
                '’' | '‘' | 'ʼ' => '\'',
                other if other.is_whitespace() => ' ',
                other => other,
            })
            .collect();
        fold_onto(&any_ascii::any_ascii(&spaced), &mut folded);
    }
    while folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// As [`fold`], with the words of `emailOpened` apart.
pub(crate) fn fold_apart(text: &str) -> String {
    let mut apart = String::with_capacity(text.len() + 4);
    let mut after_small = false;
    for character in text.chars() {
        if after_small && character.is_uppercase() {
            apart.push(' ');
        }
        after_small = character.is_lowercase();
        apart.push(character);
    }
    fold(&apart)
}

/// Hands the folded text to `look`, without allocating where the text is short and ASCII, as nearly
/// every cell is.
pub(crate) fn with_folded<R>(text: &str, look: impl FnOnce(&str) -> R) -> R {
    const SHORT: usize = 48;
    if text.len() > SHORT || !text.is_ascii() {
        return look(&fold(text));
    }
    let mut buffer = [0_u8; SHORT];
    let mut length = 0;
    for byte in text.bytes() {
        let folded = match byte {
            b'a'..=b'z' | b'0'..=b'9' => byte,
            b'A'..=b'Z' => byte.to_ascii_lowercase(),
            b'.' | b'\'' => continue,
            _ if length == 0 || buffer.get(length - 1) == Some(&b' ') => continue,
            _ => b' ',
        };
        if let Some(slot) = buffer.get_mut(length) {
            *slot = folded;
            length += 1;
        }
    }
    while length > 0 && buffer.get(length - 1) == Some(&b' ') {
        length -= 1;
    }
    let folded = buffer.get(..length).unwrap_or_default();
    look(std::str::from_utf8(folded).unwrap_or_default())
}

/// Text that was UTF-8 once and was then read as Windows-1252 (`MÃ¼ller`), put right; nothing where
/// there is nothing to repair.
pub fn repair_mojibake(text: &str) -> Option<String> {
    if text.is_ascii() || !text.chars().any(is_lead) {
        return None;
    }
    let mut current = repair_once(text)?;
    // Some exports went through the wrong decoding twice; every repair makes the text shorter.
    while let Some(again) = repair_once(&current) {
        current = again;
    }
    Some(current)
}

fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut after_blank = true;
    for &byte in bytes {
        match byte {
            b' ' if after_blank => return false,
            b' ' => after_blank = true,
            0x21..=0x7e => after_blank = false,
            _ => return false,
        }
    }
    !after_blank || bytes.is_empty()
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
}

fn fold_onto(text: &str, folded: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => folded.push(char::from(byte)),
            b'A'..=b'Z' => folded.push(char::from(byte.to_ascii_lowercase())),
            b'.' | b'\'' => {}
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
}

fn is_lead(character: char) -> bool {
    matches!(character, '\u{c2}'..='\u{f4}')
}

fn repair_once(text: &str) -> Option<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut repaired = String::with_capacity(text.len());
    let mut found = false;
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        if let Some((original, taken)) = decoded_at(&characters, at) {
            repaired.push(original);
            found = true;
            at += taken;
        } else {
            repaired.push(character);
            at += 1;
        }
    }
    found.then_some(repaired)
}

/// The character that a wrongly decoded sequence at `at` stands for, and how many it took.
fn decoded_at(characters: &[char], at: usize) -> Option<(char, usize)> {
    let lead = windows_1252_byte(*characters.get(at)?)?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [0_u8; 4];
    for (slot, &character) in bytes.iter_mut().zip(characters.get(at..at + length)?) {
        *slot = windows_1252_byte(character)?;
    }
    let decoded = std::str::from_utf8(bytes.get(..length)?).ok()?;
    let original = decoded.chars().next()?;
    (!original.is_control()).then_some((original, length))
}

fn windows_1252_byte(character: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    if let Ok(byte) = u8::try_from(u32::from(character)) {
        return Some(byte);
    }
    let place = HIGH.iter().position(|&one| one == character)?;
    u8::try_from(place).ok().map(|place| 0x80 + place)
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_code, fold, repair_mojibake};

    #[test]
    fn cleaning() {
        for (from, to) in [
            ("plain text", "plain text"),
            ("  two  blanks\t\n", "two blanks"),
            ("Zoe\u{308}", "Zoë"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("hard\u{a0}blank", "hard blank"),
            ("", ""),
            (" ", ""),
        ] {
            assert_eq!(clean(from), to, "{from:?}");
        }
        assert_eq!(clean_code("ＡＢ１２"), "AB12");
    }

    #[test]
    fn folding() {
        for (from, to) in [
            ("U.S.A.", "usa"),
            ("Côte d’Ivoire", "cote divoire"),
            ("  A - B_c ", "a b c"),
            ("Straße", "strasse"),
        ] {
            assert_eq!(fold(from), to, "{from:?}");
            text_is_folded_alike(from);
        }
    }

    fn text_is_folded_alike(text: &str) {
        assert!(
            super::with_folded(text, |folded| folded == fold(text)),
            "{text:?}"
        );
    }

    #[test]
    fn wrong_decoding_is_put_right() {
        for (from, to) in [
            ("MÃ¼ller", "Müller"),
            ("MÃœLLER", "MÜLLER"),
            ("FranÃ§ois", "François"),
            ("Oâ€™Brien", "O’Brien"),
            ("MÃƒÂ¼ller", "Müller"),
            ("Ã\u{a0} la carte", "à la carte"),
        ] {
            assert_eq!(repair_mojibake(from).as_deref(), Some(to), "{from:?}");
        }
        for untouched in ["Müller", "São Paulo", "Ångström", "ÃO", "Élan", "Žižek"] {
            assert_eq!(repair_mojibake(untouched), None, "{untouched:?}");
        }
    }
}
