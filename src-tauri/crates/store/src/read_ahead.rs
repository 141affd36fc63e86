//! Going through the records of a load: while some are visited, the next are read and unpacked.

use std::ops::ControlFlow;
use std::thread::{Scope, ScopedJoinHandle, available_parallelism};

use rusqlite::{Connection, Row};

use crate::{Store, StoreError, StoredLoad};

/// More threads than this do not read faster.
const MOST_READERS: usize = 4;

impl Store {
    /// Goes through what a question gives for the records of a load, in their order, until told to
    /// stop. The question's two parameters are the first and the last number of some of the records;
    /// what reading an answer needs is got ready in the same transaction.
    pub(crate) fn visit<N, T: Send, E: From<StoreError>>(
        &self,
        question: &str,
        load: &StoredLoad,
        ready: impl Fn(&Connection) -> Result<N, StoreError> + Sync,
        read: impl Fn(&N, &Row<'_>) -> Result<T, StoreError> + Sync,
        mut visit: impl FnMut(T) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        let readers = available_parallelism().map_or(1, usize::from);
        let mut pieces = Pieces::of(load, readers.min(MOST_READERS));
        let read_piece = |piece| self.read_piece(question, piece, &ready, &read);
        std::thread::scope(|scope| {
            let mut ahead = start(scope, pieces.next(), &read_piece);
            while !ahead.is_empty() {
                let now = std::mem::replace(&mut ahead, start(scope, pieces.next(), &read_piece));
                for piece in now {
                    for item in finished(piece)? {
                        if visit(item)?.is_break() {
                            return Ok(());
                        }
                    }
                }
            }
            Ok(())
        })
    }

    fn read_piece<N, T>(
        &self,
        question: &str,
        piece: [i64; 2],
        ready: &impl Fn(&Connection) -> Result<N, StoreError>,
        read: &impl Fn(&N, &Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.connections.read(|connection| {
            let needed = ready(connection)?;
            let mut statement = connection.prepare_cached(question)?;
            let mut rows = statement.query(piece)?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(read(&needed, row)?);
            }
            Ok(found)
        })
    }
}

/// Starts a thread for each piece.
fn start<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    pieces: Vec<[i64; 2]>,
    read: &'scope (impl Fn([i64; 2]) -> T + Sync),
) -> Vec<ScopedJoinHandle<'scope, T>> {
    let pieces = pieces.into_iter();
    pieces
        .map(|piece| scope.spawn(move || read(piece)))
        .collect()
}

/// What a thread came back with; should it panic, so does this one.
fn finished<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The numbers of a load's records in pieces: small ones first, for those who stop soon.
struct Pieces {
    next: i64,
    last: i64,
    size: i64,
    at_once: usize,
}

impl Pieces {
    const SMALLEST: i64 = 64;
    const LARGEST: i64 = 4_096;

    fn of(load: &StoredLoad, at_once: usize) -> Self {
        Self {
            next: load.first.0,
            last: load.last.0,
            size: Self::SMALLEST,
            at_once,
        }
    }

    /// First and last number of the next pieces; none after the last record.
    fn next(&mut self) -> Vec<[i64; 2]> {
        let mut pieces = Vec::new();
        while pieces.len() < self.at_once && self.next <= self.last {
            let last = self.last.min(self.next.saturating_add(self.size - 1));
            pieces.push([self.next, last]);
            self.next = last.saturating_add(1);
        }
        self.size = (2 * self.size).min(Self::LARGEST);
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::Pieces;

    #[test]
    fn pieces_are_every_record_once_in_order() {
        for (first, last) in [(1, 0), (5, 5), (1, 64), (7, 20_000)] {
            let mut pieces = Pieces {
                next: first,
                last,
                size: Pieces::SMALLEST,
                at_once: 3,
            };
            let mut seen = Vec::new();
            loop {
                let some = pieces.next();
                if some.is_empty() {
                    break;
                }
                assert!(some.len() <= 3);
                seen.extend(some.into_iter().flat_map(|[from, to]| from..=to));
            }
            assert!(seen.into_iter().eq(first..=last), "{first} {last}");
        }
    }
}
