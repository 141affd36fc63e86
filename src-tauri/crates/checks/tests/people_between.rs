//! Two runs compared: what is told of each situation, and that every record is told once.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rollcall_checks::{PeopleBetween, PeopleChange, people_between};
use rollcall_model::{CustomerId, RecordId};

fn run(of: &[(i64, i64)]) -> Vec<(RecordId, CustomerId)> {
    of.iter()
        .map(|(record, customer)| (RecordId(*record), CustomerId(*customer)))
        .collect()
}

/// Kind, customers before and after with their records, records that stayed, came and went.
type Told = (&'static str, Vec<(i64, u64)>, Vec<(i64, u64)>, [u64; 3]);

fn told(between: &PeopleBetween) -> Vec<Told> {
    let parts = |side: &[rollcall_checks::PartOf]| {
        side.iter()
            .map(|part| (part.customer.0, part.records))
            .collect()
    };
    between
        .groups
        .iter()
        .map(|group| {
            (
                group.change.code(),
                parts(&group.before),
                parts(&group.after),
                [group.stayed, group.came, group.went],
            )
        })
        .collect()
}

#[test]
fn each_situation_is_told_as_what_it_is() {
    for (name, before, after, wanted) in [
        ("nothing", vec![], vec![], vec![]),
        (
            "the same",
            vec![(1, 7), (2, 7)],
            vec![(1, 7), (2, 7)],
            vec![],
        ),
        (
            "two are one",
            vec![(1, 7), (2, 8), (3, 8)],
            vec![(1, 8), (2, 8), (3, 8)],
            vec![("joined", vec![(7, 1), (8, 2)], vec![(8, 3)], [3, 0, 0])],
        ),
        (
            "two are one through a new record",
            vec![(1, 7), (2, 8)],
            vec![(1, 7), (2, 7), (3, 7)],
            vec![("joined", vec![(7, 1), (8, 1)], vec![(7, 3)], [2, 1, 0])],
        ),
        (
            "one is two",
            vec![(1, 7), (2, 7), (3, 7)],
            vec![(1, 7), (2, 7), (3, 9)],
            vec![("parted", vec![(7, 3)], vec![(7, 2), (9, 1)], [3, 0, 0])],
        ),
        (
            "a record moves from one to another",
            vec![(1, 7), (2, 7), (3, 8)],
            vec![(1, 7), (2, 8), (3, 8)],
            vec![(
                "moved",
                vec![(7, 2), (8, 1)],
                vec![(7, 1), (8, 2)],
                [3, 0, 0],
            )],
        ),
        (
            "the same records under another number",
            vec![(1, 7)],
            vec![(1, 9)],
            vec![("moved", vec![(7, 1)], vec![(9, 1)], [1, 0, 0])],
        ),
        (
            "somebody new, somebody gone",
            vec![(1, 7)],
            vec![(2, 8), (3, 8)],
            vec![
                ("appeared", vec![], vec![(8, 2)], [0, 2, 0]),
                ("went", vec![(7, 1)], vec![], [0, 0, 1]),
            ],
        ),
        (
            "rows come and go",
            vec![(1, 7), (2, 7), (5, 8)],
            vec![(2, 7), (3, 7), (5, 8)],
            vec![("rows_changed", vec![(7, 2)], vec![(7, 2)], [1, 1, 1])],
        ),
        (
            "nobody is left of a customer whose other half had joined",
            vec![(1, 7), (2, 8), (3, 9)],
            vec![(1, 8), (2, 8)],
            vec![
                ("joined", vec![(7, 1), (8, 1)], vec![(8, 2)], [2, 0, 0]),
                ("went", vec![(9, 1)], vec![], [0, 0, 1]),
            ],
        ),
    ] {
        let between = people_between(&run(&before), &run(&after));
        assert_eq!(told(&between), wanted, "{name}");
    }
}

#[test]
fn those_who_joined_are_counted_without_the_one_they_joined() {
    let before = run(&[(1, 1), (2, 2), (3, 3), (4, 4), (5, 4)]);
    let after = run(&[(1, 1), (2, 1), (3, 1), (4, 4), (5, 5)]);
    let between = people_between(&before, &after);
    assert_eq!(between.joined(), 2);
    assert_eq!(between.count(PeopleChange::Joined), 1);
    assert_eq!(between.count(PeopleChange::Parted), 1);
    assert_eq!(between.group(RecordId(3)), Some(0));
    assert_eq!(between.group(RecordId(9)), None);
}

#[test]
fn codes_read_back() {
    for change in PeopleChange::ALL {
        assert_eq!(PeopleChange::parse(change.code()), Some(change));
    }
}

fn a_run() -> impl Strategy<Value = Vec<(RecordId, CustomerId)>> {
    prop::collection::btree_map(1_i64..60, 1_i64..25, 0..50).prop_map(|of| {
        let of: Vec<(i64, i64)> = of.into_iter().collect();
        run(&of)
    })
}

proptest! {
    #[test]
    fn every_record_is_accounted_for_once(before in a_run(), after in a_run()) {
        let between = people_between(&before, &after);
        let all: BTreeSet<RecordId> = before.iter().chain(&after).map(|one| one.0).collect();
        let in_groups: Vec<RecordId> = between.group_of.iter().map(|one| one.0).collect();
        let different: BTreeSet<RecordId> = in_groups.iter().copied().collect();
        prop_assert_eq!(different.len(), in_groups.len());
        prop_assert!(different.is_subset(&all));
        let told: u64 = between.groups.iter().map(|group| group.stayed + group.came + group.went).sum();
        prop_assert_eq!(told, in_groups.len() as u64);
        prop_assert_eq!(told + between.unchanged_records, all.len() as u64);
        for side in [&before, &after] {
            let is_before = std::ptr::eq(side, &raw const before);
            let mut records: BTreeMap<CustomerId, u64> = BTreeMap::new();
            for (_, customer) in side {
                *records.entry(*customer).or_default() += 1;
            }
            let parts: Vec<_> = between.groups.iter().flat_map(|group| if is_before { &group.before } else { &group.after }).collect();
            let customers: BTreeSet<CustomerId> = parts.iter().map(|part| part.customer).collect();
            prop_assert_eq!(customers.len(), parts.len(), "a customer stands in one group");
            for part in parts {
                prop_assert_eq!(records[&part.customer], part.records);
            }
            prop_assert_eq!(customers.len() as u64 + between.unchanged, records.len() as u64);
        }
    }

    #[test]
    fn backwards_what_joined_parts_and_who_came_goes(before in a_run(), after in a_run()) {
        let there = people_between(&before, &after);
        let back = people_between(&after, &before);
        for (one, other) in [
            (PeopleChange::Joined, PeopleChange::Parted),
            (PeopleChange::Parted, PeopleChange::Joined),
            (PeopleChange::Appeared, PeopleChange::Went),
            (PeopleChange::Moved, PeopleChange::Moved),
            (PeopleChange::RowsChanged, PeopleChange::RowsChanged),
        ] {
            prop_assert_eq!(there.count(one), back.count(other));
        }
        prop_assert_eq!(there.unchanged, back.unchanged);
    }

    #[test]
    fn a_run_is_as_itself(run in a_run()) {
        let between = people_between(&run, &run);
        prop_assert!(between.groups.is_empty());
        prop_assert_eq!(between.unchanged_records, run.len() as u64);
    }
}
