//! A program that is killed in its first load leaves no empty source or table behind.

use std::path::Path;

use rollcall_store::{NewLoad, Operation, Store};

const NOW: &str = "2026-11-23T12:00:00Z";

fn describe(store: &Store, name: &str) {
    let operation = Operation {
        kind: "add_source",
        sentence: format!("Added {name}"),
        request: serde_json::json!({ "name": name }),
        who: "test",
        at: NOW,
    };
    store
        .commit(&operation, |edits| {
            edits.add_source(name, "shop").map(|_| ())
        })
        .expect("a source described by hand");
}

fn names(store: &Store) -> Vec<String> {
    let sources = store.sources().expect("sources");
    sources.into_iter().map(|source| source.name).collect()
}

/// The store is let go in the middle of two loads, as a kill leaves it.
fn killed_while_loading(path: &Path) {
    let store = Store::create(path, "One", NOW).expect("a project");
    describe(&store, "Tills");
    describe(&store, "Club");
    for name in ["Huge", "Club"] {
        let source = store.ensure_source(name, "shop").expect("a source");
        let table = store.ensure_table(source, "people").expect("a table");
        store
            .begin_load(&NewLoad {
                table,
                file: "people.csv",
                sheet: None,
                fingerprint: "1",
                loaded_at: NOW,
                header: &["Name".to_owned()],
                reading: "{}",
            })
            .expect("a load");
    }
    store
        .ensure_source("Larger", "shop")
        .expect("a source without a table yet");
}

#[test]
fn a_first_load_that_was_killed_leaves_no_source_but_those_described_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.rollcall");
    killed_while_loading(&path);
    let store = Store::open(&path).expect("it opens");
    assert_eq!(names(&store), ["Tills", "Club"]);
    assert!(store.tables().expect("tables").is_empty());
    drop(store);
    assert_eq!(
        names(&Store::open(&path).expect("again")),
        ["Tills", "Club"]
    );
}
