//! Delimited text: finding its dialect and header, and reading its rows.

use std::cell::Cell as Shared;
use std::cmp::Ordering;
use std::io::{self, Read};
use std::ops::ControlFlow;

use encoding_rs::{Encoding, UTF_8};
use rollcall_model::{DecimalMark, Place, Problem, ProblemCode, Severity};

use crate::cell_kind::{has_decimal_comma, has_decimal_point};
use crate::dialect::{declared_delimiter, sniff};
use crate::encoding::{decoded, detect, fill};
use crate::error::IntakeError;
use crate::excerpt::excerpt;
use crate::header::{SampleRow, Wish, shape};
use crate::opened::Origin;
use crate::record::{Dialect, Losses, RecordReader, Step};
use crate::sifter::Sifter;
use crate::{Format, Limits, RawRow, ReadSummary, Reading, RowSink, TablePlan};

const SAMPLE_BYTES: usize = 512 * 1024;
const SAMPLE_ROWS: usize = 300;
const SHOWN_LINES: usize = 12;
const SHOWN_BYTES: usize = 1000;
/// Rows between two reports of progress.
const PROGRESS_ROWS: u64 = 4096;

/// What the user wants; everything else is detected.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextWish {
    pub(crate) encoding: Option<&'static Encoding>,
    pub(crate) dialect: Option<Dialect>,
    pub(crate) header: Wish,
    #[expect(
        clippy::option_option,
        reason = "not chosen, and chosen to be left to the country, are two things"
    )]
    pub(crate) decimal_mark: Option<Option<DecimalMark>>,
}

impl TextWish {
    /// Detect everything.
    pub(crate) const NONE: Self = Self {
        encoding: None,
        dialect: None,
        header: Wish::Detect,
        decimal_mark: None,
    };
}

/// Looks at the beginning of a text. Nothing comes back when it holds no line, or when the user
/// pointed at a header row that is not near the beginning.
pub(crate) fn plan(
    origin: &Origin<'_>,
    wish: TextWish,
    limits: &Limits,
) -> Result<Option<TablePlan>, IntakeError> {
    let encoding = match wish.encoding {
        Some(encoding) => encoding,
        None => origin
            .read(limits, |input, _| detect(input))?
            .map_err(|error| origin.failed(&error))?,
    };
    let (sample, whole) = origin
        .read(limits, |input, _| head(input, encoding))?
        .map_err(|error| origin.failed(&error))?;
    let dialect = wish.dialect.unwrap_or_else(|| sniff(&sample, limits));
    let rows = sample_rows(&sample, whole, dialect, limits);
    let Some(shape) = shape(&rows, wish.header) else {
        return Ok(None);
    };
    let decimal_mark = wish.decimal_mark.unwrap_or_else(|| decimal_mark(&rows));
    let reading = Reading {
        format: Format::Text,
        encoding: encoding.name().to_owned(),
        delimiter: dialect.delimiter.map(char::from),
        quote: dialect.quote.map(char::from),
        header_row: None,
        decimal_mark,
        totals_are_rows: false,
        one_table: false,
    };
    Ok(Some(TablePlan::from_shape(
        origin,
        None,
        reading,
        shape,
        raw_lines(&sample),
    )))
}

/// Reads the rows below the header into the sink.
pub(crate) fn read(
    plan: &TablePlan,
    limits: &Limits,
    sink: &mut dyn RowSink,
) -> Result<ReadSummary, IntakeError> {
    let origin = plan.origin();
    let reading = &plan.reading;
    let encoding = Encoding::for_label(reading.encoding.as_bytes()).ok_or_else(|| {
        IntakeError::UnknownEncoding {
            encoding: reading.encoding.clone(),
        }
    })?;
    let dialect = dialect_of(reading);
    let mut sifter = Sifter::new(sink, plan);
    let outcome = origin.read(limits, |input, total| -> io::Result<Option<io::Error>> {
        let done = Shared::new(0);
        let mut counted = Counted { input, done: &done };
        let text = decoded(&mut counted, encoding)?;
        let mut reader = RecordReader::new(text, dialect, limits);
        let above = plan.last_row_above();
        let mut row = RawRow::default();
        while feed(&mut reader, above, encoding, &mut row, &mut sifter).is_continue() {
            if reader.row().is_multiple_of(PROGRESS_ROWS) {
                sifter.progress(done.get(), total);
            }
        }
        sifter.progress(done.get(), total);
        Ok(reader.failure())
    })?;
    let failure = outcome.map_err(|error| origin.failed(&error))?;
    let mut summary = sifter.finish();
    if let Some(failure) = failure.filter(|_| !summary.cancelled) {
        match origin.failed(&failure) {
            damaged @ IntakeError::Damaged { .. } => {
                summary.problems.push(cut_off(plan, &damaged, &summary));
            }
            other => return Err(other),
        }
    }
    Ok(summary)
}

/// The dialect a reading asks for. Only ASCII can delimit; anything else means one cell a line.
pub(crate) fn dialect_of(reading: &Reading) -> Dialect {
    let ascii = |character: char| u8::try_from(character).ok().filter(u8::is_ascii);
    Dialect {
        delimiter: reading.delimiter.and_then(ascii),
        quote: reading.quote.and_then(ascii),
    }
}

/// One step of reading; breaks at the end and when the sink does.
fn feed<R: Read>(
    reader: &mut RecordReader<R>,
    above: u64,
    encoding: &'static Encoding,
    kept: &mut RawRow,
    sifter: &mut Sifter<'_>,
) -> ControlFlow<()> {
    let step = reader.advance();
    let row = reader.row();
    if step == Step::End {
        return ControlFlow::Break(());
    }
    if row <= above {
        return ControlFlow::Continue(());
    }
    let (code, reason) = match step {
        Step::Row => {
            let mut losses = Losses::default();
            kept.row = row;
            reader.cells_into(&mut kept.cells, &mut losses);
            if encoding != UTF_8 {
                // The decoder has already put the sign for what it could not read.
                losses.invalid = kept
                    .cells
                    .iter()
                    .map(|cell| cell.text.matches('\u{FFFD}').count() as u64)
                    .sum();
            }
            sifter.lost(row, losses);
            return sifter.offer(kept, Some(reader.raw()));
        }
        Step::OpenQuote => (
            ProblemCode::OpenQuote,
            "A quote opens in this line and never closes; reading went on with the next line.",
        ),
        Step::TooLarge => (
            ProblemCode::CellTooLarge,
            "A cell of this row is larger than this program takes.",
        ),
        Step::CutOff | Step::End => (
            ProblemCode::Truncated,
            "The file ends in the middle of this row.",
        ),
    };
    sifter.set_aside(row, reader.excerpt().to_owned(), code, reason.to_owned())
}

pub(crate) fn cut_off(plan: &TablePlan, error: &IntakeError, summary: &ReadSummary) -> Problem {
    Problem {
        code: ProblemCode::Truncated,
        severity: Severity::Error,
        place: plan.place(),
        message: format!(
            "{error} Rows read before that place: {}.",
            summary.rows_read
        ),
        hint: "Download or export the file once more and add it again.".to_owned(),
        count: 0,
    }
}

/// The beginning of the text as UTF-8, and whether that is all of it.
pub(crate) fn head(
    input: &mut dyn Read,
    encoding: &'static Encoding,
) -> io::Result<(Vec<u8>, bool)> {
    let mut text = decoded(input, encoding)?;
    let mut sample = vec![0; SAMPLE_BYTES];
    let filled = fill(&mut *text, &mut sample, 0)?;
    let whole = filled < sample.len();
    sample.truncate(filled);
    Ok((sample, whole))
}

fn sample_rows(sample: &[u8], whole: bool, dialect: Dialect, limits: &Limits) -> Vec<SampleRow> {
    let mut reader = RecordReader::new(sample, dialect, limits);
    let mut rows = Vec::new();
    while rows.len() < SAMPLE_ROWS {
        match reader.advance() {
            Step::Row => {}
            Step::OpenQuote | Step::TooLarge => continue,
            Step::CutOff | Step::End => break,
        }
        let cells: Vec<String> = reader
            .cells(&mut Losses::default())
            .into_iter()
            .map(|cell| cell.text)
            .collect();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            let text = excerpt(reader.raw());
            rows.push(SampleRow {
                row: reader.row(),
                cells,
                text,
            });
        }
    }
    if !whole && rows.len() > 1 && rows.len() < SAMPLE_ROWS {
        // The sample ends in the middle of the last one.
        rows.pop();
    }
    if let Some(first) = rows.first_mut()
        && declared_delimiter(sample).is_some()
    {
        // `sep=;` is split by the very delimiter it declares.
        first.cells = vec![first.text.clone()];
    }
    rows
}

/// The mark most of the numbers with decimals have; nothing where none has any or both are as many.
fn decimal_mark(rows: &[SampleRow]) -> Option<DecimalMark> {
    let count = |test: fn(&str) -> bool| {
        rows.iter()
            .flat_map(|row| &row.cells)
            .filter(|cell| test(cell))
            .count()
    };
    match count(has_decimal_comma).cmp(&count(has_decimal_point)) {
        Ordering::Greater => Some(DecimalMark::Comma),
        Ordering::Less => Some(DecimalMark::Point),
        Ordering::Equal => None,
    }
}

pub(crate) fn raw_lines(sample: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(
        sample
            .get(..SHOWN_LINES * SHOWN_BYTES * 4)
            .unwrap_or(sample),
    );
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.lines()
        .take(SHOWN_LINES)
        .map(|line| {
            let mut shown: String = line
                .chars()
                .take(SHOWN_BYTES)
                .filter(|one| *one != '\0')
                .collect();
            if line.chars().nth(SHOWN_BYTES).is_some() {
                shown.push('…');
            }
            shown
        })
        .collect()
}

/// A place for problems of a whole file.
pub(crate) fn file_place(origin: &Origin<'_>) -> Place {
    Place {
        file: origin.label(),
        ..Place::default()
    }
}

/// Counts the bytes that go through.
pub(crate) struct Counted<'a, R: ?Sized> {
    pub(crate) input: &'a mut R,
    pub(crate) done: &'a Shared<u64>,
}

impl<R: Read + ?Sized> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.done.set(self.done.get() + count as u64);
        Ok(count)
    }
}
