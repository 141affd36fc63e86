//! The shape of a value: which letters, digits and signs stand where.

use std::collections::HashMap;

use foldhash::fast::FixedState;

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
    let mut written = String::new();
    write_shape(text, &mut written);
    written
}

/// The same, into a buffer that is used again.
pub(super) fn write_shape(text: &str, into: &mut String) {
    into.clear();
    if is_told_exactly(text) {
        into.extend(text.chars().map(sign));
        return;
    }
    let mut runs = 0;
    let mut before = None;
    for one in text.chars().map(sign) {
        if Some(one) == before {
            continue;
        }
        before = Some(one);
        if runs == LONGEST_SHAPE {
            into.push('…');
            return;
        }
        runs += 1;
        into.push(one);
        if matches!(one, 'A' | '9') {
            into.push('+');
        }
    }
}

/// Runs alone, whatever the length: `A-9`.
pub(super) fn write_runs(text: &str, into: &mut String) {
    into.clear();
    let mut before = None;
    for one in text.chars().map(sign) {
        if Some(one) != before && into.len() < LONGEST_SHAPE {
            into.push(one);
        }
        before = Some(one);
    }
}

fn is_told_exactly(text: &str) -> bool {
    let mut letters = 0;
    let mut has_digit = false;
    for (position, one) in text.chars().enumerate() {
        if position == LONGEST_EXACT || one == '@' {
            return false;
        }
        has_digit |= one.is_ascii_digit();
        letters += usize::from(one.is_alphabetic());
    }
    has_digit && letters <= MOST_LETTERS
}

fn sign(one: char) -> char {
    if let Some(known) = ASCII_SIGNS.get(one as usize) {
        return char::from(*known);
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
const ASCII_SIGNS: [u8; 128] = {
    let mut signs = [0; 128];
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
    places: HashMap<String, usize, FixedState>,
    counts: Vec<u64>,
    buffer: String,
    /// The shape before and its place: most columns have few.
    before: (String, Place),
    most: usize,
}

/// Where a shape is counted; nowhere once there are too many.
pub(super) type Place = Option<usize>;

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

    pub(super) fn add(&mut self, text: &str) -> Place {
        write_shape(text, &mut self.buffer);
        self.count()
    }

    pub(super) fn add_runs(&mut self, text: &str) -> Place {
        write_runs(text, &mut self.buffer);
        self.count()
    }

    /// Counts a shape whose place is known.
    pub(super) fn add_at(&mut self, place: Place) {
        if let Some(count) = place.and_then(|place| self.counts.get_mut(place)) {
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
        let place = self.counts.len();
        if place == self.most {
            return None;
        }
        self.places.insert(self.buffer.clone(), place);
        self.counts.push(0);
        Some(place)
    }

    /// The commonest first, at most so many.
    pub(super) fn commonest(&self, most: usize) -> Vec<(String, u64)> {
        let mut all: Vec<(String, u64)> = self
            .places
            .iter()
            .map(|(shape, place)| (shape.clone(), self.counts.get(*place).copied().unwrap_or(0)))
            .collect();
        all.sort_unstable_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        all.truncate(most);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{Shapes, shape};

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
        assert!(shape(long).ends_with('…'), "{}", shape(long));
    }

    #[test]
    fn the_commonest_first_and_no_more_than_told() {
        let mut shapes = Shapes::few(2);
        for text in ["1", "22", "22", "333", "1", "22"] {
            shapes.add(text);
        }
        assert_eq!(
            shapes.commonest(5),
            [("99".to_owned(), 3), ("9".to_owned(), 2)]
        );
    }
}
