//! What is known of all customers, prepared for conditions: read once, kept until something changes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::Datelike as _;
use rayon::prelude::*;
use rollcall_lists::{
    Book, BuyersOf, Condition, Events, SourceSets, SourceTest, State, Texts, purposes_asked,
};
use rollcall_model::{Attribute, AttributeFamily, ConsentState, CustomerId, RunId, SourceId};
use rollcall_standardise::email;
use rollcall_store::{CustomerFilter, KnownBy, Store, StoredCustomer, StoredKeptOut, StoredRun};
use serde::Deserialize;

use super::named::Findings;
use super::{happened, kept, permissions};
use crate::buyer_marks::KnownBuyers;
use crate::records::day_of;
use crate::said_no::{SaidNo, is_request};
use crate::{EngineError, basis};

/// So many customers are taken apart at a time, on all cores.
const AT_ONCE: usize = 4_096;
const CHANNELS: [Attribute; 4] = [
    Attribute::EmailConsent,
    Attribute::SmsConsent,
    Attribute::PhoneConsent,
    Attribute::PostConsent,
];

/// Project, and what the facts are made from.
type Key = (PathBuf, String);

/// The facts asked for last.
#[derive(Default)]
pub(crate) struct LastFacts(Mutex<Option<Facts>>);

struct Facts {
    key: Key,
    /// The answers by which pairs wait that are marked in the book.
    answers: String,
    book: Book,
    /// Attributes the book has texts of.
    read: BTreeSet<Attribute>,
    /// When each customer bought last, as their records sum it up; nothing where the people were kept.
    last_purchases: Option<Vec<Option<i32>>>,
    has_events: bool,
    /// Who said no, and who was kept out when that was read.
    said_no: Option<(Vec<StoredKeptOut>, Arc<SaidNo>)>,
}

impl LastFacts {
    /// Asks the book something, once all is in it that the condition needs.
    pub(super) fn ask<T>(
        &self,
        store: &Store,
        run: &StoredRun,
        condition: &Condition,
        findings: &Findings,
        answer: impl FnOnce(&Book) -> T,
    ) -> Result<T, EngineError> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (attributes, events) = needs(condition);
        let facts = current(&mut last, store, run, &attributes)?;
        for source in sources_of_buyers(condition) {
            if !facts.book.buyers.contains_key(&source) {
                let told = buyers_of(store, run.run, source, &facts.book)?;
                facts.book.buyers.insert(source, told);
            }
        }
        for asked in purposes_asked(condition) {
            if !facts.book.permissions.contains_key(&asked) {
                let told = permissions::read(store, run.run, &facts.book, &asked)?;
                facts.book.permissions.insert(asked, told);
            }
        }
        facts.book.findings = findings
            .iter()
            .filter_map(|(check, behind)| {
                let behind = behind.as_ref()?;
                let customers = facts.book.customers.iter();
                let are = customers.map(|one| behind.binary_search(one).is_ok());
                Some((check.clone(), are.collect()))
            })
            .collect();
        if events && !facts.has_events {
            let events = kept::events(store, run, &facts.key.1)?;
            facts.book.events = match (events, &facts.last_purchases) {
                (Some(kept), _) => kept,
                (None, Some(last)) => happened::read(store, run.run, &facts.book, last)?,
                (None, None) => to_keep(store, run.run)?.1,
            };
            facts.has_events = true;
        }
        Ok(answer(&facts.book))
    }

    /// Who may not be reached at which address.
    pub(super) fn said_no(
        &self,
        store: &Store,
        run: &StoredRun,
    ) -> Result<Arc<SaidNo>, EngineError> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let facts = current(&mut last, store, run, &BTreeSet::new())?;
        let kept_out = store.kept_out()?;
        if let Some((before, said_no)) = &facts.said_no
            && *before == kept_out
        {
            return Ok(Arc::clone(said_no));
        }
        let said_no = Arc::new(SaidNo::read(store, run.run)?);
        facts.said_no = Some((kept_out, Arc::clone(&said_no)));
        Ok(said_no)
    }

    /// Forgets them: they are of a project that is not open any more.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The facts as they are now, with the texts of these attributes.
fn current<'a>(
    last: &'a mut Option<Facts>,
    store: &Store,
    run: &StoredRun,
    attributes: &BTreeSet<Attribute>,
) -> Result<&'a mut Facts, EngineError> {
    let made_from = kept::made_from(store, run)?;
    let key = (store.path().to_path_buf(), made_from);
    let answers = basis::basis_of_answers(store)?;
    let mut facts = match last.take().filter(|facts| facts.key == key) {
        Some(facts) => facts,
        None => match kept::people(store, run, &key.1)? {
            Some(people) => Facts::of(key, people),
            None => {
                let (book, last_purchases) = read(store, run.run, attributes)?;
                Facts {
                    read: attributes.clone(),
                    last_purchases: Some(last_purchases),
                    ..Facts::of(key, book)
                }
            }
        },
    };
    let missing: BTreeSet<Attribute> = attributes.difference(&facts.read).cloned().collect();
    if !missing.is_empty() {
        let (with_texts, _) = read(store, run.run, &missing)?;
        facts.book.texts.extend(with_texts.texts);
        facts.read.extend(missing);
    }
    let facts = last.insert(facts);
    if facts.answers != answers {
        mark_review(&mut facts.book, store, run.run)?;
        facts.answers = answers;
    }
    Ok(facts)
}

/// The attributes a condition asks for, and whether it asks for events.
fn needs(condition: &Condition) -> (BTreeSet<Attribute>, bool) {
    let (mut attributes, mut events) = (BTreeSet::new(), false);
    condition.visit(&mut |one| match one {
        Condition::Attribute { attribute, .. } => {
            attributes.insert(attribute.clone());
        }
        Condition::Event { .. } | Condition::Spent { .. } => events = true,
        _ => {}
    });
    (attributes, events)
}

/// The sources a condition asks whom they know as buyers.
fn sources_of_buyers(condition: &Condition) -> BTreeSet<SourceId> {
    let mut sources = BTreeSet::new();
    condition.visit(&mut |one| {
        if let Condition::Source {
            source,
            test: SourceTest::AsBuyer | SourceTest::NotAsBuyer,
        } = one
        {
            sources.insert(*source);
        }
    });
    sources
}

fn buyers_of(
    store: &Store,
    run: RunId,
    source: SourceId,
    book: &Book,
) -> Result<BuyersOf, EngineError> {
    let members = store.memberships(run)?;
    let known = KnownBuyers::read(store, source, &|record| {
        let place = members.binary_search_by_key(&record, |(one, _)| *one);
        members.get(place.ok()?).map(|(_, customer)| *customer)
    })?;
    let customers = book.customers.iter();
    Ok(BuyersOf {
        tells: known.tells,
        are: customers.map(|one| known.buyers.contains(one)).collect(),
    })
}

/// Of a golden record what conditions ask for, borrowed from its text.
#[derive(Deserialize)]
struct Golden<'a> {
    #[serde(borrow)]
    values: Vec<Agreed<'a>>,
}

/// The agreed value of an attribute, and the others behind it.
#[derive(Deserialize)]
struct Agreed<'a> {
    #[serde(borrow)]
    attribute: Cow<'a, str>,
    #[serde(borrow)]
    value: Cow<'a, str>,
    #[serde(borrow)]
    others: Vec<Other<'a>>,
}

#[derive(Deserialize)]
struct Other<'a> {
    #[serde(borrow)]
    value: Cow<'a, str>,
}

/// What one customer's row tells.
struct Told {
    customer: CustomerId,
    sources: Vec<SourceId>,
    states: Vec<State>,
    consents: [Option<ConsentState>; CHANNELS.len()],
    /// Values by the place of the attribute among those wanted.
    texts: Vec<Vec<String>>,
    last_purchase: Option<i32>,
}

impl Facts {
    /// With nothing but the people.
    fn of(key: Key, book: Book) -> Self {
        Self {
            key,
            answers: String::new(),
            book,
            read: BTreeSet::new(),
            last_purchases: None,
            has_events: false,
            said_no: None,
        }
    }
}

/// The people and events a run keeps, read from its customers and from the tables.
pub(super) fn to_keep(store: &Store, run: RunId) -> Result<(Book, Events), EngineError> {
    let (book, last_purchases) = read(store, run, &BTreeSet::new())?;
    let events = happened::read(store, run, &book, &last_purchases)?;
    Ok((book, events))
}

/// The people with the texts of some attributes, and when each bought last, as their records sum it up.
fn read(
    store: &Store,
    run: RunId,
    wanted: &BTreeSet<Attribute>,
) -> Result<(Book, Vec<Option<i32>>), EngineError> {
    let attributes: Vec<&Attribute> = wanted.iter().collect();
    let codes: Vec<String> = attributes.iter().map(|one| one.code()).collect();
    let mut gathered = Gathered::new(attributes.len());
    let mut waiting = Vec::with_capacity(AT_ONCE);
    store.visit_customers::<EngineError>(run, &CustomerFilter::default(), |customer| {
        waiting.push(customer);
        if waiting.len() == AT_ONCE {
            gathered.take(&mut waiting, &attributes, &codes)?;
        }
        Ok(())
    })?;
    gathered.take(&mut waiting, &attributes, &codes)?;
    let mut book = Book::of(gathered.customers);
    for (place, states) in gathered.states.iter().enumerate() {
        for state in states {
            book.mark(place, *state);
        }
    }
    book.sources = gathered.sources;
    book.texts = attributes
        .iter()
        .map(|one| (*one).clone())
        .zip(gathered.texts)
        .collect();
    book.consents = CHANNELS.into_iter().zip(gathered.consents).collect();
    Ok((book, gathered.last_purchases))
}

/// Marks whose pairs wait for somebody's word, and who is put together by one that is worth a look.
fn mark_review(book: &mut Book, store: &Store, run: RunId) -> Result<(), EngineError> {
    book.unmark_all(State::InReview);
    book.unmark_all(State::LinkInDoubt);
    for customer in store.tied_customers(run)? {
        if let Some(place) = book.place(customer) {
            book.mark(place, State::LinkInDoubt);
        }
    }
    for pair in store.pairs_between(run)? {
        for customer in [pair.one, pair.other] {
            if let Some(place) = book.place(customer) {
                book.mark(place, State::InReview);
            }
        }
    }
    Ok(())
}

/// The columns so far.
struct Gathered {
    customers: Vec<CustomerId>,
    sources: SourceSets,
    states: Vec<Vec<State>>,
    consents: [Vec<Option<ConsentState>>; CHANNELS.len()],
    texts: Vec<Texts>,
    last_purchases: Vec<Option<i32>>,
}

impl Gathered {
    fn new(attributes: usize) -> Self {
        Self {
            customers: Vec::new(),
            sources: SourceSets::default(),
            states: Vec::new(),
            consents: std::array::from_fn(|_| Vec::new()),
            texts: (0..attributes).map(|_| Texts::default()).collect(),
            last_purchases: Vec::new(),
        }
    }

    fn take(
        &mut self,
        waiting: &mut Vec<StoredCustomer>,
        attributes: &[&Attribute],
        codes: &[String],
    ) -> Result<(), EngineError> {
        let told: Vec<Told> = waiting
            .par_iter()
            .map(|customer| told(customer, attributes, codes))
            .collect::<Result<_, _>>()?;
        waiting.clear();
        for one in told {
            self.customers.push(one.customer);
            self.sources.push(&one.sources);
            self.states.push(one.states);
            self.last_purchases.push(one.last_purchase);
            for (column, answer) in self.consents.iter_mut().zip(one.consents) {
                column.push(answer);
            }
            for (column, values) in self.texts.iter_mut().zip(&one.texts) {
                column.push(values.iter().map(String::as_str));
            }
        }
        Ok(())
    }
}

fn told(
    customer: &StoredCustomer,
    attributes: &[&Attribute],
    codes: &[String],
) -> Result<Told, EngineError> {
    let golden: Golden<'_> = serde_json::from_str(&customer.golden)?;
    let mut states = Vec::new();
    for (state, holds) in [
        (State::InConflict, customer.conflicts > 0),
        (State::OnlyById, customer.known_by == KnownBy::Id),
        (State::InHousehold, customer.household.is_some()),
    ] {
        if holds {
            states.push(state);
        }
    }
    let channels = CHANNELS.map(|one| one.code());
    let mut consents = [None; CHANNELS.len()];
    let mut texts = vec![Vec::new(); attributes.len()];
    for value in &golden.values {
        if let Some(channel) = channels.iter().position(|one| *one == value.attribute) {
            consents[channel] = ConsentState::parse(&value.value);
        }
        if value.attribute == "deletion_request" && is_request(&value.value) {
            states.push(State::DeletionRequested);
        }
        if value.attribute == "email" && email::is_role(&value.value) {
            states.push(State::RoleAddress);
        }
        if let Some(place) = codes.iter().position(|one| *one == value.attribute) {
            texts[place] = texts_of(attributes[place], value);
        }
    }
    Ok(Told {
        customer: customer.customer,
        sources: customer.sources.clone(),
        states,
        consents,
        texts,
        last_purchase: customer
            .last_purchase
            .as_deref()
            .and_then(day_of)
            .map(|day| day.num_days_from_ce()),
    })
}

/// What conditions compare: the agreed value, and of addresses, numbers and ids every one there is.
fn texts_of(attribute: &Attribute, value: &Agreed<'_>) -> Vec<String> {
    let has_several = matches!(
        attribute.family(),
        AttributeFamily::Contact | AttributeFamily::Identifier
    );
    let others = value.others.iter().filter(|_| has_several);
    std::iter::once(&value.value)
        .chain(others.map(|other| &other.value))
        .filter(|text| !text.trim().is_empty())
        .map(|text| text.clone().into_owned())
        .collect()
}
