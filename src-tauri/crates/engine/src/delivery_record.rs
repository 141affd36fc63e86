//! What is kept of a delivery beside its line in the log: whom it is about.

use rollcall_delivery::Prepared;
use rollcall_model::{DeliveryId, RunId, SourceId};
use rollcall_store::{Delivered, Store};

use crate::EngineError;
use crate::inventory::Marks;

/// Keeps whom a delivery is about, as numbers only, so that a later load tells whether it took.
///
/// # Errors
/// When the project cannot be written.
pub(crate) fn keep_delivered(
    store: &Store,
    delivery: DeliveryId,
    run: RunId,
    prepared: &Prepared,
) -> Result<(), EngineError> {
    let system = &prepared.destination.system;
    store.keep_delivered(&Delivered {
        delivery,
        system,
        purpose: prepared.purpose.code(),
        run,
        sources: &sources_of(store, system)?,
        customers: &prepared.customers,
    })?;
    Ok(())
}

/// The sources that are a system: whose names hold its name, as "Mailchimp UK" holds "Mailchimp".
///
/// # Errors
/// When the project cannot be read.
pub(crate) fn sources_of(store: &Store, system: &str) -> Result<Vec<SourceId>, EngineError> {
    let wanted = folded(system);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    Ok(Marks::read(store)?
        .all()
        .iter()
        .filter(|mark| folded(&mark.name).contains(&wanted))
        .map(|mark| SourceId(mark.source))
        .collect())
}

/// Letters and digits in lower case, words parted by one blank and blanks at both ends, so that a
/// name is found as whole words.
fn folded(name: &str) -> String {
    let words: String = name
        .to_lowercase()
        .chars()
        .map(|one| if one.is_alphanumeric() { one } else { ' ' })
        .collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        words
    } else {
        format!(" {words} ")
    }
}
