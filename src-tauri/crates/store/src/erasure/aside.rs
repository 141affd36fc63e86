//! Rows set aside: rows of an erased person become such rows without their text, and the text of
//! rows that were set aside before loses what it holds of the person.

use rollcall_model::{LoadId, RecordId};
use rusqlite::{OptionalExtension, Transaction, params};

use super::ERASED;
use super::scour::set_due;
use crate::profile::forget_profiles;
use crate::{Store, StoreError};

/// A row that was set aside, with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideText {
    /// Its number.
    pub number: i64,
    /// Its load.
    pub load: LoadId,
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// What stood there; long texts are cut.
    pub text: String,
    /// The row it became when somebody mended it.
    pub mended: Option<RecordId>,
}

/// What becomes of a row that was set aside and holds something of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideCut {
    /// Its number.
    pub number: i64,
    /// What is left of its text, such as lines about other people; nothing when all of it is about
    /// the person.
    pub left: Option<String>,
}

impl Store {
    /// The rows a load set aside that have a text, those that were mended since among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn aside_texts(&self, load: LoadId) -> Result<Vec<AsideText>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT a.set_aside_id, a.load_id, a.row, a.text, m.record_id
                 FROM set_aside a LEFT JOIN mended_row m ON m.set_aside_id = a.set_aside_id
                 WHERE a.load_id = ?1 AND a.text <> '' ORDER BY a.row, a.set_aside_id",
            )?;
            let texts = statement
                .query_map([load.0], |row| {
                    Ok(AsideText {
                        number: row.get(0)?,
                        load: LoadId(row.get(1)?),
                        row: row.get::<_, i64>(2)? as u64,
                        text: row.get(3)?,
                        mended: row.get::<_, Option<i64>>(4)?.map(RecordId),
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(texts)
        })
    }
}

/// Cuts an erased person out of rows that were set aside before.
pub(super) fn cut(
    transaction: &Transaction<'_>,
    cuts: &[AsideCut],
    told: &str,
) -> Result<(), StoreError> {
    for cut in cuts {
        match &cut.left {
            Some(left) => transaction.execute(
                "UPDATE set_aside SET text = ?2 WHERE set_aside_id = ?1",
                params![cut.number, left],
            )?,
            None => transaction.execute(
                "UPDATE set_aside SET code = ?2, reason = ?3, text = '' WHERE set_aside_id = ?1",
                params![cut.number, ERASED, told],
            )?,
        };
    }
    Ok(())
}

/// Takes rows that belong to an erased person out of a load; they become rows set aside without
/// their text.
pub(crate) fn refuse(
    transaction: &Transaction<'_>,
    records: &[RecordId],
    told: &str,
) -> Result<(), StoreError> {
    set_records_aside(transaction, records, ERASED, told, false)?;
    set_due(transaction)
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
        forget_profiles(transaction, load)?;
        // One that was mended is set aside anew.
        crate::mended::forget(transaction, *record)?;
        let text = if is_text_kept {
            let cells = crate::raw_cells::decode(&cells)?;
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
