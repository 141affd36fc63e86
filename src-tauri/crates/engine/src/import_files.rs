//! Load files: every row of every table, verbatim, or none of them.

use std::path::PathBuf;
use std::sync::Arc;

use rollcall_intake::OpenBook;
use rollcall_model::{LoadId, Mapping, Problem, ProblemCode, SourceId, TableId, grouped};
use rollcall_store::Store;

use crate::audit::LoadsAgain;
use crate::destinations::{Fate, Given, Naming, sort_tables};
use crate::inspect_files::{PlannedTable, Wanted, plan_tables};
use crate::own_recipes::KnownRecipe;
use crate::same_table::Said;
use crate::view::{ImportChoice, ImportFiles, JobStarted};
use crate::{Engine, EngineError, Watch, measures, run_audit};
use before::Before;
use load_table::{Loaded, Waiting, load_table};
use put_in_use::put_in_use;

/// What a loading job brought.
#[derive(Default)]
pub(crate) struct Imported {
    pub(crate) tables: Vec<ImportedTable>,
    /// What could not be read at all.
    pub(crate) problems: Vec<Problem>,
    /// What somebody should know of where the tables went, and of rows that were kept out.
    pub(crate) noticed: Vec<Problem>,
    /// What became of rows mended in the loads before, each sentence behind a full stop and without its own.
    mended: String,
}

/// One table that was loaded.
pub(crate) struct ImportedTable {
    pub(crate) load: LoadId,
    pub(crate) rows_loaded: u64,
    source: SourceId,
    /// Whether its source was made for it.
    is_new_source: bool,
    table: TableId,
    name: String,
    fingerprint: String,
    role_reason: String,
    mapping: Mapping,
    /// Loads of the same file that end with this one.
    moved: Vec<LoadId>,
    /// Loads of other tables whose rows it holds again.
    ends: Vec<LoadId>,
    /// What is told where its rows were added to others, as a sentence without its end.
    pub(crate) joined: Option<String>,
}

/// What the loading needs to know about place and time.
pub(crate) struct ImportContext<'a> {
    pub(crate) store: &'a Store,
    pub(crate) now: &'a str,
    pub(crate) who: &'a str,
    pub(crate) naming: Naming,
    /// Files somebody said to be newer exports of a table.
    pub(crate) newer_exports: &'a [Said],
    /// What becomes of files of what happened that are called and built like tables in use.
    pub(crate) loads_again: LoadsAgain,
    /// The recipes of one's own that choices may name.
    pub(crate) recipes: &'a [KnownRecipe],
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
        let recipes = self.known_recipes()?;
        let job = self.jobs.start(title, TOUCHED, move |watch| {
            let context = ImportContext {
                store: &store,
                now: &now,
                who: &who,
                naming: Naming::AsSuggested,
                newer_exports: &[],
                loads_again: LoadsAgain::ByRule,
                recipes: &recipes,
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
        (choices, context.recipes),
        Wanted::Chosen,
        &mut book,
        watch,
    )?;
    planned.retain(|table| !table.left_out);
    let before = Before::of(context.store)?;
    let outcome = load_all(context, planned, &mut problems, &mut book, watch);
    if outcome.is_err() {
        // The error that ended the loading is the one to tell; what a full disk keeps is swept at the next opening.
        let _ = before.restore(context.store);
    }
    let (tables, noticed, mended) = outcome?;
    Ok(Imported {
        tables,
        problems,
        noticed,
        mended,
    })
}

/// Loads the tables and puts them in use together.
fn load_all(
    context: &ImportContext<'_>,
    planned: Vec<PlannedTable>,
    problems: &mut Vec<Problem>,
    book: &mut OpenBook,
    watch: &dyn Watch,
) -> Result<(Vec<ImportedTable>, Vec<Problem>, String), EngineError> {
    let given = Given {
        store: context.store,
        now: context.now,
        naming: context.naming,
        said: context.newer_exports,
        loads_again: context.loads_again,
    };
    let sorted = sort_tables(&given, &planned.iter().collect::<Vec<_>>(), book)?;
    watch.stage("Loading rows", "rows");
    let mut tables: Vec<ImportedTable> = Vec::new();
    let mut noticed = Vec::new();
    let mut rows = 0;
    for (table, sorted) in planned.iter().zip(sorted) {
        let destination = match sorted.fate {
            Fate::Goes(destination) => destination,
            Fate::LeftOut(_, why) => {
                problems.push(why);
                continue;
            }
        };
        let waiting = Waiting {
            table,
            content: sorted.content,
            destination,
            moved: sorted.moved,
            ends: sorted.ends,
        };
        match load_table(context, &waiting, rows, book, watch)? {
            Loaded::Table(loaded, told) => {
                rows += loaded.rows_loaded;
                tables.push(*loaded);
                noticed.extend(told);
            }
            Loaded::Unreadable(problem) => problems.push(problem),
        }
    }
    known_hashes::settle(context.store, &mut tables, watch)?;
    let read_anew = ids_elsewhere::settle(context.store, &mut tables, watch)?;
    let mended = put_in_use(context, &tables, &read_anew, problems)?;
    Ok((tables, noticed, mended))
}

fn outcome(imported: &Imported) -> String {
    let rows = grouped(imported.tables.iter().map(|table| table.rows_loaded).sum());
    let mut sentence = match (imported.tables.len(), imported.problems.len()) {
        (0, 0) => "There was nothing to load.".into(),
        (0, problems) => format!("Nothing was loaded; {problems} things to look at."),
        (tables, 0) => format!("{rows} rows loaded in {tables} tables."),
        (tables, problems) => {
            format!("{rows} rows loaded in {tables} tables; {problems} things to look at.")
        }
    };
    let joined = imported.tables.iter();
    for joined in joined.filter_map(|table| table.joined.as_deref()) {
        sentence.push(' ');
        sentence.push_str(joined);
        sentence.push('.');
    }
    if let Some(mended) = imported.mended.strip_prefix(". ") {
        sentence.push(' ');
        sentence.push_str(mended);
        sentence.push('.');
    }
    sentence.push_str(&kept_out(&imported.noticed));
    sentence
}

/// What was kept out of people who were erased or asked for it; blank where nothing was.
fn kept_out(noticed: &[Problem]) -> String {
    let refused = noticed
        .iter()
        .filter(|one| one.code == ProblemCode::ErasedPerson);
    let rows: u64 = refused.map(|one| one.count).sum();
    match rows {
        0 => String::new(),
        1 => " 1 row of somebody who was erased or asked to be kept out was not loaded.".into(),
        many => format!(
            " {} rows of people who were erased or asked to be kept out were not loaded.",
            grouped(many)
        ),
    }
}

mod already;
mod before;
mod count_beside;
mod ids_elsewhere;
mod known_hashes;
mod load_table;
mod put_in_use;
mod row_sink;

#[cfg(test)]
mod cancelled;
#[cfg(test)]
mod unreadable;
