//! Bytes that are only shown, or that are no characters.

/// What is kept of a row that is set aside, in bytes.
const EXCERPT_BYTES: usize = 4096;

/// At most 4 KiB of a row, cut with `…` and without NUL characters.
pub(crate) fn excerpt(raw: &[u8]) -> String {
    let kept = raw.get(..EXCERPT_BYTES).unwrap_or(raw);
    let mut text = String::from_utf8_lossy(kept).replace('\0', "");
    if kept.len() < raw.len() {
        // A character cut in half at the end is not worth a replacement sign.
        while text.ends_with('\u{FFFD}') {
            text.pop();
        }
        while text.len() > EXCERPT_BYTES - '…'.len_utf8() {
            text.pop();
        }
        text.push('…');
    }
    text
}

/// Cuts one kind of byte off the end.
pub(crate) trait TrimEnd {
    fn trim_ascii_end_of(&self, byte: u8) -> &[u8];
}

impl TrimEnd for [u8] {
    fn trim_ascii_end_of(&self, byte: u8) -> &[u8] {
        let mut kept = self;
        while let Some((last, rest)) = kept.split_last()
            && *last == byte
        {
            kept = rest;
        }
        kept
    }
}

/// The bytes as text, with what is no character replaced and counted.
pub(crate) fn lossy(bytes: &[u8], replaced: &mut u64) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            out.push('\u{FFFD}');
            *replaced += 1;
        }
    }
    out
}
