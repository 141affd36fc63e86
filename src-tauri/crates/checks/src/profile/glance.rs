//! What one look along a text tells: of which characters it is made.

/// A figure from 0 to 9.
const FIGURE: u8 = 1;
/// A letter of any script.
const LETTER: u8 = 1 << 1;
const BLANK: u8 = 1 << 2;
/// A sign that stands between the figures of telephone numbers and dates.
const SIGN: u8 = 1 << 3;
/// What may be part of a telephone number as people write it.
const DIALLED: u8 = 1 << 4;
const AT: u8 = 1 << 5;

/// Of which characters a text is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glance {
    pub(super) characters: usize,
    /// Figures from 0 to 9.
    pub(super) figures: usize,
    /// Letters of any script.
    pub(super) letters: usize,
    pub(super) is_ascii: bool,
    /// The classes that any of the characters has.
    any: u8,
    /// The classes that all of them have.
    all: u8,
}

impl Glance {
    /// Looks along a text once; most texts are read byte by byte.
    pub(super) fn at(text: &str) -> Self {
        let mut glance = Self {
            characters: 0,
            figures: 0,
            letters: 0,
            is_ascii: text.is_ascii(),
            any: 0,
            all: u8::MAX,
        };
        if glance.is_ascii {
            for byte in text.bytes() {
                glance.add(ASCII_CLASSES[usize::from(byte)]);
            }
            glance.characters = text.len();
        } else {
            for one in text.chars() {
                glance.add(class(one));
                glance.characters += 1;
            }
        }
        glance
    }

    fn add(&mut self, class: u8) {
        self.figures += usize::from(class & FIGURE);
        self.letters += usize::from(class & LETTER != 0);
        self.any |= class;
        self.all &= class;
    }

    pub(super) fn has_blank(&self) -> bool {
        self.any & BLANK != 0
    }

    pub(super) fn has_sign(&self) -> bool {
        self.any & SIGN != 0
    }

    pub(super) fn has_at(&self) -> bool {
        self.any & AT != 0
    }

    /// Whether nothing but what may be dialled stands in it.
    pub(super) fn is_dialled(&self) -> bool {
        self.all & DIALLED != 0
    }
}

fn class(one: char) -> u8 {
    if let Ok(byte) = u8::try_from(one)
        && byte.is_ascii()
    {
        return ASCII_CLASSES[usize::from(byte)];
    }
    let letter = if one.is_alphabetic() { LETTER } else { 0 };
    let blank = if one.is_whitespace() { BLANK } else { 0 };
    let dialled = if one == '\u{a0}' { DIALLED } else { 0 };
    letter | blank | dialled
}

/// The classes of each character that most texts are made of; of bytes that are none, nothing.
const ASCII_CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut one = 0;
    while one < 128 {
        let byte = one as u8;
        classes[one] = match byte {
            b'0'..=b'9' => FIGURE | DIALLED,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b' ' => BLANK | DIALLED,
            b'\t' | b'\n' | 0x0b | 0x0c | b'\r' => BLANK,
            b'+' | b'(' | b'-' | b'/' | b'.' => SIGN | DIALLED,
            b')' => DIALLED,
            b'@' => AT,
            _ => 0,
        };
        one += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use super::Glance;

    #[test]
    fn characters_are_told_apart() {
        for (text, told) in [
            ("LS1 4AP", (7, 2, 4, true, false, false)),
            ("+49 (0)30-12", (12, 7, 0, true, true, false)),
            ("Zoë Müller", (10, 0, 9, true, false, false)),
            ("030\u{a0}12", (6, 5, 0, true, true, false)),
            ("a@b.c", (5, 0, 3, false, false, true)),
            ("日本", (2, 0, 2, false, false, false)),
        ] {
            let one = Glance::at(text);
            let (has_blank, is_dialled) = (one.has_blank(), one.is_dialled());
            let found = (one.characters, one.figures, one.letters);
            let (characters, figures, letters, blank, dialled, at) = told;
            assert_eq!(found, (characters, figures, letters), "{text:?}");
            assert_eq!(
                (has_blank, is_dialled, one.has_at()),
                (blank, dialled, at),
                "{text:?}"
            );
            assert_eq!(one.is_ascii, text.is_ascii(), "{text:?}");
        }
    }

    #[test]
    fn signs_of_numbers_and_dates() {
        for (text, has_sign) in [
            ("030/12", true),
            ("4.3.26", true),
            ("a)b", false),
            ("a,b", false),
        ] {
            assert_eq!(Glance::at(text).has_sign(), has_sign, "{text:?}");
        }
    }
}
