//! Lists are kept version by version: what changed since a delivery is told, and whom two of them have in common.

use rollcall_engine::Engine;
use rollcall_engine::view::{DeliverList, ListNumber, Nothing, SaveList, SavedLists};

use super::{LETTERS, ORDERS, all, audit, condition, save};
use crate::estate::engine;

#[test]
fn g16_g43_versions_are_kept_and_a_delivery_is_told_stale_with_what_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    audit(&engine, folder.path(), &[("shop_orders.csv", ORDERS)]);
    save(&engine, None, "Buyers", "suppress", 30);
    let lists = save(&engine, Some(1), "Buyers", "suppress", 5);
    let mine = &lists.lists[0];
    let told: Vec<_> = mine
        .versions
        .iter()
        .map(|one| (one.version, one.sentence.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (2, "Everybody who bought in the last 5 days."),
            (1, "Everybody who bought in the last 30 days."),
        ]
    );
    // The same again is no version; an undo takes the last one back, a redo brings it.
    assert_eq!(
        save(&engine, Some(1), "buyers", "suppress", 5).lists[0]
            .versions
            .len(),
        2
    );
    engine.undo(Nothing {}).expect("the name");
    engine.undo(Nothing {}).expect("the version");
    let versions = |engine: &Engine| {
        let saved = engine.list_saved(Nothing {}).expect("the lists");
        saved.lists.first().map_or(0, |one| one.versions.len())
    };
    assert_eq!(versions(&engine), 1);
    engine.redo(Nothing {}).expect("again");
    assert_eq!(versions(&engine), 2);
    engine.undo(Nothing {}).expect("the version");

    let path = folder.path().join("buyers.csv");
    let delivery = engine
        .deliver_list(DeliverList {
            left_out_file: true,
            list: "saved:1".into(),
            destination: "google_customer_match".into(),
            days: None,
            today: None,
            path: path.display().to_string(),
        })
        .expect("a delivery");
    assert_eq!(
        (delivery.list.as_str(), delivery.version, delivery.stale),
        ("Buyers", Some(1), false)
    );
    assert_eq!(delivery.checked.len(), 1, "{:?}", delivery.checked);
    let left =
        std::fs::read_to_string(folder.path().join("buyers-left-out.csv")).expect("the file");
    for (reason, customers) in &delivery.left_out {
        assert_eq!(
            left.matches(reason.as_str()).count() as u64,
            *customers,
            "{left}"
        );
    }

    // Another version and another source: both are said, and the source shows as unchecked.
    save(&engine, Some(1), "Buyers", "suppress", 5);
    audit(
        &engine,
        folder.path(),
        &[("newsletter_members.csv", LETTERS)],
    );
    let now = engine
        .list_deliveries(Nothing {})
        .expect("the log")
        .remove(0);
    assert!(now.stale);
    let because = now.stale_because.join(" ");
    assert!(because.contains("was loaded since."), "{because}");
    assert!(
        because.contains("version 2 is in force, version 1 was written"),
        "{because}"
    );
    assert_eq!(now.unchecked.len(), 1, "{:?}", now.unchecked);

    engine
        .remove_list(ListNumber { list: 1 })
        .expect("it is taken away");
    let after = engine
        .list_deliveries(Nothing {})
        .expect("the log")
        .remove(0);
    assert_eq!(after.list, "Buyers");
    assert!(after.stale_because.join(" ").contains("taken away"));
    let again = save(&engine, None, "Buyers", "suppress", 7);
    assert_eq!(again.lists[0].list, 2, "no number is given twice");
}

#[test]
fn lists_of_ones_own_tell_whom_they_have_in_common() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    audit(
        &engine,
        folder.path(),
        &[
            ("shop_orders.csv", ORDERS),
            ("newsletter_members.csv", LETTERS),
        ],
    );
    let overlap = || engine.list_overlap(Nothing {}).expect("the overlap");
    save(&engine, None, "Buyers", "suppress", 30);
    assert!(
        overlap().in_how_many.is_empty(),
        "one list has nothing in common"
    );
    engine
        .save_list(SaveList {
            list: None,
            name: "Readers".into(),
            purpose: "contact".into(),
            condition: all(vec![condition("consent", "email_consent", "said_yes")]),
            reason: String::new(),
        })
        .expect("saved");
    // Grietje bought and reads, Jonas and Pilar bought, Mirja reads.
    let told = overlap();
    assert_eq!(told.in_how_many, [3, 1]);
    let pair = &told.pairs[0];
    assert_eq!(
        (pair.one.as_str(), pair.other.as_str()),
        ("Buyers", "Readers")
    );
    assert_eq!((pair.both, pair.in_one, pair.in_other), (1, 3, 2));
    assert_eq!(told.together[0].people, 1);
}

#[test]
fn g36_a_list_that_never_went_anywhere_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    audit(&engine, folder.path(), &[("shop_orders.csv", ORDERS)]);
    let saved = save(&engine, None, "Buyers", "suppress", 30);
    let used = |lists: &SavedLists| {
        (
            lists.lists[0].deliveries,
            lists.lists[0].last_delivered.clone(),
        )
    };
    assert_eq!(used(&saved), (0, None));
    let delivery = engine
        .deliver_list(DeliverList {
            list: "saved:1".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
            path: folder.path().join("buyers.csv").display().to_string(),
            left_out_file: false,
        })
        .expect("written");
    let lists = engine.list_saved(Nothing {}).expect("the lists");
    assert_eq!(used(&lists), (1, Some(delivery.written_at)));
}
