//! Runs: immutable executions of linkage and what came of them.

use std::collections::BTreeMap;

use rollcall_model::{CustomerId, RecordId, RunId};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::conflict::insert_conflicts;
use crate::erasure::people_found_again;
use crate::measured::write_measured_rows;
use crate::override_value::note_customers;
use crate::project::{fact, set_fact, touch};
use crate::settle::insert_customer;
use crate::{Store, StoreError, StoredConflict, StoredCustomer, StoredMeasuredRow, StoredPair};

/// Bytes of words gathered before they are written; the default is a quarter of it.
const WORDS_AT_ONCE: i64 = 4 * 1024 * 1024;
/// Parts of the index of words put together at a time; the default is half of it.
const PARTS_AT_ONCE: i64 = 8;

/// A run that begins.
#[derive(Debug, Clone)]
pub struct NewRun<'a> {
    /// When, RFC 3339.
    pub ran_at: &'a str,
    /// Fingerprint of everything the run follows from.
    pub basis: &'a str,
    /// Settings, as JSON.
    pub settings: &'a str,
    /// Report, as JSON.
    pub report: &'a str,
    /// Trained model, as JSON.
    pub model: &'a str,
}

/// A finished run, without its model.
#[derive(Debug, Clone)]
pub struct StoredRun {
    /// Its number.
    pub run: RunId,
    /// When.
    pub ran_at: String,
    /// What it followed from.
    pub basis: String,
    /// Settings, as JSON.
    pub settings: String,
    /// Report, as JSON.
    pub report: String,
}

/// To which customer a record belongs, and what ties it in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StoredMembership {
    /// The record.
    pub record: RecordId,
    /// Its customer.
    pub customer: CustomerId,
    /// The record of the same customer that ties it in; nothing for the first.
    pub tied_to: Option<RecordId>,
    /// Match weight of that tie, in bits.
    pub weight: Option<f64>,
    /// Match probability of that tie.
    pub probability: Option<f64>,
    /// The household the run found it to be of, when more than one customer lives in it.
    pub household: Option<i64>,
}

/// Writes what came of a run; nothing of it is seen until [`RunWriter::finish`].
pub struct RunWriter<'a> {
    pub(crate) store: &'a Store,
    pub(crate) run: RunId,
}

impl Store {
    /// Begins a run.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin_run(&self, run: &NewRun<'_>) -> Result<RunWriter<'_>, StoreError> {
        let number = self.connections.write(|transaction| {
            transaction.execute(
                "INSERT INTO run (ran_at, basis, settings, report, model) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![run.ran_at, run.basis, run.settings, run.report, run.model],
            )?;
            let number = transaction.last_insert_rowid();
            prepare_search(transaction)?;
            Ok(number)
        })?;
        Ok(RunWriter {
            store: self,
            run: RunId(number),
        })
    }

    /// The run whose customers are shown.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn current_run(&self) -> Result<Option<StoredRun>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT r.* FROM run r JOIN project p ON p.key = 'current_run' AND r.run_id = CAST(p.value AS INTEGER)",
                )?
                .query_row([], read_run)
                .optional()?)
        })
    }

    /// The trained model of a run, as JSON.
    ///
    /// # Errors
    /// When the file cannot be read or there is no such run.
    pub fn model(&self, run: RunId) -> Result<String, StoreError> {
        self.connections.read(|connection| {
            Ok(
                connection.query_row(
                    "SELECT model FROM run WHERE run_id = ?1",
                    [run.0],
                    |row| row.get(0),
                )?,
            )
        })
    }

    /// Whether the model of a run is kept: an erasure takes it away.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_model(&self, run: RunId) -> Result<bool, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM run WHERE run_id = ?1 AND model <> '')",
            )?;
            Ok(statement.query_row([run.0], |row| row.get(0))?)
        })
    }

    /// The customer of every record of a run, in the order of the records.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn memberships(&self, run: RunId) -> Result<Vec<(RecordId, CustomerId)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT record_id, customer_id FROM membership WHERE run_id = ?1 ORDER BY record_id",
            )?;
            let members = statement
                .query_map([run.0], |row| Ok((RecordId(row.get(0)?), CustomerId(row.get(1)?))))?
                .collect::<Result<_, _>>()?;
            Ok(members)
        })
    }

    /// How many records belong to a customer.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn member_count(&self, run: RunId) -> Result<u64, StoreError> {
        self.figure("members", run, |connection| {
            let count: i64 = connection
                .prepare_cached("SELECT coalesce(sum(records), 0) FROM customer WHERE run_id = ?1")?
                .query_row([run.0], |row| row.get(0))?;
            Ok(count as u64)
        })
    }

    /// To which customer one record belongs, and what ties it in.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn membership(
        &self,
        run: RunId,
        record: RecordId,
    ) -> Result<Option<StoredMembership>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT * FROM membership WHERE run_id = ?1 AND record_id = ?2")?
                .query_row(params![run.0, record.0], read_membership)
                .optional()?)
        })
    }

    /// The records of one customer, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn members(
        &self,
        run: RunId,
        customer: CustomerId,
    ) -> Result<Vec<StoredMembership>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT * FROM membership WHERE run_id = ?1 AND customer_id = ?2 ORDER BY record_id",
            )?;
            let members = statement
                .query_map(params![run.0, customer.0], read_membership)?
                .collect::<Result<_, _>>()?;
            Ok(members)
        })
    }

    /// How many records each of some customers has.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn member_counts(
        &self,
        run: RunId,
        customers: &[CustomerId],
    ) -> Result<BTreeMap<CustomerId, u64>, StoreError> {
        let numbers: Vec<String> = customers.iter().map(|one| one.0.to_string()).collect();
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT customer_id, count(*) FROM membership
                 WHERE run_id = ?1 AND customer_id IN (SELECT value FROM json_each(?2)) GROUP BY customer_id",
            )?;
            let counts = statement
                .query_map(params![run.0, format!("[{}]", numbers.join(","))], |row| {
                    Ok((CustomerId(row.get(0)?), row.get::<_, i64>(1)? as u64))
                })?
                .collect::<Result<_, _>>()?;
            Ok(counts)
        })
    }

    /// Merges and splits a customer went through, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn trail(&self, customer: CustomerId) -> Result<Vec<String>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT sentence FROM customer_trail WHERE customer_id = ?1 ORDER BY run_id, trail_id",
            )?;
            let trail = statement
                .query_map([customer.0], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(trail)
        })
    }

    /// The highest customer id ever given.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_customer(&self) -> Result<CustomerId, StoreError> {
        self.connections.read(|connection| {
            let last: Option<i64> =
                connection.query_row("SELECT max(customer_id) FROM customer_id", [], |row| {
                    row.get(0)
                })?;
            Ok(CustomerId(last.unwrap_or(0)))
        })
    }
}

impl RunWriter<'_> {
    /// Its number.
    pub fn run(&self) -> RunId {
        self.run
    }

    /// Writes a chunk of memberships.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_members(&self, members: &[StoredMembership]) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "INSERT INTO membership (run_id, record_id, customer_id, tied_to, weight, probability, household) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for member in members {
                statement.execute(params![
                    self.run.0, member.record.0, member.customer.0, member.tied_to.map(|record| record.0),
                    member.weight, member.probability, member.household
                ])?;
            }
            Ok(())
        })
    }

    /// Writes a chunk of customers with their conflicts and the words they are found by.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_customers(
        &self,
        customers: &[(StoredCustomer, String)],
        conflicts: &[StoredConflict],
    ) -> Result<(), StoreError> {
        self.add_unified(customers, conflicts, &[])
    }

    /// The same, with the rows behind what was measured on them, in one transaction.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_unified(
        &self,
        customers: &[(StoredCustomer, String)],
        conflicts: &[StoredConflict],
        rows: &[StoredMeasuredRow],
    ) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            for (customer, words) in customers {
                insert_customer(transaction, self.run, customer, words)?;
            }
            insert_conflicts(transaction, self.run, conflicts)?;
            write_measured_rows(transaction, self.run, rows)
        })
    }

    /// Writes the pairs to review, those that matter most first.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_pairs(&self, pairs: &[StoredPair]) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "INSERT INTO pair (run_id, left_, right_, weight, probability, impact, explanation, priority, reason, pattern, asked, stratum)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?;
            for pair in pairs {
                statement.execute(params![
                    self.run.0, pair.left.0, pair.right.0, pair.weight, pair.probability, pair.impact as i64,
                    pair.explanation, pair.priority, pair.reason, pair.pattern, pair.is_asked, pair.stratum
                ])?;
            }
            Ok(())
        })
    }

    /// Writes the place of pairs in the queue, and why each is asked.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn place_pairs(&self, places: &[(i64, f64, String)]) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            let mut statement = transaction
                .prepare_cached("UPDATE pair SET priority = ?2, reason = ?3 WHERE pair_id = ?1")?;
            for (pair, priority, reason) in places {
                statement.execute(params![pair, priority, reason])?;
            }
            Ok(())
        })
    }

    /// Puts what the run has to report in place of what was said when it began.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_report(&self, report: &str) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            transaction.execute(
                "UPDATE run SET report = ?2 WHERE run_id = ?1",
                params![self.run.0, report],
            )?;
            Ok(())
        })
    }

    /// Puts the run in use: new ids and the trail are kept, the run before the last is swept away.
    ///
    /// # Errors
    /// When the file cannot be written; the run before stays in use then.
    pub fn finish(
        &self,
        new_ids: &[CustomerId],
        trail: &[(CustomerId, String)],
    ) -> Result<RunId, StoreError> {
        self.store.connections.write(|transaction| {
            let mut ids = transaction.prepare_cached(
                "INSERT OR IGNORE INTO customer_id (customer_id, since_run) VALUES (?1, ?2)",
            )?;
            for id in new_ids {
                ids.execute(params![id.0, self.run.0])?;
            }
            let mut steps = transaction.prepare_cached(
                "INSERT INTO customer_trail (customer_id, run_id, sentence) VALUES (?1, ?2, ?3)",
            )?;
            for (customer, sentence) in trail {
                steps.execute(params![customer.0, self.run.0, sentence])?;
            }
            transaction.execute(
                "UPDATE run SET complete = 1 WHERE run_id = ?1",
                [self.run.0],
            )?;
            // Whose values are that no load has a record of now was told by the run before.
            note_customers(transaction)?;
            crate::data_request::carry_along(transaction, self.run)?;
            set_fact(transaction, "current_run", &self.run.0.to_string())?;
            note_customers(transaction)?;
            touch(transaction)?;
            let old: Vec<i64> = {
                let mut statement =
                    transaction.prepare("SELECT run_id FROM run WHERE run_id < ?1")?;
                statement
                    .query_map([self.run.0], |row| row.get(0))?
                    .collect::<Result<_, _>>()?
            };
            for run in old {
                crate::assignment::keep(transaction, run)?;
                delete_results(transaction, run)?;
            }
            people_found_again(transaction)?;
            Ok(self.run)
        })
    }

    /// Takes away everything of a run that never came into use; one that did stays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn discard(self) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            let in_use = fact(transaction, "current_run")?;
            if in_use == Some(self.run.0.to_string()) {
                return Ok(());
            }
            delete_run(transaction, self.run.0)
        })
    }
}

/// Words of many customers are gathered before they are written to the index they are found by, and as many parts of
/// it again are put together at a time: it is written anew half as often, and ends with about as many parts.
fn prepare_search(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection
        .prepare_cached("INSERT INTO customer_search (customer_search, rank) VALUES (?1, ?2)")?;
    for (setting, value) in [("hashsize", WORDS_AT_ONCE), ("automerge", PARTS_AT_ONCE)] {
        statement.execute(params![setting, value])?;
    }
    Ok(())
}

/// The results of a run in large tables, and what it kept for the next; settings, model, report and what it measured stay.
fn delete_results(connection: &Connection, run: i64) -> Result<(), StoreError> {
    connection.execute(
        "DELETE FROM customer_search WHERE rowid IN (SELECT customer_row FROM customer WHERE run_id = ?1)",
        [run],
    )?;
    for table in [
        "customer",
        "conflict",
        "membership",
        "pair",
        "standing",
        "measured_row",
        "shared_key",
        "linkage_memory",
        "check_result",
        "customer_facts",
        "run_answer",
    ] {
        connection.execute(&format!("DELETE FROM {table} WHERE run_id = ?1"), [run])?;
    }
    connection.execute("UPDATE run SET model = '' WHERE run_id = ?1", [run])?;
    Ok(())
}

/// Everything of a run.
pub(crate) fn delete_run(connection: &Connection, run: i64) -> Result<(), StoreError> {
    delete_results(connection, run)?;
    crate::assignment::delete(connection, run)?;
    connection.execute("DELETE FROM measured WHERE run_id = ?1", [run])?;
    connection.execute("DELETE FROM run WHERE run_id = ?1", [run])?;
    Ok(())
}

pub(crate) fn read_run(row: &Row<'_>) -> rusqlite::Result<StoredRun> {
    Ok(StoredRun {
        run: RunId(row.get("run_id")?),
        ran_at: row.get("ran_at")?,
        basis: row.get("basis")?,
        settings: row.get("settings")?,
        report: row.get("report")?,
    })
}

fn read_membership(row: &Row<'_>) -> rusqlite::Result<StoredMembership> {
    Ok(StoredMembership {
        record: RecordId(row.get("record_id")?),
        customer: CustomerId(row.get("customer_id")?),
        tied_to: row.get::<_, Option<i64>>("tied_to")?.map(RecordId),
        weight: row.get("weight")?,
        probability: row.get("probability")?,
        household: row.get("household")?,
    })
}
