//! What was made of an erased person and what people decided about them, in the tables of today and
//! in the history.

use rollcall_model::{CustomerId, RecordId};
use rusqlite::{Transaction, params};
use serde_json::Value;

use super::among::Among;
use super::{Identities, quoting};
use crate::anchor::Moved;
use crate::blot::Blot;
use crate::decision::RowChange;
use crate::{DecisionTable, RowImage, StoreError, anchor, override_value};

/// What the history says of a decision about a person who was erased.
const FORGOTTEN: &str = "Decided something about a person who was erased since";

/// What runs made of the person. The model of a run knows how common values are, and what it kept for
/// the next has a hash of every record, so both go too; the next run makes others.
pub(crate) fn results(
    transaction: &Transaction<'_>,
    customers: &[CustomerId],
    records: &[RecordId],
) -> Result<(), StoreError> {
    let customers = Among::put(transaction, customers.iter().map(|one| one.0))?;
    let gone = Among::THESE;
    transaction.execute(
        &format!(
            "DELETE FROM customer_search WHERE rowid IN (SELECT customer_row FROM customer WHERE customer_id IN {gone})"
        ),
        [],
    )?;
    for table in [
        "customer",
        "conflict",
        "membership",
        "measured_row",
        "delivered_customer",
    ] {
        transaction.execute(
            &format!("DELETE FROM {table} WHERE customer_id IN {gone}"),
            [],
        )?;
    }
    customers.end()?;
    crate::assignment::forget(transaction, records)?;
    let records = Among::put(transaction, records.iter().map(|one| one.0))?;
    let gone = Among::THESE;
    for (table, columns) in [
        ("pair", &["left_", "right_"][..]),
        ("assignment_verdict", &["left_", "right_"]),
        ("measured_row", &["record_id", "other"]),
        ("membership", &["record_id"]),
    ] {
        let of_these: Vec<String> = columns
            .iter()
            .map(|column| format!("{column} IN {gone}"))
            .collect();
        transaction.execute(
            &format!("DELETE FROM {table} WHERE {}", of_these.join(" OR ")),
            [],
        )?;
    }
    records.end()?;
    transaction.execute("UPDATE run SET model = ''", [])?;
    transaction.execute("DELETE FROM linkage_memory", [])?;
    // They name customers, and count the one who is gone.
    transaction.execute("DELETE FROM check_result", [])?;
    transaction.execute("DELETE FROM list_facts", [])?;
    Ok(())
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

/// Takes the person out of the history: of what an operation changed, the rows about the person;
/// of everything else, the values that quote them. Values that were `moved` to other rows are told there. What
/// is left can still be taken back. Gives the numbers of the operations that say something else now.
pub(super) fn history(
    transaction: &Transaction<'_>,
    customers: &[CustomerId],
    identities: &Identities,
    blot: &Blot,
    moved: &Moved,
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
    let person = Person {
        transaction,
        customers,
        identities,
    };
    for told in operations {
        let after = without(&told, &person, blot, moved)?;
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
    person: &Person<'_>,
    blot: &Blot,
    moved: &Moved,
) -> Result<Told, StoreError> {
    let all: Vec<RowChange> = serde_json::from_str(&told.change)?;
    let mut asked: Value = serde_json::from_str(&told.operation)?;
    let before = all.len();
    let mut changes = Vec::with_capacity(before);
    let mut is_rewritten = false;
    for mut change in all {
        is_rewritten |= anchor::follow(&mut change, moved);
        if !person.is_in_change(&change)? {
            is_rewritten |= quoting::blot_change(&mut change, blot)?;
            changes.push(change);
        }
    }
    let is_about = changes.len() < before || person.is_asked_about(&asked);
    let (sentence, operation) = if is_about {
        (FORGOTTEN.to_owned(), "{}".to_owned())
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

/// By what a decision is known to be about the person.
struct Person<'a> {
    transaction: &'a Transaction<'a>,
    customers: &'a [CustomerId],
    identities: &'a Identities,
}

impl Person<'_> {
    fn is_identity(&self, table: Option<&Value>, key: Option<&Value>) -> bool {
        match (table.and_then(Value::as_i64), key.and_then(Value::as_str)) {
            (Some(table), Some(key)) => self.identities.contains(&(table, key.to_owned())),
            _ => false,
        }
    }

    fn is_customer(&self, number: i64) -> bool {
        self.customers.iter().any(|one| one.0 == number)
    }

    fn is_in_change(&self, change: &RowChange) -> Result<bool, StoreError> {
        let key = |index: usize| change.key.get(index);
        Ok(match change.table {
            DecisionTable::Verdict | DecisionTable::SecondVerdict => {
                self.is_identity(key(0), key(1)) || self.is_identity(key(2), key(3))
            }
            DecisionTable::Grouping => self.is_identity(key(0), key(1)),
            DecisionTable::Membership | DecisionTable::DataRequest => {
                [&change.before, &change.after]
                    .into_iter()
                    .flatten()
                    .filter_map(|row| row.get("customer_id").and_then(Value::as_i64))
                    .any(|number| self.is_customer(number))
            }
            DecisionTable::OverrideValue => {
                for image in [&change.before, &change.after].into_iter().flatten() {
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
        let is_others = is_customer && override_value::is_in_run(self.transaction, table, &key)?;
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
