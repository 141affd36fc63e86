//! Which attributes are known of each customer, in whichever of their rows.

use std::ops::ControlFlow;

use rollcall_checks::KnownOfCustomers;
use rollcall_model::{Attribute, ValueState};
use rollcall_store::Store;

use super::people::People;
use crate::{EngineError, records};

/// Reads it for these attributes, 64 at most.
pub(crate) fn known(store: &Store, wanted: &[Attribute]) -> Result<KnownOfCustomers, EngineError> {
    let people = People::read(store, store.current_run()?.map(|run| run.run))?;
    let mut known = KnownOfCustomers::of(people.everybody());
    if wanted.is_empty() {
        return Ok(known);
    }
    for load in store.current_loads()? {
        if people.of_load(&load).is_empty() {
            continue;
        }
        store.visit_standard::<EngineError>(&load, |record| {
            let Some(customer) = people.customer_of(record.record) else {
                return Ok(ControlFlow::Continue(()));
            };
            for value in &record.values {
                if value.state == ValueState::Valid
                    && let Some(place) =
                        wanted.iter().position(|one| *one == value.target.attribute)
                {
                    known.add(customer, place);
                }
            }
            // When somebody bought last is told by their orders as well.
            let last_purchase = wanted
                .iter()
                .position(|one| *one == Attribute::LastPurchaseAt);
            if let Some(place) = last_purchase
                && records::purchase_time(&record.values).is_some()
            {
                known.add(customer, place);
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(known)
}
