//! Reads the embedded data files: lines of tab-separated cells, `#` begins a remark.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

/// A table looked up by a folded word.
pub(crate) type Meanings<K, V> = HashMap<K, V, FixedState>;
/// A set of folded words.
pub(crate) type Words<K> = HashSet<K, FixedState>;

/// The rows of a data file, each split at its tabs.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// Every cell, folded by `fold`, pointing to the first cell of its row. Where two rows claim the
/// same key it belongs to the row that begins with it, else to the earlier one.
pub(crate) fn meanings(
    file: &'static str,
    fold: fn(&str) -> String,
) -> Meanings<String, &'static str> {
    let mut meanings = Meanings::default();
    for meaning in rows(file).filter_map(|row| row.first().copied()) {
        meanings.insert(fold(meaning), meaning);
    }
    for row in rows(file) {
        if let Some((&meaning, keys)) = row.split_first() {
            for key in keys {
                meanings.entry(fold(key)).or_insert(meaning);
            }
        }
    }
    meanings
}

/// Every cell of the rows whose first cell is `kind`, folded by `fold`.
pub(crate) fn words(file: &'static str, kind: &str, fold: fn(&str) -> String) -> Words<String> {
    rows(file)
        .filter(|row| row.first() == Some(&kind))
        .flat_map(|row| row.into_iter().skip(1))
        .map(fold)
        .collect()
}
