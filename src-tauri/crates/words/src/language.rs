//! The languages the program speaks.

use std::borrow::Cow;

use crate::{Catalogue, forms};

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// As the core speaks.
    #[default]
    English,
    /// By the German catalogue.
    German,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its code, as pages and the command line call it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The language of a code; of one such as `de_AT.UTF-8` too.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.to_ascii_lowercase();
        let of = code.split(['-', '_', '.', '@']).next();
        Self::ALL
            .into_iter()
            .find(|language| Some(language.code()) == of)
    }

    /// What its sentences are looked for in; nothing for the language they are written in.
    #[must_use]
    pub fn catalogue(self) -> Option<&'static Catalogue> {
        match self {
            Self::English => None,
            Self::German => Some(Catalogue::german()),
        }
    }

    /// What somebody wrote or took over from the program: in this language if all of it is sentences of the program, else
    /// as it is.
    #[must_use]
    pub fn say_sentences(self, text: &str) -> Cow<'_, str> {
        self.catalogue()
            .and_then(|catalogue| catalogue.translate_sentences(text))
            .map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// A day or a month in figures, such as the label of a line, in this language; any other text as it is.
    #[must_use]
    pub fn period(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::English => Cow::Borrowed(text),
            Self::German => forms::iso_day(text)
                .or_else(|| forms::iso_month(text))
                .map_or(Cow::Borrowed(text), Cow::Owned),
        }
    }

    /// A text of the program in this language; as it is where the catalogue lacks it.
    #[must_use]
    pub fn say(self, text: &str) -> Cow<'_, str> {
        self.catalogue()
            .and_then(|catalogue| catalogue.translate(text))
            .map_or(Cow::Borrowed(text), Cow::Owned)
    }
}
