//! Sources and their tables.

use rollcall_model::{Party, SourceId, SystemKind, TableId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::{DecisionTable, Edits, Store, StoreError};

/// A system where customer data lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSource {
    /// Its number.
    pub source: SourceId,
    /// Its name.
    pub name: String,
    /// Kind of system, by code.
    pub kind: String,
    /// First, second or third party, by code.
    pub party: String,
    /// Two letters.
    pub letters: String,
    /// Hue, 0 to 359.
    pub hue: u16,
    /// Where the data lives.
    pub location: String,
    /// In what format, as people said it.
    pub format: String,
    /// How it is used.
    pub used_for: String,
    /// How often it is refreshed.
    pub refresh: String,
    /// On what ground its data may be held.
    pub lawful_basis: String,
    /// Note.
    pub note: String,
    /// Whether it is in the inventory; one whose only loading was taken back is not.
    pub is_there: bool,
}

/// One kind of export of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTable {
    /// Its number.
    pub table: TableId,
    /// Its source.
    pub source: SourceId,
    /// Its name.
    pub name: String,
    /// By what number linkage knows its rows: it follows from what source and table were called at first.
    pub list: u32,
}

impl Store {
    /// The sources of the inventory, in the order they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sources(&self) -> Result<Vec<StoredSource>, StoreError> {
        let mut sources = self.every_source()?;
        sources.retain(|source| source.is_there);
        Ok(sources)
    }

    /// Every source there ever was, those too whose only loading was taken back.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn every_source(&self) -> Result<Vec<StoredSource>, StoreError> {
        self.connections.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT * FROM source ORDER BY source_id")?;
            let sources = statement
                .query_map([], read_source)?
                .collect::<Result<_, _>>()?;
            Ok(sources)
        })
    }

    /// Every table, in the order they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tables(&self) -> Result<Vec<StoredTable>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT table_id, source_id, name, list FROM source_table ORDER BY table_id",
            )?;
            let tables = statement
                .query_map([], |row| {
                    Ok(StoredTable {
                        table: TableId(row.get(0)?),
                        source: SourceId(row.get(1)?),
                        name: row.get(2)?,
                        list: row.get(3)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(tables)
        })
    }

    /// What people said about kinds of systems that are not loaded.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn kind_states(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT kind, state FROM kind_state ORDER BY kind")?;
            let states = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(states)
        })
    }

    /// Finds or makes a source by name.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn ensure_source(&self, name: &str, kind: &str) -> Result<SourceId, StoreError> {
        self.connections
            .write(|transaction| ensure_source(transaction, name, kind))
    }

    /// Finds or makes a table of a source by name.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn ensure_table(&self, source: SourceId, name: &str) -> Result<TableId, StoreError> {
        self.connections.write(|transaction| {
            let known = transaction
                .query_row(
                    "SELECT table_id FROM source_table WHERE source_id = ?1 AND name = ?2",
                    params![source.0, name],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(table) = known {
                return Ok(TableId(table));
            }
            let of: String = transaction.query_row(
                "SELECT name FROM source WHERE source_id = ?1",
                [source.0],
                |row| row.get(0),
            )?;
            transaction.execute(
                "INSERT INTO source_table (source_id, name, list) VALUES (?1, ?2, ?3)",
                params![source.0, name, list_number(&of, name)],
            )?;
            Ok(TableId(transaction.last_insert_rowid()))
        })
    }

    /// Takes away tables that never had a load and, of the sources named, those left without a
    /// table: what a loading that was broken off had made.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn discard_unused(
        &self,
        sources: &[SourceId],
        tables: &[TableId],
    ) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            for table in tables {
                transaction.execute(
                    "DELETE FROM source_table WHERE table_id = ?1
                     AND NOT EXISTS (SELECT 1 FROM load WHERE load.table_id = source_table.table_id)",
                    [table.0],
                )?;
            }
            for source in sources {
                transaction.execute(
                    "DELETE FROM source WHERE source_id = ?1
                     AND NOT EXISTS (SELECT 1 FROM source_table WHERE source_table.source_id = source.source_id)",
                    [source.0],
                )?;
            }
            Ok(())
        })
    }
}

impl Edits<'_> {
    /// Puts a source in the inventory that is loaded for the first time, so that taking the loading back takes it out.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn bring_source(&mut self, source: SourceId) -> Result<(), StoreError> {
        // It was made for a loading that was not in use yet.
        self.transaction().execute(
            "UPDATE source SET is_there = 0 WHERE source_id = ?1",
            [source.0],
        )?;
        self.show_source(source)
    }

    /// Puts a source in the inventory again; one that is there stays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn show_source(&mut self, source: SourceId) -> Result<(), StoreError> {
        let there = [("is_there", json!(1))];
        self.update(DecisionTable::Source, &[json!(source.0)], &there)
    }

    /// Adds a source that is not loaded, as part of an operation.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_source(&mut self, name: &str, kind: &str) -> Result<SourceId, StoreError> {
        let gone: Option<i64> = self
            .transaction()
            .query_row(
                "SELECT source_id FROM source WHERE name = ?1 AND is_there = 0",
                [name],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(source) = gone {
            let columns = [("is_there", json!(1)), ("kind", json!(kind))];
            self.update(DecisionTable::Source, &[json!(source)], &columns)?;
            return Ok(SourceId(source));
        }
        let (letters, hue) = next_mark(self.transaction(), name)?;
        let next: i64 = self.transaction().query_row(
            "SELECT 1 + coalesce(max(source_id), 0) FROM source",
            [],
            |row| row.get(0),
        )?;
        let row = json!({
            "source_id": next, "name": name, "kind": kind, "party": party_of(kind).code(), "letters": letters, "hue": hue,
            "location": "", "format": "", "used_for": "", "refresh": "", "lawful_basis": "",
            "note": "", "is_there": 1,
        });
        self.set(
            DecisionTable::Source,
            &[json!(next)],
            row.as_object().cloned(),
        )?;
        Ok(SourceId(next))
    }
}

/// The number of a list, by what its source and its table are called.
fn list_number(source: &str, table: &str) -> u32 {
    let name = format!("{}\0{}", source.to_lowercase(), table.to_lowercase());
    let [a, b, c, d, ..] = <[u8; 32]>::from(Sha256::digest(name.as_bytes()));
    // The greatest number is no list's.
    u32::from_le_bytes([a, b, c, d]) / 2
}

/// Numbers the lists of a file that was made before they had numbers.
pub(crate) fn number_lists(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let mut statement = transaction.prepare(
        "SELECT t.table_id, s.name, t.name FROM source_table t JOIN source s ON s.source_id = t.source_id",
    )?;
    let tables: Vec<(i64, String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (table, source, name) in tables {
        transaction.execute(
            "UPDATE source_table SET list = ?2 WHERE table_id = ?1",
            params![table, list_number(&source, &name)],
        )?;
    }
    Ok(())
}

/// Who collected what a new source holds, as far as its kind tells: nobody of ours collected what was bought or borrowed.
fn party_of(kind: &str) -> Party {
    if kind == SystemKind::BoughtData.code() {
        Party::Third
    } else {
        Party::First
    }
}

fn ensure_source(
    transaction: &Transaction<'_>,
    name: &str,
    kind: &str,
) -> Result<SourceId, StoreError> {
    let known: Option<i64> = transaction
        .query_row(
            "SELECT source_id FROM source WHERE name = ?1",
            [name],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(source) = known {
        return Ok(SourceId(source));
    }
    let (letters, hue) = next_mark(transaction, name)?;
    transaction.execute(
        "INSERT INTO source (name, kind, party, letters, hue) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![name, kind, party_of(kind).code(), letters, hue],
    )?;
    Ok(SourceId(transaction.last_insert_rowid()))
}

/// Takes away the tables and sources a loading had made that was broken off before its first load came into use. A
/// source that somebody described by hand stands in an operation and stays.
pub(crate) fn sweep(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute(
        "DELETE FROM source_table
         WHERE NOT EXISTS (SELECT 1 FROM load WHERE load.table_id = source_table.table_id)
           AND NOT EXISTS (SELECT 1 FROM mapping WHERE mapping.table_id = source_table.table_id)",
        [],
    )?;
    transaction.execute(
        "DELETE FROM source
         WHERE NOT EXISTS (SELECT 1 FROM source_table WHERE source_table.source_id = source.source_id)
           AND NOT EXISTS (
             SELECT 1 FROM operation, json_each(operation.change) AS changed
             WHERE json_extract(changed.value, '$.table') = 'source'
               AND json_extract(changed.value, '$.key[0]') = source.source_id)",
        [],
    )?;
    Ok(())
}

/// Letters and hue of the next source.
fn next_mark(connection: &Connection, name: &str) -> Result<(String, i64), StoreError> {
    let mut statement = connection.prepare("SELECT letters FROM source")?;
    let taken: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok((letters_for(name, &taken), hue_for(taken.len())))
}

/// Two letters nobody has yet: the initials, else the first letter and a later one, else a digit.
fn letters_for(name: &str, taken: &[String]) -> String {
    let words: Vec<Vec<char>> = name
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.to_uppercase().chars().collect())
        .collect();
    let first = words
        .first()
        .and_then(|word| word.first())
        .copied()
        .unwrap_or('S');
    let initials = words.get(1).and_then(|word| word.first()).copied();
    let rest = words.iter().flat_map(|word| word.iter().copied()).skip(1);
    initials
        .into_iter()
        .chain(rest)
        .chain('1'..='9')
        .chain('A'..='Z')
        .map(|second| format!("{first}{second}"))
        .find(|letters| !taken.contains(letters))
        .unwrap_or_else(|| format!("{first}?"))
}

/// Hues as far apart as they can be, whatever their number: steps of the golden angle.
fn hue_for(index: usize) -> i64 {
    (210 + index as i64 * 137) % 360
}

fn read_source(row: &Row<'_>) -> rusqlite::Result<StoredSource> {
    Ok(StoredSource {
        source: SourceId(row.get("source_id")?),
        name: row.get("name")?,
        kind: row.get("kind")?,
        party: row.get("party")?,
        letters: row.get("letters")?,
        hue: row.get("hue")?,
        location: row.get("location")?,
        format: row.get("format")?,
        used_for: row.get("used_for")?,
        refresh: row.get("refresh")?,
        lawful_basis: row.get("lawful_basis")?,
        note: row.get("note")?,
        is_there: row.get("is_there")?,
    })
}

#[cfg(test)]
mod tests {
    use super::letters_for;

    #[test]
    fn letters_are_never_shared() {
        let mut taken = Vec::new();
        for name in [
            "Shopify",
            "Shopify",
            "Square",
            "Stripe",
            "Support tickets",
            "S",
            "S",
            "Émile",
            "—",
        ] {
            let letters = letters_for(name, &taken);
            assert!(!taken.contains(&letters), "{letters} given twice");
            taken.push(letters);
        }
        assert_eq!(taken[..4], ["SH", "SO", "SQ", "ST"]);
    }
}
