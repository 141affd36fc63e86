//! A purge takes everything that was made of its rows, and nothing else.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use rollcall_model::{RecordId, SourceId};
use rollcall_store::{Purge, Store};
use rusqlite::Connection;

const NOW: &str = "2026-11-23T12:00:00Z";

/// A project with a run over all records, two a customer, with pairs, conflicts and rows behind measures.
const CONTENT: &str = "
    INSERT INTO source (source_id, name, kind, letters, hue) VALUES (1, 'Shop', 'shop', 'SH', 0);
    INSERT INTO source_table (table_id, source_id, name) VALUES (1, 1, 'people');
    INSERT INTO load (load_id, table_id, file, fingerprint, loaded_at, header, reading, state, first_record, last_record, rows_read, rows_loaded)
        VALUES (1, 1, 'people.csv', '1', '2026-11-23T12:00:00Z', '[\"Name\"]', '{}', 'current', 1, (SELECT max(n) FROM number), (SELECT count(*) FROM number), (SELECT count(*) FROM number));
    INSERT INTO raw_row SELECT n, 1, n + 1, '[\"Person ' || n || '\"]' FROM number;
    INSERT INTO standard_record (record_id, record_key, as_of, person, content) SELECT n, 'key ' || n, '2020-01-01', 1, '[]' FROM number;
    INSERT INTO run (run_id, ran_at, complete, basis, settings, report, model) VALUES (1, '2026-11-23T12:00:00Z', 1, '', '{}', '{}', '{}');
    INSERT INTO project (key, value) VALUES ('current_run', '1');
    INSERT INTO membership (run_id, record_id, customer_id) SELECT 1, n, (n + 1) / 2 FROM number;
    INSERT INTO customer (customer_row, run_id, customer_id, name, email, phone, city, country, records, sources, conflicts, golden)
        SELECT n / 2, 1, n / 2, 'Person ' || n, '', '', '', '', 2, '1', 1, '{}' FROM number WHERE n % 2 = 0;
    INSERT INTO customer_search (rowid, words) SELECT customer_row, name FROM customer;
    INSERT INTO conflict (run_id, customer_id, attribute, winner, rule, sources, content)
        SELECT 1, n / 2, 'family_name', '', '', '1', '{}' FROM number WHERE n % 2 = 0;
    INSERT INTO pair (run_id, left_, right_, weight, probability, impact, explanation)
        SELECT 1, n - 1, n, 1, 0.5, 1, '{}' FROM number WHERE n > 1;
    INSERT INTO delivered (delivery_id, system, purpose, load_before) VALUES (1, 'Shop', 'contact', 0);
    INSERT INTO delivered_customer SELECT 1, n / 2, 1 FROM number WHERE n % 2 = 0;
    INSERT INTO measured_row SELECT 1, 'shared_mail', n, '', 1, (n + 1) / 2, n - 1 FROM number;
    INSERT INTO assignment_verdict SELECT 1, n - 1, n, 'same' FROM number WHERE n % 10 = 0;
";

fn project(path: &Path, records: i64) {
    drop(Store::create(path, "One", NOW).expect("a project"));
    Connection::open(path)
        .expect("a connection")
        .execute_batch(&format!(
            "BEGIN; CREATE TEMP TABLE number AS WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < {records}) SELECT n FROM up; {CONTENT} COMMIT;"
        ))
        .expect("rows");
}

/// Purges every third record until so many went; tells how long that took.
fn purge(path: &Path, rows: i64) -> Duration {
    purge_these(path, (1..=rows).map(|n| n * 3))
}

fn purge_these(path: &Path, records: impl Iterator<Item = i64>) -> Duration {
    let store = Store::open(path).expect("it opens");
    let records: Vec<RecordId> = records.map(RecordId).collect();
    let begun = Instant::now();
    store
        .purge(&Purge {
            source: SourceId(1),
            first_kept: "2021-01-01",
            records: &records,
            told: "past its term",
            sentence: "Purged",
            reason: "",
            who: "test",
            at: NOW,
        })
        .expect("purged");
    begun.elapsed()
}

fn numbers(path: &Path, query: &str) -> Vec<i64> {
    let connection = Connection::open(path).expect("a connection");
    let mut statement = connection.prepare(query).expect("a query");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("numbers")
}

#[test]
fn what_was_made_of_purged_rows_goes_and_the_rest_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.rollcall");
    let records = 60;
    project(&path, records);
    purge(&path, 12);

    let gone: BTreeSet<i64> = (1..=12).map(|n| n * 3).collect();
    let left = |record: &i64| !gone.contains(record);
    let customer_of = |record: i64| (record + 1) / 2;
    let without: BTreeSet<i64> = gone.iter().map(|record| customer_of(*record)).collect();
    let stays = |record: &i64| !without.contains(&customer_of(*record));
    let all = || 1..=records;
    let customers: Vec<i64> = (1..=records / 2)
        .filter(|one| !without.contains(one))
        .collect();
    let pairs: Vec<i64> = all()
        .filter(|n| *n > 1 && left(n) && left(&(n - 1)))
        .collect();
    for (query, expected) in [
        (
            "SELECT record_id FROM raw_row",
            all().filter(left).collect(),
        ),
        (
            "SELECT record_id FROM membership ORDER BY 1",
            all().filter(left).collect(),
        ),
        (
            "SELECT customer_id FROM delivered_customer ORDER BY 1",
            (1..=records / 2).collect(),
        ),
        (
            "SELECT customer_id FROM customer ORDER BY 1",
            customers.clone(),
        ),
        (
            "SELECT customer_id FROM conflict ORDER BY 1",
            customers.clone(),
        ),
        (
            "SELECT rowid FROM customer_search WHERE words MATCH 'person' ORDER BY 1",
            customers,
        ),
        ("SELECT right_ FROM pair ORDER BY 1", pairs.clone()),
        (
            "SELECT right_ FROM assignment_verdict ORDER BY 1",
            pairs.iter().copied().filter(|n| n % 10 == 0).collect(),
        ),
        (
            "SELECT record_id FROM measured_row ORDER BY 1",
            all()
                .filter(|n| left(n) && left(&(n - 1)) && stays(n))
                .collect(),
        ),
    ] {
        assert_eq!(numbers(&path, query), expected, "{query}");
    }
}

/// To whom a list went is forgotten only of those who have no row left.
#[test]
fn only_who_vanishes_is_no_longer_among_those_a_list_went_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.rollcall");
    project(&path, 8);
    purge_these(&path, 1..=3);
    let query = "SELECT customer_id FROM delivered_customer ORDER BY 1";
    assert_eq!(numbers(&path, query), [2, 3, 4]);
    let store = Store::open(&path).expect("it opens");
    assert!(store.are_people_due().expect("an answer"));
    let verified = store.verify().expect("a look");
    let broken: Vec<&String> = verified
        .findings
        .iter()
        .filter(|told| told.contains("belongs to a customer"))
        .filter(|told| !told.ends_with(": holds."))
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
}

/// A statement a row for each table took minutes here.
#[test]
#[ignore = "a measurement"]
fn how_long_a_purge_of_many_rows_takes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.rollcall");
    project(&path, 120_000);
    println!("6,000 of 120,000 records: {:?}", purge(&path, 6_000));
}
