//! Parquet: a table of typed columns, read row group by row group.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use parquet::basic::ConvertedType;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::Type;
use rollcall_model::ProblemCode;

use crate::error::IntakeError;
use crate::header::Shape;
use crate::opened::{Origin, Seekable};
use crate::parquet_row::{cells_of, column_names};
use crate::plan::Found;
use crate::sifter::{Sifter, joined};
use crate::text_table::cut_off;
use crate::{Format, Limits, RawRow, ReadSummary, Reading, RowSink, TablePlan};

const SHOWN_LINES: usize = 12;
const PROGRESS_ROWS: u64 = 1024;

/// An open file, with its temporary copy if it came out of an archive.
struct Opened {
    reader: SerializedFileReader<File>,
    /// Whether what it holds is locked though its table of contents is not.
    is_locked: bool,
    _file: Seekable,
}

/// Plans the one table of the file.
pub(crate) fn plan(origin: &Origin<'_>, limits: &Limits, found: &mut Found) {
    match survey(origin, limits) {
        Ok(plan) => found.take(plan, limits),
        Err(error) => found.fail(&error, origin),
    }
}

fn survey(origin: &Origin<'_>, limits: &Limits) -> Result<TablePlan, IntakeError> {
    let opened = open(origin, limits)?;
    let mut raw_lines = Vec::new();
    // Damage further down is told by the reading itself.
    let _later = go_through(origin, &opened, &mut |_, cells| {
        raw_lines.push(joined(&cells));
        if raw_lines.len() < SHOWN_LINES {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    let reading = Reading {
        format: Format::Parquet,
        encoding: "UTF-8".to_owned(),
        delimiter: None,
        quote: None,
        header_row: None,
        decimal_mark: None,
        totals_are_rows: false,
        one_table: false,
    };
    let shape = Shape {
        header_row: None,
        header: column_names(&schema(&opened)),
        header_rows: Vec::new(),
        preamble: Vec::new(),
    };
    Ok(TablePlan::from_shape(
        origin, None, reading, shape, raw_lines,
    ))
}

/// Reads the rows of the table into the sink, numbered from 1.
pub(crate) fn read(
    plan: &TablePlan,
    limits: &Limits,
    sink: &mut dyn RowSink,
) -> Result<ReadSummary, IntakeError> {
    let origin = plan.origin();
    let opened = open(&origin, limits)?;
    let rows = opened.reader.metadata().file_metadata().num_rows().max(1) as f64;
    let bytes = plan.file.bytes;
    let mut unpacked = 0_u64;
    let mut swollen = false;
    let mut sifter = Sifter::new(sink, plan);
    let outcome = go_through(&origin, &opened, &mut |row, cells| {
        if row.is_multiple_of(PROGRESS_ROWS) {
            let share = (row as f64 / rows).min(1.0);
            sifter.progress((share * bytes as f64) as u64, bytes);
        }
        // A value that is packed once may be told a thousand million times.
        unpacked += cells
            .iter()
            .map(|cell| cell.text.len() as u64 + 1)
            .sum::<u64>();
        if unpacked > limits.unpacked_bytes {
            swollen = true;
            return ControlFlow::Break(());
        }
        if cells.iter().any(|cell| cell.text.len() > limits.cell_bytes) {
            let reason = "A cell of this row is larger than this program takes.".to_owned();
            return sifter.set_aside(row, joined(&cells), ProblemCode::CellTooLarge, reason);
        }
        sifter.offer(&mut RawRow { row, cells }, None)
    });
    sifter.progress(bytes, bytes);
    let mut summary = sifter.finish();
    if swollen {
        return Err(IntakeError::TooLarge {
            file: origin.label(),
            reason: format!(
                "its rows come to more than the {} bytes this program unpacks",
                limits.unpacked_bytes
            ),
        });
    }
    match outcome {
        Err(error @ IntakeError::Damaged { .. }) if summary.rows_read > 0 => {
            summary.problems.push(cut_off(plan, &error, &summary));
        }
        Err(error) => return Err(error),
        Ok(()) => {}
    }
    Ok(summary)
}

fn open(origin: &Origin<'_>, limits: &Limits) -> Result<Opened, IntakeError> {
    let file = origin.seekable(limits)?;
    let input = File::open(&file.path).map_err(|error| origin.failed(&error))?;
    let mut end = File::open(&file.path).map_err(|error| origin.failed(&error))?;
    let is_locked = is_signed(&mut end).unwrap_or(false);
    let reader = unbroken(origin, || {
        SerializedFileReader::new(input).map_err(|error| situation(origin, &error))
    })?;
    let opened = Opened {
        reader,
        is_locked,
        _file: file,
    };
    refuse_unreadable_columns(origin, &opened)?;
    refuse_large_groups(origin, &opened, limits)?;
    Ok(opened)
}

/// A page of every column of a group is in memory at a time, and a page may be as large as its group.
fn refuse_large_groups(
    origin: &Origin<'_>,
    opened: &Opened,
    limits: &Limits,
) -> Result<(), IntakeError> {
    let largest = opened
        .reader
        .metadata()
        .row_groups()
        .iter()
        .map(|group| {
            let columns = group.columns().iter();
            columns.fold(0_u64, |sum, column| {
                let bytes = u64::try_from(column.uncompressed_size()).unwrap_or(u64::MAX);
                sum.saturating_add(bytes)
            })
        })
        .max()
        .unwrap_or_default();
    if largest <= limits.held_bytes {
        return Ok(());
    }
    let megabytes = limits.held_bytes / (1024 * 1024);
    Err(IntakeError::TooLarge {
        file: origin.label(),
        reason: format!(
            "a group of its rows takes more than {megabytes} megabytes of memory; export it with smaller row groups, or as CSV"
        ),
    })
}

/// Whether the table of contents is signed, as it is where columns are locked and it is not: after
/// the zero byte that ends it stand a nonce and a mark, 28 bytes, before its length and the letters
/// at the very end.
/// Source: apache/parquet-format, Encryption.md, 5.4 and 5.5.
fn is_signed(file: &mut File) -> std::io::Result<bool> {
    const SIGNATURE: usize = 28;
    const TAIL: usize = 8;
    let mut end = [0; 1 + SIGNATURE + TAIL];
    file.seek(SeekFrom::End(-(end.len() as i64)))?;
    file.read_exact(&mut end)?;
    Ok(end[0] == 0 && end[SIGNATURE] != 0)
}

fn schema(opened: &Opened) -> Arc<Type> {
    opened
        .reader
        .metadata()
        .file_metadata()
        .schema_descr()
        .root_schema_ptr()
}

/// Two columns of one name cannot be told apart by the reader, and intervals have no plain form.
fn refuse_unreadable_columns(origin: &Origin<'_>, opened: &Opened) -> Result<(), IntakeError> {
    let refused = |reason: String| IntakeError::NotThisFormat {
        file: origin.label(),
        reason,
    };
    let metadata = opened.reader.metadata().file_metadata();
    let mut paths: Vec<String> = Vec::new();
    for column in metadata.schema_descr().columns() {
        let name = column.path().string();
        if column.converted_type() == ConvertedType::INTERVAL {
            return Err(refused(format!(
                "its column “{name}” holds intervals, which have no plain form; leave it out of the export"
            )));
        }
        paths.push(column.path().parts().join("\0"));
    }
    paths.sort_unstable();
    match paths.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(refused(format!(
            "two of its columns are called “{}”; give them different names and export it again",
            pair[0].replace('\0', ".")
        ))),
        None => Ok(()),
    }
}

/// Gives every row, with its number, until told to stop. One page a column is in memory at a time.
fn go_through(
    origin: &Origin<'_>,
    opened: &Opened,
    visit: &mut dyn FnMut(u64, Vec<rollcall_model::Cell>) -> ControlFlow<()>,
) -> Result<(), IntakeError> {
    let schema = schema(opened);
    let failed = |error: ParquetError| {
        if opened.is_locked {
            let file = origin.label();
            return IntakeError::Encrypted { file };
        }
        situation(origin, &error)
    };
    unbroken(origin, || {
        let mut number = 0;
        for group in 0..opened.reader.num_row_groups() {
            let group = opened.reader.get_row_group(group).map_err(failed)?;
            for row in group.get_row_iter(None).map_err(failed)? {
                number += 1;
                let cells = cells_of(&row.map_err(failed)?, &schema);
                if visit(number, cells).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
}

/// Keeps a panic of the library, which damaged files provoke, from ending more than this file.
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

/// What a failure of the library means.
fn situation(origin: &Origin<'_>, error: &ParquetError) -> IntakeError {
    let told = error.to_string();
    if told.contains("ncrypt") {
        return IntakeError::Encrypted {
            file: origin.label(),
        };
    }
    let reason = if told.contains("ooter") || told.contains("magic") {
        "its table of contents, which stands at the end, is missing or broken"
    } else if told.contains("UTF-8") || told.contains("utf8") || told.contains("as String") {
        "a text in it holds bytes that are no characters"
    } else if told.contains("ompress") || told.contains("snappy") || told.contains("Codec") {
        "a part of it cannot be unpacked"
    } else {
        "a part of it is not what Parquet has there"
    };
    IntakeError::Damaged {
        file: origin.label(),
        reason: reason.to_owned(),
    }
}
