//! Tables whose rows name their own columns, as JSON objects and contact cards do.
//!
//! Such a file is gone through once to learn its columns, since any row may bring one that no other
//! has; then its rows are streamed, one in memory at a time.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use encoding_rs::Encoding;
use rollcall_model::{Cell, ProblemCode};

use crate::error::IntakeError;
use crate::excerpt::excerpt;
use crate::header::Shape;
use crate::opened::Origin;
use crate::record::Losses;
use crate::sifter::Sifter;
use crate::text_table::cut_off;
use crate::{Format, Limits, RawRow, ReadSummary, Reading, RowSink, TablePlan};

const PROGRESS_ROWS: u64 = 1024;
/// A row may be this many times as large as the largest cell.
pub(crate) const ROW_CELLS: usize = 16;

/// One row, or what stands where one should be.
pub(crate) enum Item<'a> {
    Row {
        raw: &'a str,
        cells: Vec<(String, Cell)>,
    },
    Broken {
        text: String,
        code: ProblemCode,
        reason: String,
    },
}

/// Takes a row's number, the row, and how many bytes of how many are read.
pub(crate) type Visit<'v> = dyn FnMut(u64, Item<'_>, (u64, u64)) -> ControlFlow<()> + 'v;

/// The columns of a table, in the order in which the file first names them. A name that one row
/// bears twice is two columns.
#[derive(Default)]
pub(crate) struct Columns {
    names: Vec<String>,
    places: BTreeMap<String, Vec<usize>>,
    /// The last row that has a cell in each column.
    filled_by: Vec<u64>,
    row: u64,
}

impl Columns {
    /// The columns of a table that was planned.
    fn known(header: &[String]) -> Self {
        let mut columns = Self::default();
        for name in header {
            columns.add(name.clone());
        }
        columns.row = 1;
        columns
    }

    /// Takes the columns of one row; one more than the limit is enough to tell that there are too
    /// many.
    pub(crate) fn take(&mut self, cells: Vec<(String, Cell)>, limits: &Limits) {
        self.row += 1;
        for (name, _) in cells {
            if self.free_place(&name).is_none() && self.names.len() <= limits.columns {
                self.add(name);
            }
        }
    }

    fn add(&mut self, name: String) {
        let place = self.names.len();
        self.places.entry(name.clone()).or_default().push(place);
        self.names.push(name);
        self.filled_by.push(self.row);
    }

    /// The first column of that name that has no cell of this row yet; it has one from then on.
    fn free_place(&mut self, name: &str) -> Option<usize> {
        let row = self.row;
        let free = |place: &usize| self.filled_by.get(*place).is_some_and(|last| *last != row);
        let place = self.places.get(name)?.iter().copied().find(free)?;
        *self.filled_by.get_mut(place)? = row;
        Some(place)
    }

    /// Goes through a table to learn its columns. What comes before some damage is read, and the
    /// damage is told then.
    pub(crate) fn of(
        limits: &Limits,
        each: impl FnOnce(&mut Visit<'_>) -> Result<(), IntakeError>,
    ) -> Result<Self, IntakeError> {
        let mut columns = Self::default();
        let outcome = each(&mut |_, item, _| {
            if let Item::Row { cells, .. } = item {
                columns.take(cells, limits);
            }
            ControlFlow::Continue(())
        });
        match outcome {
            Err(IntakeError::Damaged { .. }) if !columns.names.is_empty() => Ok(columns),
            Err(error) => Err(error),
            Ok(()) => Ok(columns),
        }
    }

    /// The plan of a table of these columns.
    pub(crate) fn plan(
        self,
        origin: &Origin<'_>,
        list: Option<String>,
        format: Format,
        encoding: &'static Encoding,
        raw_lines: Vec<String>,
    ) -> TablePlan {
        let reading = Reading {
            format,
            encoding: encoding.name().to_owned(),
            delimiter: None,
            quote: None,
            header_row: None,
            decimal_mark: None,
            totals_are_rows: false,
            one_table: false,
        };
        let shape = Shape {
            header_row: None,
            header: self.names,
            header_rows: Vec::new(),
            preamble: Vec::new(),
        };
        TablePlan::from_shape(origin, list, reading, shape, raw_lines)
    }
}

/// Reads the rows that `each` goes through into the sink.
pub(crate) fn read(
    plan: &TablePlan,
    limits: &Limits,
    sink: &mut dyn RowSink,
    each: impl FnOnce(&mut Visit<'_>) -> Result<(), IntakeError>,
) -> Result<ReadSummary, IntakeError> {
    let mut columns = Columns::known(&plan.header);
    let mut sifter = Sifter::new(sink, plan);
    let outcome = each(&mut |row, item, (done, total)| {
        if row.is_multiple_of(PROGRESS_ROWS) {
            sifter.progress(done, total);
        }
        let (raw, found) = match item {
            Item::Row { raw, cells } => (raw, cells),
            Item::Broken { text, code, reason } => {
                return sifter.set_aside(row, text, code, reason);
            }
        };
        if found
            .iter()
            .any(|(_, cell)| cell.text.len() > limits.cell_bytes)
        {
            let reason = "A cell of this row is larger than this program takes.".to_owned();
            let text = excerpt(raw.as_bytes());
            return sifter.set_aside(row, text, ProblemCode::CellTooLarge, reason);
        }
        let mut losses = Losses::default();
        let mut cells = vec![Cell::default(); plan.header.len()];
        columns.row += 1;
        for (name, mut cell) in found {
            losses.nul += cell.text.matches('\0').count() as u64;
            losses.invalid += cell.text.matches('\u{FFFD}').count() as u64;
            cell.text.retain(|character| character != '\0');
            let place = columns.free_place(&name);
            if let Some(place) = place.and_then(|place| cells.get_mut(place)) {
                *place = cell;
            }
        }
        sifter.lost(row, losses);
        sifter.offer(&mut RawRow { row, cells }, Some(raw.as_bytes()))
    });
    let mut summary = sifter.finish();
    match outcome {
        Err(error @ IntakeError::Damaged { .. }) if !summary.cancelled => {
            summary.problems.push(cut_off(plan, &error, &summary));
        }
        Err(error) if !summary.cancelled => return Err(error),
        _ => {}
    }
    Ok(summary)
}

/// The encoding of that name.
pub(crate) fn known_encoding(name: &str) -> Result<&'static Encoding, IntakeError> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| IntakeError::UnknownEncoding {
        encoding: name.to_owned(),
    })
}
