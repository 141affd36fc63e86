//! The language the program speaks: the core works in English, and what leaves it is said in another one.

use std::sync::PoisonError;

use rollcall_words::Language;

use crate::view::{Nothing, SetLanguage};
use crate::{Engine, EngineError};

impl Engine {
    /// Says in which language replies and reports speak from now on. It is a state of the program, not of the project.
    ///
    /// # Errors
    /// When the program does not speak it.
    pub fn set_language(&self, request: SetLanguage) -> Result<Nothing, EngineError> {
        let language = Language::parse(&request.language).ok_or_else(|| {
            EngineError::unknown(
                "language",
                &request.language,
                &Language::ALL.map(Language::code),
            )
        })?;
        *self
            .language
            .write()
            .unwrap_or_else(PoisonError::into_inner) = language;
        Ok(Nothing {})
    }

    /// The language that was chosen.
    pub fn language(&self) -> Language {
        *self.language.read().unwrap_or_else(PoisonError::into_inner)
    }
}
