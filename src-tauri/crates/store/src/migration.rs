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
];

/// The step with which the trail becomes a chain: of what stands in it, which SQL alone cannot hash.
const TRAIL: &str = include_str!("schema/0013_trail.sql");

/// The newest format this version knows.
pub const SCHEMA_VERSION: i64 = STEPS.len() as i64;

/// Takes the steps a file has not taken yet, each in its own transaction.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let taken: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (index, step) in STEPS
        .iter()
        .enumerate()
        .skip(usize::try_from(taken).unwrap_or(0))
    {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        if *step == TRAIL {
            crate::trail::begin(&transaction)?;
        }
        transaction.pragma_update(None, "user_version", index as i64 + 1)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{STEPS, TRAIL, migrate};
    use rusqlite::Connection;

    /// A file of before the chain is sealed as it stands when it is brought up to date.
    #[test]
    fn the_trail_of_an_older_file_becomes_a_chain() -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = Connection::open_in_memory()?;
        for step in STEPS.iter().take_while(|step| **step != TRAIL) {
            connection.execute_batch(step)?;
        }
        let taken = STEPS.iter().take_while(|step| **step != TRAIL).count();
        connection.pragma_update(None, "user_version", i64::try_from(taken)?)?;
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
}
