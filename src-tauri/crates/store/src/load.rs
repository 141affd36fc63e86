//! Loads: one import of a table at a time, written in chunks and in use only once complete.

use rollcall_model::{LoadId, RecordId, SourceId, TableId};
use rusqlite::{Row, Transaction, params};

use crate::{AsideFilter, RawRows, Store, StoreError};

/// Where a load stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadState {
    /// Rows are still coming in.
    Loading,
    /// The one in use for its table.
    Current,
    /// A later one took its place.
    Superseded,
    /// Taken back by a person.
    Undone,
}

impl LoadState {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Current => "current",
            Self::Superseded => "superseded",
            Self::Undone => "undone",
        }
    }

    fn parse(code: &str) -> Self {
        match code {
            "current" => Self::Current,
            "superseded" => Self::Superseded,
            "undone" => Self::Undone,
            _ => Self::Loading,
        }
    }
}

/// A load that begins.
#[derive(Debug, Clone)]
pub struct NewLoad<'a> {
    /// The table.
    pub table: TableId,
    /// File, with the member of an archive after a slash.
    pub file: &'a str,
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// Hash of the content.
    pub fingerprint: &'a str,
    /// When, RFC 3339.
    pub loaded_at: &'a str,
    /// The header.
    pub header: &'a [String],
    /// How it was read, as JSON.
    pub reading: &'a str,
}

/// One import of a table.
#[derive(Debug, Clone)]
pub struct StoredLoad {
    /// Its number.
    pub load: LoadId,
    /// The table.
    pub table: TableId,
    /// The source of the table.
    pub source: SourceId,
    /// Name of the table.
    pub table_name: String,
    /// File.
    pub file: String,
    /// Sheet.
    pub sheet: Option<String>,
    /// Hash of the content.
    pub fingerprint: String,
    /// When.
    pub loaded_at: String,
    /// The header.
    pub header: Vec<String>,
    /// How it was read, as JSON.
    pub reading: String,
    /// Where it stands.
    pub state: LoadState,
    /// First record.
    pub first: RecordId,
    /// Last record; one before the first when there is none.
    pub last: RecordId,
    /// Rows read.
    pub rows_read: u64,
    /// Rows loaded.
    pub rows_loaded: u64,
    /// Rows set aside.
    pub rows_set_aside: u64,
    /// How it differs from the one before, as JSON.
    pub compared: Option<String>,
    /// What its records were standardised with.
    pub standardised_with: Option<String>,
    /// How often rows of it were mended, or mends taken back of which something had been made.
    pub mended: u64,
}

impl StoredLoad {
    /// Where each column of this load stands in another load whose header has the same names in another
    /// order; of columns with the same name the first is the first. Nothing where the order is the same,
    /// or the names are not.
    pub fn columns_in(&self, other: &Self) -> Option<Vec<usize>> {
        if self.header == other.header || self.header.len() != other.header.len() {
            return None;
        }
        let mut is_taken = vec![false; other.header.len()];
        let columns = self.header.iter().map(|name| {
            let mut places = other.header.iter().enumerate();
            let (place, _) =
                places.find(|(place, one)| *one == name && is_taken.get(*place) == Some(&false))?;
            *is_taken.get_mut(place)? = true;
            Some(place)
        });
        columns.collect()
    }
}

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSetAside {
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// The situation, by code.
    pub code: String,
    /// Why.
    pub reason: String,
    /// What stood there.
    pub text: String,
}

impl Store {
    /// Begins a load; its rows come with [`Store::add_rows`].
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin_load(&self, load: &NewLoad<'_>) -> Result<(LoadId, RecordId), StoreError> {
        self.connections.write(|transaction| {
            let first: i64 = transaction.query_row(
                // Rows that are set aside have their numbers behind those that are loaded, for when they are mended.
                "SELECT 1 + max(coalesce((SELECT max(record_id) FROM raw_row), 0), coalesce((SELECT max(last_record + rows_set_aside) FROM load), 0))",
                [],
                |row| row.get(0),
            )?;
            transaction.execute(
                "INSERT INTO load (table_id, file, sheet, fingerprint, loaded_at, header, reading, state, first_record, last_record)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'loading', ?8, ?8 - 1)",
                params![
                    load.table.0, load.file, load.sheet, load.fingerprint, load.loaded_at,
                    serde_json::to_string(load.header)?, load.reading, first
                ],
            )?;
            Ok((LoadId(transaction.last_insert_rowid()), RecordId(first)))
        })
    }

    /// Writes a chunk of rows.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_rows(&self, load: LoadId, rows: &RawRows) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "INSERT INTO raw_row (record_id, load_id, row, cells) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for (record, row, cells) in rows.iter() {
                statement.execute(params![record.0, load.0, row as i64, cells])?;
            }
            Ok(())
        })
    }

    /// Writes a chunk of rows that were set aside.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_set_aside(&self, load: LoadId, rows: &[StoredSetAside]) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "INSERT INTO set_aside (load_id, row, code, reason, text) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for row in rows {
                statement.execute(params![load.0, row.row as i64, row.code, row.reason, row.text])?;
            }
            Ok(())
        })
    }

    /// Notes how many rows a load has; it stays `loading` until an operation puts it in use.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish_load(
        &self,
        load: LoadId,
        rows_loaded: u64,
        rows_set_aside: u64,
    ) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            transaction.execute(
                "UPDATE load SET last_record = first_record + ?2 - 1, rows_read = ?2 + ?3, rows_loaded = ?2, rows_set_aside = ?3 WHERE load_id = ?1",
                params![load.0, rows_loaded as i64, rows_set_aside as i64],
            )?;
            Ok(())
        })
    }

    /// Takes away everything of a load that never came into use.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn discard_load(&self, load: LoadId) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            let first: i64 = transaction.query_row(
                "SELECT first_record FROM load WHERE load_id = ?1 AND state = 'loading'",
                [load.0],
                |row| row.get(0),
            )?;
            discard(transaction, load.0, first)
        })
    }

    /// Takes away every load that never came into use: what a loading that failed had begun.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn discard_unfinished_loads(&self) -> Result<(), StoreError> {
        self.connections.write(discard_unfinished)
    }

    /// Every load but those still loading, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn loads(&self) -> Result<Vec<StoredLoad>, StoreError> {
        self.loads_found(
            "SELECT l.*, t.source_id, t.name AS table_name FROM load l JOIN source_table t USING (table_id)
             WHERE l.state <> 'loading' ORDER BY l.load_id",
        )
    }

    /// The loads that are not in use yet, oldest first: their rows have come in, or still do.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn loading(&self) -> Result<Vec<StoredLoad>, StoreError> {
        self.loads_found(
            "SELECT l.*, t.source_id, t.name AS table_name FROM load l JOIN source_table t USING (table_id)
             WHERE l.state = 'loading' ORDER BY l.load_id",
        )
    }

    fn loads_found(&self, query: &str) -> Result<Vec<StoredLoad>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(query)?;
            let loads = statement
                .query_map([], read_load)?
                .collect::<Result<_, _>>()?;
            Ok(loads)
        })
    }

    /// The loads in use, one a table, in the order of their tables.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn current_loads(&self) -> Result<Vec<StoredLoad>, StoreError> {
        let mut loads = self.loads()?;
        loads.retain(|load| load.state == LoadState::Current);
        loads.sort_by_key(|load| load.table);
        Ok(loads)
    }

    /// Notes how a load differs from the one before it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_comparison(&self, load: LoadId, compared: &str) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            transaction.execute(
                "UPDATE load SET compared = ?2 WHERE load_id = ?1",
                params![load.0, compared],
            )?;
            Ok(())
        })
    }

    /// Rows a load set aside and nobody mended, a page of them, with their number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn set_aside(
        &self,
        load: LoadId,
        filter: &str,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<StoredSetAside>, u64), StoreError> {
        let which = AsideFilter {
            aside: None,
            load: Some(load),
            words: filter,
        };
        let (rows, total) = self.aside_rows(&which, offset, limit)?;
        Ok((rows.into_iter().map(|one| one.row).collect(), total))
    }
}

/// Takes away every load whose last row never came, or that never came into use.
pub(crate) fn discard_unfinished(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let begun: Vec<(i64, i64)> = {
        let mut statement = transaction
            .prepare("SELECT load_id, first_record FROM load WHERE state = 'loading'")?;
        statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?
    };
    for (load, first) in begun {
        discard(transaction, load, first)?;
    }
    Ok(())
}

fn discard(transaction: &Transaction<'_>, load: i64, first: i64) -> Result<(), StoreError> {
    transaction.execute(
        "DELETE FROM raw_row WHERE record_id >= ?1 AND load_id = ?2",
        params![first, load],
    )?;
    transaction.execute("DELETE FROM set_aside WHERE load_id = ?1", [load])?;
    transaction.execute("DELETE FROM problem WHERE load_id = ?1", [load])?;
    transaction.execute("DELETE FROM load WHERE load_id = ?1", [load])?;
    Ok(())
}

fn read_load(row: &Row<'_>) -> rusqlite::Result<StoredLoad> {
    let header: String = row.get("header")?;
    Ok(StoredLoad {
        load: LoadId(row.get("load_id")?),
        table: TableId(row.get("table_id")?),
        source: SourceId(row.get("source_id")?),
        table_name: row.get("table_name")?,
        file: row.get("file")?,
        sheet: row.get("sheet")?,
        fingerprint: row.get("fingerprint")?,
        loaded_at: row.get("loaded_at")?,
        header: serde_json::from_str(&header).unwrap_or_default(),
        reading: row.get("reading")?,
        state: LoadState::parse(&row.get::<_, String>("state")?),
        first: RecordId(row.get("first_record")?),
        last: RecordId(row.get("last_record")?),
        rows_read: row.get::<_, i64>("rows_read")? as u64,
        rows_loaded: row.get::<_, i64>("rows_loaded")? as u64,
        rows_set_aside: row.get::<_, i64>("rows_set_aside")? as u64,
        compared: row.get("compared")?,
        standardised_with: row.get("standardised_with")?,
        mended: row.get::<_, i64>("mended")? as u64,
    })
}
