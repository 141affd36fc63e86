//! What people state of values, obeyed: how many people are counted behind each, and whose mailbox it is.

use std::collections::BTreeMap;

use crate::contacts::Values;
use crate::features::Features;
use crate::frequency::Frequencies;
use crate::record_set::FieldKind;
use crate::standing::{Standing, StatedStanding};

/// What is stated of the values of one kind of field.
type Stated<'s> = BTreeMap<&'s str, &'s StatedStanding>;

/// What is stated of the values of fields that `is_meant` picks.
fn of_fields(stated: &[StatedStanding], is_meant: impl Fn(usize) -> bool) -> Stated<'_> {
    let own = stated.iter().filter(|one| is_meant(one.field));
    own.map(|one| (one.value.as_str(), one)).collect()
}

/// The numbers of the values something is stated of.
fn found<'s>(values: &Values<'_>, stated: &Stated<'s>) -> Vec<(u32, &'s StatedStanding)> {
    if stated.is_empty() {
        return Vec::new();
    }
    let numbered = (0_u32..).zip(values.texts());
    numbered
        .filter_map(|(code, text)| Some((code, *stated.get(text)?)))
        .collect()
}

impl Frequencies {
    /// Counts as many people behind the values that something is stated of as that makes them.
    pub(crate) fn obey(&mut self, features: &Features<'_>, stated: &[StatedStanding]) {
        if stated.is_empty() {
            return;
        }
        let fields = features.records.fields();
        let is = |kind| move |field: usize| fields.get(field).is_some_and(|spec| spec.kind == kind);
        let set = |counts: &mut Vec<u32>, values: &Values<'_>, stated: &Stated<'_>| {
            for (code, one) in found(values, stated) {
                if let Some(count) = counts.get_mut(code as usize) {
                    *count = one.people(*count);
                }
            }
        };
        if let Some(emails) = &features.emails {
            let stated = of_fields(stated, is(FieldKind::Email));
            set(&mut self.emails, &emails.values, &stated);
        }
        if let Some(phones) = &features.phones {
            let stated = of_fields(stated, is(FieldKind::Phone));
            set(&mut self.phones, &phones.values, &stated);
        }
        for (field, counts) in features.identifiers.iter().zip(&mut self.identifiers) {
            let stated = of_fields(stated, |of| of == field.field);
            set(counts, &field.values, &stated);
        }
        self.obey_addresses(features, &of_fields(stated, is(FieldKind::Street)));
    }

    /// The same of streets: of every address of a record that has no other.
    fn obey_addresses(&mut self, features: &Features<'_>, stated: &Stated<'_>) {
        let Some(addresses) = &features.addresses else {
            return;
        };
        let Some(streets) = &addresses.streets else {
            return;
        };
        let found: BTreeMap<u32, &StatedStanding> = found(streets, stated).into_iter().collect();
        if found.is_empty() {
            return;
        }
        let mut keys: BTreeMap<u64, &StatedStanding> = BTreeMap::new();
        for record in 0..features.len() {
            if let [street] = streets.of(record)
                && let Some(one) = found.get(street)
            {
                let own = addresses.keys.get(record as usize).iter();
                keys.extend(own.map(|&key| (key, *one)));
            }
        }
        for (key, one) in keys {
            let count = self.addresses.entry(key).or_insert(1);
            *count = one.people(*count);
        }
    }
}

impl Features<'_> {
    /// Takes a mailbox for that of a function only where nobody stated otherwise.
    pub(crate) fn obey(&mut self, stated: &[StatedStanding]) {
        let fields = self.records.fields();
        let is_email = |field: usize| {
            let spec = fields.get(field);
            spec.is_some_and(|spec| spec.kind == FieldKind::Email)
        };
        let stated = of_fields(stated, is_email);
        let Some(emails) = &mut self.emails else {
            return;
        };
        for (code, one) in found(&emails.values, &stated) {
            if let Some(mailbox) = emails.mailboxes.get_mut(code as usize) {
                mailbox.role = one.standing == Standing::Shared;
            }
        }
    }
}
