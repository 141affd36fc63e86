//! Spreadsheets: every sheet a table, every cell with the type the spreadsheet gave it.

use std::ops::ControlFlow;

use calamine::{Sheet, SheetType, SheetVisible};
use rollcall_model::{Problem, ProblemCode, Severity};

use crate::displayed::is_rounded;
use crate::error::IntakeError;
use crate::header::{SampleRow, Wish, shape};
use crate::open_book::{OpenBook, Workbook};
use crate::opened::Origin;
use crate::plan::Found;
use crate::sifter::{Sifter, joined};
use crate::{Format, Limits, ReadSummary, Reading, RowSink, TablePlan};

const SAMPLE_ROWS: usize = 300;
const SHOWN_LINES: usize = 12;
const PROGRESS_ROWS: u64 = 1024;
/// Plans every sheet that holds anything.
pub(crate) fn plan(origin: &Origin<'_>, format: Format, limits: &Limits, found: &mut Found) {
    let workbook = match found.book.of(origin, format, limits) {
        Ok(workbook) => workbook,
        Err(error) => return found.fail(&error, origin),
    };
    let sheets: Vec<Sheet> = workbook
        .sheets()
        .into_iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .collect();
    let mut hidden: Vec<&str> = Vec::new();
    let mut filled = 0;
    for sheet in &sheets {
        let planned = found
            .book
            .of(origin, format, limits)
            .and_then(|workbook| plan_sheet(workbook, origin, format, &sheet.name, Wish::Detect));
        match planned {
            Ok(Some(mut plan)) => {
                filled += 1;
                plan.hidden = sheet.visible != SheetVisible::Visible;
                if plan.hidden {
                    hidden.push(&sheet.name);
                }
                found.take(plan, limits);
            }
            Ok(None) => {}
            Err(error) => found.fail(&error, origin),
        }
    }
    if filled == 0 && found.problems.is_empty() {
        let message = format!(
            "The workbook {} holds no cell with a value.",
            origin.label()
        );
        let hint = "Check that the export was finished, and make it again.";
        found.note(
            origin,
            ProblemCode::EmptyFile,
            Severity::Warning,
            message,
            hint,
        );
    }
    if !hidden.is_empty() {
        let message = format!(
            "The workbook {} has hidden sheets, which are not loaded unless you ask for it: {}.",
            origin.label(),
            hidden.join(", ")
        );
        let hint = "Tick a hidden sheet if its rows belong to your customers.";
        found.note(
            origin,
            ProblemCode::HiddenSheet,
            Severity::Note,
            message,
            hint,
        );
    }
}

/// Plans one sheet anew with the header row the user chose.
pub(crate) fn replan(
    plan: &TablePlan,
    wish: Wish,
    limits: &Limits,
) -> Result<Option<TablePlan>, IntakeError> {
    let origin = plan.origin();
    let format = plan.reading.format;
    let mut book = OpenBook::default();
    let workbook = book.of(&origin, format, limits)?;
    let sheet = plan.sheet.as_deref().unwrap_or_default();
    plan_sheet(workbook, &origin, format, sheet, wish)
}

/// Reads the rows of a sheet into the sink.
pub(crate) fn read(
    plan: &TablePlan,
    limits: &Limits,
    book: &mut OpenBook,
    sink: &mut dyn RowSink,
) -> Result<ReadSummary, IntakeError> {
    let origin = plan.origin();
    let workbook = book.of(&origin, plan.reading.format, limits)?;
    let sheet = plan.sheet.as_deref().unwrap_or_default();
    let above = plan.last_row_above();
    let mut sifter = Sifter::new(sink, plan);
    let bytes = plan.file.bytes;
    let outcome = workbook.stream(&origin, sheet, &mut |found, rows| {
        let row = found.row;
        if row <= above {
            return ControlFlow::Continue(());
        }
        if row.is_multiple_of(PROGRESS_ROWS) {
            let share = (row as f64 / rows.max(row) as f64).min(1.0);
            sifter.progress((share * bytes as f64) as u64, bytes);
        }
        let cells = &found.cells;
        if cells.iter().any(|cell| cell.text.len() > limits.cell_bytes) {
            let reason = "A cell of this row is larger than this program takes.".to_owned();
            return sifter.set_aside(row, joined(cells), ProblemCode::CellTooLarge, reason);
        }
        if cells.iter().any(is_rounded) {
            sifter.rounded(row);
        }
        sifter.offer(found, None)
    });
    sifter.progress(bytes, bytes);
    let mut summary = sifter.finish();
    match outcome {
        Err(error @ IntakeError::Damaged { .. }) if summary.rows_read > 0 => {
            summary.problems.push(Problem {
                message: format!(
                    "{error} Rows read before that place: {}.",
                    summary.rows_read
                ),
                ..error.problem(plan.place())
            });
        }
        Err(error) => return Err(error),
        Ok(()) => {}
    }
    Ok(summary)
}

fn plan_sheet(
    workbook: &mut Workbook,
    origin: &Origin<'_>,
    format: Format,
    sheet: &str,
    wish: Wish,
) -> Result<Option<TablePlan>, IntakeError> {
    let mut rows: Vec<SampleRow> = Vec::new();
    workbook.stream(origin, sheet, &mut |found, _| {
        if found.cells.iter().any(|cell| !cell.is_blank()) {
            rows.push(SampleRow {
                row: found.row,
                cells: found.cells.iter().map(|cell| cell.text.clone()).collect(),
                text: joined(&found.cells),
            });
        }
        if rows.len() < SAMPLE_ROWS {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    let reading = Reading {
        format,
        encoding: "UTF-8".to_owned(),
        delimiter: None,
        quote: None,
        header_row: None,
        decimal_mark: None,
        totals_are_rows: false,
        one_table: false,
    };
    let raw_lines = rows
        .iter()
        .take(SHOWN_LINES)
        .map(|row| row.text.clone())
        .collect();
    Ok(shape(&rows, wish).map(|shape| {
        TablePlan::from_shape(origin, Some(sheet.to_owned()), reading, shape, raw_lines)
    }))
}
