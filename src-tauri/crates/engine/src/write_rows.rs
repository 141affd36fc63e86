//! The rows behind a number as a file: all of them, under the filter and in the order somebody sees them.

use std::path::Path;

use rollcall_delivery::{MOST_SHEET_ROWS, PeopleFile, WrittenFile, is_workbook};
use rollcall_model::grouped;
use rollcall_store::{Operation, Store};
use serde_json::{Value, json};

use crate::figures::Page;
use crate::table_rows::Shelf;
use crate::targets::{keep_off_exports, keep_off_project};
use crate::view::{Figure, RowsWritten, WriteRows};
use crate::{Engine, EngineError};

/// The command, as the history has it.
pub(crate) const KIND: &str = "write_rows";
/// So many rows are read at once.
const AT_ONCE: u64 = 5_000;
/// Under a filter everything may be looked through for each part, so that the parts are larger.
const FILTERED_AT_ONCE: u64 = 50_000;

impl Engine {
    /// Writes all rows behind a number to a file.
    ///
    /// # Errors
    /// While presenting, when what the number names is not there, when the project changes meanwhile, or the disk
    /// refuses; no half file is left.
    pub fn write_rows(&self, request: WriteRows) -> Result<RowsWritten, EngineError> {
        if self.is_presenting() {
            return Err(EngineError::invalid(
                "Personal data is masked now, and the file would show it: end presenting first, then write the rows.",
            ));
        }
        let store = self.store()?;
        let path = Path::new(&request.path);
        keep_off_project(&store, path)?;
        keep_off_exports(&store, path)?;
        let written = self.write_all(&store, &request, path)?;
        let now = self.now();
        note(
            &store,
            &request,
            &written,
            (self.options.who.as_str(), now.as_str()),
        )?;
        self.tell_changed(&["history"]);
        Ok(RowsWritten {
            path: request.path,
            rows: written.rows,
        })
    }

    fn write_all(
        &self,
        store: &Store,
        request: &WriteRows,
        path: &Path,
    ) -> Result<WrittenFile, EngineError> {
        let shelf = Shelf::read(store)?;
        let filter = request.filter.trim();
        let mut page = Page {
            filter,
            sort: request.sort.as_ref(),
            offset: 0,
            limit: if filter.is_empty() {
                AT_ONCE
            } else {
                FILTERED_AT_ONCE
            },
        };
        let mut found = self.page_behind(store, &shelf, request.figure.clone(), &page)?;
        // What the first page had to count is counted by now.
        let revision = store.facts()?.revision;
        fits(path, found.total)?;
        let header: Vec<&str> = found.columns.iter().map(|one| one.label.as_str()).collect();
        let mut table = PeopleFile::create(path, &header)?;
        loop {
            for row in &found.rows {
                table.push(&row.cells)?;
            }
            page.offset += page.limit;
            if page.offset >= found.total {
                break;
            }
            found = self.page_behind(store, &shelf, request.figure.clone(), &page)?;
        }
        if store.facts()?.revision != revision {
            return Err(EngineError::invalid(
                "The project changed while the rows were written, so that no file was left. Write them again.",
            ));
        }
        Ok(table.finish()?)
    }
}

/// A sheet ends somewhere; what does not fit is refused, never cut.
fn fits(path: &Path, rows: u64) -> Result<(), EngineError> {
    if is_workbook(path) && rows > MOST_SHEET_ROWS {
        return Err(EngineError::invalid(format!(
            "A sheet holds {} rows below its header, and these are {}. Write them to a file that ends in .csv.",
            grouped(MOST_SHEET_ROWS),
            grouped(rows)
        )));
    }
    Ok(())
}

/// The history says that rows left the project, and where to; of a value or words asked for it says nothing.
fn note(
    store: &Store,
    request: &WriteRows,
    written: &WrittenFile,
    (who, at): (&str, &str),
) -> Result<(), EngineError> {
    let mut figure = serde_json::to_value(&request.figure)?;
    if let Value::Object(members) = &mut figure {
        members.remove("what");
    }
    let is_filtered = !request.filter.trim().is_empty();
    let rows = if written.rows == 1 { "row" } else { "rows" };
    store.note(&Operation {
        kind: KIND,
        sentence: format!(
            "Wrote {} {rows} to a file: {}{}",
            grouped(written.rows),
            what(&request.figure),
            if is_filtered { ", filtered" } else { "" }
        ),
        request: json!({
            "figure": figure, "filtered": is_filtered, "path": request.path, "sha256": written.sha256,
        }),
        who,
        at,
    })?;
    Ok(())
}

/// What the rows are, without a name or a value.
fn what(figure: &Figure) -> &'static str {
    match figure {
        Figure::Load { .. } => "those of a load",
        Figure::SetAside { .. } => "those set aside",
        Figure::Source { .. } => "those of a source",
        Figure::Coverage { .. } => "those behind the coverage",
        Figure::Overlap { .. } => "people whom two sources know",
        Figure::Combination { .. } => "people whom exactly some sources know",
        Figure::Problem { .. } => "those of a finding",
        Figure::Column { .. } => "those by what a column holds",
        Figure::Conflict { .. } => "people on whom sources disagree",
        Figure::Measured { .. } => "those behind a measure",
        Figure::Records { .. } => "some of files",
        Figure::Check { .. } => "people behind a check",
        Figure::Customers {} => "everybody",
        Figure::People {} => "people",
        Figure::KnownOnlyById {} => "those known only by an id",
        Figure::OneSourceOnly {} => "people only one source knows",
        Figure::Largest {} => "people by their rows",
    }
}
