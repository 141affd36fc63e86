//! Lists of different lengths side by side in one block of memory, and text kept the same way.

use hashbrown::HashTable;
use std::hash::BuildHasher;

/// One list per row, all in one vector.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ragged<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Ragged<T> {
    pub(crate) fn new() -> Self {
        Self {
            ends: Vec::new(),
            items: Vec::new(),
        }
    }

    pub(crate) fn with_capacity(rows: usize, items: usize) -> Self {
        Self {
            ends: Vec::with_capacity(rows),
            items: Vec::with_capacity(items),
        }
    }

    /// Items told with their rows, in the order in which they come; of so many rows. They are asked
    /// for twice.
    pub(crate) fn grouped<I: Iterator<Item = (u32, T)>>(rows: u32, items: impl Fn() -> I) -> Self
    where
        T: Clone + Default,
    {
        // Where each row begins; after it is filled, where it ends.
        let mut ends = vec![0_u32; rows as usize + 1];
        for (row, _) in items() {
            if let Some(count) = ends.get_mut(row as usize + 1) {
                *count += 1;
            }
        }
        let mut all = 0;
        for end in &mut ends {
            all += *end;
            *end = all;
        }
        ends.truncate(rows as usize);
        let mut grouped = vec![T::default(); all as usize];
        for (row, item) in items() {
            if let Some(end) = ends.get_mut(row as usize)
                && let Some(slot) = grouped.get_mut(*end as usize)
            {
                *slot = item;
                *end += 1;
            }
        }
        Self {
            ends,
            items: grouped,
        }
    }

    /// Adds an item to the row that is being filled.
    pub(crate) fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Ends the row that is being filled.
    pub(crate) fn end_row(&mut self) {
        self.ends.push(self.items.len() as u32);
    }

    pub(crate) fn push_row(&mut self, items: impl IntoIterator<Item = T>) {
        self.items.extend(items);
        self.end_row();
    }

    pub(crate) fn rows(&self) -> usize {
        self.ends.len()
    }

    /// The list of a row; empty for a row that does not exist.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> &[T] {
        let Some(&end) = self.ends.get(row) else {
            return &[];
        };
        let start = match row.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        self.items.get(start as usize..end as usize).unwrap_or(&[])
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.ends.len()).map(|row| self.get(row))
    }

    /// The items of the row that is being filled.
    pub(crate) fn open_row(&self) -> &[T] {
        let start = self.ends.last().copied().unwrap_or(0) as usize;
        self.items.get(start..).unwrap_or(&[])
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }
}

/// Distinct strings numbered from 0, in one block of text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dictionary {
    text: String,
    entries: Vec<Entry>,
    /// Numbers of texts with a part of their hash, so that texts are hardly ever read in vain.
    table: HashTable<(u32, u32)>,
}

/// One text of a dictionary: enough to see without reading it that another is nothing like it.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    end: u32,
    letters: u32,
}

/// A text at a glance: enough to see that another is nothing like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sketch {
    /// Bytes of the text.
    pub(crate) length: u32,
    /// Its letters and digits as a set of bits.
    pub(crate) letters: u32,
}

/// The letters and digits of a text as a set of bits.
pub(crate) fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |set, byte| set | 1 << (byte & 31))
}

impl Dictionary {
    /// The number of the text, given a new one if it was not seen before.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        let hash = table_hash(text);
        let (bytes, entries) = (&self.text, &self.entries);
        if let Some(&(code, _)) = self.table.find(spread(hash), |&(code, known)| {
            known == hash && slice(bytes, entries, code) == text
        }) {
            return code;
        }
        let code = self.entries.len() as u32;
        self.text.push_str(text);
        self.entries.push(Entry {
            end: self.text.len() as u32,
            letters: letters(text),
        });
        self.table
            .insert_unique(spread(hash), (code, hash), |&(_, known)| spread(known));
        code
    }

    /// An empty one with room for all that another holds.
    pub(crate) fn like(other: &Self) -> Self {
        Self {
            text: String::with_capacity(other.text.len()),
            entries: Vec::with_capacity(other.entries.len()),
            table: HashTable::new(),
        }
    }

    /// Adds a text of another dictionary that is known not to be here, without making it findable.
    pub(crate) fn append(&mut self, other: &Self, code: u32) -> u32 {
        self.text.push_str(other.get(code));
        self.entries.push(Entry {
            end: self.text.len() as u32,
            letters: other.letters(code),
        });
        self.entries.len() as u32 - 1
    }

    /// The number of the text if it is known.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let hash = table_hash(text);
        let found = self.table.find(spread(hash), |&(code, known)| {
            known == hash && slice(&self.text, &self.entries, code) == text
        });
        found.map(|&(code, _)| code)
    }

    #[inline]
    pub(crate) fn get(&self, code: u32) -> &str {
        slice(&self.text, &self.entries, code)
    }

    /// Bytes of a text.
    #[inline]
    pub(crate) fn length(&self, code: u32) -> usize {
        let (start, end) = bounds(&self.entries, code);
        end - start
    }

    /// The letters and digits of a text as a set of bits.
    #[inline]
    pub(crate) fn letters(&self, code: u32) -> u32 {
        self.entries
            .get(code as usize)
            .map_or(0, |entry| entry.letters)
    }

    /// A text at a glance.
    #[inline]
    pub(crate) fn sketch(&self, code: u32) -> Sketch {
        Sketch {
            length: self.length(code) as u32,
            letters: self.letters(code),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.entries.len() as u32).map(|code| self.get(code))
    }

    /// Gives back the memory that only finding texts by content needs.
    pub(crate) fn close(&mut self) {
        self.table = HashTable::new();
        self.text.shrink_to_fit();
        self.entries.shrink_to_fit();
    }
}

#[inline]
fn slice<'a>(text: &'a str, entries: &[Entry], code: u32) -> &'a str {
    let (start, end) = bounds(entries, code);
    text.get(start..end).unwrap_or("")
}

/// Where a text begins and ends; nothing long for a number that was not given.
#[inline]
fn bounds(entries: &[Entry], code: u32) -> (usize, usize) {
    let code = code as usize;
    let Some(entry) = entries.get(code) else {
        return (0, 0);
    };
    let start = match code.checked_sub(1) {
        Some(before) => entries.get(before).map_or(0, |entry| entry.end),
        None => 0,
    };
    (start as usize, entry.end as usize)
}

/// The part of a hash that is kept beside the number of a text.
fn table_hash(text: &str) -> u32 {
    (hash_text(text) >> 32) as u32
}

/// That part as the table wants it: filled up to its top, by which entries are told apart.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A hash that is the same in every run and on every machine.
pub(crate) fn hash_text(text: &str) -> u64 {
    foldhash::quality::FixedState::with_seed(0x5eed).hash_one(text)
}

/// Mixes two hashes into one; the order counts.
pub(crate) fn mix(left: u64, right: u64) -> u64 {
    let mut state = left
        .rotate_left(23)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(right)
        ^ 0x2545_f491_4f6c_dd1d;
    state = (state ^ (state >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    state = (state ^ (state >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    state ^ (state >> 32)
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, Ragged};

    #[test]
    fn rows_keep_their_items() {
        let mut lists = Ragged::new();
        lists.push_row([1, 2]);
        lists.push_row([]);
        lists.push_row([3]);
        assert_eq!(lists.get(0), [1, 2]);
        assert!(lists.get(1).is_empty());
        assert_eq!(lists.get(2), [3]);
        assert!(lists.get(9).is_empty());
        assert_eq!(lists.rows(), 3);
    }

    #[test]
    fn items_are_grouped_by_row_in_their_order() {
        let told = [(2, 'a'), (0, 'b'), (2, 'c'), (9, 'd')];
        let lists = Ragged::grouped(4, || told.into_iter().filter(|item| item.0 < 4));
        assert_eq!(
            lists.iter().collect::<Vec<_>>(),
            [&['b'][..], &[], &['a', 'c'], &[]]
        );
    }

    #[test]
    fn equal_texts_share_a_number() {
        let mut names = Dictionary::default();
        let codes = ["ann", "bob", "ann", ""].map(|name| names.intern(name));
        assert_eq!(codes, [0, 1, 0, 2]);
        assert_eq!(names.get(1), "bob");
        assert_eq!(names.find("bob"), Some(1));
        assert_eq!(names.find("eve"), None);
        assert_eq!(names.iter().count(), 3);
    }
}
