//! Households: customers who live together; never merged for it.

use rollcall_model::RunId;
use rusqlite::{ToSql, params};

use crate::customer::read_customer;
use crate::customer_filter::customer_conditions;
use crate::{CustomerFilter, Store, StoreError, StoredCustomer};

impl Store {
    /// A page of the households of a run in which somebody under the filter lives, the largest first, by
    /// number, with how many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn households(
        &self,
        run: RunId,
        filter: &CustomerFilter,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<i64>, u64), StoreError> {
        self.connections.read(|connection| {
            let (conditions, values) = customer_conditions(run, filter);
            let parameters: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
            let found = format!(
                "FROM customer o WHERE o.run_id = {run} AND o.household IN (SELECT c.household FROM customer c WHERE {conditions} AND c.household IS NOT NULL)
                 GROUP BY o.household HAVING count(*) > 1",
                run = run.0
            );
            let total: i64 = connection
                .prepare_cached(&format!("SELECT count(*) FROM (SELECT 1 {found})"))?
                .query_row(parameters.as_slice(), |row| row.get(0))?;
            let households = connection
                .prepare_cached(&format!(
                    "SELECT o.household {found} ORDER BY count(*) DESC, o.household LIMIT {limit} OFFSET {offset}"
                ))?
                .query_map(parameters.as_slice(), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok((households, total as u64))
        })
    }

    /// Who lives in a household, by number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn living_in(&self, run: RunId, household: i64) -> Result<Vec<StoredCustomer>, StoreError> {
        self.connections.read(|connection| {
            let customers = connection
                .prepare_cached(
                    "SELECT * FROM customer WHERE run_id = ?1 AND household = ?2 ORDER BY customer_id",
                )?
                .query_map(params![run.0, household], read_customer)?
                .collect::<Result<_, _>>()?;
            Ok(customers)
        })
    }
}
