//! What happened to one customer over all sources, the newest first, and what of it matters before a call.

mod entry;
mod gathered;
mod happenings;
mod messages;
mod summary;
mod words;

use std::collections::BTreeMap;

use rollcall_lists::WhatTablesTell;
use rollcall_model::{RecordId, TableRole};
use rollcall_store::Store;

use crate::inventory::Marks;
use crate::lists::{Purchase, RowOfOne, RowsOfTable, purchases, what_tables_tell};
use crate::view::{AskTimeline, CustomerTimeline, TimelineEntry, TimelineKind};
use crate::{Engine, EngineError, customers, deals_told_again, problems};
use entry::{Entry, Kind, clock_of, newest_first};
use gathered::{Gathered, TableOfOne};
use happenings::Happenings;

/// So many entries are told unless somebody asks for another number.
const PAGE: u64 = 50;
/// So many records of one entry are told.
const MOST_RECORDS: usize = 100;

impl Engine {
    /// What happened to a customer, over all sources.
    ///
    /// # Errors
    /// When there is no such customer, or no such kind of entries.
    pub fn customer_timeline(&self, request: AskTimeline) -> Result<CustomerTimeline, EngineError> {
        let wanted = kinds_of(&request.kinds)?;
        let store = self.store()?;
        let (run, customer) = customers::find(&store, &request.customer)?;
        let of_run = store.current_run()?.ok_or_else(|| EngineError::NotFound {
            what: "customer",
            name: request.customer.clone(),
        })?;
        let tell = what_tables_tell(&self.tables_tell, &store, &of_run)?;
        let marks = Marks::read(&store)?;
        let told_again = deals_told_again::rows(&store)?;
        let gathered = Gathered::read(&store, run, customer.customer, &tell, &told_again)?;
        let bought = bought(&gathered, &tell);
        let mut happenings = Happenings::read(&gathered, &bought, &marks);
        let last_bought = self.last_day_bought(&store, run)?;
        let summary = summary::facts(&summary::Known {
            tell: &tell,
            purchases: &bought,
            happenings: &happenings,
            marks: &marks,
            today: (
                last_bought.unwrap_or_else(|| self.today()),
                last_bought.is_some(),
            ),
            is_cut_off: gathered.rows_left_out > 0,
        });
        let counts = counts(&happenings.entries);
        newest_first(&mut happenings.entries);
        let mut entries = happenings.entries;
        entries.retain(|entry| wanted.is_empty() || wanted.contains(&entry.kind));
        let limit = request.limit.unwrap_or(PAGE).min(problems::PAGE);
        let from = usize::try_from(request.offset).unwrap_or(usize::MAX);
        let page: Vec<&Entry> = entries.iter().skip(from).take(limit as usize).collect();
        Ok(CustomerTimeline {
            customer: customer.customer.label(),
            summary,
            entries: show(&store, &gathered, &marks, &page)?,
            total: entries.len() as u64,
            kinds: Kind::ALL
                .into_iter()
                .map(|kind| TimelineKind {
                    kind: kind.code().to_owned(),
                    entries: match counts.get(&kind) {
                        Some(count) => Some(*count),
                        None => kind.is_told(&tell, &gathered).then_some(0),
                    },
                })
                .collect(),
            rows_left_out: gathered.rows_left_out,
        })
    }
}

fn kinds_of(codes: &[String]) -> Result<Vec<Kind>, EngineError> {
    let kind = |code: &String| {
        let known = Kind::ALL.map(Kind::code);
        Kind::of(code).ok_or_else(|| EngineError::unknown("kind of entries", code, &known))
    };
    codes.iter().map(kind).collect()
}

/// What the customer bought, by the rules that lists and checks go by.
fn bought(gathered: &Gathered, tell: &WhatTablesTell) -> Vec<Purchase> {
    let of_events = gathered
        .tables
        .iter()
        .filter(|table| table.role == TableRole::Events);
    let tables: Vec<RowsOfTable<'_>> = of_events
        .map(|table| RowsOfTable {
            source: table.load.source,
            kind: table.kind,
            amount_of: table.amount_of,
            rows: table
                .records
                .iter()
                .map(|record| RowOfOne {
                    record,
                    given_back: table.given_back(record.record),
                })
                .collect(),
        })
        .collect();
    purchases(&tables, &tell.refunds_of)
}

fn counts(entries: &[Entry]) -> BTreeMap<Kind, u64> {
    let mut counts = BTreeMap::new();
    for entry in entries {
        *counts.entry(entry.kind).or_default() += 1;
    }
    counts
}

/// The entries of a page, with the first row behind each.
fn show(
    store: &Store,
    gathered: &Gathered,
    marks: &Marks,
    page: &[&Entry],
) -> Result<Vec<TimelineEntry>, EngineError> {
    let first: Vec<RecordId> = page
        .iter()
        .filter_map(|entry| entry.records.first().copied())
        .collect();
    let rows: BTreeMap<RecordId, u64> = store
        .raw_records(&first)?
        .into_iter()
        .map(|raw| (raw.record, raw.row))
        .collect();
    let table_of = |record: RecordId| -> Option<&TableOfOne> {
        let mut tables = gathered.tables.iter();
        tables.find(|table| table.load.first <= record && record <= table.load.last)
    };
    let shown = page.iter().map(|entry| {
        let record = entry.records.first().copied();
        let table = record.and_then(table_of);
        let (clock, zone) = clock_of(&entry.time);
        TimelineEntry {
            kind: entry.kind.code().to_owned(),
            day: entry.time.get(..10).unwrap_or_default().to_owned(),
            clock,
            zone,
            sentence: entry.sentence.clone(),
            sources: entry.sources.iter().map(|one| marks.of(*one)).collect(),
            table: table.map_or_else(String::new, |table| table.load.table_name.clone()),
            file: table.map_or_else(String::new, |table| table.load.file.clone()),
            row: record
                .and_then(|record| rows.get(&record))
                .copied()
                .unwrap_or(0),
            records: entry
                .records
                .iter()
                .take(MOST_RECORDS)
                .map(|record| record.0)
                .collect(),
            rows: entry.records.len() as u64,
        }
    });
    Ok(shown.collect())
}
