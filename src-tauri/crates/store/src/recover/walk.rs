//! Reading a table past pages that cannot be made out.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OpenFlags, Row, params};

use crate::StoreError;
use crate::connection::open_reader;
use crate::opening::unlocked;
use crate::passphrase::FileKey;
use crate::project::beside;

/// So often a table is asked in vain before the rest of it is given up.
const VAIN: u32 = 6_000;
/// Ranges of row numbers begin with so many; each further one is twice as long.
const FIRST_RANGE: i128 = 64;

/// Takes a row; nothing for one with a text that is none.
type Take<'a> = &'a mut dyn FnMut(Option<Vec<Value>>) -> Result<(), StoreError>;

/// A table as the schema has it.
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    /// The columns of its key, where its rows have no numbers.
    key: Option<Vec<String>>,
}

impl Table {
    /// Every table of a project, by name.
    pub(super) fn all(fresh: &Connection) -> Result<Vec<Self>, StoreError> {
        Self::of_kind(
            fresh,
            "type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        )
    }

    /// The tables an index of words is made of.
    pub(super) fn of_index(fresh: &Connection, index: &str) -> Result<Vec<Self>, StoreError> {
        let mut tables = Self::of_kind(fresh, "type = 'shadow'")?;
        tables.retain(|table| table.name.starts_with(index));
        Ok(tables)
    }

    fn of_kind(fresh: &Connection, kind: &str) -> Result<Vec<Self>, StoreError> {
        let names: Vec<(String, bool)> = {
            let mut statement = fresh.prepare(&format!(
                "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND {kind} ORDER BY name"
            ))?;
            statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?
        };
        let mut tables = Vec::new();
        for (name, has_no_numbers) in names {
            let columns = columns(fresh, &name, "1 ORDER BY cid")?;
            let key = if has_no_numbers {
                Some(columns_of_key(fresh, &name)?)
            } else {
                None
            };
            tables.push(Self { name, columns, key });
        }
        Ok(tables)
    }

    /// Its columns as SQL lists them.
    pub(super) fn listed(&self) -> String {
        quoted(&self.columns, "")
    }
}

fn columns(fresh: &Connection, table: &str, which: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = fresh.prepare(&format!(
        "SELECT name FROM pragma_table_info(?1) WHERE {which}"
    ))?;
    let names = statement
        .query_map(params![table], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(names)
}

fn columns_of_key(fresh: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    columns(fresh, table, "pk > 0 ORDER BY pk")
}

fn quoted(names: &[String], after: &str) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("\"{name}\"{after}"))
        .collect();
    names.join(", ")
}

/// The damaged file, which is only read.
pub(super) struct Source {
    path: PathBuf,
    key: Option<FileKey>,
    connection: Connection,
}

impl Source {
    pub(super) fn open(path: &Path, key: Option<FileKey>) -> Result<Self, StoreError> {
        let connection = unlocked(path, key.as_ref(), reading)?;
        Ok(Self {
            path: path.to_path_buf(),
            key,
            connection,
        })
    }

    /// The number of steps its format has taken.
    pub(super) fn format(&self) -> Result<i64, StoreError> {
        Ok(self
            .connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))?)
    }

    /// How many rows a table had, as the table or one of its indexes tells; nothing where none does.
    pub(super) fn count(&mut self, table: &Table) -> Option<u64> {
        let mut asked = vec![format!(
            "SELECT count(*) FROM \"{}\" NOT INDEXED",
            table.name
        )];
        let indexes = self
            .connection
            .prepare("SELECT name FROM pragma_index_list(?1) WHERE partial = 0 ORDER BY seq")
            .and_then(|mut statement| {
                statement
                    .query_map(params![table.name], |row| row.get::<_, String>(0))?
                    .collect::<Result<Vec<_>, _>>()
            })
            .unwrap_or_default();
        asked.extend(indexes.iter().map(|index| {
            format!(
                "SELECT count(*) FROM \"{}\" INDEXED BY \"{index}\"",
                table.name
            )
        }));
        for one in asked {
            let counted = self
                .connection
                .query_row(&one, [], |row| row.get::<_, i64>(0));
            match counted {
                Ok(count) => return u64::try_from(count).ok(),
                Err(_) => self.begin_anew().ok()?,
            }
        }
        None
    }

    /// After a page that could not be deciphered a connection refuses the others, too.
    fn begin_anew(&mut self) -> Result<(), StoreError> {
        if self.key.is_some() {
            self.connection = reading(&self.path, self.key.as_ref())?;
        }
        Ok(())
    }
}

/// Opens the file to read what can be read, even where it is shorter than it should be. Where no journal belongs
/// to it nothing is put beside it.
fn reading(path: &Path, key: Option<&FileKey>) -> Result<Connection, StoreError> {
    let has_journal = ["-wal", "-journal"]
        .iter()
        .any(|suffix| beside(path, suffix).exists());
    let connection = match as_address(path).filter(|_| !has_journal) {
        Some(address) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
                | OpenFlags::SQLITE_OPEN_NO_MUTEX
                | OpenFlags::SQLITE_OPEN_URI;
            let connection = Connection::open_with_flags(address, flags)?;
            if let Some(key) = key {
                key.unlock(&connection)?;
            }
            connection
        }
        None => open_reader(path, key)?,
    };
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "writable_schema", true)?;
    Ok(connection)
}

/// The address of a file nobody writes to; nothing where its name is no text.
fn as_address(path: &Path) -> Option<String> {
    if cfg!(windows) {
        return None;
    }
    let path = std::fs::canonicalize(path).ok()?;
    let mut address = String::from("file:");
    for byte in path.to_str()?.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                address.push(char::from(byte));
            }
            other => {
                let _never_fails = write!(address, "%{other:02X}");
            }
        }
    }
    address.push_str("?immutable=1");
    Some(address)
}

/// Reads every row of a table that can be read. Says whether nothing stood in the way.
pub(super) fn read(source: &mut Source, table: &Table, take: Take<'_>) -> Result<bool, StoreError> {
    match &table.key {
        Some(key) => read_by_key(source, table, key, take),
        None => read_by_number(source, table, take),
    }
}

/// From both ends to the first page that cannot be made out.
fn read_by_key(
    source: &mut Source,
    table: &Table,
    key: &[String],
    take: Take<'_>,
) -> Result<bool, StoreError> {
    let select = |order: &str| {
        format!(
            "SELECT 0, {} FROM \"{}\" NOT INDEXED ORDER BY {}",
            table.listed(),
            table.name,
            quoted(key, order)
        )
    };
    for (order, is_whole) in [("", true), (" DESC", false)] {
        let step = pass(&source.connection, &select(order), None, take)?;
        if matches!(step, Step::Ended) {
            return Ok(is_whole);
        }
        source.begin_anew()?;
    }
    Ok(false)
}

/// Ranges of row numbers, from both ends of each; what is left of one between is tried in parts.
fn read_by_number(source: &mut Source, table: &Table, take: Take<'_>) -> Result<bool, StoreError> {
    let select = |order: &str| {
        format!(
            "SELECT rowid, {} FROM \"{}\" NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid{order}",
            table.listed(),
            table.name
        )
    };
    let (forward, backward) = (select(""), select(" DESC"));
    let mut ranges = VecDeque::from([(i64::MIN, i64::MAX)]);
    let mut vain = 0;
    let mut is_whole = true;
    while let Some((mut low, mut high)) = ranges.pop_front() {
        let step = pass(&source.connection, &forward, Some((low, high)), take)?;
        let Step::Broke(last) = step else {
            continue;
        };
        is_whole = false;
        source.begin_anew()?;
        match last {
            Some(last) if last >= high => continue,
            Some(last) => low = last + 1,
            None => {}
        }
        let step = pass(&source.connection, &backward, Some((low, high)), take)?;
        let Step::Broke(last) = step else {
            continue;
        };
        source.begin_anew()?;
        match last {
            Some(last) if last <= low => continue,
            Some(last) => high = last - 1,
            None => {}
        }
        vain += 2;
        if vain > VAIN {
            break;
        }
        ranges.extend(parts(low, high));
    }
    Ok(is_whole)
}

/// Parts of a range, short ones where it begins, since numbers lie close together there; nothing of a single
/// number.
fn parts(low: i64, high: i64) -> Vec<(i64, i64)> {
    let (low, high) = (i128::from(low), i128::from(high));
    let span = high - low + 1;
    if span <= 1 {
        return Vec::new();
    }
    let mut length = if span > 2 * FIRST_RANGE {
        FIRST_RANGE
    } else {
        span / 2
    };
    let mut found = Vec::new();
    let mut from = low;
    while from <= high {
        let to = (from + length - 1).min(high);
        found.push((from as i64, to as i64));
        from = to + 1;
        if span > 2 * FIRST_RANGE {
            length *= 2;
        }
    }
    found
}

/// How far reading came.
enum Step {
    /// To the end.
    Ended,
    /// To a page that cannot be made out, after the row with this number.
    Broke(Option<i64>),
}

/// Reads rows until the end or a page that cannot be made out. The first column is the number of the row.
fn pass(
    connection: &Connection,
    select: &str,
    between: Option<(i64, i64)>,
    take: Take<'_>,
) -> Result<Step, StoreError> {
    let mut last = None;
    let Ok(mut statement) = connection.prepare(select) else {
        return Ok(Step::Broke(last));
    };
    let columns = statement.column_count();
    let begun = match between {
        Some((low, high)) => statement.query(params![low, high]),
        None => statement.query([]),
    };
    let Ok(mut rows) = begun else {
        return Ok(Step::Broke(last));
    };
    let is_back = select.ends_with(" DESC");
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(Step::Ended),
            Err(_) => return Ok(Step::Broke(last)),
        };
        if between.is_some() {
            let Ok(number) = row.get::<_, i64>(0) else {
                return Ok(Step::Broke(last));
            };
            // A page that leads back to one of before would be read for ever.
            if last.is_some_and(|last| {
                if is_back {
                    number >= last
                } else {
                    number <= last
                }
            }) {
                return Ok(Step::Broke(last));
            }
            last = Some(number);
        }
        match values(row, columns) {
            Ok(values) => take(values)?,
            Err(_) => return Ok(Step::Broke(last)),
        }
    }
}

/// The values of a row behind its number; nothing where a text is none.
fn values(row: &Row<'_>, columns: usize) -> rusqlite::Result<Option<Vec<Value>>> {
    let mut values = Vec::with_capacity(columns);
    for column in 1..columns {
        values.push(match row.get_ref(column)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Integer(number),
            ValueRef::Real(number) => Value::Real(number),
            ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Value::Text(text.to_owned()),
                Err(_) => return Ok(None),
            },
        });
    }
    Ok(Some(values))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_are_the_whole_range_in_order() {
        for (low, high) in [(i64::MIN, i64::MAX), (1, 2), (5, 6), (1, 1000), (-7, 130)] {
            let parts = parts(low, high);
            assert!(parts.len() > 1, "{low} to {high}: {parts:?}");
            assert_eq!(parts.first().map(|one| one.0), Some(low));
            assert_eq!(parts.last().map(|one| one.1), Some(high));
            for pair in parts.windows(2) {
                assert_eq!(pair[0].1 + 1, pair[1].0, "{parts:?}");
            }
        }
        assert!(parts(4, 4).is_empty());
    }
}
