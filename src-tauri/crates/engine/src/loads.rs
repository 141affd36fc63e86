//! Loads: what came when, how it differs from the one before, and taking one back.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use foldhash::HashMap;
use rollcall_mapping::{carry_over, header_fingerprint};
use rollcall_model::{LoadId, Mapping, RecordId};
use rollcall_store::{
    DecisionTable, LoadState, RawRecord, Store, StoreError, StoredLoad, arranged,
};
use serde_json::json;

use crate::inventory::Marks;
use crate::row_reader::{RowReader, unmapped};
use crate::view::{LoadComparison, LoadNumber, LoadView, Nothing};
use crate::{Engine, EngineError};

impl Engine {
    /// What came when, and how it differs from the load before.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_loads(&self, _: Nothing) -> Result<Vec<LoadView>, EngineError> {
        let store = self.store()?;
        let marks = Marks::read(&store)?;
        let mut loads: Vec<LoadView> = store
            .loads()?
            .iter()
            .map(|load| show(load, &marks))
            .collect();
        loads.reverse();
        Ok(loads)
    }

    /// Takes a load back; the one before it is in use again.
    ///
    /// # Errors
    /// When there is no such load or it is not the one in use.
    pub fn undo_load(&self, request: LoadNumber) -> Result<Nothing, EngineError> {
        let store = self.store_for_change()?;
        let loads = store.loads()?;
        let load = loads
            .iter()
            .find(|load| load.load == LoadId(request.load))
            .ok_or_else(|| EngineError::NotFound {
                what: "load",
                name: request.load.to_string(),
            })?;
        if load.state != LoadState::Current {
            return Err(EngineError::invalid(format!(
                "This load of {} is not in use, so there is nothing to take back.",
                load.table_name
            )));
        }
        let before = loads
            .iter()
            .filter(|other| {
                other.table == load.table
                    && other.load < load.load
                    && other.state == LoadState::Superseded
            })
            .max_by_key(|other| other.load);
        let sentence = format!(
            "Took back the load of {} from {}",
            load.table_name, load.file
        );
        let also = ended_by(&store, &loads, load)?;
        let (mapping, now) = (mapping_for(&store, before)?, self.now());
        self.commit(
            &store,
            "undo_load",
            sentence,
            json!({ "load": request.load }),
            |edits| {
                edits.update(
                    DecisionTable::Load,
                    &[json!(load.load.0)],
                    &[("state", json!("undone"))],
                )?;
                for ended in &also {
                    edits.update(
                        DecisionTable::Load,
                        &[json!(ended.0)],
                        &[("state", json!("current"))],
                    )?;
                }
                if let Some(before) = before {
                    edits.update(
                        DecisionTable::Load,
                        &[json!(before.load.0)],
                        &[("state", json!("current"))],
                    )?;
                    if let Some((mapping, reason)) = &mapping {
                        let fingerprint = header_fingerprint(&before.header);
                        edits.use_mapping(load.table, &fingerprint, reason, mapping, &now)?;
                    }
                }
                Ok(())
            },
        )?;
        self.tell_changed(&[
            "project", "sources", "loads", "mappings", "people", "history",
        ]);
        Ok(Nothing {})
    }
}

/// Loads of other tables of the source that ended with a load because their rows are in it again, as its
/// operation says, where they are the last of a table without one in use.
fn ended_by(
    store: &Store,
    loads: &[StoredLoad],
    load: &StoredLoad,
) -> Result<Vec<LoadId>, EngineError> {
    let ended = store.ended_with(load.load)?;
    let is_last = |one: &StoredLoad| {
        !loads.iter().any(|other| {
            other.table == one.table
                && (other.state == LoadState::Current
                    || other.state == LoadState::Superseded && other.load > one.load)
        })
    };
    Ok(loads
        .iter()
        .filter(|one| {
            one.source == load.source
                && one.table != load.table
                && one.state == LoadState::Superseded
                && ended.contains(&one.load)
                && is_last(one)
        })
        .map(|one| one.load)
        .collect())
}

/// How the load before is to be read: as the mapping in use says, with its columns found by
/// their headers, which may stand elsewhere there. Nothing where the mapping fits as it is.
fn mapping_for(
    store: &Store,
    before: Option<&StoredLoad>,
) -> Result<Option<(Mapping, String)>, EngineError> {
    let Some(before) = before else {
        return Ok(None);
    };
    let Some(stored) = store.mapping(before.table)? else {
        return Ok(None);
    };
    let fingerprint = header_fingerprint(&before.header);
    if stored.fingerprint == fingerprint {
        return Ok(None);
    }
    let own = store
        .mapping_of_header(before.table, &fingerprint)?
        .unwrap_or_else(|| unmapped(&before.header));
    let mapping = carry_over(&stored.mapping, &before.header, &own).0;
    Ok(Some((mapping, stored.role_reason)))
}

fn show(load: &StoredLoad, marks: &Marks) -> LoadView {
    LoadView {
        load: load.load.0,
        source: marks.of(load.source),
        table: load.table.0,
        table_name: load.table_name.clone(),
        file: load.file.clone(),
        loaded_at: load.loaded_at.clone(),
        rows_read: load.rows_read,
        rows_loaded: load.rows_loaded,
        rows_set_aside: load.rows_set_aside,
        compared: load
            .compared
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok()),
        current: load.state == LoadState::Current,
        undone: load.state == LoadState::Undone,
    }
}

/// Tells added, changed, unchanged and vanished rows of a load apart by their stable keys.
pub(crate) fn compare_with_previous(
    store: &Store,
    load: &StoredLoad,
    today: NaiveDate,
) -> Result<(), EngineError> {
    let loads = store.loads()?;
    let Some(previous) = previous(&loads, load) else {
        return Ok(());
    };
    // Where only the columns stand in another order, both are read in the order of the header of now.
    let order = load.columns_in(previous);
    let own = order.as_ref().map(|order| (0..order.len()).collect());
    let mut before = contents(store, previous, order, today)?;
    let mut counts = LoadComparison {
        added: 0,
        changed: 0,
        unchanged: 0,
        vanished: 0,
    };
    // Only counted, so the order of the map does not matter.
    let mut now: Vec<(String, [u8; 32])> = contents(store, load, own, today)?.into_iter().collect();
    now.sort_unstable();
    for (key, hash) in now {
        match before.remove(&key) {
            None => counts.added += 1,
            Some(old) if old == hash => counts.unchanged += 1,
            Some(_) => counts.changed += 1,
        }
    }
    counts.vanished = before.len() as u64;
    store.set_comparison(load.load, &serde_json::to_string(&counts)?)?;
    Ok(())
}

/// The load of the same table that came before, as far as it was made sense of and not taken back.
pub(crate) fn previous<'a>(loads: &'a [StoredLoad], load: &StoredLoad) -> Option<&'a StoredLoad> {
    loads
        .iter()
        .filter(|other| {
            other.table == load.table
                && other.load < load.load
                && other.state != LoadState::Undone
                && other.standardised_with.is_some()
        })
        .max_by_key(|other| other.load)
}

/// Stable key to hash of the cells, in an order where one is told, for every row of a load.
fn contents(
    store: &Store,
    load: &StoredLoad,
    order: Option<Vec<usize>>,
    today: NaiveDate,
) -> Result<HashMap<String, [u8; 32]>, EngineError> {
    let mut hashes: HashMap<RecordId, [u8; 32]> = HashMap::default();
    store.visit_rows::<StoreError>(load, |raw| {
        let cells = match &order {
            Some(order) => RawRecord::encode(&arranged(&raw.cells, order))?,
            None => RawRecord::encode(&raw.cells)?,
        };
        hashes.insert(raw.record, *blake3::hash(cells.as_bytes()).as_bytes());
        Ok(ControlFlow::Continue(()))
    })?;
    let mut told: HashMap<String, [u8; 32]> = HashMap::default();
    for (record, _, key) in store.record_keys(load)? {
        if let Some(hash) = hashes.remove(&record) {
            told.insert(key, hash);
        }
    }
    // A row that was mended when the values of its load were made already has no key yet.
    let unmade = store.mends(load.load)?.into_iter().map(|mend| mend.record);
    let unmade: Vec<RecordId> = unmade.filter(|one| hashes.contains_key(one)).collect();
    if !unmade.is_empty() {
        let reader = RowReader::of_load(store, load, today)?;
        for raw in store.raw_records(&unmade)? {
            if let Some(hash) = hashes.remove(&raw.record) {
                told.entry(reader.record(&raw).key).or_insert(hash);
            }
        }
    }
    Ok(told)
}
