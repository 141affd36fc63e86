//! Customers whose records changed hands: made anew at once, in the transaction that moved them.

use std::collections::BTreeSet;

use rollcall_model::{CustomerId, RecordId, RunId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::Value;

use crate::conflict::insert_conflicts;
use crate::customer::encode_sources;
use crate::customer_facts::outdate;
use crate::decision::RowChange;
use crate::project::fact;
use crate::{DecisionTable, Edits, RowImage, StoreError, StoredConflict, StoredCustomer};

/// A customer made anew from the records it has now.
#[derive(Debug, Clone)]
pub struct SettledCustomer {
    /// The customer.
    pub customer: StoredCustomer,
    /// Where its sources disagree.
    pub conflicts: Vec<StoredConflict>,
    /// The words it is found by.
    pub words: String,
}

/// Makes a customer of a run from its records, which are in order, and its household.
pub type Unify<'a> =
    &'a dyn Fn(CustomerId, &[RecordId], Option<i64>) -> Result<SettledCustomer, StoreError>;

impl Edits<'_> {
    /// Makes customers anew from the records they have now; those without any are gone.
    ///
    /// # Errors
    /// When the file cannot be written, or what `unify` fails with.
    pub fn settle(
        &self,
        customers: &BTreeSet<CustomerId>,
        unify: Unify<'_>,
    ) -> Result<(), StoreError> {
        settle(self.transaction(), customers, unify)
    }
}

/// The customers whose records some changes moved.
pub(crate) fn moved_customers(changes: &[RowChange]) -> BTreeSet<CustomerId> {
    changes
        .iter()
        .filter(|change| change.table == DecisionTable::Membership)
        .flat_map(|change| [&change.before, &change.after])
        .flatten()
        .filter_map(|row| row.get("customer_id").and_then(Value::as_i64))
        .map(CustomerId)
        .collect()
}

/// Moves records of the run in use as an operation of an earlier run moved them, `back` or forth: all of
/// them or none, since a run that found them elsewhere has its own answer. Returns whether they stand
/// where the operation says; true where nothing had to move.
pub(crate) fn carry_over(
    transaction: &Transaction<'_>,
    changes: &[RowChange],
    back: bool,
) -> Result<bool, StoreError> {
    let run = fact(transaction, "current_run")?.and_then(|text| text.parse::<i64>().ok());
    let number = |row: &RowImage, column: &str| row.get(column).and_then(Value::as_i64);
    let mut moves = Vec::new();
    for change in changes {
        let images = (change.before.as_ref(), change.after.as_ref());
        let (DecisionTable::Membership, (Some(before), Some(after))) = (change.table, images)
        else {
            continue;
        };
        if number(before, "run_id") != run {
            moves.push(if back {
                (after, before)
            } else {
                (before, after)
            });
        }
    }
    let Some(run) = run.filter(|_| !moves.is_empty()) else {
        return Ok(run.is_some());
    };
    for (from, _) in &moves {
        let stands: Option<i64> = transaction
            .prepare_cached(
                "SELECT customer_id FROM membership WHERE run_id = ?1 AND record_id = ?2",
            )?
            .query_row(params![run, number(from, "record_id")], |row| row.get(0))
            .optional()?;
        if stands.is_none() || stands != number(from, "customer_id") {
            return Ok(false);
        }
    }
    for (_, to) in moves {
        transaction
            .prepare_cached(
                "UPDATE membership SET customer_id = ?3, tied_to = ?4, weight = ?5, probability = ?6 WHERE run_id = ?1 AND record_id = ?2",
            )?
            .execute(params![
                run, number(to, "record_id"), number(to, "customer_id"), number(to, "tied_to"),
                to.get("weight").and_then(Value::as_f64), to.get("probability").and_then(Value::as_f64)
            ])?;
    }
    Ok(true)
}

/// Makes these customers of the run in use anew from the records they have now, and tells everybody
/// their records lived with whether they still do.
pub(crate) fn settle(
    transaction: &Transaction<'_>,
    customers: &BTreeSet<CustomerId>,
    unify: Unify<'_>,
) -> Result<(), StoreError> {
    let run = fact(transaction, "current_run")?.and_then(|text| text.parse().ok().map(RunId));
    let Some(run) = run.filter(|_| !customers.is_empty()) else {
        return Ok(());
    };
    let mut homes = BTreeSet::new();
    for customer in customers {
        homes.extend(homes_of(transaction, run, *customer)?);
        let records = records_of(transaction, run, *customer)?;
        if records.is_empty() {
            forget(transaction, run, *customer)?;
            continue;
        }
        let home = household(transaction, run, *customer)?;
        keep(transaction, run, &unify(*customer, &records, home)?)?;
        for record in records {
            transaction
                .prepare_cached(
                    "UPDATE measured_row SET customer_id = ?3 WHERE run_id = ?1 AND record_id = ?2",
                )?
                .execute(params![run.0, record.0, customer.0])?;
        }
    }
    for home in homes {
        settle_home(transaction, run, home)?;
    }
    Ok(())
}

fn records_of(
    connection: &Connection,
    run: RunId,
    customer: CustomerId,
) -> Result<Vec<RecordId>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT record_id FROM membership WHERE run_id = ?1 AND customer_id = ?2 ORDER BY record_id",
        )?
        .query_map(params![run.0, customer.0], |row| row.get(0).map(RecordId))?
        .collect::<Result<_, _>>()?)
}

/// The households the run found a customer's records to be of.
fn homes_of(
    connection: &Connection,
    run: RunId,
    customer: CustomerId,
) -> Result<Vec<i64>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT DISTINCT household FROM membership WHERE run_id = ?1 AND customer_id = ?2 AND household IS NOT NULL",
        )?
        .query_map(params![run.0, customer.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// The household of a customer: the first of those its records are of in which somebody else lives.
fn household(
    connection: &Connection,
    run: RunId,
    customer: CustomerId,
) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT m.household FROM membership m WHERE m.run_id = ?1 AND m.customer_id = ?2 AND m.household IS NOT NULL
             AND EXISTS (SELECT 1 FROM membership o WHERE o.run_id = ?1 AND o.household = m.household AND o.customer_id <> ?2)
             ORDER BY m.household LIMIT 1",
        )?
        .query_row(params![run.0, customer.0], |row| row.get(0))
        .optional()?)
}

fn settle_home(connection: &Connection, run: RunId, home: i64) -> Result<(), StoreError> {
    let living: Vec<CustomerId> = connection
        .prepare_cached(
            "SELECT DISTINCT customer_id FROM membership WHERE run_id = ?1 AND household = ?2",
        )?
        .query_map(params![run.0, home], |row| row.get(0).map(CustomerId))?
        .collect::<Result<_, _>>()?;
    for customer in living {
        let home = household(connection, run, customer)?;
        let changed = connection
            .prepare_cached(
                "UPDATE customer SET household = ?3 WHERE run_id = ?1 AND customer_id = ?2 AND household IS NOT ?3",
            )?
            .execute(params![run.0, customer.0, home])?;
        if changed > 0 {
            outdate(connection, run, customer)?;
        }
    }
    Ok(())
}

fn forget(connection: &Connection, run: RunId, customer: CustomerId) -> Result<(), StoreError> {
    outdate(connection, run, customer)?;
    connection.execute(
        "DELETE FROM customer_search WHERE rowid IN (SELECT customer_row FROM customer WHERE run_id = ?1 AND customer_id = ?2)",
        params![run.0, customer.0],
    )?;
    for table in ["customer", "conflict"] {
        connection.execute(
            &format!("DELETE FROM {table} WHERE run_id = ?1 AND customer_id = ?2"),
            params![run.0, customer.0],
        )?;
    }
    Ok(())
}

/// Puts a customer in place of what stands under its number.
fn keep(connection: &Connection, run: RunId, settled: &SettledCustomer) -> Result<(), StoreError> {
    let one = &settled.customer;
    forget(connection, run, one.customer)?;
    insert_customer(connection, run, one, &settled.words)?;
    insert_conflicts(connection, run, &settled.conflicts)
}

/// Writes a customer that is not there yet, with the words it is found by.
pub(crate) fn insert_customer(
    connection: &Connection,
    run: RunId,
    customer: &StoredCustomer,
    words: &str,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO customer (run_id, customer_id, name, email, phone, city, country, records, sources, conflicts, household, last_purchase, golden, known_by, consents, phone_countries)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            run.0, customer.customer.0, customer.name, customer.email, customer.phone, customer.city,
            customer.country, customer.records as i64, encode_sources(&customer.sources),
            customer.conflicts as i64, customer.household, customer.last_purchase, customer.golden,
            customer.known_by as i64, customer.consents, customer.phone_countries
        ])?;
    connection
        .prepare_cached("INSERT INTO customer_search (rowid, words) VALUES (?1, ?2)")?
        .execute(params![connection.last_insert_rowid(), words])?;
    Ok(())
}
