//! Whether uploads took: a later load of the destination's own system has the people, or has them no
//! more.

use rollcall_model::{LoadId, SourceId, grouped};
use rollcall_store::{DeliveredCount, Store, StoredDelivered, StoredLoad, StoredRun};

use crate::accepted_rows::Accepted;
use crate::delivery_record::sources_of;
use crate::inventory::Marks;
use crate::view::{DeliveryOutcome, Nothing};
use crate::{Engine, EngineError, basis};

impl Engine {
    /// Of every delivery whether a later load tells that it took, and what somebody said its platform took.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn delivery_outcomes(&self, _: Nothing) -> Result<Vec<DeliveryOutcome>, EngineError> {
        let store = self.store()?;
        let now = Now {
            loads: store.current_loads()?,
            run: store.current_run()?,
            basis: basis::basis(&store)?,
            marks: Marks::read(&store)?,
        };
        let accepted = Accepted::read(&store)?;
        let written = store.deliveries()?;
        store
            .delivered()?
            .iter()
            .map(|one| {
                let mut outcome = now.outcome(&store, one)?;
                let delivery = written.iter().find(|file| file.delivery == one.delivery);
                accepted.tell(&mut outcome, delivery.map_or(0, |file| file.rows));
                Ok(outcome)
            })
            .collect()
    }
}

/// What is loaded and found now.
struct Now {
    loads: Vec<StoredLoad>,
    run: Option<StoredRun>,
    basis: String,
    marks: Marks,
}

impl Now {
    fn outcome(
        &self,
        store: &Store,
        delivered: &StoredDelivered,
    ) -> Result<DeliveryOutcome, EngineError> {
        if delivered.system.is_empty() {
            let why =
                "The destination sends no exports that could be loaded, so nothing can be told.";
            return Ok(untold(delivered, "no_system", why.to_owned()));
        }
        let sources = sources_of(store, &delivered.system)?;
        let of_system = |load: &&StoredLoad| sources.contains(&load.source);
        if !self.loads.iter().any(|load| of_system(&load)) {
            let why = format!(
                "No export of {} is loaded. Load one to see whether the upload took.",
                delivered.system
            );
            return Ok(untold(delivered, "not_loaded", why));
        }
        let later = self
            .loads
            .iter()
            .filter(of_system)
            .filter(|load| load.load > LoadId(delivered.load_before))
            .max_by_key(|load| load.load);
        let Some(later) = later else {
            let why = format!(
                "No export of {} was loaded since. Load a newer one to see whether the upload took.",
                delivered.system
            );
            return Ok(untold(delivered, "no_later_load", why));
        };
        let found = self.run.as_ref().filter(|run| run.basis == self.basis);
        let Some(run) = found else {
            let why = "A newer export is loaded. Find people again to see whether the upload took.";
            let mut outcome = untold(delivered, "find_people_first", why.to_owned());
            outcome.source = self.name_of(later.source);
            outcome.loaded_at.clone_from(&later.loaded_at);
            return Ok(outcome);
        };
        let count = store.delivered_count(delivered.delivery, run.run, &sources)?;
        let source = self.name_of(later.source);
        Ok(DeliveryOutcome {
            sentence: sentence(&delivered.purpose, &source, &count),
            delivery: delivered.delivery.0,
            state: "told".to_owned(),
            source,
            loaded_at: later.loaded_at.clone(),
            people: count.delivered - count.gone,
            were_there: count.were_there,
            are_there: count.are_there,
            came: count.came,
            went: count.went,
            gone: count.gone,
            accepted: None,
        })
    }

    fn name_of(&self, source: SourceId) -> String {
        self.marks
            .all()
            .iter()
            .find(|mark| mark.source == source.0)
            .map_or_else(String::new, |mark| mark.name.clone())
    }
}

fn untold(delivered: &StoredDelivered, state: &str, sentence: String) -> DeliveryOutcome {
    DeliveryOutcome {
        delivery: delivered.delivery.0,
        state: state.to_owned(),
        source: String::new(),
        loaded_at: String::new(),
        people: 0,
        were_there: 0,
        are_there: 0,
        came: 0,
        went: 0,
        gone: 0,
        accepted: None,
        sentence,
    }
}

/// What the numbers say. A list to leave people alone may mean to take them out of the system or to
/// keep them in a list of their own there, so both numbers are told and none is called wrong.
fn sentence(purpose: &str, source: &str, count: &DeliveredCount) -> String {
    let people = count.delivered - count.gone;
    let are = grouped(count.are_there);
    let of = grouped(people);
    if people == 0 {
        return "Nobody of that list is a customer of their own any more.".to_owned();
    }
    if purpose == "suppress" {
        return format!(
            "{source} has {are} of {of} of them now; {} are gone from it since, {} came.",
            grouped(count.went),
            grouped(count.came)
        );
    }
    let missing = grouped(people - count.are_there);
    if count.are_there == people {
        return format!(
            "{source} has all {of} of them now, {} of them since: the upload took.",
            grouped(count.came)
        );
    }
    if count.came == 0 && count.were_there < people {
        return format!(
            "{source} has {are} of {of} of them, none of them since: the upload did not take, or was not made. {missing} are missing."
        );
    }
    format!(
        "{source} has {are} of {of} of them now, {} of them since; {missing} are missing.",
        grouped(count.came)
    )
}
