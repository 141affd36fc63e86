//! What lists are decided on, kept with the run: the first count after opening a project waits for neither
//! all customers nor all events to be read.

use std::sync::Arc;

use rollcall_lists::{Book, Events, WhatTablesTell};
use rollcall_store::{Store, StoredListFacts, StoredRun};

use super::book;
use crate::remembered::Remembered;
use crate::{EngineError, basis};

/// Counts up with every change of what is read or how it is written, so that nothing kept by an older
/// version is used.
const VERSION: u32 = 8;

/// Fingerprint of everything the facts are made from: the run, what its values would be made from now,
/// and of what kind sources are.
pub(super) fn made_from(store: &Store, run: &StoredRun) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    let values = basis::basis_of_values(store)?;
    hasher.update(
        format!(
            "facts {VERSION} run {} {}\n{values}\n",
            run.run.0, run.basis
        )
        .as_bytes(),
    );
    for source in store.sources()? {
        hasher.update(format!("source {} {:?}\n", source.source.0, source.kind).as_bytes());
    }
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

/// Keeps them with the run in use.
pub(crate) fn keep_with_run(store: &Store) -> Result<(), EngineError> {
    let Some(run) = store.current_run()? else {
        return Ok(());
    };
    let (people, events) = book::to_keep(store, run.run)?;
    let facts = StoredListFacts {
        made_from: made_from(store, &run)?,
        people: people.people_to_bytes(),
        events: events.to_bytes(),
    };
    Ok(store.keep_list_facts(run.run, &facts)?)
}

/// The customers, where they were kept.
pub(super) fn people(
    store: &Store,
    run: &StoredRun,
    made_from: &str,
) -> Result<Option<Book>, EngineError> {
    let kept = store.people_of_lists(run.run, made_from)?;
    Ok(kept.and_then(|bytes| Book::people_from_bytes(&bytes)))
}

/// Of what the tables tell, whoever it happened to: as it was kept with the run, else read from everything once.
pub(crate) fn what_tables_tell(
    remembered: &Remembered<WhatTablesTell>,
    store: &Store,
    run: &StoredRun,
) -> Result<Arc<WhatTablesTell>, EngineError> {
    remembered.of(store, made_from(store, run)?, |made_from| {
        let kept = store.events_of_lists(run.run, made_from)?;
        if let Some(tables) = kept.and_then(|bytes| WhatTablesTell::from_bytes(&bytes)) {
            return Ok(tables);
        }
        let (_, events) = book::to_keep(store, run.run)?;
        Ok(events.what_tables_tell())
    })
}

/// What happened to them, where it was kept.
pub(super) fn events(
    store: &Store,
    run: &StoredRun,
    made_from: &str,
) -> Result<Option<Events>, EngineError> {
    let kept = store.events_of_lists(run.run, made_from)?;
    Ok(kept.and_then(|bytes| Events::from_bytes(&bytes)))
}
