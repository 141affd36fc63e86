//! Beside each condition stands how many customers it would leave: as many as are found once it is chosen.

use rollcall_engine::Engine;
use rollcall_engine::view::{CountCustomers, Nothing, SearchCustomers};

use crate::left_open;

fn found(engine: &Engine, asked: &CountCustomers) -> u64 {
    let page = engine.search_customers(SearchCustomers {
        query: asked.query.clone(),
        source: asked.source,
        conflicts_only: asked.conflicts_only,
        records_at_least: asked.records_at_least,
        ..SearchCustomers::default()
    });
    page.expect("a page").total
}

/// Holds what is told beside each condition against what is found under it.
fn assert_counts(engine: &Engine, asked: &CountCustomers) {
    let facets = engine.customer_facets(asked.clone()).expect("the counts");
    assert_eq!(facets.sources.len(), 2, "{asked:?}");
    for one in &facets.sources {
        let source = Some(one.source.source);
        let chosen = CountCustomers {
            source,
            ..asked.clone()
        };
        assert_eq!(one.customers, found(engine, &chosen), "{chosen:?}");
    }
    let conflicts_only = true;
    let chosen = CountCustomers {
        conflicts_only,
        ..asked.clone()
    };
    assert_eq!(facets.in_conflict, found(engine, &chosen), "{chosen:?}");
    let records_at_least = Some(2);
    let chosen = CountCustomers {
        records_at_least,
        ..asked.clone()
    };
    assert_eq!(
        facets.of_several_records,
        found(engine, &chosen),
        "{chosen:?}"
    );
}

#[test]
fn what_stands_beside_a_condition_is_found_under_it() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = left_open::estate(place.path());
    let inventory = engine.inventory(Nothing {}).expect("sources");
    let mut sources: Vec<Option<i64>> = vec![None, Some(999)];
    sources.extend(inventory.sources.iter().map(|one| Some(one.mark.source)));
    for query in ["", "Grietje", "nov", "C000001", "nobody at all", " - "] {
        for source in &sources {
            for conflicts_only in [false, true] {
                for records_at_least in [None, Some(1), Some(2), Some(3)] {
                    let asked = CountCustomers {
                        query: query.into(),
                        source: *source,
                        conflicts_only,
                        records_at_least,
                    };
                    assert_counts(&engine, &asked);
                }
            }
        }
    }
    let all = engine.customer_facets(CountCustomers::default());
    let all = all.expect("the counts");
    assert_eq!((all.in_conflict, all.of_several_records), (1, 2));
}

#[test]
fn before_anybody_worked_out_who_is_who_nothing_is_counted() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = crate::measured::project(place.path());
    let facets = engine.customer_facets(CountCustomers::default());
    let facets = facets.expect("the counts");
    assert!(facets.sources.is_empty());
    assert_eq!(facets.in_conflict + facets.of_several_records, 0);
}

#[test]
fn whoever_calls_is_found_by_the_number_however_it_is_written() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = crate::measured::project(place.path());
    let till = left_open::TILL_BY_MAIL;
    crate::grouped::load(&engine, place.path(), "till_customers.csv", till);
    for (query, people) in [
        ("+44 7700 900123", 1),
        ("07700 900123", 1),
        ("0044 7700-900123", 1),
        ("07700 9001", 3),
        ("07700 900999", 0),
        // A day is no number, and is found as before.
        ("02.03.1984", 1),
    ] {
        let asked = CountCustomers {
            query: query.into(),
            ..CountCustomers::default()
        };
        assert_eq!(found(&engine, &asked), people, "{query}");
    }
}
