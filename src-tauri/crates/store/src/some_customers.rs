//! What is asked about many customers of a run at once: one statement for all of them, whatever their number.

use std::collections::BTreeMap;

use rollcall_model::{CustomerId, RunId};
use rusqlite::params;

use crate::customer::read_customer;
use crate::record::read_standard;
use crate::{StandardRecord, Store, StoreError, StoredCustomer, value_form};

impl Store {
    /// Some customers of a run by their ids; who is no customer of it is not among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn some_customers(
        &self,
        run: RunId,
        customers: &[CustomerId],
    ) -> Result<BTreeMap<CustomerId, StoredCustomer>, StoreError> {
        if customers.is_empty() {
            return Ok(BTreeMap::new());
        }
        let numbers: Vec<String> = customers.iter().map(|one| one.0.to_string()).collect();
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT * FROM customer WHERE run_id = ?1 AND customer_id IN (SELECT value FROM json_each(?2))",
            )?;
            let found = statement
                .query_map(params![run.0, format!("[{}]", numbers.join(","))], |row| {
                    let customer = read_customer(row)?;
                    Ok((customer.customer, customer))
                })?
                .collect::<Result<_, _>>()?;
            Ok(found)
        })
    }

    /// The customers whose last purchase is of this day or later, `YYYY-MM-DD`, in order, each with its time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bought_since(
        &self,
        run: RunId,
        day: &str,
    ) -> Result<Vec<(CustomerId, String)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT customer_id, last_purchase FROM customer WHERE run_id = ?1 AND last_purchase >= ?2 ORDER BY customer_id",
            )?;
            let found = statement
                .query_map(params![run.0, day], |row| Ok((CustomerId(row.get(0)?), row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(found)
        })
    }

    /// Goes through the customers whose last purchase is of this day or later, each with all its records. The records of
    /// one customer at a time are in memory.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn visit_records_of_buyers(
        &self,
        run: RunId,
        day: &str,
        mut visit: impl FnMut(CustomerId, &[StandardRecord]),
    ) -> Result<(), StoreError> {
        self.connections.read(|connection| {
            let forms = self.forms.read(connection)?;
            // Joined in this order, so that the records of a customer follow each other.
            let mut statement = connection.prepare_cached(
                "WITH buyer AS MATERIALIZED (
                     SELECT customer_id FROM customer WHERE run_id = ?1 AND last_purchase >= ?2 ORDER BY customer_id
                 )
                 SELECT s.record_id, s.record_key, s.as_of, s.person, s.content, s.says_no, s.dated_by, b.customer_id
                 FROM buyer b
                 CROSS JOIN membership m ON m.run_id = ?1 AND m.customer_id = b.customer_id
                 CROSS JOIN standard_record s ON s.record_id = m.record_id",
            )?;
            let mut rows = statement.query(params![run.0, day])?;
            let mut records: Vec<StandardRecord> = Vec::new();
            let mut of: Option<CustomerId> = None;
            while let Some(row) = rows.next()? {
                let customer = CustomerId(row.get(7)?);
                if let Some(before) = of.filter(|before| *before != customer) {
                    visit(before, &records);
                    records.clear();
                }
                of = Some(customer);
                records.push(read_standard(row, &forms, value_form::decode)?);
            }
            if let Some(last) = of {
                visit(last, &records);
            }
            Ok(())
        })
    }
}
