//! Lists in the order of a column: every page follows the one before, nobody is left out or told twice,
//! and what is unknown comes last both ways.

use std::collections::BTreeSet;

use rollcall_engine::view::{
    ConflictView, CustomerRow, Figure, ListConflicts, Nothing, OverrideValue, Row, RowsBehind,
    SearchCustomers, Sort,
};
use rollcall_engine::{Engine, EngineError};

use crate::doors::project;
use crate::estate::audited;

fn sort(by: &str, descending: bool) -> Sort {
    Sort {
        by: by.to_owned(),
        descending,
    }
}

/// All pages one behind the other.
fn every<R>(page_of: impl Fn(u64) -> (Vec<R>, u64)) -> Vec<R> {
    let mut all = Vec::new();
    loop {
        let (page, total) = page_of(all.len() as u64);
        let is_end = page.is_empty();
        all.extend(page);
        if is_end {
            assert_eq!(all.len() as u64, total);
            return all;
        }
    }
}

fn customers(engine: &Engine, like: &SearchCustomers, sort: Option<Sort>) -> Vec<CustomerRow> {
    every(|offset| {
        let request = SearchCustomers {
            sort: sort.clone(),
            offset,
            limit: Some(97),
            ..like.clone()
        };
        let page = engine.search_customers(request).expect("customers");
        (page.customers, page.total)
    })
}

/// What a column shows of a customer, as it is compared; nothing where it is unknown.
fn shown(column: &str, row: &CustomerRow) -> Option<String> {
    let text = match column {
        "email" => row.email.to_ascii_lowercase(),
        "phone" => row.phone.to_ascii_lowercase(),
        "city" => row.city.to_ascii_lowercase(),
        "country" => row.country.to_ascii_lowercase(),
        "records" => format!("{:09}", row.records),
        "conflicts" => format!("{:09}", row.conflicts),
        _ => row.customer.clone(),
    };
    (!text.is_empty()).then_some(text)
}

/// Whether values go one way, and none that is unknown stands before a known one.
fn goes(values: &[Option<String>], descending: bool) -> bool {
    values.windows(2).all(|two| match two {
        [Some(one), Some(other)] if descending => one >= other,
        [Some(one), Some(other)] => one <= other,
        [None, Some(_)] => false,
        _ => true,
    })
}

fn customers_by_any_column_are_everybody_once_with_what_is_unknown_last(engine: &Engine) {
    let of_a_source = SearchCustomers {
        source: Some(1),
        ..SearchCustomers::default()
    };
    let searched = SearchCustomers {
        query: "a".into(),
        ..SearchCustomers::default()
    };
    for like in [SearchCustomers::default(), of_a_source, searched] {
        let as_they_stand: BTreeSet<String> = customers(engine, &like, None)
            .into_iter()
            .map(|row| row.customer)
            .collect();
        assert!(as_they_stand.len() > 300, "{}", as_they_stand.len());
        for column in [
            "email",
            "phone",
            "city",
            "country",
            "records",
            "conflicts",
            "customer",
        ] {
            for descending in [false, true] {
                let rows = customers(engine, &like, Some(sort(column, descending)));
                let values: Vec<_> = rows.iter().map(|row| shown(column, row)).collect();
                assert!(goes(&values, descending), "{column} {descending}");
                let all: BTreeSet<String> = rows.into_iter().map(|row| row.customer).collect();
                assert_eq!(all, as_they_stand, "{column} {descending}");
            }
        }
    }
    // By name: as they stand where nothing else is asked, those nobody can name last both ways.
    let nothing = SearchCustomers::default();
    let up = customers(engine, &nothing, Some(sort("name", false)));
    let names = |rows: &[CustomerRow]| -> Vec<String> {
        rows.iter().map(|row| row.customer.clone()).collect()
    };
    assert_eq!(names(&up), names(&customers(engine, &nothing, None)));
    let down = customers(engine, &nothing, Some(sort("name", true)));
    assert_ne!(names(&down), names(&up));
    assert_eq!(
        names(&up).into_iter().collect::<BTreeSet<_>>(),
        names(&down).into_iter().collect()
    );
    let refused = engine.search_customers(SearchCustomers {
        sort: Some(sort("golden", false)),
        ..nothing
    });
    assert!(matches!(refused, Err(EngineError::NotFound { .. })));
}

fn behind(engine: &Engine, figure: &Figure, filter: &str, sort: Option<Sort>) -> Vec<Row> {
    every(|offset| {
        let request = RowsBehind {
            figure: figure.clone(),
            filter: filter.to_owned(),
            sort: sort.clone(),
            offset,
            limit: Some(499),
        };
        let page = engine.rows_behind(request).expect("rows");
        (page.rows, page.total)
    })
}

/// The largest load of the sample.
fn largest(engine: &Engine) -> (Figure, i64) {
    let loads = engine.list_loads(Nothing {}).expect("the loads");
    let load = loads
        .iter()
        .max_by_key(|load| load.rows_loaded)
        .expect("a load")
        .load;
    (Figure::Load { load }, load)
}

fn rows_of_a_file_by_any_column_are_every_row_once_with_blank_cells_last(engine: &Engine) {
    let (figure, load) = largest(engine);
    let page = engine
        .rows_behind(RowsBehind {
            figure: figure.clone(),
            filter: String::new(),
            sort: None,
            offset: 0,
            limit: Some(1),
        })
        .expect("rows");
    assert!(page.columns.iter().all(|column| column.sorts));
    let some = Figure::Column {
        load,
        column: 0,
        which: "filled".into(),
        what: String::new(),
    };
    for (figure, filter) in [(&figure, ""), (&figure, "a"), (&some, "")] {
        let all: BTreeSet<Option<i64>> = behind(engine, figure, filter, None)
            .into_iter()
            .map(|row| row.record)
            .collect();
        for place in 0..page.columns.len() {
            let [up, down] = [false, true].map(|descending| {
                let by = Some(sort(&place.to_string(), descending));
                let rows = behind(engine, figure, filter, by);
                let found: BTreeSet<_> = rows.iter().map(|row| row.record).collect();
                assert_eq!(found, all, "column {place}");
                let is_blank = |row: &Row| row.cells[place].trim().is_empty();
                let known = rows.iter().position(is_blank).unwrap_or(rows.len());
                assert!(rows[known..].iter().all(is_blank), "column {place}");
                let known: Vec<String> = rows[..known]
                    .iter()
                    .map(|row| row.cells[place].trim().to_lowercase())
                    .collect();
                known
            });
            assert_eq!(
                up,
                down.into_iter().rev().collect::<Vec<_>>(),
                "column {place}"
            );
        }
    }
    let numbers: Vec<u64> = behind(engine, &figure, "", Some(sort("0", true)))
        .iter()
        .map(|row| row.cells[0].parse().expect("a row number"))
        .collect();
    assert!(numbers.is_sorted_by(|one, other| one > other));
}

fn conflicts(engine: &Engine, like: &ListConflicts, sort: Option<Sort>) -> Vec<ConflictView> {
    every(|offset| {
        let request = ListConflicts {
            sort: sort.clone(),
            offset,
            limit: Some(89),
            ..like.clone()
        };
        let page = engine.list_conflicts(request).expect("conflicts");
        (page.conflicts, page.total)
    })
}

/// What is told of a conflict in a column.
type Told = fn(&ConflictView) -> String;

fn conflicts_go_by_customer_name_and_attribute(engine: &Engine) {
    let everything = ListConflicts::default();
    let first = conflicts(engine, &everything, None);
    let narrowed = ListConflicts {
        attribute: Some(first[0].attribute.code.clone()),
        ..ListConflicts::default()
    };
    for like in [everything, narrowed] {
        let key = |one: &ConflictView| (one.customer.clone(), one.attribute.code.clone());
        let all: BTreeSet<_> = conflicts(engine, &like, None).iter().map(key).collect();
        let by_customer: Told = |one| one.customer.clone();
        let by_attribute: Told = |one| one.attribute.label.to_lowercase();
        let by_name: Told = |one| one.name.to_ascii_lowercase();
        for (by, text) in [
            ("customer", by_customer),
            ("attribute", by_attribute),
            ("name", by_name),
        ] {
            for descending in [false, true] {
                let rows = conflicts(engine, &like, Some(sort(by, descending)));
                assert_eq!(rows.iter().map(key).collect::<BTreeSet<_>>(), all, "{by}");
                // Names in three groups: by a name, by a contact, by an id alone.
                if by != "name" {
                    let values: Vec<_> = rows.iter().map(|one| Some(text(one))).collect();
                    assert!(goes(&values, descending), "{by} {descending}");
                } else if !descending {
                    assert_ne!(rows[0].name, rows[rows.len() - 1].name);
                }
            }
        }
    }
}

#[test]
fn lists_come_in_the_order_of_a_column() {
    let engine = &audited().engine;
    customers_by_any_column_are_everybody_once_with_what_is_unknown_last(engine);
    rows_of_a_file_by_any_column_are_every_row_once_with_blank_cells_last(engine);
    conflicts_go_by_customer_name_and_attribute(engine);
}

#[test]
fn an_order_follows_what_is_decided_meanwhile() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(
        folder.path(),
        &[(
            "shop_customers.csv",
            "Customer ID,First name,Last name,Email,City\n\
             1,Ann,Lee,ann@lee.example,Hull\n\
             2,Bo,Marsh,bo@marsh.example,Bath\n\
             3,Cy,Nair,cy@nair.example,\n",
        )],
    );
    let towns = |descending| -> Vec<String> {
        let by = Some(sort("city", descending));
        let rows = customers(&engine, &SearchCustomers::default(), by);
        rows.into_iter().map(|row| row.city).collect()
    };
    assert_eq!(towns(false), ["Bath", "Hull", ""]);
    assert_eq!(towns(true), ["Hull", "Bath", ""]);
    let in_bath = customers(
        &engine,
        &SearchCustomers::default(),
        Some(sort("city", false)),
    );
    engine
        .override_value(OverrideValue {
            customer: in_bath[0].customer.clone(),
            attribute: "city".into(),
            value: Some("York".into()),
            reason: String::new(),
        })
        .expect("a value by hand");
    assert_eq!(towns(false), ["Hull", "York", ""]);
    assert_eq!(towns(true), ["York", "Hull", ""]);
}
