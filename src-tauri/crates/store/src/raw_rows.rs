//! Rows on their way into the file: their cells as they are kept, one text for a whole chunk.

use rollcall_model::{Cell, RecordId, TypedCell};
use serde::Serialize;

use crate::{RawRecord, StoreError};

/// A chunk of rows made ready to be written with [`Store::add_rows`](crate::Store::add_rows).
#[derive(Debug, Default)]
pub struct RawRows {
    text: String,
    /// Record, row, and where its cells end in the text.
    rows: Vec<(RecordId, u64, usize)>,
}

/// A cell with a type, as [`RawRecord::encode`] writes it.
#[derive(Serialize)]
struct Typed<'a> {
    s: &'a str,
    t: &'a TypedCell,
}

impl RawRows {
    /// Takes a row: its record, its number as a spreadsheet shows it, its cells.
    ///
    /// # Errors
    /// Never in practice; a cell that cannot be written as JSON.
    pub fn push(&mut self, record: RecordId, row: u64, cells: &[Cell]) -> Result<(), StoreError> {
        encode_into(cells, &mut self.text)?;
        self.rows.push((record, row, self.text.len()));
        Ok(())
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Bytes of all their cells as they are kept.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Forgets the rows and keeps their memory for the next ones.
    pub fn clear(&mut self) {
        self.text.clear();
        self.rows.clear();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (RecordId, u64, &str)> {
        let mut start = 0;
        self.rows.iter().map(move |(record, row, end)| {
            let cells = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            (*record, *row, cells)
        })
    }
}

impl RawRecord {
    /// The cells as they are kept.
    ///
    /// # Errors
    /// Never in practice; a cell that cannot be written as JSON.
    pub fn encode(cells: &[Cell]) -> Result<String, StoreError> {
        let mut text = String::new();
        encode_into(cells, &mut text)?;
        Ok(text)
    }
}

/// Writes a JSON array of texts, and of objects where the file has types.
fn encode_into(cells: &[Cell], out: &mut String) -> Result<(), StoreError> {
    let mut before = '[';
    for cell in cells {
        out.push(before);
        before = ',';
        match &cell.typed {
            None => text_into(&cell.text, out),
            // JSON has no word for it; what stood there is kept.
            Some(TypedCell::Number(number)) if !number.is_finite() => text_into(&cell.text, out),
            Some(typed) => out.push_str(&serde_json::to_string(&Typed {
                s: &cell.text,
                t: typed,
            })?),
        }
    }
    if cells.is_empty() {
        out.push('[');
    }
    out.push(']');
    Ok(())
}

/// Writes a JSON text, the same as the general writer of JSON and several times faster for texts
/// without any sign that must be escaped, which nearly all are.
pub(crate) fn text_into(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    if text.bytes().fold(false, |any, byte| any | is_escaped(byte)) {
        escaped_into(text, out);
    } else {
        out.push_str(text);
    }
    out.push('"');
}

fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Writes what stands between signs that must be escaped as it is.
fn escaped_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_escaped) {
        let (plain, behind) = rest.split_at(at);
        out.push_str(plain);
        let mut behind = behind.chars();
        match behind.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some(control) => {
                let code = control as u32;
                let digits = [code >> 4, code & 15];
                out.push_str("\\u00");
                out.extend(digits.map(|digit| char::from_digit(digit, 16).unwrap_or('0')));
            }
            None => {}
        }
        rest = behind.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_json_has_them() {
        let every: String = (0..0x180).filter_map(char::from_u32).collect();
        for text in [
            "",
            "plain",
            "Zoë",
            "a\"b\\c\nd",
            "\u{1F600}",
            every.as_str(),
        ] {
            let mut out = String::new();
            text_into(text, &mut out);
            assert_eq!(out, serde_json::to_string(text).unwrap(), "{text:?}");
        }
    }

    #[test]
    fn rows_of_a_chunk_are_told_apart() {
        let mut rows = RawRows::default();
        let number = Cell {
            text: "1.50".to_owned(),
            typed: Some(TypedCell::Number(1.5)),
        };
        rows.push(RecordId(7), 2, &[Cell::text("a"), number])
            .unwrap();
        rows.push(RecordId(8), 4, &[]).unwrap();
        let told: Vec<_> = rows.iter().collect();
        let typed = r#"["a",{"s":"1.50","t":{"type":"number","value":1.5}}]"#;
        assert_eq!(told, [(RecordId(7), 2, typed), (RecordId(8), 4, "[]")]);
        assert_eq!(rows.len(), 2);
        rows.clear();
        assert!(rows.is_empty());
    }
}
