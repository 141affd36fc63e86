//! Destinations: what an upload file has to look like, as data.

use std::collections::BTreeSet;

use rollcall_model::Attribute;
use serde::{Deserialize, Serialize};

use crate::{Column, DeliveryError, LineEnd, Mode};

/// The recipe of a destination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The stable code, such as `google_customer_match`.
    pub code: String,
    /// What people read.
    pub name: String,
    /// The vendor's page the rules were read on; empty for our own file.
    #[serde(default)]
    pub page: String,
    /// The day they were read, `YYYY-MM-DD`.
    pub read_on: String,
    /// How sure they are, in words.
    pub confidence: String,
    /// What an empty cell does there, in a sentence.
    pub blank_cells: String,
    /// What else to know before uploading, one sentence each.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Rows under which an upload is of little or no use there.
    #[serde(default)]
    pub minimum_rows: Option<u64>,
    /// Rows a file may hold; more are split into several files.
    #[serde(default)]
    pub rows_per_file: Option<u64>,
    /// Whether values are hashed.
    #[serde(default)]
    pub hashing: Hashing,
    /// What the file itself looks like.
    pub file: FileRules,
    /// Whose consent a list to contact people needs.
    #[serde(default)]
    pub consent: ConsentRule,
    /// Sets of headers any one of which suffices to find a person there; none when everybody is
    /// taken.
    #[serde(default)]
    pub identifiers: Vec<Vec<String>>,
    /// The same for a list to contact people, where that asks for more; as `identifiers` when none.
    #[serde(default)]
    pub contact_identifiers: Vec<Vec<String>>,
    /// The columns, in order.
    pub columns: Vec<Column>,
}

/// Whether a file holds hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hashing {
    /// Never.
    #[default]
    Never,
    /// Values are hashed; the destination takes plain ones too.
    On,
    /// Values are plain; the destination takes hashed ones too.
    Off,
}

/// What the file itself looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRules {
    /// For people or for upload.
    pub mode: Mode,
    /// How lines end.
    #[serde(default)]
    pub line_end: LineEnd,
}

/// Whose consent a list to contact people needs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentRule {
    /// Each of these must be given.
    #[serde(default)]
    pub given: Vec<Attribute>,
    /// None of these may be refused; not having been asked is fine.
    #[serde(default)]
    pub not_refused: Vec<Attribute>,
}

const BUILT_IN: [(&str, &str); 3] = [
    (
        "plain_csv.toml",
        include_str!("../data/destinations/plain_csv.toml"),
    ),
    (
        "google_customer_match.toml",
        include_str!("../data/destinations/google_customer_match.toml"),
    ),
    (
        "meta_customer_list.toml",
        include_str!("../data/destinations/meta_customer_list.toml"),
    ),
];

impl Destination {
    /// The destinations that come with the program.
    ///
    /// # Errors
    /// [`DeliveryError::BadRecipe`] when one of them cannot be read.
    pub fn built_in() -> Result<Vec<Self>, DeliveryError> {
        BUILT_IN
            .iter()
            .map(|(name, text)| Self::read(name, text))
            .collect()
    }

    /// Reads a recipe. `name` is told when it cannot be used.
    ///
    /// # Errors
    /// [`DeliveryError::BadRecipe`] with what is wrong.
    pub fn read(name: &str, text: &str) -> Result<Self, DeliveryError> {
        let bad = |reason: String| DeliveryError::BadRecipe {
            name: name.to_owned(),
            reason,
        };
        let recipe: Self = toml::from_str(text).map_err(|error| bad(error.message().to_owned()))?;
        if recipe.columns.is_empty() {
            return Err(bad("it has no columns".to_owned()));
        }
        if recipe.rows_per_file == Some(0) {
            return Err(bad("a file of no rows cannot be written".to_owned()));
        }
        let headers: BTreeSet<&str> = recipe
            .columns
            .iter()
            .map(|column| column.header.as_str())
            .collect();
        if let Some(missing) = recipe
            .identifiers
            .iter()
            .chain(&recipe.contact_identifiers)
            .flatten()
            .find(|header| !headers.contains(header.as_str()))
        {
            return Err(bad(format!("it has no column \"{missing}\"")));
        }
        Ok(recipe)
    }

    /// The same destination with or without hashes. One that never hashes stays as it is.
    #[must_use]
    pub fn with_hashes(mut self, with_hashes: bool) -> Self {
        if self.hashing != Hashing::Never {
            self.hashing = if with_hashes {
                Hashing::On
            } else {
                Hashing::Off
            };
        }
        self
    }

    /// What to know before uploading to it, one sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = vec![self.blank_cells.clone()];
        warnings.extend(self.notes.iter().cloned());
        if let Some(minimum) = self.minimum_rows {
            warnings.push(format!(
                "{} is of little use below {minimum} people.",
                self.name
            ));
        }
        warnings
    }

    /// Where the rules come from, in a sentence.
    pub fn source_note(&self) -> String {
        if self.page.is_empty() {
            format!("Our own file, as of {}.", self.read_on)
        } else {
            format!(
                "Read on {} at {} ({}).",
                self.read_on, self.page, self.confidence
            )
        }
    }
}
