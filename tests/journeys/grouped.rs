//! Splitting, joining and moving by hand: at once, for good, and back to the byte.

pub(crate) mod dump;
mod lasting;
mod sample;
mod sequences;

use std::path::Path;

use rollcall_engine::view::{
    CreateProject, CustomerNumber, CustomerView, ImportFiles, Nothing, Regroup, RegroupEffect,
    SearchCustomers,
};
use rollcall_engine::{Engine, verify_project};

use self::dump::dump;
pub(crate) use self::lasting::judge;
use crate::erased::wait;
use crate::estate::engine;

pub(crate) const TILL: &str = "\
Customer number;First name;Last name;E-mail;Birth date;Street;Postcode;Town
K1;Grietje;Dekker;grietje.dekker@example.com;1984-03-02;Kade 4;1011 AB;Amsterdam
K2;Jonas;Winkler;jonas.winkler@example.org;1971-11-30;Gracht 9;1012 CD;Amsterdam
K3;Mina;Kovac;mina.kovac@example.net;1990-01-17;Plein 1;1013 EF;Amsterdam
K4;Piet;Dekker;piet.dekker@example.com;1981-07-21;Kade 4;1011 AB;Amsterdam
";
pub(crate) const SHOP: &str = "\
Customer ID,First name,Last name,Email,Date of birth,City
S1,Grietje,Dekker,grietje.dekker@example.com,1984-03-02,Amsterdam
S2,Grietje,Dekker,grietje.dekker@example.com,1984-03-02,Amsterdam
S3,Mina,Kovac,mina.kovac@example.net,1990-01-17,Utrecht
S4,Jonas,Winkler,jonas.winkler@example.org,1971-11-30,Amsterdam
";

/// A project of two tills' worth of people, audited.
pub(crate) fn estate(folder: &Path) -> Engine {
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.join("shop.rollcall").display().to_string(),
            name: "Shop".into(),
        })
        .expect("a project");
    load(&engine, folder, "till_customers.csv", TILL);
    load(&engine, folder, "shop_customers.csv", SHOP);
    engine
}

pub(crate) fn load(engine: &Engine, folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![file.display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(engine, job);
}

pub(crate) fn audit(engine: &Engine) {
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(engine, job);
}

pub(crate) fn customers(engine: &Engine, query: &str) -> Vec<CustomerView> {
    let page = engine
        .search_customers(SearchCustomers {
            query: query.to_owned(),
            ..SearchCustomers::default()
        })
        .expect("a page");
    let rows = page.customers.iter();
    rows.map(|row| {
        engine
            .get_customer(CustomerNumber {
                customer: row.customer.clone(),
            })
            .expect("the customer")
    })
    .collect()
}

/// The customer that holds the row with this key.
pub(crate) fn holder(engine: &Engine, key: &str) -> CustomerView {
    let all = customers(engine, "").into_iter();
    let mut holding = all.filter(|one| one.records.iter().any(|record| record.record_key == key));
    holding.next().expect("somebody holds it")
}

pub(crate) fn record(customer: &CustomerView, key: &str) -> i64 {
    let mut records = customer.records.iter();
    let found = records.find(|record| record.record_key == key);
    found.expect("the record").record
}

pub(crate) fn split(engine: &Engine, keys: &[&str]) -> RegroupEffect {
    let customer = holder(engine, keys[0]);
    engine
        .regroup(Regroup {
            kind: "split".into(),
            records: keys.iter().map(|key| record(&customer, key)).collect(),
            customer: customer.customer,
            other: None,
            reason: "two people of one name".into(),
        })
        .expect("split")
}

pub(crate) fn join(engine: &Engine, one: &str, other: &str) -> RegroupEffect {
    engine
        .regroup(Regroup {
            kind: "join".into(),
            customer: holder(engine, one).customer,
            records: Vec::new(),
            other: Some(holder(engine, other).customer),
            reason: "she married".into(),
        })
        .expect("joined")
}

/// The keys of a customer's rows.
pub(crate) fn keys(customer: &CustomerView) -> Vec<String> {
    let records = customer.records.iter();
    let mut keys: Vec<String> = records.map(|record| record.record_key.clone()).collect();
    keys.sort();
    keys
}

fn out_of_date(engine: &Engine) -> Option<String> {
    engine
        .project_summary(Nothing {})
        .expect("a summary")
        .out_of_date
}

#[test]
fn a_split_shows_at_once_and_the_next_audit_finds_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    let whole = holder(&engine, "S2");
    assert_eq!(keys(&whole), ["K1", "S1", "S2"]);
    let before = dump(folder.path());

    let effect = split(&engine, &["S2"]);
    assert_eq!(effect.moved, 1);
    let (kept, new) = (holder(&engine, "K1"), holder(&engine, "S2"));
    assert_eq!(kept.customer, whole.customer, "who stays keeps the id");
    assert_eq!(keys(&kept), ["K1", "S1"]);
    assert_eq!(keys(&new), ["S2"]);
    assert_eq!(new.name, "Grietje Dekker");
    assert!(new.trail[0].contains(&whole.customer), "{:?}", new.trail);
    assert_eq!(customers(&engine, "grietje.dekker@example.com").len(), 2);
    let told = out_of_date(&engine).expect("a word on what was counted");
    assert!(
        told.starts_with("Customers were grouped by hand and are shown so."),
        "{told}"
    );

    let shown = dump(folder.path());
    audit(&engine);
    assert_eq!(out_of_date(&engine), None);
    let found = dump(folder.path());
    for table in ["customer", "conflict", "grouping", "parted"] {
        assert_eq!(found.of_run(table), shown.of_run(table), "{table}");
    }
    assert_eq!(found.places(), shown.places(), "who is who");
    assert_eq!(found.table("customer_trail"), shown.table("customer_trail"));

    // At a later time, over another run, it comes back all the same.
    engine.undo(Nothing {}).expect("undone");
    let back = dump(folder.path());
    assert_eq!(back.of_run("customer"), before.of_run("customer"));
    assert_eq!(back.places(), before.places());
    engine.redo(Nothing {}).expect("done again");
    assert_eq!(dump(folder.path()).places(), shown.places());
    drop(engine);
    let verified = verify_project(&folder.path().join("shop.rollcall")).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);
}

#[test]
fn a_split_after_a_join_restores_both_with_their_ids() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    let before = dump(folder.path());
    let (mina, grietje) = (holder(&engine, "K3"), holder(&engine, "K1"));
    let effect = join(&engine, "K3", "K1");
    assert_eq!(
        effect.gone,
        std::slice::from_ref(&mina.customer),
        "the greater part keeps the id"
    );
    assert_eq!(keys(&holder(&engine, "S3")), ["K1", "K3", "S1", "S2", "S3"]);

    // Whichever side is picked: the greater one leaves, and is who it was.
    split(&engine, &["K1", "S1", "S2"]);
    assert_eq!(holder(&engine, "K1").customer, grietje.customer);
    assert_eq!(holder(&engine, "K3").customer, mina.customer);
    let after = dump(folder.path());
    assert_eq!(after.of_run("customer"), before.of_run("customer"));
    assert_eq!(after.places(), before.places());
}

#[test]
fn a_record_moves_to_the_customer_it_belongs_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    let (grietje, piet) = (holder(&engine, "S2"), holder(&engine, "K4"));
    let request = Regroup {
        kind: "move".into(),
        customer: grietje.customer.clone(),
        records: vec![record(&grietje, "S2")],
        other: Some(piet.customer.clone()),
        reason: "it is his account".into(),
    };
    let preview = engine.preview_regroup(request.clone()).expect("a preview");
    let told: Vec<_> = preview
        .customers
        .iter()
        .map(|one| (one.customer.clone(), one.records))
        .collect();
    assert_eq!(
        told,
        [(grietje.customer.clone(), 2), (piet.customer.clone(), 2)]
    );
    assert_eq!(
        keys(&holder(&engine, "K4")),
        ["K4"],
        "a preview changes nothing"
    );
    engine.regroup(request).expect("moved");
    assert_eq!(keys(&holder(&engine, "K4")), ["K4", "S2"]);
    audit(&engine);
    assert_eq!(keys(&holder(&engine, "K4")), ["K4", "S2"]);
    assert_eq!(holder(&engine, "S2").customer, piet.customer);
}

#[test]
fn what_cannot_be_grouped_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    let grietje = holder(&engine, "K1");
    let ask = |kind: &str, records: Vec<i64>, other: Option<String>, reason: &str| {
        let asked = engine.regroup(Regroup {
            kind: kind.into(),
            customer: grietje.customer.clone(),
            records,
            other,
            reason: reason.into(),
        });
        asked.expect_err("refused").to_string()
    };
    let all = grietje.records.iter().map(|record| record.record).collect();
    let one = vec![record(&grietje, "S2")];
    let own = Some(grietje.customer.clone());
    assert!(ask("split", one.clone(), None, " ").starts_with("Say why"));
    assert!(ask("split", all, None, "no").starts_with("Every record would leave"));
    assert!(ask("split", vec![], None, "no").starts_with("Pick at least one"));
    assert!(ask("split", vec![999], None, "no").contains("999"));
    assert!(ask("join", vec![], own, "no").starts_with("That is the same"));
    assert!(ask("move", one, Some("C999999".into()), "no").contains("C999999"));
}
