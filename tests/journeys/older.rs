//! A project file that an earlier version wrote opens as it is, and what people decided in it holds on.
//!
//! `fixtures/projects/schema_8.zip` holds the project that a program of schema 8 made of the two exports
//! beside it: audited, one pair judged, a telephone number set by hand, audited again.

use std::fs::File;
use std::path::{Path, PathBuf};

use rollcall_engine::view::{
    CustomerNumber, CustomerView, ListPairs, Nothing, OpenProject, SearchCustomers,
};
use rollcall_engine::{AuditRequest, Engine, Silent, verify_project};
use rollcall_tests::checkout::root;
use zip::ZipArchive;

use crate::estate::engine;

fn fixtures() -> PathBuf {
    root().join("tests/fixtures/projects")
}

/// The project an earlier version wrote, taken out of its archive.
pub(crate) fn unpacked(folder: &Path) -> PathBuf {
    let archive = File::open(fixtures().join("schema_8.zip")).expect("the older project");
    let mut archive = ZipArchive::new(archive).expect("a ZIP file");
    archive.extract(folder).expect("the older project");
    folder.join("schema_8.rollcall")
}

fn of_hand(engine: &Engine) -> CustomerView {
    let page = engine
        .search_customers(SearchCustomers {
            query: "Karla Ackroyds".to_owned(),
            ..SearchCustomers::default()
        })
        .expect("the customers");
    assert_eq!(page.customers.len(), 1, "{:?}", page.customers);
    engine
        .get_customer(CustomerNumber {
            customer: page.customers[0].customer.clone(),
        })
        .expect("the customer")
}

/// Telephone number, whether it was set by hand, and all that the records say in a line.
fn told(customer: &CustomerView) -> (String, bool, String) {
    let phone = customer
        .golden
        .iter()
        .find(|value| value.attribute.code == "phone")
        .expect("a telephone number");
    let records = customer.records.iter().flat_map(|record| &record.values);
    let said: Vec<&str> = records.map(|value| value.value.as_str()).collect();
    (phone.value.clone(), phone.overridden, said.join(" "))
}

#[test]
fn what_an_older_version_kept_is_read_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = unpacked(folder.path());
    let engine = engine();
    let path = project.display().to_string();
    let opened = engine.open_project(OpenProject { path }).expect("it opens");
    assert_eq!((opened.rows, opened.customers), (60, Some(39)));
    let (phone, by_hand, said) = told(&of_hand(&engine));
    assert_eq!((phone.as_str(), by_hand), ("+442079460000", true));
    assert!(said.contains("karla0@post.example.net"), "{said}");
    let verified = verify_project(&project).expect("a file");
    assert!(verified.sound, "{:?}", verified.findings);
}

/// The number was set by a program that kept it by the number of the customer.
#[test]
fn what_was_set_by_hand_in_an_older_version_is_taken_back_and_done_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = unpacked(folder.path()).display().to_string();
    let engine = engine();
    engine.open_project(OpenProject { path }).expect("it opens");
    let by_hand = || told(&of_hand(&engine)).1;
    let undone = engine.undo(Nothing {}).expect("undone").sentence;
    assert!(undone.is_some_and(|sentence| sentence.contains("by hand")));
    assert!(!by_hand());
    engine.redo(Nothing {}).expect("done again");
    assert!(by_hand());
}

#[test]
fn an_older_project_is_audited_on_and_its_decisions_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = unpacked(folder.path());
    let engine = engine();
    let summary = engine
        .audit(
            &AuditRequest {
                paths: vec![fixtures().join("shop.csv"), fixtures().join("club.csv")],
                project: Some(project.clone()),
                out: Some(folder.path().join("out")),
            },
            &Silent,
        )
        .expect("an audit");
    assert_eq!((summary.rows_read, summary.rows_loaded), (60, 60));
    let path = project.display().to_string();
    engine.open_project(OpenProject { path }).expect("it opens");
    let (phone, by_hand, said) = told(&of_hand(&engine));
    assert_eq!((phone.as_str(), by_hand), ("+442079460000", true));
    assert!(said.contains("karla0@post.example.net"), "{said}");
    // The pair that was judged is one customer now, and was not by its evidence alone.
    let judged = engine
        .search_customers(SearchCustomers {
            query: "Nils Bellini".to_owned(),
            ..SearchCustomers::default()
        })
        .expect("the customers");
    let records: Vec<u64> = judged.customers.iter().map(|one| one.records).collect();
    assert_eq!(records.iter().max(), Some(&3), "{:?}", judged.customers);
    let decided = engine
        .list_pairs(ListPairs {
            filter: Some("decided".to_owned()),
            ..ListPairs::default()
        })
        .expect("the pairs");
    let verdicts: Vec<_> = decided
        .pairs
        .iter()
        .map(|one| one.verdict.as_deref())
        .collect();
    assert_eq!(
        (verdicts.as_slice(), decided.decided),
        (&[Some("same")][..], 1)
    );
    let verified = verify_project(&project).expect("a file");
    assert!(verified.sound, "{:?}", verified.findings);
}
