//! Rows of decision tables as plain data: what people agreed on around the data.

use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::decision_table::read_rows;
use crate::{DecisionTable, Edits, RowImage, Store, StoreError};

/// A row of a decision table. Its members are the columns, called as they are.
pub trait Agreed: Serialize + DeserializeOwned {
    /// The table.
    const TABLE: DecisionTable;
}

impl Store {
    /// Everything agreed of one kind, by its key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn agreed<T: Agreed>(&self) -> Result<Vec<T>, StoreError> {
        self.connections.read(|connection| {
            read_rows(connection, T::TABLE)?
                .into_iter()
                .map(|row| Ok(serde_json::from_value(Value::Object(row))?))
                .collect()
        })
    }
}

impl Edits<'_> {
    /// Keeps a row in place of whatever has its key.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn agree<T: Agreed>(&mut self, row: &T) -> Result<(), StoreError> {
        let row = image_of(row)?;
        self.set(T::TABLE, &key_of(T::TABLE, &row), Some(row))
    }

    /// Takes a row away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn withdraw<T: Agreed>(&mut self, row: &T) -> Result<(), StoreError> {
        self.set(T::TABLE, &key_of(T::TABLE, &image_of(row)?), None)
    }

    /// The number a new row of a table with one number for a key gets.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_number<T: Agreed>(&self) -> Result<i64, StoreError> {
        next_number(self.transaction(), T::TABLE)
    }
}

impl Edits<'_> {
    /// The version a rule gets when it is agreed on anew, counted from 1.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_version(&self, rule: &str) -> Result<u32, StoreError> {
        Ok(self.transaction().query_row(
            "SELECT 1 + coalesce(max(version), 0) FROM rule_version WHERE rule = ?1",
            [rule],
            |row| row.get(0),
        )?)
    }
}

fn next_number(connection: &Connection, table: DecisionTable) -> Result<i64, StoreError> {
    let sql = format!(
        "SELECT 1 + coalesce(max({}), 0) FROM {}",
        table.key().join(", "),
        table.name()
    );
    Ok(connection.query_row(&sql, [], |row| row.get(0))?)
}

fn image_of<T: Agreed>(row: &T) -> Result<RowImage, StoreError> {
    match serde_json::to_value(row)? {
        Value::Object(row) => Ok(row),
        _ => Ok(RowImage::new()),
    }
}

fn key_of(table: DecisionTable, row: &RowImage) -> Vec<Value> {
    let columns = table.key().iter();
    columns
        .map(|column| row.get(*column).cloned().unwrap_or_default())
        .collect()
}

/// Lists and records that a column holds as JSON.
pub(crate) mod as_text {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<T: Serialize, S: Serializer>(
        value: &T,
        writer: S,
    ) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(value).map_err(S::Error::custom)?;
        writer.serialize_str(&text)
    }

    pub(crate) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        reader: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(reader)?;
        serde_json::from_str(&text).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Agreed;
    use crate::{DecisionTable, Operation, Store, StoreError, StoredScope, StoredUseCase};

    fn operation() -> Operation<'static> {
        Operation {
            kind: "freeze_scope",
            sentence: "Froze the scope".into(),
            request: serde_json::Value::Null,
            who: "Dana",
            at: "2026-11-23T10:00:00Z",
        }
    }

    /// What is agreed reads back, lists and blanks included, and is taken back and done again.
    #[test]
    fn an_agreement_reads_back_and_can_be_undone() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("agreed.rollcall");
        let store = Store::create(&path, "Agreed", "2026-11-23T10:00:00Z")?;
        let scope = StoredScope {
            scope_id: 1,
            use_case: Some(StoredUseCase {
                kinds: vec!["shop".into()],
                ..StoredUseCase::default()
            }),
            ..StoredScope::default()
        };
        assert_eq!(StoredScope::TABLE, DecisionTable::Scope);
        store.commit(&operation(), |edits| {
            assert_eq!(edits.next_number::<StoredScope>()?, 1);
            edits.agree(&scope)
        })?;
        assert_eq!(store.agreed::<StoredScope>()?, std::slice::from_ref(&scope));
        let nobody = |_, _: &[_], _| -> Result<_, StoreError> { unreachable!("nobody moves") };
        store.undo("Dana", "2026-11-23T10:00:00Z", &nobody)?;
        assert_eq!(store.agreed::<StoredScope>()?, []);
        store.redo("Dana", "2026-11-23T10:00:00Z", &nobody)?;
        assert_eq!(store.agreed::<StoredScope>()?, std::slice::from_ref(&scope));
        store.commit(&operation(), |edits| edits.withdraw(&scope))?;
        assert_eq!(store.agreed::<StoredScope>()?, []);
        Ok(())
    }
}
