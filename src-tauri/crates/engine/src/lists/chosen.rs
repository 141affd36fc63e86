//! Which list is meant, and who is in it.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::Window;
use rollcall_lists::{Condition, choose, sent_nothing, untold};
use rollcall_model::{CustomerId, RunId};
use rollcall_store::{Store, StoredList, StoredListVersion, StoredRun};

use super::known::{LISTS, ListPurpose};
use super::named::Named;
use super::{Measured, conditions, saved, source_lists, window_text};
use crate::records::day_of;
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

    /// Its name in a sentence: one that people gave stands in quotation marks, so that it is no word of the program even
    /// where it reads like one.
    pub(super) fn as_named(&self) -> String {
        if self.version.is_some() {
            format!("“{}”", self.name)
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

/// Who is in a list, before a destination is asked.
pub(super) struct Chosen {
    /// In order; nothing for everybody.
    pub(super) customers: Option<Vec<CustomerId>>,
    /// What of its conditions cannot be told.
    pub(super) open: Vec<String>,
}

impl Chosen {
    /// How many they are.
    pub(super) fn len(&self, store: &Store, run: &StoredRun) -> Result<u64, EngineError> {
        match &self.customers {
            Some(customers) => Ok(customers.len() as u64),
            None => Ok(store.customer_counts(run.run)?.all()),
        }
    }
}

impl Engine {
    /// Who is in a list.
    pub(super) fn chosen(
        &self,
        store: &Store,
        run: &StoredRun,
        asked: &Asked,
        window: Window,
    ) -> Result<Chosen, EngineError> {
        let mut open: Vec<String> = Vec::new();
        let customers = match &asked.who {
            Who::Everybody => None,
            Who::Bought => Some(bought(store, run.run, window)?),
            Who::Meeting(condition) => {
                let chosen: Vec<CustomerId> = self.ask_book(store, run, condition, |book| {
                    open.extend(untold(condition, book).into_iter().map(str::to_owned));
                    open.extend(sent_nothing(condition, book, window.until));
                    let chosen = choose(condition, book, window.until);
                    let everybody = book.customers.iter().copied().zip(chosen);
                    everybody
                        .filter(|(_, chosen)| *chosen)
                        .map(|(customer, _)| customer)
                        .collect()
                })?;
                Some(chosen)
            }
        };
        Ok(Chosen { customers, open })
    }
}

/// Whoever bought within a window, in order.
fn bought(store: &Store, run: RunId, window: Window) -> Result<Vec<CustomerId>, EngineError> {
    let since: Vec<(CustomerId, bool)> = store
        .bought_since(run, &window.from.to_string())?
        .into_iter()
        .map(|(customer, last)| {
            let is_later = day_of(&last).is_some_and(|day| day > window.until);
            (customer, is_later)
        })
        .collect();
    let also_within = if since.iter().any(|(_, is_later)| *is_later) {
        bought_later_too(store, run, window)?
    } else {
        BTreeSet::new()
    };
    Ok(since
        .into_iter()
        .filter(|(customer, is_later)| !is_later || also_within.contains(customer))
        .map(|(customer, _)| customer)
        .collect())
}

/// Those who bought after a window of whom one of the purchases, not only the latest, falls into it: a date of the
/// future, mistyped, must not hide what was bought last week. All of them are read in one pass.
fn bought_later_too(
    store: &Store,
    run: RunId,
    window: Window,
) -> Result<BTreeSet<CustomerId>, EngineError> {
    let mut within = BTreeSet::new();
    let Some(after) = window.until.succ_opt() else {
        return Ok(within);
    };
    let told_again = deals_told_again::rows(store)?;
    store.visit_records_of_buyers(run, &after.to_string(), |customer, records| {
        let mut days = records::purchase_times(records, &told_again).filter_map(day_of);
        if days.any(|day| window.from <= day && day <= window.until) {
            within.insert(customer);
        }
    })?;
    Ok(within)
}
