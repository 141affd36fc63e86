//! Counting what columns hold while they are loaded, in a thread beside.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use chrono::NaiveDate;
use rollcall_checks::ColumnCount;
use rollcall_model::{Cell, DecimalMark, RecordId};

use crate::profile_load::{ColumnTexts, Counter};

/// Takes rows and counts them a chunk behind the loading.
pub(super) struct CountBeside {
    chunk: Chunk,
    chunks: SyncSender<Chunk>,
    /// Chunks that were counted, for their memory.
    counted: Receiver<Chunk>,
    thread: JoinHandle<Vec<ColumnCount>>,
}

/// Rows that follow each other, column by column.
struct Chunk {
    first: RecordId,
    rows: usize,
    columns: Vec<ColumnTexts>,
}

impl Chunk {
    fn new(width: usize) -> Self {
        Self {
            first: RecordId(0),
            rows: 0,
            columns: std::iter::repeat_with(ColumnTexts::default)
                .take(width)
                .collect(),
        }
    }

    fn clear(&mut self) {
        self.rows = 0;
        self.columns.iter_mut().for_each(ColumnTexts::clear);
    }
}

impl CountBeside {
    pub(super) fn start(header: &[String], mark: Option<DecimalMark>, today: NaiveDate) -> Self {
        let mut counter = Counter::new(header, mark, today);
        // One chunk is filled, one waits, one is counted.
        let (chunks, to_count) = sync_channel::<Chunk>(1);
        let (give_back, counted) = sync_channel::<Chunk>(3);
        let thread = std::thread::spawn(move || {
            for mut chunk in to_count {
                counter.add_columns(&chunk.columns, chunk.first);
                chunk.clear();
                // Nobody waits for it when the loading has ended.
                let _ = give_back.send(chunk);
            }
            counter.finish()
        });
        Self {
            chunk: Chunk::new(header.len()),
            chunks,
            counted,
            thread,
        }
    }

    /// Takes a row. Records of a chunk follow each other.
    pub(super) fn add(&mut self, record: RecordId, cells: &[Cell]) {
        if self.chunk.rows == 0 {
            self.chunk.first = record;
        }
        self.chunk.rows += 1;
        for (column, texts) in self.chunk.columns.iter_mut().enumerate() {
            texts.push(cells.get(column).map_or("", |cell| cell.text.as_str()));
        }
    }

    /// Hands the rows taken so far to the thread.
    pub(super) fn hand_over(&mut self) {
        if self.chunk.rows == 0 {
            return;
        }
        let width = self.chunk.columns.len();
        let next = self
            .counted
            .try_recv()
            .unwrap_or_else(|_| Chunk::new(width));
        let full = std::mem::replace(&mut self.chunk, next);
        // The thread ends early only when it panics, which finishing passes on.
        let _ = self.chunks.send(full);
    }

    /// What was counted.
    pub(super) fn finish(mut self) -> Vec<ColumnCount> {
        self.hand_over();
        drop(self.chunks);
        drop(self.counted);
        self.thread
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}
