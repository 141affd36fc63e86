//! People told apart by their birth dates alone.

use crate::comparison::contradict;
use crate::contacts::BirthDate;
use crate::features::Features;

/// More birth dates of one value are not told apart: it is a crowd's anyway.
const MOST: usize = 8;

/// For each value that records of contradicting birth dates hold, how many people these make. Who
/// shares a given name with a parent shares the landline too: counted by names, or by persons of an earlier
/// round that took both for one, it would look like one person's own, and bear out that they are one.
pub(crate) fn born_apart(
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
