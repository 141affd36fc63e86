//! Stable keys of rows: by their own id, else by their content, as it was when the row was first seen.

use foldhash::HashMap;
use rollcall_model::{Cell, RecordId};

use super::known_again::KnownAgain;
use super::shared_ids::SharedIds;

/// A row without an id of its own is known by its content, in whatever order its columns come.
pub(crate) fn content_key(cells: &[Cell]) -> String {
    let hash = blake3::hash(&sorted(cells)).to_hex();
    format!("content:{}", &hash[..16])
}

/// The texts of a row in order, one behind the other: hashing them at once is much faster than one by one.
fn sorted(cells: &[Cell]) -> Vec<u8> {
    let texts = cells.iter().map(|cell| cell.text.as_str());
    let mut texts: Vec<(u64, &str)> = texts.map(|text| (beginning(text), text)).collect();
    texts.sort_unstable();
    let length = texts.iter().map(|(_, text)| text.len() + 1).sum();
    let mut row = Vec::with_capacity(length);
    for (_, text) in texts {
        row.extend_from_slice(text.as_bytes());
        row.push(0);
    }
    row
}

/// The first bytes of a text as a number that is in the order of the text: most texts differ there, and numbers are
/// compared at once.
fn beginning(text: &str) -> u64 {
    let mut first = [0; 8];
    for (to, from) in first.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    u64::from_be_bytes(first)
}

/// Keys seen so far: a second row with the same key gets a number behind it. Rows of an id that several shared in the
/// load before wait until all have come.
#[derive(Default)]
pub(super) struct Keys {
    seen: HashMap<u64, u32>,
    /// Of each id whose rows waited, the number that the last key made of it has.
    numbered: HashMap<String, u32>,
    shared: SharedIds,
    again: KnownAgain,
    /// Rows whose own id another row had before.
    pub(super) repeated: u64,
}

impl Keys {
    /// Keys beside those that rows who shared their id had before: nobody else gets one of them.
    pub(super) fn after(shared: SharedIds) -> Self {
        let mut keys = Self::default();
        for key in shared.keys() {
            keys.count(key);
        }
        Self { shared, ..keys }
    }

    /// The same, with the keys that rows without an id had before.
    pub(super) fn again(mut self, again: KnownAgain) -> Self {
        for key in again.keys() {
            self.count(key);
        }
        Self { again, ..self }
    }

    /// The key of a row that would be known by this one alone.
    pub(super) fn unique(&mut self, key: String, record: RecordId, cells: &[Cell]) -> String {
        if let Some(known) = self.again.take(record) {
            return known;
        }
        if self.shared.was_shared(&key) {
            self.repeated += u64::from(self.shared.wait(&key, record, cells));
            return format!("waits:{record}");
        }
        let count = self.count(&key);
        if count == 1 {
            return key;
        }
        if !key.starts_with("content:") {
            self.repeated += 1;
        }
        self.with_number(&key, count).0
    }

    /// The keys of the rows that wait.
    pub(super) fn settle(&mut self) -> Vec<(RecordId, String)> {
        let mut settled = Vec::new();
        for (id, row, kept) in std::mem::take(&mut self.shared).settle() {
            settled.push((row, kept.unwrap_or_else(|| self.numbered(id))));
        }
        settled
    }

    fn numbered(&mut self, key: String) -> String {
        let count = self.count(&key);
        if count == 1 {
            return key;
        }
        // The numbers before are taken: thousands of rows may share an id.
        let first = self.numbered.get(&key).map_or(count, |last| last + 1);
        let (made, number) = self.with_number(&key, first);
        self.numbered.insert(key, number);
        made
    }

    /// A key nobody has, and its number. One that looks like a numbered one may be a row's own.
    fn with_number(&mut self, key: &str, first: u32) -> (String, u32) {
        let mut number = first;
        loop {
            let made = format!("{key}#{number}");
            if self.count(&made) == 1 {
                return (made, number);
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
    use rollcall_model::{Cell, RecordId};

    #[test]
    fn a_row_without_an_id_is_known_whatever_the_order_of_its_columns() {
        let key = |texts: &[&str]| {
            let cells: Vec<Cell> = texts.iter().map(|text| Cell::text(*text)).collect();
            content_key(&cells)
        };
        assert_eq!(key(&["Anne", "Marsh", ""]), key(&["Marsh", "", "Anne"]));
        assert_ne!(key(&["Anne", "Marsh"]), key(&["Ann", "eMarsh"]));
        // Texts that begin alike, or end where another goes on.
        let alike = [
            "12 Harbour Street",
            "12 Harbour Road",
            "12 Harbo",
            "Zoë",
            "",
        ];
        let mut turned = alike;
        turned.reverse();
        assert_eq!(key(&alike), key(&turned));
    }

    #[test]
    fn the_key_of_a_content_stays_what_it_was() {
        let cells = ["Marsh", "Anne", "", "12 Harbour Street", "12 Harbour Road"].map(Cell::text);
        let mut hasher = blake3::Hasher::new();
        for text in ["", "12 Harbour Road", "12 Harbour Street", "Anne", "Marsh"] {
            hasher.update(text.as_bytes());
            hasher.update(&[0]);
        }
        let hash = hasher.finalize().to_hex();
        assert_eq!(content_key(&cells), format!("content:{}", &hash[..16]));
    }

    #[test]
    fn no_two_rows_get_the_same_key() {
        let mut keys = Keys::default();
        let given = ["A", "A", "A#2", "A#2", "A", "B"];
        let made: Vec<String> = given
            .map(|key| keys.unique(key.into(), RecordId(0), &[]))
            .into();
        assert_eq!(made, ["A", "A#2", "A#2#2", "A#2#3", "A#3", "B"]);
        assert_eq!(keys.repeated, 4);
    }
}
