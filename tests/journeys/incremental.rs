//! A month later only what changed is compared, and people are found as if everything had been.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rollcall_engine::{AuditRequest, AuditSummary, Silent, verify_project};
use rollcall_tests::checkout::root;
use rusqlite::Connection;

use crate::estate::{Place, audited, engine, places};

fn audit(folder: &Path, paths: Vec<PathBuf>) -> AuditSummary {
    let request = AuditRequest {
        paths,
        project: Some(folder.join("sample.rollcall")),
        out: Some(folder.to_path_buf()),
    };
    engine()
        .audit(&request, &Silent)
        .expect("the sample can be audited")
}

fn next_month() -> Vec<PathBuf> {
    vec![root().join("sample-data/next-month")]
}

/// The audited sample before the next month, in a folder of its own.
fn copy(folder: &Path) -> PathBuf {
    let from = audited().out.path().join("sample.rollcall");
    let to = folder.join("sample.rollcall");
    let text = to.display().to_string();
    let sample = Connection::open(from).expect("the sample");
    sample.execute("VACUUM INTO ?1", [&text]).expect("a copy");
    to
}

/// Takes away what the run kept for the next, so that everything is compared.
fn forget(project: &Path) {
    let file = Connection::open(project).expect("the project");
    file.execute("DELETE FROM linkage_memory", [])
        .expect("nothing is kept");
}

fn pairs(counts: impl Iterator<Item = u64>) -> f64 {
    counts.map(|count| (count * (count - 1) / 2) as f64).sum()
}

/// F1 over the pairs of rows that the truth tells of.
fn f1(folder: &Path) -> f64 {
    let found = places(&folder.join("crosswalk.csv"), "customer_id");
    let truth: BTreeMap<Place, String> = places(
        &root().join("sample-data/truth-next-month.csv"),
        "person_id",
    );
    let mut cells: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let mut persons: BTreeMap<&str, u64> = BTreeMap::new();
    let mut customers: BTreeMap<&str, u64> = BTreeMap::new();
    for (place, person) in &truth {
        if let Some(customer) = found.get(place) {
            *cells.entry((person, customer)).or_default() += 1;
            *persons.entry(person).or_default() += 1;
            *customers.entry(customer).or_default() += 1;
        }
    }
    let right = pairs(cells.into_values());
    2.0 * right / (pairs(persons.into_values()) + pairs(customers.into_values()))
}

#[test]
fn next_month_is_compared_where_it_changed() {
    let (part, whole) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    copy(part.path());
    forget(&copy(whole.path()));
    let course = audit(part.path(), next_month()).course.unwrap_or_default();
    assert!(
        course.starts_with("Only what changed was compared"),
        "{course}"
    );
    let anew = audit(whole.path(), next_month()).course.unwrap_or_default();
    assert_eq!(
        anew,
        "Everything was compared: nothing is kept of a run before to start from."
    );
    let (part_f1, whole_f1) = (f1(part.path()), f1(whole.path()));
    assert!(
        part_f1 >= whole_f1 - 0.003,
        "F1 {part_f1:.4} where all anew gives {whole_f1:.4}; {course}"
    );
    assert!(part_f1 >= 0.97, "F1 {part_f1:.4}");
    let verified = verify_project(&part.path().join("sample.rollcall")).expect("a file");
    assert!(verified.sound, "{:?}", verified.findings);
}
