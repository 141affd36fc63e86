//! What of a load is past a term: whatever counts it, names it or tells its dates agrees, and who says no stays.

use std::path::Path;

use rollcall_model::RecordId;
use rollcall_store::{DatedBy, PastTerm, Store, StoredLoad};
use rusqlite::Connection;

const NOW: &str = "2026-11-23T12:00:00Z";

/// Six rows: two of before that say nothing, one that says no, one of now that says no, one without a date, and
/// one that was never standardised.
const CONTENT: &str = "
    INSERT INTO source (source_id, name, kind, letters, hue) VALUES (1, 'Shop', 'shop', 'SH', 0);
    INSERT INTO source_table (table_id, source_id, name) VALUES (1, 1, 'people');
    INSERT INTO load (load_id, table_id, file, fingerprint, loaded_at, header, reading, state, first_record, last_record, rows_read, rows_loaded, standardised_with)
        VALUES (1, 1, 'people.csv', '1', '2026-11-23T12:00:00Z', '[\"Name\"]', '{}', 'current', 1, 6, 6, 6, 'a mapping');
    INSERT INTO raw_row SELECT value, 1, value + 1, '[\"Person\"]' FROM json_each('[1,2,3,4,5,6]');
    INSERT INTO standard_record (record_id, record_key, as_of, person, content, says_no, dated_by) VALUES
        (1, 'a', '2020-01-05', 1, '[]', 0, 4),
        (2, 'b', '2020-12-31T23:00:00Z', 1, '[]', 0, NULL),
        (3, 'c', '2020-01-05', 1, '[]', 1, 4),
        (4, 'd', '2021-01-01', 1, '[]', 1, 4),
        (5, 'e', NULL, 1, '[]', 0, NULL);
";

fn project(path: &Path) -> (Store, StoredLoad) {
    drop(Store::create(path, "One", NOW).expect("a project"));
    Connection::open(path)
        .expect("a connection")
        .execute_batch(CONTENT)
        .expect("rows");
    let store = Store::open(path).expect("it opens");
    let load = store.loads().expect("loads").remove(0);
    (store, load)
}

#[test]
fn what_goes_is_counted_named_and_dated_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, load) = project(&folder.path().join("one.rollcall"));
    for (before, going, staying) in [
        (Some("2021-01-01"), vec![1, 2], 1),
        (Some("2020-01-05"), vec![], 0),
        (Some("2021-01-02"), vec![1, 2], 2),
        // The whole load: what was never standardised goes with it.
        (None, vec![1, 2, 5, 6], 2),
    ] {
        let told = store.rows_past(&load, before).expect("a count");
        let expected = PastTerm {
            going: going.len() as u64,
            staying,
        };
        assert_eq!(told, expected, "{before:?}");
        let records = store.records_past(&load, before).expect("the rows");
        let going: Vec<RecordId> = going.into_iter().map(RecordId).collect();
        assert_eq!(records, going, "{before:?}");
    }
    let dated = store.past_dated_by(&load, "2021-01-02").expect("dates");
    let by = |column, rows| DatedBy { column, rows };
    assert_eq!(dated, [by(None, 1), by(Some(4), 1)]);
}
