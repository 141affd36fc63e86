//! The queue, page by page, narrowed and in another order.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_engine::Engine;
use rollcall_engine::view::{ListPairs, Nothing, PairNumber, PairPage, PairRow};
use rollcall_store::{PairFilter, PairsAsked, Store};

use super::{judge, pairs};
use crate::erased::copy;

fn list(engine: &Engine, request: ListPairs) -> PairPage {
    engine.list_pairs(request).expect("pairs")
}

/// All pages of a request, a few pairs each.
fn page_by_page(engine: &Engine, request: &ListPairs, step: u64) -> Vec<PairRow> {
    let mut found = Vec::new();
    for page in 0.. {
        let told = list(
            engine,
            ListPairs {
                offset: page * step,
                limit: Some(step),
                ..request.clone()
            },
        );
        let is_last = told.pairs.is_empty();
        found.extend(told.pairs);
        assert!(found.len() as u64 <= told.total);
        if is_last {
            assert_eq!(
                found.len() as u64,
                told.total,
                "the last page ends the list"
            );
            break;
        }
    }
    found
}

fn numbers(rows: &[PairRow]) -> Vec<i64> {
    rows.iter().map(|row| row.pair).collect()
}

fn all() -> ListPairs {
    ListPairs {
        filter: Some("all".into()),
        ..ListPairs::default()
    }
}

#[test]
fn the_queue_goes_on_page_by_page_in_every_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let mut sorted = None;
    for order in [None, Some("matters"), Some("weight"), Some("source")] {
        let request = ListPairs {
            order: order.map(str::to_owned),
            ..all()
        };
        let rows = page_by_page(&engine, &request, 150);
        assert_eq!(
            numbers(&rows),
            numbers(&page_by_page(&engine, &request, 97)),
            "{order:?}"
        );
        let mut each = numbers(&rows);
        each.sort_unstable();
        assert_eq!(
            *sorted.get_or_insert_with(|| each.clone()),
            each,
            "each pair once"
        );
        let names = |row: &PairRow| {
            let mut both =
                [&row.left_source.name, &row.right_source.name].map(|name| name.to_lowercase());
            both.sort();
            both
        };
        match order {
            Some("weight") => assert!(rows.windows(2).all(|two| two[0].weight >= two[1].weight)),
            Some("source") => assert!(rows.windows(2).all(|two| names(&two[0]) <= names(&two[1]))),
            _ => {}
        }
    }
    let unknown = engine.list_pairs(ListPairs {
        order: Some("luck".into()),
        ..ListPairs::default()
    });
    assert!(
        unknown
            .expect_err("no such order")
            .to_string()
            .contains("luck")
    );
}

#[test]
fn the_queue_is_narrowed_by_both_sources_and_by_what_is_in_doubt() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let choices = engine.pair_choices(Nothing {}).expect("choices");
    let whole = page_by_page(&engine, &all(), 500);
    let mut sum = 0;
    for pair in &choices.sources {
        let (one, other) = (pair.one.source, pair.other.source);
        let narrowed = |source, other_source| ListPairs {
            source: Some(source),
            other_source: Some(other_source),
            ..all()
        };
        let rows = page_by_page(&engine, &narrowed(one, other), 500);
        let turned = page_by_page(&engine, &narrowed(other, one), 500);
        assert_eq!(numbers(&rows), numbers(&turned));
        assert!(!rows.is_empty(), "{pair:?}");
        for row in &rows {
            let mut both = [row.left_source.source, row.right_source.source];
            both.sort_unstable();
            assert_eq!(both, [one.min(other), one.max(other)]);
        }
        sum += rows.len();
    }
    assert_eq!(
        sum,
        whole.len(),
        "each pair is between two of the sources told"
    );
    assert!(
        choices.doubts.contains(&"E-mail".to_owned()),
        "{:?}",
        choices.doubts
    );
    for doubt in &choices.doubts {
        assert!(!["Household", "Other records", "List"].contains(&doubt.as_str()));
        let request = ListPairs {
            doubt: Some(doubt.clone()),
            ..all()
        };
        let rows = page_by_page(&engine, &request, 500);
        assert!(!rows.is_empty() && rows.len() < whole.len(), "{doubt}");
        for row in rows.iter().take(20) {
            let pair = engine.get_pair(PairNumber::of(row.pair)).expect("a pair");
            let mut steps = pair.explanation.evidence.iter();
            assert!(
                steps.any(|step| step.comparison == *doubt && step.bits <= -1.0),
                "{doubt}"
            );
        }
    }
}

#[test]
fn what_is_judged_leaves_a_narrowed_queue_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let first = pairs(&engine, "waiting").pairs.remove(0);
    let request = || ListPairs {
        source: Some(first.left_source.source),
        other_source: Some(first.right_source.source),
        order: Some("weight".into()),
        ..ListPairs::default()
    };
    let before = list(&engine, request());
    assert!(before.pairs.iter().any(|row| row.pair == first.pair));
    judge(&engine, first.pair, Some("unsure"));
    let after = list(&engine, request());
    assert!(after.pairs.iter().all(|row| row.pair != first.pair));
    assert_eq!(
        (after.total, after.decided),
        (before.total - 1, before.decided + 1)
    );
}

#[test]
fn whoever_is_in_a_pair_that_waits_within_one_customer_is_not_settled() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    judge(&engine, pairs(&engine, "tied").pairs[0].pair, Some("same"));
    drop(engine);
    let store = Store::open(&folder.path().join("copy.rollcall")).expect("the project");
    let run = store.current_run().expect("a look").expect("a run").run;
    let members = store.memberships(run).expect("the records");
    let of_record: BTreeMap<_, _> = members.into_iter().collect();
    let tied = PairsAsked::of(PairFilter::Tied);
    let (tied, total) = store.pairs(run, &tied, 0, 1_000).expect("pairs");
    assert!(total > 1 && tied.len() as u64 == total, "{total}");
    let unsettled: BTreeSet<_> = tied.iter().map(|one| of_record[&one.pair.left]).collect();
    let told = store.tied_customers(run).expect("customers");
    assert_eq!(told, unsettled.into_iter().collect::<Vec<_>>());
    // Lists are told both at once: who is in a pair that waits between two customers, and within one.
    let pairs = store.pairs_between(run).expect("pairs").into_iter();
    let between: BTreeSet<_> = pairs.flat_map(|pair| [pair.one, pair.other]).collect();
    assert!(!between.is_empty());
    let (apart, within) = store.customers_in_review(run).expect("customers");
    assert_eq!(apart, between.into_iter().collect::<Vec<_>>());
    assert_eq!(within, told);
    // Of a few it is told without the others.
    let everybody: BTreeSet<_> = of_record.into_values().collect();
    let few: Vec<_> = everybody.into_iter().step_by(3).collect();
    let waiting = store.waiting_among(run, &few).expect("customers");
    let expected: Vec<_> = apart
        .into_iter()
        .filter(|customer| few.contains(customer))
        .collect();
    assert!(!expected.is_empty() && expected.len() < few.len());
    assert_eq!(waiting, expected);
}
