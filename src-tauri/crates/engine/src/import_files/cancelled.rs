//! Breaking a loading off leaves the project as it was, wherever it happens.

use std::path::{Path, PathBuf};

use rollcall_store::Store;

use super::{ImportContext, import};
use crate::EngineError;
use crate::breaks_off::BreaksOff;
use crate::destinations::Naming;

fn load(store: &Store, paths: &[PathBuf], watch: &BreaksOff) -> Result<usize, EngineError> {
    let context = ImportContext {
        store,
        now: "2026-11-23T12:00:00Z",
        who: "test",
        naming: Naming::AsSuggested,
        newer_exports: &[],
        recipes: &[],
    };
    import(&context, paths, &[], watch).map(|imported| imported.tables.len())
}

/// Everything a loading touches, in words.
fn state(store: &Store) -> String {
    format!(
        "{:?} {:?} {:?} {:?}",
        store.sources().expect("sources"),
        store.tables().expect("tables"),
        store.loads().expect("loads"),
        store
            .problems(&rollcall_store::ProblemFilter::default(), 0, 1000)
            .expect("problems"),
    )
}

fn file(folder: &Path, name: &str, rows: usize, mark: &str) -> PathBuf {
    let mut lines = vec!["Customer ID,First name,Email".to_owned()];
    lines.extend((0..rows).map(|row| format!("{mark}{row},Ann,ann{row}@example.com")));
    let path = folder.join(name);
    std::fs::write(&path, lines.join("\n")).expect("a file");
    path
}

#[test]
fn breaking_off_anywhere_leaves_the_project_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = file(folder.path(), "shop_customers.csv", 300, "S");
    let newer = file(folder.path(), "till_customers.csv", 26_000, "T");
    let last = file(folder.path(), "club_members.csv", 12_000, "C");
    let store = Store::create(
        &folder.path().join("a.rollcall"),
        "A",
        "2026-11-23T12:00:00Z",
    )
    .expect("a project");
    load(&store, &[first], &BreaksOff::never()).expect("the first file loads");
    let before = state(&store);
    let paths = [newer, last];

    // How often a whole loading asks, in a project of its own.
    let other = Store::create(
        &folder.path().join("b.rollcall"),
        "B",
        "2026-11-23T12:00:00Z",
    )
    .expect("a project");
    let whole = BreaksOff::never();
    assert_eq!(load(&other, &paths, &whole).expect("it loads"), 2);
    let asked = whole.asked();
    assert!(asked >= 10, "asked only {asked} times");

    let seed = 20_261_123;
    let mut draw = fastrand::Rng::with_seed(seed);
    for _ in 0..20 {
        let at = draw.u64(0..asked);
        let outcome = load(&store, &paths, &BreaksOff::at(at));
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
        load(&store, &paths, &BreaksOff::never()).expect("it loads"),
        2
    );
}
