//! Erasing a person for good: rows, everything derived from them, every word that quotes them, and
//! the free pages and journal they stood in. What stays is a row number with its reason, and keyed
//! hashes by which a later load is recognised.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{CustomerId, RecordId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::decision::audit;
use crate::project::{fact, set_fact, touch};
use crate::{RawRecord, Store, StoreError};

/// Code of a row that was set aside because it belongs to a person who was erased.
pub const ERASED: &str = "erased_person";

/// Put where a word of an erased person stood.
const GONE: &str = "[erased]";
/// Shorter words are not looked for in sentences: they would be found in everybody's.
const SHORTEST_WORD: usize = 5;
/// The fact that free pages still have to be overwritten.
const DUE: &str = "scour_due";

/// Everything that is to be forgotten about one person.
#[derive(Debug, Clone)]
pub struct Erasure<'a> {
    /// The customers the person is known as.
    pub customers: &'a [CustomerId],
    /// Every row about the person, of every load.
    pub records: &'a [RecordId],
    /// Values of the person that may stand in sentences, notes and rows set aside.
    pub words: &'a [String],
    /// Keyed hashes by which a later row is recognised.
    pub marks: &'a [String],
    /// What is told where the rows stood.
    pub told: &'a str,
    /// Why, as the person who erased says.
    pub reason: &'a str,
    /// Who erased.
    pub who: &'a str,
    /// When, RFC 3339.
    pub at: &'a str,
}

/// One erasure, as the log of erasures has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredErasure {
    /// Its number.
    pub erasure: i64,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// Why.
    pub reason: String,
    /// How many rows were taken out.
    pub rows: u64,
}

/// By what erased people are recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstones {
    /// The secret of this project that every mark is hashed with, 64 hexadecimal digits.
    pub key: String,
    /// When the person behind each mark was erased, RFC 3339.
    pub marks: BTreeMap<String, String>,
}

impl Store {
    /// By what erased people are recognised; the key is made when first asked for.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn tombstones(&self) -> Result<Tombstones, StoreError> {
        let known = self
            .connections
            .read(|connection| fact(connection, "erasure_key"))?;
        let key = match known {
            Some(key) => key,
            None => self.connections.write(|transaction| {
                let key: String =
                    transaction
                        .query_row("SELECT lower(hex(randomblob(32)))", [], |row| row.get(0))?;
                set_fact(transaction, "erasure_key", &key)?;
                Ok(key)
            })?,
        };
        let marks = self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT t.mark, e.at FROM tombstone t JOIN erasure e USING (erasure_id)",
            )?;
            let marks = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(marks)
        })?;
        Ok(Tombstones { key, marks })
    }

    /// Every erasure, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn erasures(&self) -> Result<Vec<StoredErasure>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT erasure_id, at, who, reason, rows FROM erasure ORDER BY erasure_id DESC",
            )?;
            let erasures = statement
                .query_map([], |row| {
                    Ok(StoredErasure {
                        erasure: row.get(0)?,
                        at: row.get(1)?,
                        who: row.get(2)?,
                        reason: row.get(3)?,
                        rows: row.get::<_, i64>(4)? as u64,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(erasures)
        })
    }

    /// Forgets a person: rows become rows set aside without their text, everything derived from
    /// them and every decision about them goes, and no sentence quotes them any more. Cannot be
    /// taken back. Free pages and journal still hold the bytes until [`Store::scour`]; should the
    /// program end before, the next opening does it.
    ///
    /// # Errors
    /// When the file cannot be written; nothing has changed then.
    pub fn erase(&self, erasure: &Erasure<'_>) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            let identities = identities(transaction, erasure.records)?;
            set_records_aside(transaction, erasure.records, ERASED, erasure.told, false)?;
            forget_results(transaction, erasure)?;
            forget_decisions(transaction, erasure, &identities)?;
            let words: Vec<&str> = erasure
                .words
                .iter()
                .chain(identities.iter().map(|(_, key)| key))
                .map(String::as_str)
                .filter(|word| word.chars().count() >= SHORTEST_WORD)
                .collect();
            blot_out(transaction, &words)?;
            transaction.execute(
                "INSERT INTO erasure (at, who, reason, rows) VALUES (?1, ?2, ?3, ?4)",
                params![
                    erasure.at,
                    erasure.who,
                    erasure.reason,
                    erasure.records.len() as i64
                ],
            )?;
            let number = transaction.last_insert_rowid();
            let mut statement = transaction.prepare_cached(
                "INSERT OR REPLACE INTO tombstone (mark, erasure_id) VALUES (?1, ?2)",
            )?;
            for mark in erasure.marks {
                statement.execute(params![mark, number])?;
            }
            note(transaction, erasure)?;
            set_fact(transaction, DUE, "1")?;
            touch(transaction)
        })
    }

    /// Writes the file anew so that nothing erased is left in the search index, in free pages or in
    /// the journal.
    ///
    /// # Errors
    /// When the file cannot be written, such as for want of space for a second copy.
    pub fn scour(&self) -> Result<(), StoreError> {
        self.connections.maintain(|connection| {
            connection.execute(
                "INSERT INTO customer_search (customer_search) VALUES ('optimize')",
                [],
            )?;
            connection.execute_batch("VACUUM")?;
            connection.execute("DELETE FROM project WHERE key = ?1", [DUE])?;
            empty_journal(connection)
        })
    }

    /// Scours the file where an erasure was not followed by it.
    pub(crate) fn scour_if_due(&self) -> Result<(), StoreError> {
        let is_due = self
            .connections
            .read(|connection| fact(connection, DUE))?
            .is_some();
        if is_due { self.scour() } else { Ok(()) }
    }
}

/// Brings the whole journal into the file and cuts it to nothing.
fn empty_journal(connection: &Connection) -> Result<(), StoreError> {
    let is_busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if is_busy {
        return Err(StoreError::Locked {
            path: std::path::PathBuf::from("the project file"),
        });
    }
    Ok(())
}

/// Table and stable key of rows.
fn identities(
    transaction: &Transaction<'_>,
    records: &[RecordId],
) -> Result<BTreeSet<(i64, String)>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT l.table_id, s.record_key FROM standard_record s
         JOIN load l ON s.record_id BETWEEN l.first_record AND l.last_record WHERE s.record_id = ?1",
    )?;
    let mut identities = BTreeSet::new();
    for record in records {
        let identity = statement
            .query_row([record.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        identities.extend(identity);
    }
    Ok(identities)
}

/// Takes rows that belong to an erased person out of a load; they become rows set aside without
/// their text.
pub(crate) fn refuse(
    transaction: &Transaction<'_>,
    records: &[RecordId],
    told: &str,
) -> Result<(), StoreError> {
    set_records_aside(transaction, records, ERASED, told, false)?;
    set_fact(transaction, DUE, "1")
}

/// Takes rows out of a load: they become rows set aside. Rows read stay rows loaded plus rows set
/// aside, whatever is taken out.
pub(crate) fn set_records_aside(
    transaction: &Transaction<'_>,
    records: &[RecordId],
    code: &str,
    told: &str,
    is_text_kept: bool,
) -> Result<(), StoreError> {
    for record in records {
        let found: Option<(i64, i64, String)> = transaction
            .prepare_cached("SELECT load_id, row, cells FROM raw_row WHERE record_id = ?1")?
            .query_row([record.0], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((load, row, cells)) = found else {
            continue;
        };
        let text = if is_text_kept {
            let cells = RawRecord::decode(&cells)?;
            let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
            texts.join(",")
        } else {
            String::new()
        };
        transaction.execute(
            "INSERT INTO set_aside (load_id, row, code, reason, text) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![load, row, code, told, text],
        )?;
        transaction.execute(
            "UPDATE load SET rows_loaded = rows_loaded - 1, rows_set_aside = rows_set_aside + 1 WHERE load_id = ?1",
            [load],
        )?;
        for table in ["raw_row", "standard_record"] {
            transaction.execute(
                &format!("DELETE FROM {table} WHERE record_id = ?1"),
                [record.0],
            )?;
        }
    }
    Ok(())
}

/// What runs made of the person. The model of a run knows how common values are, so it goes too;
/// the next run makes another.
fn forget_results(transaction: &Transaction<'_>, erasure: &Erasure<'_>) -> Result<(), StoreError> {
    for customer in erasure.customers {
        transaction.execute(
            "DELETE FROM customer_search WHERE rowid IN (SELECT customer_row FROM customer WHERE customer_id = ?1)",
            [customer.0],
        )?;
        for table in ["customer", "conflict", "membership", "measured_row"] {
            transaction.execute(
                &format!("DELETE FROM {table} WHERE customer_id = ?1"),
                [customer.0],
            )?;
        }
    }
    for record in erasure.records {
        transaction.execute(
            "DELETE FROM pair WHERE left_ = ?1 OR right_ = ?1",
            [record.0],
        )?;
        transaction.execute("DELETE FROM membership WHERE record_id = ?1", [record.0])?;
        transaction.execute(
            "DELETE FROM measured_row WHERE record_id = ?1 OR other = ?1",
            [record.0],
        )?;
    }
    for word in erasure.words {
        transaction.execute("DELETE FROM standing WHERE value = ?1", [word])?;
    }
    transaction.execute("UPDATE run SET model = ''", [])?;
    Ok(())
}

/// What people decided about the person.
fn forget_decisions(
    transaction: &Transaction<'_>,
    erasure: &Erasure<'_>,
    identities: &BTreeSet<(i64, String)>,
) -> Result<(), StoreError> {
    for (table, key) in identities {
        transaction.execute(
            "DELETE FROM verdict WHERE (left_table = ?1 AND left_key = ?2) OR (right_table = ?1 AND right_key = ?2)",
            params![table, key],
        )?;
        transaction.execute(
            "DELETE FROM override_value WHERE anchor_table = ?1 AND anchor_key = ?2",
            params![table, key],
        )?;
    }
    for customer in erasure.customers {
        transaction.execute(
            "DELETE FROM override_value WHERE customer_id = ?1",
            [customer.0],
        )?;
        // A value set by hand stands in the operation that set it, whatever it was.
        transaction.execute(
            "UPDATE operation SET operation = '{}', change = '[]' WHERE kind = 'override_value' AND operation LIKE ?1",
            [format!("%\"{}\"%", customer.label())],
        )?;
    }
    Ok(())
}

/// Texts people read that may quote a value: table and column.
const QUOTING: [(&str, &str); 6] = [
    ("set_aside", "text"),
    ("set_aside", "reason"),
    ("problem", "message"),
    ("note", "text"),
    ("verdict", "note"),
    ("operation", "sentence"),
];

fn blot_out(transaction: &Transaction<'_>, words: &[&str]) -> Result<(), StoreError> {
    for (table, column) in QUOTING {
        for word in words {
            transaction.execute(
                &format!(
                    "UPDATE {table} SET {column} = replace({column}, ?1, ?2) WHERE instr({column}, ?1) > 0"
                ),
                params![word, GONE],
            )?;
        }
    }
    for word in words {
        // What was asked and changed can be neither asked again nor taken back without the value.
        transaction.execute(
            "UPDATE operation SET operation = '{}', change = '[]' WHERE instr(operation, ?1) > 0 OR instr(change, ?1) > 0",
            [word],
        )?;
    }
    Ok(())
}

/// The erasure in the history: that it happened, never to whom. What was taken back before can no
/// longer be done again.
fn note(transaction: &Transaction<'_>, erasure: &Erasure<'_>) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE operation SET state = 'dropped' WHERE state = 'undone'",
        [],
    )?;
    transaction.execute(
        "INSERT INTO operation (at, who, kind, sentence, operation, change, state) VALUES (?1, ?2, 'erase_person', ?3, '{}', '[]', 'done')",
        params![
            erasure.at,
            erasure.who,
            format!("Erased a person on request; rows taken out: {}", erasure.records.len())
        ],
    )?;
    audit(
        transaction,
        erasure.at,
        erasure.who,
        "did",
        transaction.last_insert_rowid(),
    )
}
