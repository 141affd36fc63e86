//! Records by what outlives every load, and back.

use std::collections::BTreeMap;

use rollcall_model::RecordId;
use rollcall_store::{RecordIdentity, Store};

use crate::EngineError;
use crate::table_rows::Shelf;

/// Table and stable key of records.
pub(crate) fn identities(
    store: &Store,
    shelf: &Shelf,
    records: &[RecordId],
) -> Result<BTreeMap<RecordId, RecordIdentity>, EngineError> {
    let standard = store.standard_records(records)?;
    Ok(standard
        .into_iter()
        .filter_map(|record| {
            let table = shelf.load_of(record.record)?.table;
            let key = record.key;
            Some((record.record, RecordIdentity { table, key }))
        })
        .collect())
}
