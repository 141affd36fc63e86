//! One customer made anew from the records it has now, outside of a run.

use rollcall_model::{CustomerId, RecordId};
use rollcall_store::{SettledCustomer, Store, StoreError};

use crate::EngineError;
use crate::override_value::overrides_on;
use crate::unify_customers::{Places, UnifyRules, unify_one};

/// What it takes to unify single customers: read once, used for each.
pub(crate) struct Unifier<'a> {
    store: &'a Store,
    places: Places,
    rules: UnifyRules,
}

impl<'a> Unifier<'a> {
    pub(crate) fn of(store: &'a Store) -> Result<Self, EngineError> {
        Ok(Self {
            store,
            places: Places::of_every_load(store)?,
            rules: UnifyRules::of_run_in_use(store)?,
        })
    }

    /// The customer as the run in use would have made it of these records, which are in order.
    pub(crate) fn unify(
        &self,
        customer: CustomerId,
        records: &[RecordId],
        household: Option<i64>,
    ) -> Result<SettledCustomer, StoreError> {
        let records = self.store.standard_records(records)?;
        let made = overrides_on(self.store, customer, &records).and_then(|words| {
            unify_one(
                customer,
                &records,
                &self.places,
                &self.rules,
                &words,
                household,
            )
        });
        let unified = made.map_err(|error| match error {
            EngineError::Store(error) => error,
            other => StoreError::Sql {
                message: other.to_string(),
            },
        })?;
        Ok(SettledCustomer {
            customer: unified.customer,
            conflicts: unified.conflicts,
            words: unified.words,
        })
    }
}
