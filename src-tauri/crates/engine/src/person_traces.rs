//! Every trace of a person: rows of every load, whether it is in use, was replaced, was taken back or
//! was never standardised, and rows that were set aside.
//!
//! A row is the person's when an identifier that nobody else has, or the key of one of the person's
//! records, is in it and its name does not speak against it. What the person was known by in such a
//! row leads on to others. Rows that only may be about the person are told apart, for a human.

mod facts;
mod sighting;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rayon::prelude::*;
use rollcall_model::{CustomerId, RecordId, TableId, TableRole};
use rollcall_store::{
    AsideCut, AsideText, Blot, LoadState, RawRecord, StandardRecord, Store, StoreError, StoredLoad,
};

use crate::row_reader::RowReader;
use crate::tombstones::{Known, key_clue};
use crate::{EngineError, Watch};
use facts::Facts;
use sighting::{Judgement, Sighting};

pub(crate) use sighting::Doubt;

/// Rows looked at together.
const CHUNK: usize = 4_096;
/// So often what was found is followed on; further than that nobody's rows hang together.
const ROUNDS: usize = 6;

/// A row that was set aside and holds something of a person.
#[derive(Debug, Clone)]
pub(crate) struct AsideTrace {
    pub(crate) aside: AsideText,
    /// What is left of its text; nothing when all of it is about the person.
    pub(crate) left: Option<String>,
}

/// A row that may be about the person.
#[derive(Debug, Clone)]
pub(crate) struct Doubtful {
    pub(crate) place: Place,
    pub(crate) doubt: Doubt,
    /// The customer it belongs to now.
    pub(crate) customer: Option<CustomerId>,
}

/// Where a row stands in the project.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// Among the rows loaded.
    Record(RecordId),
    /// Among the rows set aside.
    Aside(AsideText),
}

/// A person as far as the project knows.
pub(crate) struct Person {
    /// Every row about the person, of every load.
    pub(crate) records: BTreeSet<RecordId>,
    /// Every row that was set aside and holds something of the person.
    pub(crate) asides: Vec<AsideTrace>,
    /// Rows that may be about the person.
    pub(crate) doubtful: Vec<Doubtful>,
    facts: Facts,
}

impl Person {
    pub(crate) fn find(
        store: &Store,
        customer: CustomerId,
        today: NaiveDate,
        watch: &dyn Watch,
    ) -> Result<Self, EngineError> {
        let search = Search::new(store, customer, today)?;
        let mut person = Self {
            records: search.members(),
            asides: Vec::new(),
            doubtful: Vec::new(),
            facts: Facts::default(),
        };
        let mut fresh: Vec<RecordId> = person.records.iter().copied().collect();
        for _ in 0..ROUNDS {
            for record in search.records(&fresh)? {
                person.facts.add(&search.known(&record), &record);
            }
            search.leave_to_others(&mut person.facts, watch)?;
            person.facts.ready();
            let found = search.look(&person.facts, watch)?;
            fresh = found.records.difference(&person.records).copied().collect();
            person.records.extend(found.records);
            person.asides = found.asides;
            person.doubtful = found.doubtful;
            if fresh.is_empty() {
                break;
            }
        }
        let records = &person.records;
        person
            .doubtful
            .retain(|one| !matches!(one.place, Place::Record(record) if records.contains(&record)));
        Ok(person)
    }

    /// By what the person, and nobody else, is recognised.
    pub(crate) fn clues(&self) -> &BTreeSet<String> {
        self.facts.clues()
    }

    /// The person's values, to be blotted out of sentences.
    pub(crate) fn blot(&self) -> &Blot {
        self.facts.blot()
    }

    /// The person's values one by one.
    pub(crate) fn values(&self) -> Vec<String> {
        self.facts.values().iter().cloned().collect()
    }

    /// What is to become of rows that were set aside.
    pub(crate) fn cuts(&self) -> Vec<AsideCut> {
        self.asides
            .iter()
            .map(|trace| AsideCut {
                number: trace.aside.number,
                left: trace.left.clone(),
            })
            .collect()
    }

    /// Takes doubtful rows for the person's, because a human said so.
    ///
    /// # Errors
    /// When one of them is not among the doubtful rows.
    pub(crate) fn take(
        &mut self,
        store: &Store,
        rows: &[i64],
        asides: &[i64],
    ) -> Result<(), EngineError> {
        let mut wanted: BTreeSet<(bool, i64)> = rows.iter().map(|row| (false, *row)).collect();
        wanted.extend(asides.iter().map(|aside| (true, *aside)));
        let (taken, left): (Vec<Doubtful>, Vec<Doubtful>) = std::mem::take(&mut self.doubtful)
            .into_iter()
            .partition(|one| wanted.remove(&one.place.number()));
        if let Some((_, number)) = wanted.first() {
            return Err(EngineError::NotFound {
                what: "doubtful row",
                name: number.to_string(),
            });
        }
        self.doubtful = left;
        let loads = store.loads()?;
        for one in taken {
            match one.place {
                Place::Record(record) => {
                    let table = loads
                        .iter()
                        .find(|load| load.first <= record && record <= load.last)
                        .map(|load| load.table);
                    for standard in store.standard_records(&[record])? {
                        self.facts
                            .add_clue(table.and_then(|table| key_clue(table, &standard.key)));
                    }
                    self.records.insert(record);
                }
                Place::Aside(aside) => self.asides.push(AsideTrace { aside, left: None }),
            }
        }
        Ok(())
    }
}

impl Place {
    fn number(&self) -> (bool, i64) {
        match self {
            Self::Record(record) => (false, record.0),
            Self::Aside(aside) => (true, aside.number),
        }
    }
}

/// What one look at all rows found.
#[derive(Default)]
struct Found {
    records: BTreeSet<RecordId>,
    asides: Vec<AsideTrace>,
    doubtful: Vec<Doubtful>,
}

/// One load with what reads its rows.
struct Shelved {
    load: StoredLoad,
    reader: RowReader,
    role: TableRole,
}

/// The rows of a project, to be looked through for one customer.
struct Search<'a> {
    store: &'a Store,
    customer: CustomerId,
    /// Of the run in use, in the order of the records.
    memberships: Vec<(RecordId, CustomerId)>,
    loads: Vec<Shelved>,
}

impl<'a> Search<'a> {
    fn new(store: &'a Store, customer: CustomerId, today: NaiveDate) -> Result<Self, EngineError> {
        let run = store.current_run()?.ok_or_else(|| EngineError::NotFound {
            what: "customer",
            name: customer.label(),
        })?;
        let mut roles: BTreeMap<TableId, TableRole> = BTreeMap::new();
        let mut loads = Vec::new();
        for load in store.loads()? {
            if let Some(stored) = store.mapping(load.table)? {
                roles.insert(load.table, stored.mapping.role);
            }
            loads.push(Shelved {
                reader: RowReader::of_load(store, &load, today)?,
                role: roles
                    .get(&load.table)
                    .copied()
                    .unwrap_or(TableRole::Unclear),
                load,
            });
        }
        Ok(Self {
            store,
            customer,
            memberships: store.memberships(run.run)?,
            loads,
        })
    }

    fn members(&self) -> BTreeSet<RecordId> {
        self.memberships
            .iter()
            .filter(|(_, customer)| *customer == self.customer)
            .map(|(record, _)| *record)
            .collect()
    }

    fn customer_of(&self, record: RecordId) -> Option<CustomerId> {
        self.memberships
            .binary_search_by_key(&record, |(record, _)| *record)
            .ok()
            .and_then(|index| self.memberships.get(index))
            .map(|(_, customer)| *customer)
    }

    fn shelved(&self, record: RecordId) -> Option<&Shelved> {
        self.loads
            .iter()
            .find(|one| one.load.first <= record && record <= one.load.last)
    }

    /// Rows by their numbers; those that were never standardised are read for the purpose.
    fn records(&self, numbers: &[RecordId]) -> Result<Vec<StandardRecord>, EngineError> {
        let mut records = self.store.standard_records(numbers)?;
        let there: BTreeSet<RecordId> = records.iter().map(|record| record.record).collect();
        let missing: Vec<RecordId> = numbers
            .iter()
            .filter(|number| !there.contains(number))
            .copied()
            .collect();
        for raw in self.store.raw_records(&missing)? {
            if let Some(shelved) = self.shelved(raw.record) {
                records.push(shelved.reader.record(&raw));
            }
        }
        Ok(records)
    }

    fn known<'r>(&self, record: &'r StandardRecord) -> Known<'r> {
        let shelved = self.shelved(record.record);
        Known {
            source: shelved.map_or(rollcall_model::SourceId(0), |one| one.load.source),
            table: shelved.map_or(TableId(0), |one| one.load.table),
            role: shelved.map_or(TableRole::Unclear, |one| one.role),
            key: &record.key,
            values: &record.values,
        }
    }

    /// Leaves out of what the person is known by whatever another customer has too.
    fn leave_to_others(&self, facts: &mut Facts, watch: &dyn Watch) -> Result<(), EngineError> {
        for shelved in &self.loads {
            watch.check()?;
            self.store
                .visit_standard::<EngineError>(&shelved.load, |record| {
                    let customer = self.customer_of(record.record);
                    if customer.is_some_and(|customer| customer != self.customer) {
                        facts.leave_to(&Known {
                            source: shelved.load.source,
                            table: shelved.load.table,
                            role: shelved.role,
                            key: &record.key,
                            values: &record.values,
                        });
                    }
                    Ok(ControlFlow::Continue(()))
                })?;
        }
        Ok(())
    }

    /// Looks at every row of every load.
    fn look(&self, facts: &Facts, watch: &dyn Watch) -> Result<Found, EngineError> {
        let mut found = Found::default();
        for shelved in &self.loads {
            let mut chunk: Vec<RawRecord> = Vec::with_capacity(CHUNK);
            self.store.visit_rows::<EngineError>(&shelved.load, |raw| {
                chunk.push(raw);
                if chunk.len() == CHUNK {
                    watch.check()?;
                    self.judge(shelved, facts, &chunk, &mut found)?;
                    chunk.clear();
                }
                Ok(ControlFlow::Continue(()))
            })?;
            self.judge(shelved, facts, &chunk, &mut found)?;
            self.look_aside(shelved, facts, &mut found)?;
        }
        Ok(found)
    }

    fn judge(
        &self,
        shelved: &Shelved,
        facts: &Facts,
        rows: &[RawRecord],
        found: &mut Found,
    ) -> Result<(), StoreError> {
        let numbers: Vec<RecordId> = rows.iter().map(|raw| raw.record).collect();
        let standard: BTreeMap<RecordId, StandardRecord> = self
            .store
            .standard_records(&numbers)?
            .into_iter()
            .map(|record| (record.record, record))
            .collect();
        let is_current = shelved.load.state == LoadState::Current;
        let judged: Vec<(RecordId, Option<CustomerId>, Judgement)> = rows
            .par_iter()
            .filter_map(|raw| {
                let customer = self.customer_of(raw.record);
                if customer == Some(self.customer) {
                    return None;
                }
                let made;
                let (record, is_read) = match standard.get(&raw.record) {
                    Some(record) => (record, true),
                    None => {
                        made = shelved.reader.record(raw);
                        (&made, false)
                    }
                };
                let known = Known {
                    source: shelved.load.source,
                    table: shelved.load.table,
                    role: shelved.role,
                    key: &record.key,
                    values: &record.values,
                };
                let texts: Vec<&str> = raw.cells.iter().map(|cell| cell.text.as_str()).collect();
                let sighting = Sighting {
                    known: &known,
                    text: &texts.join("\n"),
                    is_read,
                    is_anothers: customer.is_some(),
                    is_line_allowed: !is_current || !record.person,
                };
                Some((raw.record, customer, sighting.judge(facts)?))
            })
            .collect();
        for (record, customer, judgement) in judged {
            match judgement {
                Judgement::Theirs => {
                    found.records.insert(record);
                }
                Judgement::Doubtful(doubt) => found.doubtful.push(Doubtful {
                    place: Place::Record(record),
                    doubt,
                    customer,
                }),
            }
        }
        Ok(())
    }

    /// Looks at the rows that were set aside.
    fn look_aside(
        &self,
        shelved: &Shelved,
        facts: &Facts,
        found: &mut Found,
    ) -> Result<(), StoreError> {
        let reader = &shelved.reader;
        for aside in self.store.aside_texts(shelved.load.load)? {
            let mut doubt = None;
            let cut = reader.cut(&aside.text, |text| {
                let record = reader.record_of_text(text);
                let sighting = Sighting {
                    known: &reader.known(&record),
                    text,
                    is_read: false,
                    is_anothers: false,
                    is_line_allowed: true,
                };
                match sighting.judge(facts) {
                    Some(Judgement::Theirs) => true,
                    Some(Judgement::Doubtful(found)) => {
                        doubt = Some(found);
                        false
                    }
                    None => false,
                }
            });
            match (cut, doubt) {
                (Some(left), _) => found.asides.push(AsideTrace { aside, left }),
                (None, Some(doubt)) => found.doubtful.push(Doubtful {
                    place: Place::Aside(aside),
                    doubt,
                    customer: None,
                }),
                (None, None) => {}
            }
        }
        Ok(())
    }
}
