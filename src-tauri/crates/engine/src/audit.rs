//! The whole audit in one go, for the command line: files in, tables and report out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rollcall_intake::WorkFolder;
use rollcall_model::{Problem, RunId, TableRole, grouped};
use rollcall_store::{CustomerFilter, Store, quoted_path};
use serde::Serialize;

use crate::destinations::Naming;
use crate::import_files::{ImportContext, Imported, import};
use crate::inventory::Marks;
use crate::run_audit::{AuditSettings, RunReport, find_and_note, standardise};
use crate::same_table::{Said, is_among, table_named};
use crate::targets::{keep_off_inputs, keep_off_project};
use crate::view::{LoadComparison, Nothing, PeopleCounts, ProblemView};
use crate::{Engine, EngineError, Watch, audit_files, compare_runs, course, problems, report};
pub(crate) use timed::Timed;

/// What to audit and where to write.
#[derive(Debug, Clone)]
pub struct AuditRequest {
    /// Files and folders; none audits what the project holds already.
    pub paths: Vec<PathBuf>,
    /// The project to load into, made if it is not there; nothing works in a project that is
    /// thrown away.
    pub project: Option<PathBuf>,
    /// The folder to write to; nothing writes no tables.
    pub out: Option<PathBuf>,
}

/// What came of an audit.
#[derive(Debug, Clone, Serialize)]
pub struct AuditSummary {
    /// Every table that is in use.
    pub tables: Vec<TableCounts>,
    /// Rows read, loaded, set aside over all tables.
    pub rows_read: u64,
    /// Rows loaded.
    pub rows_loaded: u64,
    /// Rows set aside.
    pub rows_set_aside: u64,
    /// Rows that tell about a person.
    pub person_rows: u64,
    /// Customers found.
    pub customers: u64,
    /// Of the customers, those of whom nothing is known but ids that machines read.
    pub known_only_by_id: u64,
    /// People that matching on the e-mail address alone would give; rows that name nobody are none.
    pub email_only_customers: u64,
    /// Pairs linked: for each customer one fewer than its records.
    pub pairs_linked: u64,
    /// Pairs nobody is sure about.
    pub pairs_in_review: u64,
    /// Links within customers that are worth a look.
    pub links_worth_a_look: u64,
    /// Whether everything was compared or only what changed, and why, in a sentence; nothing about a
    /// run of an older version.
    pub course: Option<String>,
    /// What this audit changed about who is who; nothing in a first one, or where nothing was linked anew.
    pub since_last: Option<PeopleCounts>,
    /// Values on which sources disagree.
    pub conflicts: u64,
    /// Customers with at least one of them.
    pub customers_in_conflict: u64,
    /// Columns nobody is sure about, each with its table: "Column … of … needs a look".
    pub open_columns: Vec<String>,
    /// Problems by severity.
    pub problems: Vec<(String, u64)>,
    /// What could not be read at all.
    pub unreadable: Vec<ProblemView>,
    /// What somebody should know of where the tables went.
    pub noticed: Vec<ProblemView>,
    /// Files written.
    pub files: Vec<String>,
    /// Seconds of each stage, in their order.
    pub stages: Vec<StageTime>,
}

/// One table and its rows.
#[derive(Debug, Clone, Serialize)]
pub struct TableCounts {
    /// The source.
    pub source: String,
    /// The table.
    pub table: String,
    /// The file.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What it is about.
    pub role: String,
    /// Rows read; always loaded plus set aside.
    pub rows_read: u64,
    /// Rows loaded.
    pub rows_loaded: u64,
    /// Rows set aside.
    pub rows_set_aside: u64,
    /// Whether it came in with this audit.
    pub loaded_now: bool,
    /// How it differs from the load before; nothing for a first load.
    pub compared: Option<LoadComparison>,
    /// Where its rows were added to others with this audit: how many to how many of which table, and that nothing was
    /// replaced.
    pub added: Option<String>,
}

/// A file that is said to be a newer export of a table.
#[derive(Debug, Clone)]
pub struct NewerExport {
    /// `Source · table`, or the source alone where it has one table.
    pub of: String,
    /// The file.
    pub file: PathBuf,
}

/// What becomes of a file of what happened, such as orders, that is called and built like tables the project holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LoadsAgain {
    /// Its keys and days tell: where most of what stands is in it again it takes the place of that; where hardly anything
    /// is and its days follow on or go before, its rows are added.
    #[default]
    ByRule,
    /// Its rows are added to those that stand.
    Add,
    /// Its rows take the place of those that stand.
    Replace,
}

/// How long a stage took.
#[derive(Debug, Clone, Serialize)]
pub struct StageTime {
    /// What it does.
    pub stage: String,
    /// Seconds.
    pub seconds: f64,
}

impl Engine {
    /// Loads files or folders, maps, standardises, links, unifies, and writes what came of it.
    ///
    /// # Errors
    /// When nothing can be loaded or a file cannot be written.
    pub fn audit(
        &self,
        request: &AuditRequest,
        watch: &dyn Watch,
    ) -> Result<AuditSummary, EngineError> {
        self.audit_again(request, &[], watch)
    }

    /// The same, with files that are newer exports of tables the project holds.
    ///
    /// # Errors
    /// As [`Engine::audit`], and when there is no such table.
    pub fn audit_again(
        &self,
        request: &AuditRequest,
        newer_exports: &[NewerExport],
        watch: &dyn Watch,
    ) -> Result<AuditSummary, EngineError> {
        self.audit_with(request, newer_exports, LoadsAgain::ByRule, watch)
    }

    /// The same, saying what becomes of files of what happened that are called and built like tables the project holds.
    ///
    /// # Errors
    /// As [`Engine::audit_again`].
    pub fn audit_with(
        &self,
        request: &AuditRequest,
        newer_exports: &[NewerExport],
        loads_again: LoadsAgain,
        watch: &dyn Watch,
    ) -> Result<AuditSummary, EngineError> {
        let scratch;
        let path = match &request.project {
            Some(path) => path.clone(),
            None => {
                scratch = WorkFolder::new()
                    .map_err(|error| EngineError::io(Path::new("a temporary folder"), &error))?;
                scratch.path().join("audit.rollcall")
            }
        };
        if request.paths.is_empty() && newer_exports.is_empty() && !path.exists() {
            return Err(EngineError::NothingLoaded {
                message: format!(
                    "There is no project at {}. Look at its name, or name files to load into a new one.",
                    quoted_path(&path)
                ),
            });
        }
        let is_new = !path.exists();
        let store = self.open_or_create(&path)?;
        self.put_project(Some(store));
        let store = self.store()?;
        let again = (newer_exports, loads_again);
        let outcome = self.audit_store(&store, request, again, watch);
        let is_empty = store.loads().is_ok_and(|loads| loads.is_empty());
        drop(store);
        self.put_project(None);
        if is_new && is_empty && outcome.is_err() {
            // Made for rows that never came. What cannot be taken away is an empty project, and the error is told.
            let _ = std::fs::remove_file(&path);
        }
        outcome
    }

    fn audit_store(
        &self,
        store: &Arc<Store>,
        request: &AuditRequest,
        (newer_exports, loads_again): (&[NewerExport], LoadsAgain),
        watch: &dyn Watch,
    ) -> Result<AuditSummary, EngineError> {
        if let Some(out) = &request.out {
            for name in TABLES {
                keep_off_inputs(&request.paths, &out.join(name))?;
            }
        }
        let timed = Timed::new(watch);
        let settings = AuditSettings {
            today: self.today(),
            now: self.now(),
            who: self.options.who.clone(),
        };
        let said = newer_exports
            .iter()
            .map(|newer| Ok((table_named(store, &newer.of)?, newer.file.clone())))
            .collect::<Result<Vec<Said>, EngineError>>()?;
        if let Some(gone) = newer_exports.iter().find(|newer| !newer.file.exists()) {
            return Err(EngineError::invalid(format!(
                "There is no file {}, which was said to be a newer export of {}. Name the file itself; of an archive, name the archive.",
                quoted_path(&gone.file),
                gone.of
            )));
        }
        let mut paths = request.paths.clone();
        let named = newer_exports.iter().map(|newer| newer.file.clone());
        paths.extend(named.filter(|file| !is_among(&request.paths, file)));
        let imported = if paths.is_empty() {
            Imported::default()
        } else {
            let context = ImportContext {
                store,
                now: &settings.now,
                who: &self.options.who,
                naming: Naming::AsSuggested,
                newer_exports: &said,
                loads_again,
                recipes: &[],
            };
            import(&context, &paths, &[], &timed)?
        };
        let loads = store.current_loads()?;
        if loads.iter().all(|load| load.rows_loaded == 0) {
            return Err(nothing_loaded(&imported.problems));
        }
        let run_before = store.current_run()?;
        standardise(store, &settings, &timed)?;
        find_and_note(store, &settings, &timed)?;
        let since_last = match &run_before {
            Some(before) => compare_runs::counts_since(store, before.run)?,
            None => None,
        };
        let run = store.current_run()?.ok_or(EngineError::NoProject)?;
        let is_as_before =
            run_before.is_some_and(|before| before.run == run.run && before.basis == run.basis);
        if store.member_count(run.run)? == 0 && !holds_figures(store)? {
            return Err(nobody_found(loads.len()));
        }
        let files = match &request.out {
            Some(out) => {
                timed.stage("Writing files", "files");
                self.write_outputs(store, run.run, out)?
            }
            None => Vec::new(),
        };
        let report: RunReport = serde_json::from_str(&run.report)?;
        let mut summary = summarise(store, run.run, &report, &imported)?;
        if is_as_before {
            // What its report tells is of an audit before.
            summary.course = Some(course::NOTHING.to_owned());
        }
        let shown = |found: &[Problem]| {
            found
                .iter()
                .map(|problem| problems::show(problem, 0, None))
                .collect()
        };
        summary.unreadable = shown(&imported.problems);
        summary.noticed = shown(&imported.noticed);
        summary.since_last = since_last;
        summary.files = files;
        summary.stages = timed.finish();
        Ok(summary)
    }

    fn write_outputs(
        &self,
        store: &Store,
        run: RunId,
        out: &Path,
    ) -> Result<Vec<String>, EngineError> {
        std::fs::create_dir_all(out).map_err(|error| EngineError::io(out, &error))?;
        let mut files = Vec::new();
        let mut path = |name: &str| -> Result<PathBuf, EngineError> {
            let path = out.join(name);
            keep_off_project(store, &path)?;
            files.push(path.display().to_string());
            Ok(path)
        };
        let [
            customers,
            crosswalk,
            coverage,
            conflicts,
            review,
            problems,
            set_aside,
            report_name,
        ] = TABLES;
        let language = self.language();
        audit_files::write_customers(store, run, &path(customers)?)?;
        audit_files::write(store, run, "crosswalk", &path(crosswalk)?, language)?;
        audit_files::write_coverage(&self.coverage(Nothing {})?, &path(coverage)?)?;
        audit_files::write(store, run, "conflicts", &path(conflicts)?, language)?;
        audit_files::write(store, run, "review", &path(review)?, language)?;
        audit_files::write(store, run, "problems", &path(problems)?, language)?;
        audit_files::write(store, run, "set_aside", &path(set_aside)?, language)?;
        let content = report::content(self, false)?;
        rollcall_delivery::write_report(&content, &path(report_name)?, language)?;
        Ok(files)
    }
}

/// What an audit writes.
const TABLES: [&str; 8] = [
    "customers.csv",
    "crosswalk.csv",
    "coverage.csv",
    "conflicts.csv",
    "review.csv",
    "problems.csv",
    "set_aside.csv",
    "report.html",
];

/// Whether a report of figures is loaded: it tells something without a person.
fn holds_figures(store: &Store) -> Result<bool, EngineError> {
    for load in store.current_loads()? {
        let role = store.mapping(load.table)?.map(|stored| stored.mapping.role);
        if role == Some(TableRole::Figures) && load.rows_loaded > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Tables were loaded, but nothing in them is about a person.
fn nobody_found(tables: usize) -> EngineError {
    let which = if tables == 1 {
        "The one table loaded holds".to_owned()
    } else {
        format!("None of the {} tables loaded holds", grouped(tables as u64))
    };
    let not = if tables == 1 { "no row" } else { "a row" };
    EngineError::NothingLoaded {
        message: format!(
            "{which} {not} about a person, so there is nothing to audit. Say on the Mapping screen what its columns are, or load other files."
        ),
    }
}

/// Why nothing could be loaded, in one sentence.
pub(crate) fn nothing_loaded(problems: &[Problem]) -> EngineError {
    let message = match problems.iter().max_by_key(|problem| problem.severity) {
        Some(problem) => format!(
            "Nothing could be loaded. {} {}",
            problem.message, problem.hint
        ),
        None => {
            "Nothing could be loaded: no row was found in the files named or in the project.".into()
        }
    };
    EngineError::NothingLoaded {
        message: message.trim().to_owned(),
    }
}

fn summarise(
    store: &Store,
    run: RunId,
    report: &RunReport,
    imported: &Imported,
) -> Result<AuditSummary, EngineError> {
    let marks = Marks::read(store)?;
    let mut tables = Vec::new();
    for load in store.current_loads()? {
        let role = store
            .mapping(load.table)?
            .map_or("unclear", |stored| stored.mapping.role.code());
        let loaded = imported.tables.iter().find(|table| table.load == load.load);
        tables.push(TableCounts {
            source: marks.of(load.source).name,
            table: load.table_name,
            file: load.file,
            sheet: load.sheet,
            role: role.to_owned(),
            rows_read: load.rows_read,
            rows_loaded: load.rows_loaded,
            rows_set_aside: load.rows_set_aside,
            loaded_now: loaded.is_some(),
            added: loaded.and_then(|table| table.joined.clone()),
            compared: load
                .compared
                .as_deref()
                .and_then(|text| serde_json::from_str(text).ok()),
        });
    }
    let counts = store.customer_counts(run)?;
    let pairs = store.pair_counts(run)?;
    let person_rows = store.member_count(run)?;
    let in_conflict = CustomerFilter {
        conflicts_only: true,
        ..CustomerFilter::default()
    };
    let (by_severity, _) = store.problem_counts()?;
    Ok(AuditSummary {
        rows_read: tables.iter().map(|table| table.rows_read).sum(),
        rows_loaded: tables.iter().map(|table| table.rows_loaded).sum(),
        rows_set_aside: tables.iter().map(|table| table.rows_set_aside).sum(),
        tables,
        person_rows,
        customers: counts.all(),
        known_only_by_id: counts.known_only_by_id,
        email_only_customers: report.people_by_email,
        pairs_linked: person_rows - counts.all(),
        pairs_in_review: pairs.waiting,
        links_worth_a_look: pairs.tied,
        course: course::tell_of_run(report),
        since_last: None,
        conflicts: store
            .conflict_counts(run)?
            .iter()
            .map(|(.., count)| count)
            .sum(),
        customers_in_conflict: store.customers(run, &in_conflict, 0, 0)?.1,
        open_columns: crate::mappings::open_questions(store)?,
        problems: by_severity,
        unreadable: Vec::new(),
        noticed: Vec::new(),
        files: Vec::new(),
        stages: Vec::new(),
    })
}

mod timed;
