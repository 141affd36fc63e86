//! What happened to the records of customers between the loads in use and those before.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use rollcall_model::{Attribute, RecordId, TableId, TableRole};
use rollcall_store::Store;

use crate::linkage_records::LinkedTable;
use crate::{EngineError, loads};

/// What is new and what is otherwise since the load before. Only tables whose rows have an id of
/// their own can tell: elsewhere a changed row looks like another one.
pub(crate) struct SinceBefore {
    /// When the load before was loaded, by the tables that have one.
    loaded_before: BTreeMap<TableId, String>,
    /// Records whose cells are others now, with the record as it was.
    changed: HashMap<RecordId, RecordId>,
    /// Records whose id is new.
    added: HashSet<RecordId>,
}

impl SinceBefore {
    pub(crate) fn read(store: &Store, tables: &[LinkedTable]) -> Result<Self, EngineError> {
        let mut since = Self {
            loaded_before: BTreeMap::new(),
            changed: HashMap::default(),
            added: HashSet::default(),
        };
        let loads = store.loads()?;
        for table in tables.iter().filter(|table| {
            table.role == TableRole::Customers && table.mapped.contains(&Attribute::RecordKey)
        }) {
            if let Some(before) = loads::previous(&loads, &table.load) {
                since
                    .loaded_before
                    .insert(table.load.table, before.loaded_at.clone());
                since
                    .changed
                    .extend(store.changed_records(&table.load, before)?);
                since
                    .added
                    .extend(store.added_records(&table.load, before)?);
            }
        }
        Ok(since)
    }

    /// When the load before was loaded; nothing for a table that cannot be compared.
    pub(crate) fn loaded_before(&self, table: TableId) -> Option<&str> {
        self.loaded_before.get(&table).map(String::as_str)
    }

    /// Whether any table can be compared.
    pub(crate) fn is_known(&self) -> bool {
        !self.loaded_before.is_empty()
    }

    /// The record as it was, where its cells were others.
    pub(crate) fn before(&self, record: RecordId) -> Option<RecordId> {
        self.changed.get(&record).copied()
    }

    /// Whether the record has come in with the load in use.
    pub(crate) fn is_new(&self, record: RecordId) -> bool {
        self.added.contains(&record)
    }
}
