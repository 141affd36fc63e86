//! Auditing again: who keeps the id, when nothing changed, when everything is worked out anew, and
//! when a month has gone by.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rollcall_engine::{AuditRequest, Silent};
use rollcall_tests::checkout::root;

use crate::estate::{Place, engine, places};

/// The customer of every row, after auditing these files into this project.
fn customers(folder: &Path, paths: Vec<PathBuf>) -> BTreeMap<Place, String> {
    let request = AuditRequest {
        paths,
        project: Some(folder.join("sample.rollcall")),
        out: Some(folder.to_path_buf()),
    };
    engine()
        .audit(&request, &Silent)
        .expect("the sample can be audited");
    places(&folder.join("crosswalk.csv"), "customer_id")
}

fn exports() -> PathBuf {
    root().join("sample-data/exports")
}

/// A file of the sample, with a blank line at its end so that it counts as a new export.
fn the_same_told_anew(name: &str, into: &Path) -> PathBuf {
    let mut bytes = std::fs::read(exports().join(name)).expect("the file");
    bytes.extend_from_slice(b"\n");
    let path = into.join(name);
    std::fs::write(&path, bytes).expect("a copy");
    path
}

#[test]
fn an_unchanged_export_loaded_again_changes_no_id() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = customers(folder.path(), vec![exports()]);
    assert_eq!(
        customers(folder.path(), vec![exports()]),
        first,
        "nothing changed"
    );
    let copies = tempfile::tempdir().expect("a folder");
    let again = [
        the_same_told_anew("customers_export.csv", copies.path()),
        the_same_told_anew("square-customers.csv", copies.path()),
    ];
    let second = customers(folder.path(), again.to_vec());
    let changed: Vec<_> = first
        .iter()
        .filter(|(place, customer)| second.get(*place) != Some(customer))
        .collect();
    assert!(
        changed.is_empty(),
        "{} of {} ids changed, such as {:?}",
        changed.len(),
        first.len(),
        changed.first()
    );
    assert_eq!(first.len(), second.len());
}
