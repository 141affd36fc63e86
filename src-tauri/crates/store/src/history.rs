//! Asking what was done: pages of the history, by words, command and who.

use rollcall_model::{LoadId, OperationId};
use rusqlite::{OptionalExtension, Row, ToSql};

use crate::decision::RowChange;
use crate::record::like_pattern;
use crate::{DecisionTable, HistoryEntry, Store, StoreError};

/// Which operations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// Stands in the sentence or in what was asked.
    pub words: String,
    /// Only this command.
    pub kind: Option<String>,
    /// Only by this person.
    pub who: Option<String>,
}

impl HistoryFilter {
    fn conditions(&self) -> (String, Vec<String>) {
        let mut conditions = vec!["1 = 1".to_owned()];
        let mut values = Vec::new();
        if !self.words.trim().is_empty() {
            values.push(like_pattern(self.words.trim()));
            let place = values.len();
            conditions.push(format!(
                "(sentence LIKE ?{place} ESCAPE '\\' OR operation LIKE ?{place} ESCAPE '\\')"
            ));
        }
        for (column, value) in [("kind", &self.kind), ("who", &self.who)] {
            if let Some(value) = value {
                values.push(value.clone());
                conditions.push(format!("{column} = ?{}", values.len()));
            }
        }
        (conditions.join(" AND "), values)
    }
}

impl Store {
    /// The history under a filter, newest first, and how long it is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history(
        &self,
        filter: &HistoryFilter,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<HistoryEntry>, u64), StoreError> {
        self.connections.read(|connection| {
            let (conditions, values) = filter.conditions();
            let parameters: Vec<&dyn ToSql> = values.iter().map(|value| value as &dyn ToSql).collect();
            let total: i64 = connection
                .prepare_cached(&format!("SELECT count(*) FROM operation WHERE {conditions}"))?
                .query_row(parameters.as_slice(), |row| row.get(0))?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {} FROM operation WHERE {conditions} ORDER BY operation_id DESC LIMIT {limit} OFFSET {offset}",
                OperationColumns::LIST
            ))?;
            let entries = statement
                .query_map(parameters.as_slice(), OperationColumns::read)?
                .collect::<Result<_, _>>()?;
            Ok((entries, total as u64))
        })
    }

    /// The loads of other tables that went out of use with a load as it came into use, because it holds their rows.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ended_with(&self, load: LoadId) -> Result<Vec<LoadId>, StoreError> {
        let change: Option<String> = self.connections.read(|connection| {
            let found = connection
                .prepare_cached(
                    "SELECT o.change FROM operation o, json_each(o.change) AS changed
                     WHERE o.kind = 'import_files' AND o.state = 'done'
                       AND json_extract(changed.value, '$.table') = 'load'
                       AND json_extract(changed.value, '$.key[0]') = ?1
                       AND json_extract(changed.value, '$.after.state') = 'current'
                     ORDER BY o.operation_id LIMIT 1",
                )?
                .query_row([load.0], |row| row.get(0))
                .optional()?;
            Ok(found)
        })?;
        let Some(change) = change else {
            return Ok(Vec::new());
        };
        let changes: Vec<RowChange> = serde_json::from_str(&change)?;
        // What a load ends is written behind it and before the next load that comes into use.
        let states = changes.iter().filter_map(|one| {
            let state = one.after.as_ref()?.get("state")?.as_str()?;
            let number = one.key.first()?.as_i64()?;
            (one.table == DecisionTable::Load).then_some((LoadId(number), state))
        });
        Ok(states
            .skip_while(|(number, _)| *number != load)
            .skip(1)
            .take_while(|(_, state)| *state != "current")
            .filter_map(|(number, state)| (state == "superseded").then_some(number))
            .collect())
    }

    /// What undo would take back and what redo would do again, in words.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn undo_and_redo(&self) -> Result<(Option<String>, Option<String>), StoreError> {
        self.connections.read(|connection| {
            let sentence = |sql: &str| -> Result<Option<String>, StoreError> {
                Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?)
            };
            Ok((
                sentence("SELECT sentence FROM operation WHERE state = 'done' AND change <> '[]' ORDER BY operation_id DESC LIMIT 1")?,
                sentence("SELECT sentence FROM operation WHERE state = 'undone' ORDER BY operation_id LIMIT 1")?,
            ))
        })
    }

    /// Everybody who did something, and every command that was given, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history_facets(&self) -> Result<(Vec<String>, Vec<String>), StoreError> {
        self.connections.read(|connection| {
            let all = |column: &str| -> Result<Vec<String>, StoreError> {
                let mut statement = connection.prepare_cached(&format!(
                    "SELECT DISTINCT {column} FROM operation WHERE {column} <> '' ORDER BY 1"
                ))?;
                let values = statement
                    .query_map([], |row: &Row<'_>| row.get(0))?
                    .collect::<Result<_, _>>()?;
                Ok(values)
            };
            Ok((all("who")?, all("kind")?))
        })
    }
}

/// The columns of an operation that a line of the history is read from.
pub(crate) struct OperationColumns;

impl OperationColumns {
    pub(crate) const LIST: &'static str =
        "operation_id, at, who, kind, sentence, state, change <> '[]', operation";

    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<HistoryEntry> {
        let state: String = row.get(5)?;
        Ok(HistoryEntry {
            operation: OperationId(row.get(0)?),
            at: row.get(1)?,
            who: row.get(2)?,
            kind: row.get(3)?,
            sentence: row.get(4)?,
            undoable: state == "done" && row.get(6)?,
            state,
            request: row.get(7)?,
        })
    }
}
