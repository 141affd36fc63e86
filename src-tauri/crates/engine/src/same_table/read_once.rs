//! What the loads in use hold, read once for all files that are compared with them: twelve new months beside many
//! that stand would otherwise read each of those twelve times.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use rollcall_model::LoadId;

use super::happened::Standing;
use crate::EngineError;

/// So many keys are kept at most, some 200 MB; what goes beyond is read anew for each file.
const MOST_KEYS: usize = 2_000_000;

/// What was read of the loads in use since the files began to be sorted.
#[derive(Default)]
pub(crate) struct ReadOnce {
    happened: Shelf<Standing>,
    keys: Shelf<HashSet<String>>,
    held: Cell<usize>,
}

/// What was read of each load.
type Shelf<T> = RefCell<BTreeMap<LoadId, Rc<T>>>;

impl ReadOnce {
    /// The keys and days of a load of what happened.
    pub(super) fn happened(
        &self,
        load: LoadId,
        read: impl FnOnce() -> Result<Standing, EngineError>,
    ) -> Result<Rc<Standing>, EngineError> {
        self.of(&self.happened, load, read, Standing::len)
    }

    /// The keys of a load.
    pub(super) fn keys(
        &self,
        load: LoadId,
        read: impl FnOnce() -> Result<HashSet<String>, EngineError>,
    ) -> Result<Rc<HashSet<String>>, EngineError> {
        self.of(&self.keys, load, read, HashSet::len)
    }

    fn of<T>(
        &self,
        shelf: &Shelf<T>,
        load: LoadId,
        read: impl FnOnce() -> Result<T, EngineError>,
        keys: impl FnOnce(&T) -> usize,
    ) -> Result<Rc<T>, EngineError> {
        if let Some(known) = shelf.borrow().get(&load) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(read()?);
        let held = self.held.get().saturating_add(keys(&found));
        if held <= MOST_KEYS {
            self.held.set(held);
            shelf.borrow_mut().insert(load, Rc::clone(&found));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_is_read_once_for_all_files() {
        let known = ReadOnce::default();
        let reads = Cell::new(0);
        let read = |load: i64| {
            known
                .keys(LoadId(load), || {
                    reads.set(reads.get() + 1);
                    Ok(HashSet::from([format!("key of {load}")]))
                })
                .expect("the keys")
        };
        for _new_month in 1..=12 {
            for load in 1..=3 {
                assert!(read(load).contains(&format!("key of {load}")));
            }
        }
        assert_eq!(reads.get(), 3);
    }

    #[test]
    fn what_is_too_large_to_keep_is_read_anew_and_what_fails_is_not_kept() {
        let known = ReadOnce::default();
        known.held.set(MOST_KEYS);
        let reads = Cell::new(0);
        let read = || {
            reads.set(reads.get() + 1);
            Ok(HashSet::from(["key".to_owned()]))
        };
        for expected in 1..=2 {
            known.keys(LoadId(1), read).expect("the keys");
            assert_eq!(reads.get(), expected);
        }
        known.held.set(0);
        let failed = known.keys(LoadId(1), || Err(EngineError::Cancelled));
        assert!(failed.is_err());
        known.keys(LoadId(1), read).expect("the keys");
        assert_eq!(reads.get(), 3);
    }
}
