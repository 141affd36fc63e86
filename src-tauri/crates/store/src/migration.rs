//! The schema, as an ordered list of steps that is only ever added to.

use rusqlite::Connection;

use crate::StoreError;

/// Marks a file as a Rollcall project in its SQLite header ("RLCL").
pub const APPLICATION_ID: i32 = 0x524C_434C;

/// The steps, oldest first. A file's `user_version` is the number of steps it has taken.
const STEPS: &[&str] = &[
    include_str!("schema/0001_project.sql"),
    include_str!("schema/0002_erasure.sql"),
    include_str!("schema/0003_known_by.sql"),
    include_str!("schema/0004_people_by_source.sql"),
    include_str!("schema/0005_setting.sql"),
    include_str!("schema/0006_standardised_anew.sql"),
    include_str!("schema/0007_column_profile.sql"),
    include_str!("schema/0008_measured.sql"),
    include_str!("schema/0009_linkage_memory.sql"),
    include_str!("schema/0010_value_form.sql"),
    include_str!("schema/0011_grouping.sql"),
    include_str!("schema/0012_assignment.sql"),
    TRAIL,
    include_str!("schema/0014_review.sql"),
    include_str!("schema/0015_governance.sql"),
    include_str!("schema/0016_customers_in_conflict.sql"),
    include_str!("schema/0017_lists.sql"),
    include_str!("schema/0018_delivered.sql"),
    include_str!("schema/0020_queue.sql"),
    include_str!("schema/0021_check_result.sql"),
    include_str!("schema/0022_privacy.sql"),
    include_str!("schema/0023_source_format.sql"),
    include_str!("schema/0024_list_facts.sql"),
    include_str!("schema/0025_subjects_and_trail.sql"),
    OVERRIDE_BY_RECORD,
    include_str!("schema/0027_says_no.sql"),
    include_str!("schema/0028_views.sql"),
    include_str!("schema/0029_stated.sql"),
    include_str!("schema/0030_source_there.sql"),
    include_str!("schema/0031_sorted.sql"),
    include_str!("schema/0032_delivered_by.sql"),
    LIST,
    include_str!("schema/0034_mended.sql"),
    include_str!("schema/0035_asked.sql"),
    include_str!("schema/0036_phone_countries.sql"),
    include_str!("schema/0037_lawful_basis.sql"),
    include_str!("schema/0038_answers.sql"),
    include_str!("schema/0039_asked_access.sql"),
    include_str!("schema/0040_kept_answers.sql"),
];

/// The step with which the trail becomes a chain: of what stands in it, which SQL alone cannot hash.
const TRAIL: &str = include_str!("schema/0013_trail.sql");

/// The step with which values set by hand are kept by record instead of by customer.
const OVERRIDE_BY_RECORD: &str = include_str!("schema/0026_override_by_record.sql");

/// The step with which tables are numbered for linkage: by a hash of what they are called.
const LIST: &str = include_str!("schema/0033_list.sql");

/// The newest format this version knows.
pub const SCHEMA_VERSION: i64 = STEPS.len() as i64;

/// Takes the steps a file has not taken yet, each in its own transaction.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_to(connection, SCHEMA_VERSION)
}

/// Takes the steps to a format, each in its own transaction.
pub(crate) fn migrate_to(connection: &mut Connection, format: i64) -> Result<(), StoreError> {
    let taken: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (index, step) in STEPS
        .iter()
        .enumerate()
        .take(usize::try_from(format).unwrap_or(0))
        .skip(usize::try_from(taken).unwrap_or(0))
    {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        if *step == TRAIL {
            crate::trail::begin(&transaction)?;
        }
        if *step == LIST {
            crate::source::number_lists(&transaction)?;
        }
        transaction.pragma_update(None, "user_version", index as i64 + 1)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{OVERRIDE_BY_RECORD, STEPS, TRAIL, migrate};
    use crate::override_value::overrides;
    use rusqlite::Connection;

    /// A file as it was before a step, which is told by a word only that step has.
    fn before(word: &str) -> Result<Connection, Box<dyn std::error::Error>> {
        let connection = Connection::open_in_memory()?;
        let taken = STEPS.iter().take_while(|step| !step.contains(word)).count();
        assert!(taken < STEPS.len(), "no step has {word}");
        for step in &STEPS[..taken] {
            connection.execute_batch(step)?;
        }
        connection.pragma_update(None, "user_version", i64::try_from(taken)?)?;
        Ok(connection)
    }

    /// Two tables of one name under two sources, made before lists had numbers.
    #[test]
    fn lists_of_an_older_file_get_numbers_of_their_own() -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = before("ADD COLUMN list")?;
        connection.execute_batch(
            "INSERT INTO source (source_id, name, kind, letters, hue) VALUES (1, 'Till', 'card', 'TI', 0), (2, 'Shop', 'shop', 'SH', 9);
             INSERT INTO source_table (table_id, source_id, name) VALUES (1, 1, 'people'), (2, 2, 'people');",
        )?;
        migrate(&mut connection)?;
        let lists: Vec<i64> = connection
            .prepare("SELECT list FROM source_table ORDER BY table_id")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        assert!(
            lists[0] > 0 && lists[1] > 0 && lists[0] != lists[1],
            "{lists:?}"
        );
        Ok(())
    }

    /// Values by the number of their customer: one set before the customer got another number, one whose record
    /// no run has, two that stand on one record.
    #[test]
    fn values_set_by_hand_in_an_older_file_are_kept_by_their_records()
    -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = before(OVERRIDE_BY_RECORD)?;
        connection.execute_batch(
            "INSERT INTO source (source_id, name, kind, letters, hue) VALUES (1, 'Till', 'card', 'TI', 0);
             INSERT INTO source_table (table_id, source_id, name) VALUES (1, 1, 'people');
             INSERT INTO load (load_id, table_id, file, fingerprint, loaded_at, header, reading, state, first_record, last_record, rows_read, rows_loaded)
                VALUES (1, 1, 'till.csv', '1', '2026-11-23T12:00:00Z', '[]', '{}', 'current', 1, 2, 2, 2);
             INSERT INTO standard_record VALUES (1, 'K1', NULL, 1, '[]'), (2, 'K2', NULL, 1, '[]');
             INSERT INTO run (run_id, ran_at, complete, basis, settings, report, model) VALUES (3, '2026-11-23T12:00:00Z', 1, '', '{}', '{}', '{}');
             INSERT INTO project (key, value) VALUES ('current_run', '3');
             INSERT INTO membership (run_id, record_id, customer_id) VALUES (3, 1, 9), (3, 2, 5);
             INSERT INTO override_value (customer_id, attribute, value, reason, anchor_table, anchor_key) VALUES
                (4, 'given_name', 'Gretchen', 'she said so', 1, 'K1'), (4, 'city', 'Leeds', '', 1, 'gone'),
                (5, 'city', 'Bath', '', 1, 'K2'), (6, 'city', 'Derby', '', 1, 'K2');",
        )?;
        migrate(&mut connection)?;
        let told: Vec<_> = overrides(&connection)?
            .into_iter()
            .map(|one| {
                let record = one.record.map(|record| record.0);
                (
                    one.anchor.key,
                    one.value,
                    one.reason,
                    one.customer.0,
                    record,
                )
            })
            .collect();
        let expected = [
            ("K2", "Derby", "", 5, Some(2)),
            ("gone", "Leeds", "", 4, None),
            ("K1", "Gretchen", "she said so", 9, Some(1)),
        ];
        let expected = expected.map(|(key, value, reason, customer, record)| {
            (
                key.to_owned(),
                value.to_owned(),
                reason.to_owned(),
                customer,
                record,
            )
        });
        assert_eq!(told, expected);
        let kept: Vec<i64> = connection
            .prepare("SELECT customer_id FROM override_value ORDER BY attribute, anchor_key")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        assert_eq!(kept, [5, 4, 9]);
        Ok(())
    }

    /// A file of before the chain is sealed as it stands when it is brought up to date.
    #[test]
    fn the_trail_of_an_older_file_becomes_a_chain() -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = before(TRAIL)?;
        connection.execute_batch(
            "INSERT INTO operation (operation_id, at, who, kind, sentence, operation, change, state)
             VALUES (1, '2026-01-02', 'Dana', 'set_note', 'A note', '{}', '[]', 'done'), (4, '2026-01-03', 'Eli', 'set_note', 'Another', '{}', '[]', 'undone');
             INSERT INTO audit (audit_id, at, who, action, operation_id)
             VALUES (1, '2026-01-02', 'Dana', 'did', 1), (2, '2026-01-03', 'Eli', 'did', 4), (5, '2026-01-04', 'Eli', 'took back', 4);",
        )?;
        migrate(&mut connection)?;
        let check = crate::trail::check(&connection)?;
        assert_eq!((check.entries, check.broken), (3, None));
        connection.execute(
            "UPDATE operation SET sentence = 'Nothing' WHERE operation_id = 4",
            [],
        )?;
        let told = crate::trail::check(&connection)?.broken;
        assert_eq!(told.map(|told| told.entry), Some(2));
        Ok(())
    }

    /// A line that was taken back keeps its number, though no line has it now.
    #[test]
    fn lines_about_customers_of_an_older_file_keep_their_numbers()
    -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = before("AUTOINCREMENT")?;
        connection.execute_batch(
            r#"INSERT INTO customer_trail (rowid, customer_id, run_id, sentence) VALUES (2, 7, 1, 'first'), (5, 8, 1, 'second');
             INSERT INTO operation (at, who, kind, sentence, operation, change, state) VALUES
             ('2026-01-02', '', 'set_note', '', '{}', '[{"table":"note","key":["all"],"before":null,"after":null}]', 'done'),
             ('2026-01-02', '', 'regroup', '', '{}', '[{"table":"trail","key":[9],"before":null,"after":{"rowid":9,"customer_id":7,"run_id":1,"sentence":"third"}}]', 'undone');"#,
        )?;
        migrate(&mut connection)?;
        connection.execute_batch(
            "INSERT INTO customer_trail (customer_id, run_id, sentence) VALUES (7, 2, 'fourth')",
        )?;
        let lines: Vec<(i64, String)> = connection
            .prepare("SELECT trail_id, sentence FROM customer_trail ORDER BY trail_id")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let told = [(2, "first"), (5, "second"), (10, "fourth")];
        assert_eq!(lines, told.map(|(number, told)| (number, told.to_owned())));
        // As doing it again writes the row image of before.
        connection.execute_batch(
            "INSERT OR REPLACE INTO customer_trail (rowid, customer_id, run_id, sentence) VALUES (9, 7, 1, 'third')",
        )?;
        Ok(())
    }

    /// Until records of before are made again, whatever reads like a no is one.
    #[test]
    fn rows_of_an_older_file_that_say_no_are_known() -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = before("ADD COLUMN says_no")?;
        connection.execute_batch(
            r#"INSERT INTO value_form (form_id, attribute, group_, column_, state, rule) VALUES
                (1, 'email_consent', 0, 1, 'valid', ''), (2, 'deletion_request', 0, 2, 'valid', ''), (3, 'deletion_request', 0, 2, 'blank', '');
             INSERT INTO standard_record VALUES
                (1, 'a', NULL, 1, '[1,"opted_out","No",3]'), (2, 'b', NULL, 1, '[1,"opted_in",2,"no"]'),
                (3, 'c', NULL, 1, '[1,"complained"]'), (4, 'd', NULL, 1, '[1,"opted_in",2,"2024-05-06"]'),
                (5, 'e', NULL, 1, '[1,"","2",3]'), (6, 'f', NULL, 1, '[]'),
                (7, 'g', NULL, 1, '[["deletion_request","yes"]]'), (8, 'h', NULL, 1, '[["email_consent","opted_in"]]');"#,
        )?;
        migrate(&mut connection)?;
        let said: Vec<i64> = connection
            .prepare("SELECT record_id FROM standard_record WHERE says_no = 1 ORDER BY 1")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        assert_eq!(said, [1, 3, 4, 7]);
        Ok(())
    }

    /// Rows of before that ask to be deleted are offered as requests; those that only refuse messages, or answer no,
    /// are not.
    #[test]
    fn rows_of_an_older_file_that_ask_to_be_deleted_are_known()
    -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = before("ADD COLUMN asks_deletion")?;
        connection.execute_batch(
            r#"INSERT INTO value_form (form_id, attribute, group_, column_, state, rule) VALUES
                (1, 'email_consent', 0, 1, 'valid', ''), (2, 'deletion_request', 0, 2, 'valid', '');
             INSERT INTO standard_record (record_id, record_key, person, content, says_no) VALUES
                (1, 'a', 1, '[1,"opted_out",2,"true","Deletion"]', 1), (2, 'b', 1, '[1,"opted_out",2,"no"]', 1),
                (3, 'c', 1, '[1,"complained"]', 1), (4, 'd', 1, '[["deletion_request","yes"]]', 1);"#,
        )?;
        migrate(&mut connection)?;
        let asking: Vec<i64> = connection
            .prepare("SELECT record_id FROM standard_record WHERE asks_deletion = 1 ORDER BY 1")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        assert_eq!(asking, [1, 4]);
        Ok(())
    }

    /// Requests of before are anchored to a record of their person, one with an id of its own if there is one.
    #[test]
    fn requests_of_an_older_file_are_anchored() -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = before("data_request ADD COLUMN anchor_table")?;
        connection.execute_batch(
            "INSERT INTO source (source_id, name, kind, letters, hue) VALUES (1, 'Shop', 'shop', 'SH', 0);
             INSERT INTO source_table (table_id, source_id, name) VALUES (4, 1, 'people');
             INSERT INTO load (load_id, table_id, file, fingerprint, loaded_at, header, reading, state, first_record, last_record)
             VALUES (1, 4, 'people.csv', '1', '2026-01-02', '[]', '{}', 'current', 1, 3);
             INSERT INTO standard_record SELECT column1, column2, NULL, 1, '[]' FROM (VALUES (1, 'content:00'), (2, 'M2'), (3, 'M3'));
             INSERT INTO run (run_id, ran_at, complete, basis, settings, report, model) VALUES (5, '2026-01-02', 1, '', '{}', '{}', '{}');
             INSERT INTO project (key, value) VALUES ('current_run', '5');
             INSERT INTO membership (run_id, record_id, customer_id) VALUES (5, 1, 7), (5, 2, 7), (5, 3, 8);
             INSERT INTO data_request (data_request_id, kind, customer_id, received_on, who, systems, state)
             VALUES (1, 'access', 7, '2026-01-02', '', '[]', 'open'), (2, 'deletion', 9, '2026-01-02', '', '[]', 'open'), (3, 'deletion', NULL, '2026-01-02', '', '[]', 'done');",
        )?;
        migrate(&mut connection)?;
        let anchors: Vec<(Option<i64>, Option<String>)> = connection
            .prepare("SELECT anchor_table, anchor_key FROM data_request ORDER BY data_request_id")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let of_first = (Some(4), Some("M2".to_owned()));
        assert_eq!(anchors, [of_first, (None, None), (None, None)]);
        Ok(())
    }
}
