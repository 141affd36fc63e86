//! Counts that tell how hard a project is to get right.

use rollcall_model::RunId;
use rusqlite::params;

use crate::{Store, StoreError, StoredLoad};

/// More than the digits of any day, `YYYYMMDD`.
const DAYS: i64 = 100_000_000;

impl Store {
    /// How many values of each attribute are shared or junk, by standing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn standing_counts(&self, run: RunId) -> Result<Vec<(String, String, u64)>, StoreError> {
        self.figure("standings", run, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT attribute, standing, count(*) FROM standing WHERE run_id = ?1 GROUP BY 1, 2 ORDER BY 1, 2",
            )?;
            let counts = statement
                .query_map([run.0], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)? as u64))
                })?
                .collect::<Result<_, _>>()?;
            Ok(counts)
        })
    }

    /// How many rows of a load last changed before a day, `YYYY-MM-DD`; rows that do not say when they
    /// changed are not among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_before(&self, load: &StoredLoad, day: &str) -> Result<u64, StoreError> {
        // Every row of the load is looked at, so it is counted once for each day it is asked about.
        let digits = day.bytes().filter(u8::is_ascii_digit);
        let number = digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
        let number = load.load.0 * DAYS + number % DAYS;
        self.figure_of("rows_before", number, |connection| {
            let rows: i64 = connection
                .prepare_cached(
                    "SELECT count(*) FROM standard_record
                     WHERE record_id BETWEEN ?1 AND ?2 AND substr(as_of, 1, 10) < ?3",
                )?
                .query_row(params![load.first.0, load.last.0, day], |row| row.get(0))?;
            Ok(rows as u64)
        })
    }
}
