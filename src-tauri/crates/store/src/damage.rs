//! A project that is not as it was written: found when it is opened, as far as that is cheap, and told in
//! one sentence wherever it shows later.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Rows};

use crate::project::beside;
use crate::{StoreError, backup};

/// What is told of a page SQLite cannot make out.
pub(crate) const PAGE: &str = "a part of it is not as it was written";
/// What is told of a value that is none.
pub(crate) const VALUE: &str = "a value in it is not as it was written";
/// What is told of a page that cannot be deciphered.
const SEALED: &str = "a page of it cannot be deciphered";
/// What is told of a statement SQLite gives up; of an encrypted file also where a page cannot be deciphered.
pub(crate) const REFUSED: &str = "a statement was given up";

/// Tables that are read whole on opening: small, and nothing goes without them.
const READ_WHOLE: [&str; 4] = ["project", "setting", "source", "source_table"];

/// Whether an error tells of a value that is not of its kind, which no row the program wrote holds.
pub(crate) fn is_of_a_value(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
    )
}

/// A stored value that cannot be read.
pub(crate) fn of_a_value() -> StoreError {
    StoreError::Damaged {
        path: "The project file".into(),
        what: VALUE.into(),
    }
}

/// The same error of a project that was opened already: what cannot be made out in it is damage then.
pub(crate) fn of_opened(error: StoreError, is_sealed: bool) -> StoreError {
    match error {
        StoreError::NotAProject { path } => StoreError::Damaged {
            path,
            what: if is_sealed { SEALED } else { PAGE }.into(),
        },
        StoreError::Sql { message } if is_sealed && message == REFUSED => StoreError::Damaged {
            path: "The project file".into(),
            what: SEALED.into(),
        },
        other => other,
    }
}

/// Looks at what is cheap to look at: where each table and index begins, its first and last rows, and all of
/// a few small tables. Takes as long whatever the project holds.
///
/// # Errors
/// [`StoreError::Damaged`] where something is not as it was written.
pub(crate) fn check(
    connection: &Connection,
    path: &Path,
    is_sealed: bool,
) -> Result<(), StoreError> {
    let outcome = (|| {
        for (name, is_index, root) in begins(connection)? {
            let kind = first_byte(connection, root)?;
            let fits = match kind {
                Some(2 | 10) => true,
                Some(5 | 13) => !is_index,
                _ => false,
            };
            if !fits {
                return Err(StoreError::Damaged {
                    path: path.to_path_buf(),
                    what: PAGE.into(),
                });
            }
            if !is_index {
                ends(connection, &name, matches!(kind, Some(5 | 13)))?;
            }
            if READ_WHOLE.contains(&name.as_str()) {
                whole(connection, &name)?;
            }
        }
        Ok(())
    })();
    outcome.map_err(|error| of_opened(error, is_sealed).at(path))
}

/// Tables and indexes, and the page each begins on.
fn begins(connection: &Connection) -> Result<Vec<(String, bool, i64)>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT name, type = 'index', rootpage FROM sqlite_schema WHERE rootpage > 0 ORDER BY name",
    )?;
    let found = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// What a page says it is.
fn first_byte(connection: &Connection, page: i64) -> Result<Option<u8>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT data FROM sqlite_dbpage WHERE pgno = ?1")?;
    let mut rows = statement.query([page])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(row
        .get_ref(0)?
        .as_blob()
        .ok()
        .and_then(|bytes| bytes.first().copied()))
}

/// Goes to the first row of a table and, where rows have numbers, to the last.
fn ends(connection: &Connection, table: &str, has_numbers: bool) -> Result<(), StoreError> {
    let name = table.replace('"', "\"\"");
    let mut asked = vec![format!("SELECT 1 FROM \"{name}\" LIMIT 1")];
    if has_numbers {
        asked.push(format!(
            "SELECT 1 FROM \"{name}\" NOT INDEXED ORDER BY rowid DESC LIMIT 1"
        ));
    }
    for one in asked {
        let mut statement = connection.prepare(&one)?;
        let mut rows = statement.query([])?;
        rows.next()?;
    }
    Ok(())
}

/// Reads every text of a table.
fn whole(connection: &Connection, table: &str) -> Result<(), StoreError> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while is_next_readable(&mut rows, columns)? {}
    Ok(())
}

/// Goes to the next row, if there is one, and makes sure that its texts are texts.
fn is_next_readable(rows: &mut Rows<'_>, columns: usize) -> Result<bool, StoreError> {
    let Some(row) = rows.next()? else {
        return Ok(false);
    };
    for column in 0..columns {
        if let ValueRef::Text(text) = row.get_ref(column)?
            && std::str::from_utf8(text).is_err()
        {
            return Err(of_a_value());
        }
    }
    Ok(true)
}

/// What to do about a damaged project: where it leads on, never to the look that found the damage.
pub(crate) fn what_to_do(path: &Path) -> String {
    let restore = match backup::newest(path) {
        Some(one) => {
            let day = one.at.get(..10).unwrap_or(&one.at).to_owned();
            format!(
                "restore the backup of {day} (Backups in the window, or `rollcall project restore FILE {}`)",
                one.name
            )
        }
        None if beside(path, ".backup").exists() => {
            "restore it from a copy: the one beside it ending in .backup is from before its format last changed"
                .into()
        }
        None => "restore it from a copy of your own".into(),
    };
    format!(
        "Do not work on in it: {restore}, or take what can still be read into a new project with `rollcall project repair FILE --out NEW`, which tells what was lost."
    )
}
