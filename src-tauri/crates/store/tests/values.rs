//! Values of records over several openings of a project.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::slice;

use rollcall_model::{Attribute, Cell, RecordId, StandardValue, ValueState};
use rollcall_store::{
    NewLoad, RawRows, StandardRecord, Standardised, Store, StoreError, StoredLoad,
};

const NOW: &str = "2026-11-23T12:00:00Z";

fn loaded(store: &Store, name: &str) -> Result<StoredLoad, StoreError> {
    let source = store.ensure_source("Shop", "other")?;
    let table = store.ensure_table(source, name)?;
    let (load, first) = store.begin_load(&NewLoad {
        table,
        file: name,
        sheet: None,
        fingerprint: name,
        loaded_at: NOW,
        header: &["City".to_owned()],
        reading: "{}",
    })?;
    let mut rows = RawRows::default();
    rows.push(first, 2, &[Cell::text("Leeds")])?;
    store.add_rows(load, &rows)?;
    store.finish_load(load, 1, 0)?;
    store.commit(
        &rollcall_store::Operation {
            kind: "import_files",
            sentence: "Loaded".to_owned(),
            request: serde_json::json!({}),
            who: "test",
            at: NOW,
        },
        |edits| {
            edits.update(
                rollcall_store::DecisionTable::Load,
                &[serde_json::json!(load.0)],
                &[("state", serde_json::json!("current"))],
            )
        },
    )?;
    let loads = store.current_loads()?;
    let found = loads.into_iter().find(|one| one.load == load);
    Ok(found.expect("the load"))
}

fn record(record: RecordId, attribute: Attribute, raw: &str, value: &str) -> StandardRecord {
    StandardRecord {
        record,
        key: "key".to_owned(),
        as_of: None,
        dated_by: Some(7),
        says_no: value == "Leeds",
        person: true,
        values: vec![StandardValue {
            target: attribute.into(),
            column: Some(0),
            raw: raw.to_owned(),
            value: value.to_owned(),
            state: ValueState::Valid,
            rule: "text.trimmed".into(),
        }],
    }
}

fn standardise(
    store: &Store,
    load: &StoredLoad,
    record: &StandardRecord,
) -> Result<(), StoreError> {
    let writer = store.restandardise(load)?;
    writer.add(slice::from_ref(record))?;
    writer.finish(&Standardised {
        with: "test",
        totals: &[],
        totals_told: "",
        refused: &BTreeMap::new(),
        past: &[],
        past_told: "",
        problems: &[],
        profiles: &[],
    })
}

fn values(store: &Store, load: &StoredLoad) -> Result<Vec<StandardRecord>, StoreError> {
    let mut found = Vec::new();
    store.visit_standard::<StoreError>(load, |record| {
        found.push(record);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

#[test]
fn forms_of_an_earlier_opening_and_new_ones_are_told_apart() -> Result<(), StoreError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path: &Path = &folder.path().join("shop.rollcall");
    let store = Store::create(path, "Shop", NOW)?;
    let first = loaded(&store, "first")?;
    let city = record(first.first, Attribute::City, " Leeds", "Leeds");
    standardise(&store, &first, &city)?;
    drop(store);

    let store = Store::open(path)?;
    let second = loaded(&store, "second")?;
    let name = record(second.first, Attribute::GivenName, "ZOË", "Zoë");
    standardise(&store, &second, &name)?;
    assert_eq!(values(&store, &first)?, slice::from_ref(&city));
    assert_eq!(values(&store, &second)?, slice::from_ref(&name));
    let beside = Store::open_to_look(path)?;
    assert_eq!(values(&beside, &second)?, slice::from_ref(&name));
    drop((beside, store));

    let store = Store::open(path)?;
    assert_eq!(values(&store, &first)?, [city]);
    assert_eq!(store.standard_records(&[second.first])?, [name]);
    Ok(())
}
