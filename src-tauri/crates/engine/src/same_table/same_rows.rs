//! Whether the rows of a file are known already, by their keys.

use std::collections::HashSet;
use std::ops::ControlFlow;

use rollcall_intake::{Limits, OpenBook, RawRow, RowSink, SetAside, TablePlan, read_table_with};
use rollcall_store::{Store, StoreError, StoredLoad};

use crate::EngineError;
use crate::row_reader::{RowReader, day_of};
use crate::standardise_load::content_key;

/// Share of the rows looked at whose keys must be known already.
const MOST_KEYS: f64 = 0.5;
/// Fewer keys prove nothing where the name does not tell; so many suffice where it does.
const FEWEST_KEYS: usize = 5;
/// How the key of a row without an id of its own begins: it is a hash of all its cells.
const BY_CONTENT: &str = "content:";

/// How many of a file's rows stand in a load already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overlap {
    /// Enough of them.
    Enough,
    /// So few that it is the list of somebody else, or of another time.
    Hardly,
    /// Rows have no ids that could tell.
    Unknown,
}

/// The keys of a file's rows, as a table would read them.
pub(super) struct FileKeys<'a> {
    pub(super) reader: &'a RowReader,
    pub(super) plan: &'a TablePlan,
}

/// The keys of a load: those that were standardised, else as its rows would give them. A row without an id of its own
/// has the key of what it said when it was first seen, and is looked for by what it says now.
pub(super) fn known_keys(
    store: &Store,
    load: &StoredLoad,
    now: &str,
) -> Result<HashSet<String>, EngineError> {
    let standardised = store.record_keys(load)?;
    let mut keys = HashSet::new();
    if !standardised.is_empty() {
        let mut by_content = HashSet::new();
        for (record, _, key) in standardised {
            if key.starts_with(BY_CONTENT) {
                by_content.insert(record);
            } else {
                keys.insert(key);
            }
        }
        if by_content.is_empty() {
            return Ok(keys);
        }
        store.visit_rows::<StoreError>(load, |raw| {
            if by_content.contains(&raw.record) {
                keys.insert(content_key(&raw.cells));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        return Ok(keys);
    }
    let reader = RowReader::of_load(store, load, day_of(now))?;
    store.visit_rows::<StoreError>(load, |raw| {
        keys.insert(reader.record(&raw).key);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(keys)
}

impl FileKeys<'_> {
    /// The keys of the first rows.
    pub(super) fn first(&self) -> HashSet<String> {
        let rows = self.plan.sample.iter();
        rows.map(|row| self.key(row)).collect()
    }

    /// How many of the first rows are known, and how many were looked at; nothing where they are too few to tell.
    pub(super) fn first_shared(&self, known: &HashSet<String>) -> Option<(usize, usize)> {
        let rows = self.plan.sample.iter();
        let shared = rows.filter(|row| known.contains(&self.key(row))).count();
        let looked_at = self.plan.sample.len();
        let is_most = shared >= FEWEST_KEYS && shared as f64 >= MOST_KEYS * looked_at as f64;
        is_most.then_some((shared, looked_at))
    }

    /// Whether the file has rows of the list whose keys are known. New rows may stand first, so it is read on.
    pub(super) fn overlap(&self, known: &HashSet<String>, book: &mut OpenBook) -> Overlap {
        let own_ids = |keys: &HashSet<String>| keys.iter().any(|key| !key.starts_with(BY_CONTENT));
        if !own_ids(known) || !own_ids(&self.first()) {
            return Overlap::Unknown;
        }
        // Of a list of a few rows, half of the shorter one.
        let shorter = known.len().min(self.plan.sample.len());
        let enough = FEWEST_KEYS.min(shorter.div_ceil(2));
        if self.shared(known, enough, book) >= enough {
            Overlap::Enough
        } else {
            Overlap::Hardly
        }
    }

    /// Whether most of these keys stand in the file, and they are ids of rows.
    pub(super) fn hold_most(&self, wanted: &HashSet<String>, book: &mut OpenBook) -> bool {
        let enough = wanted.len().div_ceil(2);
        wanted.iter().any(|key| !key.starts_with(BY_CONTENT))
            && self.shared(wanted, enough, book) >= enough
    }

    /// How many of the keys stand in the file, counted up to a number.
    fn shared(&self, wanted: &HashSet<String>, enough: usize, book: &mut OpenBook) -> usize {
        let mut search = Search {
            keys: self,
            wanted,
            found: HashSet::new(),
            enough,
        };
        // What cannot be read is told when its rows are loaded.
        let _ = read_table_with(self.plan, &Limits::default(), book, &mut search);
        search.found.len()
    }

    fn key(&self, row: &RawRow) -> String {
        self.reader.record_of_row(row).key
    }
}

/// Looks for keys in a file until enough are found.
struct Search<'a> {
    keys: &'a FileKeys<'a>,
    wanted: &'a HashSet<String>,
    found: HashSet<String>,
    enough: usize,
}

impl RowSink for Search<'_> {
    fn row(&mut self, row: &RawRow) -> ControlFlow<()> {
        let key = self.keys.key(row);
        if self.wanted.contains(&key) {
            self.found.insert(key);
        }
        if self.found.len() >= self.enough {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, _row: SetAside) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
