//! What people state as a fact that linking obeys: lists that hold each person once, and whom values belong to.

use rollcall_model::TableId;
use rusqlite::Transaction;
use serde_json::json;

use crate::{DecisionTable, Edits, Store, StoreError};

/// Whom a value belongs to, as somebody says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatedStanding {
    /// The keyed hash it is known by.
    pub mark: String,
    /// Code of its attribute.
    pub attribute: String,
    /// `personal`, `household`, `shared` or `junk`.
    pub standing: String,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub who: String,
}

impl Store {
    /// The tables in which each person stands once, by number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn held_once(&self) -> Result<Vec<TableId>, StoreError> {
        self.connections.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT table_id FROM held_once ORDER BY table_id")?;
            let tables = statement
                .query_map([], |row| row.get(0).map(TableId))?
                .collect::<Result<_, _>>()?;
            Ok(tables)
        })
    }

    /// What was said of values, by their marks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stated_standings(&self) -> Result<Vec<StatedStanding>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT mark, attribute, standing, reason, who FROM stated_standing ORDER BY mark",
            )?;
            let stated = statement
                .query_map([], |row| {
                    Ok(StatedStanding {
                        mark: row.get(0)?,
                        attribute: row.get(1)?,
                        standing: row.get(2)?,
                        reason: row.get(3)?,
                        who: row.get(4)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(stated)
        })
    }
}

impl Edits<'_> {
    /// Says that each person stands once in a table, or that this is not known.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_held_once(
        &mut self,
        table: TableId,
        once: bool,
        who: &str,
    ) -> Result<(), StoreError> {
        let row = once.then(|| json!({ "table_id": table.0, "who": who }));
        self.set(
            DecisionTable::HeldOnce,
            &[json!(table.0)],
            row.and_then(|row| row.as_object().cloned()),
        )
    }

    /// Says whom a value belongs to, or leaves it to what is found.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_stated_standing(
        &mut self,
        mark: &str,
        stated: Option<&StatedStanding>,
    ) -> Result<(), StoreError> {
        let row = stated.map(|one| {
            json!({
                "mark": mark, "attribute": one.attribute, "standing": one.standing,
                "reason": one.reason, "who": one.who,
            })
        });
        self.set(
            DecisionTable::StatedStanding,
            &[json!(mark)],
            row.and_then(|row| row.as_object().cloned()),
        )
    }
}

/// What was said of values of a person who is forgotten.
pub(crate) fn forget(transaction: &Transaction<'_>, marks: &[String]) -> Result<(), StoreError> {
    for mark in marks {
        transaction.execute("DELETE FROM stated_standing WHERE mark = ?1", [mark])?;
    }
    Ok(())
}
