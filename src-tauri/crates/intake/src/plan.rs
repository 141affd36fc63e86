//! Looking at a file: which tables are in it and how each will be read.

use std::io::Read;
use std::ops::ControlFlow;

use encoding_rs::Encoding;
use rollcall_model::{Problem, ProblemCode, Severity};

use crate::compound::runs_in_circles;
use crate::content::{Content, beginning, lacks_directory, names_stream, recognise};
use crate::error::IntakeError;
use crate::header::Wish;
use crate::opened::Origin;
use crate::table::shape_problems;
use crate::text_table::{TextWish, dialect_of, file_place};
use crate::{
    Format, InputFile, Limits, OpenBook, RawRow, ReadSummary, Reading, RowSink, SetAside,
    TablePlan, card_table, json_table, package, parquet_table, text_table, workbook,
};

const SAMPLE_ROWS: usize = 200;
/// Of the rows set aside among them so many are told.
const TOLD_ASIDE: usize = 20;
/// Bytes of cells after which a sample has enough rows, however few they are.
const SAMPLE_BYTES: usize = 16 * 1024 * 1024;
/// Old workbooks are read whole; no honest one is larger.
const COMPOUND_BYTES: u64 = 512 * 1024 * 1024;

/// Finds the tables of a file and how to read them. Never fails: a file that cannot be read gives
/// no plan and a problem.
pub fn plan(file: &InputFile, limits: &Limits) -> (Vec<TablePlan>, Vec<Problem>) {
    plan_with(file, limits, &mut OpenBook::default())
}

/// The same, with the workbook left open that was read last.
pub fn plan_with(
    file: &InputFile,
    limits: &Limits,
    book: &mut OpenBook,
) -> (Vec<TablePlan>, Vec<Problem>) {
    let mut found = Found {
        book: std::mem::take(book),
        ..Found::default()
    };
    let origin = Origin { file, member: None };
    look(&origin, limits, &mut found);
    *book = found.book;
    (found.plans, found.problems)
}

/// Plans a table anew after the user flipped a switch of the reading screen. Gives no plan, and a
/// problem, if the table cannot be read that way.
pub fn replan(
    plan: &TablePlan,
    reading: &Reading,
    limits: &Limits,
) -> (Option<TablePlan>, Vec<Problem>) {
    let origin = plan.origin();
    let mut found = Found::default();
    let header = reading.header_row.map_or(Wish::Nothing, Wish::Row);
    let planned = match plan.reading.format {
        Format::Text => match Encoding::for_label(reading.encoding.as_bytes()) {
            Some(encoding) => {
                let wish = TextWish {
                    encoding: Some(encoding),
                    dialect: Some(dialect_of(reading)),
                    header,
                    decimal_mark: Some(reading.decimal_mark),
                };
                text_table::plan(&origin, wish, limits)
            }
            None => Err(IntakeError::UnknownEncoding {
                encoding: reading.encoding.clone(),
            }),
        },
        // They name their columns themselves: there is nothing to choose.
        Format::Json | Format::Vcard | Format::Parquet => Ok(Some(plan.clone())),
        _ => workbook::replan(plan, header, limits),
    };
    match planned {
        Ok(Some(mut renewed)) => {
            renewed.hidden = plan.hidden;
            renewed.reading.totals_are_rows = reading.totals_are_rows;
            renewed.reading.one_table = reading.one_table;
            found.take(renewed, limits);
        }
        Ok(None) => found.problems.push(Problem {
            code: ProblemCode::HeaderOnly,
            severity: Severity::Error,
            place: plan.place(),
            message:
                "The row that was chosen as the header is not among the first rows of the table."
                    .to_owned(),
            hint: "Choose a row that the reading screen shows.".to_owned(),
            count: 0,
        }),
        Err(error) => found.problems.push(error.problem(plan.place())),
    }
    (found.plans.pop(), found.problems)
}

/// Reads the rows of a table into the sink, in the order of the file.
///
/// # Errors
/// When the file, its member or its sheet cannot be opened, or unpacks to more than the limits
/// allow. A file that is cut off gives its rows and a problem instead.
pub fn read_table(
    plan: &TablePlan,
    limits: &Limits,
    sink: &mut dyn RowSink,
) -> Result<ReadSummary, IntakeError> {
    read_table_with(plan, limits, &mut OpenBook::default(), sink)
}

/// The same, with the workbook left open that was read last.
///
/// # Errors
/// As [`read_table`].
pub fn read_table_with(
    plan: &TablePlan,
    limits: &Limits,
    book: &mut OpenBook,
    sink: &mut dyn RowSink,
) -> Result<ReadSummary, IntakeError> {
    if !plan.reading.format.is_workbook() {
        book.close();
    }
    match plan.reading.format {
        Format::Text => text_table::read(plan, limits, sink),
        Format::Xlsx
        | Format::Xlsb
        | Format::Xls
        | Format::Ods
        | Format::SpreadsheetXml
        | Format::Html => workbook::read(plan, limits, book, sink),
        Format::Json => json_table::read(plan, limits, sink),
        Format::Vcard => card_table::read(plan, limits, sink),
        Format::Parquet => parquet_table::read(plan, limits, sink),
    }
}

/// What a look at a file brings to light.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) plans: Vec<TablePlan>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) book: OpenBook,
}

impl Found {
    /// Completes a plan with its sample and with what there is to say about it.
    pub(crate) fn take(&mut self, mut plan: TablePlan, limits: &Limits) {
        if plan.header.len() > limits.columns {
            self.problems.extend(shape_problems(&plan, limits, false));
            return;
        }
        let mut sample = Sample::default();
        match read_table_with(&plan, limits, &mut self.book, &mut sample) {
            Ok(summary) => {
                plan.sample = sample.rows;
                plan.aside = sample.told;
                let no_rows = summary.rows_read == 0 && !summary.cancelled;
                self.problems.extend(shape_problems(&plan, limits, no_rows));
                self.plans.push(plan);
            }
            Err(error) => self.problems.push(error.problem(plan.place())),
        }
    }

    pub(crate) fn fail(&mut self, error: &IntakeError, origin: &Origin<'_>) {
        self.problems.push(error.problem(file_place(origin)));
    }

    pub(crate) fn note(
        &mut self,
        origin: &Origin<'_>,
        code: ProblemCode,
        severity: Severity,
        message: String,
        hint: &str,
    ) {
        self.problems.push(Problem {
            code,
            severity,
            place: file_place(origin),
            message,
            hint: hint.to_owned(),
            count: 0,
        });
    }
}

/// Looks at one file or member.
pub(crate) fn look(origin: &Origin<'_>, limits: &Limits, found: &mut Found) {
    let head = origin.read(limits, |input, _| beginning(input));
    let head = match head.and_then(|head| head.map_err(|error| origin.failed(&error))) {
        Ok(head) => head,
        Err(error) => return found.fail(&error, origin),
    };
    match recognise(&head) {
        Content::Empty => found.note(
            origin,
            ProblemCode::EmptyFile,
            Severity::Warning,
            format!("The file {} is empty.", origin.label()),
            "Check that the export was finished, and make it again.",
        ),
        Content::Text => match text_table::plan(origin, TextWish::NONE, limits) {
            Ok(Some(plan)) => found.take(plan, limits),
            Ok(None) => found.note(
                origin,
                ProblemCode::EmptyFile,
                Severity::Warning,
                format!("The file {} holds no row.", origin.label()),
                "Check that the export was finished, and make it again.",
            ),
            Err(error) => found.fail(&error, origin),
        },
        Content::Foreign(reason) => found.fail(&not_a_table(origin, reason), origin),
        Content::SpreadsheetXml => workbook::plan(origin, Format::SpreadsheetXml, limits, found),
        Content::Zip => package::plan(origin, limits, found),
        Content::Compound => compound(origin, limits, found),
        Content::Html => page(origin, limits, found),
        Content::Json => json_table::plan(origin, limits, found),
        Content::Vcard => card_table::plan(origin, limits, found),
        Content::Parquet => parquet_table::plan(origin, limits, found),
        Content::ParquetLocked => {
            let file = origin.label();
            found.fail(&IntakeError::Encrypted { file }, origin);
        }
    }
}

/// A web page: what some systems call Excel, or an error page in place of the export.
fn page(origin: &Origin<'_>, limits: &Limits, found: &mut Found) {
    let sheets = found
        .book
        .of(origin, Format::Html, limits)
        .map(|book| book.sheets().len());
    match sheets {
        Ok(0) => found.fail(
            &not_a_table(
                origin,
                "it is a web page without a table of data, whatever its name says; make the export again, signed in",
            ),
            origin,
        ),
        Ok(_) => workbook::plan(origin, Format::Html, limits, found),
        Err(error) => found.fail(&error, origin),
    }
}

/// What a container of old Office files holds.
enum Compound {
    Encrypted,
    Workbook,
    CutOff,
    Circular,
    Other,
}

/// A container of old Office files: a workbook, a workbook behind a password, or something else.
fn compound(origin: &Origin<'_>, limits: &Limits, found: &mut Found) {
    // The directory may stand anywhere in the file.
    let streams = origin.read(limits, |input, _| {
        let mut bytes = Vec::new();
        input.take(COMPOUND_BYTES).read_to_end(&mut bytes)?;
        let named = |name: &str| names_stream(&bytes, name);
        Ok(if named("EncryptedPackage") {
            Compound::Encrypted
        } else if runs_in_circles(&bytes) {
            Compound::Circular
        } else if named("Workbook") || named("Book") {
            Compound::Workbook
        } else if lacks_directory(&bytes) {
            Compound::CutOff
        } else {
            Compound::Other
        })
    });
    match streams.and_then(|streams| streams.map_err(|error| origin.failed(&error))) {
        Ok(Compound::Encrypted) => found.fail(
            &IntakeError::Encrypted {
                file: origin.label(),
            },
            origin,
        ),
        Ok(Compound::Workbook) => workbook::plan(origin, Format::Xls, limits, found),
        Ok(Compound::CutOff) => found.fail(
            &IntakeError::Damaged {
                file: origin.label(),
                reason: "its list of contents is missing".to_owned(),
            },
            origin,
        ),
        Ok(Compound::Circular) => found.fail(
            &IntakeError::Damaged {
                file: origin.label(),
                reason: "its parts follow on one another in a circle".to_owned(),
            },
            origin,
        ),
        Ok(Compound::Other) => found.fail(
            &not_a_table(origin, "it is an old Office document without a sheet"),
            origin,
        ),
        Err(error) => found.fail(&error, origin),
    }
}

fn not_a_table(origin: &Origin<'_>, reason: &str) -> IntakeError {
    IntakeError::NotThisFormat {
        file: origin.label(),
        reason: reason.to_owned(),
    }
}

/// Keeps the first rows.
#[derive(Default)]
struct Sample {
    rows: Vec<RawRow>,
    set_aside: usize,
    /// The first rows that were set aside.
    told: Vec<SetAside>,
    bytes: usize,
}

impl Sample {
    fn enough(&self) -> ControlFlow<()> {
        let enough = self.rows.len() >= SAMPLE_ROWS
            || self.set_aside >= 10 * SAMPLE_ROWS
            || self.bytes >= SAMPLE_BYTES;
        if enough {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl RowSink for Sample {
    fn row(&mut self, row: &RawRow) -> ControlFlow<()> {
        self.bytes += row.cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        self.rows.push(row.clone());
        self.enough()
    }

    fn set_aside(&mut self, row: SetAside) -> ControlFlow<()> {
        self.set_aside += 1;
        if self.told.len() < TOLD_ASIDE {
            self.told.push(row);
        }
        self.enough()
    }
}
