//! Rows on their way out of a file, loaded or set aside.

use std::ops::ControlFlow;

use rollcall_model::{Cell, Problem, ProblemCode};

/// One row as it stood in the file, with as many cells as the table has columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RawRow {
    /// The number a spreadsheet program shows beside it.
    pub row: u64,
    /// Its cells, in the order of the columns.
    pub cells: Vec<Cell>,
}

/// A row that was not loaded, with why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The number a spreadsheet program shows beside it.
    pub row: u64,
    /// The row as it stands in the file, at most 4 KiB, cut with `…`.
    pub text: String,
    /// Which situation it is.
    pub code: ProblemCode,
    /// Why, one sentence.
    pub reason: String,
}

/// Takes the rows of a table one by one. Each method may break, which cancels the reading.
pub trait RowSink {
    /// A row to load; the reader uses its memory again for the next one.
    fn row(&mut self, row: &RawRow) -> ControlFlow<()>;
    /// A row that cannot be loaded as it is.
    fn set_aside(&mut self, row: SetAside) -> ControlFlow<()>;
    /// How far the reading has come, in bytes of the unpacked file.
    fn progress(&mut self, _done_bytes: u64, _total_bytes: u64) {}
}

/// The account of one reading: nothing is dropped in silence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadSummary {
    /// Rows under the header that hold anything; always the sum of the next two.
    pub rows_read: u64,
    /// Rows given to [`RowSink::row`].
    pub rows_loaded: u64,
    /// Rows given to [`RowSink::set_aside`].
    pub rows_set_aside: u64,
    /// Whether the sink broke off.
    pub cancelled: bool,
    /// What was noticed on the way.
    pub problems: Vec<Problem>,
}
