//! Golden records put in the place of those a run had, after the rules about which value wins changed:
//! who is who stays, and so do the words customers are found by, which hold every value there is.

use rollcall_model::RunId;
use rusqlite::{Transaction, params};

use crate::conflict::insert_conflicts;
use crate::customer_facts::outdate;
use crate::project::touch;
use crate::{Store, StoreError, StoredConflict, StoredCustomer, StoredMeasured};

/// Writes golden records of a run anew; nothing of it is seen, or stays, until all of it is done.
pub struct GoldenWriter<'a> {
    transaction: &'a Transaction<'a>,
    run: RunId,
}

impl Store {
    /// Puts golden records of a run in place of those there are, in one transaction.
    ///
    /// # Errors
    /// What `work` fails with, or when the file cannot be written; everything is as it was then.
    pub fn agree_anew<T, E: From<StoreError>>(
        &self,
        run: RunId,
        work: impl FnOnce(&GoldenWriter<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut failed = None;
        let written = self.connections.write(|transaction| {
            work(&GoldenWriter { transaction, run }).map_err(|error| {
                failed = Some(error);
                // Only ends the transaction: what failed is told in its own words.
                StoreError::Sql {
                    message: "the work was stopped".into(),
                }
            })
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(written?),
        }
    }
}

impl GoldenWriter<'_> {
    /// Puts a customer's golden record and conflicts in place of those there are.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn replace(
        &self,
        customer: &StoredCustomer,
        conflicts: &[StoredConflict],
    ) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "UPDATE customer SET name = ?3, email = ?4, phone = ?5, city = ?6, country = ?7, conflicts = ?8, golden = ?9, known_by = ?10, consents = ?11, phone_countries = ?12
                 WHERE run_id = ?1 AND customer_id = ?2",
            )?
            .execute(params![
                self.run.0, customer.customer.0, customer.name, customer.email, customer.phone, customer.city,
                customer.country, customer.conflicts as i64, customer.golden, customer.known_by as i64, customer.consents,
                customer.phone_countries
            ])?;
        outdate(self.transaction, self.run, customer.customer)?;
        self.transaction
            .prepare_cached("DELETE FROM conflict WHERE run_id = ?1 AND customer_id = ?2")?
            .execute(params![self.run.0, customer.customer.0])?;
        insert_conflicts(self.transaction, self.run, conflicts)
    }

    /// People with at least one conflict, as the run stands now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people_in_conflict(&self) -> Result<u64, StoreError> {
        let count: i64 = self.transaction.query_row(
            "SELECT count(*) FROM customer WHERE run_id = ?1 AND conflicts > 0 AND known_by < ?2",
            params![self.run.0, crate::KnownBy::Id as i64],
            |row| row.get(0),
        )?;
        Ok(count as u64)
    }

    /// Puts what was measured in place of what the run had measured of the same.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn measure_anew(&self, measured: &[StoredMeasured]) -> Result<(), StoreError> {
        crate::measured::write_measured(self.transaction, self.run, measured)
    }

    /// Says what the run follows from now, and what came of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn conclude(&self, basis: &str, report: &str) -> Result<(), StoreError> {
        self.transaction.execute(
            "UPDATE run SET basis = ?2, report = ?3 WHERE run_id = ?1",
            params![self.run.0, basis, report],
        )?;
        touch(self.transaction)
    }
}
