//! Decay: customers change their details, abandon e-mail addresses and sign up twice.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasherDefault, Hasher};

use rollcall_model::{Attribute, StandardValue, ValueState};

use crate::Detail;

/// Words by which a system tells that a message came back for good. A soft bounce is none.
const BOUNCED: [&str; 6] = [
    "bounce",
    "bounced",
    "hardbounce",
    "hardbounced",
    "invalidemail",
    "undeliverable",
];

/// The details a record tells otherwise than it did in the load before. What is only written
/// otherwise, or standardised by another rule, has not changed; neither has what was only added or
/// taken away.
pub fn changed_details(before: &[StandardValue], now: &[StandardValue]) -> Vec<Detail> {
    Detail::ALL
        .into_iter()
        .filter(|detail| {
            detail.differs(before, now) && as_written(*detail, before) != as_written(*detail, now)
        })
        .collect()
}

fn as_written(detail: Detail, values: &[StandardValue]) -> Vec<&str> {
    let mut written: Vec<&str> = values
        .iter()
        .filter(|value| detail.covers(&value.target.attribute))
        .map(|value| value.raw.trim())
        .filter(|raw| !raw.is_empty())
        .collect();
    written.sort_unstable();
    written.dedup();
    written
}

/// The records that are second ones: new since the load before, of a person whom the same place (a
/// table of a source) already had, or who came in twice. One entry a record: its place, and whether
/// it is new. Tells positions.
pub fn second_records<P: Ord + Copy>(person: &[(P, bool)]) -> Vec<usize> {
    let mut known: BTreeMap<P, bool> = BTreeMap::new();
    for (place, is_new) in person {
        *known.entry(*place).or_default() |= !is_new;
    }
    let mut second = Vec::new();
    for (index, (place, is_new)) in person.iter().enumerate() {
        if *is_new && known.insert(*place, true) == Some(true) {
            second.push(index);
        }
    }
    second
}

/// Counts addresses that are dead by what a source says.
#[derive(Debug, Clone, Default)]
pub struct DeadAddressTally {
    known: Hashes,
    dead: Hashes,
}

/// Only ever asked for its size, so its order does not matter.
type Hashes = HashSet<u64, BuildHasherDefault<DefaultHasher>>;

impl DeadAddressTally {
    /// No addresses yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the addresses of a record, which [`says_dead`] or not.
    pub fn add_record<'e>(&mut self, addresses: impl IntoIterator<Item = &'e str>, is_dead: bool) {
        for address in addresses {
            let hash = hash(address);
            self.known.insert(hash);
            if is_dead {
                self.dead.insert(hash);
            }
        }
    }

    /// Different addresses.
    pub fn addresses(&self) -> u64 {
        self.known.len() as u64
    }

    /// Different addresses of which a source says that they are dead.
    pub fn dead(&self) -> u64 {
        self.dead.len() as u64
    }
}

/// Whether a record says that nothing reaches its address any more: it bounced for good, or its
/// system has cleaned it away.
pub fn says_dead(values: &[StandardValue]) -> bool {
    let is_undeliverable = |word: &str| word == "undeliverable";
    valid(values, &Attribute::EmailConsent).any(is_undeliverable)
        || [Attribute::EventStatus, Attribute::EventKind]
            .iter()
            .any(|attribute| {
                valid(values, attribute).any(|word| {
                    let mut known = BOUNCED.iter();
                    known.any(|known| letters(word).eq(known.chars()))
                })
            })
}

/// The addresses of which a row of a person [`says_dead`].
pub fn dead_addresses<'a>(
    rows: impl IntoIterator<Item = &'a [StandardValue]>,
) -> BTreeSet<&'a str> {
    rows.into_iter()
        .filter(|values| says_dead(values))
        .flat_map(|values| valid(values, &Attribute::Email))
        .collect()
}

/// Whether a record has addresses, and all of them are among the dead ones.
pub fn are_dead(values: &[StandardValue], dead: &BTreeSet<&str>) -> bool {
    let mut addresses = valid(values, &Attribute::Email).peekable();
    !dead.is_empty() && addresses.peek().is_some() && addresses.all(|one| dead.contains(one))
}

fn valid<'a>(
    values: &'a [StandardValue],
    attribute: &'a Attribute,
) -> impl Iterator<Item = &'a str> {
    values
        .iter()
        .filter(move |value| {
            value.state == ValueState::Valid && value.target.attribute == *attribute
        })
        .map(|value| value.value.as_str())
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars()
        .filter(|letter| letter.is_alphabetic())
        .flat_map(char::to_lowercase)
}

/// 64 bits: among ten million addresses two share a hash with a chance of about three in a million.
fn hash(value: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(value.as_bytes());
    hasher.finish()
}
