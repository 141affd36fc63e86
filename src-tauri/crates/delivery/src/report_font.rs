//! The window's font within the report, so that the page looks the same wherever it is opened and still
//! loads nothing: Inter, under the SIL Open Font License (`data/fonts/LICENSE`).

use std::fmt::Write as _;
use std::sync::LazyLock;

/// The parts of the font the report is written with, and the characters each is for.
const PARTS: [(&[u8], &str); 2] = [
    (
        include_bytes!("../data/fonts/inter-latin-wght-normal.woff2"),
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    ),
    (
        include_bytes!("../data/fonts/inter-latin-ext-wght-normal.woff2"),
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    ),
];
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The rules of style that bring the font along.
pub(crate) fn font_faces() -> &'static str {
    static FACES: LazyLock<String> = LazyLock::new(|| {
        let mut faces = String::new();
        for (font, range) in PARTS {
            let _ = writeln!(
                faces,
                "@font-face {{ font-family: 'Inter Variable'; font-weight: 100 900; font-style: normal; src: url(data:font/woff2;base64,{}) format('woff2'); unicode-range: {range}; }}",
                base64(font)
            );
        }
        faces
    });
    &FACES
}

/// Bytes as letters, digits and two signs (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let all = three
            .iter()
            .fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
        let all = all << (8 * (3 - three.len()));
        for place in 0..4 {
            if place > three.len() {
                text.push('=');
                continue;
            }
            let six = (all >> (18 - 6 * place)) & 0x3F;
            text.push(char::from(ALPHABET[six as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, font_faces};

    /// The vectors of RFC 4648.
    #[test]
    fn bytes_are_written_as_the_standard_says() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn the_font_comes_within_the_page() {
        let faces = font_faces();
        assert_eq!(faces.matches("url(").count(), 2);
        assert_eq!(
            faces.matches("url(data:font/woff2;base64,d09GMg").count(),
            2
        );
        assert!(faces.len() < 200 * 1024);
    }
}
