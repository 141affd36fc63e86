//! SHA-256 as destinations want it: lower-case hexadecimal, no salt, never of nothing, never twice.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// SHA-256 of the empty text: in a list it says that somebody hashed a blank cell.
const HASH_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// SHA-256 of a text in lower-case hexadecimal.
pub fn sha256_hex(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Whether a text already is a SHA-256 in hexadecimal.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A value ready for a hashed column: hashed once; what is hashed already stays, in lower case;
/// nothing, and the hash of nothing, is no value.
pub(crate) fn hashed_once(value: &str) -> Option<String> {
    if value.is_empty() {
        return None;
    }
    if is_hash(value) {
        let lower = value.to_ascii_lowercase();
        return (lower != HASH_OF_NOTHING).then_some(lower);
    }
    Some(sha256_hex(value))
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
