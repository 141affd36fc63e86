//! What lists are decided on, kept with a run: some thousand customers at a time, so that whoever changes is read
//! anew without all the others.
//!
//! Whatever writes a customer of a run takes away what is kept of their part, in the same transaction.

use rollcall_model::{CustomerId, RunId};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::customer::read_customer;
use crate::{Moment, Store, StoreError, StoredCustomer};

/// Customers whose numbers differ in these last bits alone are of one part.
const BITS: u32 = 13;
/// The line every part has; without content where its customers have to be read anew.
const FIRST: &str = "";

impl Store {
    /// The parts in which a run has customers, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customer_parts(&self, run: RunId) -> Result<Vec<i64>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT DISTINCT customer_id >> ?2 FROM customer WHERE run_id = ?1 ORDER BY 1",
            )?;
            let parts = statement
                .query_map(params![run.0, BITS], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(parts)
        })
    }

    /// The customers of a part, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customers_of_part(
        &self,
        run: RunId,
        part: i64,
    ) -> Result<Vec<StoredCustomer>, StoreError> {
        let first = part << BITS;
        let last = first + (1 << BITS) - 1;
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT * FROM customer WHERE run_id = ?1 AND customer_id BETWEEN ?2 AND ?3 ORDER BY customer_id",
            )?;
            let customers = statement
                .query_map(params![run.0, first, last], read_customer)?
                .collect::<Result<_, _>>()?;
            Ok(customers)
        })
    }

    /// What is kept under a name of the customers of each part that has such a line, in the order of the parts. The
    /// line with a blank name has no content where the customers of its part have to be read anew.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customer_facts(
        &self,
        run: RunId,
        what: &str,
    ) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT part, content FROM customer_facts WHERE run_id = ?1 AND what = ?2 ORDER BY part",
            )?;
            let lines = statement
                .query_map(params![run.0, what], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(lines)
        })
    }

    /// What is kept under a name of the customers of one part; nothing where the part has no such line.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customer_facts_of_part(
        &self,
        run: RunId,
        part: i64,
        what: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT content FROM customer_facts WHERE run_id = ?1 AND part = ?2 AND what = ?3",
            )?;
            let content = statement
                .query_row(params![run.0, part, what], |row| row.get(0))
                .optional()?;
            Ok(content)
        })
    }

    /// Whether any part has a line of this name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_customer_facts(&self, run: RunId, what: &str) -> Result<bool, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM customer_facts WHERE run_id = ?1 AND what = ?2)",
            )?;
            Ok(statement.query_row(params![run.0, what], |row| row.get(0))?)
        })
    }

    /// The parts whose customers have to be read anew.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn parts_to_read_anew(&self, run: RunId) -> Result<Vec<i64>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT part FROM customer_facts WHERE run_id = ?1 AND what = ?2 AND length(content) = 0 ORDER BY part",
            )?;
            let parts = statement
                .query_map(params![run.0, FIRST], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(parts)
        })
    }

    /// Keeps the lines of a part in place of those before, where nothing was written since they were begun to be
    /// read. Gives the moment after it; nothing where somebody wrote, and nothing is kept then.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_customer_facts(
        &self,
        run: RunId,
        part: i64,
        lines: &[(String, Vec<u8>)],
        since: Moment,
    ) -> Result<Option<Moment>, StoreError> {
        self.connections.write_if_still(since, |transaction| {
            transaction
                .prepare_cached("DELETE FROM customer_facts WHERE run_id = ?1 AND part = ?2")?
                .execute(params![run.0, part])?;
            let mut keep = transaction.prepare_cached(
                "INSERT INTO customer_facts (run_id, part, what, content) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for (what, content) in lines {
                keep.execute(params![run.0, part, what, content])?;
            }
            Ok(())
        })
    }

    /// Takes away what is kept of all customers of a run.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_customer_facts(&self, run: RunId) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            transaction.execute("DELETE FROM customer_facts WHERE run_id = ?1", [run.0])?;
            Ok(())
        })
    }
}

/// Notes that a customer of a run is another, came or went: what is kept of their part no longer holds.
pub(crate) fn outdate(
    connection: &Connection,
    run: RunId,
    customer: CustomerId,
) -> Result<(), StoreError> {
    let is_kept: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM customer_facts WHERE run_id = ?1)")?
        .query_row([run.0], |row| row.get(0))?;
    if !is_kept {
        return Ok(());
    }
    let part = customer.0 >> BITS;
    connection
        .prepare_cached("DELETE FROM customer_facts WHERE run_id = ?1 AND part = ?2")?
        .execute(params![run.0, part])?;
    connection
        .prepare_cached(
            "INSERT INTO customer_facts (run_id, part, what, content) VALUES (?1, ?2, ?3, x'')",
        )?
        .execute(params![run.0, part, FIRST])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rollcall_model::{CustomerId, RunId};

    use super::{BITS, outdate};
    use crate::{Store, StoreError};

    const RUN: RunId = RunId(1);

    fn lines(content: &[u8]) -> Vec<(String, Vec<u8>)> {
        ["", "value:city"]
            .map(|what| (what.to_owned(), content.to_vec()))
            .to_vec()
    }

    /// A project that keeps something of two parts.
    fn kept() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kept.rollcall");
        let store = Store::create(&path, "Kept", "2026-11-23T10:00:00Z").expect("a project");
        for part in [0, 1] {
            let since = store.moment().expect("nobody writes");
            let after = store.keep_customer_facts(RUN, part, &lines(&[7]), since);
            assert!(after.expect("written").is_some());
        }
        (folder, store)
    }

    #[test]
    fn whoever_changes_takes_away_what_is_kept_of_their_part_alone() -> Result<(), StoreError> {
        let (_folder, store) = kept();
        let second = CustomerId((1 << BITS) + 5);
        store
            .connections
            .write(|transaction| outdate(transaction, RUN, second))?;
        assert_eq!(store.parts_to_read_anew(RUN)?, [1]);
        assert_eq!(store.customer_facts(RUN, "value:city")?, [(0, vec![7])]);
        assert_eq!(
            store.customer_facts(RUN, "")?,
            [(0, vec![7]), (1, Vec::new())]
        );
        let of_part = |part| store.customer_facts_of_part(RUN, part, "value:city");
        assert_eq!((of_part(0)?, of_part(1)?), (Some(vec![7]), None));
        assert!(store.has_customer_facts(RUN, "value:city")?);
        assert!(!store.has_customer_facts(RUN, "value:phone")?);
        // A run of which nothing is kept gets no line that would look as if.
        store
            .connections
            .write(|transaction| outdate(transaction, RunId(2), second))?;
        assert!(store.customer_facts(RunId(2), "")?.is_empty());
        store.forget_customer_facts(RUN)?;
        assert!(store.customer_facts(RUN, "")?.is_empty());
        Ok(())
    }

    /// What was read before somebody wrote may hold what that took out.
    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() -> Result<(), StoreError> {
        let (_folder, store) = kept();
        let since = store.moment().expect("nobody writes");
        store.ensure_source("Shop", "other")?;
        let after = store.keep_customer_facts(RUN, 0, &lines(&[8]), since)?;
        assert_eq!(after, None);
        assert_eq!(store.customer_facts(RUN, "")?[0], (0, vec![7]));
        // One thing after the other is kept, each from the moment after the one before.
        let since = store.moment().expect("nobody writes");
        let after = store.keep_customer_facts(RUN, 0, &lines(&[8]), since)?;
        assert_eq!(after, store.moment());
        let after = after.expect("the moment after");
        assert!(
            store
                .keep_customer_facts(RUN, 1, &lines(&[9]), after)?
                .is_some()
        );
        assert_eq!(store.customer_facts(RUN, "")?, [(0, vec![8]), (1, vec![9])]);
        Ok(())
    }
}
