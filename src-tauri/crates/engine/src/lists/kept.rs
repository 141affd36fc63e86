//! What lists are decided on, kept with the run: the first count after opening a project waits for neither all
//! customers nor all events to be read.
//!
//! People are kept some thousand at a time, and a change takes away only what is kept of those around whoever changed;
//! they are read anew when next asked for. What happened is kept for all of them together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rollcall_lists::{Book, ChannelPurpose, Events, Texts, WhatTablesTell, purposes_asked};
use rollcall_model::{Attribute, CustomerId, Packed, Unpacked};
use rollcall_store::{Store, StoredList, StoredListVersion, StoredRun};

use super::book::{Gathered, read};
use super::saved::{condition_of, version_in_force};
use super::{happened, permissions, seen};
use crate::buyer_marks::KnownBuyers;
use crate::kept_answers::{Kept, kept, kept_while, made_from_rows};
use crate::remembered::Remembered;
use crate::said_no::{KeptWords, Word};
use crate::{EngineError, basis};

/// Counts up with every change of what is read of people or how it is written, so that nothing kept by an older
/// version is used.
const VERSION: u32 = 13;
/// So often what somebody's writing came in between of is read again to be kept.
const TRIES: usize = 3;
/// Under this name a run says that all its people are kept.
const ALL_KEPT: &str = "people";
/// Under this name a run keeps what happened.
const EVENTS: &str = "events";
/// Under this name it says what the tables tell, whoever it happened to: short, where what happened is long.
const TABLES: &str = "tables";
/// Lines of a part: who there is and how they stand, when they bought last, how destinations see them, what they say
/// of their addresses, and behind the last one the code of an attribute.
const PEOPLE: &str = "";
const BOUGHT: &str = "bought";
const SEEN: &str = "seen";
const SAID: &str = "said";
const VALUE: &str = "value:";

/// What is kept of the customers of a part, by what it tells.
type Lines = Vec<(String, Vec<u8>)>;

/// Fingerprint of everything that the people of a run, with their values, are made from.
pub(crate) fn made_from(store: &Store, run: &StoredRun) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    let values = basis::basis_of_values(store)?;
    hasher.update(
        format!(
            "facts {VERSION} run {} {}\n{values}\n",
            run.run.0, run.basis
        )
        .as_bytes(),
    );
    for source in store.sources()? {
        hasher.update(format!("source {} {:?}\n", source.source.0, source.kind).as_bytes());
    }
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

/// Keeps with a run whatever is not kept with it yet, or no longer holds.
pub(crate) fn keep_with_run(store: &Store, run: &StoredRun) -> Result<(), EngineError> {
    // Told before people are read: what changes meanwhile is kept for neither.
    let (rows, values) = (made_from_rows(store, run)?, made_from(store, run)?);
    keep_people(store, run)?;
    let people = whoever(store, run)?;
    let told = events(store, run, &rows, &people)?.what_tables_tell();
    kept(store, run.run, TABLES, &rows, || Ok(told))?;
    let purposes = permissions::named_by_statements(store, run)?;
    for source in store.sources()? {
        KnownBuyers::of_run(store, run, source.source)?;
    }
    let mut asked: BTreeSet<ChannelPurpose> = asked_by_lists(store)?;
    // Nearly every list is one to write e-mails to.
    let by_email = purposes.into_iter();
    asked.extend(by_email.map(|purpose| (Attribute::EmailConsent, purpose.to_owned())));
    let asked: Vec<ChannelPurpose> = asked.into_iter().collect();
    permissions::keep_with_run(store, run, &values, &people.book, &asked)
}

/// The channels and purposes that lists ask about.
fn asked_by_lists(store: &Store) -> Result<BTreeSet<ChannelPurpose>, EngineError> {
    let versions: Vec<StoredListVersion> = store.agreed()?;
    let lists: Vec<StoredList> = store.agreed()?;
    let mut asked = BTreeSet::new();
    for list in lists.iter().filter(|list| list.removed_at.is_none()) {
        if let Some(version) = version_in_force(&versions, list.list_id) {
            asked.extend(purposes_asked(&condition_of(version)?));
        }
    }
    Ok(asked)
}

/// The people of a run, and how they are kept.
pub(super) struct People {
    pub(super) book: Book,
    /// When each bought last, as their records sum it up.
    pub(super) last_purchases: Vec<Option<i32>>,
    /// Nothing where they were read from everybody.
    pub(super) parts: Option<Parts>,
}

/// The people of a run: as they are kept, else read from everybody.
pub(super) fn whoever(store: &Store, run: &StoredRun) -> Result<People, EngineError> {
    if let Some(people) = people(store, run)? {
        return Ok(people);
    }
    let (book, last_purchases) = read(store, run.run, &BTreeSet::new())?;
    Ok(People {
        book,
        last_purchases,
        parts: None,
    })
}

/// What happened to them: as it is kept, else read from the tables.
pub(super) fn events(
    store: &Store,
    run: &StoredRun,
    rows: &str,
    people: &People,
) -> Result<Events, EngineError> {
    kept_while(
        store,
        run.run,
        (EVENTS, rows),
        || Ok(made_from_rows(store, run)? == rows),
        || happened::read(store, run.run, &people.book, &people.last_purchases),
    )
}

impl Kept for Events {
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
        Ok(Self::to_bytes(self))
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::from_bytes(bytes)
    }
}

/// Of what the tables tell, whoever it happened to: as it was kept with the run, else read from everything once.
pub(crate) fn what_tables_tell(
    remembered: &Remembered<WhatTablesTell>,
    store: &Store,
    run: &StoredRun,
) -> Result<Arc<WhatTablesTell>, EngineError> {
    remembered.of(store, made_from_rows(store, run)?, |rows| {
        kept(store, run.run, TABLES, rows, || {
            // A run of before it was kept apart has it in front of what happened.
            let bytes = store.run_answer(run.run, EVENTS, rows)?;
            if let Some(tables) = bytes.and_then(|bytes| WhatTablesTell::from_bytes(&bytes)) {
                return Ok(tables);
            }
            let people = whoever(store, run)?;
            Ok(events(store, run, rows, &people)?.what_tables_tell())
        })
    })
}

impl Kept for WhatTablesTell {
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
        Ok(Self::to_bytes(self))
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::from_bytes(bytes)
    }
}

/// The parts in which people are kept.
pub(super) struct Parts {
    /// Each with how many customers it holds, in order.
    parts: Vec<(i64, usize)>,
    /// What was read anew and could not be kept.
    anew: BTreeMap<i64, Lines>,
}

/// The people that a run keeps; parts around whoever changed are read anew. Nothing where it does not keep all of them.
fn people(store: &Store, run: &StoredRun) -> Result<Option<People>, EngineError> {
    if store
        .run_answer(run.run, ALL_KEPT, &VERSION.to_string())?
        .is_none()
    {
        return Ok(None);
    }
    let mut since = store.moment();
    let (mut book, mut last_purchases) = (Book::default(), Vec::new());
    let mut parts = Parts {
        parts: Vec::new(),
        anew: BTreeMap::new(),
    };
    let people = store.customer_facts(run.run, PEOPLE)?;
    let mut bought: BTreeMap<i64, Vec<u8>> =
        store.customer_facts(run.run, BOUGHT)?.into_iter().collect();
    for (part, content) in people {
        let kept = bought.remove(&part).and_then(|bought| {
            let book = Book::people_from_bytes(&content)?;
            Some((bought_from_bytes(&bought, book.customers.len())?, book))
        });
        let (mut bought, mine) = match kept {
            Some(kept) => kept,
            None => {
                let (gathered, lines) = read_part(store, run, part)?;
                since = since.and_then(|since| {
                    let after = store.keep_customer_facts(run.run, part, &lines, since);
                    // It only saves time.
                    after.unwrap_or_default()
                });
                if since.is_none() {
                    parts.anew.insert(part, lines);
                }
                (gathered.last_purchases, gathered.book)
            }
        };
        parts.parts.push((part, mine.customers.len()));
        last_purchases.append(&mut bought);
        book.append_people(mine);
    }
    let all = store.customer_counts(run.run)?.all();
    let is_whole = book.customers.len() as u64 == all && book.customers.is_sorted();
    Ok(is_whole.then_some(People {
        book,
        last_purchases,
        parts: Some(parts),
    }))
}

impl Parts {
    /// The texts of some attributes, as they are kept; nothing where somebody changed since.
    pub(super) fn texts(
        &self,
        store: &Store,
        run: &StoredRun,
        attributes: &BTreeSet<Attribute>,
    ) -> Result<Option<BTreeMap<Attribute, Texts>>, EngineError> {
        let mut all = BTreeMap::new();
        for attribute in attributes {
            let what = format!("{VALUE}{}", attribute.code());
            let mut kept: BTreeMap<i64, Vec<u8>> =
                store.customer_facts(run.run, &what)?.into_iter().collect();
            let (mut texts, mut customers) = (Texts::default(), 0);
            for (part, count) in &self.parts {
                let bytes = match self.anew.get(part) {
                    Some(lines) => content(lines, &what),
                    None => kept.remove(part),
                };
                if let Some(bytes) = bytes
                    && texts.append_bytes(&bytes).is_none()
                {
                    return Ok(None);
                }
                customers += count;
                texts.blank_until(customers);
                if texts.customers() != customers {
                    return Ok(None);
                }
            }
            all.insert(attribute.clone(), texts);
        }
        // Told last: of a part that was taken away meanwhile nobody would have a value.
        let mut to_read = store.parts_to_read_anew(run.run)?.into_iter();
        let holds = to_read.all(|part| self.anew.contains_key(&part));
        Ok(holds.then_some(all))
    }
}

/// How destinations see the customers of a part.
pub(super) enum Seen {
    /// As it is kept with the run.
    Kept,
    /// As it was read anew and could not be kept.
    Anew(Vec<u8>),
    /// As their rows tell.
    InRows,
}

impl Seen {
    /// The bytes that tell it; nothing where each customer has to be read.
    pub(super) fn bytes(
        &self,
        store: &Store,
        run: &StoredRun,
        part: i64,
    ) -> Result<Option<Vec<u8>>, EngineError> {
        match self {
            // Whoever changed since took it away.
            Self::Kept => Ok(store.customer_facts_of_part(run.run, part, SEEN)?),
            Self::Anew(bytes) => Ok(Some(bytes.clone())),
            Self::InRows => Ok(None),
        }
    }
}

/// How destinations see the people of a run, part by part in order.
pub(super) fn seen_in_parts(
    store: &Store,
    run: &StoredRun,
    people: &People,
) -> Result<Vec<(i64, Seen)>, EngineError> {
    let Some(parts) = &people.parts else {
        let all = store.customer_parts(run.run)?.into_iter();
        return Ok(all.map(|part| (part, Seen::InRows)).collect());
    };
    let all = parts.parts.iter().map(|(part, _)| {
        let seen = match parts.anew.get(part) {
            Some(lines) => content(lines, SEEN).map_or(Seen::InRows, Seen::Anew),
            None => Seen::Kept,
        };
        (*part, seen)
    });
    Ok(all.collect())
}

/// What a line of a part holds.
fn content(lines: &[(String, Vec<u8>)], what: &str) -> Option<Vec<u8>> {
    let mut lines = lines.iter();
    lines
        .find(|(one, _)| one == what)
        .map(|(_, content)| content.clone())
}

/// What people say of their addresses, as it is kept.
pub(super) struct Words<'a> {
    pub(super) store: &'a Store,
    pub(super) run: &'a StoredRun,
    pub(super) parts: &'a Parts,
}

impl KeptWords for Words<'_> {
    fn holds_any_of(
        &self,
        attributes: &mut dyn Iterator<Item = &Attribute>,
    ) -> Result<bool, EngineError> {
        for attribute in attributes {
            let what = format!("{VALUE}{}", attribute.code());
            let mut anew = self.parts.anew.values().flatten();
            if anew.any(|(one, _)| *one == what)
                || self.store.has_customer_facts(self.run.run, &what)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn words_of(&self, part: i64) -> Result<Option<Vec<(CustomerId, Word)>>, EngineError> {
        let bytes = match self.parts.anew.get(&part) {
            Some(lines) => content(lines, SAID),
            None => self
                .store
                .customer_facts_of_part(self.run.run, part, SAID)?,
        };
        Ok(bytes.and_then(|bytes| seen::words_from_bytes(&bytes)))
    }
}

/// Keeps all people of a run, or those alone that no longer hold.
fn keep_people(store: &Store, run: &StoredRun) -> Result<(), EngineError> {
    let version = VERSION.to_string();
    if store.run_answer(run.run, ALL_KEPT, &version)?.is_some() {
        // Whatever does not hold is read anew and kept.
        return people(store, run).map(drop);
    }
    store.forget_customer_facts(run.run)?;
    for part in store.customer_parts(run.run)? {
        if !keep_part(store, run, part)? {
            return Ok(());
        }
    }
    for _ in 0..TRIES {
        if let Some(now) = store.moment()
            && store
                .keep_run_answer(run.run, ALL_KEPT, &version, &[], now)?
                .is_some()
        {
            break;
        }
    }
    Ok(())
}

/// Keeps the people of a part; says whether they are kept.
fn keep_part(store: &Store, run: &StoredRun, part: i64) -> Result<bool, EngineError> {
    for _ in 0..TRIES {
        let since = store.moment();
        let (_, lines) = read_part(store, run, part)?;
        if let Some(since) = since
            && store
                .keep_customer_facts(run.run, part, &lines, since)?
                .is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The customers of a part, and what is kept of them.
fn read_part(store: &Store, run: &StoredRun, part: i64) -> Result<(Gathered, Lines), EngineError> {
    let customers = store.customers_of_part(run.run, part)?;
    let gathered = Gathered::of(&customers)?;
    let (seen, said) = seen::to_bytes(&customers)?;
    let mut lines = vec![
        (PEOPLE.to_owned(), gathered.book.people_to_bytes()),
        (BOUGHT.to_owned(), bought_to_bytes(&gathered.last_purchases)),
        (SEEN.to_owned(), seen),
        (SAID.to_owned(), said),
    ];
    let texts = gathered.texts.iter();
    lines.extend(texts.map(|(code, texts)| (format!("{VALUE}{code}"), texts.to_bytes())));
    Ok((gathered, lines))
}

fn bought_to_bytes(last: &[Option<i32>]) -> Vec<u8> {
    let mut bytes = Packed::default();
    for day in last {
        bytes.byte(u8::from(day.is_some()));
        if let Some(day) = day {
            bytes.signed(i64::from(*day));
        }
    }
    bytes.into_bytes()
}

fn bought_from_bytes(bytes: &[u8], customers: usize) -> Option<Vec<Option<i32>>> {
    let mut bytes = Unpacked::new(bytes);
    let mut days = Vec::with_capacity(customers);
    for _ in 0..customers {
        days.push(match bytes.byte()? {
            0 => None,
            1 => Some(i32::try_from(bytes.signed()?).ok()?),
            _ => return None,
        });
    }
    bytes.is_empty().then_some(days)
}
