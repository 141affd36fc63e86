//! Workbooks as a stream of rows, kept open from one question to the next.
//!
//! Sheets of XLSX and XLSB are streamed cell by cell, since a sheet of two cells may claim to be
//! seventeen billion large. XLS, ODS and tables in tags can only be read whole.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use calamine::{Data, DataRef, Ods, Reader, Sheet, Xls, XlsError, Xlsb, Xlsx};
use rollcall_model::Cell;

use crate::displayed::displayed;
use crate::encoding::{decoded, detect_in_tags};
use crate::error::IntakeError;
use crate::marked_book::{Fault, MarkedBook};
use crate::opened::{Origin, Seekable};
use crate::{Format, Limits, RawRow};

/// A row that claims to reach further than any spreadsheet program lets it is cut there.
const COLUMNS: u32 = 16_384;
/// A cell's memory is kept for the next row unless it is larger than this.
const KEPT_BYTES: usize = 4096;

/// The workbook last read, kept open: the texts its sheets share are unpacked once, however many
/// sheets are planned and read.
#[derive(Default)]
pub struct OpenBook(Option<Kept>);

struct Kept {
    path: PathBuf,
    member: Option<String>,
    workbook: Workbook,
}

impl Kept {
    fn is(&self, origin: &Origin<'_>) -> bool {
        self.path == origin.file.path && self.member.as_deref() == origin.member
    }
}

impl OpenBook {
    /// The workbook of that origin.
    pub(crate) fn of(
        &mut self,
        origin: &Origin<'_>,
        format: Format,
        limits: &Limits,
    ) -> Result<&mut Workbook, IntakeError> {
        let known = self.0.take().filter(|kept| kept.is(origin));
        let kept = match known {
            Some(kept) => kept,
            None => Kept {
                path: origin.file.path.clone(),
                member: origin.member.map(str::to_owned),
                workbook: open(origin, format, limits)?,
            },
        };
        Ok(&mut self.0.insert(kept).workbook)
    }

    /// Closes it.
    pub(crate) fn close(&mut self) {
        self.0 = None;
    }
}

enum Book {
    Xlsx(Xlsx<BufReader<File>>),
    Xlsb(Xlsb<BufReader<File>>),
    Xls(Xls<BufReader<File>>),
    Ods(Ods<BufReader<File>>),
    Marked(MarkedBook),
}

/// An open workbook, with its temporary file if it came out of an archive.
pub(crate) struct Workbook {
    book: Book,
    _file: Seekable,
}

fn open(origin: &Origin<'_>, format: Format, limits: &Limits) -> Result<Workbook, IntakeError> {
    let file = origin.seekable(limits)?;
    if matches!(format, Format::SpreadsheetXml | Format::Html) {
        let book = marked(origin, format, limits)?;
        return Ok(Workbook { book, _file: file });
    }
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

/// So much of the memory a text in tags may take at most.
const SHARE_OF_TEXT: u64 = 4;
/// What a cell of it takes: itself, a short text and its share of the row.
const MEMORY_A_CELL: u64 = 128;

fn marked(origin: &Origin<'_>, format: Format, limits: &Limits) -> Result<Book, IntakeError> {
    let failed = |error: io::Error| origin.failed(&error);
    let too_large = || IntakeError::TooLarge {
        file: origin.label(),
        reason: format!(
            "it has to be held in memory whole and takes more than {megabytes} megabytes; {advice}",
            megabytes = limits.held_bytes / (1024 * 1024),
            advice = "save each sheet as a CSV file and add those"
        ),
    };
    let encoding = origin
        .read(limits, |input, _| detect_in_tags(input))?
        .map_err(failed)?;
    let most = limits.held_bytes / SHARE_OF_TEXT;
    let text = origin
        .read(limits, |input, _| -> io::Result<Vec<u8>> {
            let mut text = Vec::new();
            decoded(input, encoding)?
                .take(most.saturating_add(1))
                .read_to_end(&mut text)?;
            Ok(text)
        })?
        .map_err(failed)?;
    if text.len() as u64 > most {
        return Err(too_large());
    }
    let most_cells = usize::try_from(limits.held_bytes / MEMORY_A_CELL).unwrap_or(usize::MAX);
    MarkedBook::of(&String::from_utf8_lossy(&text), format, most_cells)
        .map(Book::Marked)
        .map_err(|fault| match fault {
            Fault::TooLarge => too_large(),
            Fault::CutOff => IntakeError::Damaged {
                file: origin.label(),
                reason: "it ends within its table".to_owned(),
            },
        })
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

/// Takes a row, whose memory serves the next one, and the number of rows the sheet claims to have.
type Visit<'a> = dyn FnMut(&mut RawRow, u64) -> ControlFlow<()> + 'a;

impl Workbook {
    pub(crate) fn sheets(&self) -> Vec<Sheet> {
        match &self.book {
            Book::Xlsx(book) => book.sheets_metadata().to_vec(),
            Book::Xlsb(book) => book.sheets_metadata().to_vec(),
            Book::Xls(book) => book.sheets_metadata().to_vec(),
            Book::Ods(book) => book.sheets_metadata().to_vec(),
            Book::Marked(book) => book.sheets(),
        }
    }

    pub(crate) fn stream(
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
            Book::Marked(book) => {
                stream_marked(book, sheet, visit);
                Ok(())
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
        let value = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::SharedString(text) => {
                if gathering.add_text(position, text, visit).is_break() {
                    return Ok(());
                }
                continue;
            }
            other => Data::from(other.clone()),
        };
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

fn stream_marked(book: &MarkedBook, sheet: &str, visit: &mut Visit<'_>) {
    let rows = book.rows(sheet);
    let last = rows.last().map_or(0, |row| row.row);
    for row in rows {
        if visit(&mut row.clone(), last).is_break() {
            return;
        }
    }
}

/// Makes rows of cells that come one by one.
struct Gathering {
    /// Counted from 0, as the library does.
    row: u32,
    found: RawRow,
    /// Cells of the row so far; the rest is memory of earlier ones.
    width: usize,
    rows: u64,
}

impl Gathering {
    fn new(rows: u64) -> Self {
        Self {
            row: 0,
            found: RawRow::default(),
            width: 0,
            rows,
        }
    }

    fn add(
        &mut self,
        position: (u32, u32),
        cell: Option<Cell>,
        visit: &mut Visit<'_>,
    ) -> ControlFlow<()> {
        if let Some(cell) = cell {
            *self.place(position, visit)? = cell;
        }
        ControlFlow::Continue(())
    }

    fn add_text(
        &mut self,
        position: (u32, u32),
        text: &str,
        visit: &mut Visit<'_>,
    ) -> ControlFlow<()> {
        let cell = self.place(position, visit)?;
        cell.typed = None;
        cell.text.clear();
        cell.text.push_str(text);
        ControlFlow::Continue(())
    }

    /// The cell at a place; gives the row before it away where it is the first of its own.
    fn place(
        &mut self,
        (row, column): (u32, u32),
        visit: &mut Visit<'_>,
    ) -> ControlFlow<(), &mut Cell> {
        if row != self.row {
            self.flush(visit)?;
            self.row = row;
        }
        let column = column.min(COLUMNS) as usize;
        let cells = &mut self.found.cells;
        self.width = self.width.max(column + 1);
        if cells.len() <= column {
            cells.resize_with(column + 1, Cell::default);
        }
        match cells.get_mut(column) {
            Some(cell) => ControlFlow::Continue(cell),
            None => ControlFlow::Break(()),
        }
    }

    fn flush(&mut self, visit: &mut Visit<'_>) -> ControlFlow<()> {
        if self.width == 0 {
            return ControlFlow::Continue(());
        }
        self.found.row = u64::from(self.row) + 1;
        self.found.cells.truncate(self.width);
        self.width = 0;
        let flow = visit(&mut self.found, self.rows);
        for cell in &mut self.found.cells {
            cell.typed = None;
            if cell.text.capacity() > KEPT_BYTES {
                cell.text = String::new();
            }
            cell.text.clear();
        }
        flow
    }
}
