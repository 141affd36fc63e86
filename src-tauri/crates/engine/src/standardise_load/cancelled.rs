//! Breaking off while a load is standardised anew loses nothing that was made before.

use std::ops::ControlFlow;

use rollcall_store::{StandardRecord, Store, StoreError, StoredLoad, StoredMapping};

use super::{recipe, standardise_load};
use crate::audit::LoadsAgain;
use crate::breaks_off::BreaksOff;
use crate::destinations::Naming;
use crate::import_files::{ImportContext, import};
use crate::{EngineError, Silent};

const NOW: &str = "2026-11-23T12:00:00Z";

/// A project with one load of many rows.
fn project(folder: &std::path::Path) -> Store {
    let mut lines = vec!["Customer ID,First name,Email".to_owned()];
    lines.extend((0..26_000).map(|row| format!("S{row},Ann,ann{row}@example.com")));
    let file = folder.join("shop_customers.csv");
    std::fs::write(&file, lines.join("\n")).expect("a file");
    let store = Store::create(&folder.join("a.rollcall"), "A", NOW).expect("a project");
    let context = ImportContext {
        store: &store,
        now: NOW,
        who: "test",
        naming: Naming::AsSuggested,
        newer_exports: &[],
        loads_again: LoadsAgain::ByRule,
        recipes: &[],
    };
    import(&context, &[file], &[], &Silent).expect("it loads");
    store
}

fn only_load(store: &Store) -> (StoredLoad, StoredMapping) {
    let load = store.current_loads().expect("loads").remove(0);
    let mapping = store.mapping(load.table).expect("a mapping");
    (load, mapping.expect("a mapping"))
}

fn standardise(store: &Store, watch: &BreaksOff) -> Result<(), EngineError> {
    let (load, mapping) = only_load(store);
    let today = "2026-11-23".parse().expect("a day");
    standardise_load(store, &load, &mapping, today, 0, load.rows_loaded, watch)
}

fn made(store: &Store) -> (Option<String>, Vec<StandardRecord>) {
    let (load, _) = only_load(store);
    let mut records = Vec::new();
    store
        .visit_standard::<StoreError>(&load, |record| {
            records.push(record);
            Ok(ControlFlow::Continue(()))
        })
        .expect("records");
    (load.standardised_with, records)
}

#[test]
fn what_was_made_before_stands_until_all_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = project(folder.path());

    // The first time there is nothing to lose, and nothing half made is left.
    assert!(standardise(&store, &BreaksOff::at(2)).is_err());
    assert_eq!(made(&store), (None, Vec::new()));

    let whole = BreaksOff::never();
    standardise(&store, &whole).expect("standardised");
    let before = made(&store);
    assert_eq!(before.1.len(), 26_000);
    let (load, mapping) = only_load(&store);
    assert_eq!(before.0, Some(recipe(&load, &mapping)));
    assert!(whole.asked() >= 4, "asked only {} times", whole.asked());

    for at in 0..whole.asked() {
        let outcome = standardise(&store, &BreaksOff::at(at));
        assert!(matches!(outcome, Err(EngineError::Cancelled)), "{at}");
        assert_eq!(made(&store), before, "broken off at question {at}");
    }
    standardise(&store, &BreaksOff::never()).expect("standardised anew");
    assert_eq!(made(&store), before);
}
