//! Rows that are kept longer than agreed, taken out for good: what they are, and the purge.

use std::collections::BTreeSet;

use rollcall_model::{CustomerId, RecordId, RunId, SourceId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::erasure::{self, aside::set_records_aside};
use crate::project::touch;
use crate::{Store, StoreError, StoredLoad, anchor, data_request, mended, trail};

/// Code of a row that was set aside because it was kept as long as agreed.
pub const PAST_RETENTION: &str = "past_retention";

/// Rows to be taken out for good.
#[derive(Debug, Clone)]
pub struct Purge<'a> {
    /// The source they are of.
    pub source: SourceId,
    /// The first day that is still kept, `YYYY-MM-DD`.
    pub first_kept: &'a str,
    /// The rows.
    pub records: &'a [RecordId],
    /// What is told where the rows stood.
    pub told: &'a str,
    /// What the history says.
    pub sentence: &'a str,
    /// Why, as the person who purges says.
    pub reason: &'a str,
    /// Who.
    pub who: &'a str,
    /// When, RFC 3339.
    pub at: &'a str,
}

/// What a purge would do to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PurgeEffect {
    /// Customers with a row among those taken out.
    pub touched: u64,
    /// Those of them who have no other row.
    pub vanishing: u64,
}

impl Store {
    /// How many rows of a load do not say when they last changed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_without_date(&self, load: &StoredLoad) -> Result<u64, StoreError> {
        let number = load.load.0;
        self.figure_of("rows_without_date", number, |connection| {
            let rows: i64 = connection
                .prepare_cached(
                    "SELECT count(*) FROM standard_record WHERE record_id BETWEEN ?1 AND ?2 AND as_of IS NULL",
                )?
                .query_row(params![load.first.0, load.last.0], |row| row.get(0))?;
            Ok(rows as u64)
        })
    }

    /// What taking rows out would do to the customers of a run.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn purge_effect(
        &self,
        run: RunId,
        records: &[RecordId],
    ) -> Result<PurgeEffect, StoreError> {
        let gone: BTreeSet<RecordId> = records.iter().copied().collect();
        self.connections.read(|connection| {
            let mut effect = PurgeEffect::default();
            for customer in customers_of(connection, run, records)? {
                let mut statement = connection.prepare_cached(
                    "SELECT record_id FROM membership WHERE run_id = ?1 AND customer_id = ?2",
                )?;
                let mut members = statement.query(params![run.0, customer.0])?;
                let mut is_left = false;
                while let Some(row) = members.next()? {
                    is_left |= !gone.contains(&RecordId(row.get(0)?));
                }
                effect.touched += 1;
                effect.vanishing += u64::from(!is_left);
            }
            Ok(effect)
        })
    }

    /// The customers of a run who would lose some of these rows and keep one that says no, each with the rows they keep.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn left_with_a_no(
        &self,
        run: RunId,
        records: &[RecordId],
    ) -> Result<Vec<(CustomerId, Vec<RecordId>)>, StoreError> {
        let gone: BTreeSet<RecordId> = records.iter().copied().collect();
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT m.record_id, s.says_no FROM membership m JOIN standard_record s USING (record_id)
                 WHERE m.run_id = ?1 AND m.customer_id = ?2 ORDER BY m.record_id",
            )?;
            let mut concerned = Vec::new();
            for customer in customers_of(connection, run, records)? {
                let mut members = statement.query(params![run.0, customer.0])?;
                let (mut left, mut says_no) = (Vec::new(), false);
                while let Some(row) = members.next()? {
                    let record = RecordId(row.get(0)?);
                    if !gone.contains(&record) {
                        says_no |= row.get::<_, bool>(1)?;
                        left.push(record);
                    }
                }
                if says_no {
                    concerned.push((customer, left));
                }
            }
            Ok(concerned)
        })
    }

    /// The first day of a source that is still kept after what was purged of it; nothing where nothing was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn purged_before(&self, source: SourceId) -> Result<Option<String>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT max(first_kept) FROM purge WHERE source_id = ?1")?
                .query_row([source.0], |row| row.get(0))?)
        })
    }

    /// Takes rows out for good: they become rows set aside without their text, and everything made of
    /// them and decided about them alone goes; values set by hand for customers who keep another row stay
    /// with that. Cannot be taken back. Free pages and journal still hold the
    /// bytes until [`Store::scour`]; should the program end before, the next opening does it. People are
    /// to be found anew.
    ///
    /// # Errors
    /// When the file cannot be written; nothing has changed then.
    pub fn purge(&self, purge: &Purge<'_>) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            let identities = erasure::identities(transaction, purge.records)?;
            let moved = anchor::move_off(transaction, purge.records, &identities)?;
            let asked = data_request::asked(transaction)?;
            set_records_aside(
                transaction,
                purge.records,
                PAST_RETENTION,
                purge.told,
                false,
            )?;
            mended::forget_taken_back(transaction)?;
            transaction.execute("DELETE FROM standard_record_coming", [])?;
            let vanished = erasure::forget_results(transaction, purge.records)?;
            // Every value may be one of a row that is gone; finding people anew makes the rest again.
            transaction.execute("DELETE FROM standing", [])?;
            let gone = erasure::Gone {
                connection: transaction,
                customers: &vanished,
                identities: &only_of_these(transaction, identities)?,
                asked: &asked,
                standings: &[],
            };
            let rewritten = erasure::forget_decisions(transaction, &gone, &moved)?;
            data_request::strike_out(transaction, &asked, &vanished, None)?;
            standardise_anew(transaction, purge.source)?;
            remember(transaction, purge, &rewritten)?;
            erasure::set_dues(transaction)?;
            touch(transaction)
        })
    }
}

/// The customers of a run that rows belong to.
pub(crate) fn customers_of(
    connection: &Connection,
    run: RunId,
    records: &[RecordId],
) -> Result<BTreeSet<CustomerId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT customer_id FROM membership WHERE run_id = ?1 AND record_id = ?2",
    )?;
    let mut customers = BTreeSet::new();
    for record in records {
        let found: Option<i64> = statement
            .query_row(params![run.0, record.0], |row| row.get(0))
            .optional()?;
        customers.extend(found.map(CustomerId));
    }
    Ok(customers)
}

/// Of table and key of rows, those that no row has any more.
fn only_of_these(
    transaction: &Transaction<'_>,
    identities: erasure::Identities,
) -> Result<erasure::Identities, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT 1 FROM standard_record s JOIN load l ON s.record_id BETWEEN l.first_record AND l.last_record
         WHERE s.record_key = ?2 AND l.table_id = ?1 LIMIT 1",
    )?;
    let mut gone = erasure::Identities::new();
    for (table, key) in identities {
        let is_left: Option<i64> = statement
            .query_row(params![table, key], |row| row.get(0))
            .optional()?;
        if is_left.is_none() {
            gone.insert((table, key));
        }
    }
    Ok(gone)
}

/// What was counted and told of the loads of a source counted and told rows that are gone.
fn standardise_anew(transaction: &Transaction<'_>, source: SourceId) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE load SET standardised_with = NULL WHERE state = 'current'
         AND table_id IN (SELECT table_id FROM source_table WHERE source_id = ?1)",
        [source.0],
    )?;
    transaction.execute(
        "DELETE FROM problem WHERE stage <> 'intake' AND load_id IN
         (SELECT load_id FROM load JOIN source_table USING (table_id) WHERE source_id = ?1)",
        [source.0],
    )?;
    Ok(())
}

fn remember(
    transaction: &Transaction<'_>,
    purge: &Purge<'_>,
    rewritten: &[i64],
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO purge (at, who, reason, source_id, first_kept, rows) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            purge.at,
            purge.who,
            purge.reason,
            purge.source.0,
            purge.first_kept,
            purge.records.len() as i64
        ],
    )?;
    transaction.execute(
        "UPDATE operation SET state = 'dropped' WHERE state = 'undone'",
        [],
    )?;
    transaction.execute(
        "INSERT INTO operation (at, who, kind, sentence, operation, change, state) VALUES (?1, ?2, 'purge', ?3, ?4, '[]', 'done')",
        params![
            purge.at,
            purge.who,
            purge.sentence,
            serde_json::json!({ "source": purge.source.0, "first_kept": purge.first_kept, "reason": purge.reason })
                .to_string()
        ],
    )?;
    trail::append_rewriting(
        transaction,
        purge.at,
        purge.who,
        "did",
        transaction.last_insert_rowid(),
        rewritten,
    )
}
