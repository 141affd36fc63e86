//! What a file is, told by its first bytes, before SQLite touches it.
//!
//! An encrypted project begins with its salt and goes on in bytes that look like chance, so that nothing in
//! it says what it is. What cannot be one is told apart; what can is never called damaged, nor more than
//! that it may be one, until a passphrase opened it.

use std::io::Read as _;
use std::path::Path;

use rusqlite::Connection;

use crate::migration::{APPLICATION_ID, SCHEMA_VERSION};
use crate::passphrase::{SALT, SEALED_PAGE};
use crate::project::beside;
use crate::{StoreError, in_words};

/// How a project stands on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Header {
    /// Readable by anybody who has the file.
    Plain,
    /// Encrypted, as far as can be told without its passphrase.
    Sealed {
        /// What the key is made of besides the passphrase.
        salt: [u8; SALT],
    },
}

/// Bytes of the header of SQLite.
const HEADER: usize = 100;
/// What SQLite writes first.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Files that look like chance as well, by how they begin. Of the salts one in four thousand million
/// begins like one of four bytes.
const PACKED: &[&[u8]] = &[
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zX",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
    b"PAR1",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
];

/// Looks at a file.
///
/// # Errors
/// [`StoreError::Missing`], [`StoreError::NotAProject`], [`StoreError::Newer`], [`StoreError::Disk`], or
/// [`StoreError::NotWhole`] for what may be an encrypted project that was cut.
pub(crate) fn look(path: &Path) -> Result<Header, StoreError> {
    let not_a_project = || StoreError::NotAProject {
        path: path.to_path_buf(),
    };
    let refused = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => StoreError::Missing {
            path: path.to_path_buf(),
        },
        _ => StoreError::Disk {
            path: path.to_path_buf(),
            what: in_words(&error),
        },
    };
    let file = std::fs::File::open(path).map_err(refused)?;
    if path.is_dir() {
        return Err(not_a_project());
    }
    let bytes = file.metadata().map_err(refused)?.len();
    let mut first = Vec::with_capacity(SEALED_PAGE as usize);
    file.take(SEALED_PAGE)
        .read_to_end(&mut first)
        .map_err(refused)?;
    if first.len() < HEADER {
        return Err(not_a_project());
    }
    if first.starts_with(MAGIC) {
        check_marks(path, number(&first, 68), i64::from(number(&first, 60)))?;
        return Ok(Header::Plain);
    }
    if !looks_like_chance(&first) || PACKED.iter().any(|begin| first.starts_with(begin)) {
        return Err(not_a_project());
    }
    // A crash may leave half a page, which the journal mends.
    if !bytes.is_multiple_of(SEALED_PAGE) && !beside(path, "-wal").exists() {
        return Err(StoreError::NotWhole {
            path: path.to_path_buf(),
        });
    }
    let mut salt = [0; SALT];
    salt.copy_from_slice(&first[..SALT]);
    Ok(Header::Sealed { salt })
}

/// The salt of a file that is encrypted, as far as can be told. Nobody may have it open here.
pub(crate) fn salt_of(path: &Path) -> Option<[u8; SALT]> {
    match look(path) {
        Ok(Header::Sealed { salt }) => Some(salt),
        _ => None,
    }
}

/// Looks at the same marks of a file whose header can only be read through a connection.
pub(crate) fn check_unlocked(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let number = |pragma: &str| {
        connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0))
    };
    let application = i32::try_from(number("application_id")?).unwrap_or_default();
    check_marks(path, application, number("user_version")?)
}

fn check_marks(path: &Path, application: i32, version: i64) -> Result<(), StoreError> {
    if application != APPLICATION_ID {
        return Err(StoreError::NotAProject {
            path: path.to_path_buf(),
        });
    }
    if version > SCHEMA_VERSION {
        return Err(StoreError::Newer {
            path: path.to_path_buf(),
            found: version,
            known: SCHEMA_VERSION,
        });
    }
    Ok(())
}

fn number(bytes: &[u8], at: usize) -> i32 {
    i32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Whether every value of a byte is as frequent as in bytes drawn at random: a text, a table and most
/// other files are far from it. Of random bytes less than one in a thousand million is taken for another.
fn looks_like_chance(bytes: &[u8]) -> bool {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let expected = bytes.len() as f64 / 256.0;
    let apart: f64 = counts
        .iter()
        .map(|count| (f64::from(*count) - expected).powi(2) / expected)
        .sum();
    // Chi-squared with 255 degrees of freedom: 255 ± 23.
    apart < 420.0
}

#[cfg(test)]
mod tests {
    use super::{Header, look};
    use crate::StoreError;

    /// The same bytes every time, drawn as if at random.
    fn chance(bytes: usize) -> Vec<u8> {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        (0..bytes)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 32) as u8
            })
            .collect()
    }

    #[test]
    fn what_may_be_encrypted_is_told_from_what_cannot_be() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("one.rollcall");
        let of = |bytes: &[u8]| {
            std::fs::write(&path, bytes).expect("a file");
            look(&path)
        };
        let whole = chance(3 * 8192);
        assert!(matches!(of(&whole), Ok(Header::Sealed { salt }) if salt == whole[..16]));
        assert!(matches!(
            of(&whole[..20_000]),
            Err(StoreError::NotWhole { .. })
        ));
        assert!(matches!(
            of(&whole[..4096]),
            Err(StoreError::NotWhole { .. })
        ));
        let mut packed = b"PK\x03\x04".to_vec();
        packed.extend_from_slice(&whole[4..]);
        let text = "name;mail\nAnn;ann@example.com\n".repeat(600);
        for other in [
            &packed[..],
            &text.as_bytes()[..16384],
            &[0; 16384],
            b"short",
            b"",
        ] {
            assert!(
                matches!(of(other), Err(StoreError::NotAProject { .. })),
                "{} bytes",
                other.len()
            );
        }
    }
}
