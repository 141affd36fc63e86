//! Reads the embedded data files: lines of tab-separated cells, `#` begins a remark.

use std::collections::{HashMap, HashSet};

/// The rows of a data file, each split at its tabs.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// Every cell after the first, folded by `fold`, pointing to the first cell of its row. Where two
/// rows claim the same key the earlier one keeps it. The first cell itself is a key too.
pub(crate) fn meanings(
    file: &'static str,
    fold: fn(&str) -> String,
) -> HashMap<String, &'static str> {
    let mut meanings = HashMap::new();
    for row in rows(file) {
        let Some(&meaning) = row.first() else {
            continue;
        };
        for key in row {
            meanings.entry(fold(key)).or_insert(meaning);
        }
    }
    meanings
}

/// Every cell of the rows whose first cell is `kind`, folded by `fold`.
pub(crate) fn words(file: &'static str, kind: &str, fold: fn(&str) -> String) -> HashSet<String> {
    rows(file)
        .filter(|row| row.first() == Some(&kind))
        .flat_map(|row| row.into_iter().skip(1))
        .map(fold)
        .collect()
}
