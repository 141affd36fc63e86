//! What people said about files: which table one is a newer export of.

use std::path::{Path, PathBuf};

use rollcall_model::TableId;
use rollcall_store::Store;

use super::name_of;
use crate::EngineError;
use crate::inspect_files::PlannedTable;
use crate::inventory::Marks;

/// What a person said about a file: it is a newer export of this table.
pub(crate) type Said = (TableId, PathBuf);

/// The table somebody said a file to be a newer export of.
pub(crate) fn chosen_for(table: &PlannedTable, said: &[Said]) -> Option<TableId> {
    let path = &table.plan.file.path;
    let by_path = said
        .iter()
        .find(|(_, file)| file == path || same_file(file, path))
        .map(|(table, _)| *table);
    table.by_hand.newer_export_of.or(by_path)
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// The table in use that is called so: `Source · table`, or the source alone where it has one table.
pub(crate) fn table_named(store: &Store, name: &str) -> Result<TableId, EngineError> {
    let marks = Marks::read(store)?;
    let loads = store.current_loads()?;
    let alike = |one: &str| one.trim().to_lowercase() == name.trim().to_lowercase();
    if let Some(load) = loads.iter().find(|load| alike(&name_of(&marks, load))) {
        return Ok(load.table);
    }
    let mut of_source = loads
        .iter()
        .filter(|load| alike(&marks.of(load.source).name));
    match (of_source.next(), of_source.next()) {
        (Some(load), None) => Ok(load.table),
        _ => {
            let names: Vec<String> = loads.iter().map(|load| name_of(&marks, load)).collect();
            Err(EngineError::unknown("table", name.trim(), &names))
        }
    }
}

/// Whether a file is one of the paths or lies in one of them.
pub(crate) fn is_among(paths: &[PathBuf], file: &Path) -> bool {
    paths.iter().any(|path| {
        path == file
            || match (path.canonicalize(), file.canonicalize()) {
                (Ok(path), Ok(file)) => file.starts_with(path),
                _ => false,
            }
    })
}
