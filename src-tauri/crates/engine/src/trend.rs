//! How a finding was in the load before.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rollcall_model::LoadId;
use rollcall_store::{LoadState, Store, StoredLoad, StoredProblem};

use crate::EngineError;
use crate::view::Trend;

type Sums = BTreeMap<(String, Option<String>), u64>;

/// Findings of loads and of the loads before them; each load is read once.
pub(crate) struct Trends {
    loads: Vec<StoredLoad>,
    sums: BTreeMap<LoadId, Sums>,
}

impl Trends {
    pub(crate) fn read(store: &Store) -> Result<Self, EngineError> {
        Ok(Self {
            loads: store.loads()?,
            sums: BTreeMap::new(),
        })
    }

    /// The same situation in the same column of the table, now and in the load before.
    pub(crate) fn of(
        &mut self,
        store: &Store,
        problem: &StoredProblem,
    ) -> Result<Option<Trend>, EngineError> {
        let Some(now) = self
            .loads
            .iter()
            .find(|load| Some(load.load) == problem.load)
        else {
            return Ok(None);
        };
        let before = self
            .loads
            .iter()
            .filter(|other| {
                other.table == now.table
                    && other.load < now.load
                    && other.state == LoadState::Superseded
                    // Nobody has looked for it in a load that was never standardised.
                    && other.standardised_with.is_some()
            })
            .max_by_key(|other| other.load);
        let Some(before) = before else {
            return Ok(None);
        };
        let rows = |load: &StoredLoad| {
            if problem.finding.code.is_about_set_aside_rows() {
                load.rows_read
            } else {
                load.rows_loaded
            }
        };
        let (of_now, of_before) = (rows(now), rows(before));
        let (now, before) = (now.load, before.load);
        let key = (
            problem.finding.code.code().to_owned(),
            problem.finding.place.column.clone(),
        );
        Ok(Some(Trend {
            now: self.sum(store, now, &key)?,
            of_now,
            before: self.sum(store, before, &key)?,
            of_before,
        }))
    }

    fn sum(
        &mut self,
        store: &Store,
        load: LoadId,
        key: &(String, Option<String>),
    ) -> Result<u64, EngineError> {
        let sums = match self.sums.entry(load) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(store.problem_sums(load)?),
        };
        Ok(sums.get(key).copied().unwrap_or(0))
    }
}
