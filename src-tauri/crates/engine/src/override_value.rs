//! A value set by hand: it holds against every rule and every run, until somebody gives the word back.

use std::collections::BTreeSet;

use rollcall_golden::Override;
use rollcall_model::{Attribute, CustomerId, RecordId, RunId};
use rollcall_store::{RecordIdentity, StandardRecord, Store, StoredCustomer, StoredOverride};
use serde_json::json;

use crate::customers::find;
use crate::linkage_records::linked_tables;
use crate::table_rows::Shelf;
use crate::unify_customers::{Places, UnifyRules, unify_one};
use crate::view::{CustomerNumber, CustomerView, OverrideValue};
use crate::{Engine, EngineError};

impl Engine {
    /// Sets a value by hand, or gives the word back to the rule.
    ///
    /// # Errors
    /// When there is no such customer or attribute, or other work runs.
    pub fn override_value(&self, request: OverrideValue) -> Result<CustomerView, EngineError> {
        self.not_while_presenting()?;
        let store = self.store_for_change()?;
        let (run, customer) = find(&store, &request.customer)?;
        let attribute =
            Attribute::parse(&request.attribute).ok_or_else(|| EngineError::NotFound {
                what: "attribute",
                name: request.attribute.clone(),
            })?;
        let members: Vec<RecordId> = store
            .members(run, customer.customer)?
            .iter()
            .map(|member| member.record)
            .collect();
        let records = store.standard_records(&members)?;
        let value = match &request.value {
            Some(value) => Some(StoredOverride {
                customer: customer.customer,
                attribute: attribute.code(),
                value: value.trim().to_owned(),
                reason: request.reason.trim().to_owned(),
                anchor: anchor(&store, &records, &request.customer)?,
            }),
            None => None,
        };
        let label = customer.customer.label();
        let sentence = match &value {
            Some(_) => format!("Set {} of {label} by hand", attribute.label()),
            None => format!("Gave {} of {label} back to the rule", attribute.label()),
        };
        let asked = json!({ "customer": label, "attribute": attribute.code(), "value": request.value, "reason": request.reason });
        let earlier = words_on(&store, customer.customer, &records)?;
        self.commit(&store, "override_value", sentence, asked, |edits| {
            // What was said while the records stood under another number gives way as well.
            for one in earlier
                .iter()
                .filter(|one| one.attribute == attribute.code())
            {
                edits.set_override(one.customer, &one.attribute, None)?;
            }
            edits.set_override(customer.customer, &attribute.code(), value.as_ref())
        })?;
        unify_again(&store, run, &customer, &records)?;
        self.tell_changed(&["project", "people", "history"]);
        self.get_customer(CustomerNumber { customer: label })
    }
}

/// The record by which a value finds its customer again after a run has moved records.
fn anchor(
    store: &Store,
    records: &[StandardRecord],
    customer: &str,
) -> Result<RecordIdentity, EngineError> {
    let shelf = Shelf::read(store)?;
    records
        .first()
        .and_then(|record| {
            Some(RecordIdentity {
                table: shelf.load_of(record.record)?.table,
                key: record.key.clone(),
            })
        })
        .ok_or_else(|| EngineError::NotFound {
            what: "record of customer",
            name: customer.to_owned(),
        })
}

/// What was set by hand for a customer: values whose anchor is one of its records, whatever its
/// number was then, and those of its number whose anchor is in no load any more.
fn words_on(
    store: &Store,
    customer: CustomerId,
    records: &[StandardRecord],
) -> Result<Vec<StoredOverride>, EngineError> {
    let members: BTreeSet<RecordId> = records.iter().map(|record| record.record).collect();
    let mut words = Vec::new();
    for one in store.overrides()? {
        let is_held = match store.record_by_key(one.anchor.table, &one.anchor.key)? {
            Some(record) => members.contains(&record),
            None => one.customer == customer,
        };
        if is_held {
            words.push(one);
        }
    }
    Ok(words)
}

/// Unifies again every customer about whom something said by hand came or went since `before`: what
/// is shown of them follows a value at once, so it follows its being taken back as well.
pub(crate) fn unify_touched(store: &Store, before: &[StoredOverride]) -> Result<(), EngineError> {
    let now = store.overrides()?;
    let Some(run) = store.current_run()?.map(|run| run.run) else {
        return Ok(());
    };
    let came = now.iter().filter(|one| !before.contains(one));
    let went = before.iter().filter(|one| !now.contains(one));
    let mut touched = BTreeSet::new();
    for one in came.chain(went) {
        let record = store.record_by_key(one.anchor.table, &one.anchor.key)?;
        let member = match record {
            Some(record) => store.membership(run, record)?,
            None => None,
        };
        touched.insert(member.map_or(one.customer, |member| member.customer));
    }
    for number in touched {
        let Some(customer) = store.customer(run, number)? else {
            continue;
        };
        let members: Vec<RecordId> = store
            .members(run, number)?
            .iter()
            .map(|member| member.record)
            .collect();
        unify_again(store, run, &customer, &store.standard_records(&members)?)?;
    }
    Ok(())
}

/// What was set by hand for a customer, as golden records obey it.
pub(crate) fn overrides_on(
    store: &Store,
    customer: CustomerId,
    records: &[StandardRecord],
) -> Result<Vec<Override>, EngineError> {
    Ok(words_on(store, customer, records)?
        .into_iter()
        .filter_map(|one| {
            Some(Override {
                attribute: Attribute::parse(&one.attribute)?,
                value: one.value,
            })
        })
        .collect())
}

/// Unifies one customer again, after a person's word on it changed.
fn unify_again(
    store: &Store,
    run: RunId,
    customer: &StoredCustomer,
    records: &[StandardRecord],
) -> Result<(), EngineError> {
    let words = overrides_on(store, customer.customer, records)?;
    let places = Places::of(&linked_tables(store)?);
    let rules = UnifyRules::of(store)?;
    let unified = unify_one(
        customer.customer,
        records,
        &places,
        &rules,
        &words,
        customer.household,
    )?;
    store.replace_customer(run, &unified.customer, &unified.conflicts, &unified.words)?;
    Ok(())
}
