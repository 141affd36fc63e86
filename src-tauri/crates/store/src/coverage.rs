//! What the sources hold: counted while standardising, asked often.

use rollcall_model::SourceId;
use rusqlite::{OptionalExtension, params};

use crate::{Store, StoreError};

/// How well one source knows one attribute, as counted while standardising.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCoverage {
    /// The source.
    pub source: SourceId,
    /// Code of the attribute.
    pub attribute: String,
    /// Rows in tables that have such a column; filled; valid; invalid; placeholder; blank; distinct.
    pub counts: [u64; 7],
}

/// Under this key the project keeps what its coverage was counted from: a crash between
/// standardising and counting, or a load taken back, must not leave counts of something else.
const BASIS: &str = "coverage_basis";

impl Store {
    /// Puts freshly counted coverage in place of the old, with what it was counted from.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_coverage(&self, coverage: &[StoredCoverage], basis: &str) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            transaction.execute("DELETE FROM coverage", [])?;
            transaction.execute(
                "INSERT OR REPLACE INTO project (key, value) VALUES (?1, ?2)",
                [BASIS, basis],
            )?;
            let mut statement = transaction.prepare_cached(
                "INSERT INTO coverage VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?;
            for one in coverage {
                let [rows, filled, valid, invalid, placeholder, blank, distinct] =
                    one.counts.map(|count| count as i64);
                statement.execute(params![
                    one.source.0,
                    one.attribute,
                    rows,
                    filled,
                    valid,
                    invalid,
                    placeholder,
                    blank,
                    distinct
                ])?;
            }
            Ok(())
        })
    }

    /// What the coverage was counted from; nothing before it was counted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn coverage_basis(&self) -> Result<String, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT value FROM project WHERE key = ?1")?
                .query_row([BASIS], |row| row.get(0))
                .optional()?
                .unwrap_or_default())
        })
    }

    /// The coverage counted last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn coverage(&self) -> Result<Vec<StoredCoverage>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT * FROM coverage ORDER BY attribute, source_id")?;
            let coverage = statement
                .query_map([], |row| {
                    let mut counts = [0_u64; 7];
                    for (index, count) in counts.iter_mut().enumerate() {
                        *count = row.get::<_, i64>(index + 2)? as u64;
                    }
                    Ok(StoredCoverage {
                        source: SourceId(row.get(0)?),
                        attribute: row.get(1)?,
                        counts,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(coverage)
        })
    }
}
