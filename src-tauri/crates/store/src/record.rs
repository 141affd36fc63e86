//! Records: rows as they stood, and what was made of them.

use std::ops::ControlFlow;

use rollcall_model::{Cell, LoadId, RecordId, StandardValue, TableId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::value_form::Form;
use crate::{Store, StoreError, StoredLoad, raw_cells, value_form};

/// A row as it stood.
#[derive(Debug, Clone, PartialEq)]
pub struct RawRecord {
    /// Its number.
    pub record: RecordId,
    /// Its load.
    pub load: LoadId,
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// Its cells, in file order.
    pub cells: Vec<Cell>,
}

/// What was made of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardRecord {
    /// Its number.
    pub record: RecordId,
    /// Its stable key within its table.
    pub key: String,
    /// When the row last changed in its source, if it says so.
    pub as_of: Option<String>,
    /// The column that says so, as far as one alone does.
    pub dated_by: Option<usize>,
    /// Whether it says no to messages or asks to be deleted: no agreed term takes it out then.
    pub says_no: bool,
    /// Whether it tells about a person.
    pub person: bool,
    /// Its values.
    pub values: Vec<StandardValue>,
}

impl Store {
    /// Goes through the rows of a load in order until told to stop.
    ///
    /// # Errors
    /// When the file cannot be read, or what `visit` fails with.
    pub fn visit_rows<E: From<StoreError>>(
        &self,
        load: &StoredLoad,
        visit: impl FnMut(RawRecord) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        self.visit(
            "SELECT record_id, load_id, row, cells FROM raw_row WHERE record_id BETWEEN ?1 AND ?2 ORDER BY record_id",
            load,
            |_| Ok(()),
            |(), row| read_raw(row),
            visit,
        )
    }

    /// As [`Store::visit_rows`], with the cells in some places alone: all others come blank.
    ///
    /// # Errors
    /// When the file cannot be read, or what `visit` fails with.
    pub fn visit_cells<E: From<StoreError>>(
        &self,
        load: &StoredLoad,
        places: &[usize],
        visit: impl FnMut(RawRecord) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        self.visit(
            "SELECT record_id, load_id, row, cells FROM raw_row WHERE record_id BETWEEN ?1 AND ?2 ORDER BY record_id",
            load,
            |_| Ok(()),
            |(), row| read_raw_with(row, |cells| raw_cells::decode_some(cells, places)),
            visit,
        )
    }

    /// A page of the rows of a load, with their number under the filter: those in which some cell holds it,
    /// in any case.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_page(
        &self,
        load: &StoredLoad,
        filter: &str,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<RawRecord>, u64), StoreError> {
        let is_whole = load.last.0 - load.first.0 + 1 == load.rows_loaded as i64;
        if filter.is_empty() && is_whole {
            return Ok((self.rows_from(load, offset, limit)?, load.rows_loaded));
        }
        let found = self.rows_with(load, filter)?;
        Ok((self.raw_records(&found.page(offset, limit))?, found.len()))
    }

    /// A page of a load of which no row is gone: it begins where counting says, so that the last page
    /// comes as fast as the first.
    fn rows_from(
        &self,
        load: &StoredLoad,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<RawRecord>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT record_id, load_id, row, cells FROM raw_row WHERE record_id BETWEEN ?1 AND ?2 ORDER BY record_id LIMIT ?3",
            )?;
            let first = load.first.0.saturating_add_unsigned(offset);
            let mut rows = statement.query(params![first, load.last.0, limit as i64])?;
            let mut page = Vec::new();
            while let Some(row) = rows.next()? {
                page.push(read_raw(row)?);
            }
            Ok(page)
        })
    }

    /// Some rows by their numbers, in the order asked for; numbers that are gone are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn raw_records(&self, records: &[RecordId]) -> Result<Vec<RawRecord>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT record_id, load_id, row, cells FROM raw_row WHERE record_id = ?1",
            )?;
            let mut found = Vec::with_capacity(records.len());
            for record in records {
                let mut rows = statement.query([record.0])?;
                if let Some(row) = rows.next()? {
                    found.push(read_raw(row)?);
                }
            }
            Ok(found)
        })
    }

    /// Standardised records by their numbers, in the order asked for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn standard_records(
        &self,
        records: &[RecordId],
    ) -> Result<Vec<StandardRecord>, StoreError> {
        self.read_standard_records(records, value_form::decode)
    }

    /// As [`Store::standard_records`], without what stood in the cells: it comes blank.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn standard_records_without_raw(
        &self,
        records: &[RecordId],
    ) -> Result<Vec<StandardRecord>, StoreError> {
        self.read_standard_records(records, value_form::decode_without_raw)
    }

    fn read_standard_records(
        &self,
        records: &[RecordId],
        decode: DecodeValues,
    ) -> Result<Vec<StandardRecord>, StoreError> {
        self.connections.read(|connection| {
            let forms = self.forms.read(connection)?;
            let mut statement = connection.prepare_cached(
                "SELECT record_id, record_key, as_of, person, content, says_no, dated_by FROM standard_record WHERE record_id = ?1",
            )?;
            let mut found = Vec::with_capacity(records.len());
            for record in records {
                let mut rows = statement.query([record.0])?;
                if let Some(row) = rows.next()? {
                    found.push(read_standard(row, &forms, decode)?);
                }
            }
            Ok(found)
        })
    }

    /// Goes through the standardised records of a load in order until told to stop.
    ///
    /// # Errors
    /// When the file cannot be read, or what `visit` fails with.
    pub fn visit_standard<E: From<StoreError>>(
        &self,
        load: &StoredLoad,
        visit: impl FnMut(StandardRecord) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        self.visit(
            "SELECT record_id, record_key, as_of, person, content, says_no, dated_by FROM standard_record WHERE record_id BETWEEN ?1 AND ?2 ORDER BY record_id",
            load,
            |connection| self.forms.read(connection),
            |forms, row| read_standard(row, forms, value_form::decode),
            visit,
        )
    }

    /// Row number and stable key of every standardised record of a load, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record_keys(
        &self,
        load: &StoredLoad,
    ) -> Result<Vec<(RecordId, u64, String)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT s.record_id, r.row, s.record_key FROM standard_record s JOIN raw_row r USING (record_id)
                 WHERE s.record_id BETWEEN ?1 AND ?2 ORDER BY s.record_id",
            )?;
            let keys = statement
                .query_map(params![load.first.0, load.last.0], |row| {
                    Ok((RecordId(row.get(0)?), row.get::<_, i64>(1)? as u64, row.get(2)?))
                })?
                .collect::<Result<_, _>>()?;
            Ok(keys)
        })
    }

    /// The records of a load in whose keys a number may stand, because another row had the key first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn keys_with_a_number(&self, load: &StoredLoad) -> Result<Vec<RecordId>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT record_id FROM standard_record
                 WHERE record_id BETWEEN ?1 AND ?2 AND record_key LIKE '%#%' AND record_key NOT LIKE 'content:%'
                 ORDER BY record_id",
            )?;
            let records = statement
                .query_map(params![load.first.0, load.last.0], |row| row.get(0).map(RecordId))?
                .collect::<Result<_, _>>()?;
            Ok(records)
        })
    }

    /// The records of a load with this very key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records_of_key(
        &self,
        load: &StoredLoad,
        key: &str,
    ) -> Result<Vec<RecordId>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT record_id FROM standard_record WHERE record_key = ?3 AND record_id BETWEEN ?1 AND ?2",
            )?;
            let records = statement
                .query_map(params![load.first.0, load.last.0, key], |row| row.get(0).map(RecordId))?
                .collect::<Result<_, _>>()?;
            Ok(records)
        })
    }

    /// The record that stands for an identity now: the row with this key in the load in use.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record_by_key(&self, table: TableId, key: &str) -> Result<Option<RecordId>, StoreError> {
        self.connections
            .read(|connection| find_record(connection, table.0, key))
    }
}

/// A LIKE pattern for "this text somewhere", with its special characters taken literally.
pub(crate) fn like_pattern(filter: &str) -> String {
    format!("%{}", beginning_pattern(filter))
}

/// A LIKE pattern for "begins with this text".
pub(crate) fn beginning_pattern(filter: &str) -> String {
    let escaped = filter
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    format!("{escaped}%")
}

pub(crate) fn find_record(
    connection: &Connection,
    table: i64,
    key: &str,
) -> Result<Option<RecordId>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT s.record_id FROM standard_record s JOIN load l ON l.table_id = ?1 AND l.state = 'current'
             AND s.record_id BETWEEN l.first_record AND l.last_record WHERE s.record_key = ?2 LIMIT 1",
        )?
        .query_row(params![table, key], |row| row.get(0).map(RecordId))
        .optional()?)
}

fn read_raw(row: &rusqlite::Row<'_>) -> Result<RawRecord, StoreError> {
    read_raw_with(row, raw_cells::decode)
}

fn read_raw_with(
    row: &rusqlite::Row<'_>,
    decode: impl Fn(&str) -> Result<Vec<Cell>, StoreError>,
) -> Result<RawRecord, StoreError> {
    Ok(RawRecord {
        record: RecordId(row.get(0)?),
        load: LoadId(row.get(1)?),
        row: row.get::<_, i64>(2)? as u64,
        cells: decode(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?)?,
    })
}

/// Reads the values of a content.
pub(crate) type DecodeValues = fn(&str, &[Form]) -> Result<Vec<StandardValue>, StoreError>;

pub(crate) fn read_standard(
    row: &rusqlite::Row<'_>,
    forms: &[Form],
    decode: DecodeValues,
) -> Result<StandardRecord, StoreError> {
    Ok(StandardRecord {
        record: RecordId(row.get(0)?),
        key: row.get(1)?,
        as_of: row.get(2)?,
        dated_by: row.get::<_, Option<i64>>(6)?.map(|column| column as usize),
        says_no: row.get(5)?,
        person: row.get(3)?,
        values: decode(
            row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?,
            forms,
        )?,
    })
}

#[cfg(test)]
mod tests {
    use super::{RawRecord, like_pattern};
    use crate::raw_cells::{decode, decode_some};
    use rollcall_model::{Cell, TypedCell};

    #[test]
    fn cells_come_back_as_they_were() {
        let cells = vec![
            Cell::text("00123"),
            Cell::text(" \"quoted\"\nline "),
            Cell {
                text: "2024-01-02".into(),
                typed: Some(TypedCell::Date("2024-01-02".into())),
            },
            Cell::default(),
        ];
        let text = RawRecord::encode(&cells).unwrap();
        assert_eq!(decode(&text).unwrap(), cells);
    }

    #[test]
    fn cells_nobody_wants_come_blank_and_the_others_as_they_were() {
        let cells = vec![
            Cell::text("a \"b\", c\\"),
            Cell {
                text: "1,5".into(),
                typed: Some(TypedCell::Number(1.5)),
            },
            Cell::text("Zoë"),
            Cell::default(),
        ];
        let text = RawRecord::encode(&cells).unwrap();
        let asked: [&[usize]; 5] = [&[], &[0], &[1], &[0, 2], &[3, 7]];
        for wanted in asked {
            let some = decode_some(&text, wanted).unwrap();
            assert_eq!(some.len(), cells.len());
            for (place, (got, cell)) in some.iter().zip(&cells).enumerate() {
                let is_wanted = wanted.contains(&place);
                assert_eq!(*got == *cell, is_wanted || *cell == Cell::default());
                assert_eq!(got.is_blank(), !is_wanted || cell.is_blank());
            }
        }
    }

    #[test]
    fn a_number_without_end_is_its_text() {
        let endless = Cell {
            text: "1e999".into(),
            typed: Some(TypedCell::Number(f64::INFINITY)),
        };
        let text = RawRecord::encode(std::slice::from_ref(&endless)).unwrap();
        assert_eq!(decode(&text).unwrap(), [Cell::text("1e999")]);
        // As it was written before.
        let before = "[{\"s\":\"1e999\",\"t\":{\"type\":\"number\",\"value\":null}}]";
        assert_eq!(decode(before).unwrap(), [Cell::text("1e999")]);
        // Anything else that cannot be read is damage, not a text.
        for damaged in [
            "[{\"s\":\"1\",\"t\":{\"type\":\"number\",\"value\":\"1\"}}]",
            "[{\"s\":\"1\",\"t\":{\"type\":\"colour\",\"value\":null}}]",
            "[{\"s\":\"1\"}]",
        ] {
            assert!(decode(damaged).is_err(), "{damaged}");
        }
    }

    #[test]
    fn a_filter_is_taken_literally() {
        assert_eq!(like_pattern("50%_a\\"), "%50\\%\\_a\\\\%");
    }
}
