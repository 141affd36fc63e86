//! Rows that were set aside and mended by hand: each is a row of its load since, beside what stood in the file.
//!
//! What was given stands in the row itself, or, while the mend is taken back, in `mend_taken_back`; the history holds
//! numbers only, so an erasure has nothing to hunt for there.

use std::collections::BTreeMap;

use rollcall_model::{Cell, LoadId, RecordId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};

use crate::profile::forget_profiles;
use crate::record::like_pattern;
use crate::{
    DecisionTable, Edits, RawRecord, RowImage, Store, StoreError, StoredSetAside, raw_cells,
};

/// Which rows that are set aside.
#[derive(Debug, Clone, Copy, Default)]
pub struct AsideFilter<'a> {
    /// Only this row, whatever its load.
    pub aside: Option<i64>,
    /// Only of this load; of all in use where nothing is said.
    pub load: Option<LoadId>,
    /// Stands in the text or in the reason.
    pub words: &'a str,
}

/// A row that is set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideRow {
    /// Its number.
    pub aside: i64,
    /// Its load.
    pub load: LoadId,
    /// What is kept of it.
    pub row: StoredSetAside,
}

/// A row that was mended.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredMend {
    /// The number it has among the rows set aside.
    pub aside: i64,
    /// The row it became.
    pub record: RecordId,
    /// Why it was set aside, by code.
    pub code: String,
    /// What stood in the file; blank once it was erased.
    pub text: String,
    /// What was given.
    pub cells: Vec<Cell>,
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub who: String,
}

/// A row that is mended.
#[derive(Debug, Clone, Copy)]
pub struct NewMend<'a> {
    /// The number it has among the rows set aside.
    pub aside: i64,
    /// What is given, a cell a column.
    pub cells: &'a [Cell],
    /// When, RFC 3339.
    pub at: &'a str,
    /// Who.
    pub who: &'a str,
}

impl Store {
    /// The rows that are set aside and were not mended, a page of them, with their number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn aside_rows(
        &self,
        which: &AsideFilter<'_>,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<AsideRow>, u64), StoreError> {
        let (condition, number) = match (which.aside, which.load) {
            (Some(aside), _) => ("a.set_aside_id = ?1", aside),
            (None, Some(load)) => ("a.load_id = ?1", load.0),
            (None, None) => ("l.state = 'current' AND ?1 = 0", 0),
        };
        let pattern = like_pattern(which.words);
        let from = format!(
            "FROM set_aside a JOIN load l ON l.load_id = a.load_id
             WHERE {condition} AND (a.text LIKE ?2 ESCAPE '\\' OR a.reason LIKE ?2 ESCAPE '\\')
             AND a.set_aside_id NOT IN (SELECT set_aside_id FROM mended_row)"
        );
        self.connections.read(|connection| {
            let total: i64 = connection
                .prepare_cached(&format!("SELECT count(*) {from}"))?
                .query_row(params![number, pattern], |row| row.get(0))?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT a.set_aside_id, a.load_id, a.row, a.code, a.reason, a.text {from}
                 ORDER BY a.load_id, a.row, a.set_aside_id LIMIT ?3 OFFSET ?4"
            ))?;
            let rows = statement
                .query_map(
                    params![number, pattern, limit as i64, offset as i64],
                    read_aside,
                )?
                .collect::<Result<_, _>>()?;
            Ok((rows, total as u64))
        })
    }

    /// How many rows each load in use set aside and nobody mended, by the situation.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn aside_counts(&self) -> Result<Vec<(LoadId, String, u64)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT a.load_id, a.code, count(*) FROM set_aside a JOIN load l ON l.load_id = a.load_id
                 WHERE l.state = 'current' AND a.set_aside_id NOT IN (SELECT set_aside_id FROM mended_row)
                 GROUP BY a.load_id, a.code ORDER BY a.load_id, a.code",
            )?;
            let counts = statement
                .query_map([], |row| {
                    Ok((
                        LoadId(row.get(0)?),
                        row.get(1)?,
                        row.get::<_, i64>(2)? as u64,
                    ))
                })?
                .collect::<Result<_, _>>()?;
            Ok(counts)
        })
    }

    /// The rows of a load that are set aside with a text and for a reason, by code, and were not mended, in the order of
    /// the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn asides_alike(
        &self,
        load: LoadId,
        code: &str,
        text: &str,
    ) -> Result<Vec<i64>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT set_aside_id FROM set_aside WHERE load_id = ?1 AND code = ?2 AND text = ?3
                 AND set_aside_id NOT IN (SELECT set_aside_id FROM mended_row) ORDER BY row, set_aside_id",
            )?;
            let asides = statement
                .query_map(params![load.0, code, text], |row| row.get::<_, i64>(0))?
                .collect::<Result<_, _>>()?;
            Ok(asides)
        })
    }

    /// The rows of a load that were mended, in the order of the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mends(&self, load: LoadId) -> Result<Vec<StoredMend>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "{MENDS} WHERE a.load_id = ?1 ORDER BY a.row, m.set_aside_id"
            ))?;
            let mut rows = statement.query([load.0])?;
            let mut mends = Vec::new();
            while let Some(row) = rows.next()? {
                mends.push(read_mend(row)?);
            }
            Ok(mends)
        })
    }

    /// Those of some records that were mended.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mends_of(
        &self,
        records: &[RecordId],
    ) -> Result<BTreeMap<RecordId, StoredMend>, StoreError> {
        self.connections.read(|connection| {
            let mut statement =
                connection.prepare_cached(&format!("{MENDS} WHERE m.record_id = ?1"))?;
            let mut mends = BTreeMap::new();
            for record in records {
                let mut rows = statement.query([record.0])?;
                if let Some(row) = rows.next()? {
                    mends.insert(*record, read_mend(row)?);
                }
            }
            Ok(mends)
        })
    }
}

const MENDS: &str =
    "SELECT m.set_aside_id, m.record_id, a.code, a.text, r.cells, m.mended_at, m.mended_by
     FROM mended_row m JOIN set_aside a ON a.set_aside_id = m.set_aside_id
     JOIN raw_row r ON r.record_id = m.record_id";

fn read_aside(row: &Row<'_>) -> rusqlite::Result<AsideRow> {
    Ok(AsideRow {
        aside: row.get(0)?,
        load: LoadId(row.get(1)?),
        row: StoredSetAside {
            row: row.get::<_, i64>(2)? as u64,
            code: row.get(3)?,
            reason: row.get(4)?,
            text: row.get(5)?,
        },
    })
}

fn read_mend(row: &Row<'_>) -> Result<StoredMend, StoreError> {
    let cells: String = row.get(4)?;
    Ok(StoredMend {
        aside: row.get(0)?,
        record: RecordId(row.get(1)?),
        code: row.get(2)?,
        text: row.get(3)?,
        cells: raw_cells::decode(&cells)?,
        at: row.get(5)?,
        who: row.get(6)?,
    })
}

impl Edits<'_> {
    /// Loads a row that was set aside with other cells. Nothing where it is not there, was mended already, or its load
    /// has no number left for a row more, which one of an earlier version may not have.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn mend(&mut self, mend: &NewMend<'_>) -> Result<Option<RecordId>, StoreError> {
        let transaction = self.transaction();
        let place: Option<(i64, i64)> = transaction
            .query_row(
                "SELECT l.load_id, l.last_record + 1 FROM set_aside a JOIN load l ON l.load_id = a.load_id
                 WHERE a.set_aside_id = ?1 AND a.set_aside_id NOT IN (SELECT set_aside_id FROM mended_row)",
                [mend.aside],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((load, record)) = place else {
            return Ok(None);
        };
        let is_taken: bool = transaction.query_row(
            "SELECT EXISTS (SELECT 1 FROM load WHERE load_id > ?1 AND first_record <= ?2)",
            params![load, record],
            |row| row.get(0),
        )?;
        if is_taken {
            return Ok(None);
        }
        transaction.execute(
            "INSERT OR REPLACE INTO mend_taken_back (set_aside_id, cells) VALUES (?1, ?2)",
            params![mend.aside, RawRecord::encode(mend.cells)?],
        )?;
        let row = json!({
            "set_aside_id": mend.aside, "record_id": record, "mended_at": mend.at, "mended_by": mend.who,
        });
        self.set(
            DecisionTable::MendedRow,
            &[json!(mend.aside)],
            row.as_object().cloned(),
        )?;
        Ok(Some(RecordId(record)))
    }
}

/// Brings a row in where its mend comes, and takes it out where that goes, with the counts of its load.
pub(crate) fn follow(
    connection: &Connection,
    now: Option<&RowImage>,
    after: Option<&RowImage>,
) -> Result<(), StoreError> {
    match (now, after) {
        (None, Some(row)) => bring_in(connection, row),
        (Some(row), None) => take_out(connection, row),
        _ => Ok(()),
    }
}

fn number(row: &RowImage, column: &str) -> i64 {
    row.get(column).and_then(Value::as_i64).unwrap_or_default()
}

fn bring_in(connection: &Connection, mend: &RowImage) -> Result<(), StoreError> {
    let (aside, record) = (number(mend, "set_aside_id"), number(mend, "record_id"));
    let given: Option<(i64, i64, String)> = connection
        .query_row(
            "SELECT a.load_id, a.row, t.cells FROM set_aside a
             JOIN mend_taken_back t ON t.set_aside_id = a.set_aside_id WHERE a.set_aside_id = ?1",
            [aside],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let Some((load, row, cells)) = given else {
        // It was erased since: there is nothing left to do again.
        connection.execute("DELETE FROM mended_row WHERE set_aside_id = ?1", [aside])?;
        return Ok(());
    };
    connection.execute(
        "INSERT INTO raw_row (record_id, load_id, row, cells) VALUES (?1, ?2, ?3, ?4)",
        params![record, load, row, cells],
    )?;
    connection.execute(
        "DELETE FROM mend_taken_back WHERE set_aside_id = ?1",
        [aside],
    )?;
    connection.execute(
        "UPDATE load SET last_record = max(last_record, ?2), rows_loaded = rows_loaded + 1,
         rows_set_aside = rows_set_aside - 1, mended = mended + 1 WHERE load_id = ?1",
        params![load, record],
    )?;
    forget_profiles(connection, load)
}

fn take_out(connection: &Connection, mend: &RowImage) -> Result<(), StoreError> {
    let (aside, record) = (number(mend, "set_aside_id"), number(mend, "record_id"));
    let stands: Option<(i64, String)> = connection
        .query_row(
            "SELECT load_id, cells FROM raw_row WHERE record_id = ?1",
            [record],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((load, cells)) = stands else {
        return Ok(());
    };
    connection.execute(
        "INSERT OR REPLACE INTO mend_taken_back (set_aside_id, cells) VALUES (?1, ?2)",
        params![aside, cells],
    )?;
    connection.execute("DELETE FROM raw_row WHERE record_id = ?1", [record])?;
    let made = connection.execute("DELETE FROM standard_record WHERE record_id = ?1", [record])?;
    connection.execute(
        "DELETE FROM membership WHERE record_id = ?1 AND run_id IN (SELECT run_id FROM run)",
        [record],
    )?;
    // Where nothing was made of the row, all is as it was before. Else even the same mend is another one, since what
    // was made of it is gone.
    connection.execute(
        "UPDATE load SET last_record = CASE last_record WHEN ?2 THEN ?2 - 1 ELSE last_record END,
         rows_loaded = rows_loaded - 1, rows_set_aside = rows_set_aside + 1,
         mended = CASE WHEN ?3 THEN mended + 1 ELSE mended - 1 END,
         standardised_with = CASE WHEN ?3 THEN standardised_with || ', less a row' ELSE standardised_with END
         WHERE load_id = ?1",
        params![load, record, made > 0],
    )?;
    forget_profiles(connection, load)
}

/// Forgets that a row which is taken out of its load was mended, and what stood in the file in its place.
pub(crate) fn forget(connection: &Connection, record: RecordId) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "DELETE FROM set_aside WHERE set_aside_id IN (SELECT set_aside_id FROM mended_row WHERE record_id = ?1)",
        )?
        .execute([record.0])?;
    connection
        .prepare_cached("DELETE FROM mended_row WHERE record_id = ?1")?
        .execute([record.0])?;
    Ok(())
}

/// Forgets what was given for rows whose mends were taken back: nothing can be done again after rows are gone for good.
pub(crate) fn forget_taken_back(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("DELETE FROM mend_taken_back", [])?;
    Ok(())
}
