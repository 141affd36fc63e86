//! How a file of headers is written: what is written from it is written the same way.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rollcall_delivery::{FileFormat, FileRules, LineEnd, Mode, Quoting, Separator, TextEncoding};
use rollcall_intake::{Format, TablePlan};

use crate::EngineError;

/// So much of a file tells its mark and how its lines end.
const HEAD_BYTES: u64 = 1 << 20;

/// Text or workbook; anything else could not be written back.
///
/// # Errors
/// For other formats, with what to do.
pub(super) fn format_of(plan: &TablePlan) -> Result<FileFormat, EngineError> {
    match plan.reading.format {
        Format::Text if plan.member.is_none() => Ok(FileFormat::Csv),
        Format::Xlsx if plan.member.is_none() => Ok(FileFormat::Xlsx),
        format => Err(EngineError::invalid(format!(
            "\"{}\" is {}. Save the template as CSV or XLSX and choose that file.",
            plan.file.label,
            if plan.member.is_some() {
                "an archive"
            } else {
                format.label()
            }
        ))),
    }
}

/// The rules a file of the same kind follows.
///
/// # Errors
/// When the file cannot be read, or is in an encoding nobody can write.
pub(super) fn rules(plan: &TablePlan, format: FileFormat) -> Result<FileRules, EngineError> {
    let mut rules = FileRules {
        mode: Mode::ForUpload,
        format,
        line_end: LineEnd::Crlf,
        separator: Separator::Comma,
        quoting: Quoting::Needed,
        encoding: TextEncoding::Utf8,
        has_header: true,
        blank: String::new(),
        sheet: plan.sheet.clone().unwrap_or_else(|| "Sheet1".to_owned()),
    };
    if format == FileFormat::Xlsx {
        return Ok(rules);
    }
    let head = head_of(&plan.file.path)?;
    rules.encoding = encoding(plan, &head)?;
    rules.line_end = line_end(&head);
    rules.quoting = quoting(plan);
    if let Some(delimiter) = plan.reading.delimiter {
        rules.separator = u8::try_from(delimiter)
            .ok()
            .and_then(Separator::of_byte)
            .ok_or_else(|| {
                EngineError::invalid(format!(
                    "The columns of \"{}\" are parted by \"{delimiter}\". Use commas, semicolons, tabs or bars.",
                    plan.file.label
                ))
            })?;
    }
    Ok(rules)
}

/// How a file will be written, in words.
pub(super) fn sentence(plan: &TablePlan) -> String {
    let Ok(rules) = format_of(plan).and_then(|format| rules(plan, format)) else {
        return String::new();
    };
    if rules.format == FileFormat::Xlsx {
        return format!(
            "As a workbook with the sheet \"{}\", every cell text, for leading zeros and plus signs to stay.",
            rules.sheet
        );
    }
    let separator = match rules.separator {
        Separator::Comma => "commas",
        Separator::Semicolon => "semicolons",
        Separator::Tab => "tabs",
        Separator::Pipe => "bars",
    };
    format!(
        "As text parted by {separator}, in {}, as your file is.",
        String::from(rules.encoding)
    )
}

fn head_of(path: &Path) -> Result<Vec<u8>, EngineError> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head));
    read.map_err(|error| {
        EngineError::invalid(format!(
            "\"{}\" could not be read ({error}).",
            path.display()
        ))
    })?;
    Ok(head)
}

fn encoding(plan: &TablePlan, head: &[u8]) -> Result<TextEncoding, EngineError> {
    if head.starts_with(b"\xef\xbb\xbf") {
        return Ok(TextEncoding::Utf8Bom);
    }
    // A header of ASCII alone says nothing; UTF-8 is what holds every name.
    if head.is_ascii() {
        return Ok(TextEncoding::Utf8);
    }
    TextEncoding::try_from(plan.reading.encoding.clone()).map_err(|_| {
        EngineError::invalid(format!(
            "\"{}\" is in the encoding {}, which is not written. Save it as UTF-8.",
            plan.file.label, plan.reading.encoding
        ))
    })
}

fn line_end(head: &[u8]) -> LineEnd {
    let first = head.iter().position(|byte| *byte == b'\n');
    let before = first
        .and_then(|position| position.checked_sub(1))
        .and_then(|position| head.get(position));
    // In UTF-16 a zero stands between them.
    let is_crlf = matches!(before, Some(b'\r')) || head.windows(3).any(|three| three == b"\r\0\n");
    if is_crlf || first.is_none() {
        LineEnd::Crlf
    } else {
        LineEnd::Lf
    }
}

/// Every header in quotes says that every cell is.
fn quoting(plan: &TablePlan) -> Quoting {
    let row = plan.reading.header_row.unwrap_or(1);
    let line = usize::try_from(row.saturating_sub(1))
        .ok()
        .and_then(|line| plan.raw_lines.get(line));
    let delimiter = plan.reading.delimiter.unwrap_or(',');
    let is_quoted = line.is_some_and(|line| {
        line.trim_end()
            .split(delimiter)
            .all(|cell| cell.len() >= 2 && cell.starts_with('"') && cell.ends_with('"'))
    });
    if is_quoted {
        Quoting::Every
    } else {
        Quoting::Needed
    }
}
