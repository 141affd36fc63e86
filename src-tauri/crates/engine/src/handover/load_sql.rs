//! How the rows of every table come into `DuckDB`, as a file of statements; where its file would be read otherwise
//! there, the rows themselves are handed over.

use std::fmt::Write;
use std::ops::ControlFlow;

use rollcall_intake::Reading;
use rollcall_model::{ProblemCode, grouped};

use super::Handing;
use super::file_reading::{Given, Seen, There, there};
use super::mapping_sql::one_line;
use super::named_table::NamedTable;
use super::raw_rows;
use super::typed_column::Kinds;
use crate::EngineError;

const BEGINNING: &str = "\
-- The rows of every table as they were loaded, for DuckDB: each statement makes the table that mapping.sql reads, every
-- column as text. Files are named as they were told when they were loaded, so tell DuckDB first where their folder is,
-- and where this one is:
--
--     SET file_search_path = '/folder/with/the/exports,/folder/of/this/file';
--
-- What was set aside while loading (totals, remarks, a header once more) or erased since is left out by its row, which
-- holds for the very file that was loaded: for a later export take the WHERE away, and let the range of a sheet end lower.
";

/// More rows than any load sets aside.
const EVERYTHING: u64 = i64::MAX as u64;

/// Writes `load_duckdb.sql` and the rows of what it cannot read; tells what has to be known of single tables.
pub(super) fn write(
    handing: &Handing<'_>,
    tables: &[NamedTable<'_>],
) -> Result<Vec<String>, EngineError> {
    handing.watch.stage("Telling how files are read", "tables");
    let mut text = BEGINNING.to_owned();
    let mut remarks = Vec::new();
    for named in tables {
        handing.watch.check()?;
        let title = one_line(&named.title);
        let _ = writeln!(
            text,
            "\n-- {title}: {} rows of {}",
            grouped(named.table.load.rows_loaded),
            one_line(&named.table.load.file)
        );
        if named.columns.is_empty() {
            text.push_str("-- It has no column.\n");
            continue;
        }
        match way(handing, named)? {
            There::File {
                statement,
                command,
                remark,
            } => {
                if let Some(command) = command.as_deref().map(one_line) {
                    let _ = writeln!(text, "-- first, in the folder with the exports: {command}");
                    remarks.push(format!("- {title}: run `{command}` first."));
                }
                if let Some(remark) = remark {
                    let _ = writeln!(text, "-- {remark}");
                    remarks.push(format!("- {title}: {remark}."));
                }
                text.push_str(&statement);
            }
            There::Rows(why) => {
                let (file, statement) = raw_rows::write(handing, named)?;
                let _ = write!(text, "-- from {file}, since {why}\n{statement}");
                remarks.push(format!(
                    "- {title}: its rows stand in `{file}`, since {why}."
                ));
            }
        }
    }
    handing.write_text("load_duckdb.sql", &text)?;
    Ok(remarks)
}

fn way(handing: &Handing<'_>, named: &NamedTable<'_>) -> Result<There, EngineError> {
    let load = &named.table.load;
    let Ok(reading) = serde_json::from_str::<Reading>(&load.reading) else {
        return Ok(There::Rows("it is not known how its file was read".into()));
    };
    if !handing.store.mends(load.load)?.is_empty() {
        return Ok(There::Rows("rows of it were mended by hand".into()));
    }
    let table = format!("raw_{}", named.name);
    let given = Given {
        table: &table,
        file: &load.file,
        sheet: load.sheet.as_deref(),
        reading: &reading,
        columns: &named.columns,
    };
    Ok(there(&given, &seen(handing, named)?))
}

/// Goes through everything of a load that tells how its file can be read.
fn seen(handing: &Handing<'_>, named: &NamedTable<'_>) -> Result<Seen, EngineError> {
    let load = &named.table.load;
    let mut seen = Seen {
        kinds: vec![Kinds::default(); named.columns.len()],
        ..Seen::default()
    };
    for name in &load.header {
        seen.text(name);
    }
    handing.store.visit_rows::<EngineError>(load, |record| {
        seen.loaded.push(record.row);
        let bytes: usize = record.cells.iter().map(|cell| cell.text.len()).sum();
        seen.largest = seen.largest.max(bytes);
        for cell in &record.cells {
            seen.text(&cell.text);
        }
        for (kinds, cell) in seen.kinds.iter_mut().zip(&record.cells) {
            kinds.add(cell);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let not_split = [
        ProblemCode::OpenQuote,
        ProblemCode::CellTooLarge,
        ProblemCode::Truncated,
    ]
    .map(ProblemCode::code);
    let (aside, _) = handing.store.set_aside(load.load, "", 0, EVERYTHING)?;
    for row in aside {
        seen.text(&row.text);
        seen.not_split += u64::from(not_split.contains(&row.code.as_str()));
        seen.aside.push(row.row);
    }
    let mut rows: Vec<u64> = seen.loaded.iter().chain(&seen.aside).copied().collect();
    rows.sort_unstable();
    rows.dedup();
    seen.is_whole = rows.len() as u64 == load.rows_read && !rows.contains(&0);
    Ok(seen)
}
