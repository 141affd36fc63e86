//! People told apart by what is not learnt: their birth dates, else their own e-mail addresses.

use crate::comparison::contradict;
use crate::contacts::{BirthDate, Values};
use crate::features::Features;
use crate::mailed_apart::mailed_apart;

/// More birth dates of one value are not told apart: it is a crowd's anyway.
const MOST: usize = 8;

/// For each value behind which birth dates or [addresses](mailed_apart) tell several people, how many.
#[derive(Debug, Default)]
pub(crate) struct BornApart {
    pub(crate) emails: Vec<(u64, u32)>,
    pub(crate) phones: Vec<(u64, u32)>,
    pub(crate) addresses: Vec<(u64, u32)>,
    /// For each field of identifiers.
    pub(crate) identifiers: Vec<Vec<(u64, u32)>>,
}

impl BornApart {
    pub(crate) fn of(features: &Features<'_>) -> Self {
        let shared = |values: Option<&Values<'_>>, mailed: bool| {
            values.map_or_else(Vec::new, |values| {
                let of = |record: u32, each: &mut dyn FnMut(u64)| {
                    let codes = values.of(record).iter();
                    codes.for_each(|&code| each(u64::from(code)));
                };
                let mut found = born_apart(features, of);
                if mailed {
                    found.extend(mailed_apart(features, of));
                }
                found
            })
        };
        let addresses = || {
            features.addresses.as_ref().map_or_else(Vec::new, |from| {
                let of = |record: u32, each: &mut dyn FnMut(u64)| {
                    let keys = from.keys.get(record as usize).iter();
                    keys.for_each(|&key| each(key));
                };
                let mut found = born_apart(features, of);
                found.extend(mailed_apart(features, of));
                found
            })
        };
        let emails = || shared(features.emails.as_ref().map(|emails| &emails.values), false);
        let phones = || shared(features.phones.as_ref().map(|phones| &phones.values), true);
        let identifiers = || {
            let fields = features.identifiers.iter();
            fields
                .map(|field| shared(Some(&field.values), true))
                .collect()
        };
        let ((emails, phones), (addresses, identifiers)) = rayon::join(
            || rayon::join(emails, phones),
            || rayon::join(addresses, identifiers),
        );
        Self {
            emails,
            phones,
            addresses,
            identifiers,
        }
    }
}

/// For each value that records of contradicting birth dates hold, how many people these make. Who
/// shares a given name with a parent shares the landline too: counted by names, or by persons of an earlier
/// round that took both for one, it would look like one person's own, and bear out that they are one.
fn born_apart(
    features: &Features<'_>,
    values: impl Fn(u32, &mut dyn FnMut(u64)),
) -> Vec<(u64, u32)> {
    let Some(dates) = &features.birth_dates else {
        return Vec::new();
    };
    let mut seen = Vec::new();
    for record in 0..features.len() {
        for &date in dates.values.of(record) {
            if dates.date(date).is_full() {
                values(record, &mut |value| seen.push((value, date)));
            }
        }
    }
    seen.sort_unstable();
    seen.dedup();
    let mut found = Vec::new();
    let mut apart: Vec<BirthDate> = Vec::new();
    for own in seen.chunk_by(|a, b| a.0 == b.0).filter(|own| own.len() > 1) {
        apart.clear();
        for &(_, date) in own {
            let date = dates.date(date);
            if apart.len() < MOST && apart.iter().all(|other| contradict(date, *other)) {
                apart.push(date);
            }
        }
        if let (Some(&(value, _)), true) = (own.first(), apart.len() > 1) {
            found.push((value, apart.len() as u32));
        }
    }
    found
}
