//! The records of an earlier run under the numbers they have in a later one: a row that was loaded anew
//! is the same record, found again by the key of its table.

use std::collections::BTreeSet;

use foldhash::HashMap;
use rollcall_model::{CustomerId, RecordId};
use rollcall_store::{Store, StoredLoad};

use crate::EngineError;

type Member = (RecordId, CustomerId);

/// Who was who in the earlier run, by the numbers of the later one.
pub(super) struct Renumbered {
    /// Ascending. A record that is not there any more keeps its own number.
    pub(super) before: Vec<Member>,
    /// Records of the later run whose cells are otherwise than in the earlier one.
    pub(super) changed: BTreeSet<RecordId>,
    /// The number of each renumbered record of the earlier run in the later one.
    pub(super) number: HashMap<RecordId, RecordId>,
}

/// Renumbers the members of an earlier run; both ascending by record.
pub(super) fn renumber(
    store: &Store,
    loads: &[StoredLoad],
    before: &[Member],
    after: &[Member],
) -> Result<Renumbered, EngineError> {
    let mut renumbered = Renumbered {
        before: Vec::with_capacity(before.len()),
        changed: BTreeSet::new(),
        number: HashMap::default(),
    };
    for load in loads {
        let earlier = of_load(before, load);
        if earlier.is_empty() {
            continue;
        }
        let later = loads
            .iter()
            .find(|other| other.table == load.table && !of_load(after, other).is_empty());
        match later {
            Some(later) if later.load != load.load => {
                renumbered.follow(store, earlier, load, later)?;
            }
            _ => renumbered.before.extend(earlier),
        }
    }
    renumbered.before.sort_unstable();
    Ok(renumbered)
}

impl Renumbered {
    fn follow(
        &mut self,
        store: &Store,
        earlier: &[Member],
        load: &StoredLoad,
        later: &StoredLoad,
    ) -> Result<(), EngineError> {
        // Rows of one key stand for each other in their order, the first for the first.
        let mut by_key: HashMap<String, Vec<RecordId>> = HashMap::default();
        for (record, _, key) in store.record_keys(later)?.into_iter().rev() {
            by_key.entry(key).or_default().push(record);
        }
        for (record, _, key) in store.record_keys(load)? {
            if let Some(now) = by_key.get_mut(&key).and_then(Vec::pop) {
                self.number.insert(record, now);
            }
        }
        self.before.extend(earlier.iter().map(|(record, customer)| {
            (
                self.number.get(record).copied().unwrap_or(*record),
                *customer,
            )
        }));
        let changed = store.changed_records(later, load)?;
        self.changed
            .extend(changed.into_iter().map(|(record, _)| record));
        Ok(())
    }
}

/// The members that are records of a load.
fn of_load<'a>(members: &'a [Member], load: &StoredLoad) -> &'a [Member] {
    let from = members.partition_point(|(record, _)| *record < load.first);
    let until = members.partition_point(|(record, _)| *record <= load.last);
    &members[from..until.max(from)]
}
