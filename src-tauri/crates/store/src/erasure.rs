//! Erasing a person for good: rows, everything derived from them, every word that quotes them, and
//! the free pages, the journal and the copies beside the file they stood in. What stays is a row
//! number with its reason, and keyed hashes by which a later load is recognised.
//!
//! Where a value of a person can stand, and what becomes of it:
//!
//! | place | what is done |
//! |---|---|
//! | `raw_row`, `standard_record`, of every load | the person's rows go, a row set aside without text stays |
//! | `set_aside.text` | gone, or the person's lines of it where a text swallowed several rows; with a row that was mended what stood in its place |
//! | `mended_row`, `mend_taken_back` | the person's go, the second whole |
//! | `customer`, `customer_search`, `conflict`, `membership`, `delivered_customer`, `pair`, `standing`, `run.model`, `linkage_memory`, `check_result`, `customer_facts`, `run_answer` | the person's go, the last five whole, the first three also of others who had a row of the person; finding people anew makes the rest again |
//! | `assignment`, `assignment_verdict` | the person's numbers go, of every run that is kept |
//! | `verdict`, `second_verdict`, `override_value`, `grouping`, `stated_standing` | those about the person go |
//! | `operation.change` | images of rows about the person go; in others whole values are blotted |
//! | `operation.sentence`, `.operation` | told without the person; else whole values are blotted |
//! | names of attributes taken from a header, wherever one stands | another name, the same everywhere |
//! | `column_profile`, `run.report` | whole values are blotted |
//! | `data_request` | the person's number and record go, the erasure is noted instead; whole values are blotted out of its words |
//! | names of sources and of their tables | whole values are blotted, names stay unique |
//! | `problem`, `note`, `source`, `load` (names and header), `mapping`, `delivery.path`, reasons and notes | whole values are blotted |
//! | rules, sign-offs, use cases, scope, log, connections, costs, agenda, lists, purges: their words and whom they name | whole values are blotted |
//! | free pages, search index, journal | written anew, cut to nothing |
//! | the backups beside the file, the copy from before an upgrade (`.backup`) | taken away |
//! | exports, delivered lists, copies elsewhere | told to a human |
//!
//! The seals of operations that are rewritten lose their salt, so that they tell nothing.
//! `kept_out` holds keyed hashes of people who were never here, and stays.
//! `coverage`, `audit`, `delivered`, `duty`, `held_once`, `customer_id`, `customer_trail`, `parted`, `kind_state`, `raci` and `setting` hold
//! numbers, codes and the people who work here.

mod among;
pub(crate) mod aside;
mod custom;
mod forget;
mod names;
mod quoting;
mod scour;
mod search;

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{CustomerId, RecordId};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::anchor::Moved;
use crate::blot::Blot;
use crate::project::{fact, set_fact, touch};
use crate::{Store, StoreError, data_request, mended, override_value, stated, trail};

pub use aside::{AsideCut, AsideText};
pub(crate) use forget::{Gone, results as forget_results};
pub(crate) use scour::{people_found_again, set_due as set_scour_due};
pub use search::ByteSearch;

/// Code of a row that was set aside because it belongs to a person who was erased.
pub const ERASED: &str = "erased_person";

/// Table and stable key of rows.
pub(crate) type Identities = BTreeSet<(i64, String)>;

/// Everything that is to be forgotten about one person.
#[derive(Debug, Clone)]
pub struct Erasure<'a> {
    /// The customers the person is known as.
    pub customers: &'a [CustomerId],
    /// Every row about the person, of every load.
    pub records: &'a [RecordId],
    /// Every row that was set aside and holds something of the person.
    pub asides: &'a [AsideCut],
    /// The person's values, for sentences, notes and the history.
    pub blot: &'a Blot,
    /// The person's values one by one, as they were compared.
    pub values: &'a [String],
    /// Keyed hashes by which it is known that something was said of one of the values.
    pub standings: &'a [String],
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

impl Erasure<'_> {
    /// Rows that are taken out, those set aside before included.
    fn rows(&self) -> usize {
        let whole = self.asides.iter().filter(|cut| cut.left.is_none()).count();
        self.records.len() + whole
    }
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
    /// What looking for the values in the bytes on the disk came to; nothing where it was not looked.
    pub search: Option<ByteSearch>,
}

/// By what erased people are recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstones {
    /// The secret of this project that every mark is hashed with, 64 hexadecimal digits.
    pub key: String,
    /// When the person behind each mark was erased, RFC 3339.
    pub marks: BTreeMap<String, String>,
    /// Since when somebody who was never here is kept out, by mark, RFC 3339.
    pub kept_out: BTreeMap<String, String>,
}

impl Store {
    /// The secret of this project, 64 hexadecimal digits; made when it is first asked for.
    ///
    /// # Errors
    /// When reading or writing fails.
    pub fn secret(&self) -> Result<String, StoreError> {
        let known = self
            .connections
            .read(|connection| fact(connection, "erasure_key"))?;
        match known {
            Some(key) => Ok(key),
            // Somebody else may have made it meanwhile; what was hashed with it must stay findable.
            None => self.connections.write(|transaction| {
                if let Some(key) = fact(transaction, "erasure_key")? {
                    return Ok(key);
                }
                let key: String =
                    transaction
                        .query_row("SELECT lower(hex(randomblob(32)))", [], |row| row.get(0))?;
                set_fact(transaction, "erasure_key", &key)?;
                Ok(key)
            }),
        }
    }

    /// By what erased people, and those who asked to be kept out, are recognised; the key is made when first asked for.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn tombstones(&self) -> Result<Tombstones, StoreError> {
        let key = self.secret()?;
        let marks = self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT t.mark, e.at FROM tombstone t JOIN erasure e USING (erasure_id)",
            )?;
            let marks = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(marks)
        })?;
        // The first of several requests tells since when: it is written last.
        let kept_out = self.kept_out()?.into_iter().rev();
        Ok(Tombstones {
            key,
            marks,
            kept_out: kept_out.map(|one| (one.mark, one.since)).collect(),
        })
    }

    /// Every erasure, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn erasures(&self) -> Result<Vec<StoredErasure>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT erasure_id, at, who, reason, rows, searched, searched_bytes, found FROM erasure ORDER BY erasure_id DESC",
            )?;
            let erasures = statement
                .query_map([], |row| {
                    Ok(StoredErasure {
                        erasure: row.get(0)?,
                        at: row.get(1)?,
                        who: row.get(2)?,
                        reason: row.get(3)?,
                        rows: row.get::<_, i64>(4)? as u64,
                        search: search::of_row(row, 5)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(erasures)
        })
    }

    /// Forgets a person: rows become rows set aside without their text, everything derived from
    /// them and every decision about them goes, and no sentence quotes them any more. Cannot be
    /// taken back. Free pages and journal still hold the bytes until [`Store::scour`]; should the
    /// program end before, the next opening does it. People are to be found anew. Gives the number of the
    /// erasure.
    ///
    /// # Errors
    /// When the file cannot be written; nothing has changed then.
    pub fn erase(&self, erasure: &Erasure<'_>) -> Result<i64, StoreError> {
        let number = self.connections.write(|transaction| {
            override_value::note_customers(transaction)?;
            let identities = identities(transaction, erasure.records)?;
            let asked = data_request::asked(transaction)?;
            aside::set_records_aside(transaction, erasure.records, ERASED, erasure.told, false)?;
            aside::cut(transaction, erasure.asides, erasure.told)?;
            mended::forget_taken_back(transaction)?;
            // What a standardising that failed may have left; nothing needs it.
            transaction.execute("DELETE FROM standard_record_coming", [])?;
            // Whoever the named rows were all of is the person, too.
            let mut customers = forget_results(transaction, erasure.records)?;
            customers.extend(erasure.customers);
            forget::values(transaction, erasure.values)?;
            stated::forget(transaction, erasure.standings)?;
            forget::decisions(transaction, &customers, &identities)?;
            let gone = Gone {
                connection: transaction,
                customers: &customers,
                identities: &identities,
                asked: &asked,
                standings: erasure.standings,
            };
            let mut rewritten = forget::history(
                transaction,
                &gone,
                erasure.blot,
                &Moved::new(),
                forget::OF_ERASED,
            )?;
            rewritten.extend(custom::rename(transaction, erasure.blot)?);
            rewritten.sort_unstable();
            rewritten.dedup();
            quoting::blot_out(transaction, erasure.blot)?;
            names::blot_out(transaction, erasure.blot)?;
            let number = remember(transaction, erasure, &rewritten)?;
            data_request::strike_out(transaction, &asked, &customers, Some(number))?;
            set_dues(transaction)?;
            touch(transaction)?;
            Ok(number)
        })?;
        // Attributes may be called otherwise now.
        self.forms.forget();
        Ok(number)
    }
}

/// Takes away what people decided about rows that are purged and customers who vanish with them, and tells the
/// history without it and of values that were `moved` to other rows. Gives the numbers of the operations that say
/// something else now.
pub(crate) fn forget_decisions(
    transaction: &Transaction<'_>,
    gone: &Gone<'_>,
    moved: &Moved,
) -> Result<Vec<i64>, StoreError> {
    forget::decisions(transaction, gone.customers, gone.identities)?;
    forget::history(
        transaction,
        gone,
        &Blot::default(),
        moved,
        forget::OF_PURGED,
    )
}

/// Notes that the file has to be written anew, and people to be found anew.
pub(crate) fn set_dues(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    scour::set_due(transaction)?;
    scour::set_people_due(transaction)
}

/// Table and stable key of rows.
pub(crate) fn identities(
    transaction: &Transaction<'_>,
    records: &[RecordId],
) -> Result<Identities, StoreError> {
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

/// That somebody was erased, never who: the log of erasures, the marks, the history. What was taken
/// back before can no longer be done again.
fn remember(
    transaction: &Transaction<'_>,
    erasure: &Erasure<'_>,
    rewritten: &[i64],
) -> Result<i64, StoreError> {
    let blotted = erasure.blot.text(erasure.reason);
    let reason = blotted.as_deref().unwrap_or(erasure.reason);
    transaction.execute(
        "INSERT INTO erasure (at, who, reason, rows) VALUES (?1, ?2, ?3, ?4)",
        params![erasure.at, erasure.who, reason, erasure.rows() as i64],
    )?;
    let number = transaction.last_insert_rowid();
    let mut statement = transaction
        .prepare_cached("INSERT OR REPLACE INTO tombstone (mark, erasure_id) VALUES (?1, ?2)")?;
    for mark in erasure.marks {
        statement.execute(params![mark, number])?;
    }
    transaction.execute(
        "UPDATE operation SET state = 'dropped' WHERE state = 'undone'",
        [],
    )?;
    transaction.execute(
        "INSERT INTO operation (at, who, kind, sentence, operation, change, state) VALUES (?1, ?2, 'erase_person', ?3, ?4, '[]', 'done')",
        params![
            erasure.at,
            erasure.who,
            format!("Erased a person on request; rows taken out: {}", erasure.rows()),
            serde_json::json!({ "reason": reason }).to_string()
        ],
    )?;
    trail::append_rewriting(
        transaction,
        erasure.at,
        erasure.who,
        "did",
        transaction.last_insert_rowid(),
        rewritten,
    )?;
    Ok(number)
}
