//! What a file really is, by its first bytes; its name is only believed where they say nothing.

use std::io::{self, Read};

use crate::encoding::{fill, utf16_by_zero_bytes};

/// How many first bytes are looked at.
const HEAD_BYTES: usize = 64 * 1024;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Empty,
    /// A ZIP archive or one of the formats built on it.
    Zip,
    /// The container of old Office files and of encrypted new ones.
    Compound,
    /// A web page.
    Html,
    /// Text that is a spreadsheet in XML, written by Office 2003 and by older systems.
    SpreadsheetXml,
    /// Text that begins like JSON.
    Json,
    /// Contact cards.
    Vcard,
    Parquet,
    /// Parquet that wants a key.
    ParquetLocked,
    Text,
    /// Something else, in a few words.
    Foreign(&'static str),
}

const SIGNATURES: [(&[u8], &str); 17] = [
    (b"\x89PNG", "it is a picture (PNG)"),
    (b"\xFF\xD8\xFF", "it is a picture (JPEG)"),
    (b"GIF8", "it is a picture (GIF)"),
    (b"%PDF", "it is a PDF document"),
    (b"SQLite format 3\0", "it is a database (SQLite)"),
    (b"MZ", "it is a Windows program"),
    (b"\x7FELF", "it is a Linux program"),
    (b"\xCF\xFA\xED\xFE", "it is a Mac program"),
    (b"\x1F\x8B", "it is packed with gzip"),
    (b"BZh", "it is packed with bzip2"),
    (b"7z\xBC\xAF\x27\x1C", "it is a 7-Zip archive"),
    (b"Rar!\x1A", "it is a RAR archive"),
    (b"\xFD7zXZ", "it is packed with xz"),
    (b"\x28\xB5\x2F\xFD", "it is packed with zstd"),
    (b"{\\rtf", "it is a text document (RTF)"),
    (b"ID3", "it is music"),
    (b"bplist", "it is a property list of a Mac"),
];

/// The first bytes of a file.
pub(crate) fn beginning(input: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = vec![0; HEAD_BYTES];
    let filled = fill(input, &mut head, 0)?;
    head.truncate(filled);
    Ok(head)
}

/// Tells what begins with these bytes.
pub(crate) fn recognise(head: &[u8]) -> Content {
    if head.is_empty() {
        return Content::Empty;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Content::Zip;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Content::Compound;
    }
    if let Some(content) = parquet(head) {
        return content;
    }
    for (signature, words) in SIGNATURES {
        // Two letters may as well begin a header: only with the bytes of a program after them.
        if head.starts_with(signature) && (signature.len() > 3 || !looks_like_text(head)) {
            return Content::Foreign(words);
        }
    }
    if !looks_like_text(head) {
        return Content::Foreign("it holds bytes that are no text");
    }
    let visible = visible_text(head);
    let begins = |words: &str| visible.starts_with(words);
    if visible.is_empty() {
        Content::Empty
    } else if (begins("<?xml") || begins("<workbook") || begins("<ss:workbook"))
        && visible.contains("urn:schemas-microsoft-com:office:spreadsheet")
    {
        Content::SpreadsheetXml
    } else if begins("<?xml") && !["<html", "<tr"].iter().any(|tag| visible.contains(tag)) {
        Content::Foreign(
            "it is XML of a form this program does not read; save its table as XLSX or CSV",
        )
    } else if begins("<!doctype html")
        || begins("<html")
        || begins("<table")
        || (begins("<") && visible.contains("<table"))
        || (begins("<?xml") && visible.contains("<html"))
    {
        Content::Html
    } else if begins("begin:vcard") {
        Content::Vcard
    } else if is_json(&visible) {
        Content::Json
    } else {
        Content::Text
    }
}

/// Whether what begins with these bytes is a table in tags: a spreadsheet, or a page that shows one early on.
pub(crate) fn is_table_of_tags(head: &[u8]) -> bool {
    match recognise(head) {
        Content::SpreadsheetXml => true,
        Content::Html => visible_text(head).contains("<table"),
        _ => false,
    }
}

/// Parquet begins with four letters, which may as well begin a header; after them stands a byte that
/// no text has there.
fn parquet(head: &[u8]) -> Option<Content> {
    let (mark, rest) = head.split_at_checked(4)?;
    let is_text = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    match mark {
        _ if rest.first().is_some_and(is_text) => None,
        b"PAR1" => Some(Content::Parquet),
        b"PARE" => Some(Content::ParquetLocked),
        _ => None,
    }
}

/// Whether the directory of a compound file names this stream.
pub(crate) fn names_stream(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &wide).is_some()
}

/// Whether a compound file ends before its directory, whose place its header tells in sectors
/// ([MS-CFB] 2.2: sector shift at byte 30, first directory sector at byte 48).
pub(crate) fn lacks_directory(bytes: &[u8]) -> bool {
    let number = |at: usize, length: usize| {
        let bytes = bytes.get(at..at + length)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)),
        )
    };
    match (number(30, 2), number(48, 4)) {
        (Some(shift @ 7..=16), Some(sector)) => (sector + 1) << shift >= bytes.len() as u64,
        _ => true,
    }
}

/// Text has next to no control characters, whatever its encoding.
fn looks_like_text(head: &[u8]) -> bool {
    let marked = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    if marked || utf16_by_zero_bytes(head).is_some() {
        return true;
    }
    let control = head
        .iter()
        .filter(|byte| {
            **byte < 0x20
                && !matches!(
                    **byte,
                    0 | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A..=0x1F
                )
        })
        .count();
    let zeros = memchr::memchr_iter(0, head).count();
    control * 50 <= head.len() && zeros * 3 <= head.len()
}

/// The beginning in small letters, without what encodings put between and before them.
fn visible_text(head: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(head.get(..8192).unwrap_or(head))
        .chars()
        .filter(|character| !matches!(character, '\0' | '\u{FEFF}' | '\u{FFFD}'))
        .collect();
    text.trim().to_lowercase()
}

/// An array or a line that opens an object with a quoted name.
fn is_json(visible: &str) -> bool {
    let inside = visible.strip_prefix('[').unwrap_or(visible).trim_start();
    let object = inside
        .strip_prefix('{')
        .is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
    object || (visible.starts_with('[') && inside.starts_with(']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_told_by_its_bytes() {
        let table: [(&[u8], Content); 16] = [
            (b"PAR1\x15\x04\x15", Content::Parquet),
            (b"PARE\x15\x04\x15", Content::ParquetLocked),
            (b"PAR1,PAR2\n1,2\n", Content::Text),
            (b"", Content::Empty),
            (b"\xEF\xBB\xBF  \r\n", Content::Empty),
            (b"PK\x03\x04rest", Content::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Content::Compound),
            (b"%PDF-1.7\n", Content::Foreign("it is a PDF document")),
            (b"MZ,name\n1,2\n", Content::Text),
            (
                b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x01\x02\x03",
                Content::Foreign("it is a Windows program"),
            ),
            (b"<html><body>", Content::Html),
            (b"[{\"a\":1}]", Content::Json),
            (b"{\"a\":1}\n", Content::Json),
            (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", Content::Vcard),
            (b"[a],b\n", Content::Text),
            (b"a,b\n1,\x002\n", Content::Text),
        ];
        for (bytes, content) in table {
            assert_eq!(recognise(bytes), content, "{bytes:?}");
        }
    }
}
