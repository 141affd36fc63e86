//! What comes out: the agreed values, where each came from, and who disagrees.

use rollcall_model::{Attribute, ColumnIndex, RecordId, SourceId};
use serde::{Deserialize, Serialize};

use crate::fold;
use crate::kinship::{Kinship, kinship};

/// The customer's one agreed value per attribute, and the disagreements behind them. Both lists
/// are in the order of the schema.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GoldenRecord {
    /// One entry per attribute that has a value.
    pub values: Vec<GoldenValue>,
    /// One entry per attribute on which sources disagree; an address counts once, under
    /// [`Attribute::FullAddress`].
    pub conflicts: Vec<Conflict>,
    /// E-mail addresses from which messages come back, as the sources write them, in ascending order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undeliverable: Vec<String>,
}

impl GoldenValue {
    /// The agreed value and the others behind it, as a list gives them. A telephone number without its country is left
    /// out where the same one with it is there.
    pub fn each_once(&self) -> Vec<&str> {
        let all: Vec<&str> = std::iter::once(self.value.as_str())
            .chain(self.others.iter().map(|other| other.value.as_str()))
            .collect();
        if self.attribute != Attribute::Phone {
            return all;
        }
        let keys: Vec<String> = all
            .iter()
            .map(|value| fold::key(&self.attribute, value))
            .collect();
        let is_whole = |key: &str| {
            !keys
                .iter()
                .any(|other| kinship(&self.attribute, key, other) == Kinship::PartOf)
        };
        all.into_iter()
            .zip(&keys)
            .filter(|(_, key)| is_whole(key))
            .map(|(value, _)| value)
            .collect()
    }
}

impl GoldenRecord {
    /// The agreed value of an attribute.
    pub fn value_of(&self, attribute: &Attribute) -> Option<&str> {
        self.values
            .iter()
            .find(|one| one.attribute == *attribute)
            .map(|one| one.value.as_str())
    }

    /// The disagreement on an attribute, if there is one.
    pub fn conflict_on(&self, attribute: &Attribute) -> Option<&Conflict> {
        self.conflicts
            .iter()
            .find(|one| one.attribute == *attribute)
    }
}

/// An agreed value with its lineage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldenValue {
    /// What it is.
    pub attribute: Attribute,
    /// The value that won.
    pub value: String,
    /// The record it was taken from; nothing when a person said so.
    pub record: Option<RecordId>,
    /// The column of that record it was taken from, counted from 0; nothing when a person said so
    /// or a constant of the mapping did.
    pub column: Option<ColumnIndex>,
    /// Why it won: a [`Survivorship`](crate::Survivorship) code, or one of
    /// [`ONLY_VALUE`](crate::ONLY_VALUE), [`OVERRIDE`](crate::OVERRIDE),
    /// [`WITH_CONSENT`](crate::WITH_CONSENT).
    pub rule: String,
    /// Every record that holds exactly this value, in ascending order.
    pub supporters: Vec<RecordId>,
    /// Every other valid value, the next best first: further e-mails and phones, other spellings,
    /// and what lost.
    pub others: Vec<Alternative>,
}

/// A valid value that is not the agreed one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// The value.
    pub value: String,
    /// The records that hold it, in ascending order.
    pub records: Vec<RecordId>,
}

/// Sources that disagree on an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// On what.
    pub attribute: Attribute,
    /// Who says what, the best supported first; at least two. Spellings of one value count once.
    pub values: Vec<ConflictValue>,
    /// What the golden record holds; empty when a person said that there is no value.
    pub winner: String,
    /// Why, as in [`GoldenValue::rule`]; `override` when a person has settled it.
    pub rule: String,
    /// Whether it is only a form of one name ("Liz" in "Elizabeth") or a form of address.
    pub minor: bool,
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictValue {
    /// What this side says.
    pub value: String,
    /// The records that say so, in ascending order.
    pub records: Vec<RecordId>,
    /// Their sources, in ascending order.
    pub sources: Vec<SourceId>,
}
