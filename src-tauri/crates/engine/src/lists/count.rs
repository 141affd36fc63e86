//! How many a list has while it is being made, and who is left out of it.

use std::collections::BTreeMap;

use rollcall_delivery::{Prepared, Reason};
use rollcall_lists::{Condition, Step, funnel, sentence};
use rollcall_model::CustomerId;

use super::chosen::Asked;
use super::named::Named;
use super::prepared::MadeTo;
use super::{EXAMPLES, conditions, run_in_use, saved, window_text};
use crate::view::{
    CountList, LeftOut, LeftOutPage, LeftOutPerson, ListCount, ListLeftOut, ListStep,
};
use crate::{Engine, EngineError};

impl Engine {
    /// How many a list would have, condition by condition, before it is saved.
    ///
    /// # Errors
    /// When a condition cannot be decided, or nobody has been found yet.
    pub fn count_list(&self, request: CountList) -> Result<ListCount, EngineError> {
        let store = self.store()?;
        let run = run_in_use(&store)?;
        let condition = conditions::read(&request.draft.condition)?;
        let names = saved::names(&store)?;
        let window = self.window(&store, run.run, None, request.today.as_deref())?;
        let whole = Named::read(&store)?.put_in(&condition)?.condition;
        conditions::refuse_unknown(&store, &whole)?;
        let (customers, chosen, steps) = self.ask_book(&store, &run, &whole, |book| {
            let (chosen, steps) = funnel(&whole, book, window.window.until);
            let chosen = chosen.iter().filter(|one| **one).count();
            (book.customers.len() as u64, chosen as u64, steps)
        })?;
        let left_out = match &request.destination {
            None => Vec::new(),
            Some(code) => {
                let asked = Asked::find(&store, "", Some(&request.draft))?;
                let recipe = self.upload_recipe(code)?;
                let chosen = self.chosen(&store, &run, &asked, window.window)?;
                let made_to = MadeTo::Count;
                left_out(&self.prepared(&store, &run, &asked, &chosen, &recipe, made_to)?)
            }
        };
        Ok(ListCount {
            sentence: saved::whole_sentence(&condition, &names),
            customers,
            chosen,
            steps: steps
                .into_iter()
                // What stands in place of a list that is named is no step of this one.
                .filter_map(|step| {
                    Some(ListStep {
                        sentence: sentence(within(&condition, &step)?, &names),
                        path: step.path.iter().map(|place| *place as u32).collect(),
                        alone: step.alone,
                        left: step.left,
                        unknown: step.unknown,
                        because: step
                            .because
                            .map(str::to_owned)
                            .or(step.sent_nothing)
                            .unwrap_or_default(),
                    })
                })
                .collect(),
            window: if whole.counts_days() {
                window_text::counted_back(&window)
            } else {
                String::new()
            },
            left_out,
        })
    }

    /// Who is left out of a list, and why.
    ///
    /// # Errors
    /// When the list or destination is not known, or nobody has been found yet.
    pub fn list_left_out(&self, request: ListLeftOut) -> Result<LeftOutPage, EngineError> {
        let store = self.store()?;
        let run = run_in_use(&store)?;
        let asked = Asked::find(&store, &request.list, request.draft.as_ref())?;
        let window = self.window(&store, run.run, request.days, request.today.as_deref())?;
        let recipe = self.upload_recipe(&request.destination)?;
        let chosen = self.chosen(&store, &run, &asked, window.window)?;
        let prepared = self.prepared(&store, &run, &asked, &chosen, &recipe, MadeTo::Count)?;
        let wanted = |reason: &Reason| {
            let told = request.reason.as_deref();
            told.is_none_or(|told| told == reason.label())
        };
        let everybody: Vec<(CustomerId, Reason)> = prepared
            .left_out
            .iter()
            .filter(|(reason, _)| wanted(reason))
            .flat_map(|(reason, customers)| customers.iter().map(|one| (*one, *reason)))
            .collect();
        let skipped = usize::try_from(request.offset).unwrap_or(usize::MAX);
        let most = usize::try_from(request.limit).unwrap_or(usize::MAX);
        let shown = everybody.iter().skip(skipped).take(most);
        let customers: Vec<CustomerId> = shown.clone().map(|(customer, _)| *customer).collect();
        let names = store.customer_names(run.run, &customers)?;
        let people = shown
            .zip(names)
            .map(|((customer, reason), name)| LeftOutPerson {
                customer: customer.label(),
                name,
                reason: reason.label().into(),
            });
        Ok(LeftOutPage {
            total: everybody.len() as u64,
            people: people.collect(),
        })
    }
}

/// Who is left out by reason, with some of them.
pub(super) fn left_out(prepared: &Prepared) -> Vec<LeftOut> {
    prepared
        .left_out
        .iter()
        .map(|(reason, customers)| LeftOut {
            reason: reason.label().to_owned(),
            customers: customers.len() as u64,
            examples: customers
                .iter()
                .take(EXAMPLES)
                .map(|customer| customer.label())
                .collect(),
        })
        .collect()
}

/// How many are left out, by the words of the reason.
pub(super) fn left_out_counts(prepared: &Prepared) -> BTreeMap<String, u64> {
    prepared
        .left_out
        .iter()
        .map(|(reason, customers)| (reason.label().to_owned(), customers.len() as u64))
        .collect()
}

/// The condition a step is about.
fn within<'a>(condition: &'a Condition, step: &Step) -> Option<&'a Condition> {
    step.path
        .iter()
        .try_fold(condition, |group, place| match group {
            Condition::Group { conditions, .. } => conditions.get(*place),
            _ => None,
        })
}
