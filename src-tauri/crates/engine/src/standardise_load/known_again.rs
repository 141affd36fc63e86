//! Rows without an id of their own that are known again from the load before: those that say what they said, and those
//! that share the value of a column in which every row has a value of its own, whatever it is called, and one more that
//! a household does not have together.

mod agreement;
mod columns;

use std::ops::ControlFlow;

use foldhash::{HashMap, HashSet};
use rollcall_model::{Attribute, Cell, Mapping, RecordId, TableRole};
use rollcall_store::{Store, StoreError, StoredLoad};

use super::keys::content_key;
use crate::{EngineError, loads};
use columns::{Columns, value_of};

/// Longer loads are not looked through.
const MOST_ROWS: u64 = 1_000_000;
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
        let mut had = keys_by_content(store, before)?;
        if had.is_empty() {
            return Ok(Self::default());
        }
        let pairs = pairs(store, before, load, mapping)?.into_iter();
        let known = pairs.filter_map(|(now, before)| Some((now, had.remove(&before)?)));
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

/// The rows of a load with the rows of the load before that they are. None stands twice.
fn pairs(
    store: &Store,
    before: &StoredLoad,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<HashMap<RecordId, RecordId>, EngineError> {
    let mut contents = Contents::default();
    let mut columns = Columns::of(before, load, mapping);
    store.visit_rows::<StoreError>(before, |raw| {
        contents.stood(raw.record, &raw.cells);
        columns.add_before(raw.record, &raw.cells);
        Ok(ControlFlow::Continue(()))
    })?;
    columns.keep_own_before();
    store.visit_rows::<StoreError>(load, |raw| {
        contents.stands(raw.record, &raw.cells);
        columns.add_now(raw.record, &raw.cells);
        Ok(ControlFlow::Continue(()))
    })?;
    let Contents { left, mut same, .. } = contents;
    let gone: HashSet<RecordId> = left.into_values().collect();
    let is_all_the_same = gone.is_empty() || same.len() as u64 >= load.rows_loaded;
    if is_all_the_same || !columns.keep_own() {
        return Ok(same);
    }
    store.visit_rows::<StoreError>(before, |raw| {
        if gone.contains(&raw.record) {
            columns.remember(raw.record, &raw.cells);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    store.visit_rows::<StoreError>(load, |raw| {
        columns.hold_against(raw.record, &raw.cells, same.get(&raw.record).copied());
        Ok(ControlFlow::Continue(()))
    })?;
    same.extend(columns.best());
    Ok(same)
}

/// Rows that say what rows of the load before said: of several that say the same the first is the first.
#[derive(Default)]
struct Contents {
    /// How many rows say the same, before and now.
    before: HashMap<u64, u32>,
    now: HashMap<u64, u32>,
    /// Rows of before, by what they say and how many said it before them, that are not found again yet.
    left: HashMap<(u64, u32), RecordId>,
    /// Rows of now with those of before.
    same: HashMap<RecordId, RecordId>,
}

impl Contents {
    fn stood(&mut self, record: RecordId, cells: &[Cell]) {
        let place = place_of(&mut self.before, cells);
        self.left.insert(place, record);
    }

    fn stands(&mut self, record: RecordId, cells: &[Cell]) {
        let place = place_of(&mut self.now, cells);
        if let Some(before) = self.left.remove(&place) {
            self.same.insert(record, before);
        }
    }
}

/// What a row says, and how many said it before it.
fn place_of(counts: &mut HashMap<u64, u32>, cells: &[Cell]) -> (u64, u32) {
    let content = value_of(&content_key(cells));
    let count = counts.entry(content).or_insert(0);
    *count += 1;
    (content, *count)
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Cell, RecordId};

    use super::Contents;

    #[test]
    fn rows_that_say_what_they_said_are_the_same_in_their_order() {
        let cells = |text: &str| [Cell::text(text), Cell::text("")];
        let mut contents = Contents::default();
        for (row, text) in (0..).zip(["Anne", "Tom", "Anne", "Priya"]) {
            contents.stood(RecordId(row), &cells(text));
        }
        for (row, text) in (100..).zip(["Anne", "Anne", "Anne", "Tom", "Lena"]) {
            contents.stands(RecordId(row), &cells(text));
        }
        let mut same: Vec<(i64, i64)> = contents
            .same
            .iter()
            .map(|(now, before)| (now.0, before.0))
            .collect();
        same.sort_unstable();
        assert_eq!(same, [(100, 0), (101, 2), (103, 1)]);
        let left: Vec<i64> = contents.left.values().map(|record| record.0).collect();
        assert_eq!(left, [3]);
    }
}
