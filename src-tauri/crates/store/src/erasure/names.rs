//! Names of sources and tables that quote an erased person: a file called after somebody gives both.
//!
//! Names are unique, so two that say the same once the person is gone are told apart by a number.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::StoreError;
use crate::blot::Blot;

/// More things of one name than this are told apart by their own number.
const MOST_ALIKE: usize = 1_000;

/// Blots the person's values out of the names of sources and of their tables.
pub(super) fn blot_out(transaction: &Transaction<'_>, blot: &Blot) -> Result<(), StoreError> {
    let blot = blot.without_family_names();
    if blot.is_empty() {
        return Ok(());
    }
    rename(
        transaction,
        &blot,
        "SELECT source_id, name FROM source",
        "SELECT 1 FROM source WHERE name = ?2 AND source_id <> ?1",
        "UPDATE source SET name = ?2 WHERE source_id = ?1",
    )?;
    rename(
        transaction,
        &blot,
        "SELECT table_id, name FROM source_table",
        "SELECT 1 FROM source_table WHERE name = ?2 AND table_id <> ?1
         AND source_id = (SELECT source_id FROM source_table WHERE table_id = ?1)",
        "UPDATE source_table SET name = ?2 WHERE table_id = ?1",
    )
}

fn rename(
    transaction: &Transaction<'_>,
    blot: &Blot,
    all: &str,
    is_taken: &str,
    change: &str,
) -> Result<(), StoreError> {
    let names: Vec<(i64, String)> = {
        let mut statement = transaction.prepare(all)?;
        statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?
    };
    for (number, name) in names {
        let Some(left) = blot.text(&name) else {
            continue;
        };
        let free = first_free(transaction, is_taken, number, &left)?;
        transaction.execute(change, params![number, free])?;
    }
    Ok(())
}

fn first_free(
    transaction: &Transaction<'_>,
    is_taken: &str,
    number: i64,
    name: &str,
) -> Result<String, StoreError> {
    let mut statement = transaction.prepare_cached(is_taken)?;
    for nth in 1..=MOST_ALIKE {
        let tried = if nth == 1 {
            name.to_owned()
        } else {
            format!("{name} {nth}")
        };
        let taken: Option<i64> = statement
            .query_row(params![number, tried], |row| row.get(0))
            .optional()?;
        if taken.is_none() {
            return Ok(tried);
        }
    }
    Ok(format!("{name} #{number}"))
}
