//! Making what was read of a damaged project fit together again: rows that lead nowhere are left out, loads
//! count what they still have, and what follows from something lost is worked out anew.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::TableRecovered;
use crate::StoreError;
use crate::project::{fact, set_fact};

/// Code of a row that was on a damaged page.
const LOST: &str = "damaged";
/// What is told where such a row stood.
const TOLD: &str = "It stood on a damaged part of the project file and could not be read. Its row is told by its neighbours; load the file again to have it.";

/// Rows that lead nowhere, beside those the schema's own references tell.
const NOWHERE: [&str; 8] = [
    "DELETE FROM raw_row WHERE NOT json_valid(cells) OR load_id NOT IN (SELECT load_id FROM load)",
    "DELETE FROM standard_record WHERE NOT json_valid(content) OR record_id NOT IN (SELECT record_id FROM raw_row)",
    "DELETE FROM mapping WHERE NOT json_valid(mapping)",
    "DELETE FROM problem WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)",
    "DELETE FROM operation WHERE NOT json_valid(operation) OR NOT json_valid(change)",
    "DELETE FROM membership WHERE record_id NOT IN (SELECT record_id FROM raw_row)",
    "DELETE FROM list_version WHERE list_id NOT IN (SELECT list_id FROM saved_list)",
    "DELETE FROM delivered_customer WHERE delivery_id NOT IN (SELECT delivery_id FROM delivery)",
];

/// Tables that follow from others: with one of them damaged who is who has to be worked out again.
const DERIVED: [&str; 16] = [
    "raw_row",
    "load",
    "source_table",
    "standard_record",
    "value_form",
    "mapping",
    "membership",
    "customer",
    "conflict",
    "pair",
    "standing",
    "run",
    "measured",
    "measured_row",
    "shared_key",
    "coverage",
];

/// Makes everything fit; says what was put right and what has to be done, and how many rows loads have lost.
pub(super) fn fit(
    connection: &Connection,
    tables: &[TableRecovered],
    at: &str,
) -> Result<(Vec<String>, u64), StoreError> {
    let is_damaged = |name: &str| {
        tables
            .iter()
            .any(|one| one.table == name && one.lost != Some(0))
    };
    let mut told = Vec::new();
    facts(connection, at, &mut told)?;
    if is_damaged("value_form") {
        // A number that is lost would be given again, to something else.
        connection.execute_batch("DELETE FROM standard_record; DELETE FROM value_form")?;
    }
    stand_ins(connection, &mut told)?;
    leave_out(connection)?;
    let unmended = mends(connection, &mut told)?;
    let lost = count_loads(connection)?;
    if lost > 0 {
        told.push(format!(
            "Rows of loaded files that are lost stand as rows set aside now: {lost}. Load those files again to have them."
        ));
    }
    if is_damaged("standard_record") || is_damaged("value_form") {
        connection.execute(
            "UPDATE load SET standardised_with = NULL WHERE rows_loaded >
                (SELECT count(*) FROM standard_record WHERE record_id BETWEEN first_record AND last_record)",
            [],
        )?;
    }
    run_in_use(connection)?;
    if is_damaged("customer_facts") || is_damaged("run_answer") {
        // They only save time: what is lost of them is read anew.
        connection.execute_batch("DELETE FROM customer_facts; DELETE FROM run_answer")?;
    }
    if DERIVED.iter().any(|name| is_damaged(name)) {
        work_out_again(connection)?;
        told.push(
            "Who is who has to be worked out again, since some of what it follows from, or of what came of it, is lost."
                .to_owned(),
        );
    }
    Ok((told, lost + unmended))
}

/// Says that who is who no longer follows from what is there. Who had which number is kept.
pub(super) fn work_out_again(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "UPDATE run SET basis = '', report = json_remove(report, '$.follows_from') WHERE json_valid(report);
         DELETE FROM linkage_memory; DELETE FROM check_result; DELETE FROM customer_facts; DELETE FROM run_answer;",
    )?;
    Ok(())
}

/// The facts no project is without.
fn facts(connection: &Connection, at: &str, told: &mut Vec<String>) -> Result<(), StoreError> {
    if fact(connection, "name")?.is_none() {
        set_fact(connection, "name", "Recovered project")?;
        told.push("What the project was called is lost.".to_owned());
    }
    if fact(connection, "created_at")?.is_none() {
        set_fact(connection, "created_at", at)?;
    }
    if fact(connection, "revision")?.is_none() {
        set_fact(connection, "revision", "1")?;
    }
    let erased: i64 =
        connection.query_row("SELECT count(*) FROM tombstone", [], |row| row.get(0))?;
    if fact(connection, "erasure_key")?.is_none() && erased > 0 {
        told.push("The secret by which erased people are known again is lost: take them out of what you load from now on.".to_owned());
    }
    Ok(())
}

/// What rows were loaded from is kept under another name where its own is lost: nothing of the rows is.
fn stand_ins(connection: &Connection, told: &mut Vec<String>) -> Result<(), StoreError> {
    let mut made = connection.execute(
        "INSERT INTO source_table (table_id, source_id, name, list)
         SELECT DISTINCT table_id, (SELECT coalesce(max(source_id), 0) + 1 FROM source), 'Recovered table ' || table_id, 4000000 + table_id
         FROM load WHERE table_id NOT IN (SELECT table_id FROM source_table)",
        [],
    )?;
    made += connection.execute(
        "INSERT INTO source (source_id, name, kind, letters, hue)
         SELECT DISTINCT source_id, 'Recovered source ' || source_id, 'other', 'R' || (source_id % 10), source_id * 47 % 360
         FROM source_table WHERE source_id NOT IN (SELECT source_id FROM source)",
        [],
    )?;
    if made > 0 {
        told.push(format!(
            "What {made} sources or tables were called is lost: they are called Recovered now."
        ));
    }
    Ok(())
}

/// Leaves out rows that lead nowhere, until every one leads somewhere.
fn leave_out(connection: &Connection) -> Result<(), StoreError> {
    let references = references(connection)?;
    loop {
        let mut gone = 0;
        for one in NOWHERE {
            gone += connection.execute(one, [])?;
        }
        for one in &references {
            gone += connection.execute(one, [])?;
        }
        if gone == 0 {
            return Ok(());
        }
    }
}

/// For each reference of the schema, what takes away the rows for which it leads nowhere.
fn references(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT t.name, f.\"from\", f.\"table\", f.\"to\" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
         WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, f.id",
    )?;
    let found: Vec<(String, String, String, String)> = statement
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    Ok(found
        .into_iter()
        .map(|(table, from, of, to)| {
            format!(
                "DELETE FROM \"{table}\" WHERE \"{from}\" IS NOT NULL AND \"{from}\" NOT IN (SELECT \"{to}\" FROM \"{of}\")"
            )
        })
        .collect())
}

/// A row that was mended and is lost stands as it was set aside, where that is still told, and counts so; where
/// that is lost, the row is one as any other. Says how many stand as they were.
fn mends(connection: &Connection, told: &mut Vec<String>) -> Result<u64, StoreError> {
    connection.execute_batch(
        "CREATE TEMP TABLE unmended AS SELECT a.load_id, count(*) AS number
            FROM mended_row m JOIN set_aside a ON a.set_aside_id = m.set_aside_id
            WHERE m.record_id NOT IN (SELECT record_id FROM raw_row) GROUP BY a.load_id;
         UPDATE load SET rows_loaded = rows_loaded - u.number, rows_set_aside = rows_set_aside + u.number
            FROM unmended u WHERE load.load_id = u.load_id;
         DELETE FROM column_profile WHERE load_id IN (SELECT load_id FROM unmended);
         DELETE FROM mended_row WHERE record_id NOT IN (SELECT record_id FROM raw_row)
            OR set_aside_id NOT IN (SELECT set_aside_id FROM set_aside);",
    )?;
    let gone: i64 =
        connection.query_row("SELECT coalesce(sum(number), 0) FROM unmended", [], |row| {
            row.get(0)
        })?;
    connection.execute_batch("DROP TABLE unmended")?;
    if gone > 0 {
        told.push(format!(
            "Rows that were mended by hand and are lost stand as they were set aside: {gone}. Mend them again to have them."
        ));
    }
    Ok(gone as u64)
}

/// Makes every load count the rows it still has; those that are lost become rows set aside. Says how many.
fn count_loads(connection: &Connection) -> Result<u64, StoreError> {
    let loads: Vec<(i64, i64, i64, i64)> = {
        let mut statement = connection.prepare(
            "SELECT load_id, first_record, last_record, rows_loaded - (SELECT count(*) FROM raw_row WHERE record_id BETWEEN first_record AND last_record)
             FROM load WHERE state <> 'loading' ORDER BY load_id",
        )?;
        statement
            .query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<Result<_, _>>()?
    };
    let mut all = 0;
    for (load, first, last, missing) in loads {
        if missing <= 0 {
            continue;
        }
        for row in lost_rows(connection, load, (first, last), missing as usize)? {
            connection.execute(
                "INSERT INTO set_aside (load_id, row, code, reason, text) VALUES (?1, ?2, ?3, ?4, '')",
                params![load, row, LOST, TOLD],
            )?;
        }
        connection.execute(
            "UPDATE load SET rows_loaded = rows_loaded - ?2, rows_set_aside = rows_set_aside + ?2 WHERE load_id = ?1",
            params![load, missing],
        )?;
        connection.execute("DELETE FROM column_profile WHERE load_id = ?1", [load])?;
        all += missing as u64;
    }
    // Of a load whose own counts do not fit each other those of its rows hold.
    connection.execute(
        "UPDATE load SET rows_read = rows_loaded + rows_set_aside WHERE state <> 'loading'",
        [],
    )?;
    Ok(all)
}

/// The rows a load has lost, as its neighbours tell: every row without a record that is not set aside.
fn lost_rows(
    connection: &Connection,
    load: i64,
    (first, last): (i64, i64),
    missing: usize,
) -> Result<Vec<i64>, StoreError> {
    let rows_of = |question: &str, values: &[i64]| -> Result<Vec<(i64, i64)>, StoreError> {
        let mut statement = connection.prepare(question)?;
        let found = statement
            .query_map(rusqlite::params_from_iter(values), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<Result<_, _>>()?;
        Ok(found)
    };
    let there = rows_of(
        "SELECT record_id, row FROM raw_row WHERE record_id BETWEEN ?1 AND ?2 ORDER BY record_id",
        &[first, last],
    )?;
    let aside: BTreeSet<i64> =
        rows_of("SELECT row, row FROM set_aside WHERE load_id = ?1", &[load])?
            .into_iter()
            .map(|(row, _)| row)
            .collect();
    let mut lost = Vec::new();
    let mut known = there.first().map_or((first, 2), |(record, row)| {
        (first, (row - (record - first)).max(1))
    });
    let mut next = first;
    for (record, row) in there.iter().copied().chain([(last + 1, 0)]) {
        for gone in next..record {
            let row = known.1 + (gone - known.0);
            if lost.len() < missing && !aside.contains(&row) {
                lost.push(row);
            }
        }
        known = (record, row);
        next = record + 1;
    }
    Ok(lost)
}

/// The run in use is one that is there and complete, and every record of it belongs to a customer that is there.
fn run_in_use(connection: &Connection) -> Result<(), StoreError> {
    let is_there: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM project p JOIN run r ON r.run_id = CAST(p.value AS INTEGER) WHERE p.key = 'current_run' AND r.complete = 1)",
        [],
        |row| row.get(0),
    )?;
    if !is_there {
        let newest: Option<i64> = connection.query_row(
            "SELECT max(run_id) FROM run WHERE complete = 1 AND run_id IN (SELECT run_id FROM membership)",
            [],
            |row| row.get(0),
        )?;
        match newest {
            Some(run) => set_fact(connection, "current_run", &run.to_string())?,
            None => {
                connection.execute("DELETE FROM project WHERE key = 'current_run'", [])?;
            }
        }
    }
    connection.execute(
        "DELETE FROM membership WHERE NOT EXISTS (SELECT 1 FROM project WHERE key = 'people_due') AND NOT EXISTS
            (SELECT 1 FROM customer c WHERE c.run_id = membership.run_id AND c.customer_id = membership.customer_id)",
        [],
    )?;
    Ok(())
}
