//! Everything the comparisons look at, prepared once for all records.

use std::sync::OnceLock;

use crate::born_apart::BornApart;
use crate::comparison::UNKNOWN;
use crate::contacts::{Addresses, BirthDates, Emails, Phones, Values, at};
use crate::names::Names;
use crate::record_set::{FieldKind, RecordSet};
use crate::rows::{Lists, Row, Rows};
use crate::series::in_series;

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
    born_apart: OnceLock<BornApart>,
}

/// A field that holds identifiers.
#[derive(Debug)]
pub(crate) struct IdentifierField<'a> {
    pub(crate) field: usize,
    pub(crate) values: Values<'a>,
    /// For each value whether it was given out in a row with others.
    pub(crate) series: Vec<bool>,
}

impl IdentifierField<'_> {
    #[inline]
    pub(crate) fn in_series(&self, code: u32) -> bool {
        self.series.get(code as usize).copied().unwrap_or(false)
    }
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
                    series: in_series(&column.dictionary),
                }),
                FieldKind::Text => texts.push((field, Values::single(column))),
                _ => {}
            }
        }
        let ((names, addresses), (emails, (phones, birth_dates))) = rayon::join(
            || rayon::join(|| Names::read(records), || Addresses::read(records)),
            || {
                let dates = || BirthDates::read(records);
                rayon::join(
                    || Emails::read(records),
                    || rayon::join(|| Phones::read(records), dates),
                )
            },
        );
        let mut features = Self {
            records,
            names,
            birth_dates,
            emails,
            phones,
            addresses,
            suffixes: Values::of_kind(records, FieldKind::NameSuffix),
            genders: Values::of_kind(records, FieldKind::Gender),
            organisations: Values::of_kind(records, FieldKind::Organisation),
            identifiers,
            texts,
            born_apart: OnceLock::new(),
        };
        features.gather();
        features
    }

    /// Puts all that is compared of a record into one place.
    fn gather(&mut self) {
        let lists = self.lists();
        let Some(places) = Rows::gather(self.records.sources(), &lists) else {
            return;
        };
        let mut places = places.into_iter().map(Lists::InRows);
        let names = &mut self.names;
        for list in [
            &mut names.given,
            &mut names.family,
            &mut names.former,
            &mut names.middle,
        ] {
            *list = places.next().unwrap_or_default();
        }
        for (values, place) in self.values_mut().into_iter().zip(places) {
            values.codes = place;
        }
    }

    /// The lists of the records: names first, then [values](Self::values_mut) in their order.
    fn lists(&self) -> Vec<&Lists<'_>> {
        let names = &self.names;
        let mut lists = vec![&names.given, &names.family, &names.former, &names.middle];
        let addresses = self.addresses.as_ref();
        let single = [
            self.birth_dates.as_ref().map(|dates| &dates.values),
            self.emails.as_ref().map(|emails| &emails.values),
            self.phones.as_ref().map(|phones| &phones.values),
            addresses.and_then(|from| from.streets.as_ref()),
            addresses.and_then(|from| from.postcodes.as_ref()),
            addresses.and_then(|from| from.cities.as_ref()),
            addresses.and_then(|from| from.units.as_ref()),
            self.suffixes.as_ref(),
            self.genders.as_ref(),
            self.organisations.as_ref(),
        ];
        let identifiers = self.identifiers.iter().map(|field| &field.values);
        let texts = self.texts.iter().map(|(_, values)| values);
        let values = single.into_iter().flatten().chain(identifiers).chain(texts);
        lists.extend(values.map(|values| &values.codes));
        lists
    }

    fn values_mut(&mut self) -> Vec<&mut Values<'a>> {
        let mut values: Vec<&mut Values<'a>> = Vec::new();
        values.extend(self.birth_dates.as_mut().map(|dates| &mut dates.values));
        values.extend(self.emails.as_mut().map(|emails| &mut emails.values));
        values.extend(self.phones.as_mut().map(|phones| &mut phones.values));
        if let Some(addresses) = &mut self.addresses {
            values.extend(addresses.streets.as_mut());
            values.extend(addresses.postcodes.as_mut());
            values.extend(addresses.cities.as_mut());
            values.extend(addresses.units.as_mut());
        }
        values.extend(self.suffixes.as_mut());
        values.extend(self.genders.as_mut());
        values.extend(self.organisations.as_mut());
        values.extend(self.identifiers.iter_mut().map(|field| &mut field.values));
        values.extend(self.texts.iter_mut().map(|(_, values)| values));
        values
    }

    /// People told apart by their birth dates, else by their own addresses: the same in every round.
    pub(crate) fn born_apart(&self) -> &BornApart {
        self.born_apart.get_or_init(|| BornApart::of(self))
    }

    pub(crate) fn len(&self) -> u32 {
        self.records.len() as u32
    }

    /// Where all that is compared of a record stands.
    #[inline]
    pub(crate) fn row(&self, record: u32) -> Row<'_> {
        self.names.given.row(record)
    }

    /// The source of a record whose row was found.
    #[inline]
    pub(crate) fn source(&self, row: Row<'_>) -> u32 {
        let kept = || self.records.sources().get(row.record as usize).copied();
        row.source().or_else(kept).unwrap_or(UNKNOWN)
    }

    /// Asks for the values of several records at once, so that memory answers for all of them
    /// together rather than for one after the other while they are compared.
    pub(crate) fn look_ahead(&self, records: impl Iterator<Item = u32> + Clone) {
        let mut seen = 0;
        for record in records.clone() {
            let first = self.names.given.get(record as usize).first();
            seen ^= first.copied().unwrap_or(0);
        }
        let names = &self.names;
        for record in records {
            let row = self.row(record);
            let words = [&names.given, &names.family].map(|list| list.at(row).first());
            for &word in words.into_iter().flatten() {
                seen ^= names.words.letters(word);
            }
            if let Some(emails) = &self.emails
                && let Some(&code) = emails.values.at(row).first()
            {
                seen ^= emails.mailbox(code).local;
            }
            if let Some(phones) = &self.phones
                && let Some(&code) = phones.values.at(row).first()
            {
                seen ^= phones.parts(code).tail;
            }
            let streets = self
                .addresses
                .as_ref()
                .and_then(|from| from.streets.as_ref());
            if let (Some(addresses), Some(&code)) = (&self.addresses, at(streets, row).first()) {
                seen ^= addresses.street(code).house;
            }
        }
        // Nothing is done with what was seen; it only has to have been looked at.
        std::hint::black_box(seen);
    }

    /// Whether a record holds nothing but a name.
    pub(crate) fn bare(&self, record: u32) -> bool {
        let row = self.row(record);
        let none = |values: Option<&Values<'_>>| at(values, row).is_empty();
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
