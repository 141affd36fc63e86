//! From bytes to characters: which encoding a file is in, and reading it as UTF-8.
//!
//! Certain signs come first: the byte order mark, then the zero bytes that give UTF-16 away, then
//! whether the whole file is UTF-8. Only what is left is guessed, from the first megabyte that
//! holds anything beyond ASCII, and the guess is shown to the user.

use std::io::{self, Read};

use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

const GUESS_BYTES: usize = 1024 * 1024;
const PATTERN_BYTES: usize = 64 * 1024;
/// So far into a text in tags it says how it is written.
const SAYING_BYTES: usize = 4 * 1024;

/// Reads the whole input and tells its encoding.
pub(crate) fn detect(input: &mut dyn Read) -> io::Result<&'static Encoding> {
    let mut buffer = vec![0; GUESS_BYTES];
    let mut filled = fill(input, &mut buffer, 0)?;
    let head = buffer.get(..filled).unwrap_or_default();
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    if let Some(encoding) = utf16_by_zero_bytes(head) {
        return Ok(encoding);
    }
    let mut census = Census::default();
    let mut guess_from: Option<Vec<u8>> = None;
    loop {
        let chunk = buffer.get(..filled).unwrap_or_default();
        let last = filled < buffer.len();
        if guess_from.is_none() && !chunk.is_ascii() {
            guess_from = Some(chunk.to_vec());
        }
        let carried = census.count(chunk, last);
        if last || census.hopeless() {
            break;
        }
        let kept = filled - carried;
        buffer.copy_within(kept..filled, 0);
        filled = fill(input, &mut buffer, carried)?;
    }
    if census.invalid == 0 || census.characters >= census.invalid {
        return Ok(UTF_8);
    }
    Ok(guess(&guess_from.unwrap_or_default()))
}

/// Reads the whole input, which is a text in tags, and tells its encoding: what it says of itself goes before a guess.
pub(crate) fn detect_in_tags(input: &mut dyn Read) -> io::Result<&'static Encoding> {
    let mut head = vec![0; SAYING_BYTES];
    let filled = fill(input, &mut head, 0)?;
    head.truncate(filled);
    let seen = detect(&mut head.as_slice().chain(input))?;
    let is_unicode = |encoding: &&'static Encoding| [UTF_8, UTF_16LE, UTF_16BE].contains(encoding);
    if is_unicode(&seen) {
        return Ok(seen);
    }
    Ok(said(&head).filter(|said| !is_unicode(said)).unwrap_or(seen))
}

/// The encoding a text in tags says it is written in, as `charset=windows-1250` or `encoding="ISO-8859-2"`.
fn said(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    ["charset=", "encoding="].into_iter().find_map(|sign| {
        let at = memchr::memmem::find(&head, sign.as_bytes())?;
        let rest = head.get(at + sign.len()..)?;
        let rest = rest.strip_prefix(b"\"").unwrap_or(rest);
        let rest = rest.strip_prefix(b"'").unwrap_or(rest);
        let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
        let end = rest.iter().position(|byte| !is_label(byte));
        Encoding::for_label(rest.get(..end.unwrap_or(rest.len()))?)
    })
}

/// The input as UTF-8, without a byte order mark.
pub(crate) fn decoded<'a>(
    input: &'a mut dyn Read,
    encoding: &'static Encoding,
) -> io::Result<Box<dyn Read + 'a>> {
    if encoding == UTF_8 {
        // A program that marks what another has marked already leaves several.
        loop {
            let mut head = [0; 3];
            let filled = fill(input, &mut head, 0)?;
            if head != *b"\xEF\xBB\xBF" {
                let kept = head.get(..filled).unwrap_or_default().to_vec();
                return Ok(Box::new(io::Cursor::new(kept).chain(input)));
            }
        }
    }
    let reader = encoding_rs_io::DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .bom_override(false)
        .strip_bom(true)
        .build_with_buffer(input, vec![0; 64 * 1024])
        .map_err(io::Error::other)?;
    Ok(Box::new(reader))
}

/// Reads until the buffer is full or the input ends; returns how much of it is filled.
pub(crate) fn fill(
    input: &mut dyn Read,
    buffer: &mut [u8],
    mut filled: usize,
) -> io::Result<usize> {
    while let Some(space) = buffer.get_mut(filled..).filter(|space| !space.is_empty()) {
        match input.read(space) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// UTF-16 without a mark: text of any European language, and every delimiter and digit, has a zero
/// byte on one side and none on the other.
pub(crate) fn utf16_by_zero_bytes(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.get(..PATTERN_BYTES).unwrap_or(head);
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let mut zeros = [0_usize; 2];
    for (at, byte) in head.iter().enumerate() {
        if *byte == 0
            && let Some(count) = zeros.get_mut(at % 2)
        {
            *count += 1;
        }
    }
    let [even, odd] = zeros;
    match (even * 5 > pairs, odd * 5 > pairs) {
        (false, true) if even * 20 < odd => Some(UTF_16LE),
        (true, false) if odd * 20 < even => Some(UTF_16BE),
        _ => None,
    }
}

#[derive(Default)]
struct Census {
    /// Characters beyond ASCII that are right.
    characters: u64,
    /// Places where the bytes are no character.
    invalid: u64,
}

impl Census {
    /// Counts a chunk; returns how many bytes at its end are the beginning of a character.
    fn count(&mut self, chunk: &[u8], last: bool) -> usize {
        let mut rest = chunk;
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.characters += leading_bytes(text.as_bytes());
                    return 0;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.characters += leading_bytes(valid);
                    let Some(length) = error.error_len() else {
                        self.invalid += u64::from(last);
                        return after.len();
                    };
                    self.invalid += 1;
                    rest = after.get(length..).unwrap_or_default();
                }
            }
        }
    }

    /// Whether it is settled that this is no UTF-8.
    fn hopeless(&self) -> bool {
        self.invalid > 1000 && self.characters < self.invalid / 10
    }
}

fn leading_bytes(valid: &[u8]) -> u64 {
    if valid.is_ascii() {
        return 0;
    }
    valid.iter().filter(|byte| **byte >= 0xC0).count() as u64
}

fn guess(sample: &[u8]) -> &'static Encoding {
    if is_macintosh(sample) && !comes_in_pairs(sample) {
        return MACINTOSH;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    if guess == UTF_8 || guess == WINDOWS_1252 {
        if is_latin_9(sample) {
            ISO_8859_15
        } else {
            WINDOWS_1252
        }
    } else {
        guess
    }
}

/// Whether the sign of the euro stands where ISO 8859-15 put it, in a text without any byte that
/// only Windows uses. In Windows-1252 that place is `¤`, which nobody writes.
fn is_latin_9(sample: &[u8]) -> bool {
    sample.contains(&0xA4) && !sample.iter().any(|byte| (0x80..=0x9F).contains(byte))
}

/// Whether most bytes beyond ASCII stand beside each other. Letters with marks are scattered; the
/// characters of East Asia come in pairs and in rows of pairs.
fn comes_in_pairs(sample: &[u8]) -> bool {
    let mut alone = 0_usize;
    let mut paired = 0_usize;
    for run in sample.chunk_by(|left, right| left.is_ascii() == right.is_ascii()) {
        match run {
            [one] if !one.is_ascii() => alone += 1,
            [first, ..] if !first.is_ascii() => paired += run.len(),
            _ => {}
        }
    }
    paired > alone
}

/// Whether letters with marks stand where old Macs put them. In Windows encodings those places are
/// signs, or capitals that do not follow a small letter.
fn is_macintosh(sample: &[u8]) -> bool {
    let mut for_mac = 0_u32;
    let mut against = 0_u32;
    for window in sample.windows(3) {
        let &[before, byte, after] = window else {
            continue;
        };
        let beside_letter = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
        match byte {
            // Š Œ Ž Ÿ in Windows; ä å é ü on a Mac.
            0x8A | 0x8C | 0x8E | 0x9F if before.is_ascii_lowercase() => for_mac += 1,
            // š œ ž in Windows, ö ú û on a Mac: no telling. The rest are quotation marks, dashes and
            // dots of Windows: common, and no sign of a Mac.
            0x8A | 0x8C | 0x8E | 0x9A | 0x9C | 0x9E | 0x9F | 0x85 | 0x91..=0x97 => {}
            0x80..=0x9F if beside_letter => for_mac += 1,
            0xDF..=0xFF if beside_letter => against += 1,
            _ => {}
        }
    }
    for_mac > 0 && for_mac > against * 2
}

#[cfg(test)]
mod tests {
    use super::detect_in_tags;

    #[test]
    fn what_a_text_in_tags_says_goes_before_a_guess() {
        let detected = |saying: &str, letters: &[u8]| {
            let bytes = [saying.as_bytes(), letters].concat();
            let encoding = detect_in_tags(&mut bytes.as_slice()).expect("bytes in memory");
            encoding.name()
        };
        for (saying, expected) in [
            ("<?xml version='1.0' encoding='ISO-8859-2'?>", "ISO-8859-2"),
            (
                "<meta content=\"text/html; charset=windows-1250\">",
                "windows-1250",
            ),
            ("<META CHARSET=\"Windows-1251\">", "windows-1251"),
        ] {
            assert_eq!(detected(saying, b"<td>\xb3\xbf"), expected, "{saying}");
            // What is UTF-8 is nothing else.
            assert_eq!(detected(saying, "<td>łż".as_bytes()), "UTF-8", "{saying}");
        }
        assert_ne!(detected("<meta charset=utf-8>", b"<td>M\xfcller"), "UTF-8");
    }
}
