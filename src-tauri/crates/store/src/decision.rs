//! What people decide: every change of state as an operation, its change and an audit entry.
//!
//! An *operation* says what was asked and could be asked again; its *change* says what that did
//! here, row by row, before and after, so that it can be taken back; the *audit* says who and when
//! and is only ever added to. All three are written in the transaction that changes the state.

use rollcall_model::OperationId;
use rusqlite::{Connection, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::anchor::by_anchor;
use crate::decision_table::{read_row, write_row};
use crate::history::OperationColumns;
use crate::problem::end_outside;
use crate::project::touch;
use crate::settle::{Unify, carry_over, moved_customers, settle};
use crate::{DecisionTable, Store, StoreError, trail};

/// One row of a decision table: column to value.
pub type RowImage = Map<String, Value>;

/// What was asked.
#[derive(Debug, Clone)]
pub struct Operation<'a> {
    /// The command, such as `judge_pair`.
    pub kind: &'a str,
    /// In a sentence, as the history shows it.
    pub sentence: String,
    /// The request, so that it could be asked again.
    pub request: Value,
    /// Who.
    pub who: &'a str,
    /// When, RFC 3339.
    pub at: &'a str,
}

/// One line of the history.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    /// Its number.
    pub operation: OperationId,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// The command.
    pub kind: String,
    /// In a sentence.
    pub sentence: String,
    /// `done`, `undone` or `dropped` (undone, and something else was done since).
    pub state: String,
    /// Whether there is something to take back; an erasure cannot be.
    pub undoable: bool,
    /// What was asked, as JSON.
    pub request: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RowChange {
    pub(crate) table: DecisionTable,
    pub(crate) key: Vec<Value>,
    pub(crate) before: Option<RowImage>,
    pub(crate) after: Option<RowImage>,
}

impl RowChange {
    /// What the row becomes when the change is taken back or done again. Of a row that others refer
    /// to only the columns the change touched: its counts may have moved on, by an erasure say. A
    /// load was half read before it came into use and is whole now, so it goes out of use instead.
    fn target(&self, now: Option<&RowImage>, back: bool) -> Option<RowImage> {
        let (from, to) = if back {
            (&self.after, &self.before)
        } else {
            (&self.before, &self.after)
        };
        // A run that is no longer in use has left no rows to put anything back into.
        if self.table == DecisionTable::Membership && now.is_none() {
            return None;
        }
        let (Some(now), Some(from), Some(to)) = (now, from, to) else {
            return to.clone();
        };
        if !self.table.is_referred_to() {
            return Some(to.clone());
        }
        let mut row = now.clone();
        let touched = to
            .iter()
            .filter(|(column, value)| from.get(*column) != Some(*value));
        row.extend(touched.map(|(column, value)| (column.clone(), value.clone())));
        if self.table == DecisionTable::Load && row.get("state") == Some(&Value::from("loading")) {
            row.insert("state".into(), Value::from("undone"));
        }
        Some(row)
    }
}

/// The rows an operation changes, written down as they change.
pub struct Edits<'a> {
    transaction: &'a Transaction<'a>,
    changes: Vec<RowChange>,
}

impl Edits<'_> {
    /// The row with this key, as it is now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get(&self, table: DecisionTable, key: &[Value]) -> Result<Option<RowImage>, StoreError> {
        read_row(self.transaction, table, key)
    }

    /// Puts a row in place of whatever has its key, or takes it away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set(
        &mut self,
        table: DecisionTable,
        key: &[Value],
        after: Option<RowImage>,
    ) -> Result<(), StoreError> {
        if self.get(table, key)? == after {
            return Ok(());
        }
        self.set_whole(table, key, after)
    }

    /// The same, written down where nothing changes too: taken back, the row is what it is now, whatever became of it
    /// since.
    pub(crate) fn set_whole(
        &mut self,
        table: DecisionTable,
        key: &[Value],
        after: Option<RowImage>,
    ) -> Result<(), StoreError> {
        let before = read_row(self.transaction, table, key)?;
        write_row(
            self.transaction,
            table,
            key,
            before.as_ref(),
            after.as_ref(),
        )?;
        // Read back, so that defaults of the schema are part of the image.
        let after = read_row(self.transaction, table, key)?;
        self.changes.push(RowChange {
            table,
            key: key.to_vec(),
            before,
            after,
        });
        Ok(())
    }

    /// Changes some columns of a row that is there; does nothing when it is not.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn update(
        &mut self,
        table: DecisionTable,
        key: &[Value],
        columns: &[(&str, Value)],
    ) -> Result<(), StoreError> {
        let Some(mut row) = self.get(table, key)? else {
            return Ok(());
        };
        for (column, value) in columns {
            row.insert((*column).to_owned(), value.clone());
        }
        self.set(table, key, Some(row))
    }

    /// Runs other writing in the same transaction, for rows an undo leaves where they are.
    pub fn transaction(&self) -> &Transaction<'_> {
        self.transaction
    }
}

impl Store {
    /// Does an operation: its edits, the history and the audit in one transaction. An operation
    /// that changes nothing leaves no trace.
    ///
    /// # Errors
    /// When the file cannot be written or the edits fail; nothing has changed then.
    pub fn commit<T>(
        &self,
        operation: &Operation<'_>,
        edit: impl FnOnce(&mut Edits<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.connections.write(|transaction| {
            let mut edits = Edits {
                transaction,
                changes: Vec::new(),
            };
            let value = edit(&mut edits)?;
            let changes = edits.changes;
            if changes.is_empty() {
                return Ok(value);
            }
            transaction.execute(
                "UPDATE operation SET state = 'dropped' WHERE state = 'undone'",
                [],
            )?;
            let number = insert(transaction, operation, &serde_json::to_string(&changes)?)?;
            trail::append(transaction, operation.at, operation.who, "did", number)?;
            touch(transaction)?;
            Ok(value)
        })
    }

    /// Puts something into the history that changed no decision and cannot be taken back, such as a run.
    /// What was taken back before can still be done again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note(&self, operation: &Operation<'_>) -> Result<(), StoreError> {
        self.connections
            .write(|transaction| write_down(transaction, operation))
    }

    /// Takes back the last operation that is done. Says what it was, and whether the customers whose
    /// records it moved are shown so already; after another run they may not be.
    ///
    /// # Errors
    /// When the file cannot be written, or what `unify` fails with.
    pub fn undo(
        &self,
        who: &str,
        at: &str,
        unify: Unify<'_>,
    ) -> Result<Option<(HistoryEntry, bool)>, StoreError> {
        self.step(
            "SELECT max(operation_id) FROM operation WHERE state = 'done' AND change <> '[]'",
            true,
            who,
            at,
            unify,
        )
    }

    /// Does again the operation that was taken back last. Says the same of it as [`Store::undo`].
    ///
    /// # Errors
    /// When the file cannot be written, or what `unify` fails with.
    pub fn redo(
        &self,
        who: &str,
        at: &str,
        unify: Unify<'_>,
    ) -> Result<Option<(HistoryEntry, bool)>, StoreError> {
        self.step(
            "SELECT min(operation_id) FROM operation WHERE state = 'undone'",
            false,
            who,
            at,
            unify,
        )
    }

    fn step(
        &self,
        which: &str,
        back: bool,
        who: &str,
        at: &str,
        unify: Unify<'_>,
    ) -> Result<Option<(HistoryEntry, bool)>, StoreError> {
        self.connections.write(|transaction| {
            let number: Option<i64> = transaction.query_row(which, [], |row| row.get(0))?;
            let Some(number) = number else {
                return Ok(None);
            };
            let change: String = transaction.query_row(
                "SELECT change FROM operation WHERE operation_id = ?1",
                [number],
                |row| row.get(0),
            )?;
            let mut changes = by_anchor(serde_json::from_str(&change)?);
            if back {
                changes.reverse();
            }
            end_outside(transaction, &changes)?;
            for change in &changes {
                let now = read_row(transaction, change.table, &change.key)?;
                let target = change.target(now.as_ref(), back);
                write_row(
                    transaction,
                    change.table,
                    &change.key,
                    now.as_ref(),
                    target.as_ref(),
                )?;
            }
            let is_shown = carry_over(transaction, &changes, back)?;
            settle(transaction, &moved_customers(&changes), unify)?;
            let (state, action) = if back {
                ("undone", "took back")
            } else {
                ("done", "did again")
            };
            transaction.execute(
                "UPDATE operation SET state = ?2 WHERE operation_id = ?1",
                params![number, state],
            )?;
            trail::append(transaction, at, who, action, number)?;
            touch(transaction)?;
            let entry = transaction.query_row(
                &format!(
                    "SELECT {} FROM operation WHERE operation_id = ?1",
                    OperationColumns::LIST
                ),
                [number],
                OperationColumns::read,
            )?;
            Ok(Some((entry, is_shown)))
        })
    }
}

/// Puts something into the history that changed no decision.
pub(crate) fn write_down(
    connection: &Connection,
    operation: &Operation<'_>,
) -> Result<(), StoreError> {
    let number = insert(connection, operation, "[]")?;
    trail::append(connection, operation.at, operation.who, "did", number)
}

fn insert(
    connection: &Connection,
    operation: &Operation<'_>,
    change: &str,
) -> Result<i64, StoreError> {
    connection.execute(
        "INSERT INTO operation (at, who, kind, sentence, operation, change, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'done')",
        params![
            operation.at, operation.who, operation.kind, operation.sentence,
            operation.request.to_string(), change
        ],
    )?;
    Ok(connection.last_insert_rowid())
}
