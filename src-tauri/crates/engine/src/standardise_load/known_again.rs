//! Rows without an id of their own that are known again from the load before: by a column in which every row has a
//! value of its own, in both loads, whatever it is called.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;

use foldhash::HashMap;
use rollcall_model::{Attribute, Cell, Mapping, RecordId, TableRole};
use rollcall_store::{Store, StoreError, StoredLoad};

use crate::{EngineError, loads};

/// Longer loads are not looked through.
const MOST_ROWS: u64 = 1_000_000;
/// Among so many rows one may have no value, or that of another row.
const ROWS_PER_GAP: u64 = 50;
/// Fewer rows with the same value prove nothing.
const FEWEST_SHARED: usize = 3;
/// So many rows of the load before are held against those that have the same value now.
const LOOKED_AT: usize = 500;
/// How the key of a row without an id of its own begins.
const BY_CONTENT: &str = "content:";

/// The keys that rows without an id had before.
#[derive(Default)]
pub(super) struct KnownAgain(HashMap<RecordId, String>);

impl KnownAgain {
    /// Those the load itself gave its rows when it was made sense of, else those of the same rows in the load before.
    pub(super) fn of(
        store: &Store,
        load: &StoredLoad,
        mapping: &Mapping,
    ) -> Result<Self, EngineError> {
        let is_of_people = !matches!(mapping.role, TableRole::Events | TableRole::Figures);
        if !is_of_people || has_ids(mapping) {
            return Ok(Self::default());
        }
        if load.standardised_with.is_some() {
            // What was decided since is kept by these.
            let own = keys_by_content(store, load)?;
            if !own.is_empty() {
                return Ok(Self(own));
            }
        }
        let all = store.loads()?;
        let is_short = |one: &&StoredLoad| one.rows_loaded.max(load.rows_loaded) <= MOST_ROWS;
        let Some(before) = loads::previous(&all, load).filter(is_short) else {
            return Ok(Self::default());
        };
        let Some(column) = own_column(store, before, load)? else {
            return Ok(Self::default());
        };
        let mut had = keys_by_content(store, before)?;
        let known = column.pairs();
        let known = known.filter_map(|(now, before)| Some((now, had.remove(&before)?)));
        Ok(Self(known.collect()))
    }

    /// Every key that a row has again.
    pub(super) fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.values()
    }

    /// The key a row had; nothing where it is not known.
    pub(super) fn take(&mut self, record: RecordId) -> Option<String> {
        self.0.remove(&record)
    }
}

fn has_ids(mapping: &Mapping) -> bool {
    let targets = mapping.columns.iter();
    targets
        .filter_map(|column| column.target.as_ref())
        .any(|target| target.attribute == Attribute::RecordKey)
}

/// The keys of a load that were made of what stood in its rows.
fn keys_by_content(
    store: &Store,
    load: &StoredLoad,
) -> Result<HashMap<RecordId, String>, EngineError> {
    let keys = store.record_keys(load)?.into_iter();
    Ok(keys
        .filter(|(_, _, key)| key.starts_with(BY_CONTENT))
        .map(|(record, _, key)| (record, key))
        .collect())
}

/// The values of a column in one load, each with the row that alone has it.
#[derive(Default)]
struct Values {
    rows: HashMap<u64, Option<RecordId>>,
    /// Rows without a value of their own.
    gaps: u64,
}

impl Values {
    /// Takes a row in; gives its value.
    fn add(&mut self, record: RecordId, text: &str) -> Option<u64> {
        if text.is_empty() {
            self.gaps += 1;
            return None;
        }
        let hash = blake3::hash(text.as_bytes());
        let value = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default());
        match self.rows.entry(value) {
            Entry::Vacant(free) => {
                free.insert(Some(record));
            }
            Entry::Occupied(mut taken) => {
                taken.insert(None);
                self.gaps += 1;
            }
        }
        Some(value)
    }

    fn alone(&self, value: u64) -> Option<RecordId> {
        *self.rows.get(&value)?
    }

    fn are_own(&self, rows: u64) -> bool {
        self.gaps * ROWS_PER_GAP <= rows
    }
}

/// A column that stands in both loads.
struct Column {
    /// Its place in the load before, and now.
    places: (usize, usize),
    before: Values,
    now: Values,
    /// Other cells of rows with the same value: how many were held against each other, and how many are the same.
    compared: u64,
    alike: u64,
}

impl Column {
    /// The rows of now with the rows of before that have the same value.
    fn pairs(&self) -> impl Iterator<Item = (RecordId, RecordId)> {
        let now = self.now.rows.iter();
        now.filter_map(move |(value, row)| Some(((*row)?, self.before.alone(*value)?)))
    }

    /// Holds the other cells of two rows against each other.
    fn compare(&mut self, places: &[(usize, usize)], before: &[Cell], now: &[Cell]) {
        for place in places.iter().filter(|place| **place != self.places) {
            let cells = (text(before, place.0), text(now, place.1));
            if cells != ("", "") {
                self.compared += 1;
                self.alike += u64::from(cells.0 == cells.1);
            }
        }
    }

    /// How many rows it knows again; nothing where these are too few, or other rows under the same value: a number that
    /// only counts the rows stands before another one each time.
    fn known(&self, shorter: u64) -> Option<usize> {
        let shared = self.pairs().count();
        let is_most = shared >= FEWEST_SHARED && shared as u64 * 2 >= shorter;
        let are_same = self.compared > 0 && self.alike * 2 >= self.compared;
        (is_most && are_same).then_some(shared)
    }
}

fn text(cells: &[Cell], place: usize) -> &str {
    cells.get(place).map_or("", |cell| cell.text.trim())
}

/// The column that knows most rows of a load again; of several the first.
fn own_column(
    store: &Store,
    before: &StoredLoad,
    load: &StoredLoad,
) -> Result<Option<Column>, EngineError> {
    let places = places(&before.header, &load.header);
    let mut columns: Vec<Column> = places
        .iter()
        .map(|places| Column {
            places: *places,
            before: Values::default(),
            now: Values::default(),
            compared: 0,
            alike: 0,
        })
        .collect();
    let mut sample: HashMap<RecordId, Vec<Cell>> = HashMap::default();
    store.visit_rows::<StoreError>(before, |raw| {
        columns.retain_mut(|column| {
            let text = text(&raw.cells, column.places.0);
            column.before.add(raw.record, text);
            column.before.are_own(before.rows_loaded)
        });
        if sample.len() < LOOKED_AT {
            sample.insert(raw.record, raw.cells);
        }
        Ok(go_on(&columns))
    })?;
    store.visit_rows::<StoreError>(load, |raw| {
        columns.retain_mut(|column| {
            let value = column
                .now
                .add(raw.record, text(&raw.cells, column.places.1));
            let known = value.and_then(|value| column.before.alone(value));
            if let Some(cells) = known.and_then(|known| sample.get(&known)) {
                column.compare(&places, cells, &raw.cells);
            }
            column.now.are_own(load.rows_loaded)
        });
        Ok(go_on(&columns))
    })?;
    let shorter = before.rows_loaded.min(load.rows_loaded);
    let mut best: Option<(usize, Column)> = None;
    for column in columns {
        let known = column.known(shorter);
        if let Some(known) = known.filter(|known| best.as_ref().is_none_or(|best| *known > best.0))
        {
            best = Some((known, column));
        }
    }
    Ok(best.map(|(_, column)| column))
}

/// Where no column is left, there is nothing more to see.
fn go_on(columns: &[Column]) -> ControlFlow<()> {
    if columns.is_empty() {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// Where the columns that bear one name in both headers stand in each.
fn places(before: &[String], now: &[String]) -> Vec<(usize, usize)> {
    let (before, now) = (named_once(before), named_once(now));
    let mut places: Vec<(usize, usize)> = before
        .iter()
        .filter_map(|(name, place)| Some(((*place)?, (*now.get(name)?)?)))
        .collect();
    places.sort_unstable();
    places
}

/// The place of each name that stands once.
fn named_once(header: &[String]) -> BTreeMap<&str, Option<usize>> {
    let mut places: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (place, name) in header.iter().enumerate() {
        let name = name.trim();
        let known = places.insert(name, Some(place));
        if known.is_some() || name.is_empty() {
            places.insert(name, None);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Cell, RecordId};

    use super::{Column, Values, places};

    fn column(before: &[&str], now: &[&str]) -> Column {
        let values = |texts: &[&str], first: usize| {
            let mut values = Values::default();
            for (row, text) in texts.iter().enumerate() {
                values.add(RecordId((first + row) as i64), text);
            }
            values
        };
        Column {
            places: (0, 0),
            before: values(before, 0),
            now: values(now, 100),
            compared: 0,
            alike: 0,
        }
    }

    #[test]
    fn columns_are_found_by_names_that_stand_once() {
        let header = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| (*name).to_owned()).collect()
        };
        let before = header(&["Card", "Name", "", "Note", "Note"]);
        let now = header(&["Name", "Note", "Card ", ""]);
        assert_eq!(places(&before, &now), [(0, 2), (1, 0)]);
    }

    #[test]
    fn a_value_of_two_rows_is_nobodys() {
        let column = column(&["A", "B", "B", "C"], &["C", "A", "B"]);
        let mut pairs: Vec<(i64, i64)> = column.pairs().map(|(now, had)| (now.0, had.0)).collect();
        pairs.sort_unstable();
        assert_eq!(pairs, [(100, 3), (101, 0)]);
        assert!(!column.before.are_own(4));
        assert!(column.now.are_own(3));
    }

    #[test]
    fn numbers_that_only_count_the_rows_know_nobody() {
        let cells = |texts: [&str; 3]| texts.map(Cell::text);
        let places = [(0, 0), (1, 1), (2, 2)];
        let mut counts = column(&["1", "2", "3"], &["1", "2", "3"]);
        let before = cells(["1", "Anne", "Leeds"]);
        counts.compare(&places, &before, &cells(["1", "Tom", "York"]));
        assert_eq!(counts.known(3), None);
        let mut cards = column(&["7", "8", "9"], &["9", "8", "7"]);
        cards.compare(&places, &before, &cells(["1", "Anne", "York"]));
        assert_eq!(cards.known(3), Some(3));
        assert_eq!(cards.known(7), None, "most of the shorter load are others");
    }
}
