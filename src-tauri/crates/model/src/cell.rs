//! What stood in a file, byte for byte, with the type a spreadsheet gave it.

use serde::{Deserialize, Serialize};

/// One cell as it was in the file. `text` is what the file holds or, in a spreadsheet, what it
/// displays; nothing is trimmed, rounded or re-cased.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The verbatim or displayed text.
    pub text: String,
    /// The spreadsheet's own type, where the file has types.
    pub typed: Option<TypedCell>,
}

/// The type a spreadsheet gave a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "value")]
pub enum TypedCell {
    /// A number, unrounded.
    Number(f64),
    /// A day, `YYYY-MM-DD`.
    Date(String),
    /// A day and time, `YYYY-MM-DDTHH:MM:SS`.
    DateTime(String),
    /// A time of day or a duration, `HH:MM:SS`.
    Time(String),
    /// True or false.
    Boolean(bool),
    /// A formula error such as `#DIV/0!`.
    Error(String),
}

impl Cell {
    /// A cell without a type of its own.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            typed: None,
        }
    }

    /// Whether nothing but white space is in it.
    pub fn is_blank(&self) -> bool {
        match self.text.as_bytes().first() {
            Some(first) if first.is_ascii_graphic() => false,
            _ => self.text.trim().is_empty(),
        }
    }
}
