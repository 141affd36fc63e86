//! The cells of a row as they are kept, looked through without unpacking them.

use std::borrow::Cow;

use memchr::memchr2;
use memchr::memmem::Finder;

use crate::raw_rows::text_into;

/// The kept text of a row: a JSON array of texts, and of objects where the file has types.
#[derive(Debug, Clone, Copy)]
pub struct RowText<'a>(pub(crate) &'a [u8]);

impl<'a> RowText<'a> {
    /// What stands in a column; nothing where the row is shorter.
    pub fn cell(self, column: usize) -> Cow<'a, str> {
        self.cells().nth(column).unwrap_or_default()
    }

    /// The cells, in the order of the file.
    pub fn cells(self) -> impl Iterator<Item = Cow<'a, str>> {
        let mut left = self.0.strip_prefix(b"[").unwrap_or_default();
        std::iter::from_fn(move || {
            let (cell, rest) = next_cell(left)?;
            left = rest.strip_prefix(b",").unwrap_or_default();
            Some(cell)
        })
    }
}

/// A cell and what follows it; nothing at the end, or where something else stands.
fn next_cell(text: &[u8]) -> Option<(Cow<'_, str>, &[u8])> {
    match text.first()? {
        b'"' => {
            let end = end_of_text(text)?;
            Some((unescaped(text.get(..end)?), text.get(end..)?))
        }
        b'{' => {
            let end = end_of_object(text)?;
            let shown = text.strip_prefix(br#"{"s":"#)?;
            let cell = unescaped(shown.get(..end_of_text(shown)?)?);
            Some((cell, text.get(end..)?))
        }
        _ => None,
    }
}

/// Where a text that begins here with its quotation mark ends, its last mark included.
pub(crate) fn end_of_text(text: &[u8]) -> Option<usize> {
    let mut place = 1;
    loop {
        place += memchr2(b'"', b'\\', text.get(place..)?)?;
        if text.get(place) == Some(&b'"') {
            return Some(place + 1);
        }
        place += 2;
    }
}

fn end_of_object(text: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut place = 0;
    loop {
        match text.get(place)? {
            b'"' => place += end_of_text(text.get(place..)?)? - 1,
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        place += 1;
        if depth == 0 {
            return Some(place);
        }
    }
}

fn unescaped(quoted: &[u8]) -> Cow<'_, str> {
    if quoted.contains(&b'\\') {
        Cow::Owned(serde_json::from_slice(quoted).unwrap_or_default())
    } else {
        let within = quoted
            .get(1..quoted.len().saturating_sub(1))
            .unwrap_or_default();
        String::from_utf8_lossy(within)
    }
}

/// A text somebody looks for, in whatever case.
#[derive(Debug, Clone)]
pub struct Needle {
    lower: String,
    /// As it stands among kept texts, in lower case; nothing where case is more than ASCII knows.
    kept: Option<Finder<'static>>,
}

impl Needle {
    /// Looks for a text.
    pub fn new(wanted: &str) -> Self {
        let lower = wanted.to_lowercase();
        let kept = lower.is_ascii().then(|| finder(&lower));
        Self { lower, kept }
    }

    /// Whether a text holds it.
    pub fn is_in(&self, text: &str) -> bool {
        if text.is_ascii() && self.lower.len() > text.len() {
            return false;
        }
        text.to_lowercase().contains(&self.lower)
    }

    /// Whether some cell of a row holds it. The scratch is memory to work in.
    pub fn is_in_row(&self, row: RowText<'_>, scratch: &mut Vec<u8>) -> bool {
        self.may_be_in(row.0, scratch) && row.cells().any(|cell| self.is_in(&cell))
    }

    /// Whether it may be among kept texts: false only where it is not.
    pub(crate) fn may_be_in(&self, kept: &[u8], scratch: &mut Vec<u8>) -> bool {
        match &self.kept {
            Some(finder) => {
                scratch.clear();
                scratch.extend_from_slice(kept);
                scratch.make_ascii_lowercase();
                finder.find(scratch).is_some()
            }
            None => !kept.is_ascii(),
        }
    }
}

/// A text that is looked for as it stands.
#[derive(Debug, Clone)]
pub struct Exact(Finder<'static>);

impl Exact {
    /// Looks for a text.
    pub fn new(wanted: &str) -> Self {
        Self(finder(wanted))
    }

    /// Whether it may be in a row: false only where it is not.
    pub fn may_be_in(&self, row: RowText<'_>) -> bool {
        self.0.find(row.0).is_some()
    }
}

/// Finds a text as it is kept, without the marks around it.
fn finder(text: &str) -> Finder<'static> {
    let mut kept = String::new();
    text_into(text, &mut kept);
    let within = kept.get(1..kept.len() - 1).unwrap_or_default();
    Finder::new(within.as_bytes()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Exact, Needle, RowText};
    use crate::RawRecord;
    use proptest::prelude::*;
    use rollcall_model::{Cell, TypedCell};

    fn cell() -> impl Strategy<Value = Cell> {
        let text = prop_oneof!["[a-cA-C,\"\\\\{}\n é]{0,6}", any::<String>()];
        (text, 0..4).prop_map(|(text, kind)| Cell {
            typed: match kind {
                0 => Some(TypedCell::Number(1.5)),
                1 => Some(TypedCell::Date(text.clone())),
                _ => None,
            },
            text,
        })
    }

    proptest! {
        /// What is looked through is what would be unpacked.
        #[test]
        fn cells_read_in_place_are_those_unpacked(cells in proptest::collection::vec(cell(), 0..6)) {
            let kept = RawRecord::encode(&cells).unwrap();
            let row = RowText(kept.as_bytes());
            let read: Vec<String> = row.cells().map(String::from).collect();
            let told: Vec<String> = cells.iter().map(|cell| cell.text.clone()).collect();
            prop_assert_eq!(&read, &told);
            for place in 0..7 {
                let there = told.get(place).map_or("", String::as_str);
                prop_assert_eq!(row.cell(place), there);
            }
        }

        #[test]
        fn a_text_is_found_where_a_cell_holds_it_in_any_case(
            cells in proptest::collection::vec(cell(), 0..6),
            wanted in "[a-cA-C,\"\\\\{}\n éÉs:]{1,2}",
        ) {
            let kept = RawRecord::encode(&cells).unwrap();
            let row = RowText(kept.as_bytes());
            let lower = wanted.to_lowercase();
            let is_there = cells.iter().any(|cell| cell.text.to_lowercase().contains(&lower));
            // The one sign of other scripts whose small letter is ASCII is not looked for.
            prop_assume!(!kept.contains(['\u{212A}', '\u{130}']));
            prop_assert_eq!(Needle::new(&wanted).is_in_row(row, &mut Vec::new()), is_there);
            if cells.iter().any(|cell| cell.text.contains(&wanted)) {
                prop_assert!(Exact::new(&wanted).may_be_in(row));
            }
        }
    }

    #[test]
    fn words_of_the_kept_form_are_not_found_in_it() {
        let typed = Cell {
            text: "1.50".into(),
            typed: Some(TypedCell::Number(1.5)),
        };
        let kept = RawRecord::encode(&[typed, Cell::text("x")]).unwrap();
        let row = RowText(kept.as_bytes());
        for (wanted, is_there) in [("number", false), (",", false), ("1.5", true), ("X", true)] {
            let found = Needle::new(wanted).is_in_row(row, &mut Vec::new());
            assert_eq!(found, is_there, "{wanted}");
        }
    }

    #[test]
    fn a_damaged_row_ends_where_it_is_damaged() {
        for damaged in [
            "",
            "[",
            "[\"a\",",
            "[\"a\",{\"s\":\"b",
            "[\"a\",7]",
            "[\"a\",\"b\\",
        ] {
            assert!(
                RowText(damaged.as_bytes()).cells().count() <= 1,
                "{damaged}"
            );
        }
    }
}
