//! Breaking a loading off leaves the project as it was, wherever it happens.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use rollcall_model::RecordId;
use rollcall_store::Store;
use rust_xlsxwriter::Workbook;

use super::{ImportContext, import};
use crate::EngineError;
use crate::audit::LoadsAgain;
use crate::breaks_off::BreaksOff;
use crate::destinations::Naming;

/// More rows than any loading here writes, in whichever load.
const MOST_ROWS: i64 = 60_000;

fn load(store: &Store, paths: &[PathBuf], watch: &BreaksOff) -> Result<usize, EngineError> {
    let context = ImportContext {
        store,
        now: "2026-11-23T12:00:00Z",
        who: "test",
        naming: Naming::AsSuggested,
        newer_exports: &[],
        loads_again: LoadsAgain::ByRule,
        recipes: &[],
    };
    import(&context, paths, &[], watch).map(|imported| imported.tables.len())
}

/// Everything a loading touches, in words; of the rows a hash over all there are, in whatever load.
fn state(store: &Store) -> String {
    let mut rows = DefaultHasher::new();
    let all: Vec<RecordId> = (1..=MOST_ROWS).map(RecordId).collect();
    let mut count = 0;
    for row in store.raw_records(&all).expect("rows") {
        count += 1;
        format!("{row:?}").hash(&mut rows);
    }
    format!(
        "{count} rows {} {:?} {:?} {:?} {:?}",
        rows.finish(),
        store.sources().expect("sources"),
        store.tables().expect("tables"),
        store.loads().expect("loads"),
        store
            .problems(&rollcall_store::ProblemFilter::default(), 0, 1000)
            .expect("problems"),
    )
}

const HEADER: [&str; 3] = ["Customer ID", "First name", "Email"];

fn rows(rows: usize, mark: &str) -> impl Iterator<Item = [String; 3]> {
    (0..rows).map(move |row| {
        let email = format!("ann{row}@example.com");
        [format!("{mark}{row}"), "Ann".into(), email]
    })
}

fn csv(count: usize, mark: &str) -> String {
    let mut lines = vec![HEADER.join(",")];
    lines.extend(rows(count, mark).map(|row| row.join(",")));
    lines.join("\n")
}

fn file(folder: &Path, name: &str, rows: usize, mark: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, csv(rows, mark)).expect("a file");
    path
}

fn workbook(folder: &Path, name: &str, count: usize, mark: &str) -> PathBuf {
    let path = folder.join(name);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADER).expect("a header");
    for (place, row) in (1..).zip(rows(count, mark)) {
        sheet.write_row(place, 0, row).expect("a row");
    }
    book.save(&path).expect("a workbook");
    path
}

/// An archive with two exports.
fn archive(folder: &Path, name: &str, count: usize) -> PathBuf {
    let path = folder.join(name);
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).expect("a file"));
    for (member, mark) in [("newsletter.csv", "N"), ("webinar.csv", "W")] {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(member, options).expect("a member");
        zip.write_all(csv(count, mark).as_bytes())
            .expect("its rows");
    }
    zip.finish().expect("an archive");
    path
}

#[test]
fn breaking_off_anywhere_leaves_the_project_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let newer = file(folder.path(), "till_customers.csv", 26_000, "T");
    let last = file(folder.path(), "club_members.csv", 12_000, "C");
    broken_off_anywhere(folder.path(), &[newer, last], 2);
}

#[test]
fn breaking_off_within_a_workbook_or_an_archive_leaves_the_project_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = workbook(folder.path(), "till_customers.xlsx", 20_000, "T");
    broken_off_anywhere(folder.path(), &[book], 1);
    let folder = tempfile::tempdir().expect("a folder");
    let archive = archive(folder.path(), "sign_ups.zip", 15_000);
    broken_off_anywhere(folder.path(), &[archive], 2);
}

/// Breaks the loading of some files off at random points; all of them give so many tables.
fn broken_off_anywhere(folder: &Path, paths: &[PathBuf], tables: usize) {
    let first = file(folder, "shop_customers.csv", 300, "S");
    let store =
        Store::create(&folder.join("a.rollcall"), "A", "2026-11-23T12:00:00Z").expect("a project");
    load(&store, &[first], &BreaksOff::never()).expect("the first file loads");
    let before = state(&store);
    // How often a whole loading asks, in a project of its own.
    let other =
        Store::create(&folder.join("b.rollcall"), "B", "2026-11-23T12:00:00Z").expect("a project");
    let whole = BreaksOff::never();
    assert_eq!(load(&other, paths, &whole).expect("it loads"), tables);
    let asked = whole.asked();
    assert!(asked >= 6, "asked only {asked} times");

    let seed = 20_261_123;
    let mut draw = fastrand::Rng::with_seed(seed);
    for _ in 0..20 {
        let at = draw.u64(0..asked);
        let outcome = load(&store, paths, &BreaksOff::at(at));
        assert!(
            matches!(outcome, Err(EngineError::Cancelled)),
            "seed {seed}, question {at} of {asked}"
        );
        assert_eq!(
            state(&store),
            before,
            "seed {seed}, question {at} of {asked}"
        );
    }
    // And nothing stands in the way of loading it after all.
    assert_eq!(
        load(&store, paths, &BreaksOff::never()).expect("it loads"),
        tables
    );
}
