//! What goes in: what one record says, and what a person decided.

use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, TableId};
use serde::{Deserialize, Serialize};

/// Everything one record says about the customer.
#[derive(Debug, Clone, Copy)]
pub struct Contribution<'a> {
    /// The record.
    pub record: RecordId,
    /// The system it came from.
    pub source: SourceId,
    /// The table of that system.
    pub table: TableId,
    /// Its row as a spreadsheet shows it, from 1.
    pub row: u64,
    /// When the record last changed, `YYYY-MM-DD` with or without a time; nothing when unknown.
    /// Anything else counts as unknown.
    pub as_of: Option<&'a str>,
    /// Its standardised values; only the valid ones are used.
    pub values: &'a [StandardValue],
}

/// A person's word on one attribute. It wins over every rule and survives every run.
///
/// An empty value says that the customer has none: the attribute is left out of the golden record.
/// Of two words on one attribute the later in the list holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// What the word is about.
    pub attribute: Attribute,
    /// What the person said.
    pub value: String,
}
