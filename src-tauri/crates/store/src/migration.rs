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
];

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
        transaction.pragma_update(None, "user_version", index as i64 + 1)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
    }
    Ok(())
}
