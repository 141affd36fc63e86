//! Figures over a whole run, counted once and kept until something is written.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rollcall_model::RunId;
use rusqlite::Connection;

use crate::ordered::Ordered;
use crate::{Moment, RowSet, Store, StoreError};

/// What was counted, by what it is called and its run or other number, with the number of writes until then.
#[derive(Default)]
pub(crate) struct Kept {
    figures: Mutex<BTreeMap<(&'static str, i64), (u64, Box<dyn Any + Send>)>>,
    rows: Mutex<Vec<KeptRows>>,
    orders: Mutex<Vec<KeptOrder>>,
    answers: Mutex<BTreeMap<&'static str, Answer>>,
}

/// What was worked out, behind what it was made from.
type Answer = (String, Arc<dyn Any + Send + Sync>);

/// Bytes that sets of rows may take together; at least one is kept.
const MOST_BYTES: usize = 16 << 20;
/// So many sets are kept, the ones used last.
const MOST_SETS: usize = 64;

/// Rows that were found, under a name that tells what was asked, with the number of writes until then.
struct KeptRows {
    name: String,
    writes: u64,
    rows: Arc<RowSet>,
}

/// Rows in an order, under a name that tells which, with the number of writes until then.
struct KeptOrder {
    name: String,
    writes: u64,
    order: Arc<Ordered>,
}

/// So many orders are kept, the ones used last: each takes eight bytes a row.
const MOST_ORDERS: usize = 4;

impl Store {
    /// The state the file is in, by which what was read earlier is known to hold still; nothing while somebody writes,
    /// and beside another program that may write.
    pub fn moment(&self) -> Option<Moment> {
        self.is_alone().then(|| self.connections.moment())?
    }

    /// A figure of a run: the one kept where nothing was written since it was counted, else counted
    /// and kept. Beside another program that may write, it is counted each time.
    pub(crate) fn figure<T: Clone + Send + 'static>(
        &self,
        name: &'static str,
        run: RunId,
        count: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.figure_of(name, run.0, count)
    }

    /// The same of anything that a number tells.
    pub(crate) fn figure_of<T: Clone + Send + 'static>(
        &self,
        name: &'static str,
        number: i64,
        count: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if !self.is_alone() {
            return self.connections.read(count);
        }
        // Told before counting: what is written meanwhile makes the figure old.
        let writes = self.connections.writes();
        let figures = || {
            let held = self.kept.figures.lock();
            held.unwrap_or_else(PoisonError::into_inner)
        };
        if let Some((then, figure)) = figures().get(&(name, number))
            && *then == writes
            && let Some(figure) = figure.downcast_ref::<T>()
        {
            return Ok(figure.clone());
        }
        let figure = self.connections.read(count)?;
        figures().insert((name, number), (writes, Box::new(figure.clone())));
        Ok(figure)
    }

    /// What was worked out before under a name, where it was made from the same, else worked out now. Whatever is written
    /// meanwhile, it holds until it is made from something else; it is gone with the open project.
    ///
    /// # Errors
    /// When it cannot be worked out.
    pub fn remembered<T: Send + Sync + 'static, E>(
        &self,
        name: &'static str,
        made_from: String,
        work_out: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let answers = || {
            let held = self.kept.answers.lock();
            held.unwrap_or_else(PoisonError::into_inner)
        };
        let known = answers().get(name).cloned();
        if let Some((then, answer)) = known
            && then == made_from
            && let Ok(answer) = answer.downcast::<T>()
        {
            return Ok(answer);
        }
        let answer = Arc::new(work_out()?);
        let held: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&answer);
        answers().insert(name, (made_from, held));
        Ok(answer)
    }

    /// Rows that were found before under this name, where nothing was written since, else found now and kept.
    pub(crate) fn kept_rows(
        &self,
        name: &str,
        find: impl FnOnce() -> Result<RowSet, StoreError>,
    ) -> Result<Arc<RowSet>, StoreError> {
        if let Some(known) = self.remembered_rows(name) {
            return Ok(known);
        }
        // Told before finding: what is written meanwhile makes them old.
        let writes = self.connections.writes();
        let rows = Arc::new(find()?);
        self.remember_rows(name.to_owned(), writes, Arc::clone(&rows));
        Ok(rows)
    }

    /// Rows that were found under this name, where nothing was written since.
    pub(crate) fn remembered_rows(&self, name: &str) -> Option<Arc<RowSet>> {
        let mut kept = self.kept_sets();
        let place = kept.iter().position(|one| one.name == name)?;
        let found = kept.remove(place);
        if !self.is_alone() || found.writes != self.connections.writes() {
            return None;
        }
        let rows = Arc::clone(&found.rows);
        kept.push(found);
        Some(rows)
    }

    /// Keeps rows under a name; those used longest ago go where there is no more room.
    pub(crate) fn remember_rows(&self, name: String, writes: u64, rows: Arc<RowSet>) {
        if !self.is_alone() {
            return;
        }
        let mut kept = self.kept_sets();
        kept.retain(|one| one.name != name && one.writes == writes);
        kept.push(KeptRows { name, writes, rows });
        while kept.len() > 1
            && (kept.len() > MOST_SETS
                || kept.iter().map(|one| one.rows.bytes()).sum::<usize>() > MOST_BYTES)
        {
            kept.remove(0);
        }
    }

    /// Rows that were put in order before under this name, where nothing was written since, else now and kept.
    pub(crate) fn kept_order(
        &self,
        name: &str,
        find: impl FnOnce() -> Result<Ordered, StoreError>,
    ) -> Result<Arc<Ordered>, StoreError> {
        if !self.is_alone() {
            return Ok(Arc::new(find()?));
        }
        // Told before finding: what is written meanwhile makes them old.
        let writes = self.connections.writes();
        let orders = || {
            let held = self.kept.orders.lock();
            held.unwrap_or_else(PoisonError::into_inner)
        };
        let mut kept = orders();
        kept.retain(|one| one.writes == writes);
        if let Some(place) = kept.iter().position(|one| one.name == name) {
            let found = kept.remove(place);
            let order = Arc::clone(&found.order);
            kept.push(found);
            return Ok(order);
        }
        drop(kept);
        let order = Arc::new(find()?);
        let mut kept = orders();
        kept.push(KeptOrder {
            name: name.to_owned(),
            writes,
            order: Arc::clone(&order),
        });
        while kept.len() > MOST_ORDERS {
            kept.remove(0);
        }
        Ok(order)
    }

    fn kept_sets(&self) -> MutexGuard<'_, Vec<KeptRows>> {
        self.kept
            .rows
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Store, StoreError};
    use rollcall_model::RunId;

    #[test]
    fn what_is_made_from_the_same_is_worked_out_once() -> Result<(), StoreError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kept.rollcall");
        let store = Store::create(&path, "Kept", "2026-11-23T10:00:00Z")?;
        let mut times = 0;
        let mut ask = |made_from: &str| -> Result<u64, StoreError> {
            let answer = store.remembered("times", made_from.to_owned(), || {
                times += 1;
                Ok::<u64, StoreError>(times)
            });
            // Whatever is written in between.
            store.connections.write(|_| Ok(()))?;
            answer.map(|answer| *answer)
        };
        assert_eq!((ask("a")?, ask("a")?), (1, 1));
        assert_eq!((ask("b")?, ask("b")?, ask("a")?), (2, 2, 3));
        Ok(())
    }

    #[test]
    fn a_moment_is_over_as_soon_as_something_is_written() -> Result<(), StoreError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kept.rollcall");
        let store = Store::create(&path, "Kept", "2026-11-23T10:00:00Z")?;
        let first = store.moment();
        assert!(first.is_some());
        assert_eq!(store.moment(), first);
        // What is committed already is told by no moment of before.
        store.connections.write(|_| {
            assert_eq!(store.moment(), None);
            Ok(())
        })?;
        assert_ne!(store.moment(), first);
        // Another program may write at any time.
        assert_eq!(Store::open_to_look(&path)?.moment(), None);
        drop(store);
        let again = Store::open(&path)?;
        assert_ne!(again.moment(), first, "another opening is another moment");
        Ok(())
    }

    #[test]
    fn a_figure_is_kept_until_something_is_written() -> Result<(), StoreError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kept.rollcall");
        let store = Store::create(&path, "Kept", "2026-11-23T10:00:00Z")?;
        let ask =
            |store: &Store, run, found: u64| store.figure("people", RunId(run), |_| Ok(found));
        assert_eq!(ask(&store, 1, 5)?, 5);
        assert_eq!(ask(&store, 1, 6)?, 5);
        assert_eq!(ask(&store, 2, 6)?, 6);
        store.ensure_source("Shop", "other")?;
        assert_eq!(ask(&store, 1, 7)?, 7);
        // Whoever looks beside is not told of writes, so nothing is kept.
        let beside = Store::open_to_look(&path)?;
        assert_eq!(ask(&beside, 1, 8)?, 8);
        assert_eq!(ask(&beside, 1, 9)?, 9);
        Ok(())
    }
}
