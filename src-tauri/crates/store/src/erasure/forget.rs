//! What was made of an erased person and what people decided about them, in the tables of today and
//! in the history.

use std::collections::BTreeSet;

use rollcall_model::{CustomerId, RecordId, RunId};
use rusqlite::{Connection, Transaction, params};
use serde_json::Value;

use super::among::Among;
use super::{Identities, quoting};
use crate::anchor::Moved;
use crate::blot::Blot;
use crate::data_request::Asked;
use crate::decision::RowChange;
use crate::{DecisionTable, RowImage, StoreError, anchor, override_value};

/// What the history says of a decision about a person who was erased.
pub(super) const OF_ERASED: &str = "Decided something about a person who was erased since";
/// What it says of a decision about rows that were kept as long as agreed.
pub(super) const OF_PURGED: &str = "Decided something about rows that were purged since";

/// What runs made of records that go, and of the customers they belong to. The model of a run knows how common
/// values are, and what it kept for the next has a hash of every record, so both go too; the next run makes
/// others. Gives the customers who have no record left; the others are known by theirs until they are found anew.
pub(crate) fn results(
    transaction: &Transaction<'_>,
    records: &[RecordId],
) -> Result<Vec<CustomerId>, StoreError> {
    let of_records = customers_of(transaction, records)?;
    let of_these = Among::put(transaction, records.iter().map(|one| one.0))?;
    for (table, columns) in [
        ("pair", &["left_", "right_"][..]),
        ("assignment_verdict", &["left_", "right_"]),
        ("measured_row", &["record_id", "other"]),
        ("membership", &["record_id"]),
    ] {
        let gone: Vec<String> = columns
            .iter()
            .map(|column| format!("{column} IN {}", Among::THESE))
            .collect();
        transaction.execute(
            &format!("DELETE FROM {table} WHERE {}", gone.join(" OR ")),
            [],
        )?;
    }
    of_these.end()?;
    crate::assignment::forget(transaction, records)?;
    let vanished = of_customers(transaction, &of_records)?;
    transaction.execute("UPDATE run SET model = ''", [])?;
    transaction.execute("DELETE FROM linkage_memory", [])?;
    // They name customers, count those who are gone and hold what they say.
    for table in ["check_result", "customer_facts", "run_answer"] {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(vanished)
}

/// What was made of customers of whom records went. To whom a list went is forgotten only of those who have no
/// record left. Gives these.
fn of_customers(
    transaction: &Transaction<'_>,
    customers: &BTreeSet<CustomerId>,
) -> Result<Vec<CustomerId>, StoreError> {
    let of_these = Among::put(transaction, customers.iter().map(|one| one.0))?;
    let gone = Among::THESE;
    transaction.execute(
        &format!(
            "DELETE FROM customer_search WHERE rowid IN (SELECT customer_row FROM customer WHERE customer_id IN {gone})"
        ),
        [],
    )?;
    for table in ["customer", "conflict", "measured_row"] {
        transaction.execute(
            &format!("DELETE FROM {table} WHERE customer_id IN {gone}"),
            [],
        )?;
    }
    let vanished: Vec<CustomerId> = transaction
        .prepare(
            "SELECT number FROM temp.gone WHERE number NOT IN (SELECT customer_id FROM membership) ORDER BY number",
        )?
        .query_map([], |row| row.get(0).map(CustomerId))?
        .collect::<Result<_, _>>()?;
    of_these.end()?;
    let of_vanished = Among::put(transaction, vanished.iter().map(|one| one.0))?;
    transaction.execute(
        &format!("DELETE FROM delivered_customer WHERE customer_id IN {gone}"),
        [],
    )?;
    of_vanished.end()?;
    Ok(vanished)
}

/// The customers that records belong to, of every run that is kept.
fn customers_of(
    connection: &Connection,
    records: &[RecordId],
) -> Result<BTreeSet<CustomerId>, StoreError> {
    let runs: Vec<i64> = connection
        .prepare("SELECT run_id FROM run")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut customers = BTreeSet::new();
    for run in runs {
        customers.extend(crate::purge::customers_of(connection, RunId(run), records)?);
    }
    Ok(customers)
}

/// How far values of the person could be trusted.
pub(super) fn values(transaction: &Transaction<'_>, values: &[String]) -> Result<(), StoreError> {
    for value in values {
        transaction.execute("DELETE FROM standing WHERE value = ?1", [value])?;
    }
    Ok(())
}

/// What people decided about the person.
pub(super) fn decisions(
    transaction: &Transaction<'_>,
    customers: &[CustomerId],
    identities: &Identities,
) -> Result<(), StoreError> {
    for (table, key) in identities {
        for verdicts in ["verdict", "second_verdict"] {
            transaction.execute(
                &format!(
                    "DELETE FROM {verdicts} WHERE (left_table = ?1 AND left_key = ?2) OR (right_table = ?1 AND right_key = ?2)"
                ),
                params![table, key],
            )?;
        }
        transaction.execute(
            "DELETE FROM override_value WHERE anchor_table = ?1 AND anchor_key = ?2",
            params![table, key],
        )?;
        transaction.execute(
            "DELETE FROM grouping WHERE table_id = ?1 AND record_key = ?2",
            params![table, key],
        )?;
    }
    override_value::forget(transaction, customers)
}

/// One operation of the history.
struct Told {
    number: i64,
    sentence: String,
    operation: String,
    change: String,
}

/// Takes what goes out of the history: of what an operation changed, the rows about it, `told_instead` in place of
/// its sentence; of everything else, the values that quote a person. Values that were `moved` to other rows are
/// told there. What is left can still be taken back. Gives the numbers of the operations that say something else
/// now.
pub(super) fn history(
    transaction: &Transaction<'_>,
    gone: &Gone<'_>,
    blot: &Blot,
    moved: &Moved,
    told_instead: &str,
) -> Result<Vec<i64>, StoreError> {
    let mut rewritten = Vec::new();
    let operations: Vec<Told> = {
        let mut statement = transaction
            .prepare("SELECT operation_id, sentence, operation, change FROM operation")?;
        statement
            .query_map([], |row| {
                Ok(Told {
                    number: row.get(0)?,
                    sentence: row.get(1)?,
                    operation: row.get(2)?,
                    change: row.get(3)?,
                })
            })?
            .collect::<Result<_, _>>()?
    };
    for told in operations {
        let after = without(&told, gone, blot, moved, told_instead)?;
        if after.sentence != told.sentence
            || after.operation != told.operation
            || after.change != told.change
        {
            transaction.execute(
                "UPDATE operation SET sentence = ?2, operation = ?3, change = ?4 WHERE operation_id = ?1",
                params![after.number, after.sentence, after.operation, after.change],
            )?;
            rewritten.push(after.number);
        }
    }
    Ok(rewritten)
}

fn without(
    told: &Told,
    gone: &Gone<'_>,
    blot: &Blot,
    moved: &Moved,
    told_instead: &str,
) -> Result<Told, StoreError> {
    let all: Vec<RowChange> = serde_json::from_str(&told.change)?;
    let mut asked: Value = serde_json::from_str(&told.operation)?;
    let before = all.len();
    let mut changes = Vec::with_capacity(before);
    let mut is_rewritten = false;
    for mut change in all {
        is_rewritten |= anchor::follow(&mut change, moved);
        if !gone.is_in_change(&change)? {
            is_rewritten |= quoting::blot_change(&mut change, blot)?;
            changes.push(change);
        }
    }
    let is_about = changes.len() < before || gone.is_asked_about(&asked);
    let (sentence, operation) = if is_about {
        (told_instead.to_owned(), "{}".to_owned())
    } else {
        let sentence = blot.without_family_names().text(&told.sentence);
        let operation = blot.json(&mut asked).then(|| asked.to_string());
        (
            sentence.unwrap_or_else(|| told.sentence.clone()),
            operation.unwrap_or_else(|| told.operation.clone()),
        )
    };
    Ok(Told {
        number: told.number,
        sentence,
        operation,
        change: if is_rewritten || changes.len() < before {
            serde_json::to_string(&changes)?
        } else {
            told.change.clone()
        },
    })
}

/// A row before and after a change.
fn images(change: &RowChange) -> impl Iterator<Item = &RowImage> {
    [&change.before, &change.after].into_iter().flatten()
}

/// By what a decision is known to be about what goes.
pub(crate) struct Gone<'a> {
    /// Where it is looked up whose a record is.
    pub(crate) connection: &'a Connection,
    /// The customers who have no record left.
    pub(crate) customers: &'a [CustomerId],
    /// Table and key of the rows.
    pub(crate) identities: &'a Identities,
    /// Whom requests were about before.
    pub(crate) asked: &'a [Asked],
    /// By what it is known that something was said of a value.
    pub(crate) standings: &'a [String],
}

impl Gone<'_> {
    fn is_identity(&self, table: Option<&Value>, key: Option<&Value>) -> bool {
        match (table.and_then(Value::as_i64), key.and_then(Value::as_str)) {
            (Some(table), Some(key)) => self.identities.contains(&(table, key.to_owned())),
            _ => false,
        }
    }

    fn is_customer(&self, number: i64) -> bool {
        self.customers.iter().any(|one| one.0 == number)
    }

    fn is_customer_in(&self, change: &RowChange) -> bool {
        images(change)
            .filter_map(|row| row.get("customer_id").and_then(Value::as_i64))
            .any(|number| self.is_customer(number))
    }

    fn is_in_change(&self, change: &RowChange) -> Result<bool, StoreError> {
        let key = |index: usize| change.key.get(index);
        Ok(match change.table {
            DecisionTable::Verdict | DecisionTable::SecondVerdict => {
                self.is_identity(key(0), key(1)) || self.is_identity(key(2), key(3))
            }
            DecisionTable::Grouping => self.is_identity(key(0), key(1)),
            DecisionTable::StatedStanding => {
                let mark = key(0).and_then(Value::as_str);
                mark.is_some_and(|mark| self.standings.iter().any(|one| one == mark))
            }
            DecisionTable::Membership => self.is_customer_in(change),
            DecisionTable::DataRequest => {
                let number = key(0).and_then(Value::as_i64);
                match self.asked.iter().find(|one| Some(one.request) == number) {
                    Some(asked) => self.customers.contains(&asked.subject),
                    // A request that was taken back.
                    None => {
                        self.is_customer_in(change)
                            || images(change).any(|row| {
                                self.is_identity(row.get("anchor_table"), row.get("anchor_key"))
                            })
                    }
                }
            }
            DecisionTable::OverrideValue => {
                for image in images(change) {
                    if self.is_in_image(image)? {
                        return Ok(true);
                    }
                }
                false
            }
            _ => false,
        })
    }

    /// Whether a value set by hand is about the person: by its record, and by the number of its customer
    /// unless that record is somebody else's.
    fn is_in_image(&self, image: &RowImage) -> Result<bool, StoreError> {
        let Some((table, key, _)) = anchor::anchor_of(image) else {
            return Ok(false);
        };
        let number = image.get("customer_id").and_then(Value::as_i64);
        let is_customer = number.is_some_and(|number| self.is_customer(number));
        let is_others = is_customer && override_value::is_in_run(self.connection, table, &key)?;
        Ok(self.identities.contains(&(table, key)) || (is_customer && !is_others))
    }

    /// Whether a request names the person: by customer, or by a row that was judged.
    fn is_asked_about(&self, asked: &Value) -> bool {
        let is_customer = ["customer", "other"]
            .into_iter()
            .filter_map(|member| asked.get(member).and_then(Value::as_str))
            .any(|label| self.customers.iter().any(|one| one.label() == label));
        is_customer
            || ["left", "right"].into_iter().any(|side| {
                let side = asked.get(side);
                self.is_identity(
                    side.and_then(|side| side.get(0)),
                    side.and_then(|side| side.get(1)),
                )
            })
    }
}
