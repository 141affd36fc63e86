//! Erase a person for good, and find every trace of one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use rollcall_delivery::{Mode, write_table};
use rollcall_model::{Attribute, AttributeFamily, CustomerId, RecordId, TableId, TableRole};
use rollcall_store::{Erasure, LoadState, StandardRecord, Store, StoredCustomer};

use crate::run_audit::AuditSettings;
use crate::table_rows::Shelf;
use crate::tombstones::{Known, Memory, clues, refusal};
use crate::view::{
    CustomerNumber, ErasePerson, ErasureView, JobStarted, Nothing, TraceRow, Traces, TracesWritten,
    WriteTraces,
};
use crate::{Engine, EngineError, Watch, coverage, customers, records, run_audit};

const TOUCHED: &[&str] = &[
    "project",
    "sources",
    "loads",
    "mappings",
    "people",
    "verdicts",
    "governance",
    "deliveries",
    "history",
];

impl Engine {
    /// Every trace of a person in the project, and where a human has to delete it besides.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn find_traces(&self, request: CustomerNumber) -> Result<Traces, EngineError> {
        let store = self.store()?;
        let (_, customer) = customers::find(&store, &request.customer)?;
        let shelf = Shelf::read(&store)?;
        let person = Person::find(&store, &shelf, customer.customer)?;
        let rows = person.rows(&store, &shelf)?;
        Ok(Traces {
            customer: customer.customer.label(),
            name: customer.name,
            checklist: checklist(&store, &rows)?,
            rows,
        })
    }

    /// Writes every cell of every row about a person to a file, for a request of access.
    ///
    /// # Errors
    /// When there is no such customer or the file cannot be written.
    pub fn write_traces(&self, request: WriteTraces) -> Result<TracesWritten, EngineError> {
        let store = self.store()?;
        let (_, customer) = customers::find(&store, &request.customer)?;
        let shelf = Shelf::read(&store)?;
        let person = Person::find(&store, &shelf, customer.customer)?;
        let numbers: Vec<RecordId> = person.records.iter().copied().collect();
        let mut lines: Vec<[String; 6]> = Vec::new();
        for raw in store.raw_records(&numbers)? {
            let Some(load) = shelf.load_of(raw.record) else {
                continue;
            };
            for (header, cell) in load.header.iter().zip(&raw.cells) {
                if !cell.text.trim().is_empty() {
                    lines.push([
                        shelf.marks.of(load.source).name,
                        load.table_name.clone(),
                        load.file.clone(),
                        raw.row.to_string(),
                        header.clone(),
                        cell.text.clone(),
                    ]);
                }
            }
        }
        let header = ["source", "table", "file", "row", "column", "value"];
        let path = Path::new(&request.path);
        crate::targets::keep_off_project(&store, path)?;
        let written = write_table(path, Mode::ForPeople, &header, lines)?;
        Ok(TracesWritten {
            path: request.path,
            rows: written.rows,
        })
    }

    /// Erases a person for good: rows, everything made of them, every sentence that quotes them, the
    /// search index, free pages and the journal. Who is who is then worked out anew.
    ///
    /// # Errors
    /// When there is no such customer or other work runs.
    pub fn erase_person(&self, request: ErasePerson) -> Result<JobStarted, EngineError> {
        let store = self.store_for_change()?;
        let (_, customer) = customers::find(&store, &request.customer)?;
        let settings = AuditSettings {
            today: self.today(),
            now: self.now(),
        };
        let who = self.options.who.clone();
        let job = self.jobs.start("Erasing a person", TOUCHED, move |watch| {
            erase(&store, &customer, &request.reason, &who, &settings, watch)
        })?;
        Ok(JobStarted { job })
    }

    /// Who was erased when: numbers only, never a name.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_erasures(&self, _: Nothing) -> Result<Vec<ErasureView>, EngineError> {
        Ok(self
            .store()?
            .erasures()?
            .into_iter()
            .map(|one| ErasureView {
                erasure: one.erasure,
                at: one.at,
                who: one.who,
                reason: one.reason,
                rows: one.rows,
            })
            .collect())
    }
}

fn erase(
    store: &Arc<Store>,
    customer: &StoredCustomer,
    reason: &str,
    who: &str,
    settings: &AuditSettings,
    watch: &dyn Watch,
) -> Result<String, EngineError> {
    watch.stage("Finding every trace", "rows");
    let shelf = Shelf::read(store)?;
    let person = Person::find(store, &shelf, customer.customer)?;
    let memory = Memory::read(store)?;
    let found: Vec<RecordId> = person.records.iter().copied().collect();
    let standard = store.standard_records(&found)?;
    store.erase(&Erasure {
        customers: &[customer.customer],
        records: &found,
        words: &words(&standard),
        marks: &memory.marks(&person.clues),
        told: &refusal(&settings.now),
        reason: reason.trim(),
        who,
        at: &settings.now,
    })?;
    let again =
        coverage::count(store, watch).and_then(|()| run_audit::find_people(store, settings, watch));
    watch.stage("Overwriting what is left on the disk", "files");
    store.scour()?;
    again?;
    Ok(format!(
        "The person is erased: {} rows taken out.",
        found.len()
    ))
}

/// A person as far as the project knows.
struct Person {
    /// Every row about the person, of every load.
    records: BTreeSet<RecordId>,
    /// By what the person, and nobody else, is recognised.
    clues: BTreeSet<String>,
}

impl Person {
    fn find(store: &Store, shelf: &Shelf, customer: CustomerId) -> Result<Self, EngineError> {
        let run = store.current_run()?.ok_or_else(|| EngineError::NotFound {
            what: "customer",
            name: customer.label(),
        })?;
        let roles = roles(store)?;
        let members: BTreeSet<RecordId> = store
            .members(run.run, customer)?
            .into_iter()
            .map(|member| member.record)
            .collect();
        let mut person = Self {
            records: members.clone(),
            clues: BTreeSet::new(),
        };
        let mut orders: BTreeSet<(TableId, String)> = BTreeSet::new();
        let numbers: Vec<RecordId> = members.iter().copied().collect();
        for record in store.standard_records(&numbers)? {
            if let Some(load) = shelf.load_of(record.record) {
                person.clues.extend(clues(&known(load, &roles, &record)));
                let held = records::valid(&record.values, &Attribute::OrderId);
                orders.extend(held.map(|order| (load.table, order.to_owned())));
            }
        }
        person.leave_to_others(store, &members, &roles)?;
        person.follow(store, &members, &roles, &orders)?;
        Ok(person)
    }

    /// Leaves out every clue that somebody else shares now.
    fn leave_to_others(
        &mut self,
        store: &Store,
        members: &BTreeSet<RecordId>,
        roles: &BTreeMap<TableId, TableRole>,
    ) -> Result<(), EngineError> {
        for load in store.current_loads()? {
            store.visit_standard::<EngineError>(&load, |record| {
                if record.person && !members.contains(&record.record) {
                    for clue in clues(&known(&load, roles, &record)) {
                        self.clues.remove(&clue);
                    }
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(())
    }

    /// Finds the person's rows in loads that were replaced or taken back, and the further lines of
    /// the person's orders.
    fn follow(
        &mut self,
        store: &Store,
        members: &BTreeSet<RecordId>,
        roles: &BTreeMap<TableId, TableRole>,
        orders: &BTreeSet<(TableId, String)>,
    ) -> Result<(), EngineError> {
        for load in store.loads()? {
            let is_current = load.state == LoadState::Current;
            store.visit_standard::<EngineError>(&load, |record| {
                let is_line = (!is_current || !record.person)
                    && records::valid(&record.values, &Attribute::OrderId)
                        .any(|order| orders.contains(&(load.table, order.to_owned())));
                let is_earlier = !is_current
                    && clues(&known(&load, roles, &record))
                        .iter()
                        .any(|clue| self.clues.contains(clue));
                if (is_line || is_earlier) && !members.contains(&record.record) {
                    self.records.insert(record.record);
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(())
    }

    fn rows(&self, store: &Store, shelf: &Shelf) -> Result<Vec<TraceRow>, EngineError> {
        let numbers: Vec<RecordId> = self.records.iter().copied().collect();
        let places: BTreeMap<RecordId, u64> = store
            .raw_records(&numbers)?
            .into_iter()
            .map(|raw| (raw.record, raw.row))
            .collect();
        let mut rows: Vec<TraceRow> = store
            .standard_records(&numbers)?
            .into_iter()
            .filter_map(|record| {
                let load = shelf.load_of(record.record)?;
                Some(TraceRow {
                    record: record.record.0,
                    source: shelf.marks.of(load.source),
                    table: load.table_name.clone(),
                    file: load.file.clone(),
                    row: places.get(&record.record).copied().unwrap_or(0),
                    record_key: record.key,
                    current: load.state == LoadState::Current,
                })
            })
            .collect();
        rows.sort_by_key(|row| (!row.current, row.record));
        Ok(rows)
    }
}

fn roles(store: &Store) -> Result<BTreeMap<TableId, TableRole>, EngineError> {
    let mut roles = BTreeMap::new();
    for load in store.loads()? {
        if let Some(stored) = store.mapping(load.table)? {
            roles.insert(load.table, stored.mapping.role);
        }
    }
    Ok(roles)
}

fn known<'a>(
    load: &rollcall_store::StoredLoad,
    roles: &BTreeMap<TableId, TableRole>,
    record: &'a StandardRecord,
) -> Known<'a> {
    Known {
        source: load.source,
        table: load.table,
        role: roles
            .get(&load.table)
            .copied()
            .unwrap_or(TableRole::Unclear),
        key: &record.key,
        values: &record.values,
    }
}

/// Values that point to the person and may be quoted somewhere.
fn words(standard: &[StandardRecord]) -> Vec<String> {
    let mut words = BTreeSet::new();
    for record in standard {
        for value in &record.values {
            let attribute = &value.target.attribute;
            let points = matches!(
                attribute.family(),
                AttributeFamily::Contact | AttributeFamily::Identifier
            ) || matches!(attribute, Attribute::FullName | Attribute::Street);
            if points {
                words.insert(value.value.clone());
                words.insert(value.raw.trim().to_owned());
            }
        }
        for given in records::valid(&record.values, &Attribute::GivenName) {
            for family in records::valid(&record.values, &Attribute::FamilyName) {
                words.insert(format!("{given} {family}"));
            }
        }
    }
    words.remove("");
    words.into_iter().collect()
}

/// Where a human still has to delete the person.
fn checklist(store: &Store, rows: &[TraceRow]) -> Result<Vec<String>, EngineError> {
    let mut by_table: BTreeMap<(i64, &str), (String, BTreeSet<&str>)> = BTreeMap::new();
    for row in rows {
        let entry = by_table
            .entry((row.source.source, &row.table))
            .or_insert_with(|| (row.source.name.clone(), BTreeSet::new()));
        if !row.record_key.starts_with("content:") {
            entry.1.insert(&row.record_key);
        }
    }
    let mut told: Vec<String> = by_table
        .into_iter()
        .map(|((_, table), (source, keys))| {
            if keys.is_empty() {
                format!("Delete the person in {source}, {table}.")
            } else {
                let keys: Vec<&str> = keys.into_iter().collect();
                format!(
                    "Delete the person in {source}, {table}: record {}.",
                    keys.join(", ")
                )
            }
        })
        .collect();
    for delivery in store.deliveries()? {
        told.push(format!(
            "Look into {}, written on {}, and take the person out of it and of wherever it was uploaded.",
            delivery.path,
            delivery.written_at.get(..10).unwrap_or(&delivery.written_at)
        ));
    }
    told.push("Delete the exports that were loaded, and every copy of this project, such as a file beside it ending in .backup.".into());
    Ok(told)
}
