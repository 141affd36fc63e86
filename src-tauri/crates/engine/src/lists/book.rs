//! What is known of all customers, prepared for conditions: read once, kept until something changes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::Datelike as _;
use rayon::prelude::*;
use rollcall_lists::{
    Book, BuyersOf, Condition, SourceSets, SourceTest, State, Texts, purposes_asked,
};
use rollcall_model::{Attribute, AttributeFamily, ConsentState, CustomerId, RunId, SourceId};
use rollcall_standardise::email;
use rollcall_store::{CustomerFilter, KnownBy, Store, StoredCustomer, StoredKeptOut, StoredRun};
use serde::Deserialize;

use super::kept::{self, People, Seen, Words};
use super::named::Findings;
use super::permissions;
use crate::buyer_marks::KnownBuyers;
use crate::kept_answers::made_from_rows;
use crate::records::day_of;
use crate::said_no::{KeptWords, SaidNo, is_request};
use crate::{EngineError, basis};

/// So many customers are taken apart at a time, on all cores.
const AT_ONCE: usize = 4_096;

/// By what it is told whether facts still hold.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    project: PathBuf,
    /// What people and their values are made from.
    people: String,
    /// What the rows of the run are made from.
    rows: String,
}

/// The facts asked for last.
#[derive(Default)]
pub(crate) struct LastFacts(Mutex<Option<Facts>>);

struct Facts {
    key: Key,
    /// The answers by which pairs wait that are marked in the book; nothing while nobody asked.
    answers: Option<String>,
    /// With the book all is asked; events only once a condition asks for them.
    people: People,
    /// Attributes the book has texts of.
    read: BTreeSet<Attribute>,
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
        let needs = Needs::of(condition);
        let facts = current(&mut last, store, run, &needs.attributes)?;
        if needs.review {
            facts.mark_review(store, run.run)?;
        }
        if needs.events && !facts.has_events {
            facts.people.book.events = kept::events(store, run, &facts.key.rows, &facts.people)?;
            facts.has_events = true;
        }
        for source in needs.buyers_of {
            if !facts.people.book.buyers.contains_key(&source) {
                let known = KnownBuyers::of_run(store, run, source)?;
                let told = buyers_in(&facts.people.book, &known);
                facts.people.book.buyers.insert(source, told);
            }
        }
        for asked in purposes_asked(condition) {
            let book = &mut facts.people.book;
            if !book.permissions.contains_key(&asked) {
                let told = permissions::of_run(store, run, &facts.key.people, book, &asked)?;
                book.permissions.insert(asked, told);
            }
        }
        let book = &mut facts.people.book;
        book.findings = findings
            .iter()
            .filter_map(|(check, behind)| {
                let behind = behind.as_ref()?;
                let customers = book.customers.iter();
                let are = customers.map(|one| behind.binary_search(one).is_ok());
                Some((check.clone(), are.collect()))
            })
            .collect();
        Ok(answer(book))
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
        let words = facts
            .people
            .parts
            .as_ref()
            .map(|parts| Words { store, run, parts });
        let words = words.as_ref().map(|words| words as &dyn KeptWords);
        let said_no = Arc::new(SaidNo::read(store, run.run, words)?);
        facts.said_no = Some((kept_out, Arc::clone(&said_no)));
        Ok(said_no)
    }

    /// How destinations see the people, part by part in order.
    pub(super) fn seen(
        &self,
        store: &Store,
        run: &StoredRun,
    ) -> Result<Vec<(i64, Seen)>, EngineError> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let facts = current(&mut last, store, run, &BTreeSet::new())?;
        kept::seen_in_parts(store, run, &facts.people)
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
    let key = Key {
        project: store.path().to_path_buf(),
        people: kept::made_from(store, run)?,
        rows: made_from_rows(store, run)?,
    };
    let mut facts = match last.take() {
        Some(facts) if facts.key == key => facts,
        before => Facts::read(key, store, run, before)?,
    };
    let missing: BTreeSet<Attribute> = attributes.difference(&facts.read).cloned().collect();
    if !missing.is_empty() {
        facts.add_texts(store, run, missing)?;
    }
    Ok(last.insert(facts))
}

impl Facts {
    /// The people as they are now. What their rows tell is taken from the facts of before, where nothing of that
    /// changed: a value that was set by hand takes no event away.
    fn read(
        key: Key,
        store: &Store,
        run: &StoredRun,
        before: Option<Self>,
    ) -> Result<Self, EngineError> {
        let mut people = kept::whoever(store, run)?;
        let before = before.filter(|before| {
            before.key.project == key.project
                && before.key.rows == key.rows
                && before.people.book.customers == people.book.customers
        });
        let mut has_events = false;
        if let Some(before) = before {
            has_events = before.has_events;
            people.book.events = before.people.book.events;
            people.book.buyers = before.people.book.buyers;
        }
        Ok(Self {
            key,
            answers: None,
            people,
            read: BTreeSet::new(),
            has_events,
            said_no: None,
        })
    }

    /// Adds the texts of attributes: as they are kept, else read from everybody.
    fn add_texts(
        &mut self,
        store: &Store,
        run: &StoredRun,
        missing: BTreeSet<Attribute>,
    ) -> Result<(), EngineError> {
        let kept = match &self.people.parts {
            Some(parts) => parts.texts(store, run, &missing)?,
            None => None,
        };
        let texts = match kept {
            Some(texts) => texts,
            None => read(store, run.run, &missing)?.0.texts,
        };
        self.people.book.texts.extend(texts);
        self.read.extend(missing);
        Ok(())
    }

    /// Marks whose pairs wait for somebody's word, and who is put together by one that is worth a look.
    fn mark_review(&mut self, store: &Store, run: RunId) -> Result<(), EngineError> {
        let answers = basis::basis_of_answers(store)?;
        if self.answers.as_ref() == Some(&answers) {
            return Ok(());
        }
        let book = &mut self.people.book;
        let (between, within) = store.customers_in_review(run)?;
        for (state, customers) in [(State::InReview, between), (State::LinkInDoubt, within)] {
            book.unmark_all(state);
            for customer in customers {
                if let Some(place) = book.place(customer) {
                    book.mark(place, state);
                }
            }
        }
        self.answers = Some(answers);
        Ok(())
    }
}

/// What of the book a condition asks for, beyond who there is.
#[derive(Default)]
struct Needs {
    attributes: BTreeSet<Attribute>,
    events: bool,
    /// Whether pairs wait.
    review: bool,
    /// The sources of which it asks whom they know as buyers.
    buyers_of: BTreeSet<SourceId>,
}

impl Needs {
    fn of(condition: &Condition) -> Self {
        let mut needs = Self::default();
        condition.visit(&mut |one| match one {
            Condition::Attribute { attribute, .. } => {
                needs.attributes.insert(attribute.clone());
            }
            Condition::Event { .. } | Condition::Spent { .. } => needs.events = true,
            Condition::State {
                state: State::InReview | State::LinkInDoubt,
                ..
            } => needs.review = true,
            Condition::Source {
                source,
                test: SourceTest::AsBuyer | SourceTest::NotAsBuyer,
            } => {
                needs.buyers_of.insert(*source);
            }
            _ => {}
        });
        needs
    }
}

fn buyers_in(book: &Book, known: &KnownBuyers) -> BuyersOf {
    let customers = book.customers.iter();
    BuyersOf {
        tells: known.tells,
        are: customers.map(|one| known.buyers.contains(one)).collect(),
    }
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
    consents: [Option<ConsentState>; Attribute::PERMISSIONS.len()],
    /// Values by the code of the attribute.
    texts: BTreeMap<String, Vec<String>>,
    last_purchase: Option<i32>,
}

/// The people with the texts of some attributes, and when each bought last, as their records sum it up.
pub(super) fn read(
    store: &Store,
    run: RunId,
    wanted: &BTreeSet<Attribute>,
) -> Result<(Book, Vec<Option<i32>>), EngineError> {
    let codes: BTreeSet<String> = wanted.iter().map(Attribute::code).collect();
    let mut gathering = Gathering::default();
    let mut waiting = Vec::with_capacity(AT_ONCE);
    store.visit_customers::<EngineError>(run, &CustomerFilter::default(), |customer| {
        waiting.push(customer);
        if waiting.len() == AT_ONCE {
            gathering.take(&waiting, Some(&codes))?;
            waiting.clear();
        }
        Ok(())
    })?;
    gathering.take(&waiting, Some(&codes))?;
    let mut gathered = gathering.end();
    gathered.book.texts = wanted
        .iter()
        .filter_map(|one| Some((one.clone(), gathered.texts.remove(&one.code())?)))
        .collect();
    Ok((gathered.book, gathered.last_purchases))
}

/// What is told of some customers.
pub(super) struct Gathered {
    /// Who they are and how they stand.
    pub(super) book: Book,
    /// When each bought last, as their records sum it up.
    pub(super) last_purchases: Vec<Option<i32>>,
    /// The texts of every attribute that one of them has, by its code.
    pub(super) texts: BTreeMap<String, Texts>,
}

impl Gathered {
    /// Everything that is told of customers, who come in order.
    pub(super) fn of(customers: &[StoredCustomer]) -> Result<Self, EngineError> {
        let mut gathering = Gathering::default();
        gathering.take(customers, None)?;
        Ok(gathering.end())
    }
}

/// The columns so far.
#[derive(Default)]
struct Gathering {
    customers: Vec<CustomerId>,
    sources: SourceSets,
    states: Vec<Vec<State>>,
    consents: [Vec<Option<ConsentState>>; Attribute::PERMISSIONS.len()],
    texts: BTreeMap<String, Texts>,
    last_purchases: Vec<Option<i32>>,
}

impl Gathering {
    /// Adds customers with the texts of some attributes, or of all.
    fn take(
        &mut self,
        customers: &[StoredCustomer],
        wanted: Option<&BTreeSet<String>>,
    ) -> Result<(), EngineError> {
        let told: Vec<Told> = customers
            .par_iter()
            .map(|customer| told(customer, wanted))
            .collect::<Result<_, _>>()?;
        for one in told {
            for (code, values) in one.texts {
                let column = self.texts.entry(code).or_default();
                column.blank_until(self.customers.len());
                column.push(values.iter().map(String::as_str));
            }
            self.customers.push(one.customer);
            self.sources.push(&one.sources);
            self.states.push(one.states);
            self.last_purchases.push(one.last_purchase);
            for (column, answer) in self.consents.iter_mut().zip(one.consents) {
                column.push(answer);
            }
        }
        Ok(())
    }

    fn end(mut self) -> Gathered {
        for texts in self.texts.values_mut() {
            texts.blank_until(self.customers.len());
        }
        let mut book = Book::of(self.customers);
        for (place, states) in self.states.iter().enumerate() {
            for state in states {
                book.mark(place, *state);
            }
        }
        book.sources = self.sources;
        let permissions = Attribute::PERMISSIONS.iter().cloned();
        book.consents = permissions.zip(self.consents).collect();
        Gathered {
            book,
            last_purchases: self.last_purchases,
            texts: self.texts,
        }
    }
}

/// What a customer's row tells, with the texts of some attributes or of all.
fn told(customer: &StoredCustomer, wanted: Option<&BTreeSet<String>>) -> Result<Told, EngineError> {
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
    let channels = Attribute::PERMISSIONS.each_ref().map(Attribute::code);
    let mut consents = [None; Attribute::PERMISSIONS.len()];
    let mut texts = BTreeMap::new();
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
        if wanted.is_none_or(|wanted| wanted.contains(&*value.attribute))
            && let Some(attribute) = Attribute::parse(&value.attribute)
        {
            let mine = texts_of(&attribute, value);
            if !mine.is_empty() {
                texts.insert(attribute.code(), mine);
            }
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
