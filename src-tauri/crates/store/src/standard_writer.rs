//! Standardising a load: what was made before stays in use until the last record is in.

use std::collections::BTreeMap;

use rollcall_model::{LoadId, Problem, ProblemCode, RecordId, asked_rights, asks_deletion};
use rusqlite::{Transaction, params};

use crate::erasure::aside::{refuse, set_records_aside};
use crate::problem::put_problems;
use crate::profile::put_profiles;
use crate::{PAST_RETENTION, StandardRecord, Store, StoreError, StoredLoad, StoredProfile};

/// The stage under which the problems of standardising are kept.
const STAGE: &str = "standardise";

/// Writes standardised records in chunks.
pub struct StandardWriter<'a> {
    store: &'a Store,
    load: LoadId,
    range: (i64, i64),
    into: &'static str,
}

/// What came of standardising a load, beside its records.
#[derive(Debug)]
pub struct Standardised<'a> {
    /// What it was made with.
    pub with: &'a str,
    /// Rows that sum up the others: they are set aside, with their text.
    pub totals: &'a [RecordId],
    /// Why, as a sentence.
    pub totals_told: &'a str,
    /// Rows of erased people, by what is told of them: set aside without their text.
    pub refused: &'a BTreeMap<String, Vec<RecordId>>,
    /// Rows from before what was purged of the source: set aside without their text.
    pub past: &'a [RecordId],
    /// Why, as a sentence.
    pub past_told: &'a str,
    /// What was found, with examples.
    pub problems: &'a [(Problem, Vec<RecordId>)],
    /// What each column holds.
    pub profiles: &'a [StoredProfile],
}

impl Store {
    /// Begins standardising a load anew. Nothing changes for whoever reads the load until
    /// [`StandardWriter::finish`].
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn restandardise(&self, load: &StoredLoad) -> Result<StandardWriter<'_>, StoreError> {
        let range = (load.first.0, load.last.0);
        let into = self.connections.write(|transaction| {
            let is_replaced: bool = transaction.query_row(
                "SELECT standardised_with IS NOT NULL FROM load WHERE load_id = ?1",
                [load.load.0],
                |row| row.get(0),
            )?;
            transaction.execute("DELETE FROM standard_record_coming", [])?;
            if is_replaced {
                return Ok("standard_record_coming");
            }
            // Nothing reads the records of a load that was never standardised to its end.
            delete_records(transaction, range)?;
            Ok("standard_record")
        })?;
        Ok(StandardWriter {
            store: self,
            load: load.load,
            range,
            into,
        })
    }
}

impl StandardWriter<'_> {
    /// Writes a chunk.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&self, records: &[StandardRecord]) -> Result<(), StoreError> {
        let forms = &self.store.forms;
        let mut content = String::new();
        let written = self.store.connections.write(|transaction| {
            forms.read(transaction)?;
            let mut statement = transaction.prepare_cached(&format!(
                "INSERT INTO {} (record_id, record_key, as_of, person, content, says_no, dated_by, asks_deletion, asks_access) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                self.into
            ))?;
            for record in records {
                content.clear();
                forms.encode(&record.values, &mut content);
                statement.execute(params![
                    record.record.0,
                    record.key,
                    record.as_of,
                    record.person,
                    content,
                    record.says_no,
                    record.dated_by.map(|column| column as i64),
                    asks_deletion(&record.values),
                    !asked_rights(&record.values).is_empty()
                ])?;
            }
            forms.write(transaction)
        })?;
        forms.are_written(written);
        Ok(())
    }

    /// Gives records that were written other keys.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn rekey(&self, keys: &[(RecordId, String)]) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        self.store.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(&format!(
                "UPDATE {} SET record_key = ?2 WHERE record_id = ?1",
                self.into
            ))?;
            for (record, key) in keys {
                statement.execute(params![record.0, key])?;
            }
            Ok(())
        })
    }

    /// Puts the records in use, and everything that came with them.
    ///
    /// # Errors
    /// When the file cannot be written; what was made before is in use then.
    pub fn finish(self, outcome: &Standardised<'_>) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            if self.into == "standard_record_coming" {
                delete_records(transaction, self.range)?;
                transaction.execute(
                    "INSERT INTO standard_record SELECT * FROM standard_record_coming",
                    [],
                )?;
                transaction.execute("DELETE FROM standard_record_coming", [])?;
            }
            let totals = ProblemCode::TotalsRow.code();
            set_records_aside(
                transaction,
                outcome.totals,
                totals,
                outcome.totals_told,
                true,
            )?;
            for (told, records) in outcome.refused {
                refuse(transaction, records, told)?;
            }
            if !outcome.past.is_empty() {
                set_records_aside(
                    transaction,
                    outcome.past,
                    PAST_RETENTION,
                    outcome.past_told,
                    false,
                )?;
                crate::erasure::set_scour_due(transaction)?;
            }
            put_problems(transaction, self.load, STAGE, outcome.problems)?;
            put_profiles(transaction, self.load, outcome.profiles)?;
            transaction.execute(
                "UPDATE load SET standardised_with = ?2 WHERE load_id = ?1",
                params![self.load.0, outcome.with],
            )?;
            Ok(())
        })
    }

    /// Takes away what was made so far.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn discard(self) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            if self.into == "standard_record" {
                delete_records(transaction, self.range)?;
            }
            transaction.execute("DELETE FROM standard_record_coming", [])?;
            Ok(())
        })
    }
}

/// Sweeps away what a crash left of standardising.
pub(crate) fn sweep(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM standard_record_coming", [])?;
    let unfinished: Vec<(i64, i64)> = transaction
        .prepare("SELECT first_record, last_record FROM load WHERE standardised_with IS NULL")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for range in unfinished {
        delete_records(transaction, range)?;
    }
    Ok(())
}

fn delete_records(
    transaction: &Transaction<'_>,
    (first, last): (i64, i64),
) -> Result<(), StoreError> {
    transaction.execute(
        "DELETE FROM standard_record WHERE record_id BETWEEN ?1 AND ?2",
        params![first, last],
    )?;
    Ok(())
}
