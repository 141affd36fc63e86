//! Which list is meant, and who is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rollcall_checks::Window;
use rollcall_delivery::{Destination, Person, Prepared, Purpose, prepare};
use rollcall_lists::{Condition, choose, sent_nothing, untold};
use rollcall_model::{Attribute, ConsentState, CustomerId, RecordId, RunId};
use rollcall_store::{CustomerFilter, Store, StoredList, StoredListVersion, StoredRun};

use super::known::{LISTS, ListPurpose};
use super::named::Named;
use super::{Measured, bought_sources, conditions, person, saved, source_lists, window_text};
use crate::consent_ledger::doubted;
use crate::consent_statements::CHANNELS;
use crate::records::day_of;
use crate::said_no::SaidNo;
use crate::view::DraftList;
use crate::{Engine, EngineError, deals_told_again, records};

/// A list as it was asked for.
pub(super) struct Asked {
    /// Its code; blank for a draft.
    pub(super) code: String,
    /// Its name.
    pub(super) name: String,
    pub(super) purpose: ListPurpose,
    pub(super) who: Who,
    /// The version, where people made it.
    pub(super) version: Option<u32>,
    /// The lists it names, here or through others, with their versions.
    pub(super) names: BTreeMap<i64, u32>,
}

/// Who is in a list.
pub(super) enum Who {
    Everybody,
    /// Whoever bought within the window.
    Bought,
    Meeting(Condition),
}

impl Asked {
    /// Finds a list by its code, or takes the draft.
    pub(super) fn find(
        store: &Store,
        code: &str,
        draft: Option<&DraftList>,
    ) -> Result<Self, EngineError> {
        if let Some(draft) = draft {
            let condition = conditions::read(&draft.condition)?;
            let whole = Named::read(store)?.put_in(&condition)?;
            conditions::refuse_unknown(store, &whole.condition)?;
            return Ok(Self {
                code: String::new(),
                name: "Not saved yet".into(),
                purpose: ListPurpose::of_people(&draft.purpose)?,
                who: Who::Meeting(whole.condition),
                version: None,
                names: whole.lists,
            });
        }
        if let Some(number) = saved::number(code) {
            let all: Vec<StoredList> = store.agreed()?;
            let versions: Vec<StoredListVersion> = store.agreed()?;
            let list = saved::find(&all, number).map_err(|_| not_there(code, &all))?;
            let version =
                saved::version_in_force(&versions, number).ok_or_else(|| not_there(code, &all))?;
            let whole = Named::read(store)?.put_in(&saved::condition_of(version)?)?;
            conditions::refuse_unknown(store, &whole.condition)?;
            return Ok(Self {
                code: code.to_owned(),
                name: list.name.clone(),
                purpose: ListPurpose::of_people(&version.purpose)?,
                who: Who::Meeting(whole.condition),
                version: Some(version.version),
                names: whole.lists,
            });
        }
        if let Some(name) = source_lists::name(store, code)? {
            return Ok(Self {
                code: code.to_owned(),
                name,
                purpose: ListPurpose::Table,
                who: Who::Everybody,
                version: None,
                names: BTreeMap::new(),
            });
        }
        let Some(known) = LISTS.iter().find(|list| list.code == code) else {
            let made: Vec<StoredList> = store.agreed()?;
            return Err(not_there(code, &made));
        };
        Ok(Self {
            code: code.to_owned(),
            name: known.name.into(),
            purpose: known.purpose,
            who: if known.is_windowed {
                Who::Bought
            } else {
                Who::Everybody
            },
            version: None,
            names: BTreeMap::new(),
        })
    }

    /// What it is called now, to be told with its deliveries; blank where the program knows that by its code.
    pub(super) fn name_to_keep(&self) -> String {
        if LISTS.iter().any(|list| list.code == self.code) {
            String::new()
        } else {
            self.name.clone()
        }
    }

    /// Whether who is in it changes with the day.
    pub(super) fn counts_days(&self) -> bool {
        match &self.who {
            Who::Everybody => false,
            Who::Bought => true,
            Who::Meeting(condition) => condition.counts_days(),
        }
    }

    /// From when until when days are counted, in words; blank for a list without days.
    pub(super) fn window_told(&self, window: &Measured) -> String {
        if self.is_windowed() {
            window_text::of_window(window)
        } else if self.counts_days() {
            window_text::counted_back(window)
        } else {
            String::new()
        }
    }

    /// Whether the window asked for says who is in it, and not the conditions alone.
    pub(super) fn is_windowed(&self) -> bool {
        matches!(self.who, Who::Bought)
    }
}

fn not_there(code: &str, made: &[StoredList]) -> EngineError {
    let of_people = made.iter().filter(|one| one.removed_at.is_none());
    let known: Vec<String> = LISTS
        .iter()
        .map(|list| list.code.to_owned())
        .chain(source_lists::CODES.map(str::to_owned))
        .chain(of_people.map(|one| saved::code(one.list_id)))
        .collect();
    EngineError::unknown("list", code, &known)
}

/// People of a list, before a destination is asked.
pub(super) struct People {
    everybody: Vec<Person>,
    /// Name of the list.
    list: String,
    purpose: Purpose,
    /// What should be answered before it goes out.
    open: Vec<String>,
}

impl People {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.everybody.len()
    }

    /// Each of them, to add what a destination asks for.
    pub(super) fn everybody(&mut self) -> &mut [Person] {
        &mut self.everybody
    }

    /// The rows a destination takes of them.
    ///
    /// # Errors
    /// When the destination takes no such list.
    pub(super) fn prepare(&self, destination: &Destination) -> Result<Prepared, EngineError> {
        refuse_unfit(destination, self.purpose, &self.list)?;
        let mut prepared = prepare(self.everybody.iter().cloned(), destination, self.purpose);
        prepared.warnings.splice(0..0, self.open.iter().cloned());
        Ok(prepared)
    }
}

/// Refuses a destination that takes no such list.
fn refuse_unfit(
    destination: &Destination,
    purpose: Purpose,
    list: &str,
) -> Result<(), EngineError> {
    if destination.purposes.contains(&purpose) {
        return Ok(());
    }
    Err(EngineError::invalid(format!(
        "{} does not take the list {list}. Choose another destination.",
        destination.name
    )))
}

impl Engine {
    /// The rows a destination takes of a list, and who is left out. Where they are many, people are read some thousand
    /// at a time and let go again: all at once would fill the memory.
    ///
    /// # Errors
    /// When the destination takes no such list, or the project cannot be read.
    pub(super) fn prepared(
        &self,
        store: &Store,
        run: &StoredRun,
        asked: &Asked,
        window: Window,
        destination: &Destination,
    ) -> Result<Prepared, EngineError> {
        let purpose = asked.purpose.of_rows();
        refuse_unfit(destination, purpose, &asked.name)?;
        let mut open: Vec<String> = Vec::new();
        let chosen = match &asked.who {
            Who::Everybody | Who::Bought => None,
            Who::Meeting(condition) => Some(self.choose(store, run, condition, window, &mut open)?),
        };
        let are_few = chosen.as_ref().is_some_and(|all| all.len() < FEW);
        if are_few || matches!(asked.who, Who::Bought) {
            return self
                .people_of(store, run, asked, window)?
                .prepare(destination);
        }
        let is_in = |customer: CustomerId| {
            let chosen = chosen.as_ref();
            chosen.is_none_or(|all| all.binary_search(&customer).is_ok())
        };
        let said_no = match asked.purpose {
            ListPurpose::Contact => Some(self.facts.said_no(store, run)?),
            _ => None,
        };
        let third = bought_sources(store)?;
        let read = |part: i64| -> Result<Vec<Person>, EngineError> {
            let mut customers = store.customers_of_part(run.run, part)?;
            customers.retain(|one| is_in(one.customer));
            let people = customers.par_iter().map(|one| person(one, &third));
            let mut people: Vec<Person> = people.collect::<Result<_, _>>()?;
            for person in &mut people {
                if let Some(said_no) = &said_no {
                    bar(person, said_no);
                }
            }
            Ok(people)
        };
        let mut failed = None;
        let parts = store.customer_parts(run.run)?.into_iter();
        let people = parts.map_while(|part| match read(part) {
            Ok(people) => Some(people),
            Err(error) => {
                failed = Some(error);
                None
            }
        });
        let mut prepared = prepare(people.flatten(), destination, purpose);
        if let Some(error) = failed {
            return Err(error);
        }
        if let Some(said_no) = &said_no {
            open.extend(said_no.open_questions());
            open.extend(doubted(store)?);
        }
        prepared.warnings.splice(0..0, open);
        Ok(prepared)
    }

    /// The customers who meet a condition, in order; tells what of it cannot be told.
    fn choose(
        &self,
        store: &Store,
        run: &StoredRun,
        condition: &Condition,
        window: Window,
        open: &mut Vec<String>,
    ) -> Result<Vec<CustomerId>, EngineError> {
        self.ask_book(store, run, condition, |book| {
            open.extend(untold(condition, book).into_iter().map(str::to_owned));
            open.extend(sent_nothing(condition, book, window.until));
            let chosen = choose(condition, book, window.until);
            let everybody = book.customers.iter().copied().zip(chosen);
            everybody
                .filter(|(_, chosen)| *chosen)
                .map(|(customer, _)| customer)
                .collect()
        })
    }

    /// Everybody in a list, with what keeps them from being reached.
    pub(super) fn people_of(
        &self,
        store: &Store,
        run: &StoredRun,
        asked: &Asked,
        window: Window,
    ) -> Result<People, EngineError> {
        let mut open: Vec<String> = Vec::new();
        let mut people = match &asked.who {
            Who::Everybody => everybody(store, run.run)?,
            Who::Bought => bought(store, run.run, window)?,
            Who::Meeting(condition) => {
                let chosen = self.choose(store, run, condition, window, &mut open)?;
                these(store, run.run, &chosen)?
            }
        };
        if asked.purpose == ListPurpose::Contact {
            let said_no: Arc<SaidNo> = self.facts.said_no(store, run)?;
            for person in &mut people {
                bar(person, &said_no);
            }
            open.extend(said_no.open_questions());
            open.extend(doubted(store)?);
        }
        Ok(People {
            everybody: people,
            list: asked.name.clone(),
            purpose: asked.purpose.of_rows(),
            open,
        })
    }
}

/// Notes what keeps a person from being reached.
fn bar(person: &mut Person, said_no: &SaidNo) {
    person.barred = said_no.barred(person);
    person.in_doubt = said_no.in_doubt(person.customer);
    if said_no.is_objected(person) {
        refuse_all(person);
    }
}

/// Whoever objected before they were known said no to every way of being reached.
fn refuse_all(person: &mut Person) {
    for channel in CHANNELS {
        if channel != Attribute::DeletionRequest {
            person.consents.insert(channel, ConsentState::OptedOut);
        }
    }
}

fn everybody(store: &Store, run: RunId) -> Result<Vec<Person>, EngineError> {
    let third = bought_sources(store)?;
    let mut people = Vec::new();
    store.visit_customers::<EngineError>(run, &CustomerFilter::default(), |customer| {
        people.push(person(&customer, &third)?);
        Ok(())
    })?;
    Ok(people)
}

/// Some customers, in the order of their ids: one by one where they are few, else out of all.
fn these(store: &Store, run: RunId, chosen: &[CustomerId]) -> Result<Vec<Person>, EngineError> {
    let third = bought_sources(store)?;
    let mut people = Vec::with_capacity(chosen.len());
    if chosen.len() < FEW {
        for customer in chosen {
            if let Some(customer) = store.customer(run, *customer)? {
                people.push(person(&customer, &third)?);
            }
        }
        return Ok(people);
    }
    store.visit_customers::<EngineError>(run, &CustomerFilter::default(), |customer| {
        if chosen.binary_search(&customer.customer).is_ok() {
            people.push(person(&customer, &third)?);
        }
        Ok(())
    })?;
    Ok(people)
}

/// So few customers are fetched one by one.
const FEW: usize = 2_000;

fn bought(store: &Store, run: RunId, window: Window) -> Result<Vec<Person>, EngineError> {
    let filter = CustomerFilter {
        bought_from: Some(window.from.to_string()),
        ..CustomerFilter::default()
    };
    let third = bought_sources(store)?;
    let told_again = deals_told_again::rows(store)?;
    let mut people = Vec::new();
    let mut bought_later = BTreeSet::new();
    store.visit_customers::<EngineError>(run, &filter, |customer| {
        let last = customer.last_purchase.as_deref().and_then(day_of);
        if last.is_some_and(|day| day > window.until) {
            bought_later.insert(customer.customer);
        }
        people.push(person(&customer, &third)?);
        Ok(())
    })?;
    let mut kept = Vec::with_capacity(people.len());
    for person in people {
        if !bought_later.contains(&person.customer)
            || bought_within(store, run, person.customer, window, &told_again)?
        {
            kept.push(person);
        }
    }
    Ok(kept)
}

/// Whether one of a customer's purchases, not only the latest, falls into a window: a date of the
/// future, mistyped, must not hide what was bought last week.
fn bought_within(
    store: &Store,
    run: RunId,
    customer: CustomerId,
    window: Window,
    told_again: &BTreeSet<RecordId>,
) -> Result<bool, EngineError> {
    let records: Vec<RecordId> = store
        .members(run, customer)?
        .iter()
        .map(|member| member.record)
        .collect();
    let records = store.standard_records(&records)?;
    let mut days = records::purchase_times(&records, told_again).filter_map(day_of);
    Ok(days.any(|day| window.from <= day && day <= window.until))
}
