//! Looks through the rows of every load.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rayon::prelude::*;
use rollcall_model::{CustomerId, RecordId, SourceId, TableId, TableRole};
use rollcall_store::{
    AsideText, LoadState, RawRecord, StandardRecord, Store, StoreError, StoredLoad,
};

use super::facts::Facts;
use super::sighting::{Judgement, Sighting};
use super::{AsideTrace, Doubtful, Place};
use crate::row_reader::RowReader;
use crate::stood::StandingRows;
use crate::tombstones::Known;
use crate::{EngineError, Watch};

/// Rows looked at together.
const CHUNK: usize = 4_096;

/// What one look at all rows found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) records: BTreeSet<RecordId>,
    pub(super) asides: Vec<AsideTrace>,
    pub(super) doubtful: Vec<Doubtful>,
}

/// One load with what reads its rows.
struct Shelved {
    load: StoredLoad,
    reader: RowReader,
    role: TableRole,
}

/// The rows of a project, to be looked through for one customer.
pub(super) struct Search<'a> {
    store: &'a Store,
    customer: CustomerId,
    /// Of the run in use, in the order of the records.
    memberships: Vec<(RecordId, CustomerId)>,
    loads: Vec<Shelved>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        store: &'a Store,
        customer: CustomerId,
        today: NaiveDate,
    ) -> Result<Self, EngineError> {
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

    pub(super) fn members(&self) -> BTreeSet<RecordId> {
        self.memberships
            .iter()
            .filter(|(_, customer)| *customer == self.customer)
            .map(|(record, _)| *record)
            .collect()
    }

    pub(super) fn customer_of(&self, record: RecordId) -> Option<CustomerId> {
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
    pub(super) fn records(&self, numbers: &[RecordId]) -> Result<Vec<StandardRecord>, EngineError> {
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

    /// Learns how the values of rows stand in their files, where mappings change them: a sentence may quote either.
    pub(super) fn learn_standing(
        &self,
        records: &[StandardRecord],
        facts: &mut Facts,
    ) -> Result<(), EngineError> {
        let numbers: Vec<RecordId> = records.iter().map(|record| record.record).collect();
        let load_of = |record| self.shelved(record).map(|shelved| &shelved.load);
        let rows = StandingRows::read(self.store, &numbers, load_of)?;
        for record in records {
            let Some(load) = load_of(record.record) else {
                continue;
            };
            for value in &record.values {
                let stands = rows.text(load.table, record.record, value);
                if stands != value.raw {
                    facts.add_standing(value, stands.trim());
                }
            }
        }
        Ok(())
    }

    pub(super) fn known<'r>(&self, record: &'r StandardRecord) -> Known<'r> {
        let shelved = self.shelved(record.record);
        Known {
            source: shelved.map_or(SourceId(0), |one| one.load.source),
            table: shelved.map_or(TableId(0), |one| one.load.table),
            role: shelved.map_or(TableRole::Unclear, |one| one.role),
            key: &record.key,
            values: &record.values,
        }
    }

    /// Learns from a row that was set aside and is the person's. Of a text that swallowed several rows only
    /// the lines count in which the person was recognised: the others are other people's.
    pub(super) fn learn_aside(&self, aside: &AsideText, recognised: &Facts, facts: &mut Facts) {
        let Some(shelved) = self.loads.iter().find(|one| one.load.load == aside.load) else {
            return;
        };
        let reader = &shelved.reader;
        reader.cut(&aside.text, |text| {
            let record = reader.record_of_text(text);
            let known = reader.known(&record);
            let is_theirs = Sighting::of_aside(&known, text).judge(recognised).is_some();
            if is_theirs {
                facts.add(&known, &record);
            }
            is_theirs
        });
    }

    /// Leaves out of what the person is known by whatever another customer has too, but for the rows named
    /// as the person's.
    pub(super) fn leave_to_others(
        &self,
        facts: &mut Facts,
        named: &BTreeSet<RecordId>,
        watch: &dyn Watch,
    ) -> Result<(), EngineError> {
        for source in self.store.every_source()? {
            facts.leave_family_names(&source.name);
        }
        for shelved in &self.loads {
            watch.check()?;
            facts.leave_family_names(&shelved.load.table_name);
            self.store
                .visit_standard::<EngineError>(&shelved.load, |record| {
                    let customer = self.customer_of(record.record);
                    let is_anothers = customer.is_some_and(|customer| customer != self.customer);
                    if is_anothers && !named.contains(&record.record) {
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
    pub(super) fn look(&self, facts: &Facts, watch: &dyn Watch) -> Result<Found, EngineError> {
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
                match Sighting::of_aside(&reader.known(&record), text).judge(facts) {
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
