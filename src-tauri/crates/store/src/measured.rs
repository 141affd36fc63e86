//! What a run measured, and the rows behind what it found.

use rollcall_model::{CustomerId, RecordId, RunId, SourceId};
use rusqlite::{Connection, params};

use crate::{RunWriter, Store, StoreError, StoredLoad};

/// One measure of one run, of all sources or of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMeasured {
    /// The run.
    pub run: RunId,
    /// Code of the measure.
    pub measure: String,
    /// The source; nothing for all of them.
    pub source: Option<SourceId>,
    /// Code of the detail; blank for all of them.
    pub detail: String,
    /// How many should not be.
    pub found: u64,
    /// Of how many.
    pub among: u64,
    /// How many could not be judged besides.
    pub unknown: u64,
    /// People it touches.
    pub people: u64,
}

/// A row behind what a run found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMeasuredRow {
    /// Code of the measure.
    pub measure: &'static str,
    /// Code of the detail; blank where the measure has none.
    pub detail: &'static str,
    /// The record.
    pub record: RecordId,
    /// Its source.
    pub source: SourceId,
    /// Its customer.
    pub customer: CustomerId,
    /// The record it is told beside: the newest one, the one before.
    pub other: Option<RecordId>,
}

/// By what identifier two sources know people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSharedKey {
    /// One source.
    pub left: SourceId,
    /// The other, with the larger number.
    pub right: SourceId,
    /// Code of the identifier; blank where they have none in common.
    pub attribute: String,
    /// The people.
    pub people: u64,
}

/// A record and the one it is told beside.
pub type RowBehind = (RecordId, CustomerId, String, Option<RecordId>);

impl Store {
    /// Everything the runs measured, oldest run first; measures, sources and details in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn measured(&self) -> Result<Vec<StoredMeasured>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT m.run_id, m.measure, m.source_id, m.detail, m.found, m.among, m.unknown, m.people
                 FROM measured m JOIN run r USING (run_id) WHERE r.complete = 1 ORDER BY 1, 2, 3, 4",
            )?;
            let measured = statement
                .query_map([], |row| {
                    let count = |index: usize| row.get::<_, i64>(index).map(|count| count as u64);
                    Ok(StoredMeasured {
                        run: RunId(row.get(0)?),
                        measure: row.get(1)?,
                        source: Some(row.get(2)?).filter(|source| *source != 0).map(SourceId),
                        detail: row.get(3)?,
                        found: count(4)?,
                        among: count(5)?,
                        unknown: count(6)?,
                        people: count(7)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(measured)
        })
    }

    /// Number and time of every run that came into use, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn run_times(&self) -> Result<Vec<(RunId, String)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT run_id, ran_at FROM run WHERE complete = 1 ORDER BY run_id",
            )?;
            let runs = statement
                .query_map([], |row| Ok((RunId(row.get(0)?), row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(runs)
        })
    }

    /// A page of the rows behind a measure of a run, of all sources or of one, and how many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_measured(
        &self,
        run: RunId,
        measure: &str,
        source: Option<SourceId>,
        detail: &str,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<RowBehind>, u64), StoreError> {
        let mut conditions =
            String::from("run_id = ?1 AND measure = ?2 AND (?3 = '' OR detail = ?3)");
        // Spelled out, so that the index is used where a source is told.
        if source.is_some() {
            conditions.push_str(" AND source_id = ?4");
        } else {
            conditions.push_str(" AND ?4 = 0");
        }
        let source = source.map_or(0, |source| source.0);
        self.connections.read(|connection| {
            let total: i64 = connection
                .prepare_cached(&format!(
                    "SELECT count(*) FROM measured_row WHERE {conditions}"
                ))?
                .query_row(params![run.0, measure, detail, source], |row| row.get(0))?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT record_id, customer_id, detail, other FROM measured_row WHERE {conditions}
                 ORDER BY record_id, detail LIMIT ?5 OFFSET ?6"
            ))?;
            let rows = statement
                .query_map(
                    params![run.0, measure, detail, source, limit as i64, offset as i64],
                    |row| {
                        Ok((
                            RecordId(row.get(0)?),
                            CustomerId(row.get(1)?),
                            row.get(2)?,
                            row.get::<_, Option<i64>>(3)?.map(RecordId),
                        ))
                    },
                )?
                .collect::<Result<_, _>>()?;
            Ok((rows, total as u64))
        })
    }

    /// By what identifiers each two sources know the people they have in common, most people first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn shared_keys(&self, run: RunId) -> Result<Vec<StoredSharedKey>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT left_, right_, attribute, people FROM shared_key WHERE run_id = ?1 ORDER BY 1, 2, 4 DESC, 3",
            )?;
            let keys = statement
                .query_map([run.0], |row| {
                    Ok(StoredSharedKey {
                        left: SourceId(row.get(0)?),
                        right: SourceId(row.get(1)?),
                        attribute: row.get(2)?,
                        people: row.get::<_, i64>(3)? as u64,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(keys)
        })
    }

    /// The records of a load whose key no record of an earlier load has.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn added_records(
        &self,
        load: &StoredLoad,
        earlier: &StoredLoad,
    ) -> Result<Vec<RecordId>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT s.record_id FROM standard_record s WHERE s.record_id BETWEEN ?1 AND ?2 AND NOT EXISTS
                 (SELECT 1 FROM standard_record e WHERE e.record_key = s.record_key AND e.record_id BETWEEN ?3 AND ?4)
                 ORDER BY s.record_id",
            )?;
            let added = statement
                .query_map(
                    params![load.first.0, load.last.0, earlier.first.0, earlier.last.0],
                    |row| row.get(0).map(RecordId),
                )?
                .collect::<Result<_, _>>()?;
            Ok(added)
        })
    }
}

impl RunWriter<'_> {
    /// Writes what the run measured.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_measured(&self, measured: &[StoredMeasured]) -> Result<(), StoreError> {
        self.store
            .connections
            .write(|transaction| write_measured(transaction, self.run, measured))
    }

    /// Writes by what identifiers each two sources know the people they have in common.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_shared_keys(&self, keys: &[StoredSharedKey]) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "INSERT INTO shared_key (run_id, left_, right_, attribute, people) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for one in keys {
                statement.execute(params![
                    self.run.0,
                    one.left.0,
                    one.right.0,
                    one.attribute,
                    one.people as i64
                ])?;
            }
            Ok(())
        })
    }

    /// Writes a chunk of rows behind what the run found.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_measured_rows(&self, rows: &[StoredMeasuredRow]) -> Result<(), StoreError> {
        self.store
            .connections
            .write(|transaction| write_measured_rows(transaction, self.run, rows))
    }
}

/// Writes rows behind what a run found.
pub(crate) fn write_measured_rows(
    connection: &Connection,
    run: RunId,
    rows: &[StoredMeasuredRow],
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT OR REPLACE INTO measured_row (run_id, measure, record_id, detail, source_id, customer_id, other)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for one in rows {
        statement.execute(params![
            run.0,
            one.measure,
            one.record.0,
            one.detail,
            one.source.0,
            one.customer.0,
            one.other.map(|record| record.0)
        ])?;
    }
    Ok(())
}

/// Writes what a run measured, in place of what it had measured of the same.
pub(crate) fn write_measured(
    connection: &Connection,
    run: RunId,
    measured: &[StoredMeasured],
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT OR REPLACE INTO measured (run_id, measure, source_id, detail, found, among, unknown, people)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for one in measured {
        statement.execute(params![
            run.0,
            one.measure,
            one.source.map_or(0, |source| source.0),
            one.detail,
            one.found as i64,
            one.among as i64,
            one.unknown as i64,
            one.people as i64
        ])?;
    }
    Ok(())
}
