//! Rows that are kept longer than agreed: which of a load go, how many stay because they say no, and by which
//! columns they are dated. Whatever counts them or takes them out asks here.

use rollcall_model::RecordId;
use rusqlite::params;

use crate::{Store, StoreError, StoredLoad};

/// More than the digits of any day, `YYYYMMDD`.
const DAYS: i64 = 100_000_000;

/// Records of a load that last changed before a day; those that do not say when they changed are before no day.
const BEFORE: &str = "record_id BETWEEN ?1 AND ?2 AND substr(as_of, 1, 10) < ?3";
/// Records that no term takes out: they say no to messages or ask to be deleted.
const STAYS: &str = "says_no = 1";

/// How many rows of a load are past a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PastTerm {
    /// Those a purge takes out.
    pub going: u64,
    /// Those that stay because they say no to messages or ask to be deleted.
    pub staying: u64,
}

/// So many rows are dated by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedBy {
    /// The column; nothing where it was not noted.
    pub column: Option<usize>,
    /// The rows.
    pub rows: u64,
}

impl Store {
    /// How many rows of a load are past a term: those that last changed before a day, `YYYY-MM-DD`, or all of them
    /// where no day is told.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_past(
        &self,
        load: &StoredLoad,
        before: Option<&str>,
    ) -> Result<PastTerm, StoreError> {
        // Every record of the load is looked at, so they are counted once for each day that is asked about.
        let digits = before.unwrap_or_default().bytes();
        let day = digits
            .filter(u8::is_ascii_digit)
            .fold(0, |day, digit| day * 10 + i64::from(digit - b'0'));
        let number = load.load.0 * DAYS + day % DAYS;
        self.figure_of("rows_past", number, |connection| {
            let (first, last) = (load.first.0, load.last.0);
            let count = |row: &rusqlite::Row<'_>, place| Ok(row.get::<_, i64>(place)? as u64);
            if let Some(day) = before {
                let query = format!(
                    "SELECT count(*) FILTER (WHERE NOT {STAYS}), count(*) FILTER (WHERE {STAYS})
                     FROM standard_record WHERE {BEFORE}"
                );
                let mut statement = connection.prepare_cached(&query)?;
                return Ok(statement.query_row(params![first, last, day], |row| {
                    Ok(PastTerm {
                        going: count(row, 0)?,
                        staying: count(row, 1)?,
                    })
                })?);
            }
            let query = format!(
                "SELECT count(*) FROM standard_record WHERE record_id BETWEEN ?1 AND ?2 AND {STAYS}"
            );
            let mut statement = connection.prepare_cached(&query)?;
            let staying = statement.query_row([first, last], |row| count(row, 0))?;
            Ok(PastTerm {
                going: load.rows_loaded.saturating_sub(staying),
                staying,
            })
        })
    }

    /// The rows of a load that [`rows_past`](Self::rows_past) counts as going.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records_past(
        &self,
        load: &StoredLoad,
        before: Option<&str>,
    ) -> Result<Vec<RecordId>, StoreError> {
        self.connections.read(|connection| {
            let query = if before.is_some() {
                format!("SELECT record_id FROM standard_record WHERE {BEFORE} AND NOT {STAYS}")
            } else {
                // What a load of before was never standardised for has no record, and goes with it.
                format!(
                    "SELECT record_id FROM raw_row WHERE record_id BETWEEN ?1 AND ?2 AND ?3 IS NULL AND record_id NOT IN
                     (SELECT record_id FROM standard_record WHERE record_id BETWEEN ?1 AND ?2 AND {STAYS})"
                )
            };
            let mut statement = connection.prepare_cached(&query)?;
            let rows = statement.query_map(params![load.first.0, load.last.0, before], |row| {
                row.get(0).map(RecordId)
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// By which columns the rows of a load are dated that last changed before a day and go.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn past_dated_by(
        &self,
        load: &StoredLoad,
        before: &str,
    ) -> Result<Vec<DatedBy>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT dated_by, count(*) FROM standard_record WHERE {BEFORE} AND NOT {STAYS} GROUP BY 1 ORDER BY 1"
            ))?;
            let columns = statement.query_map(params![load.first.0, load.last.0, before], |row| {
                Ok(DatedBy {
                    column: row.get::<_, Option<i64>>(0)?.map(|column| column as usize),
                    rows: row.get::<_, i64>(1)? as u64,
                })
            })?;
            Ok(columns.collect::<Result<_, _>>()?)
        })
    }
}
