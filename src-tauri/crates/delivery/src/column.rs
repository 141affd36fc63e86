//! One column of an upload file.

use rollcall_model::{Attribute, AttributeFamily};
use serde::{Deserialize, Serialize};

use crate::hashing::hashed_once;
use crate::{Normaliser, Person};

/// A column as its destination wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The header, letter for letter. Headers may repeat.
    pub header: String,
    /// Where the value comes from.
    pub from: ColumnSource,
    /// Which of several values, from 0; a column of a further value is left out of a file in which
    /// nobody has one.
    #[serde(default)]
    pub nth: usize,
    /// What is done to the value, in this order.
    #[serde(default)]
    pub normalise: Vec<Normaliser>,
    /// What is done instead in a file without hashes, where that differs.
    #[serde(default)]
    pub normalise_plain: Option<Vec<Normaliser>>,
    /// Whether the value is hashed in a file with hashes.
    #[serde(default)]
    pub hashed: bool,
}

/// Where the value of a column comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ColumnSource {
    /// The customer's id, such as `C000123`.
    Customer,
    /// An attribute of the golden record; of a consent, the state's code.
    Attribute(Attribute),
}

/// What a column makes of a person.
pub(crate) enum Cell {
    /// The person has no such value.
    Blank,
    /// The person has a value that the destination does not take.
    Unusable,
    /// The value as it is written.
    Value(String),
}

impl Column {
    /// The cell of a person in this column.
    pub(crate) fn cell(&self, person: &Person, country: &str, with_hashes: bool) -> Cell {
        let usable = self.usable(person, country, with_hashes);
        match usable.get(self.nth) {
            Some(value) => Cell::Value(value.clone()),
            None if self.raw(person).len() > self.nth => Cell::Unusable,
            None => Cell::Blank,
        }
    }

    /// The different values of the person that the destination takes, in their order: an unusable
    /// first e-mail makes room for the second.
    fn usable(&self, person: &Person, country: &str, with_hashes: bool) -> Vec<String> {
        let mut usable: Vec<String> = Vec::new();
        for raw in self.raw(person) {
            if let Some(made) = self.made(&raw, country, with_hashes)
                && !usable.contains(&made)
            {
                usable.push(made);
                if usable.len() > self.nth {
                    break;
                }
            }
        }
        usable
    }

    fn made(&self, raw: &str, country: &str, with_hashes: bool) -> Option<String> {
        let raw = raw.trim();
        let hashes = with_hashes && self.hashed;
        if hashes && crate::is_hash(raw) {
            return hashed_once(raw);
        }
        let steps = match &self.normalise_plain {
            Some(plain) if !with_hashes => plain,
            _ => &self.normalise,
        };
        let made = steps
            .iter()
            .try_fold(raw.to_owned(), |value, step| step.apply(&value, country))?;
        if hashes {
            hashed_once(&made)
        } else {
            (!made.is_empty()).then_some(made)
        }
    }

    /// What the person has, as the golden record tells it. An e-mail that is only known as a hash
    /// comes last.
    fn raw(&self, person: &Person) -> Vec<String> {
        let attribute = match &self.from {
            ColumnSource::Customer => return vec![person.customer.label()],
            ColumnSource::Attribute(attribute) => attribute,
        };
        if let Some(state) = person.consents.get(attribute)
            && attribute.family() == AttributeFamily::Consent
        {
            return vec![state.code().to_owned()];
        }
        let also =
            (*attribute == Attribute::Email && self.hashed).then_some(Attribute::HashedEmail);
        std::iter::once(attribute)
            .chain(also.as_ref())
            .filter_map(|one| person.values.get(one))
            .flatten()
            .filter(|value| !value.trim().is_empty())
            .cloned()
            .collect()
    }
}

impl TryFrom<String> for ColumnSource {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text == "customer_id" {
            return Ok(Self::Customer);
        }
        Attribute::try_from(text).map(Self::Attribute)
    }
}

impl From<ColumnSource> for String {
    fn from(source: ColumnSource) -> Self {
        match source {
            ColumnSource::Customer => "customer_id".to_owned(),
            ColumnSource::Attribute(attribute) => attribute.code(),
        }
    }
}
