//! Splits decoded text into records, with true row numbers and without ever losing the rest of a
//! file to one open quote.
//!
//! A quote opens a cell only where a cell begins; inside, a doubled quote is a quote and a line
//! break is text. The raw bytes of a record stay in the buffer until the next one is asked for,
//! so that a record that cannot be split can be kept as it stands and reading can go on with the
//! line below it.

use std::io::{self, Read};

use memchr::{memchr, memchr2};
use rollcall_model::Cell;

use crate::Limits;
use crate::excerpt::{TrimEnd, excerpt, lossy};
use crate::field::{
    Field, Quoted, Shape, line_end, padded_quote, plain_length, scan_quoted, unquoted,
};

/// A record may be this many times as large as the largest cell.
const RECORD_CELLS: usize = 16;
const BUFFER_BYTES: usize = 256 * 1024;
/// A cell's memory is kept for the next row unless it is larger than this.
const KEPT_BYTES: usize = 4096;

/// The two characters that shape delimited text; both ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: Option<u8>,
    pub(crate) quote: Option<u8>,
}

/// What the reader came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A record; see [`RecordReader::cells`].
    Row,
    /// A line whose quote never closes; see [`RecordReader::excerpt`].
    OpenQuote,
    /// A record that was passed over for its size; see [`RecordReader::excerpt`].
    TooLarge,
    /// The last record, cut off because the input failed; see [`RecordReader::failure`].
    CutOff,
    /// Nothing is left.
    End,
}

/// Characters that were lost on the way from bytes to text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Losses {
    pub(crate) nul: u64,
    pub(crate) invalid: u64,
}

enum Scan {
    More,
    Record { end: usize, next: usize },
    Open { quote: usize },
    TooLarge { at: usize, quoted: bool },
}

/// Reads records from UTF-8 that may still hold a byte order mark's worth of surprises.
pub(crate) struct RecordReader<R> {
    input: R,
    dialect: Dialect,
    cell_bytes: usize,
    columns: usize,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    failure: Option<io::Error>,
    line_end: u8,
    row: u64,
    raw: (usize, usize),
    fields: Vec<Field>,
    excerpt: String,
}

impl<R: Read> RecordReader<R> {
    pub(crate) fn new(input: R, dialect: Dialect, limits: &Limits) -> Self {
        let mut reader = Self {
            input,
            dialect,
            cell_bytes: limits.cell_bytes,
            columns: limits.columns,
            buffer: vec![0; BUFFER_BYTES],
            start: 0,
            end: 0,
            ended: false,
            failure: None,
            line_end: b'\n',
            row: 0,
            raw: (0, 0),
            fields: Vec::new(),
            excerpt: String::new(),
        };
        reader.fill();
        reader.line_end = line_end(reader.window());
        reader
    }

    /// Goes to the next record that is not an empty line. Empty lines are numbered all the same.
    pub(crate) fn advance(&mut self) -> Step {
        loop {
            if self.start == self.end && !self.fill() {
                return Step::End;
            }
            match self.scan() {
                Scan::More => {
                    if self.end - self.start > self.cell_bytes.saturating_mul(RECORD_CELLS) {
                        let at = self.end - self.start;
                        return self.pass_over(at, false);
                    }
                    self.fill();
                }
                Scan::Record { end, next } => {
                    self.row += 1;
                    self.raw = (self.start, self.start + end);
                    self.start += next;
                    if end == 0 {
                        continue;
                    }
                    if self.failure.is_some() && self.start == self.end && next == end {
                        self.keep_excerpt();
                        return Step::CutOff;
                    }
                    return Step::Row;
                }
                Scan::Open { quote } => {
                    let after = self.window().get(quote..).unwrap_or_default();
                    let length = memchr(self.line_end, after).unwrap_or(after.len());
                    self.row += 1;
                    self.raw = (self.start, self.start + quote + length);
                    self.start = (self.start + quote + length + 1).min(self.end);
                    self.keep_excerpt();
                    return Step::OpenQuote;
                }
                Scan::TooLarge { at, quoted } => return self.pass_over(at, quoted),
            }
        }
    }

    /// The number of the record last come to, as a spreadsheet program shows it.
    pub(crate) fn row(&self) -> u64 {
        self.row
    }

    /// The record as it stands in the file, without its line end.
    pub(crate) fn raw(&self) -> &[u8] {
        self.buffer
            .get(self.raw.0..self.raw.1)
            .unwrap_or_default()
            .trim_ascii_end_of(b'\r')
    }

    /// The beginning of a record that was set aside.
    pub(crate) fn excerpt(&self) -> &str {
        &self.excerpt
    }

    /// Why the input ended early, if it did.
    pub(crate) fn failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// The cells of the record, with NUL characters taken out and bytes that are no characters
    /// replaced, both counted.
    pub(crate) fn cells(&self, losses: &mut Losses) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(self.fields.len());
        self.cells_into(&mut cells, losses);
        cells
    }

    /// The same in the memory of an earlier row.
    pub(crate) fn cells_into(&self, cells: &mut Vec<Cell>, losses: &mut Losses) {
        let raw = self.buffer.get(self.raw.0..self.raw.1).unwrap_or_default();
        let has_nul = memchr(0, raw).is_some();
        let text = std::str::from_utf8(raw);
        cells.resize_with(self.fields.len(), Cell::default);
        for (field, cell) in self.fields.iter().zip(cells) {
            cell.typed = None;
            let value = &mut cell.text;
            if value.capacity() > KEPT_BYTES {
                *value = String::new();
            }
            value.clear();
            match text {
                Ok(text) => value.push_str(text.get(field.start..field.end).unwrap_or_default()),
                Err(_) => {
                    *value = lossy(
                        raw.get(field.start..field.end).unwrap_or_default(),
                        &mut losses.invalid,
                    );
                }
            }
            if field.shape != Shape::Plain {
                *value = unquoted(value, field.shape, self.dialect);
            }
            if has_nul && value.contains('\0') {
                losses.nul += value.matches('\0').count() as u64;
                value.retain(|character| character != '\0');
            }
        }
    }

    fn window(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Moves what is left to the front and reads on; false when there is nothing more.
    fn fill(&mut self) -> bool {
        if self.ended {
            return false;
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let before = self.end;
        while let Some(space) = self.buffer.get_mut(self.end..).filter(|s| !s.is_empty()) {
            match self.input.read(space) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    self.ended = true;
                    break;
                }
            }
        }
        self.end > before
    }

    /// Finds the fields of the record at the start of the window.
    fn scan(&mut self) -> Scan {
        self.fields.clear();
        let data = self.buffer.get(self.start..self.end).unwrap_or_default();
        let mut at = 0;
        loop {
            let (field, stop) = if self.dialect.quote.is_some()
                && data.get(at).copied() == self.dialect.quote
            {
                match scan_quoted(
                    data,
                    at,
                    self.dialect,
                    self.line_end,
                    self.cell_bytes,
                    self.ended,
                ) {
                    Quoted::More => return Scan::More,
                    Quoted::Open => return Scan::Open { quote: at },
                    Quoted::TooLarge { at } => return Scan::TooLarge { at, quoted: true },
                    Quoted::Closed { field, next } => (field, next),
                }
            } else if let Some(padded) =
                padded_quote(data, at, self.dialect, self.line_end, self.ended)
            {
                padded
            } else {
                let Some(length) = plain_length(data, at, self.dialect, self.line_end, self.ended)
                else {
                    if data.len() - at > self.cell_bytes {
                        return Scan::TooLarge {
                            at: data.len(),
                            quoted: false,
                        };
                    }
                    return Scan::More;
                };
                let field = Field {
                    start: at,
                    end: at + length,
                    shape: Shape::Plain,
                };
                (field, at + length)
            };
            if field.end - field.start > self.cell_bytes {
                return Scan::TooLarge {
                    at: stop,
                    quoted: false,
                };
            }
            let last = data.get(stop).copied() != self.dialect.delimiter || stop >= data.len();
            let mut field = field;
            if last && field.shape == Shape::Plain && field.end == stop {
                while field.end > field.start && data.get(field.end - 1) == Some(&b'\r') {
                    field.end -= 1;
                }
            }
            if self.fields.len() <= self.columns {
                self.fields.push(field);
            } else if let Some(rest) = self.fields.last_mut() {
                // Far too many cells: the last one takes all that follows, so nothing is lost.
                rest.end = field.end;
                rest.shape = Shape::Plain;
            }
            if last {
                // Nothing but a line end; `""` is a cell all the same.
                let blank = self.fields.len() == 1 && field.start == 0 && field.end == 0;
                return Scan::Record {
                    end: if blank { 0 } else { stop },
                    next: (stop + 1).min(data.len()),
                };
            }
            at = stop + 1;
        }
    }

    fn pass_over(&mut self, from: usize, mut quoted: bool) -> Step {
        self.row += 1;
        self.raw = (self.start, (self.start + from).min(self.end));
        self.keep_excerpt();
        self.start = (self.start + from).min(self.end);
        loop {
            let data = self.window();
            let found = match self.dialect.quote.filter(|_| quoted) {
                Some(quote) => memchr2(quote, self.line_end, data),
                None => memchr(self.line_end, data),
            };
            let Some(found) = found else {
                self.start = self.end;
                if self.fill() {
                    continue;
                }
                return Step::TooLarge;
            };
            let line_ended = data.get(found) == Some(&self.line_end);
            self.start += found + 1;
            if line_ended {
                return Step::TooLarge;
            }
            quoted = false;
        }
    }

    fn keep_excerpt(&mut self) {
        let raw = self.buffer.get(self.raw.0..self.raw.1).unwrap_or_default();
        self.excerpt = excerpt(raw.trim_ascii_end_of(b'\r'));
    }
}
