//! Make, open, close a project; the recent ones; the sample.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rollcall_model::RunId;
use rollcall_store::{CustomerCounts, Passphrase, ProjectFacts, Store, Verification};

use crate::data_requests::LastDone;
use crate::view::{
    AppInfo, CreateProject, JobNumber, JobStarted, JobView, Nothing, OpenProject, ProjectSummary,
    RecentProject, Waiting,
};
use crate::{
    Clock, Engine, EngineError, data_requests, governance, lists, mappings, measures, run_audit,
};

/// So many recent projects are remembered.
const RECENT: usize = 12;

impl Engine {
    /// What the start screen needs.
    ///
    /// # Errors
    /// Never in practice.
    pub fn app_info(&self, _: Nothing) -> Result<AppInfo, EngineError> {
        let mut recent = self.recent();
        for project in &mut recent {
            project.exists = Path::new(&project.path).is_file();
        }
        Ok(AppInfo {
            version: self.options.version.clone(),
            sample_available: self
                .options
                .sample_exports
                .as_ref()
                .is_some_and(|folder| folder.is_dir()),
            recent,
            open: self
                .store()
                .ok()
                .map(|store| store.path().display().to_string()),
            locked: self
                .unlocking
                .waiting()
                .map(|path| path.display().to_string()),
            projects_folder: self.options.projects_folder.display().to_string(),
        })
    }

    /// Makes a new project file and opens it.
    ///
    /// # Errors
    /// When something is there already or the folder cannot be written to.
    pub fn create_project(&self, request: CreateProject) -> Result<ProjectSummary, EngineError> {
        self.not_while_running()?;
        let name = request.name.trim();
        if name.is_empty() {
            return Err(EngineError::invalid("A project needs a name."));
        }
        let path = with_extension(Path::new(&request.path));
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(|error| EngineError::io(folder, &error))?;
        }
        let store = Store::create(&path, name, &self.now())?;
        self.put_project(Some(store));
        self.remember()?;
        self.tell_changed(ALL_TAGS);
        self.project_summary(Nothing {})
    }

    /// Opens a project file.
    ///
    /// # Errors
    /// When it is missing, not a project, newer than this program, damaged, or needs its passphrase.
    pub fn open_project(&self, request: OpenProject) -> Result<ProjectSummary, EngineError> {
        self.open_with(Path::new(&request.path), None)
    }

    /// Closes the project that is open.
    ///
    /// # Errors
    /// While a job runs.
    pub fn close_project(&self, _: Nothing) -> Result<Nothing, EngineError> {
        // Whatever runs: a pasted table stays nowhere once the window is closed.
        self.pasted.forget();
        self.not_while_running()?;
        self.put_project(None);
        self.tell_changed(ALL_TAGS);
        Ok(Nothing {})
    }

    /// Makes a project from the sample files, loads them and works out who is who.
    ///
    /// # Errors
    /// When the sample files are not installed or the project cannot be written.
    pub fn open_sample(&self, _: Nothing) -> Result<JobStarted, EngineError> {
        self.not_while_running()?;
        let exports = self
            .options
            .sample_exports
            .clone()
            .filter(|folder| folder.is_dir())
            .ok_or(EngineError::NotFound {
                what: "folder with",
                name: "the sample files".into(),
            })?;
        let folder = &self.options.projects_folder;
        std::fs::create_dir_all(folder).map_err(|error| EngineError::io(folder, &error))?;
        let path = free_path(folder, "Harbour & Pine");
        let store = Store::create(&path, "Harbour & Pine", &self.now())?;
        self.put_project(Some(store));
        self.remember()?;
        self.tell_changed(ALL_TAGS);
        self.start_import("Loading the sample", vec![exports], Vec::new(), true)
    }

    /// The open project and what waits for a person on each screen.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn project_summary(&self, _: Nothing) -> Result<ProjectSummary, EngineError> {
        let store = self.store()?;
        let facts = store.facts()?;
        let loads = store.current_loads()?;
        let run = store.current_run()?;
        let (undo, redo) = store.undo_and_redo()?;
        Ok(ProjectSummary {
            path: store.path().display().to_string(),
            sources: store.sources()?.len() as u64,
            tables: loads.len() as u64,
            rows: loads.iter().map(|load| load.rows_loaded).sum(),
            rows_set_aside: loads.iter().map(|load| load.rows_set_aside).sum(),
            customers: run
                .as_ref()
                .map(|run| store.customer_counts(run.run))
                .transpose()?
                .map(CustomerCounts::all),
            out_of_date: run_audit::out_of_date(&store, run.as_ref())?,
            waiting: waiting(&store, &facts, &self.done_in_files, self.today())?,
            name: facts.name,
            created_at: facts.created_at,
            revision: facts.revision,
            undo,
            redo,
            encrypted: store.is_encrypted(),
            presenting: self.is_presenting(),
        })
    }

    /// The work that is running or has ended since the program started.
    ///
    /// # Errors
    /// Never in practice.
    pub fn list_jobs(&self, _: Nothing) -> Result<Vec<JobView>, EngineError> {
        Ok(self.jobs.list())
    }

    /// Stops a job; the project stays as it was.
    ///
    /// # Errors
    /// When there is no such job.
    pub fn cancel_job(&self, request: JobNumber) -> Result<Nothing, EngineError> {
        self.jobs.cancel(request.job)
    }

    /// Whether this very project is the open one. It is not opened a second time beside itself.
    pub(crate) fn has_open(&self, path: &Path) -> bool {
        let is_same = |store: &Store| {
            std::fs::canonicalize(store.path())
                .and_then(|open| Ok(open == std::fs::canonicalize(path)?))
                .unwrap_or(false)
        };
        self.store().is_ok_and(|store| is_same(&store))
    }

    pub(crate) fn not_while_running(&self) -> Result<(), EngineError> {
        match self.jobs.running() {
            Some(title) => Err(EngineError::Busy { title }),
            None => Ok(()),
        }
    }

    /// Where a project may have stood before it was moved, and where copies of it may stand: the recent projects that
    /// have its name or that of its file. Nobody looks at a disk for that, which may be far away or gone.
    pub(crate) fn places_of(&self, store: &Store) -> Vec<PathBuf> {
        let name = store.facts().map(|facts| facts.name).unwrap_or_default();
        places_among(self.recent(), store.path(), &name)
    }

    fn recent_file(&self) -> Option<PathBuf> {
        self.options
            .settings_folder
            .as_ref()
            .map(|folder| folder.join("recent.json"))
    }

    fn recent(&self) -> Vec<RecentProject> {
        self.recent_file()
            .and_then(|file| std::fs::read_to_string(file).ok())
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Puts the open project first in the list of recent ones. A list that cannot be written is no
    /// reason to fail.
    pub(crate) fn remember(&self) -> Result<(), EngineError> {
        let (Some(file), Ok(store)) = (self.recent_file(), self.store()) else {
            return Ok(());
        };
        let path = store.path().display().to_string();
        let mut recent = self.recent();
        recent.retain(|project| project.path != path);
        recent.insert(
            0,
            RecentProject {
                path,
                name: store.facts()?.name,
                opened_at: self.now(),
                exists: true,
            },
        );
        recent.truncate(RECENT);
        if let Some(folder) = file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let _ = std::fs::write(file, serde_json::to_vec_pretty(&recent)?);
        Ok(())
    }
}

/// Every tag: another project, or none, is open.
pub(crate) const ALL_TAGS: &[&str] = &[
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

/// Facts about a project file on a day, without opening it in an engine.
///
/// # Errors
/// When it cannot be opened.
pub fn project_facts(
    path: &Path,
    passphrase: Option<&Passphrase>,
    clock: &Clock,
) -> Result<(ProjectFacts, Waiting, Vec<rollcall_store::StoredLoad>), EngineError> {
    let store = Store::open_to_look_with(path, passphrase)?;
    let facts = store.facts()?;
    let today = clock.now().date_naive();
    let waiting = waiting(&store, &facts, &LastDone::default(), today)?;
    Ok((facts, waiting, store.loads()?))
}

/// A thorough look at a project file.
///
/// # Errors
/// When it cannot be opened.
pub fn verify_project(path: &Path) -> Result<Verification, EngineError> {
    verify_project_with(path, None)
}

/// A thorough look at a project file that may be encrypted.
///
/// # Errors
/// When it cannot be opened.
pub fn verify_project_with(
    path: &Path,
    passphrase: Option<&Passphrase>,
) -> Result<Verification, EngineError> {
    Ok(Store::open_to_look_with(path, passphrase)?.verify()?)
}

fn waiting(
    store: &Store,
    facts: &ProjectFacts,
    last: &LastDone,
    today: NaiveDate,
) -> Result<Waiting, EngineError> {
    let (by_severity, _) = store.problem_counts()?;
    let quality = by_severity
        .iter()
        .filter(|(severity, _)| severity != "note")
        .map(|(_, count)| count)
        .sum();
    let mut waiting = Waiting {
        quality,
        mapping: mappings::waiting_in_all(store)?,
        ..Waiting::default()
    };
    if let Some(run) = facts.current_run.map(RunId) {
        waiting.matches = store.pair_counts(run)?.waiting;
        let filter = rollcall_store::CustomerFilter {
            conflicts_only: true,
            ..Default::default()
        };
        waiting.conflicts = store.customers(run, &filter, 0, 0)?.1;
    }
    waiting.governance = governance::waiting(store, last)?;
    waiting.requests = data_requests::open(store)?;
    waiting.requests_in_files = data_requests::in_files(store, last)?;
    waiting.checks = measures::breaches(store)?.len() as u64;
    waiting.lists = lists::out_of_date(store, today)?;
    Ok(waiting)
}

/// The files of the recent projects that are called as this one, or whose file is.
fn places_among(recent: Vec<RecentProject>, file: &Path, name: &str) -> Vec<PathBuf> {
    recent
        .into_iter()
        .map(|one| (PathBuf::from(one.path), one.name))
        .filter(|(path, other)| {
            path != file && (other == name || path.file_name() == file.file_name())
        })
        .map(|(path, _)| path)
        .collect()
}

/// Projects end in `.rollcall`.
fn with_extension(path: &Path) -> PathBuf {
    if path
        .extension()
        .is_some_and(|extension| extension == "rollcall")
    {
        path.to_path_buf()
    } else {
        let mut name = path.as_os_str().to_owned();
        name.push(".rollcall");
        PathBuf::from(name)
    }
}

/// A path in the folder that nothing stands at: the name, then the name with a number.
fn free_path(folder: &Path, name: &str) -> PathBuf {
    let plain = folder.join(format!("{name}.rollcall"));
    if !plain.exists() {
        return plain;
    }
    (2..10_000)
        .map(|number| folder.join(format!("{name} {number}.rollcall")))
        .find(|path| !path.exists())
        .unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::places_among;
    use crate::view::RecentProject;

    #[test]
    fn of_recent_projects_only_those_called_the_same_are_looked_for_on_a_disk() {
        let recent = [
            ("/here/shop.rollcall", "Shop"),
            ("/share/shop.rollcall", "Another"),
            ("/share/of last year.rollcall", "Shop"),
            ("/share/bakery.rollcall", "Bakery"),
        ];
        let recent = recent.map(|(path, name)| RecentProject {
            path: path.into(),
            name: name.into(),
            opened_at: String::new(),
            exists: true,
        });
        let found = places_among(recent.into(), Path::new("/here/shop.rollcall"), "Shop");
        let wanted = ["/share/shop.rollcall", "/share/of last year.rollcall"];
        assert_eq!(found, wanted.map(PathBuf::from));
    }
}
