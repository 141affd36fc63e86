//! The shape of a value: which letters, digits and signs stand where.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::glance::Glance;

/// Longer values are told by their runs alone.
const LONGEST_EXACT: usize = 20;
/// Values with more letters are told by their runs alone.
const MOST_LETTERS: usize = 8;
/// A shape is cut after so many signs.
const LONGEST_SHAPE: usize = 24;
/// So many shapes of a column are told apart, those that come first.
const MOST_SHAPES: usize = 256;

/// The shape of a value without blanks around it: a letter is `A`, a digit `9`, all else itself. What is long or has
/// many letters is told by its runs: `A+@A+.A+`.
pub fn shape(text: &str) -> String {
    let mut written = Vec::new();
    write_shape(text, &Glance::at(text), &mut written);
    told(&written)
}

/// A shape as it was written, byte by byte.
type Written = Vec<u8>;

/// The same, into a buffer that is used again.
fn write_shape(text: &str, glance: &Glance, into: &mut Written) {
    into.clear();
    let is_exact = is_told_exactly(glance);
    match (is_exact, glance.is_ascii) {
        (true, true) => into.extend(ascii_signs(text)),
        (true, false) => text.chars().for_each(|one| push(sign(one), into)),
        (false, true) => write_runs_of_ascii(text, into),
        (false, false) => write_runs_of(text, into),
    }
}

fn write_runs_of(text: &str, into: &mut Written) {
    let mut runs = 0;
    let mut before = None;
    for one in text.chars().map(sign) {
        if Some(one) == before {
            continue;
        }
        before = Some(one);
        if runs == LONGEST_SHAPE {
            push('…', into);
            return;
        }
        runs += 1;
        push(one, into);
        if matches!(one, 'A' | '9') {
            into.push(b'+');
        }
    }
}

/// The same of a text in ASCII: where a run ends cannot be foreseen, so each sign is written and only the end moves.
fn write_runs_of_ascii(text: &str, into: &mut Written) {
    let mut written = [0; LONGEST_SHAPE * 2 + 2];
    let (mut end, mut runs, mut before) = (0, 0, u8::MAX);
    for one in ascii_signs(text) {
        let is_new = one != before;
        runs += usize::from(is_new);
        if runs > LONGEST_SHAPE {
            break;
        }
        written[end] = one;
        written[end + 1] = b'+';
        end += usize::from(is_new) * (1 + usize::from(matches!(one, b'A' | b'9')));
        before = one;
    }
    into.extend_from_slice(&written[..end]);
    if runs > LONGEST_SHAPE {
        push('…', into);
    }
}

/// Runs alone, whatever the length: `A-9`.
fn write_runs(text: &str, into: &mut Written) {
    into.clear();
    let mut before = None;
    for one in text.chars().map(sign) {
        if Some(one) != before && into.len() < LONGEST_SHAPE {
            push(one, into);
        }
        before = Some(one);
    }
}

fn is_told_exactly(glance: &Glance) -> bool {
    let is_short = glance.characters <= LONGEST_EXACT && !glance.has_at();
    is_short && glance.figures > 0 && glance.letters <= MOST_LETTERS
}

fn ascii_signs(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().map(|byte| ASCII_SIGNS[usize::from(byte)])
}

fn push(one: char, into: &mut Written) {
    if one.is_ascii() {
        into.push(one as u8);
    } else {
        into.extend_from_slice(one.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// The text of a shape, which was written from whole characters.
fn told(written: &[u8]) -> String {
    String::from_utf8_lossy(written).into_owned()
}

fn sign(one: char) -> char {
    if one.is_ascii() {
        return char::from(ASCII_SIGNS[one as usize]);
    }
    if one.is_alphabetic() {
        'A'
    } else if one.is_numeric() {
        '9'
    } else if one.is_whitespace() {
        ' '
    } else {
        one
    }
}

/// The sign of each character that most texts are made of.
const ASCII_SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let mut one = 0;
    while one < 128 {
        let byte = one as u8;
        signs[one] = if byte.is_ascii_alphabetic() {
            b'A'
        } else if byte.is_ascii_digit() {
            b'9'
        } else if matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r') {
            b' '
        } else {
            byte
        };
        one += 1;
    }
    signs
};

/// How many values have which shape.
#[derive(Debug, Clone, Default)]
pub(super) struct Shapes {
    places: HashMap<Written, u16, FixedState>,
    counts: Vec<u64>,
    buffer: Written,
    /// The shape before and its place: most columns have few.
    before: (Written, Place),
    most: usize,
}

/// Where a shape is counted; nowhere once there are too many.
pub(super) type Place = Option<u16>;

impl Shapes {
    /// Counts the shapes of whole values.
    pub(super) fn new() -> Self {
        Self::few(MOST_SHAPES)
    }

    /// Tells at most so many apart.
    pub(super) fn few(most: usize) -> Self {
        Self {
            most,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, text: &str, glance: &Glance) -> Place {
        if self.is_as_before(text, glance) {
            self.add_at(self.before.1);
            return self.before.1;
        }
        write_shape(text, glance, &mut self.buffer);
        self.count()
    }

    /// Whether a text has the shape before, where that is told without writing it.
    fn is_as_before(&self, text: &str, glance: &Glance) -> bool {
        let (shape, place) = &self.before;
        place.is_some()
            && glance.is_ascii
            && shape.len() == text.len()
            && is_told_exactly(glance)
            && ascii_signs(text).eq(shape.iter().copied())
    }

    pub(super) fn add_runs(&mut self, text: &str) -> Place {
        write_runs(text, &mut self.buffer);
        self.count()
    }

    /// Counts a shape whose place is known.
    pub(super) fn add_at(&mut self, place: Place) {
        if let Some(count) = place.and_then(|place| self.counts.get_mut(usize::from(place))) {
            *count += 1;
        }
    }

    fn count(&mut self) -> Place {
        if self.buffer != self.before.0 || self.before.1.is_none() {
            let known = self.places.get(&self.buffer).copied();
            let place = known.or_else(|| self.new_place());
            self.before.0.clone_from(&self.buffer);
            self.before.1 = place;
        }
        self.add_at(self.before.1);
        self.before.1
    }

    fn new_place(&mut self) -> Place {
        if self.counts.len() == self.most {
            return None;
        }
        let place = u16::try_from(self.counts.len()).ok()?;
        self.places.insert(self.buffer.clone(), place);
        self.counts.push(0);
        Some(place)
    }

    /// The commonest first, at most so many.
    pub(super) fn commonest(&self, most: usize) -> Vec<(String, u64)> {
        let mut all: Vec<(String, u64)> = self
            .places
            .iter()
            .map(|(shape, place)| {
                (
                    told(shape),
                    self.counts.get(usize::from(*place)).copied().unwrap_or(0),
                )
            })
            .collect();
        all.sort_unstable_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        all.truncate(most);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{Glance, Shapes, shape};

    #[test]
    fn shapes() {
        for (text, told) in [
            ("LS1 4AP", "AA9 9AA"),
            ("20095", "99999"),
            ("2026-03-04", "9999-99-99"),
            ("+44 7700 900123", "+99 9999 999999"),
            ("anne12@mail.example.com", "A+9+@A+.A+.A+"),
            ("Anne", "A+"),
            ("Anne Marsh-Cole", "A+ A+-A+"),
            ("日本", "A+"),
            ("", ""),
        ] {
            assert_eq!(shape(text), told, "{text:?}");
        }
        let long = "a b c d e f g h i j k l m n o p q";
        assert_eq!(shape(long), format!("{}…", "A+ ".repeat(12)));
        let longer = long.replace('a', "ä");
        assert_eq!(shape(&longer), shape(long));
    }

    #[test]
    fn the_commonest_first_and_no_more_than_told() {
        let mut shapes = Shapes::few(2);
        for text in ["1", "22", "22", "333", "1", "22"] {
            shapes.add(text, &Glance::at(text));
        }
        assert_eq!(
            shapes.commonest(5),
            [("99".to_owned(), 3), ("9".to_owned(), 2)]
        );
    }
}
