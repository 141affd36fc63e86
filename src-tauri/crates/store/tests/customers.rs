//! In which order customers are told.

use rollcall_model::{CustomerId, SourceId};
use rollcall_store::{CustomerFilter, KnownBy, NewRun, Store, StoredCustomer};

fn customer(number: i64, name: &str, known_by: KnownBy, email: &str) -> (StoredCustomer, String) {
    let stored = StoredCustomer {
        customer: CustomerId(number),
        name: name.into(),
        known_by,
        email: email.into(),
        phone: String::new(),
        city: String::new(),
        country: String::new(),
        phone_countries: String::new(),
        records: 1,
        sources: vec![SourceId(1)],
        conflicts: 0,
        household: None,
        last_purchase: None,
        consents: String::new(),
        golden: "{}".into(),
    };
    (stored, format!("{name} {email}"))
}

fn names(customers: &[(StoredCustomer, String)], query: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::create(
        &folder.path().join("one.rollcall"),
        "One",
        "2026-11-23T12:00:00Z",
    )
    .expect("a project");
    let run = NewRun {
        ran_at: "2026-11-23T12:00:00Z",
        basis: "",
        settings: "{}",
        report: "{}",
        model: "{}",
    };
    let writer = store.begin_run(&run).expect("a run");
    writer.add_customers(customers, &[]).expect("customers");
    let run = writer.finish(&[], &[]).expect("the run is in use");
    let filter = CustomerFilter {
        query: query.into(),
        ..CustomerFilter::default()
    };
    let (found, total) = store.customers(run, &filter, 0, 100).expect("a page");
    assert_eq!(total, found.len() as u64);
    found.into_iter().map(|one| one.name).collect()
}

#[test]
fn who_has_a_name_comes_before_who_is_known_by_a_cookie() {
    let customers = [
        customer(1, "0047-cookie", KnownBy::Id, ""),
        customer(2, "anne@example.com", KnownBy::Contact, "anne@example.com"),
        customer(3, "Zoë Marsh", KnownBy::Name, ""),
        customer(4, "bea Nair", KnownBy::Name, ""),
    ];
    assert_eq!(
        names(&customers, ""),
        ["bea Nair", "Zoë Marsh", "anne@example.com", "0047-cookie"]
    );
}

#[test]
fn a_search_begins_with_exact_hits_and_beginnings() {
    let customers = [
        customer(1, "Alma Marsh", KnownBy::Name, "marsh.family@example.com"),
        customer(2, "Bea Marsh", KnownBy::Name, "bea@example.com"),
        customer(3, "Marsh", KnownBy::Name, ""),
        customer(4, "Marshall Otter", KnownBy::Name, ""),
    ];
    assert_eq!(
        names(&customers, "marsh"),
        ["Marsh", "Alma Marsh", "Marshall Otter", "Bea Marsh"]
    );
}
