//! Permuting the rows changes nothing but their order.

use proptest::prelude::*;
use rollcall_linkage::{Linkage, RecordSet, RecordSetBuilder, Settings, Stated, Unwatched, link};

#[path = "estate/generator.rs"]
mod generator;

/// A row: its source and its values by field.
type Row = (u32, Vec<(usize, String)>);

fn rows_of(records: &RecordSet) -> Vec<Row> {
    let sources = records.sources().iter().enumerate();
    sources
        .map(|(record, &source)| (source, records.values(record as u32).values))
        .collect()
}

fn linked(rows: &[Row]) -> Linkage {
    let mut builder = RecordSetBuilder::new(generator::fields());
    for (source, values) in rows {
        builder.begin(*source);
        for (field, value) in values {
            builder.value(*field, value);
        }
    }
    link(
        &builder.finish(),
        &Stated::default(),
        &Settings::default(),
        &Unwatched,
    )
    .expect("linkable records")
}

/// The groups as what their rows hold, whatever their numbers.
fn groups<'r>(rows: &'r [Row], labels: &[u32]) -> Vec<Vec<&'r Row>> {
    let mut groups = vec![Vec::new(); rows.len()];
    for (row, &label) in rows.iter().zip(labels) {
        groups[label as usize].push(row);
    }
    for group in &mut groups {
        group.sort();
    }
    groups.sort();
    groups
}

/// The pairs as what their rows hold, with the odds they are told at.
fn pairs<'r>(
    rows: &'r [Row],
    pairs: &[rollcall_linkage::ScoredPair],
) -> Vec<(&'r Row, &'r Row, u32)> {
    let mut told: Vec<_> = pairs
        .iter()
        .map(|pair| {
            let (a, b) = (&rows[pair.left as usize], &rows[pair.right as usize]);
            (a.min(b), a.max(b), pair.weight.to_bits())
        })
        .collect();
    told.sort();
    told
}

fn same_but_for_order(rows: &[Row], seed: u64) -> Result<(), TestCaseError> {
    let mut shuffled = rows.to_vec();
    fastrand::Rng::with_seed(seed).shuffle(&mut shuffled);
    let (straight, other) = (linked(rows), linked(&shuffled));
    prop_assert_eq!(
        groups(rows, &straight.clusters),
        groups(&shuffled, &other.clusters)
    );
    prop_assert_eq!(
        groups(rows, &straight.households),
        groups(&shuffled, &other.households)
    );
    prop_assert_eq!(pairs(rows, &straight.links), pairs(&shuffled, &other.links));
    prop_assert_eq!(
        pairs(rows, &straight.review),
        pairs(&shuffled, &other.review)
    );
    prop_assert_eq!(straight.model, other.model);
    prop_assert_eq!(straight.report, other.report);
    prop_assert_eq!(straight.standing, other.standing);
    Ok(())
}

#[test]
fn an_estate_is_the_same_in_any_order() {
    let estate = generator::estate(1500, 3, 1.5);
    let rows = rows_of(&estate.records);
    for seed in 0..3 {
        same_but_for_order(&rows, seed).expect("the same but for the order");
    }
}

/// With more pairs than are drawn, those drawn must not depend on where the rows stand either.
#[test]
fn so_is_one_of_which_only_a_sample_of_strangers_is_seen() {
    let estate = generator::estate(2000, 8, 1.0);
    assert!(estate.records.len() * estate.records.len() / 2 > 2_000_000);
    let rows = rows_of(&estate.records);
    same_but_for_order(&rows, 1).expect("the same but for the order");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Few letters make many ties.
    #[test]
    fn so_are_rows_full_of_ties(
        rows in proptest::collection::vec(
            (0_u32..3, "[a-c]{0,4}", "[a-c]{0,4}", "[a-c]{0,2}@[a-b]{1,2}", "19[67][0-2]-0[1-2]-01"),
            0..50,
        ),
        seed in 0_u64..1000,
    ) {
        let rows: Vec<Row> = rows
            .into_iter()
            .map(|(source, given, family, email, birth)| {
                let values = [(0, given), (1, family), (3, birth), (5, email)];
                (source, values.into_iter().collect())
            })
            .collect();
        same_but_for_order(&rows, seed)?;
    }
}
