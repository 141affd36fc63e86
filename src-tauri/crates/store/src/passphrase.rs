//! The passphrase of a project, and the key that is made of it.
//!
//! The key is the one `SQLCipher` makes of the same passphrase (PBKDF2 with HMAC-SHA512, 256,000 rounds, the
//! salt being the first sixteen bytes of the file), so that any other tool opens the file too. It is made
//! once and handed to every connection: that many rounds take a tenth of a second.
//!
//! Both are wiped from memory when they are dropped, and neither can be printed.

use std::fmt::Write as _;

use icu_normalizer::ComposingNormalizerBorrowed;
use rusqlite::Connection;
use sha2::Sha512;
use zeroize::{Zeroize as _, Zeroizing};

use crate::StoreError;

/// Bytes of the salt, at the beginning of an encrypted file.
pub(crate) const SALT: usize = 16;
/// Bytes of a page of an encrypted file; `SQLCipher` has to be told before it reads.
pub(crate) const SEALED_PAGE: u64 = 8192;
/// How often the passphrase is hashed, as `SQLCipher` 4 does.
const ROUNDS: u32 = 256_000;
/// Bytes of the key.
const KEY: usize = 32;

/// What a person types to open an encrypted project.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// What was typed. Letters with marks are composed, since one system types them as one character
    /// and another as two.
    pub fn new(typed: String) -> Self {
        let typed = Zeroizing::new(typed);
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&typed);
        Self(Zeroizing::new(composed.into_owned()))
    }

    /// How many characters it has.
    pub fn characters(&self) -> usize {
        self.0.chars().count()
    }

    /// Whether it says the same as another.
    pub fn is(&self, other: &Self) -> bool {
        *self.0 == *other.0
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Passphrase")
    }
}

/// The key of one file: that of its passphrase and its salt.
#[derive(Clone)]
pub(crate) struct FileKey {
    /// As `SQLCipher` reads a key that is made already: key and salt in hexadecimal digits.
    spelled: Zeroizing<String>,
    salt: [u8; SALT],
}

impl FileKey {
    /// The key of a file with this salt.
    pub(crate) fn of(passphrase: &Passphrase, salt: [u8; SALT]) -> Self {
        let mut key = Zeroizing::new([0_u8; KEY]);
        pbkdf2::pbkdf2_hmac::<Sha512>(passphrase.0.as_bytes(), &salt, ROUNDS, key.as_mut());
        let mut spelled = Zeroizing::new(String::with_capacity(2 * (KEY + SALT) + 3));
        spelled.push_str("x'");
        for byte in key.iter().chain(&salt) {
            let _ = write!(spelled, "{byte:02x}");
        }
        spelled.push('\'');
        Self { spelled, salt }
    }

    /// Unlocks a connection; before anything else is asked of it.
    pub(crate) fn unlock(&self, connection: &Connection) -> Result<(), StoreError> {
        let mut statement = format!(
            "PRAGMA key = \"{}\"; PRAGMA cipher_page_size = {SEALED_PAGE}; PRAGMA temp_store = MEMORY;",
            self.spelled.as_str()
        );
        let outcome = connection.execute_batch(&statement);
        statement.zeroize();
        Ok(outcome?)
    }

    /// Whether it is made of this passphrase.
    pub(crate) fn is_of(&self, passphrase: &Passphrase) -> bool {
        *Self::of(passphrase, self.salt).spelled == *self.spelled
    }

    /// How the file begins.
    pub(crate) fn salt(&self) -> [u8; SALT] {
        self.salt
    }

    /// As `ATTACH` takes it.
    pub(crate) fn spelled(&self) -> &str {
        &self.spelled
    }
}

/// A salt for a new file.
pub(crate) fn fresh_salt() -> Result<[u8; SALT], StoreError> {
    Ok(Connection::open_in_memory()?
        .query_row("SELECT randomblob(?1)", [SALT as i64], |row| row.get(0))?)
}

impl std::fmt::Debug for FileKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FileKey")
    }
}

#[cfg(test)]
mod tests {
    use super::{FileKey, Passphrase};

    #[test]
    fn a_letter_typed_in_two_ways_is_one_and_nothing_is_printed() {
        let one = Passphrase::new("caf\u{e9} und mehr".into());
        let two = Passphrase::new("cafe\u{301} und mehr".into());
        assert!(one.is(&two));
        assert_eq!(one.characters(), 13);
        let key = FileKey::of(&one, [7; 16]);
        assert!(!format!("{one:?} {key:?}").contains("caf"));
        assert!(!format!("{key:?}").contains("07"));
        assert_eq!(key.spelled(), FileKey::of(&two, [7; 16]).spelled());
        assert_ne!(key.spelled(), FileKey::of(&one, [8; 16]).spelled());
    }
}
