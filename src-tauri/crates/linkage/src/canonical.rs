//! The records in an order of their own, which only what stands in them decides.
//!
//! Everything after works on this order, so that the order in which rows were given changes nothing:
//! not the pairs drawn at random, not how a tie is broken, not in which order numbers are added up.
//! It puts like names side by side and numbers values as they come, so that the records that are
//! compared with each other, and all that is looked up of them, lie near each other in memory.

use rayon::prelude::*;

use crate::ragged::{Dictionary, Ragged, hash_text, mix};
use crate::record_set::{Column, FieldKind, RecordSet};

/// Records in their own order.
#[derive(Debug)]
pub(crate) struct Canonical {
    pub(crate) records: RecordSet,
    /// A hash of the source and all values of each record of the order: records of one hash hold the
    /// same. Every run makes the same hashes.
    pub(crate) contents: Vec<u64>,
    /// For each record of the order, its place among the records as given.
    given: Vec<u32>,
}

impl Canonical {
    pub(crate) fn of(records: &RecordSet) -> Self {
        let hashes = contents(records);
        let given = order(records, &hashes);
        let hash = |&record: &u32| hashes.get(record as usize).copied().unwrap_or(0);
        Self {
            contents: given.iter().map(hash).collect(),
            records: records.reordered(|column| reordered(column, &given), &given),
            given,
        }
    }

    /// The place of a record among those given.
    pub(crate) fn given(&self, record: u32) -> u32 {
        self.given.get(record as usize).copied().unwrap_or(record)
    }

    /// For each record as given, its place in the order.
    pub(crate) fn places(&self) -> Vec<u32> {
        let mut places = vec![0; self.given.len()];
        for (place, &record) in self.given.iter().enumerate() {
            if let Some(slot) = places.get_mut(record as usize) {
                *slot = place as u32;
            }
        }
        places
    }

    /// The smallest member of each group told by one of its members, all as given.
    pub(crate) fn labels_as_given(&self, labels: &[u32]) -> Vec<u32> {
        let mut smallest = vec![u32::MAX; labels.len()];
        for (record, &label) in labels.iter().enumerate() {
            let given = self.given(record as u32);
            if let Some(slot) = smallest.get_mut(label as usize) {
                *slot = given.min(*slot);
            }
        }
        let mut found = vec![0; labels.len()];
        for (record, &label) in labels.iter().enumerate() {
            let first = smallest.get(label as usize).copied().unwrap_or(0);
            if let Some(slot) = found.get_mut(self.given(record as u32) as usize) {
                *slot = first;
            }
        }
        found
    }
}

/// The records sorted by family name, given name and then a hash of all they hold. Records that are
/// alike in everything keep the order they were given in: they can stand for each other.
fn order(records: &RecordSet, contents: &[u64]) -> Vec<u32> {
    let first = |kind| records.of_kind(kind).map(|(_, column)| column).next();
    let family = first(FieldKind::FamilyName).map(Ranked::of);
    let given = first(FieldKind::GivenName).map(Ranked::of);
    let mailboxes = first(FieldKind::Email);
    let mut keys: Vec<(u32, u32, u64, u32)> = contents
        .par_iter()
        .enumerate()
        .map(|(record, &content)| {
            let rank = |names: &Option<Ranked<'_>>| names.as_ref().map_or(0, |of| of.rank(record));
            let (mut family_rank, given_rank) = (rank(&family), rank(&given));
            if let (0, Some(names), Some(mailboxes)) = (family_rank, &family, mailboxes) {
                family_rank = names.rank_of_mailbox(mailboxes, record);
            }
            (family_rank, given_rank, content, record as u32)
        })
        .collect();
    keys.par_sort_unstable();
    keys.into_iter().map(|key| key.3).collect()
}

/// A column with the place of each of its values in the alphabet, from 1.
struct Ranked<'a> {
    column: &'a Column,
    sorted: Vec<u32>,
    ranks: Vec<u32>,
}

impl<'a> Ranked<'a> {
    fn of(column: &'a Column) -> Self {
        let text = |code: u32| column.dictionary.get(code);
        let mut sorted: Vec<u32> = (0..column.dictionary.len() as u32).collect();
        sorted.par_sort_unstable_by(|&a, &b| text(a).cmp(text(b)));
        let mut ranks = vec![0; sorted.len()];
        for (rank, &code) in sorted.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(code as usize) {
                *slot = rank as u32 + 1;
            }
        }
        Self {
            column,
            sorted,
            ranks,
        }
    }

    /// The rank of a record's first value, 0 if there is none.
    fn rank(&self, record: usize) -> u32 {
        let code = self.column.codes.get(record).first();
        let rank = code.and_then(|&code| self.ranks.get(code as usize));
        rank.copied().unwrap_or(0)
    }

    /// The rank of the name that a record's mailbox ends with, 0 if it is none.
    fn rank_of_mailbox(&self, mailboxes: &Column, record: usize) -> u32 {
        let Some(&code) = mailboxes.codes.get(record).first() else {
            return 0;
        };
        let text = mailboxes.dictionary.get(code);
        let local = text.split('@').next().unwrap_or(text);
        let letters = local.trim_end_matches(|last: char| !last.is_ascii_lowercase());
        let name = letters
            .rsplit(|other: char| !other.is_ascii_lowercase())
            .next()
            .unwrap_or(letters);
        let names = &self.column.dictionary;
        let found = self
            .sorted
            .binary_search_by(|&code| names.get(code).cmp(name));
        found.map_or(0, |rank| rank as u32 + 1)
    }
}

/// A hash of the source and all values of each record.
fn contents(records: &RecordSet) -> Vec<u64> {
    let mut contents: Vec<u64> = (records.sources().iter())
        .map(|&source| u64::from(source))
        .collect();
    for (field, column) in records.columns().iter().enumerate() {
        let texts: Vec<u64> = (0..column.dictionary.len() as u32)
            .into_par_iter()
            .map(|code| mix(field as u64, hash_text(column.dictionary.get(code))))
            .collect();
        contents
            .par_iter_mut()
            .enumerate()
            .for_each(|(record, content)| {
                for &code in column.codes.get(record) {
                    let text = texts.get(code as usize).copied().unwrap_or(0);
                    *content = mix(*content, text);
                }
            });
    }
    contents
}

/// A column in another order of its rows, its values numbered as they come.
fn reordered(column: &Column, order: &[u32]) -> Column {
    let mut numbers = vec![u32::MAX; column.dictionary.len()];
    let mut dictionary = Dictionary::like(&column.dictionary);
    let mut codes = Ragged::with_capacity(order.len(), column.codes.items().len());
    for &record in order {
        for &code in column.codes.get(record as usize) {
            let Some(number) = numbers.get_mut(code as usize) else {
                continue;
            };
            if *number == u32::MAX {
                *number = dictionary.append(&column.dictionary, code);
            }
            codes.push(*number);
        }
        codes.end_row();
    }
    Column { dictionary, codes }
}

#[cfg(test)]
mod tests {
    use super::Canonical;
    use crate::record_set::{FieldKind, FieldSpec, RecordSet, RecordSetBuilder};

    fn records(rows: &[(&str, &str)]) -> RecordSet {
        let field = |name: &str, kind| FieldSpec {
            name: name.into(),
            kind,
        };
        let mut builder = RecordSetBuilder::new(vec![
            field("family", FieldKind::FamilyName),
            field("mail", FieldKind::Email),
        ]);
        for (family, mail) in rows {
            builder.begin(0);
            builder.value(0, family);
            builder.value(1, mail);
        }
        builder.finish()
    }

    #[test]
    fn the_order_of_rows_is_forgotten() {
        let rows = [
            ("Weber", "w@example.com"),
            ("Ash", "x@example.com"),
            ("", "anne.weber84@example.com"),
            ("Ash", "y@example.com"),
        ];
        let there = Canonical::of(&records(&rows));
        let mut back = rows;
        back.reverse();
        let back = Canonical::of(&records(&back));
        for record in 0..4 {
            assert_eq!(there.records.values(record), back.records.values(record));
            assert_eq!(there.given(record), 3 - back.given(record));
        }
        let last: Vec<_> = (2..4).map(|record| there.given(record)).collect();
        assert!(
            last.contains(&0) && last.contains(&2),
            "the mailbox stands with its name"
        );
    }

    #[test]
    fn labels_come_back_as_given() {
        let canonical = Canonical::of(&records(&[("Z", ""), ("A", ""), ("M", ""), ("B", "")]));
        assert_eq!(canonical.places(), [3, 0, 2, 1]);
        assert_eq!(canonical.labels_as_given(&[0, 1, 1, 0]), [0, 0, 2, 2]);
    }
}
