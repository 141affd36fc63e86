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

/// How many values have which shape.
#[derive(Debug, Clone, Default)]
pub(super) struct Shapes {
    counts: HashMap<String, u64, FixedState>,
    buffer: String,
    most: usize,
}

impl Shapes {
    /// Counts the shapes of whole values.
    pub(super) fn new() -> Self {
        Self {
            most: MOST_SHAPES,
            ..Self::default()
        }
    }

    /// Tells at most so many apart.
    pub(super) fn few(most: usize) -> Self {
        Self {
            most,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, text: &str) {
        write_shape(text, &mut self.buffer);
        self.count();
    }

    pub(super) fn add_runs(&mut self, text: &str) {
        write_runs(text, &mut self.buffer);
        self.count();
    }

    fn count(&mut self) {
        if let Some(count) = self.counts.get_mut(&self.buffer) {
            *count += 1;
        } else if self.counts.len() < self.most {
            self.counts.insert(self.buffer.clone(), 1);
        }
    }

    /// The commonest first, at most so many.
    pub(super) fn commonest(&self, most: usize) -> Vec<(String, u64)> {
        let mut all: Vec<(String, u64)> = self
            .counts
            .iter()
            .map(|(shape, count)| (shape.clone(), *count))
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
