//! Counting who holds each value: records, or the people of an earlier round.

use super::{Counts, full_key};
use crate::contacts::Values;
use crate::features::Features;
use crate::ragged::Ragged;
use crate::rows::Lists;

/// Counts the values of records.
pub(super) struct Counting<'f> {
    features: &'f Features<'f>,
    /// The records of each person; nothing in the first round, in which records are counted.
    people: Option<Ragged<u32>>,
}

impl<'f> Counting<'f> {
    /// Over the clusters told by the smallest record of each record's cluster, or over records.
    pub(super) fn of(features: &'f Features<'f>, people: Option<&[u32]>) -> Self {
        let records = features.len();
        let members =
            |people: &[u32]| Ragged::grouped(records, || people.iter().copied().zip(0..records));
        Self {
            features,
            people: people.map(members),
        }
    }

    /// How many hold each of so many values.
    pub(super) fn values<'v>(&self, values: usize, of: impl Fn(u32) -> &'v [u32]) -> Vec<u32> {
        let mut counts = vec![0; values];
        let mut add = |code: u32| {
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        };
        match &self.people {
            None => {
                for record in 0..self.features.len() {
                    of(record).iter().copied().for_each(&mut add);
                }
            }
            Some(people) => each_of(people.iter(), |record, found| found.extend(of(record)), add),
        }
        counts
    }

    /// How many different people stand behind each value; in the first round they are told by the
    /// initial of the given name, and the nameless count only where nobody else is. `born_apart` are
    /// people told by their birth dates, else by their own addresses.
    pub(super) fn shared(&self, values: &Values<'_>, born_apart: &[(u64, u32)]) -> Vec<u32> {
        let mut counts = if self.people.is_some() {
            self.values(values.distinct(), |record| values.of(record))
        } else {
            let names = &self.features.names;
            let initials = Ragged::grouped(values.distinct() as u32, || {
                (0..self.features.len()).flat_map(|record| {
                    let first = names.given.get(record as usize).first();
                    let initial = first.map_or(0, |&word| names.initial(word));
                    values.of(record).iter().map(move |&code| (code, initial))
                })
            });
            initials.iter().map(different).collect()
        };
        for &(code, count) in born_apart {
            if let Some(slot) = counts.get_mut(code as usize) {
                *slot = count.max(*slot);
            }
        }
        counts
    }

    /// How many bear each full name.
    pub(super) fn full_names(&self) -> Counts {
        let names = &self.features.names;
        self.keys(|record, found| {
            for &given in names.given.get(record as usize) {
                let family = names.family.get(record as usize).iter();
                found.extend(family.map(|&family| full_key(given, family)));
            }
        })
    }

    /// How many different people live at each address; in the first round they are told by both
    /// initials. `born_apart` are people told by their birth dates, else by their own addresses.
    pub(super) fn addresses(&self, born_apart: &[(u64, u32)]) -> Counts {
        let Some(addresses) = &self.features.addresses else {
            return Counts::default();
        };
        let keys = |record: u32| addresses.keys.get(record as usize);
        let mut counts = if self.people.is_some() {
            self.keys(|record, found| found.extend_from_slice(keys(record)))
        } else {
            let mut seen = Vec::with_capacity(addresses.keys.items().len());
            for record in 0..self.features.len() {
                let initials = full_initials(self.features, record);
                seen.extend(keys(record).iter().map(|&key| (key, initials)));
            }
            distinct_people(seen).into_iter().collect()
        };
        for &(key, count) in born_apart {
            let slot = counts.entry(key).or_insert(count);
            *slot = count.max(*slot);
        }
        counts
    }

    /// How many hold each of what `of` finds for a record.
    fn keys(&self, of: impl Fn(u32, &mut Vec<u64>)) -> Counts {
        let mut counts = Counts::default();
        let add = |key: u64| *counts.entry(key).or_insert(0) += 1;
        match &self.people {
            None => {
                let records: Vec<u32> = (0..self.features.len()).collect();
                each_of(records.chunks(1), of, add);
            }
            Some(people) => each_of(people.iter(), of, add),
        }
        counts
    }
}

/// Adds what each group of records holds, once for each group.
fn each_of<'g, T: Copy + Ord>(
    groups: impl Iterator<Item = &'g [u32]>,
    of: impl Fn(u32, &mut Vec<T>),
    mut add: impl FnMut(T),
) {
    let mut found = Vec::new();
    for records in groups {
        found.clear();
        for &record in records {
            of(record, &mut found);
        }
        if found.len() > 1 {
            found.sort_unstable();
            found.dedup();
        }
        found.iter().copied().for_each(&mut add);
    }
}

/// How many different initials there are; none, told by 0, counts only where no other is.
fn different(initials: &[u8]) -> u32 {
    if initials.is_empty() {
        return 0;
    }
    let mut seen = [false; 256];
    for &initial in initials {
        seen[usize::from(initial)] = true;
    }
    let named = seen.iter().skip(1).filter(|seen| **seen).count() as u32;
    named.max(1)
}

/// The initials of both names; 0 for a record without a name.
fn full_initials(features: &Features<'_>, record: u32) -> u32 {
    let names = &features.names;
    let initial = |list: &Lists<'_>| {
        let first = list.get(record as usize).first();
        first.map_or(0, |&word| u32::from(names.initial(word)))
    };
    initial(&names.given) << 8 | initial(&names.family)
}

/// How many different people there are for each key; the nameless count only where nobody else is.
fn distinct_people(mut seen: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    seen.sort_unstable();
    seen.dedup();
    let mut counts: Vec<(u64, u32)> = Vec::new();
    for (key, person) in seen {
        let named = u32::from(person != 0);
        match counts.last_mut() {
            Some((last, count)) if *last == key => *count += named,
            _ => counts.push((key, named)),
        }
    }
    for (_, count) in &mut counts {
        *count = (*count).max(1);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{different, distinct_people, each_of};

    #[test]
    fn people_behind_a_value() {
        let seen = vec![(1, 7), (1, 7), (1, 8), (1, 0), (2, 0), (2, 0)];
        assert_eq!(distinct_people(seen), [(1, 2), (2, 1)]);
        assert_eq!(different(b"aab\0"), 2);
        assert_eq!(different(b"\0\0"), 1);
        assert_eq!(different(b""), 0);
    }

    #[test]
    fn a_person_counts_once_for_a_value() {
        let values = [&[3, 5][..], &[5], &[5], &[7]];
        let mut counted = Vec::new();
        each_of(
            [&[0, 1][..], &[2, 3]].into_iter(),
            |record, found| found.extend_from_slice(values[record as usize]),
            |value| counted.push(value),
        );
        assert_eq!(counted, [3, 5, 5, 7]);
    }
}
