//! What a destination asks of people beyond their agreed values: what they bought, when they read.

use rollcall_delivery::Destination;
use rollcall_store::{Store, StoredRun};

use super::chosen::People;
use crate::EngineError;
use crate::personalisation::Known;

/// Adds it, where the destination has a column for it.
pub(super) fn personalise(
    people: &mut People,
    destination: &Destination,
    store: &Store,
    run: &StoredRun,
) -> Result<(), EngineError> {
    if !destination.is_personal() {
        return Ok(());
    }
    let known = Known::read(store, run.run)?;
    for person in people.everybody() {
        for (attribute, value) in known.of(person.customer) {
            person.values.insert(attribute, vec![value]);
        }
    }
    Ok(())
}
