//! Rows from a reader on their way into the store, in chunks.

use std::ops::ControlFlow;

use rollcall_checks::ColumnCount;
use rollcall_intake::{RawRow, RowSink, SetAside};
use rollcall_model::{LoadId, ProblemCode, RecordId};
use rollcall_store::{RawRows, Store, StoredSetAside};

use super::already::Already;
use super::count_beside::CountBeside;
use crate::refuse_erased::Gate;
use crate::{EngineError, Watch};

/// Rows written in one transaction: small enough that cancelling and other writing get in.
const CHUNK: usize = 5_000;
/// Bytes of cells after which a chunk is written, however few rows it has.
const CHUNK_BYTES: usize = 8 * 1024 * 1024;

/// What came in.
pub(super) struct Taken {
    pub(super) loaded: u64,
    pub(super) aside: u64,
    /// What the columns hold.
    pub(super) columns: Vec<ColumnCount>,
}

/// Takes rows from a reader and writes them in chunks.
pub(super) struct Sink<'a> {
    store: &'a Store,
    load: LoadId,
    next: i64,
    loaded: u64,
    aside: u64,
    rows_before: u64,
    gate: Option<&'a mut Gate>,
    already: Option<&'a mut Already>,
    rows: RawRows,
    columns: CountBeside,
    set_aside: Vec<StoredSetAside>,
    error: Option<EngineError>,
    watch: &'a dyn Watch,
}

impl<'a> Sink<'a> {
    pub(super) fn new(
        store: &'a Store,
        load: LoadId,
        first: RecordId,
        rows_before: u64,
        gate: Option<&'a mut Gate>,
        columns: CountBeside,
        watch: &'a dyn Watch,
    ) -> Self {
        Self {
            store,
            load,
            next: first.0,
            loaded: 0,
            aside: 0,
            rows_before,
            gate,
            already: None,
            rows: RawRows::default(),
            columns,
            set_aside: Vec::new(),
            error: None,
            watch,
        }
    }

    /// The same, without rows that stand elsewhere already.
    pub(super) fn without(mut self, already: Option<&'a mut Already>) -> Self {
        self.already = already;
        self
    }

    fn flush(&mut self) -> Result<(), EngineError> {
        self.columns.hand_over();
        if !self.rows.is_empty() {
            self.store.add_rows(self.load, &self.rows)?;
            self.rows.clear();
        }
        if !self.set_aside.is_empty() {
            self.store.add_set_aside(self.load, &self.set_aside)?;
            self.set_aside.clear();
        }
        self.watch.progress(self.rows_before + self.loaded, None);
        self.watch.check()
    }

    fn step(&mut self) -> ControlFlow<()> {
        if self.rows.len() + self.set_aside.len() < CHUNK && self.rows.bytes() < CHUNK_BYTES {
            return ControlFlow::Continue(());
        }
        match self.flush() {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    pub(super) fn finish(mut self) -> Result<Taken, EngineError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        self.flush()?;
        Ok(Taken {
            loaded: self.loaded,
            aside: self.aside,
            columns: self.columns.finish(),
        })
    }
}

impl RowSink for Sink<'_> {
    fn row(&mut self, row: &RawRow) -> ControlFlow<()> {
        if let Some(reason) = self.gate.as_mut().and_then(|gate| gate.refuses(row)) {
            self.set_aside.push(StoredSetAside {
                row: row.row,
                code: ProblemCode::ErasedPerson.code().to_owned(),
                reason,
                text: String::new(),
            });
            self.aside += 1;
            return self.step();
        }
        let already = self.already.as_mut();
        if let Some(aside) = already.and_then(|already| already.set_aside(row.row, &row.cells)) {
            self.set_aside.push(aside);
            self.aside += 1;
            return self.step();
        }
        match self.rows.push(RecordId(self.next), row.row, &row.cells) {
            Ok(()) => {
                self.columns.add(RecordId(self.next), &row.cells);
                self.next += 1;
                self.loaded += 1;
                self.step()
            }
            Err(error) => {
                self.error = Some(error.into());
                ControlFlow::Break(())
            }
        }
    }

    fn set_aside(&mut self, row: SetAside) -> ControlFlow<()> {
        let row = match self.gate.as_mut() {
            Some(gate) => gate.sift(row),
            None => StoredSetAside {
                row: row.row,
                code: row.code.code().to_owned(),
                reason: row.reason,
                text: row.text,
            },
        };
        self.set_aside.push(row);
        self.aside += 1;
        self.step()
    }
}
