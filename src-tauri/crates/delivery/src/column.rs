//! One column of an upload file.

use std::collections::BTreeMap;

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
    /// The header in a file with hashes, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_hashed: Option<String>,
    /// Where the value comes from; nowhere unless told, and the column is then blank or `fixed`.
    #[serde(default)]
    pub from: ColumnSource,
    /// The same text in every row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
    /// Which of several values, from 0; a column of a further value is left out of a file in which
    /// nobody has one.
    #[serde(default)]
    pub nth: usize,
    /// Whether the column is left out of a file in which nobody has a value, although it is the
    /// first of its kind.
    #[serde(default)]
    pub optional: bool,
    /// Whether the column stays in a file in which nobody has a value, although it is a further one.
    #[serde(default)]
    pub always: bool,
    /// What stands between the parts of a value from several attributes.
    #[serde(default)]
    pub joined_by: String,
    /// Attributes without which a value from several attributes is none.
    #[serde(default)]
    pub needs: Vec<Attribute>,
    /// What is done to the value, in this order.
    #[serde(default)]
    pub normalise: Vec<Normaliser>,
    /// What is done instead in a file without hashes, where that differs.
    #[serde(default)]
    pub normalise_plain: Option<Vec<Normaliser>>,
    /// What each value is called there; a value that is not in the table is refused, one that is
    /// called nothing is blank.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
    /// How long a value may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<AtMost>,
    /// Whether the value is hashed in a file with hashes.
    #[serde(default)]
    pub hashed: bool,
}

/// Where the value of a column comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "SourceText", into = "SourceText")]
pub enum ColumnSource {
    /// Nowhere.
    #[default]
    Nothing,
    /// The customer's id, such as `C000123`.
    Customer,
    /// An attribute of the golden record; of a consent, the state's code.
    Attribute(Attribute),
    /// The first values of several attributes, joined.
    Joined(Vec<Attribute>),
}

/// A source as recipes write it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum SourceText {
    One(String),
    Several(Vec<String>),
}

/// How long a value may be, and what becomes of a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtMost {
    /// How many.
    pub length: usize,
    /// Of what.
    pub of: LengthUnit,
    /// Whether a longer value is cut; otherwise it is refused, as an address that is cut is another.
    #[serde(default)]
    pub cut: bool,
}

/// In what lengths are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LengthUnit {
    /// Unicode scalar values.
    Characters,
    /// Bytes in UTF-8.
    Bytes,
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
    /// A column of this header from this source, with nothing done to its values.
    pub fn plain(header: &str, from: ColumnSource) -> Self {
        Self {
            header: header.to_owned(),
            header_hashed: None,
            from,
            fixed: None,
            nth: 0,
            optional: false,
            always: true,
            joined_by: String::new(),
            needs: Vec::new(),
            normalise: Vec::new(),
            normalise_plain: None,
            words: BTreeMap::new(),
            at_most: None,
            hashed: false,
        }
    }

    /// The header in a file with or without hashes.
    pub(crate) fn header_in(&self, with_hashes: bool) -> &str {
        match &self.header_hashed {
            Some(header) if with_hashes => header,
            _ => &self.header,
        }
    }

    /// Whether the column stands in a file in which nobody has a value in it.
    pub(crate) fn is_always_there(&self) -> bool {
        self.always || (self.nth == 0 && !self.optional)
    }

    /// The cell of a person in this column, `nth` being that of the column unless the rows are one
    /// a value.
    pub(crate) fn cell(
        &self,
        person: &Person,
        nth: usize,
        country: &str,
        with_hashes: bool,
    ) -> Cell {
        if let Some(fixed) = &self.fixed {
            return Cell::Value(fixed.clone());
        }
        let usable = self.usable(person, nth, country, with_hashes);
        match usable.get(nth) {
            Some(value) if value.is_empty() => Cell::Blank,
            Some(value) => Cell::Value(value.clone()),
            None if self.raw(person).len() > nth => Cell::Unusable,
            None => Cell::Blank,
        }
    }

    /// How many different values of the person the destination takes here.
    pub(crate) fn count(&self, person: &Person, country: &str, with_hashes: bool) -> usize {
        self.usable(person, usize::MAX, country, with_hashes).len()
    }

    /// The different values of the person that the destination takes, in their order and up to the
    /// `last`th: an unusable first e-mail makes room for the second.
    fn usable(
        &self,
        person: &Person,
        last: usize,
        country: &str,
        with_hashes: bool,
    ) -> Vec<String> {
        let mut usable: Vec<String> = Vec::new();
        for raw in self.raw(person) {
            if let Some(made) = self.made(&raw, country, with_hashes)
                && !usable.contains(&made)
            {
                usable.push(made);
                if usable.len() > last {
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
        if !self.words.is_empty() {
            return self.words.get(&made).cloned();
        }
        let made = match self.at_most {
            Some(at_most) => at_most.apply(made)?,
            None => made,
        };
        if hashes {
            hashed_once(&made)
        } else {
            (!made.is_empty()).then_some(made)
        }
    }

    /// What the person has, as the golden record tells it. An e-mail that is only known as a hash
    /// comes last, and only where a hash may stand.
    fn raw(&self, person: &Person) -> Vec<String> {
        let attribute = match &self.from {
            ColumnSource::Nothing => return Vec::new(),
            ColumnSource::Customer => return vec![person.customer.label()],
            ColumnSource::Joined(attributes) => return self.joined(person, attributes),
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

    /// The first values of several attributes as one text; nothing where one that is needed is
    /// missing. White space within a part becomes one space, so that it cannot look like what joins.
    fn joined(&self, person: &Person, attributes: &[Attribute]) -> Vec<String> {
        let first = |attribute: &Attribute| {
            let value = person.values.get(attribute)?.first()?;
            let text = value.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        if self.needs.iter().any(|needed| first(needed).is_none()) {
            return Vec::new();
        }
        let parts: Vec<String> = attributes.iter().filter_map(first).collect();
        if parts.is_empty() {
            Vec::new()
        } else {
            vec![parts.join(&self.joined_by)]
        }
    }
}

impl AtMost {
    fn apply(self, value: String) -> Option<String> {
        let cut_at = match self.of {
            LengthUnit::Characters => value
                .char_indices()
                .nth(self.length)
                .map(|(position, _)| position),
            LengthUnit::Bytes if value.len() <= self.length => None,
            LengthUnit::Bytes => (0..=self.length)
                .rev()
                .find(|position| value.is_char_boundary(*position)),
        };
        match cut_at {
            None => Some(value),
            Some(position) if self.cut => {
                value.get(..position).map(|kept| kept.trim_end().to_owned())
            }
            Some(_) => None,
        }
    }
}

impl ColumnSource {
    /// The attributes the value is made from.
    pub fn attributes(&self) -> &[Attribute] {
        match self {
            Self::Nothing | Self::Customer => &[],
            Self::Attribute(attribute) => std::slice::from_ref(attribute),
            Self::Joined(attributes) => attributes,
        }
    }
}

impl TryFrom<SourceText> for ColumnSource {
    type Error = String;

    fn try_from(text: SourceText) -> Result<Self, Self::Error> {
        match text {
            SourceText::One(text) if text == "customer_id" => Ok(Self::Customer),
            SourceText::One(text) if text == "nothing" => Ok(Self::Nothing),
            SourceText::One(text) => Attribute::try_from(text).map(Self::Attribute),
            SourceText::Several(texts) => texts
                .into_iter()
                .map(Attribute::try_from)
                .collect::<Result<_, _>>()
                .map(Self::Joined),
        }
    }
}

impl From<ColumnSource> for SourceText {
    fn from(source: ColumnSource) -> Self {
        match source {
            ColumnSource::Nothing => Self::One("nothing".to_owned()),
            ColumnSource::Customer => Self::One("customer_id".to_owned()),
            ColumnSource::Attribute(attribute) => Self::One(attribute.code()),
            ColumnSource::Joined(attributes) => {
                Self::Several(attributes.iter().map(Attribute::code).collect())
            }
        }
    }
}
