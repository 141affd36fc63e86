//! What was made of a text lately: a column of words holds few different ones, and every row asks for the same again.

use std::cell::RefCell;

use crate::table::Meanings;

/// Texts longer than this are no words of a column, and are read each time.
const LONGEST: usize = 64;
/// So many are remembered; then they are forgotten, so that a column in which no text stands twice takes no room.
const MOST: usize = 1_024;

/// What texts were read as, one thread at a time.
pub(crate) struct ReadBefore<T>(RefCell<Meanings<String, T>>);

impl<T: Copy> ReadBefore<T> {
    /// Nothing read yet.
    pub(crate) fn new() -> Self {
        Self(RefCell::new(Meanings::default()))
    }

    /// What `read` makes of a text, which always makes the same of it.
    pub(crate) fn read(&self, text: &str, read: impl FnOnce(&str) -> T) -> T {
        if text.len() > LONGEST {
            return read(text);
        }
        let before = self.0.borrow().get(text).copied();
        if let Some(before) = before {
            return before;
        }
        let made = read(text);
        let mut known = self.0.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(text.to_owned(), made);
        made
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MOST, ReadBefore};
    use std::cell::Cell;

    #[test]
    fn a_text_that_comes_again_is_read_once() {
        let (before, read) = (ReadBefore::new(), Cell::new(0));
        let length = |text: &str| {
            read.set(read.get() + 1);
            text.len()
        };
        for text in ["opened", "clicked", "opened", "opened"] {
            assert_eq!(before.read(text, length), text.len());
        }
        assert_eq!(read.get(), 2);
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(before.read(&long, length), before.read(&long, length));
        assert_eq!(read.get(), 4, "a sentence is read each time");
    }

    #[test]
    fn texts_that_all_differ_take_no_more_than_their_room() {
        let before = ReadBefore::new();
        for number in 0..=MOST {
            let text = number.to_string();
            assert_eq!(before.read(&text, str::len), text.len());
        }
        assert!(before.0.borrow().len() <= MOST);
        assert_eq!(before.read("7", str::len), 1);
    }
}
