//! Load one table: every row verbatim, with its problems and what its columns hold.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_intake::{Limits, OpenBook, read_table_with};
use rollcall_mapping::{carry_over, columns_heard, dated_answers, header_fingerprint};
use rollcall_model::{
    ColumnIndex, DateOrder, DecimalMark, LoadId, Mapping, Problem, ProblemCode, RecordId, Severity,
    SourceId, TableId,
};
use rollcall_standardise::{TableContext, time_zone};
use rollcall_store::{NewLoad, Store};

use super::already::Already;
use super::before::Before;
use super::count_beside::CountBeside;
use super::row_sink::Sink;
use super::{ImportContext, ImportedTable};
use crate::destinations::Destination;
use crate::inspect_files::{PlannedTable, label};
use crate::profile_load::profiled;
use crate::refuse_erased::{Destined, Gate, refuse_header};
use crate::same_table::{self, Rows, note_joined, tell_joined};
use crate::{EngineError, Watch};

/// A table that is loaded.
pub(super) struct Waiting<'a> {
    pub(super) table: &'a PlannedTable,
    /// Hash of its file's content.
    pub(super) content: String,
    pub(super) destination: Destination,
    /// Loads of the same file that somebody moves to another table.
    pub(super) moved: Vec<LoadId>,
    /// Loads of other tables whose rows it holds again.
    pub(super) ends: Vec<LoadId>,
}

/// What came of a table.
pub(super) enum Loaded {
    /// The table, and what somebody should know of its file and of where its rows went.
    Table(Box<ImportedTable>, Vec<Problem>),
    Unreadable(Problem),
}

/// Loads the rows of one table; they are not in use yet.
pub(super) fn load_table(
    context: &ImportContext<'_>,
    one: &Waiting<'_>,
    rows_before: u64,
    book: &mut OpenBook,
    watch: &dyn Watch,
) -> Result<Loaded, EngineError> {
    let (store, table, content) = (context.store, one.table, &one.content);
    let (plan, suggestion) = (&table.plan, &table.suggestion);
    let file = label(plan);
    let before = Before::of(store)?;
    let place = place_for(store, one)?;
    let (source, table_id) = (place.source, place.table);
    let (mapping, role_reason) = mapping_for(store, one, table_id)?;
    let destined = Destined {
        source,
        table: table_id,
        mapping: &mapping,
    };
    if let Some(problem) = refuse_header(store, plan, &destined, context.now)? {
        before.restore_places(store)?;
        return Ok(Loaded::Unreadable(problem));
    }
    let reading = serde_json::to_string(&plan.reading)?;
    let (load, first) = store.begin_load(&NewLoad {
        table: table_id,
        file: &file,
        sheet: plan.sheet.as_deref(),
        fingerprint: content,
        loaded_at: context.now,
        header: &plan.header,
        reading: &reading,
    })?;
    let mut gate = Gate::of(
        store,
        source,
        table_id,
        &mapping,
        &plan.reading,
        context.now,
    )?;
    let table_context = table_context(&mapping, plan.reading.decimal_mark, context.now);
    let (mark, today) = (table_context.decimal_mark, table_context.today);
    let columns = CountBeside::start(&plan.header, mark, today);
    let mut already = already(store, one)?;
    let mut sink = Sink::new(
        store,
        load,
        first,
        rows_before,
        gate.as_mut(),
        columns,
        watch,
    )
    .without(already.as_mut());
    let summary = read_table_with(plan, &Limits::default(), book, &mut sink);
    let finished = sink
        .finish()
        .and_then(|taken| watch.check().map(|()| taken));
    let taken = finished?;
    let summary = match summary {
        Ok(summary) => summary,
        Err(error) => {
            // Its source and table were made for rows that never came.
            store.discard_load(load)?;
            before.restore_places(store)?;
            return Ok(Loaded::Unreadable(error.problem(plan.place())));
        }
    };
    let profiled = profiled(&taken.columns, &plan.header, &mapping, &table_context, None)?;
    store.set_profiles(load, &profiled.profiles)?;
    store.finish_load(load, taken.loaded, taken.aside)?;
    let already = already.as_ref().map_or(0, Already::found);
    let added = taken.loaded;
    let (told, joined) = told_of(one, Rows { added, already });
    // A file that ends in the middle gives its rows, and those behind that place are missing.
    let is_serious = |problem: &&Problem| problem.severity == Severity::Error;
    let cut_off = summary.problems.iter().filter(is_serious).cloned();
    let refused = gate.and_then(|gate| gate.problem(plan.place()));
    let kept = refused.iter().chain(&told).cloned();
    let noticed = cut_off.chain(kept).collect();
    let problems: Vec<(Problem, Vec<RecordId>)> = table
        .problems
        .iter()
        .chain(&suggestion.problems)
        // Told with the values, by the mapping that is in use then.
        .filter(|problem| problem.code != ProblemCode::UnmappedColumn)
        .cloned()
        .chain(summary.problems)
        .chain(refused)
        .chain(told)
        .map(|problem| (problem, Vec::new()))
        .collect();
    store.set_problems(load, "load", &problems)?;
    let loaded = ImportedTable {
        load,
        rows_loaded: taken.loaded,
        source,
        is_new_source: !before.knows(source),
        table: table_id,
        name: place.name,
        fingerprint: header_fingerprint(&plan.header),
        role_reason,
        mapping,
        moved: one.moved.clone(),
        ends: one.ends.clone(),
        joined,
    };
    Ok(Loaded::Table(Box::new(loaded), noticed))
}

/// How the columns of a table are read: as they were before, found by their headers, else as suggested.
fn mapping_for(
    store: &Store,
    one: &Waiting<'_>,
    table: TableId,
) -> Result<(Mapping, String), EngineError> {
    let (plan, suggestion) = (&one.table.plan, &one.table.suggestion);
    let saved = match (store.mapping(table)?, &one.destination) {
        // What people said of the columns of one month holds for those of the next.
        (None, Destination::Joins { joined, .. }) => store.mapping(joined.to.table)?,
        (saved, _) => saved,
    };
    Ok(match saved {
        Some(saved) => (
            carry_over(&saved.mapping, &plan.header, &suggestion.mapping).0,
            saved.role_reason,
        ),
        None => (suggestion.mapping.clone(), suggestion.role_reason.clone()),
    })
}

/// The rows that stand where those of a table are added.
fn already(store: &Store, one: &Waiting<'_>) -> Result<Option<Already>, EngineError> {
    match &one.destination {
        Destination::Joins { joined, .. } => Already::of(store, joined, &one.table.plan.reading),
        Destination::Renews(_) | Destination::Own { .. } => Ok(None),
    }
}

/// What is told of where the rows of a table went, and of rows that were added to others.
fn told_of(one: &Waiting<'_>, rows: Rows) -> (Vec<Problem>, Option<String>) {
    match &one.destination {
        Destination::Joins { table, joined } => {
            let note = note_joined(one.table.plan.place(), joined, table, rows);
            (vec![note], Some(tell_joined(joined, rows)))
        }
        other => (same_table::tell(one.table, other), None),
    }
}

/// How the cells of a table are understood as it is loaded.
fn table_context(mapping: &Mapping, decimal_mark: Option<DecimalMark>, now: &str) -> TableContext {
    TableContext {
        default_country: mapping.default_country.clone(),
        date_orders: date_orders(mapping),
        contradicted: BTreeSet::new(),
        long_ago: BTreeSet::new(),
        heard: columns_heard(mapping),
        dated_answers: dated_answers(mapping),
        zones: time_zone::of_columns(mapping),
        decimal_mark,
        today: day(now),
    }
}

/// The orders of day and month people decided.
fn date_orders(mapping: &Mapping) -> BTreeMap<ColumnIndex, DateOrder> {
    let columns = mapping.columns.iter();
    columns
        .filter_map(|column| Some((column.column, column.date_order?)))
        .collect()
}

/// The day of a moment.
fn day(moment: &str) -> NaiveDate {
    let day = moment.get(..10).and_then(|day| day.parse().ok());
    day.unwrap_or_default()
}

/// Where the rows of a table go.
struct TablePlace {
    source: SourceId,
    table: TableId,
    /// `Source · table`.
    name: String,
}

fn place_for(store: &Store, one: &Waiting<'_>) -> Result<TablePlace, EngineError> {
    match &one.destination {
        Destination::Renews(renewed) => Ok(TablePlace {
            source: renewed.source,
            table: renewed.table,
            name: renewed.name.clone(),
        }),
        Destination::Joins { table, joined } => Ok(TablePlace {
            source: joined.to.source,
            table: store.ensure_table(joined.to.source, table)?,
            name: format!("{} · {table}", joined.called.0),
        }),
        Destination::Own { source, table, .. } => {
            let kind = one.table.suggestion.system.code();
            let id = store.ensure_source(source, kind)?;
            Ok(TablePlace {
                source: id,
                table: store.ensure_table(id, table)?,
                name: format!("{source} · {table}"),
            })
        }
    }
}
