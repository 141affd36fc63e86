//! Rows from a reader on their way into the store, in chunks.

use std::ops::ControlFlow;

use rollcall_intake::{RawRow, RowSink, SetAside};
use rollcall_model::{LoadId, ProblemCode, RecordId};
use rollcall_store::{RawRows, Store, StoredSetAside};

use crate::refuse_erased::Gate;
use crate::{EngineError, Watch};

/// Rows written in one transaction: small enough that cancelling and other writing get in.
const CHUNK: usize = 5_000;
/// Bytes of cells after which a chunk is written, however few rows it has.
const CHUNK_BYTES: usize = 8 * 1024 * 1024;

/// Takes rows from a reader and writes them in chunks.
pub(super) struct Sink<'a> {
    store: &'a Store,
    load: LoadId,
    next: i64,
    loaded: u64,
    aside: u64,
    rows_before: u64,
    gate: Option<&'a mut Gate>,
    rows: RawRows,
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
            rows: RawRows::default(),
            set_aside: Vec::new(),
            error: None,
            watch,
        }
    }

    fn flush(&mut self) -> Result<(), EngineError> {
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

    pub(super) fn finish(mut self) -> Result<(u64, u64), EngineError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        self.flush()?;
        Ok((self.loaded, self.aside))
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
        match self.rows.push(RecordId(self.next), row.row, &row.cells) {
            Ok(()) => {
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
