//! The case behind a pair: the other records of both people beside its two, and how many hold a value.

use std::collections::BTreeMap;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CustomerNumber, HeldValue, PairCase, PairNumber, PairView, SearchCustomers,
};

use super::pairs;
use crate::erased::copy;

fn shown(engine: &Engine, pair: i64) -> (PairView, PairCase) {
    let view = engine.get_pair(PairNumber::of(pair)).expect("a pair");
    let case = engine.pair_case(PairNumber::of(pair)).expect("its case");
    (view, case)
}

/// The records of the customers a pair names, but for its two.
fn others(engine: &Engine, view: &PairView, known: &mut BTreeMap<String, Vec<i64>>) -> Vec<i64> {
    let mut customers = vec![view.left.customer.clone(), view.right.customer.clone()];
    customers.dedup();
    let mut records = Vec::new();
    for customer in customers.into_iter().flatten() {
        let of_customer = known.entry(customer.clone()).or_insert_with(|| {
            let found = engine.get_customer(CustomerNumber { customer });
            let found = found.expect("a customer").records;
            found.iter().map(|one| one.record).collect()
        });
        records.extend(of_customer.iter().copied());
    }
    records.retain(|record| ![view.left.record, view.right.record].contains(record));
    records
}

#[test]
fn the_other_records_of_both_people_stand_beside_a_pair() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let (mut known, mut opened, mut sides) = (BTreeMap::new(), 0, BTreeMap::new());
    for row in pairs(&engine, "waiting").pairs.iter().take(60) {
        let (view, case) = shown(&engine, row.pair);
        assert_eq!(case.total, view.others, "pair {}", row.pair);
        assert_eq!(case.records.len() as u64, case.total.min(40));
        let expected = others(&engine, &view, &mut known);
        for record in &case.records {
            let customer = record.customer.as_ref().expect("a customer");
            assert!(
                [&view.left, &view.right]
                    .iter()
                    .any(|one| one.customer.as_ref() == Some(customer))
            );
            // Of very large people a page of a customer holds the first records alone.
            assert!(
                expected.contains(&record.record) || expected.len() >= 100,
                "{record:?}"
            );
            assert!(!record.file.is_empty() && record.row > 0, "{record:?}");
        }
        for line in &view.lines {
            let beside = case
                .lines
                .iter()
                .find(|one| one.attribute == line.attribute);
            let beside = beside.expect("the line of the pair");
            assert_eq!((&beside.left, &beside.right), (&line.left, &line.right));
            assert_eq!(beside.agreement, line.agreement);
        }
        for line in &case.lines {
            assert_eq!(line.cells.len(), case.records.len());
            for cell in &line.cells {
                *sides.entry(cell.agreement.clone()).or_insert(0) += 1;
                assert_eq!(
                    cell.agreement == "nothing",
                    cell.values.is_empty(),
                    "{cell:?}"
                );
            }
        }
        opened += usize::from(case.total > 0);
    }
    assert!(opened > 5, "{opened} pairs have more behind them");
    for side in ["both", "left", "right", "other", "nothing"] {
        assert!(sides.contains_key(side), "{side} is among {sides:?}");
    }
}

#[test]
fn nobody_who_judges_blind_is_told_what_was_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    for row in pairs(&engine, "all").pairs.iter().take(40) {
        let blind = PairNumber {
            pair: row.pair,
            blind: true,
        };
        let view = engine.get_pair(blind).expect("a pair");
        assert_eq!(view.others, 0);
        assert!(view.lines.iter().all(|line| line.held.is_empty()));
        let case = engine.pair_case(blind).expect("no case");
        assert!(case.total == 0 && case.records.is_empty() && case.lines.is_empty());
    }
}

/// How many customers are found by words.
fn found(engine: &Engine, query: &str) -> u64 {
    let request = SearchCustomers {
        query: query.to_owned(),
        ..SearchCustomers::default()
    };
    engine.search_customers(request).expect("customers").total
}

#[test]
fn a_value_beside_a_pair_tells_how_many_people_hold_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let mut phones: BTreeMap<String, HeldValue> = BTreeMap::new();
    let (mut common, mut homes) = (0, 0);
    // Whose numbers several people hold is in the queue to be parted as well as to be joined.
    for row in pairs(&engine, "all").pairs {
        let view = engine.get_pair(PairNumber::of(row.pair)).expect("a pair");
        assert!(view.names_counted);
        for line in &view.lines {
            let code = line.attribute.code.as_str();
            for held in &line.held {
                assert!(held.people > 1, "{code}: {held:?}");
                assert!(line.left.contains(&held.value) || line.right.contains(&held.value));
                assert!(held.records.is_some() != held.of.is_some(), "{held:?}");
                assert!(held.of.is_none_or(|of| held.people <= of), "{held:?}");
            }
            match code {
                "phone" => {
                    phones.extend(
                        line.held
                            .iter()
                            .map(|held| (held.value.clone(), held.clone())),
                    );
                    // What stands in both is of two people at least, while they are two.
                    let in_both = line.left.iter().filter(|value| line.right.contains(value));
                    for both in in_both.filter(|_| !row.tied) {
                        assert!(
                            line.held.iter().any(|held| held.value == **both),
                            "{line:?}"
                        );
                    }
                }
                "family_name" => common += line.held.len(),
                "street" => homes += line.held.len(),
                _ => {}
            }
        }
    }
    assert!(common > 0 && homes > 0, "{common} names, {homes} addresses");
    assert!(!phones.is_empty());
    for (phone, held) in phones.iter().take(12) {
        assert_eq!(found(&engine, phone), held.people, "{phone}");
        assert!(held.records.is_some_and(|records| records >= held.people));
    }
}
