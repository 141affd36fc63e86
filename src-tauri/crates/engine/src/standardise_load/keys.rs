//! Stable keys of rows: by their own id, else by their content.

use foldhash::HashMap;
use rollcall_model::Cell;

/// A row without an id of its own is known by its content, in whatever order its columns come.
pub(super) fn content_key(cells: &[Cell]) -> String {
    let mut texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    texts.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    }
    let hash = hasher.finalize().to_hex();
    format!("content:{}", &hash[..16])
}

/// Keys seen so far: a second row with the same key gets a number behind it.
#[derive(Default)]
pub(super) struct Keys {
    seen: HashMap<u64, u32>,
    /// Rows whose own id another row had before.
    pub(super) repeated: u64,
}

impl Keys {
    pub(super) fn unique(&mut self, key: String) -> String {
        let count = self.count(&key);
        if count == 1 {
            return key;
        }
        if !key.starts_with("content:") {
            self.repeated += 1;
        }
        // A key that looks like a numbered one may be a row's own.
        let mut number = count;
        loop {
            let made = format!("{key}#{number}");
            if self.count(&made) == 1 {
                return made;
            }
            number += 1;
        }
    }

    /// How often a key was seen, this time included.
    fn count(&mut self, key: &str) -> u32 {
        let hash = blake3::hash(key.as_bytes());
        let short = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default());
        let count = self.seen.entry(short).or_insert(0);
        *count += 1;
        *count
    }
}

#[cfg(test)]
mod tests {
    use super::{Keys, content_key};
    use rollcall_model::Cell;

    #[test]
    fn a_row_without_an_id_is_known_whatever_the_order_of_its_columns() {
        let key = |texts: &[&str]| {
            let cells: Vec<Cell> = texts.iter().map(|text| Cell::text(*text)).collect();
            content_key(&cells)
        };
        assert_eq!(key(&["Anne", "Marsh", ""]), key(&["Marsh", "", "Anne"]));
        assert_ne!(key(&["Anne", "Marsh"]), key(&["Ann", "eMarsh"]));
    }

    #[test]
    fn no_two_rows_get_the_same_key() {
        let mut keys = Keys::default();
        let given = ["A", "A", "A#2", "A#2", "A", "B"];
        let made: Vec<String> = given.map(|key| keys.unique(key.into())).into();
        assert_eq!(made, ["A", "A#2", "A#2#2", "A#2#3", "A#3", "B"]);
        assert_eq!(keys.repeated, 4);
    }
}
