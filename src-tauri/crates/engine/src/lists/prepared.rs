//! The rows a destination takes of a list, and who is left out of it. People are looked at some thousand at a time and
//! let go again, and so are their rows: all at once would fill the memory.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rollcall_delivery::{Destination, Extent, Person, Personal, Prepared, Preparing, Weighed};
use rollcall_model::{Attribute, ConsentState, CustomerId, SourceId};
use rollcall_store::{Store, StoredCustomer, StoredRun};

use super::chosen::{Asked, Chosen};
use super::known::ListPurpose;
use super::seen::{Wanted, people_from_bytes};
use super::{SHOWN, bought_sources, person};
use crate::consent_ledger::{doubted, kept_out};
use crate::personalisation::Known;
use crate::said_no::SaidNo;
use crate::{Engine, EngineError};

/// So few customers are fetched by themselves.
const FEW: usize = 2_000;

/// What a list is made for.
#[derive(Clone, Copy)]
pub(super) enum MadeTo<'a> {
    /// To be written to this file, or to files beside it.
    Write(&'a Path),
    /// To be looked at: its first rows.
    Show,
    /// To tell who is left out, and why.
    Count,
}

impl MadeTo<'_> {
    fn extent(self) -> Extent {
        match self {
            Self::Write(_) => Extent::Rows,
            Self::Show => Extent::FirstRows(SHOWN),
            Self::Count => Extent::Reasons,
        }
    }
}

impl Engine {
    /// What a destination takes of a list, as much of it as is asked for, and who is left out.
    ///
    /// # Errors
    /// When the destination takes no such list, or the project cannot be read.
    pub(super) fn prepared(
        &self,
        store: &Store,
        run: &StoredRun,
        asked: &Asked,
        chosen: &Chosen,
        destination: &Destination,
        made_to: MadeTo<'_>,
    ) -> Result<Prepared, EngineError> {
        let purpose = asked.purpose.of_rows();
        if !destination.purposes.contains(&purpose) {
            let list = asked.as_named();
            return Err(EngineError::invalid(format!(
                "{} does not take the list {list}. Choose another destination.",
                destination.name
            )));
        }
        let said_no = match asked.purpose {
            ListPurpose::Contact => Some(self.facts.said_no(store, run)?),
            _ => None,
        };
        let mut open = chosen.open.clone();
        if let Some(said_no) = &said_no {
            open.extend(said_no.open_questions());
            open.extend(doubted(store)?);
            open.extend(kept_out(store)?);
        }
        let mut preparing = Preparing::new(destination, purpose, made_to.extent());
        let attributes = preparing.looks_at();
        let mut personal = Personal::ALL.iter().map(|one| one.attribute());
        let reading = Reading {
            third: bought_sources(store)?,
            customers: chosen.customers.as_deref(),
            known: if personal.any(|one| attributes.contains(&one)) {
                Some(Known::read(store, run.run)?)
            } else {
                None
            },
            attributes,
            said_no,
            made_to,
        };
        match reading.customers {
            Some(few) if few.len() < FEW => reading.take_few(store, run, few, &mut preparing)?,
            _ => self.take_all(store, run, &reading, &mut preparing)?,
        }
        let mut prepared = preparing.finish();
        prepared.warnings.splice(0..0, open);
        Ok(prepared)
    }

    /// Takes everybody who is asked for, as many parts at a time as there are cores.
    fn take_all(
        &self,
        store: &Store,
        run: &StoredRun,
        reading: &Reading<'_>,
        preparing: &mut Preparing<'_>,
    ) -> Result<(), EngineError> {
        let parts = self.facts.seen(store, run)?;
        let wanted = reading.wanted();
        for some in parts.chunks(rayon::current_num_threads().max(1)) {
            let kept = some
                .iter()
                .map(|(part, seen)| seen.bytes(store, run, *part))
                .collect::<Result<Vec<Option<Vec<u8>>>, _>>()?;
            let weighing: &Preparing<'_> = preparing;
            let seen: Vec<Option<Vec<Weighed>>> = kept
                .par_iter()
                .map(|bytes| {
                    let people = people_from_bytes(bytes.as_deref()?, &wanted)?.into_iter();
                    let weighed = people.map(|person| reading.weigh(person, weighing));
                    Some(weighed.collect())
                })
                .collect();
            for ((part, _), weighed) in some.iter().zip(seen) {
                let weighed = match weighed {
                    Some(weighed) => weighed,
                    None => {
                        let customers = store.customers_of_part(run.run, *part)?;
                        reading.weigh_rows(customers, preparing)?
                    }
                };
                for one in weighed {
                    preparing.take(one);
                }
                if let MadeTo::Write(path) = reading.made_to {
                    preparing.put_aside(path)?;
                }
            }
        }
        Ok(())
    }
}

/// Whom of a list is read, and what stands beside them.
struct Reading<'a> {
    /// The sources that were bought or borrowed.
    third: BTreeSet<SourceId>,
    /// Who is in it, in order; nothing for everybody.
    customers: Option<&'a [CustomerId]>,
    /// The attributes of which values are looked at.
    attributes: BTreeSet<Attribute>,
    /// Who may not be reached at which address, of a list to reach people.
    said_no: Option<Arc<SaidNo>>,
    /// What they bought and when they read, where the destination asks for it.
    known: Option<Known>,
    made_to: MadeTo<'a>,
}

impl Reading<'_> {
    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            attributes: &self.attributes,
            third: &self.third,
            customers: self.customers,
        }
    }

    /// The person with all that stands beside them, looked at on their own.
    fn weigh(&self, mut person: Person, preparing: &Preparing<'_>) -> Weighed {
        if let Some(said_no) = &self.said_no {
            person.in_doubt = said_no.in_doubt(person.customer);
            person.restricted = said_no.is_restricted(person.customer);
            if said_no.is_objected(&person) {
                refuse_all(&mut person);
            }
            // Most who are left out have not said yes: their addresses need no look.
            if preparing.refuses(&person).is_none() {
                person.barred = said_no.barred(&person);
            }
        }
        if let Some(known) = &self.known {
            for (attribute, value) in known.of(person.customer) {
                person.values.insert(attribute, vec![value]);
            }
        }
        preparing.weigh(person)
    }

    /// Those of some customers who are asked for, as their rows tell.
    fn weigh_rows(
        &self,
        mut customers: Vec<StoredCustomer>,
        preparing: &Preparing<'_>,
    ) -> Result<Vec<Weighed>, EngineError> {
        let wanted = self.wanted();
        customers.retain(|one| wanted.is_in(one.customer));
        customers
            .par_iter()
            .map(|one| Ok(self.weigh(person(one, &self.third)?, preparing)))
            .collect()
    }

    /// Takes customers who are fetched by themselves.
    fn take_few(
        &self,
        store: &Store,
        run: &StoredRun,
        few: &[CustomerId],
        preparing: &mut Preparing<'_>,
    ) -> Result<(), EngineError> {
        let mut found = store.some_customers(run.run, few)?;
        for customer in few {
            if let Some(customer) = found.remove(customer) {
                let weighed = self.weigh(person(&customer, &self.third)?, preparing);
                preparing.take(weighed);
            }
        }
        Ok(())
    }
}

/// How many are in the list, whether a destination takes them or not.
pub(super) fn everybody(prepared: &Prepared) -> u64 {
    let left_out: usize = prepared.left_out.values().map(Vec::len).sum();
    prepared.people + left_out as u64
}

/// Whoever objected before they were known said no to every way of being reached.
fn refuse_all(person: &mut Person) {
    let permissions = Attribute::PERMISSIONS.iter().cloned();
    person
        .consents
        .extend(permissions.map(|one| (one, ConsentState::OptedOut)));
}
