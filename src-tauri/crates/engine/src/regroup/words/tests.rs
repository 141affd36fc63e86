//! What was said before gives way where it is denied, and stands where it is not.

use std::collections::BTreeSet;

use rollcall_model::{CustomerId, TableId};
use rollcall_store::{RecordIdentity, StoredGroups};

use super::{Said, Together, regrouped};

fn record(number: i64) -> RecordIdentity {
    RecordIdentity {
        table: TableId(1),
        key: number.to_string(),
    }
}

fn together(numbers: &[i64]) -> Together {
    numbers
        .iter()
        .map(|number| (record(*number), CustomerId(1)))
        .collect()
}

/// Says it of these parts: `apart` or not, these misplaced.
fn say(before: &StoredGroups, parts: &[&[i64]], misplaced: &[i64]) -> StoredGroups {
    let parts: Vec<Together> = parts.iter().map(|part| together(part)).collect();
    let misplaced: BTreeSet<RecordIdentity> = misplaced.iter().map(|one| record(*one)).collect();
    let said = Said {
        parts: &parts,
        apart: parts.len() > 1,
        misplaced: &misplaced,
        reason: "a reason",
    };
    regrouped(before, &said)
}

fn are_apart(groups: &StoredGroups, one: i64, other: i64) -> bool {
    let group = |number| groups.of_record[&record(number)].group;
    let (one, other) = (group(one), group(other));
    groups.parted.contains(&(one.min(other), one.max(other)))
}

fn are_together(groups: &StoredGroups, one: i64, other: i64) -> bool {
    groups.of_record[&record(one)].group == groups.of_record[&record(other)].group
}

#[test]
fn a_split_parts_and_holds_together() {
    let groups = say(&StoredGroups::default(), &[&[1, 2], &[3]], &[]);
    assert!(are_together(&groups, 1, 2));
    assert!(are_apart(&groups, 1, 3));
}

#[test]
fn a_join_stands_above_the_split_before() {
    let split = say(&StoredGroups::default(), &[&[1, 2], &[3]], &[]);
    let joined = say(&split, &[&[1, 2, 3]], &[]);
    assert!(are_together(&joined, 1, 3));
    assert!(joined.parted.is_empty());
    assert_eq!(joined.reasons.len(), 1, "no group is left without records");
}

#[test]
fn what_was_parted_stays_parted_through_a_join_with_others() {
    let split = say(&StoredGroups::default(), &[&[1, 2], &[3]], &[]);
    let joined = say(&split, &[&[3, 4, 5]], &[]);
    assert!(are_apart(&joined, 1, 3));
    assert!(are_apart(&joined, 1, 5));
}

#[test]
fn both_parts_of_a_split_stay_parted_from_a_third() {
    let split = say(&StoredGroups::default(), &[&[1, 2], &[3]], &[]);
    let again = say(&split, &[&[1], &[2]], &[]);
    assert!(are_apart(&again, 1, 2) && are_apart(&again, 1, 3) && are_apart(&again, 2, 3));
}

#[test]
fn a_record_that_stood_with_the_wrong_customer_takes_nothing_along() {
    let split = say(&StoredGroups::default(), &[&[1, 2], &[3]], &[]);
    // 2 stood with 1 by mistake; it is 9, of whom nobody ever said that it is not 3.
    let moved = say(&split, &[&[1], &[2, 9]], &[2]);
    assert!(are_together(&moved, 2, 9));
    assert!(are_apart(&moved, 1, 2) && are_apart(&moved, 1, 3));
    assert!(!are_apart(&moved, 2, 3));
}

#[test]
fn records_that_are_not_loaded_go_where_the_others_went() {
    let all = say(&StoredGroups::default(), &[&[1, 2, 3], &[4]], &[]);
    // 3 is in no load now: only 1 and 2 are named.
    let joined = say(&all, &[&[1, 2, 7]], &[]);
    assert!(are_together(&joined, 3, 7));
    // The others part: it stays where it was, and parted from whom it was.
    let split = say(&all, &[&[1], &[2]], &[]);
    assert!(!are_together(&split, 3, 1) && !are_together(&split, 3, 2));
    assert!(are_apart(&split, 3, 4));
}
