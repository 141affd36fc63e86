//! Making a chain of what a damaged file still has of its trail.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{HEAD, append};
use crate::StoreError;

/// An entry that is left.
struct Left {
    at: String,
    who: String,
    action: String,
    operation: i64,
}

/// Seals what is left of a trail as it stands: entries whose operation is lost go, operations whose entries are
/// lost get one, and the chain begins anew. Foreign keys must not be watched over meanwhile.
pub(crate) fn seal_recovered(connection: &Connection) -> Result<(), StoreError> {
    let mut entries = left(connection)?;
    let mut last: BTreeMap<i64, bool> = BTreeMap::new();
    for one in &entries {
        last.insert(one.operation, one.action == "took back");
    }
    let mut statement = connection.prepare(
        "SELECT operation_id, at, who, state <> 'done' FROM operation ORDER BY operation_id",
    )?;
    let operations: Vec<(i64, String, String, bool)> = statement
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    for (operation, at, who, is_back) in operations {
        let was_back = last.get(&operation).copied();
        let mut add = |action: &str| {
            entries.push(Left {
                at: at.clone(),
                who: who.clone(),
                action: action.to_owned(),
                operation,
            });
        };
        if was_back.is_none() {
            add("did");
        }
        match (was_back.unwrap_or(false), is_back) {
            (false, true) => add("took back"),
            (true, false) => add("did again"),
            _ => {}
        }
    }
    for table in ["audit", "audit_rewritten"] {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    connection.execute("DELETE FROM project WHERE key = ?1", params![HEAD])?;
    for one in entries {
        append(connection, &one.at, &one.who, &one.action, one.operation)?;
    }
    Ok(())
}

/// The entries whose operation is there.
fn left(connection: &Connection) -> Result<Vec<Left>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT a.at, a.who, a.action, a.operation_id FROM audit a JOIN operation o USING (operation_id) ORDER BY a.audit_id",
    )?;
    let entries = statement
        .query_map([], |row| {
            Ok(Left {
                at: row.get(0)?,
                who: row.get(1)?,
                action: row.get(2)?,
                operation: row.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(entries)
}
