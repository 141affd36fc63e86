//! A value set by hand: it holds against every rule and every run, until somebody gives the word back.

use std::collections::BTreeSet;

use rollcall_golden::Override;
use rollcall_model::{Attribute, ConsentState, CustomerId, RecordId, RunId};
use rollcall_standardise::email;
use rollcall_store::{
    Edits, RecordIdentity, StandardRecord, Store, StoreError, StoredCustomer, StoredOverride,
};
use serde_json::json;

use crate::customers::find;
use crate::known_names::unknown_attribute;
use crate::table_rows::Shelf;
use crate::unify_customers::{Places, UnifyRules, unify_one};
use crate::view::{CustomerNumber, CustomerView, OverrideValue};
use crate::{Engine, EngineError};

impl Engine {
    /// Sets a value by hand, or gives the word back to the rule.
    ///
    /// # Errors
    /// When there is no such customer or attribute, the value cannot be one of it, a yes has no reason, or other
    /// work runs.
    pub fn override_value(&self, request: OverrideValue) -> Result<CustomerView, EngineError> {
        self.not_while_presenting()?;
        let store = self.store_for_change()?;
        let (run, customer) = find(&store, &request.customer)?;
        let attribute = Attribute::parse(&request.attribute)
            .ok_or_else(|| unknown_attribute(&request.attribute))?;
        if let Some(value) = &request.value {
            look_at(&attribute, value.trim(), request.reason.trim())?;
        }
        let members: Vec<RecordId> = store
            .members(run, customer.customer)?
            .iter()
            .map(|member| member.record)
            .collect();
        let records = store.standard_records(&members)?;
        let value = match &request.value {
            Some(value) => {
                let (record, anchor) = anchor(&store, &records, &request.customer)?;
                Some(StoredOverride {
                    customer: customer.customer,
                    record: Some(record),
                    attribute: attribute.code(),
                    value: value.trim().to_owned(),
                    reason: request.reason.trim().to_owned(),
                    anchor,
                })
            }
            None => None,
        };
        let label = customer.customer.label();
        let sentence = match &value {
            Some(_) => format!("Set {} of {label} by hand", attribute.label()),
            None => format!("Gave {} of {label} back to the rule", attribute.label()),
        };
        let asked = json!({ "customer": label, "attribute": attribute.code(), "value": request.value, "reason": request.reason });
        let mut earlier = words_on(&store, customer.customer, &records)?;
        earlier.retain(|one| one.attribute == attribute.code());
        self.commit(&store, "override_value", sentence, asked, |edits| {
            put(edits, value.as_ref(), &earlier)
        })?;
        unify_again(&store, run, &customer, &records)?;
        self.tell_changed(&["project", "people", "history"]);
        self.get_customer(CustomerNumber { customer: label })
    }
}

/// Whether a value can be one of its attribute: an upload takes it as it is. A yes set by hand stands against what
/// people wrote, so it says why.
fn look_at(attribute: &Attribute, value: &str, reason: &str) -> Result<(), EngineError> {
    let state = ConsentState::parse(value);
    match attribute {
        Attribute::Email if !value.is_empty() && !email::standardise(value).is_valid() => {
            Err(EngineError::invalid(
                "What was given is no e-mail address. Leave it blank if there is none.",
            ))
        }
        Attribute::EmailConsent
        | Attribute::SmsConsent
        | Attribute::PhoneConsent
        | Attribute::PostConsent => match state {
            None if !value.is_empty() => Err(EngineError::invalid(
                "A permission set by hand is opted_in, opted_out, or blank where nobody knows.",
            )),
            Some(ConsentState::OptedIn) if reason.is_empty() => Err(EngineError::invalid(
                "Say why there is a permission now: when and where the person gave it. Whoever asks later will want to see it.",
            )),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Sets a value in place of what was said earlier about the same, on whichever records of the customer.
pub(crate) fn put(
    edits: &mut Edits<'_>,
    value: Option<&StoredOverride>,
    earlier: &[StoredOverride],
) -> Result<(), StoreError> {
    let stays = |one: &&StoredOverride| value.is_none_or(|value| value.anchor != one.anchor);
    for one in earlier.iter().filter(stays) {
        edits.set_override(&one.anchor, &one.attribute, None)?;
    }
    match value {
        Some(value) => edits.set_override(&value.anchor, &value.attribute, Some(value)),
        None => Ok(()),
    }
}

/// The record by which a value finds its customer again after a run has moved records.
fn anchor(
    store: &Store,
    records: &[StandardRecord],
    customer: &str,
) -> Result<(RecordId, RecordIdentity), EngineError> {
    let shelf = Shelf::read(store)?;
    records
        .first()
        .and_then(|record| {
            let identity = RecordIdentity {
                table: shelf.load_of(record.record)?.table,
                key: record.key.clone(),
            };
            Some((record.record, identity))
        })
        .ok_or_else(|| EngineError::NotFound {
            what: "record of customer",
            name: customer.to_owned(),
        })
}

/// What was set by hand for a customer: values whose anchor is one of its records, whatever its number was
/// then, and those whose anchor the run has nowhere and was the customer's when it had.
fn words_on(
    store: &Store,
    customer: CustomerId,
    records: &[StandardRecord],
) -> Result<Vec<StoredOverride>, EngineError> {
    let members: BTreeSet<RecordId> = records.iter().map(|record| record.record).collect();
    let mut words = store.overrides()?;
    words.retain(|one| match one.record {
        Some(record) => members.contains(&record),
        None => one.customer == customer,
    });
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
    let touched: BTreeSet<CustomerId> = came.chain(went).map(|one| one.customer).collect();
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
    let places = Places::of_every_load(store)?;
    let rules = UnifyRules::of_run_in_use(store)?;
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
