//! Splitting, joining and moving by hand: a lasting word on who belongs together, which takes effect at
//! once on the customers concerned and on nobody else.

pub(crate) mod along;
mod identities;
mod plan;
mod prepare;
pub(crate) mod unifier;
mod words;

use std::collections::BTreeSet;

use rollcall_model::CustomerId;
use rollcall_store::Store;
use serde_json::json;

use crate::view::{Regroup, RegroupEffect, RegroupedCustomer};
use crate::{Engine, EngineError, groups};
use prepare::{Prepared, prepare};
pub(crate) use unifier::Unifier;

impl Engine {
    /// What splitting, joining or moving would do; nothing is changed.
    ///
    /// # Errors
    /// When a customer or record is not there, or nothing would change.
    pub fn preview_regroup(&self, request: Regroup) -> Result<RegroupEffect, EngineError> {
        let store = self.store()?;
        let prepared = prepare(&store, &request)?;
        effect(&store, &prepared)
    }

    /// Splits, joins or moves. Outlives every run; undo gives back the customers as they were.
    ///
    /// # Errors
    /// When a customer or record is not there, nothing would change, no reason is given, or other
    /// work runs.
    pub fn regroup(&self, request: Regroup) -> Result<RegroupEffect, EngineError> {
        let store = self.store_for_change()?;
        if request.reason.trim().is_empty() {
            return Err(EngineError::invalid(
                "Say why, so that others can follow it later.",
            ));
        }
        let prepared = prepare(&store, &request)?;
        let effect = effect(&store, &prepared)?;
        let was_shown = groups::are_shown(&store, &prepared.basis)?;
        let unifier = Unifier::of(&store)?;
        let asked = json!({
            "kind": prepared.kind, "customer": request.customer, "other": request.other,
            "records": prepared.named.iter().map(|one| json!([one.table.0, one.key])).collect::<Vec<_>>(),
            "reason": request.reason.trim(),
        });
        let sentence = effect.sentence.clone();
        self.commit(&store, "regroup", sentence, asked, |edits| {
            edits.set_groups(&prepared.groups_before, &prepared.groups_after)?;
            for verdict in &prepared.taken_back {
                edits.set_verdict(&verdict.left, &verdict.right, None, "", "")?;
            }
            for part in &prepared.parts {
                edits.give_id(part.customer, prepared.run)?;
            }
            for member in &prepared.members {
                edits.move_member(prepared.run, member)?;
            }
            for (customer, sentence) in &prepared.trail {
                edits.add_trail(*customer, prepared.run, sentence)?;
            }
            edits.settle(&prepared.touched, &|customer, records, household| {
                unifier.unify(customer, records, household)
            })
        })?;
        if was_shown {
            groups::note_shown(&store, &prepared.basis)?;
        }
        self.tell_changed(&["project", "people", "verdicts", "history"]);
        Ok(effect)
    }
}

/// The customers there would be, as they would be called.
fn effect(store: &Store, prepared: &Prepared) -> Result<RegroupEffect, EngineError> {
    let unifier = Unifier::of(store)?;
    let mut customers = Vec::with_capacity(prepared.parts.len());
    for part in &prepared.parts {
        let made = unifier.unify(part.customer, &part.records, None)?;
        customers.push(RegroupedCustomer {
            customer: part.customer.label(),
            name: made.customer.name,
            records: part.records.len() as u64,
            conflicts: made.customer.conflicts,
            is_there: prepared.before.contains(&part.customer),
        });
    }
    let stays: BTreeSet<CustomerId> = prepared.parts.iter().map(|part| part.customer).collect();
    let gone = prepared.before.iter().filter(|one| !stays.contains(one));
    Ok(RegroupEffect {
        sentence: prepared.sentence.clone(),
        customers,
        gone: gone.map(|customer| customer.label()).collect(),
        moved: prepared.moved,
        along: prepared.along,
        verdicts_taken_back: prepared.taken_back.len() as u64,
    })
}
