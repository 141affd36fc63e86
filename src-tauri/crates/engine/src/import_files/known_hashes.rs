//! Hashes nobody is sure of, which turn out to be those of addresses that another table holds.

use std::ops::ControlFlow;

use foldhash::HashSet;
use rollcall_delivery::{is_hash, sha256_hex};
use rollcall_model::{Attribute, ColumnMapping, LoadId, Mapping, MappingState};
use rollcall_store::{Store, StoredLoad};

use super::ImportedTable;
use crate::{EngineError, Watch};

/// So many hashes of a column are looked for.
const SAMPLED: u64 = 400;
/// So many that are found leave no doubt, as no two texts have one hash.
const ENOUGH: usize = 3;
/// How sure a column is then.
const PROVEN: f64 = 0.95;
const WHY: &str = "The values are the hashes of e-mail addresses that another table holds.";

/// A load, and where in its rows addresses stand.
struct Holder {
    load: StoredLoad,
    places: Vec<usize>,
}

/// Takes the columns of hashes nobody is sure of for those of e-mail addresses, without a question, where another table
/// holds the addresses: one that is loaded with it or was before.
pub(super) fn settle(
    store: &Store,
    tables: &mut [ImportedTable],
    watch: &dyn Watch,
) -> Result<(), EngineError> {
    let asks = |table: &ImportedTable| table.mapping.columns.iter().any(is_in_question);
    if !tables.iter().any(asks) {
        return Ok(());
    }
    let loads = store.loading()?;
    let holders = holders(store, tables, &loads)?;
    for table in tables {
        let own = table.load;
        let Some(load) = loads.iter().find(|load| load.load == own) else {
            continue;
        };
        let columns = table.mapping.columns.iter_mut();
        for column in columns.filter(|column| is_in_question(column)) {
            let hashes = sample(store, load, column.column)?;
            if are_held(store, &holders, own, &hashes, watch)? {
                column.state = MappingState::Suggested;
                column.confidence = PROVEN;
                WHY.clone_into(&mut column.reason);
            }
        }
    }
    Ok(())
}

fn is_in_question(column: &ColumnMapping) -> bool {
    column.state == MappingState::Unsure && is(column, &Attribute::HashedEmail)
}

fn is(column: &ColumnMapping, attribute: &Attribute) -> bool {
    column
        .target
        .as_ref()
        .is_some_and(|target| target.attribute == *attribute)
}

/// The tables that are loaded, and those in use that none of them comes in place of, as far as they have addresses.
fn holders(
    store: &Store,
    tables: &[ImportedTable],
    loads: &[StoredLoad],
) -> Result<Vec<Holder>, EngineError> {
    let mut holders = Vec::new();
    let mut add = |load: &StoredLoad, mapping: &Mapping| {
        let columns = mapping.columns.iter();
        let places: Vec<usize> = columns
            .filter(|column| is(column, &Attribute::Email))
            .map(|column| column.column)
            .collect();
        if !places.is_empty() {
            let load = load.clone();
            holders.push(Holder { load, places });
        }
    };
    for table in tables {
        if let Some(load) = loads.iter().find(|load| load.load == table.load) {
            add(load, &table.mapping);
        }
    }
    for load in store.current_loads()? {
        let is_replaced = tables.iter().any(|table| table.table == load.table);
        if !is_replaced && let Some(stored) = store.mapping(load.table)? {
            add(&load, &stored.mapping);
        }
    }
    Ok(holders)
}

/// Some of the hashes of a column.
fn sample(store: &Store, load: &StoredLoad, place: usize) -> Result<HashSet<String>, EngineError> {
    let (rows, _) = store.rows_page(load, "", 0, SAMPLED)?;
    Ok(rows
        .iter()
        .filter_map(|row| row.cells.get(place))
        .map(|cell| cell.text.trim().to_lowercase())
        .filter(|text| is_hash(text))
        .collect())
}

/// Whether enough of the hashes are those of addresses of another load.
fn are_held(
    store: &Store,
    holders: &[Holder],
    own: LoadId,
    hashes: &HashSet<String>,
    watch: &dyn Watch,
) -> Result<bool, EngineError> {
    if hashes.is_empty() {
        return Ok(false);
    }
    let enough = ENOUGH.min(hashes.len());
    let mut found: HashSet<String> = HashSet::default();
    let mut read = 0_u64;
    for holder in holders.iter().filter(|holder| holder.load.load != own) {
        store.visit_cells::<EngineError>(&holder.load, &holder.places, |row| {
            read += 1;
            if read.is_multiple_of(10_000) {
                watch.check()?;
            }
            let cells = holder.places.iter();
            for cell in cells.filter_map(|place| row.cells.get(*place)) {
                let address = cell.text.trim().to_lowercase();
                if address.is_empty() {
                    continue;
                }
                let hash = sha256_hex(&address);
                if hashes.contains(&hash) {
                    found.insert(hash);
                }
            }
            if found.len() >= enough {
                return Ok(ControlFlow::Break(()));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if found.len() >= enough {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use rollcall_delivery::sha256_hex;
    use rollcall_model::{Attribute, MappingState};
    use rollcall_store::Store;

    use super::is;
    use crate::audit::LoadsAgain;
    use crate::breaks_off::BreaksOff;
    use crate::destinations::Naming;
    use crate::import_files::{ImportContext, import};

    const NOW: &str = "2026-11-23T12:00:00Z";

    fn write(folder: &Path, name: &str, header: &str, row: impl Fn(usize) -> String) -> PathBuf {
        let path = folder.join(name);
        let rows: Vec<String> = (0..40).map(row).collect();
        std::fs::write(&path, format!("{header}\n{}\n", rows.join("\n"))).expect("a file");
        path
    }

    /// How the hashes are read once the files are loaded, all those of one batch together.
    fn state(store: &Store, batches: &[&[PathBuf]]) -> Option<MappingState> {
        let context = ImportContext {
            store,
            now: NOW,
            who: "test",
            naming: Naming::AsSuggested,
            newer_exports: &[],
            loads_again: LoadsAgain::ByRule,
            recipes: &[],
        };
        for paths in batches {
            import(&context, paths, &[], &BreaksOff::never()).expect("they load");
        }
        let loads = store.current_loads().expect("loads");
        let mappings = loads
            .iter()
            .filter_map(|load| store.mapping(load.table).expect("a mapping"));
        let mut columns = mappings.flat_map(|stored| stored.mapping.columns);
        let hashed = columns.find(|column| is(column, &Attribute::HashedEmail));
        hashed.map(|column| column.state)
    }

    #[test]
    fn hashes_of_addresses_that_another_table_holds_are_not_asked_about() {
        let address = |row: usize| format!("ann{row}@example.com");
        for (what, first, is_together, expected) in [
            ("loaded together", 30, true, MappingState::Suggested),
            ("loaded before", 30, false, MappingState::Suggested),
            ("addresses of others", 1000, true, MappingState::Unsure),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let people = write(
                folder.path(),
                "shop_customers.csv",
                "Customer ID,First name,Email",
                |row| format!("S{row},Ann,{}", address(row).to_uppercase()),
            );
            let app = write(
                folder.path(),
                "app_users.csv",
                "user_hash,device_id,installed",
                |row| {
                    let hash = sha256_hex(&address(row + first));
                    format!("{hash},8f2a{row:04}-4b2c-4d0e-9f1a-00000000{row:04},2026-01-05")
                },
            );
            let store =
                Store::create(&folder.path().join("a.rollcall"), "A", NOW).expect("a project");
            let found = if is_together {
                state(&store, &[&[app, people]])
            } else {
                state(&store, &[&[people], &[app]])
            };
            assert_eq!(found, Some(expected), "{what}");
        }
    }
}
