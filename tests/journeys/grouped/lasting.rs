//! What people grouped outlives new exports, and the later word stands above the earlier.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{ErasePerson, Nothing, SearchCustomers};
use rusqlite::{Connection, params};

use super::dump::dump;
use super::{SHOP, audit, estate, holder, join, keys, load, split};
use crate::erased::wait;

fn customer_count(engine: &Engine) -> u64 {
    let all = engine.search_customers(SearchCustomers::default());
    all.expect("a page").total
}

/// The lines of the shop's export in another order, with its columns in another order.
fn shuffled() -> String {
    let mut lines: Vec<Vec<&str>> = SHOP.lines().map(|line| line.split(',').collect()).collect();
    lines[1..].reverse();
    let turned = lines.iter().map(|cells| {
        let mut cells = cells.clone();
        cells.rotate_left(2);
        cells.join(",")
    });
    turned.map(|line| line + "\n").collect()
}

#[test]
fn decisions_outlive_rows_shuffled_columns_reordered_and_another_file_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    split(&engine, &["S2"]);
    join(&engine, "K2", "K3");
    let joined = holder(&engine, "K2").customer;
    let parted = holder(&engine, "S2").customer;
    let before = customer_count(&engine);

    load(
        &engine,
        folder.path(),
        "shop_customers_2026-12.csv",
        &shuffled(),
    );
    assert_eq!(customer_count(&engine), before);
    assert_eq!(keys(&holder(&engine, "S2")), ["S2"]);
    assert_eq!(holder(&engine, "S2").customer, parted);
    assert_eq!(keys(&holder(&engine, "S3")), ["K2", "K3", "S3", "S4"]);
    assert_eq!(holder(&engine, "S3").customer, joined);
}

#[test]
fn a_group_holds_without_a_record_that_is_missing_and_with_it_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    join(&engine, "K2", "K3");
    // A month without the shop's Jonas; the group is held together by the others.
    let without: Vec<&str> = SHOP
        .lines()
        .filter(|line| !line.starts_with("S4"))
        .collect();
    let without = without.join("\n") + "\n";
    load(&engine, folder.path(), "shop_customers.csv", &without);
    assert_eq!(keys(&holder(&engine, "K2")), ["K2", "K3", "S3"]);
    load(
        &engine,
        folder.path(),
        "shop_customers.csv",
        &format!("{SHOP}\n"),
    );
    assert_eq!(keys(&holder(&engine, "K2")), ["K2", "K3", "S3", "S4"]);
}

/// Writes a verdict as judging a pair does.
pub(crate) fn judge(folder: &Path, left: (&str, &str), verdict: &str, right: (&str, &str)) {
    let file = Connection::open(folder.join("shop.rollcall")).expect("the project");
    let sql = "INSERT INTO verdict (left_table, left_key, right_table, right_key, verdict)
         SELECT DISTINCT a.table_id, ?2, b.table_id, ?4, ?5 FROM source_table a, source_table b
         JOIN load la ON la.table_id = a.table_id JOIN load lb ON lb.table_id = b.table_id
         WHERE la.file LIKE ?1 AND lb.file LIKE ?3";
    let like = |name: &str| format!("%{name}%");
    let written = file
        .execute(
            sql,
            params![like(left.0), left.1, like(right.0), right.1, verdict],
        )
        .expect("a verdict");
    assert_eq!(written, 1);
}

#[test]
fn the_later_word_stands_and_undo_gives_the_earlier_one_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    judge(folder.path(), ("till", "K1"), "same", ("shop", "S2"));
    judge(folder.path(), ("till", "K2"), "different", ("shop", "S3"));
    audit(&engine);
    let before = dump(folder.path());
    assert_eq!(split(&engine, &["S2"]).verdicts_taken_back, 1);
    assert_eq!(join(&engine, "K2", "K3").verdicts_taken_back, 1);
    assert!(dump(folder.path()).table("verdict").is_empty());
    audit(&engine);
    assert_eq!(keys(&holder(&engine, "S2")), ["S2"]);
    assert_eq!(keys(&holder(&engine, "K2")), ["K2", "K3", "S3", "S4"]);
    engine.undo(Nothing {}).expect("undone");
    engine.undo(Nothing {}).expect("undone");
    let back = dump(folder.path());
    assert_eq!(back.table("verdict"), before.table("verdict"));
    assert_eq!(back.places(), before.places());
}

/// What the split told stands beside what the run told since, and goes alone.
#[test]
fn what_a_run_told_stays_when_a_split_is_done_again_and_taken_back_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    split(&engine, &["S2"]);
    engine.undo(Nothing {}).expect("undone");
    judge(folder.path(), ("till", "K2"), "same", ("shop", "S3"));
    audit(&engine);
    let told = holder(&engine, "K2").trail;
    assert_eq!(told.len(), 1, "the bait: {told:?}");
    engine.redo(Nothing {}).expect("done again");
    assert_eq!(keys(&holder(&engine, "S2")), ["S2"], "it is done again");
    assert_eq!(holder(&engine, "K2").trail, told);
    let of_split = holder(&engine, "S2").trail;
    assert_eq!(of_split.len(), 1, "{of_split:?}");
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(holder(&engine, "K2").trail, told);
    assert!(holder(&engine, "S2").trail.is_empty());
    engine.redo(Nothing {}).expect("done again");
    assert_eq!(holder(&engine, "S2").trail, of_split);
}

#[test]
fn an_erased_person_leaves_no_key_and_no_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    split(&engine, &["S2"]);
    for key in ["K1", "S2"] {
        let customer = holder(&engine, key).customer;
        let job = engine
            .erase_person(ErasePerson {
                customer,
                reason: "request 12".into(),
                also_rows: Vec::new(),
                also_set_aside: Vec::new(),
            })
            .expect("a job")
            .job;
        wait(&engine, job);
    }
    let left = dump(folder.path());
    assert!(
        left.table("grouping").is_empty(),
        "{:?}",
        left.table("grouping")
    );
    engine.undo(Nothing {}).expect("nothing of hers comes back");
    assert!(dump(folder.path()).table("grouping").is_empty());
}
