//! A verdict on two records is the later word: a group that says otherwise gives way, and undo brings it
//! back.

use rollcall_model::{CustomerId, TableId};
use rollcall_store::{Operation, RecordIdentity, Store, StoreError, StoredGrouping, StoredGroups};
use serde_json::json;

fn record(key: &str) -> RecordIdentity {
    RecordIdentity {
        table: TableId(1),
        key: key.into(),
    }
}

/// `a` and `b` are one, `c` is another.
fn groups() -> StoredGroups {
    let grouped = [("a", 1), ("b", 1), ("c", 2)].map(|(key, group)| {
        let was = CustomerId(7);
        (record(key), StoredGrouping { group, was })
    });
    StoredGroups {
        of_record: grouped.into(),
        reasons: [(1, "one".to_owned()), (2, "two".to_owned())].into(),
        parted: [(1, 2)].into(),
    }
}

fn commit(
    store: &Store,
    edit: impl FnOnce(&mut rollcall_store::Edits<'_>) -> Result<(), StoreError>,
) {
    let operation = Operation {
        kind: "test",
        sentence: String::new(),
        request: json!({}),
        who: "test",
        at: "2026-11-23T12:00:00Z",
    };
    store.commit(&operation, edit).expect("committed");
}

/// The groups after a verdict on two records, and again after taking it back.
fn after(verdict: &str, one: &str, other: &str) -> (StoredGroups, StoredGroups) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.rollcall");
    let store = Store::create(&path, "One", "2026-11-23T12:00:00Z").expect("a project");
    commit(&store, |edits| {
        edits.set_groups(&StoredGroups::default(), &groups())
    });
    assert_eq!(store.groups().expect("the groups"), groups());
    commit(&store, |edits| {
        edits.set_verdict(&record(one), &record(other), Some(verdict), "", "test")
    });
    let then = store.groups().expect("the groups");
    let nobody = |_, _: &[_], _| unreachable!("no record moved");
    store
        .undo("test", "2026-11-23T12:00:00Z", &nobody)
        .expect("undone");
    (then, store.groups().expect("the groups"))
}

#[test]
fn different_within_a_group_dissolves_it() {
    let (then, back) = after("different", "a", "b");
    assert_eq!(then.of_record.keys().collect::<Vec<_>>(), [&record("c")]);
    assert!(then.parted.is_empty());
    assert_eq!(back, groups());
}

#[test]
fn same_across_parted_groups_parts_them_no_longer() {
    let (then, back) = after("same", "c", "a");
    assert_eq!(then.of_record, groups().of_record);
    assert!(then.parted.is_empty());
    assert_eq!(back, groups());
}

#[test]
fn what_fits_changes_nothing() {
    for (verdict, one, other) in [
        ("same", "a", "b"),
        ("different", "a", "c"),
        ("unsure", "a", "b"),
        ("same", "a", "x"),
    ] {
        assert_eq!(
            after(verdict, one, other).0,
            groups(),
            "{verdict} {one} {other}"
        );
    }
}
