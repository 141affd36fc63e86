//! The records of many customers, asked for together.

use rollcall_model::{CustomerId, RecordId};
use rollcall_store::{StandardRecord, Store};

use crate::EngineError;

/// So many customers are read at a time.
pub(crate) const AT_ONCE: usize = 4_096;

/// The records of each of some customers, without those that are gone.
///
/// # Errors
/// When the project cannot be read.
pub(crate) fn records_of_each(
    store: &Store,
    customers: &[(CustomerId, Vec<RecordId>)],
) -> Result<Vec<(CustomerId, Vec<StandardRecord>)>, EngineError> {
    let all: Vec<RecordId> = customers
        .iter()
        .flat_map(|(_, records)| records.iter().copied())
        .collect();
    // They come in the order they were asked for.
    let mut found = store.standard_records(&all)?.into_iter().peekable();
    let of_each = customers.iter().map(|(customer, wanted)| {
        let mut mine = Vec::with_capacity(wanted.len());
        for record in wanted {
            mine.extend(found.next_if(|one| one.record == *record));
        }
        (*customer, mine)
    });
    Ok(of_each.collect())
}
