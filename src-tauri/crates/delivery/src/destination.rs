//! Destinations: what an upload file has to look like, as data.

use rollcall_model::Attribute;
use serde::{Deserialize, Serialize};

use crate::{Column, DeliveryError, FileRules, Purpose, RegionRule, built_in, recipe_check};

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
    /// From what kind of page.
    pub tier: Tier,
    /// How sure they are, in words.
    pub confidence: String,
    /// What the system calls itself in exports of its own, by which a later load of it is known;
    /// empty where it has none.
    #[serde(default)]
    pub system: String,
    /// What lists may go there; every one unless told.
    #[serde(default = "both_purposes")]
    pub purposes: Vec<Purpose>,
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
    /// Bytes a file may hold; more are split into several files.
    #[serde(default)]
    pub bytes_per_file: Option<u64>,
    /// Rows that stand in every file between the header and the people; `{file}` in them is the
    /// name of the file without its ending.
    #[serde(default)]
    pub lead_rows: Vec<Vec<String>>,
    /// Header of the column of which every value of a person is a row of its own, where the
    /// destination takes one value a row.
    #[serde(default)]
    pub one_row_per: Option<String>,
    /// A consent for each state of which there is a file of its own, where the destination asks
    /// once for a whole file.
    #[serde(default)]
    pub one_file_per: Option<Attribute>,
    /// Whether the destination's terms allow nothing but data its user collected from people herself: who
    /// is known only from bought or borrowed sources is left out of every list.
    #[serde(default)]
    pub own_data_only: bool,
    /// What may never stand in the file, by code of an attribute or `customer_id`. A recipe that
    /// has a column of it is refused.
    #[serde(default)]
    pub forbidden: Vec<String>,
    /// Whether values are hashed.
    #[serde(default)]
    pub hashing: Hashing,
    /// What the file itself looks like.
    pub file: FileRules,
    /// Whose consent a list to contact people needs.
    #[serde(default)]
    pub consent: ConsentRule,
    /// Regions whose people are in files of their own, where the destination asks for that.
    #[serde(default)]
    pub regions: RegionRule,
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
    /// Always: the destination takes nothing else.
    Always,
}

/// From what kind of page the rules of a destination are, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// We make the rules ourselves.
    Own,
    /// The vendor's own pages tell all of them.
    Official,
    /// The vendor's own pages tell most of them; what they do not is told in words.
    OfficialInPart,
    /// The vendor's own pages contradict each other.
    Contradictory,
    /// Other people's programs do it so.
    PublicCode,
    /// Other people's pages say so.
    ThirdParty,
}

impl Tier {
    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Own => "our own",
            Self::Official => "official pages",
            Self::OfficialInPart => "official pages in part",
            Self::Contradictory => "official pages that contradict each other",
            Self::PublicCode => "other people's programs",
            Self::ThirdParty => "other people's pages",
        }
    }
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

impl Destination {
    /// The destinations that come with the program.
    ///
    /// # Errors
    /// [`DeliveryError::BadRecipe`] when one of them cannot be read.
    pub fn built_in() -> Result<Vec<Self>, DeliveryError> {
        built_in::RECIPES
            .iter()
            .map(|(name, text)| Self::read(name, text))
            .collect()
    }

    /// Reads a recipe. `name` is told when it cannot be used.
    ///
    /// # Errors
    /// [`DeliveryError::BadRecipe`] with the line and what is wrong.
    pub fn read(name: &str, text: &str) -> Result<Self, DeliveryError> {
        recipe_check::read(text).map_err(|wrong| DeliveryError::BadRecipe {
            name: name.to_owned(),
            line: wrong.line,
            reason: wrong.reason,
        })
    }

    /// The recipe as a text that [`Destination::read`] reads.
    ///
    /// # Errors
    /// [`DeliveryError::BadRecipe`] when it could not be read back.
    pub fn to_text(&self) -> Result<String, DeliveryError> {
        let text = toml::to_string(self).map_err(|error| DeliveryError::BadRecipe {
            name: self.code.clone(),
            line: None,
            reason: error.to_string(),
        })?;
        Self::read(&self.code, &text)?;
        Ok(text)
    }

    /// Whether its files hold hashes.
    pub fn has_hashes(&self) -> bool {
        matches!(self.hashing, Hashing::On | Hashing::Always)
    }

    /// The same destination with or without hashes. One that never or always hashes stays as it is.
    #[must_use]
    pub fn with_hashes(mut self, with_hashes: bool) -> Self {
        if !matches!(self.hashing, Hashing::Never | Hashing::Always) {
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
                "Read on {} at {} ({}: {}).",
                self.read_on,
                self.page,
                self.tier.label(),
                self.confidence
            )
        }
    }
}

fn both_purposes() -> Vec<Purpose> {
    vec![Purpose::Contact, Purpose::Suppress]
}
