//! Load files: every row of every table, verbatim, or none of them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use rollcall_intake::{Limits, OpenBook, read_table_with};
use rollcall_mapping::{carry_over, header_fingerprint};
use rollcall_model::{
    ColumnIndex, DateOrder, LoadId, Mapping, Problem, ProblemCode, RecordId, SourceId, TableId,
    grouped,
};
use rollcall_standardise::TableContext;
use rollcall_store::{DecisionTable, NewLoad, Store, StoredLoad};
use serde_json::json;

use crate::inspect_files::{Wanted, label, plan_tables};
use crate::profile_load::profiled;
use crate::refuse_erased::{Gate, refuse_header};
use crate::same_table::{self, Said};
use crate::view::{ImportChoice, ImportFiles, JobStarted};
use crate::{Engine, EngineError, Watch, measures, run_audit};
use before::Before;
use count_beside::CountBeside;
use fresh::{Fresh, fresh};
use row_sink::Sink;

/// What a loading job brought.
#[derive(Default)]
pub(crate) struct Imported {
    pub(crate) tables: Vec<ImportedTable>,
    /// What could not be read at all.
    pub(crate) problems: Vec<Problem>,
    /// What somebody should know of where the tables went.
    pub(crate) noticed: Vec<Problem>,
}

/// One table that was loaded.
pub(crate) struct ImportedTable {
    pub(crate) load: LoadId,
    pub(crate) rows_loaded: u64,
    table: TableId,
    name: String,
    fingerprint: String,
    role_reason: String,
    mapping: Mapping,
    /// Loads of the same file that end with this one.
    moved: Vec<LoadId>,
}

/// What the loading needs to know about place and time.
pub(crate) struct ImportContext<'a> {
    pub(crate) store: &'a Store,
    pub(crate) now: &'a str,
    pub(crate) who: &'a str,
    pub(crate) naming: Naming,
    /// Files somebody said to be newer exports of a table.
    pub(crate) newer_exports: &'a [Said],
}

/// What the source of a table is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// As the recipe or the file name suggests.
    AsSuggested,
    /// After its file, so that every file is a source of its own.
    ByFile,
}

impl Engine {
    /// Loads files and folders.
    ///
    /// # Errors
    /// When no project is open or other work runs. What is wrong with a file becomes a problem.
    pub fn import_files(&self, request: ImportFiles) -> Result<JobStarted, EngineError> {
        if request.paths.is_empty() {
            return Err(EngineError::invalid(
                "No file was named. Choose the exports to load.",
            ));
        }
        let paths: Vec<PathBuf> = request.paths.iter().map(PathBuf::from).collect();
        let count = paths.len();
        let title = if count == 1 {
            "Loading 1 file or folder".into()
        } else {
            format!("Loading {count} files and folders")
        };
        self.start_import(&title, paths, request.choices, request.then_audit)
    }

    pub(crate) fn start_import(
        &self,
        title: &str,
        paths: Vec<PathBuf>,
        choices: Vec<ImportChoice>,
        then_audit: bool,
    ) -> Result<JobStarted, EngineError> {
        let store = self.store()?;
        let (now, who) = (self.now(), self.options.who.clone());
        let settings = run_audit::AuditSettings {
            today: self.today(),
            now: now.clone(),
            who: self.options.who.clone(),
        };
        let pasted = self.pasted.clone();
        let job = self.jobs.start(title, TOUCHED, move |watch| {
            let context = ImportContext {
                store: &store,
                now: &now,
                who: &who,
                naming: Naming::AsSuggested,
                newer_exports: &[],
            };
            let imported = import(&context, &paths, &choices, watch)?;
            pasted.forget_if_among(&paths);
            let sentence = outcome(&imported);
            if then_audit && !store.current_loads()?.is_empty() {
                run_audit::audit(&Arc::clone(&store), &settings, watch)?;
                return Ok(format!("{sentence}{}", measures::tell_breaches(&store)?));
            }
            Ok(sentence)
        })?;
        Ok(JobStarted { job })
    }
}

const TOUCHED: &[&str] = &[
    "project",
    "sources",
    "loads",
    "mappings",
    "people",
    "governance",
    "history",
];

/// Loads every table found under the paths. Either all of it comes into use or nothing does.
pub(crate) fn import(
    context: &ImportContext<'_>,
    paths: &[PathBuf],
    choices: &[ImportChoice],
    watch: &dyn Watch,
) -> Result<Imported, EngineError> {
    let mut book = OpenBook::default();
    let (mut planned, mut problems) = plan_tables(
        Some(context.store),
        paths,
        choices,
        Wanted::Chosen,
        &mut book,
        watch,
    )?;
    let known = context.store.current_loads()?;
    let before = Before::of(context.store)?;
    let mut tables: Vec<ImportedTable> = Vec::new();
    let mut noticed = Vec::new();
    planned.retain(|table| !table.plan.hidden || !choices.is_empty());
    let waiting = fresh(context, planned, &known, &mut problems)?;
    watch.stage("Loading rows", "rows");
    let mut rows = 0;
    for one in &waiting {
        let claimed = claimed(one, &waiting, &known, &tables);
        match load_table(context, one, &claimed, rows, &mut book, watch) {
            Ok(Loaded::Table(loaded)) => {
                rows += loaded.rows_loaded;
                tables.push(*loaded);
                noticed.extend(same_table::tell(&one.table, &one.destination));
            }
            Ok(Loaded::Unreadable(problem)) => {
                problems.push(problem);
                // Its source and table were made for rows that never came.
                before.restore(context.store)?;
            }
            Err(error) => {
                for loaded in &tables {
                    context.store.discard_load(loaded.load)?;
                }
                before.restore(context.store)?;
                return Err(error);
            }
        }
    }
    let outside: Vec<(Problem, Vec<RecordId>)> = problems
        .iter()
        .map(|problem| (problem.clone(), Vec::new()))
        .collect();
    context.store.set_problems(None, "discover", &outside)?;
    put_in_use(context, &tables)?;
    Ok(Imported {
        tables,
        problems,
        noticed,
    })
}

enum Loaded {
    Table(Box<ImportedTable>),
    Unreadable(Problem),
}

/// The tables a file may not go to: those of other files of this job, and where it is to be a table of its own, all
/// that are in use.
fn claimed(
    one: &Fresh,
    waiting: &[Fresh],
    known: &[StoredLoad],
    loaded: &[ImportedTable],
) -> Vec<TableId> {
    let renewed = waiting
        .iter()
        .filter_map(|other| other.destination.renews.as_ref())
        .map(|renewed| renewed.table);
    let own = known.iter().filter(|_| one.table.own_table);
    renewed
        .chain(own.map(|load| load.table))
        .chain(loaded.iter().map(|table| table.table))
        .collect()
}

fn load_table(
    context: &ImportContext<'_>,
    one: &Fresh,
    claimed: &[TableId],
    rows_before: u64,
    book: &mut OpenBook,
    watch: &dyn Watch,
) -> Result<Loaded, EngineError> {
    let (store, table, content) = (context.store, &one.table, &one.content);
    let (plan, suggestion) = (&table.plan, &table.suggestion);
    let file = label(plan);
    if let Some(problem) = refuse_header(store, plan)? {
        return Ok(Loaded::Unreadable(problem));
    }
    let place = place_for(context, one, claimed)?;
    let (source, table_id) = (place.source, place.table);
    let (mapping, role_reason) = match store.mapping(table_id)? {
        Some(saved) => (
            carry_over(&saved.mapping, &plan.header, &suggestion.mapping).0,
            saved.role_reason,
        ),
        None => (suggestion.mapping.clone(), suggestion.role_reason.clone()),
    };
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
    let table_context = TableContext {
        default_country: mapping.default_country.clone(),
        date_orders: date_orders(&mapping),
        decimal_mark: plan.reading.decimal_mark,
        today: day(context.now),
    };
    let (mark, today) = (table_context.decimal_mark, table_context.today);
    let columns = CountBeside::start(&plan.header, mark, today);
    let mut sink = Sink::new(
        store,
        load,
        first,
        rows_before,
        gate.as_mut(),
        columns,
        watch,
    );
    let summary = read_table_with(plan, &Limits::default(), book, &mut sink);
    let finished = sink
        .finish()
        .and_then(|taken| watch.check().map(|()| taken));
    let taken = match finished {
        Ok(taken) => taken,
        Err(error) => {
            store.discard_load(load)?;
            return Err(error);
        }
    };
    let summary = match summary {
        Ok(summary) => summary,
        Err(error) => {
            store.discard_load(load)?;
            return Ok(Loaded::Unreadable(error.problem(plan.place())));
        }
    };
    let profiled = profiled(&taken.columns, &plan.header, &mapping, &table_context, None)?;
    store.set_profiles(load, &profiled.profiles)?;
    store.finish_load(load, taken.loaded, taken.aside)?;
    let problems: Vec<(Problem, Vec<RecordId>)> = table
        .problems
        .iter()
        .chain(&suggestion.problems)
        // Told with the values, by the mapping that is in use then.
        .filter(|problem| problem.code != ProblemCode::UnmappedColumn)
        .cloned()
        .chain(summary.problems)
        .chain(gate.and_then(|gate| gate.problem(plan.place())))
        .chain(same_table::tell(table, &one.destination))
        .map(|problem| (problem, Vec::new()))
        .collect();
    store.set_problems(Some(load), "load", &problems)?;
    Ok(Loaded::Table(Box::new(ImportedTable {
        load,
        rows_loaded: taken.loaded,
        table: table_id,
        name: place.name,
        fingerprint: header_fingerprint(&plan.header),
        role_reason,
        mapping,
        moved: one.moved.clone(),
    })))
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

/// The table a file renews, else the one of its name.
fn place_for(
    context: &ImportContext<'_>,
    one: &Fresh,
    claimed: &[TableId],
) -> Result<TablePlace, EngineError> {
    let (store, suggestion) = (context.store, &one.table.suggestion);
    if let Some(renewed) = &one.destination.renews {
        return Ok(TablePlace {
            source: renewed.source,
            table: renewed.table,
            name: renewed.name.clone(),
        });
    }
    let source_name = match context.naming {
        Naming::AsSuggested => &suggestion.source_name,
        Naming::ByFile => &one.table.plan.file.label,
    };
    let source = store.ensure_source(source_name, suggestion.system.code())?;
    let (table, name) = table_for(store, source, &suggestion.table_name, claimed)?;
    Ok(TablePlace {
        source,
        table,
        name: format!("{source_name} · {name}"),
    })
}

/// The table a file belongs to. Two files of one job never share a table: an export in several
/// parts becomes "customers", "customers 2" …, in the order of the files, this month and next.
fn table_for(
    store: &Store,
    source: SourceId,
    name: &str,
    claimed: &[TableId],
) -> Result<(TableId, String), EngineError> {
    for part in 1.. {
        let called = if part == 1 {
            name.to_owned()
        } else {
            format!("{name} {part}")
        };
        let table = store.ensure_table(source, &called)?;
        if !claimed.contains(&table) {
            return Ok((table, called));
        }
    }
    Err(EngineError::Internal {
        message: "no table could be found for a file".into(),
    })
}

/// Puts every load of the job in use with its mapping, as one operation.
fn put_in_use(context: &ImportContext<'_>, tables: &[ImportedTable]) -> Result<(), EngineError> {
    if tables.is_empty() {
        return Ok(());
    }
    let rows: u64 = tables.iter().map(|table| table.rows_loaded).sum();
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let sentence = match names.as_slice() {
        [one] => format!("Loaded {} rows of {one}", grouped(rows)),
        many => format!("Loaded {} rows in {} tables", grouped(rows), many.len()),
    };
    let current = context.store.current_loads()?;
    let operation = rollcall_store::Operation {
        kind: "import_files",
        sentence,
        request: json!({ "tables": names }),
        who: context.who,
        at: context.now,
    };
    context.store.commit(&operation, |edits| {
        for table in tables {
            for old in current.iter().filter(|load| load.table == table.table) {
                edits.update(
                    DecisionTable::Load,
                    &[json!(old.load.0)],
                    &[("state", json!("superseded"))],
                )?;
            }
            edits.update(
                DecisionTable::Load,
                &[json!(table.load.0)],
                &[("state", json!("current"))],
            )?;
            for moved in &table.moved {
                edits.update(
                    DecisionTable::Load,
                    &[json!(moved.0)],
                    &[("state", json!("undone"))],
                )?;
            }
            edits.use_mapping(
                table.table,
                &table.fingerprint,
                &table.role_reason,
                &table.mapping,
                context.now,
            )?;
        }
        Ok(())
    })?;
    Ok(())
}

fn outcome(imported: &Imported) -> String {
    let rows = grouped(imported.tables.iter().map(|table| table.rows_loaded).sum());
    match (imported.tables.len(), imported.problems.len()) {
        (0, 0) => "There was nothing to load.".into(),
        (0, problems) => format!("Nothing was loaded; {problems} things to look at."),
        (tables, 0) => format!("{rows} rows loaded in {tables} tables."),
        (tables, problems) => {
            format!("{rows} rows loaded in {tables} tables; {problems} things to look at.")
        }
    }
}

mod before;
mod count_beside;
mod fresh;
mod row_sink;

#[cfg(test)]
mod cancelled;
#[cfg(test)]
mod unreadable;
