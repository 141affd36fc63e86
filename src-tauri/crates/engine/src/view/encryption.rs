//! Projects encrypted with a passphrase.

use rollcall_store::Passphrase;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Deserialize as DeriveDeserialize, Serialize};
use ts_rs::TS;

/// A passphrase on its way in. It can be neither printed nor sent back, and is wiped when it is dropped.
#[derive(Debug, Clone)]
pub struct Secret(Passphrase);

impl Secret {
    /// The passphrase.
    pub fn passphrase(&self) -> &Passphrase {
        &self.0
    }
}

impl From<Passphrase> for Secret {
    fn from(passphrase: Passphrase) -> Self {
        Self(passphrase)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TypedText)
    }
}

/// Reads a text, and says of anything else no more than that it is none: what stands there may be the
/// passphrase.
struct TypedText;

impl TypedText {
    fn refused<E: Error>() -> Result<Secret, E> {
        Err(E::custom("a passphrase is a text"))
    }
}

impl Visitor<'_> for TypedText {
    type Value = Secret;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a passphrase")
    }

    fn visit_string<E: Error>(self, typed: String) -> Result<Secret, E> {
        Ok(Secret(Passphrase::new(typed)))
    }

    fn visit_str<E: Error>(self, typed: &str) -> Result<Secret, E> {
        self.visit_string(typed.to_owned())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Secret, E> {
        Self::refused()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Secret, E> {
        Self::refused()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Secret, E> {
        Self::refused()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Secret, E> {
        Self::refused()
    }
}

/// Open an encrypted project.
#[derive(Debug, Clone, DeriveDeserialize, TS)]
pub struct UnlockProject {
    /// The project file.
    pub path: String,
    /// Its passphrase.
    #[ts(type = "string")]
    pub passphrase: Secret,
}

/// Encrypt the open project.
#[derive(Debug, Clone, DeriveDeserialize, TS)]
pub struct EncryptProject {
    /// The passphrase it gets, of at least eight characters.
    #[ts(type = "string")]
    pub passphrase: Secret,
}

/// Give the open project another passphrase.
#[derive(Debug, Clone, DeriveDeserialize, TS)]
pub struct ChangePassphrase {
    /// The passphrase it has.
    #[ts(type = "string")]
    pub current: Secret,
    /// The passphrase it gets, of at least eight characters.
    #[ts(type = "string")]
    pub passphrase: Secret,
}

/// Take the passphrase of the open project away.
#[derive(Debug, Clone, DeriveDeserialize, TS)]
pub struct DecryptProject {
    /// The passphrase it has.
    #[ts(type = "string")]
    pub current: Secret,
}

/// What became of the project and of the file it was.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EncryptionChanged {
    /// Whether the project is encrypted now.
    pub encrypted: bool,
    /// What was done, and what became of the former file.
    pub sentence: String,
}

#[cfg(test)]
mod tests {
    use super::EncryptProject;

    #[test]
    fn a_passphrase_is_never_told() {
        let read = serde_json::from_str::<EncryptProject>(r#"{"passphrase": "Grietje 1954!"}"#);
        let request = read.expect("a request");
        assert_eq!(request.passphrase.passphrase().characters(), 13);
        assert!(!format!("{request:?}").contains("1954"));
        let number = serde_json::from_str::<EncryptProject>(r#"{"passphrase": 19541954}"#);
        let refused = number.expect_err("no text").to_string();
        assert!(!refused.contains("1954"), "{refused}");
    }
}
