//! What the file of a destination itself looks like.

use std::borrow::Cow;

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

use crate::{LineEnd, Mode};

/// What the file itself looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRules {
    /// For people or for upload.
    pub mode: Mode,
    /// Text or workbook.
    #[serde(default)]
    pub format: FileFormat,
    /// How lines end.
    #[serde(default)]
    pub line_end: LineEnd,
    /// What parts two cells.
    #[serde(default)]
    pub separator: Separator,
    /// Which cells stand in quotes.
    #[serde(default)]
    pub quoting: Quoting,
    /// How characters become bytes.
    #[serde(default)]
    pub encoding: TextEncoding,
    /// Whether the first row holds the headers.
    #[serde(default = "yes")]
    pub has_header: bool,
    /// What stands in a cell of which the person has no value.
    #[serde(default)]
    pub blank: String,
    /// Name of the sheet of a workbook.
    #[serde(default = "first_sheet")]
    pub sheet: String,
}

impl FileRules {
    /// What is written for a cell: the text of a blank one is the destination's.
    pub(crate) fn shown<'t>(&'t self, cell: &'t str) -> &'t str {
        if cell.is_empty() { &self.blank } else { cell }
    }
}

/// Text or workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Separated text.
    #[default]
    Csv,
    /// A workbook of one sheet in which every cell is text.
    Xlsx,
}

impl FileFormat {
    /// How names of such files end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// What parts two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Separator {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// The tabulator.
    Tab,
    /// `|`
    Pipe,
}

impl Separator {
    /// The byte in the file.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// The separator of this byte, if it is one.
    pub fn of_byte(byte: u8) -> Option<Self> {
        [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe]
            .into_iter()
            .find(|one| one.byte() == byte)
    }
}

/// Which cells stand in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quoting {
    /// Those that could not be read otherwise; in a file for people every one.
    #[default]
    Needed,
    /// Every one.
    Every,
}

/// How characters become bytes. A character that has none in the encoding makes its value unusable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum TextEncoding {
    /// UTF-8; with a byte order mark in a file for people, by which spreadsheets know it.
    #[default]
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-16, little end first, with a byte order mark.
    Utf16Le,
    /// UTF-16, big end first, with a byte order mark.
    Utf16Be,
    /// An older encoding, such as `windows-1252`.
    Older(&'static Encoding),
}

impl TextEncoding {
    /// What stands before the first character.
    pub(crate) fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8Bom => b"\xef\xbb\xbf",
            Self::Utf16Le => b"\xff\xfe",
            Self::Utf16Be => b"\xfe\xff",
            Self::Utf8 | Self::Older(_) => b"",
        }
    }

    /// Whether every character of a text has bytes.
    pub(crate) fn can_write(self, text: &str) -> bool {
        match self {
            Self::Older(encoding) => !encoding.encode(text).2,
            _ => true,
        }
    }

    /// The bytes of a text; `?` for a character that has none.
    pub(crate) fn bytes(self, text: &str) -> Cow<'_, [u8]> {
        match self {
            Self::Utf8 | Self::Utf8Bom => Cow::Borrowed(text.as_bytes()),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Older(encoding) => {
                let mut bytes = Vec::with_capacity(text.len());
                for character in text.chars() {
                    let mut one = [0; 4];
                    let (made, _, is_missing) = encoding.encode(character.encode_utf8(&mut one));
                    bytes.extend_from_slice(if is_missing { b"?" } else { &made });
                }
                Cow::Owned(bytes)
            }
        }
    }
}

impl TryFrom<String> for TextEncoding {
    type Error = String;

    fn try_from(label: String) -> Result<Self, Self::Error> {
        match label.to_lowercase().as_str() {
            "utf-8" => return Ok(Self::Utf8),
            "utf-8-bom" => return Ok(Self::Utf8Bom),
            "utf-16le" => return Ok(Self::Utf16Le),
            "utf-16be" => return Ok(Self::Utf16Be),
            _ => {}
        }
        Encoding::for_label(label.as_bytes())
            .filter(|encoding| encoding.output_encoding() == *encoding)
            .filter(|encoding| encoding.is_ascii_compatible())
            .map(Self::Older)
            .ok_or_else(|| {
                format!("\"{label}\" is no encoding; write utf-8, utf-8-bom, utf-16le or a name such as windows-1252")
            })
    }
}

impl From<TextEncoding> for String {
    fn from(encoding: TextEncoding) -> Self {
        match encoding {
            TextEncoding::Utf8 => "utf-8".to_owned(),
            TextEncoding::Utf8Bom => "utf-8-bom".to_owned(),
            TextEncoding::Utf16Le => "utf-16le".to_owned(),
            TextEncoding::Utf16Be => "utf-16be".to_owned(),
            TextEncoding::Older(encoding) => encoding.name().to_owned(),
        }
    }
}

fn yes() -> bool {
    true
}

fn first_sheet() -> String {
    "Sheet1".to_owned()
}
