//! The rows of one customer, table by table, with what is needed to read them; no other rows are read.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{AmountOf, TouchColumn, is_closing_column};
use rollcall_lists::WhatTablesTell;
use rollcall_model::{
    Attribute, Cell, CustomerId, Mapping, RecordId, RunId, SourceId, SystemKind, TableRole,
};
use rollcall_standardise::date::{self, DateReading};
use rollcall_store::{RawRecord, StandardRecord, Store, StoredLoad};

use crate::EngineError;
use crate::event_rows::{GivenBackColumns, amount_of, kind_of};
use crate::linkage_records::mapped_attributes;
use crate::lists::SignUps;
use crate::message_rows::MessageTable;
use crate::records::first;
use crate::told_columns::{told_columns, touch_columns};

/// So many rows of one customer are read: a walk-in account has more than anybody reads.
const MOST_ROWS: usize = 10_000;
/// So many rows are looked through below an order for its further lines.
const MOST_LINES: usize = 1_000;

/// The rows of one customer.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) tables: Vec<TableOfOne>,
    /// What the tables in use are mapped to, be it of other customers alone.
    pub(super) mapped: BTreeSet<Attribute>,
    /// The sources that tell which of their messages were opened, be it in a table without a row of this customer.
    pub(super) tell_openings: BTreeSet<SourceId>,
    pub(super) rows_left_out: u64,
}

/// The rows of one customer in one table.
pub(super) struct TableOfOne {
    pub(super) load: StoredLoad,
    pub(super) role: TableRole,
    /// Of what kind its source is.
    pub(super) kind: Option<SystemKind>,
    pub(super) sign_ups: Option<SignUps>,
    /// How its rows are read as messages.
    pub(super) messages: MessageTable,
    pub(super) amount_of: AmountOf,
    /// Columns that tell how somebody came or what they did.
    pub(super) touches: Vec<(usize, TouchColumn)>,
    /// Columns that tell when a ticket was closed, where they are not the time of the row.
    closings: Vec<usize>,
    /// In the order of the file.
    pub(super) records: Vec<StandardRecord>,
    given_back: Option<GivenBackColumns>,
    /// The rows as they stand, where cells tell what no attribute holds.
    rows: BTreeMap<RecordId, RawRecord>,
}

impl Gathered {
    /// The rows of a customer; deals that another export tells again are left out.
    pub(super) fn read(
        store: &Store,
        run: RunId,
        customer: CustomerId,
        tell: &WhatTablesTell,
        told_again: &BTreeSet<RecordId>,
    ) -> Result<Self, EngineError> {
        let all = store.members(run, customer)?;
        let members: Vec<RecordId> = all
            .iter()
            .take(MOST_ROWS)
            .map(|one| one.record)
            .filter(|one| !told_again.contains(one))
            .collect();
        let mut gathered = Self {
            rows_left_out: all.len().saturating_sub(MOST_ROWS) as u64,
            ..Self::default()
        };
        for load in store.current_loads()? {
            let Some(stored) = store.mapping(load.table)? else {
                continue;
            };
            gathered.mapped.extend(mapped_attributes(&stored.mapping));
            let from = members.partition_point(|one| *one < load.first);
            let to = members.partition_point(|one| *one <= load.last);
            let mine = members.get(from..to).filter(|mine| !mine.is_empty());
            let source = load.source;
            let is_telling = match mine {
                Some(mine) => {
                    let table = TableOfOne::read(store, run, load, &stored.mapping, mine, tell)?;
                    let is_telling = tells_openings(table.messages, &table.touches);
                    gathered.tables.push(table);
                    is_telling
                }
                None if names_campaigns(&stored.mapping) => tells_openings(
                    MessageTable::read(store, &load)?,
                    &touch_columns(store, &load)?,
                ),
                None => false,
            };
            if is_telling {
                gathered.tell_openings.insert(source);
            }
        }
        Ok(gathered)
    }
}

impl TableOfOne {
    fn read(
        store: &Store,
        run: RunId,
        load: StoredLoad,
        mapping: &Mapping,
        members: &[RecordId],
        tell: &WhatTablesTell,
    ) -> Result<Self, EngineError> {
        let mut table = Self {
            role: mapping.role,
            kind: kind_of(store, &load)?,
            sign_ups: SignUps::of(&load, mapping),
            messages: MessageTable::default(),
            amount_of: AmountOf::Order,
            touches: Vec::new(),
            closings: Vec::new(),
            records: store.standard_records(members)?,
            given_back: None,
            rows: BTreeMap::new(),
            load,
        };
        if table.role != TableRole::Events {
            return Ok(table);
        }
        table.messages = MessageTable::read(store, &table.load)?;
        let further = further_lines(store, run, &table)?;
        if !further.is_empty() {
            table.records.extend(further);
            table.records.sort_by_key(|one| one.record);
        }
        let told = tell.purchase_tables.get(&table.load.load.0);
        table.amount_of = match (amount_of(store, &table.load)?, told) {
            (Some(known), _) => known,
            (None, Some(true)) => AmountOf::Item,
            (None, _) => AmountOf::Order,
        };
        table.touches = touch_columns(store, &table.load)?;
        table.closings = closing_columns(store, &table.load, mapping)?;
        let given_back = GivenBackColumns::of(store, &table.load)?;
        table.given_back = Some(given_back).filter(|columns| !columns.is_none());
        let tells_more = !table.touches.is_empty() || !table.closings.is_empty();
        if tells_more || table.given_back.is_some() {
            let records: Vec<RecordId> = table.records.iter().map(|one| one.record).collect();
            let rows = store.raw_records(&records)?.into_iter();
            table.rows = rows.map(|row| (row.record, row)).collect();
        }
        Ok(table)
    }

    /// The cells of a row, where any of the table are read.
    pub(super) fn cells(&self, record: RecordId) -> &[Cell] {
        self.rows
            .get(&record)
            .map_or(&[][..], |row| row.cells.as_slice())
    }

    /// When a ticket was closed, as far as its row tells. What could be either of two days tells none.
    pub(super) fn closed_at(&self, record: RecordId) -> Option<String> {
        let cells = self.cells(record);
        let day = self.load.loaded_at.get(..10)?.parse().ok()?;
        let reading = DateReading {
            contradicted: true,
            ..DateReading::new(None, None, day)
        };
        let mut texts = self.closings.iter().filter_map(|place| cells.get(*place));
        texts.find_map(|cell| {
            let told = date::moment(&cell.text, reading, true);
            told.is_valid().then_some(told.value)
        })
    }

    /// What a column of a row that no attribute holds says was given back.
    pub(super) fn given_back(&self, record: RecordId) -> f64 {
        let columns = self.given_back.as_ref();
        columns.map_or(0.0, |columns| columns.sum(self.cells(record)))
    }

    /// Whether the table has such a column.
    pub(super) fn has(&self, column: TouchColumn) -> bool {
        self.touches.iter().any(|(_, one)| *one == column)
    }
}

/// The columns of a table that tell when a ticket was closed.
fn closing_columns(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<Vec<usize>, EngineError> {
    let is_time_of_row = |place: usize| {
        let column = mapping.columns.iter().find(|one| one.column == place);
        let target = column.and_then(|one| one.target.as_ref());
        target.is_some_and(|target| {
            matches!(
                target.attribute,
                Attribute::EventTime | Attribute::CreatedAt
            )
        })
    };
    let columns = told_columns(store, load)?.into_iter();
    Ok(columns
        .filter(|(place, header)| is_closing_column(header) && !is_time_of_row(*place))
        .map(|(place, _)| place)
        .collect())
}

/// Whether a table may tell of messages.
fn names_campaigns(mapping: &Mapping) -> bool {
    mapping.role == TableRole::Events && mapped_attributes(mapping).contains(&Attribute::Campaign)
}

/// Whether a table tells which messages were opened: in rows of their own, or in a column.
fn tells_openings(messages: MessageTable, touches: &[(usize, TouchColumn)]) -> bool {
    let mut columns = touches.iter();
    messages.tells_openings() || columns.any(|(_, column)| *column == TouchColumn::Opened)
}

/// The further lines of the orders of a table that name nobody: they stand right below the line that does.
fn further_lines(
    store: &Store,
    run: RunId,
    table: &TableOfOne,
) -> Result<Vec<StandardRecord>, EngineError> {
    let order = |record: &StandardRecord| {
        let number = first(&record.values, &Attribute::OrderId);
        number.map(str::to_owned)
    };
    let known: BTreeSet<RecordId> = table.records.iter().map(|one| one.record).collect();
    let below = |record: RecordId| {
        let next = RecordId(record.0 + 1);
        (next <= table.load.last && !known.contains(&next)).then_some(next)
    };
    let mut waiting: BTreeMap<RecordId, String> = table
        .records
        .iter()
        .filter_map(|one| Some((below(one.record)?, order(one)?)))
        .collect();
    let mut found = Vec::new();
    while !waiting.is_empty() && found.len() < MOST_LINES {
        let asked: Vec<RecordId> = waiting.keys().copied().collect();
        let mut next = BTreeMap::new();
        for record in store.standard_records(&asked)? {
            let number = waiting.remove(&record.record);
            let Some(number) = number.filter(|number| order(&record).as_ref() == Some(number))
            else {
                continue;
            };
            if store.membership(run, record.record)?.is_some() {
                continue;
            }
            next.extend(below(record.record).map(|below| (below, number)));
            found.push(record);
        }
        waiting = next;
    }
    Ok(found)
}
