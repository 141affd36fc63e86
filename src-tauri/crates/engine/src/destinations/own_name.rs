//! What a table of its own is called: never like one that is in use.

use std::collections::BTreeMap;

use rollcall_mapping::{series_of, source_words};
use rollcall_store::{LoadState, Store, StoredLoad};

use super::Naming;
use crate::EngineError;
use crate::inspect_files::{PlannedTable, label};
use crate::inventory::Marks;

/// The names in use or of rows that were replaced, each with the series of the file that bears it.
pub(super) struct OwnNames {
    taken: BTreeMap<(String, String), String>,
    naming: Naming,
}

impl OwnNames {
    pub(super) fn of(
        store: &Store,
        loads: &[StoredLoad],
        naming: Naming,
    ) -> Result<Self, EngineError> {
        let marks = Marks::read(store)?;
        let taken = loads
            .iter()
            .filter(|load| load.state != LoadState::Undone)
            .map(|load| {
                let name = key(&marks.of(load.source).name, &load.table_name);
                (name, series_of(&load.file, load.sheet.as_deref()))
            })
            .collect();
        Ok(Self { taken, naming })
    }

    /// A name for the table, which nobody else gets any more. An export in several parts becomes "customers",
    /// "customers 2" …, in the order of the files; another shop's export becomes a source of its own.
    pub(super) fn give(&mut self, table: &PlannedTable) -> (String, String) {
        let file = label(&table.plan);
        let series = series_of(&file, table.plan.sheet.as_deref());
        let called = &table.suggestion.table_name;
        let source = self.source_for(table, &file, &series);
        let name = self.take(&source, called, series);
        (source, name)
    }

    /// A name for a table beside one of a source, by what both are called.
    pub(super) fn give_beside(
        &mut self,
        table: &PlannedTable,
        (source, called): &(String, String),
    ) -> String {
        let series = series_of(&label(&table.plan), table.plan.sheet.as_deref());
        self.take(source, called, series)
    }

    fn take(&mut self, source: &str, called: &str, series: String) -> String {
        let mut name = called.to_owned();
        let mut part = 1;
        while self.taken.contains_key(&key(source, &name)) {
            part += 1;
            name = format!("{called} {part}");
        }
        self.taken.insert(key(source, &name), series);
        name
    }

    fn source_for(&self, table: &PlannedTable, file: &str, series: &str) -> String {
        let suggested = &table.suggestion.source_name;
        if self.naming == Naming::ByFile {
            return table.plan.file.label.clone();
        }
        if table.by_hand.named {
            return suggested.clone();
        }
        let words = source_words(file, table.plan.sheet.as_deref());
        let own = format!("{suggested} ({words})");
        let has_own = self
            .taken
            .keys()
            .any(|(source, _)| *source == own.to_lowercase());
        let others = self
            .taken
            .get(&key(suggested, &table.suggestion.table_name))
            .is_some_and(|holder| holder != series);
        let is_told_apart = words.to_lowercase() != suggested.to_lowercase();
        if has_own || (others && is_told_apart) {
            own
        } else {
            suggested.clone()
        }
    }
}

fn key(source: &str, table: &str) -> (String, String) {
    (source.to_lowercase(), table.to_lowercase())
}
