//! The rows of a table as they were loaded, every cell its text, for what `DuckDB` reads otherwise.

use std::ops::ControlFlow;
use std::path::Path;

use rollcall_delivery::{ParquetColumn, ParquetFile, is_left_over};

use super::Handing;
use super::columns::texts;
use super::mapping_sql::quoted;
use super::named_table::NamedTable;
use crate::EngineError;

/// Rows written in one go.
const BATCH: usize = 20_000;
/// What the files are called: this, the number of the table, and the ending.
const BEFORE: &str = "raw_table_";
const ENDING: &str = ".parquet";

/// Takes away what an earlier hand-over left of rows: a table may be gone since, or read from its file; and what a
/// program that was ended left half.
pub(super) fn remove_former(folder: &Path) -> Result<(), EngineError> {
    let failed = |error: &std::io::Error| EngineError::io(folder, error);
    for entry in std::fs::read_dir(folder).map_err(|error| failed(&error))? {
        let entry = entry.map_err(|error| failed(&error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let number = name
            .strip_prefix(BEFORE)
            .and_then(|rest| rest.strip_suffix(ENDING));
        let is_table = number.is_some_and(|number| number.parse::<i64>().is_ok());
        if is_table || is_left_over(&name) {
            std::fs::remove_file(entry.path()).map_err(|error| failed(&error))?;
        }
    }
    Ok(())
}

/// Writes the rows of a table; gives the name of the file and the statement that reads it.
pub(super) fn write(
    handing: &Handing<'_>,
    named: &NamedTable<'_>,
) -> Result<(String, String), EngineError> {
    let load = &named.table.load;
    let name = format!("{BEFORE}{}{ENDING}", load.table.0);
    let mut waiting = Waiting::of(named.columns.len());
    let mut file = ParquetFile::create(&handing.path(&name), &waiting.take())?;
    handing.store.visit_rows::<EngineError>(load, |record| {
        for (column, cells) in waiting.columns.iter_mut().enumerate() {
            let cell = record.cells.get(column);
            cells.push(cell.map_or_else(String::new, |cell| cell.text.clone()));
        }
        waiting.rows += 1;
        if waiting.rows == BATCH {
            handing.watch.check()?;
            file.add(&waiting.take(), BATCH as u64)?;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let rows = waiting.rows as u64;
    if rows > 0 {
        file.add(&waiting.take(), rows)?;
    }
    file.finish()?;
    let columns: Vec<String> = (named.columns.iter().zip(1..))
        .map(|(column, place)| format!("column_{place} AS {}", quoted(column)))
        .collect();
    let statement = format!(
        "CREATE TABLE raw_{} AS SELECT {}\nFROM read_parquet('{name}');\n",
        named.name,
        columns.join(", ")
    );
    Ok((name, statement))
}

/// Rows that wait to be written, column by column.
struct Waiting {
    rows: usize,
    columns: Vec<Vec<String>>,
}

impl Waiting {
    fn of(columns: usize) -> Self {
        Self {
            rows: 0,
            columns: vec![Vec::new(); columns],
        }
    }

    /// What waits, to be written; nothing waits after that.
    fn take(&mut self) -> Vec<ParquetColumn> {
        self.rows = 0;
        let columns = self.columns.iter_mut().zip(1..);
        columns
            .map(|(cells, place)| texts(&format!("column_{place}"), std::mem::take(cells)))
            .collect()
    }
}
