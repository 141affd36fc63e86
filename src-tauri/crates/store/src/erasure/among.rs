//! Numbers of what is to go, in a temporary table, so that one statement a table finds all of it. What runs
//! made is indexed by the run first: looked for one by one, each of thousands would read every table whole.
//!
//! Numbers only: a temporary table may be written to a file of the system, where no value belongs.

use rusqlite::Transaction;

use crate::StoreError;

/// A temporary table; it goes with [`Among::end`], or with the transaction when that fails.
pub(super) struct Among<'a> {
    transaction: &'a Transaction<'a>,
}

impl<'a> Among<'a> {
    /// What stands behind `IN` for one of the numbers.
    pub(super) const THESE: &'static str = "(SELECT number FROM temp.gone)";

    /// Puts the numbers of records or of customers there, one table at a time.
    pub(super) fn put(
        transaction: &'a Transaction<'a>,
        numbers: impl Iterator<Item = i64>,
    ) -> Result<Self, StoreError> {
        transaction.execute_batch("CREATE TEMP TABLE gone (number INTEGER PRIMARY KEY)")?;
        let mut statement = transaction.prepare("INSERT OR IGNORE INTO temp.gone VALUES (?1)")?;
        for number in numbers {
            statement.execute([number])?;
        }
        Ok(Self { transaction })
    }

    /// Takes the table away.
    pub(super) fn end(self) -> Result<(), StoreError> {
        self.transaction.execute_batch("DROP TABLE temp.gone")?;
        Ok(())
    }
}
