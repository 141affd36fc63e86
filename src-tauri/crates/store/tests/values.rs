//! Values of records over several openings of a project, and those of many customers at once.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::slice;

use rollcall_model::{Attribute, Cell, CustomerId, RecordId, SourceId, StandardValue, ValueState};
use rollcall_store::{
    KnownBy, NewLoad, NewRun, RawRows, StandardRecord, Standardised, Store, StoreError,
    StoredCustomer, StoredLoad, StoredMembership,
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

fn buyer(number: i64, last_purchase: Option<&str>) -> (StoredCustomer, String) {
    let stored = StoredCustomer {
        customer: CustomerId(number),
        name: format!("Buyer {number}"),
        known_by: KnownBy::Name,
        email: String::new(),
        phone: String::new(),
        city: String::new(),
        country: String::new(),
        phone_countries: String::new(),
        records: 1,
        sources: vec![SourceId(1)],
        conflicts: 0,
        household: None,
        last_purchase: last_purchase.map(str::to_owned),
        consents: String::new(),
        golden: "{}".into(),
    };
    (stored, format!("Buyer {number}"))
}

#[test]
fn the_records_of_those_who_bought_since_a_day_come_customer_by_customer() -> Result<(), StoreError>
{
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::create(&folder.path().join("shop.rollcall"), "Shop", NOW)?;
    // Two records of the first buyer, with one of another between them, and one of somebody who bought before.
    let mut records = Vec::new();
    let mut members = Vec::new();
    for (place, customer) in [2, 1, 2, 3].into_iter().enumerate() {
        let load = loaded(&store, &format!("table {place}"))?;
        let city = format!("Town {place}");
        let one = record(load.first, Attribute::City, &city, &city);
        standardise(&store, &load, &one)?;
        members.push(StoredMembership {
            record: one.record,
            customer: CustomerId(customer),
            tied_to: None,
            weight: None,
            probability: None,
            household: None,
        });
        records.push(one);
    }
    let writer = store.begin_run(&NewRun {
        ran_at: NOW,
        basis: "",
        settings: "{}",
        report: "{}",
        model: "{}",
    })?;
    writer.add_members(&members)?;
    let customers = [
        buyer(1, Some("2026-11-24")),
        buyer(2, Some("2062-11-15T08:00:00")),
        buyer(3, Some("2026-11-23T23:59:59")),
        buyer(4, None),
    ];
    writer.add_customers(&customers, &[])?;
    let run = writer.finish(&[], &[])?;

    let since: Vec<i64> = store
        .bought_since(run, "2026-11-24")?
        .iter()
        .map(|(customer, _)| customer.0)
        .collect();
    assert_eq!(since, [1, 2]);
    let mut told = Vec::new();
    store.visit_records_of_buyers(run, "2026-11-24", |customer, mine| {
        told.push((customer.0, mine.to_vec()));
    })?;
    let [first, second, third, _]: [StandardRecord; 4] = records.try_into().expect("four of them");
    assert_eq!(told, [(1, vec![second]), (2, vec![first, third])]);

    let asked = [CustomerId(3), CustomerId(9), CustomerId(1)];
    let found = store.some_customers(run, &asked)?;
    let names: Vec<&str> = found.values().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Buyer 1", "Buyer 3"]);
    assert!(store.some_customers(run, &[])?.is_empty());
    Ok(())
}
