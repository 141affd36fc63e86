//! How common values are, and how many people stand behind a shared one.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::contacts::Values;
use crate::features::Features;
use crate::rows::Lists;

mod counting;
mod stored;

use counting::Counting;

pub use stored::StoredFrequencies;

type Counts = HashMap<u64, u32, FixedState>;

/// Counts of values by their numbers. "Who" is a record in the first round and a person later.
#[derive(Debug, Default)]
pub(crate) struct Frequencies {
    /// How many records, or people, there are.
    pub(crate) total: f64,
    pub(crate) given: Vec<u32>,
    pub(crate) family: Vec<u32>,
    /// Given and family name together, by the hash of both numbers.
    pub(crate) full: Counts,
    pub(crate) cities: Vec<u32>,
    pub(crate) postcodes: Vec<u32>,
    pub(crate) birth_dates: Vec<u32>,
    pub(crate) organisations: Vec<u32>,
    pub(crate) texts: Vec<Vec<u32>>,
    /// People behind each e-mail address.
    pub(crate) emails: Vec<u32>,
    /// People behind each phone.
    pub(crate) phones: Vec<u32>,
    /// People at each address, by the hash of the address.
    pub(crate) addresses: Counts,
    /// People behind each identifier, for each field of identifiers.
    pub(crate) identifiers: Vec<Vec<u32>>,
}

/// A value seen so often is told apart from one seen once.
const COMMON: u32 = 3;

/// The number of a full name.
pub(crate) fn full_key(given: u32, family: u32) -> u64 {
    u64::from(given) << 32 | u64::from(family)
}

impl Frequencies {
    /// Counts over records (`people` is nothing) or over the clusters of an earlier round.
    pub(crate) fn count(features: &Features<'_>, people: Option<&[u32]>) -> Self {
        let counting = Counting::of(features, people);
        let born_apart = features.born_apart();
        let addresses = features.addresses.as_ref();
        let shared = |values: Option<&Values<'_>>, born: &[(u64, u32)]| {
            values.map_or_else(Vec::new, |values| counting.shared(values, born))
        };
        let column = |values: Option<&Values<'_>>| {
            values.map_or_else(Vec::new, |values| {
                counting.values(values.distinct(), |record| values.of(record))
            })
        };
        let mut counts = Self {
            total: people.map_or(f64::from(features.len()), distinct),
            ..Self::default()
        };
        let names = &features.names;
        let list = |lists: &Lists<'_>| {
            counting.values(names.words.len(), |record| lists.get(record as usize))
        };
        rayon::scope(|scope| {
            scope.spawn(|_| counts.full = counting.full_names());
            scope.spawn(|_| counts.addresses = counting.addresses(&born_apart.addresses));
            scope.spawn(|_| {
                let emails = features.emails.as_ref().map(|emails| &emails.values);
                counts.emails = shared(emails, &born_apart.emails);
            });
            scope.spawn(|_| {
                let phones = features.phones.as_ref().map(|phones| &phones.values);
                counts.phones = shared(phones, &born_apart.phones);
            });
            scope.spawn(|_| {
                let fields = features.identifiers.iter().zip(&born_apart.identifiers);
                let counted = fields.map(|(field, born)| shared(Some(&field.values), born));
                counts.identifiers = counted.collect();
            });
            scope.spawn(|_| counts.given = list(&names.given));
            scope.spawn(|_| counts.family = list(&names.family));
            scope
                .spawn(|_| counts.cities = column(addresses.and_then(|from| from.cities.as_ref())));
            scope.spawn(|_| {
                counts.postcodes = column(addresses.and_then(|from| from.postcodes.as_ref()));
            });
            scope.spawn(|_| {
                counts.birth_dates =
                    column(features.birth_dates.as_ref().map(|dates| &dates.values));
                counts.organisations = column(features.organisations.as_ref());
                let texts = features.texts.iter();
                counts.texts = texts.map(|(_, text)| column(Some(text))).collect();
            });
        });
        counts
    }

    /// The counts of a few records, as they stand in the whole set.
    pub(crate) fn look_up(features: &Features<'_>, stored: &StoredFrequencies) -> Self {
        let column = |values: Option<&Values<'_>>, known: &BTreeMap<String, u32>| {
            values.map_or_else(Vec::new, |values| {
                values
                    .texts()
                    .map(|text| known.get(text).copied().unwrap_or(1))
                    .collect()
            })
        };
        let names = &features.names;
        let words = |known: &BTreeMap<String, u32>| {
            names
                .words
                .iter()
                .map(|word| known.get(word).copied().unwrap_or(1))
                .collect()
        };
        let mut full = Counts::default();
        for record in 0..features.len() as usize {
            for &given in names.given.get(record) {
                for &family in names.family.get(record) {
                    let count = stored.full.get(&full_text(features, given, family));
                    full.insert(full_key(given, family), count.copied().unwrap_or(1));
                }
            }
        }
        let addresses = features.addresses.as_ref();
        let empty = BTreeMap::new();
        Self {
            total: stored.total,
            given: words(&stored.given),
            family: words(&stored.family),
            full,
            cities: column(
                addresses.and_then(|from| from.cities.as_ref()),
                &stored.cities,
            ),
            postcodes: column(
                addresses.and_then(|from| from.postcodes.as_ref()),
                &stored.postcodes,
            ),
            birth_dates: column(
                features.birth_dates.as_ref().map(|dates| &dates.values),
                &stored.birth_dates,
            ),
            organisations: column(features.organisations.as_ref(), &stored.organisations),
            texts: (features.texts.iter().enumerate())
                .map(|(at, (_, text))| column(Some(text), stored.texts.get(at).unwrap_or(&empty)))
                .collect(),
            emails: column(
                features.emails.as_ref().map(|emails| &emails.values),
                &stored.emails,
            ),
            phones: column(
                features.phones.as_ref().map(|phones| &phones.values),
                &stored.phones,
            ),
            addresses: addresses
                .map_or(&[][..], |from| from.keys.items())
                .iter()
                .filter_map(|key| Some((*key, *stored.addresses.get(key)?)))
                .collect(),
            identifiers: (features.identifiers.iter().enumerate())
                .map(|(at, field)| {
                    column(
                        Some(&field.values),
                        stored.identifiers.get(at).unwrap_or(&empty),
                    )
                })
                .collect(),
        }
    }

    /// What of these counts an explanation needs.
    pub(crate) fn store(&self, features: &Features<'_>) -> StoredFrequencies {
        let column = |values: Option<&Values<'_>>, counts: &[u32], least: u32| {
            values.map_or_else(BTreeMap::new, |values| {
                let pairs = values
                    .texts()
                    .zip(counts)
                    .filter(|(_, count)| **count >= least);
                pairs
                    .map(|(text, &count)| (text.to_owned(), count))
                    .collect()
            })
        };
        let names = &features.names;
        let words = |counts: &[u32]| {
            let pairs = names
                .words
                .iter()
                .zip(counts)
                .filter(|(_, count)| **count >= COMMON);
            pairs
                .map(|(word, &count)| (word.to_owned(), count))
                .collect()
        };
        let mut full = BTreeMap::new();
        for record in 0..features.len() as usize {
            for &given in names.given.get(record) {
                for &family in names.family.get(record) {
                    if let Some(&count) = self.full.get(&full_key(given, family))
                        && count >= COMMON
                    {
                        full.insert(full_text(features, given, family), count);
                    }
                }
            }
        }
        let from = features.addresses.as_ref();
        let mut addresses = BTreeMap::new();
        for key in from.map_or(&[][..], |from| from.keys.items()) {
            if let Some(&count) = self.addresses.get(key)
                && count > 1
            {
                addresses.insert(*key, count);
            }
        }
        StoredFrequencies {
            total: self.total,
            given: words(&self.given),
            family: words(&self.family),
            full,
            cities: column(
                from.and_then(|from| from.cities.as_ref()),
                &self.cities,
                COMMON,
            ),
            postcodes: column(
                from.and_then(|from| from.postcodes.as_ref()),
                &self.postcodes,
                COMMON,
            ),
            birth_dates: column(
                features.birth_dates.as_ref().map(|dates| &dates.values),
                &self.birth_dates,
                COMMON,
            ),
            organisations: column(features.organisations.as_ref(), &self.organisations, COMMON),
            texts: (features.texts.iter().zip(&self.texts))
                .map(|((_, text), counts)| column(Some(text), counts, COMMON))
                .collect(),
            emails: column(
                features.emails.as_ref().map(|emails| &emails.values),
                &self.emails,
                2,
            ),
            phones: column(
                features.phones.as_ref().map(|phones| &phones.values),
                &self.phones,
                2,
            ),
            addresses,
            identifiers: (features.identifiers.iter().zip(&self.identifiers))
                .map(|(field, counts)| column(Some(&field.values), counts, 2))
                .collect(),
        }
    }

    /// The bits it takes to hit this full name by chance. Names are joint: half the evidence is
    /// how often both parts occur together, half what their parts alone make likely.
    pub(crate) fn full_bits(&self, given: u32, family: u32) -> f64 {
        let together = self
            .full
            .get(&full_key(given, family))
            .copied()
            .unwrap_or(1);
        let others = f64::from(together.saturating_sub(2)) / self.total;
        let alone = self.share(&self.given, given) * self.share(&self.family, family);
        -(0.5 * (others + alone)).log2()
    }

    pub(crate) fn given_bits(&self, word: u32) -> f64 {
        -self.share(&self.given, word).log2()
    }

    pub(crate) fn family_bits(&self, word: u32) -> f64 {
        -self.share(&self.family, word).log2()
    }

    /// The bits of any counted value.
    pub(crate) fn bits(&self, counts: &[u32], code: u32) -> f64 {
        -self.share(counts, code).log2()
    }

    #[inline]
    fn share(&self, counts: &[u32], code: u32) -> f64 {
        let count = counts.get(code as usize).copied().unwrap_or(1);
        (f64::from(count.max(2)) / self.total).min(1.0)
    }
}

/// The step of a ladder that a number of bits stands on, counted from 0.
pub(crate) fn step(bits: f64, ladder: &[f64]) -> usize {
    ladder.iter().take_while(|&&edge| bits >= edge).count()
}

/// 1, 2, 3 to 4, 5 and more people, as 0 to 3.
pub(crate) fn sharing(people: u32) -> usize {
    match people {
        0 | 1 => 0,
        2 => 1,
        3 | 4 => 2,
        _ => 3,
    }
}

fn full_text(features: &Features<'_>, given: u32, family: u32) -> String {
    let words = &features.names.words;
    format!("{} {}", words.get(given), words.get(family))
}

fn distinct(people: &[u32]) -> f64 {
    let first = |&(record, person): &(usize, &u32)| record == *person as usize;
    people.iter().enumerate().filter(first).count() as f64
}

#[cfg(test)]
mod tests {
    use super::{sharing, step};

    #[test]
    fn counts_stand_on_steps() {
        assert_eq!([1, 2, 4, 9].map(sharing), [0, 1, 2, 3]);
        assert_eq!(step(12.0, &[8.0, 12.0, 16.0]), 2);
    }
}
