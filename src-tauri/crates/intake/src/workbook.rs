//! Spreadsheets: every sheet a table, every cell with the type the spreadsheet gave it.
//!
//! Sheets of XLSX and XLSB are streamed cell by cell, since a sheet of two cells may claim to be
//! seventeen billion large. XLS and ODS can only be read whole.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Ods, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsb, Xlsx};
use rollcall_model::{Cell, Problem, ProblemCode, Severity};

use crate::displayed::{displayed, is_rounded};
use crate::error::IntakeError;
use crate::header::{SampleRow, Wish, shape};
use crate::opened::{Origin, Seekable};
use crate::plan::Found;
use crate::sifter::{Sifter, joined};
use crate::{Format, Limits, RawRow, ReadSummary, Reading, RowSink, TablePlan};

const SAMPLE_ROWS: usize = 300;
const SHOWN_LINES: usize = 12;
const PROGRESS_ROWS: u64 = 1024;
/// A row that claims to reach further than any spreadsheet program lets it is cut there.
const COLUMNS: u32 = 16_384;

enum Book {
    Xlsx(Xlsx<BufReader<File>>),
    Xlsb(Xlsb<BufReader<File>>),
    Xls(Xls<BufReader<File>>),
    Ods(Ods<BufReader<File>>),
}

/// An open workbook, with its temporary file if it came out of an archive.
struct Workbook {
    book: Book,
    _file: Seekable,
}

/// Plans every sheet that holds anything.
pub(crate) fn plan(origin: &Origin<'_>, format: Format, limits: &Limits, found: &mut Found) {
    let mut workbook = match open(origin, format, limits) {
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
        match plan_sheet(&mut workbook, origin, format, &sheet.name, Wish::Detect) {
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
    let mut workbook = open(&origin, plan.reading.format, limits)?;
    let sheet = plan.sheet.as_deref().unwrap_or_default();
    plan_sheet(&mut workbook, &origin, plan.reading.format, sheet, wish)
}

/// Reads the rows of a sheet into the sink.
pub(crate) fn read(
    plan: &TablePlan,
    limits: &Limits,
    sink: &mut dyn RowSink,
) -> Result<ReadSummary, IntakeError> {
    let origin = plan.origin();
    let mut workbook = open(&origin, plan.reading.format, limits)?;
    let sheet = plan.sheet.as_deref().unwrap_or_default();
    let above = plan.last_row_above();
    let mut sifter = Sifter::new(
        sink,
        plan.place(),
        &plan.header,
        plan.reading.header_row.is_some(),
    );
    let bytes = plan.file.bytes;
    let outcome = workbook.stream(&origin, sheet, &mut |row, cells, rows| {
        if row <= above {
            return ControlFlow::Continue(());
        }
        if row.is_multiple_of(PROGRESS_ROWS) {
            let share = (row as f64 / rows.max(row) as f64).min(1.0);
            sifter.progress((share * bytes as f64) as u64, bytes);
        }
        if cells.iter().any(|cell| cell.text.len() > limits.cell_bytes) {
            let reason = "A cell of this row is larger than this program takes.".to_owned();
            return sifter.set_aside(row, joined(&cells), ProblemCode::CellTooLarge, reason);
        }
        if cells.iter().any(is_rounded) {
            sifter.rounded(row);
        }
        sifter.offer(&mut RawRow { row, cells }, None)
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
    workbook.stream(origin, sheet, &mut |row, cells, _| {
        if cells.iter().any(|cell| !cell.is_blank()) {
            let text = joined(&cells);
            let cells = cells.into_iter().map(|cell| cell.text).collect();
            rows.push(SampleRow { row, cells, text });
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

fn open(origin: &Origin<'_>, format: Format, limits: &Limits) -> Result<Workbook, IntakeError> {
    let file = origin.seekable(limits)?;
    let input = BufReader::new(File::open(&file.path).map_err(|error| origin.failed(&error))?);
    let book = unbroken(origin, || match format {
        Format::Xlsb => Xlsb::new(input)
            .map(Book::Xlsb)
            .map_err(|error| damaged(origin, &error)),
        Format::Ods => Ods::new(input)
            .map(Book::Ods)
            .map_err(|error| damaged(origin, &error)),
        Format::Xls => Xls::new(input).map(Book::Xls).map_err(|error| match error {
            XlsError::Password => IntakeError::Encrypted {
                file: origin.label(),
            },
            other => damaged(origin, &other),
        }),
        _ => Xlsx::new(input)
            .map(Book::Xlsx)
            .map_err(|error| damaged(origin, &error)),
    })?;
    Ok(Workbook { book, _file: file })
}

/// Keeps a panic of the library, which damaged workbooks provoke, from ending more than this file.
fn unbroken<T>(
    origin: &Origin<'_>,
    work: impl FnOnce() -> Result<T, IntakeError>,
) -> Result<T, IntakeError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(IntakeError::Damaged {
            file: origin.label(),
            reason: "its inside contradicts itself".to_owned(),
        })
    })
}

fn damaged(origin: &Origin<'_>, error: &dyn std::error::Error) -> IntakeError {
    IntakeError::Damaged {
        file: origin.label(),
        reason: error.to_string(),
    }
}

/// Takes a row number, its cells and the number of rows the sheet claims to have.
type Visit<'a> = dyn FnMut(u64, Vec<Cell>, u64) -> ControlFlow<()> + 'a;

impl Workbook {
    fn sheets(&self) -> Vec<Sheet> {
        match &self.book {
            Book::Xlsx(book) => book.sheets_metadata().to_vec(),
            Book::Xlsb(book) => book.sheets_metadata().to_vec(),
            Book::Xls(book) => book.sheets_metadata().to_vec(),
            Book::Ods(book) => book.sheets_metadata().to_vec(),
        }
    }

    fn stream(
        &mut self,
        origin: &Origin<'_>,
        sheet: &str,
        visit: &mut Visit<'_>,
    ) -> Result<(), IntakeError> {
        let sheets = self.sheets();
        if !sheets.iter().any(|own| own.name == sheet) {
            return Err(IntakeError::SheetMissing {
                file: origin.label(),
                sheet: sheet.to_owned(),
                available: sheets.into_iter().map(|own| own.name).collect(),
            });
        }
        let book = &mut self.book;
        unbroken(origin, || match book {
            Book::Xlsx(book) => {
                stream_xlsx(book, sheet, visit).map_err(|error| damaged(origin, &error))
            }
            Book::Xlsb(book) => {
                stream_xlsb(book, sheet, visit).map_err(|error| damaged(origin, &error))
            }
            Book::Xls(book) => {
                stream_whole(book, sheet, visit).map_err(|error| damaged(origin, &error))
            }
            Book::Ods(book) => {
                stream_whole(book, sheet, visit).map_err(|error| damaged(origin, &error))
            }
        })
    }
}

fn stream_xlsx<R: Read + Seek>(
    book: &mut Xlsx<R>,
    sheet: &str,
    visit: &mut Visit<'_>,
) -> Result<(), calamine::XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut gathering = Gathering::new(u64::from(reader.dimensions().end.0) + 1);
    loop {
        let next = reader.next_cell_with_style_id();
        let (cell, style) = match next {
            Ok(Some(found)) => found,
            Ok(None) => break,
            Err(error) => {
                // The rows before the damage are whole.
                let flow = gathering.flush(visit);
                return if flow.is_break() { Ok(()) } else { Err(error) };
            }
        };
        let position = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        if matches!(value, Data::Empty) {
            continue;
        }
        let format = reader
            .styles()
            .get(style)
            .and_then(|style| style.number_format.as_ref())
            .map(|format| format.format_code.as_str());
        if gathering
            .add(position, displayed(value, format), visit)
            .is_break()
        {
            return Ok(());
        }
    }
    let _ = gathering.flush(visit);
    Ok(())
}

fn stream_xlsb<R: Read + Seek>(
    book: &mut Xlsb<R>,
    sheet: &str,
    visit: &mut Visit<'_>,
) -> Result<(), calamine::XlsbError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut gathering = Gathering::new(u64::from(reader.dimensions().end.0) + 1);
    while let Some(cell) = reader.next_cell()? {
        let value = Data::from(cell.get_value().clone());
        if gathering
            .add(cell.get_position(), displayed(value, None), visit)
            .is_break()
        {
            return Ok(());
        }
    }
    let _ = gathering.flush(visit);
    Ok(())
}

fn stream_whole<R: Read + Seek, B: Reader<R>>(
    book: &mut B,
    sheet: &str,
    visit: &mut Visit<'_>,
) -> Result<(), B::Error> {
    let range = book.worksheet_range(sheet)?;
    let (top, left) = range.start().unwrap_or_default();
    let mut gathering = Gathering::new(u64::from(top) + range.height() as u64);
    for (row, column, value) in range.used_cells() {
        let position = (top + row as u32, left + column as u32);
        if gathering
            .add(position, displayed(value.clone(), None), visit)
            .is_break()
        {
            return Ok(());
        }
    }
    let _ = gathering.flush(visit);
    Ok(())
}

/// Makes rows of cells that come one by one.
struct Gathering {
    row: u32,
    cells: Vec<Cell>,
    rows: u64,
}

impl Gathering {
    fn new(rows: u64) -> Self {
        Self {
            row: 0,
            cells: Vec::new(),
            rows,
        }
    }

    fn add(
        &mut self,
        (row, column): (u32, u32),
        cell: Option<Cell>,
        visit: &mut Visit<'_>,
    ) -> ControlFlow<()> {
        let Some(cell) = cell else {
            return ControlFlow::Continue(());
        };
        if row != self.row {
            self.flush(visit)?;
            self.row = row;
        }
        let column = column.min(COLUMNS) as usize;
        if self.cells.len() <= column {
            self.cells.resize_with(column + 1, Cell::default);
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = cell;
        }
        ControlFlow::Continue(())
    }

    fn flush(&mut self, visit: &mut Visit<'_>) -> ControlFlow<()> {
        if self.cells.is_empty() {
            return ControlFlow::Continue(());
        }
        visit(
            u64::from(self.row) + 1,
            std::mem::take(&mut self.cells),
            self.rows,
        )
    }
}
