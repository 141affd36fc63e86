//! The rows behind a number as a file: all that can be shown, under the filter and in the order somebody sees them.

use std::path::Path;

use rollcall_delivery::{MOST_SHEET_ROWS, PeopleFile, WrittenFile, is_workbook};
use rollcall_model::grouped;
use rollcall_store::{Operation, Store};
use serde_json::{Value, json};

use crate::ending::Written;
use crate::figures::Page;
use crate::table_rows::Shelf;
use crate::targets::{keep_off_exports, keep_off_project};
use crate::view::{Figure, RowsWritten, WriteRows};
use crate::{Engine, EngineError};

/// The command, as the history has it.
pub(crate) const KIND: &str = "write_rows";
/// So many rows are read at once.
const AT_ONCE: u64 = 5_000;
/// Where everything may be looked through or put in order anew for each part, the parts are larger.
const UNKEPT_AT_ONCE: u64 = 50_000;

impl Engine {
    /// Writes the rows behind a number to a file: all of them, or of a finding that touches many those that were noted.
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
        if is_workbook(path) {
            Written::Xlsx.fits(path)?;
        } else {
            Written::Csv.fits(path)?;
        }
        let (written, touched) = self.write_all(&store, &request, path)?;
        let now = self.now();
        note(
            &store,
            &request,
            &written,
            touched,
            (self.options.who.as_str(), now.as_str()),
        )?;
        self.tell_changed(&["history"]);
        Ok(RowsWritten {
            path: request.path,
            rows: written.rows,
            touched,
        })
    }

    /// What was written, and how many rows a finding touches where not all of them were noted.
    fn write_all(
        &self,
        store: &Store,
        request: &WriteRows,
        path: &Path,
    ) -> Result<(WrittenFile, Option<u64>), EngineError> {
        let shelf = Shelf::read(store)?;
        let filter = request.filter.trim();
        let mut page = Page {
            filter,
            sort: request.sort.as_ref(),
            offset: 0,
            limit: at_once(&request.figure, filter, request.sort.is_some()),
        };
        let mut found = self.page_behind(store, &shelf, request.figure.clone(), &page)?;
        // What the first page had to count is counted by now.
        let revision = store.facts()?.revision;
        fits(path, found.total)?;
        let touched = found.touched;
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
        Ok((table.finish()?, touched))
    }
}

/// How many rows are read at once. People whom nobody put in an order are put in the one they are shown in, and gone
/// through from the first of them, for each part.
fn at_once(figure: &Figure, filter: &str, is_ordered: bool) -> u64 {
    if !filter.is_empty() {
        return UNKEPT_AT_ONCE;
    }
    match figure {
        Figure::Overlap { .. }
        | Figure::Combination { .. }
        | Figure::Conflict { .. }
        | Figure::Customers {}
        | Figure::People {}
        | Figure::KnownOnlyById {}
        | Figure::OneSourceOnly {}
        | Figure::Largest {}
            if !is_ordered =>
        {
            UNKEPT_AT_ONCE
        }
        _ => AT_ONCE,
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
    touched: Option<u64>,
    (who, at): (&str, &str),
) -> Result<(), EngineError> {
    let mut figure = serde_json::to_value(&request.figure)?;
    if let Value::Object(members) = &mut figure {
        members.remove("what");
        members.remove("part");
    }
    let is_filtered = !request.filter.trim().is_empty();
    let counted = match touched {
        Some(touched) => format!("{} of {} rows", grouped(written.rows), grouped(touched)),
        None if written.rows == 1 => "1 row".to_owned(),
        None => format!("{} rows", grouped(written.rows)),
    };
    let noted = match touched {
        Some(_) if is_filtered => ", among the first that were noted",
        Some(_) => ", the first that were noted",
        None => "",
    };
    store.note(&Operation {
        kind: KIND,
        sentence: format!(
            "Wrote {counted} to a file: {}{noted}{}",
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

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, UNKEPT_AT_ONCE, at_once};
    use crate::view::Figure;

    #[test]
    fn what_is_put_in_order_anew_for_each_part_is_read_in_larger_parts() {
        for (figure, filter, is_ordered, parts) in [
            (Figure::Largest {}, "", false, UNKEPT_AT_ONCE),
            (Figure::Largest {}, "", true, AT_ONCE),
            (Figure::People {}, "", false, UNKEPT_AT_ONCE),
            (Figure::People {}, "ann", true, UNKEPT_AT_ONCE),
            (Figure::Load { load: 1 }, "", false, AT_ONCE),
            (Figure::Load { load: 1 }, "ann", false, UNKEPT_AT_ONCE),
        ] {
            let read = at_once(&figure, filter, is_ordered);
            assert_eq!(read, parts, "{figure:?} {filter} {is_ordered}");
        }
    }
}
