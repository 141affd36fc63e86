//! Everything the comparisons look at, prepared once for all records.

use crate::contacts::{Addresses, BirthDates, Emails, Phones, Values};
use crate::names::Names;
use crate::record_set::{FieldKind, RecordSet};

/// The records, prepared.
#[derive(Debug)]
pub(crate) struct Features<'a> {
    pub(crate) records: &'a RecordSet,
    pub(crate) names: Names,
    pub(crate) birth_dates: Option<BirthDates<'a>>,
    pub(crate) emails: Option<Emails<'a>>,
    pub(crate) phones: Option<Phones<'a>>,
    pub(crate) addresses: Option<Addresses<'a>>,
    pub(crate) suffixes: Option<Values<'a>>,
    pub(crate) genders: Option<Values<'a>>,
    pub(crate) organisations: Option<Values<'a>>,
    pub(crate) identifiers: Vec<IdentifierField<'a>>,
    pub(crate) texts: Vec<(usize, Values<'a>)>,
}

/// A field that holds identifiers.
#[derive(Debug)]
pub(crate) struct IdentifierField<'a> {
    pub(crate) field: usize,
    pub(crate) values: Values<'a>,
}

impl<'a> Features<'a> {
    pub(crate) fn read(records: &'a RecordSet) -> Self {
        let mut identifiers = Vec::new();
        let mut texts = Vec::new();
        for (field, spec) in records.fields().iter().enumerate() {
            let Some(column) = records.column(field) else {
                continue;
            };
            match spec.kind {
                FieldKind::Identifier { .. } => identifiers.push(IdentifierField {
                    field,
                    values: Values::single(column),
                }),
                FieldKind::Text => texts.push((field, Values::single(column))),
                _ => {}
            }
        }
        Self {
            records,
            names: Names::read(records),
            birth_dates: BirthDates::read(records),
            emails: Emails::read(records),
            phones: Phones::read(records),
            addresses: Addresses::read(records),
            suffixes: Values::of_kind(records, FieldKind::NameSuffix),
            genders: Values::of_kind(records, FieldKind::Gender),
            organisations: Values::of_kind(records, FieldKind::Organisation),
            identifiers,
            texts,
        }
    }

    pub(crate) fn len(&self) -> u32 {
        self.records.len() as u32
    }

    /// Whether a record holds nothing but a name.
    pub(crate) fn bare(&self, record: u32) -> bool {
        let none = |values: Option<&Values<'_>>| values.is_none_or(|of| of.of(record).is_empty());
        let addresses = self.addresses.as_ref();
        none(self.birth_dates.as_ref().map(|dates| &dates.values))
            && none(self.emails.as_ref().map(|emails| &emails.values))
            && none(self.phones.as_ref().map(|phones| &phones.values))
            && none(addresses.and_then(|from| from.streets.as_ref()))
            && none(addresses.and_then(|from| from.postcodes.as_ref()))
            && none(addresses.and_then(|from| from.cities.as_ref()))
            && none(self.organisations.as_ref())
            && self
                .identifiers
                .iter()
                .all(|field| none(Some(&field.values)))
            && self.texts.iter().all(|(_, values)| none(Some(values)))
    }
}
