//! Rolling backups: made as days go by, listed, and put back.
//!
//! When a project is opened, or first changed on a day, the state in which the last day of changes left it is
//! copied, where it was not yet. The copy is written beside all other work: what is waited for is only that its state
//! is settled, so that no change gets into it. Nobody is kept out by a copy that cannot be made; it is told with the list
//! of backups.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;

use chrono::NaiveDate;
use rollcall_store::{
    BACKUP_DAYS, DecisionTable, Operation, Passphrase, Restored, Store, StoreError, StoredBackup,
    backups_folder, backups_of, restore_project,
};
use serde_json::json;

use crate::ending::Written;
use crate::engine::alone;
use crate::project::ALL_TAGS;
use crate::view::{
    BackupRestored, BackupView, Backups, ListBackups, RestoreBackup, Secret, SetBackups,
};
use crate::{Engine, EngineError};

/// The setting that says that no backups are made.
const SETTING: &str = "backups";
const OFF: &str = "off";

/// On which day it was looked last whether a backup is due, and why it could not be made.
type Looked = Mutex<Option<(NaiveDate, Option<String>)>>;

/// The backup of the day.
#[derive(Default)]
pub(crate) struct Rolling {
    looked: Arc<Looked>,
    /// The copy on its way.
    copying: Mutex<Option<JoinHandle<()>>>,
}

/// A copy that is begun is made, however soon the program ends.
impl Drop for Rolling {
    fn drop(&mut self) {
        self.settle();
    }
}

impl Rolling {
    /// Another project is open.
    pub(crate) fn forget(&self) {
        self.settle();
        *self.looked() = None;
    }

    /// Waits for the copy on its way, which holds the project.
    pub(crate) fn settle(&self) {
        let mut copying = self.copying.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(copy) = copying.take() {
            // One that broke left no file, and the next day brings another one.
            let _ = copy.join();
        }
    }

    /// Begins to copy a project, where that is due, and to take over what is left of it at other places; returns as
    /// soon as nothing that is changed gets into the copy, and nobody can erase before both are done.
    fn begin(&self, store: Arc<Store>, today: NaiveDate, is_due: bool, places: Vec<PathBuf>) {
        self.settle();
        let (tell, told) = mpsc::channel::<()>();
        let looked = Arc::clone(&self.looked);
        let copy = std::thread::Builder::new()
            .name("backup".into())
            .spawn(move || {
                let begun = move || {
                    let _nobody_waits_any_more = tell.send(());
                };
                if let Err(error) = store.make_backup_and_follow(is_due, &places, begun) {
                    note_failed(&looked, today, &error.into());
                }
            });
        match copy {
            Ok(copy) => {
                *self.copying.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
                let _begun_or_failed = told.recv();
            }
            Err(error) => note_failed(
                &self.looked,
                today,
                &EngineError::io(Path::new("a backup"), &error),
            ),
        }
    }

    fn looked(&self) -> MutexGuard<'_, Option<(NaiveDate, Option<String>)>> {
        self.looked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nobody looked on this day yet; from now on somebody did.
    fn is_new(&self, today: NaiveDate) -> bool {
        let mut last = self.looked();
        let is_new = last.as_ref().is_none_or(|(day, _)| *day != today);
        if is_new {
            *last = Some((today, None));
        }
        is_new
    }

    fn why(&self) -> Option<String> {
        self.looked().as_ref().and_then(|(_, why)| why.clone())
    }
}

/// Keeps why the backup of a day could not be made, to be told.
fn note_failed(looked: &Looked, today: NaiveDate, error: &EngineError) {
    let why = format!("The last backup could not be made: {error}");
    *looked.lock().unwrap_or_else(PoisonError::into_inner) = Some((today, Some(why)));
}

impl Engine {
    /// The backups of a project, open or not.
    ///
    /// # Errors
    /// When no project is named and none is open.
    pub fn list_backups(&self, request: ListBackups) -> Result<Backups, EngineError> {
        let open = self.open_one(request.path.as_deref())?;
        if open.is_some() {
            // The one that is being made belongs to them.
            self.rolling.settle();
        }
        let (path, found, on, unsure) = match open {
            Some(store) => (
                store.path().to_path_buf(),
                store.backups(),
                Some(is_on(&store)?),
                store.unsure_backups()?,
            ),
            None => {
                let path = request.path.unwrap_or_default();
                (
                    path.clone().into(),
                    backups_of(Path::new(&path), None),
                    None,
                    Vec::new(),
                )
            }
        };
        let folder = found
            .first()
            .map_or_else(|| backups_folder(&path), |one| one.folder.clone());
        let encrypted = found
            .iter()
            .any(|one| Store::needs_passphrase(&one.folder.join(&one.name)));
        Ok(Backups {
            path: path.display().to_string(),
            folder: folder.display().to_string(),
            open: on.is_some(),
            encrypted,
            failed: on.and_then(|_| self.rolling.why()),
            on,
            kept: BACKUP_DAYS as u32,
            bytes: found.iter().map(|one| one.bytes).sum(),
            unsure: unsure
                .iter()
                .map(|path| path.display().to_string())
                .collect(),
            backups: found.into_iter().map(shown).collect(),
        })
    }

    /// Puts a backup in the place of a project; what was there becomes a backup of its own. The project that is
    /// open stays open.
    ///
    /// # Errors
    /// When there is no such backup, it is damaged itself or cannot be opened, work is under way, or there is no
    /// room; the project is as it was then.
    pub fn restore_backup(&self, request: RestoreBackup) -> Result<BackupRestored, EngineError> {
        self.not_while_running()?;
        let sentence = match self.open_one(request.path.as_deref())? {
            Some(store) => self.restore_open(store, &request.backup)?,
            None => {
                let path = request.path.unwrap_or_default();
                restore_closed(
                    Path::new(&path),
                    request.passphrase.as_ref().map(Secret::passphrase),
                    &request.backup,
                    (&self.options.who, &self.now()),
                )?
            }
        };
        self.tell_changed(ALL_TAGS);
        Ok(BackupRestored { sentence })
    }

    /// Says whether backups of the open project are made.
    ///
    /// # Errors
    /// When no project is open or it cannot be written.
    pub fn set_backups(&self, request: SetBackups) -> Result<Backups, EngineError> {
        let store = self.store_for_change()?;
        let row = json!({ "name": SETTING, "value": OFF });
        let sentence = if request.on {
            "Backups are made from now on"
        } else {
            "No more backups are made; those there are stay"
        };
        self.commit(
            &store,
            "set_backups",
            sentence.to_owned(),
            json!({ "on": request.on }),
            |edits| {
                edits.set(
                    DecisionTable::Setting,
                    &[json!(SETTING)],
                    row.as_object().cloned().filter(|_| !request.on),
                )
            },
        )?;
        self.tell_changed(&["project", "history"]);
        self.list_backups(ListBackups::default())
    }

    /// Copies what the last day of changes left, where a day has begun since and nobody looked on it yet.
    pub(crate) fn back_up_if_due(&self, store: &Arc<Store>) {
        self.back_up_and_follow(store, &[]);
    }

    /// The same, and beside it takes over what is left of the project at other places.
    pub(crate) fn back_up_and_follow(&self, store: &Arc<Store>, places: &[PathBuf]) {
        let today = self.today();
        let is_due = self.rolling.is_new(today)
            && is_due(store, today).unwrap_or_else(|error| {
                note_failed(&self.rolling.looked, today, &error);
                false
            });
        if is_due || !places.is_empty() {
            let store = Arc::clone(store);
            self.rolling.begin(store, today, is_due, places.to_vec());
        }
    }

    /// The open project where that is the one that is meant; nothing where it is another.
    fn open_one(&self, path: Option<&str>) -> Result<Option<Arc<Store>>, EngineError> {
        match path {
            Some(path) if !self.has_open(Path::new(path)) => Ok(None),
            _ => self.store().map(Some),
        }
    }

    /// Closes the project, puts the backup in its place and opens that. Whoever asks it something meanwhile waits.
    fn restore_open(&self, store: Arc<Store>, backup: &str) -> Result<String, EngineError> {
        self.rolling.settle();
        let named = named(store.backups(), backup)?;
        drop(store);
        let at = self.now();
        let note = note_of(&named, (&self.options.who, &at));
        let mut held = self.project.write().unwrap_or_else(PoisonError::into_inner);
        let store = held.take().ok_or(EngineError::NoProject)?;
        let store = match alone(store) {
            Ok(store) => store,
            Err(store) => {
                *held = Some(store);
                return Err(EngineError::Busy {
                    title: "A question to the project".into(),
                });
            }
        };
        self.forget_answers();
        let (opened, outcome) = store.restore(backup, &note);
        *held = Some(Arc::new(opened?));
        drop(held);
        Ok(told(&named, &outcome?))
    }
}

/// Puts a backup in the place of a project that is open nowhere.
///
/// # Errors
/// As for [`Engine::restore_backup`].
pub fn restore_closed(
    path: &Path,
    passphrase: Option<&Passphrase>,
    backup: &str,
    by: (&str, &str),
) -> Result<String, EngineError> {
    let named = named(backups_of(path, None), backup)?;
    let outcome = restore_project(path, passphrase, backup, &note_of(&named, by))?;
    Ok(told(&named, &outcome))
}

/// The backups of a project that is not open.
pub fn backups_of_project(path: &Path, passphrase: Option<&Passphrase>) -> Vec<BackupView> {
    backups_of(path, passphrase)
        .into_iter()
        .map(shown)
        .collect()
}

/// What is told of backups and copies of which nobody can say whether they are of this project or of a copy of it.
pub(crate) fn told_of_unsure(store: &Store) -> Result<Option<String>, EngineError> {
    let paths = store.unsure_backups()?;
    if paths.is_empty() {
        return Ok(None);
    }
    let named: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    Ok(Some(format!(
        "Of this project or of a copy of it, so neither searched nor taken away by an erasure: {}. Delete what is not needed.",
        named.join(", ")
    )))
}

/// Copies a project from which somebody was taken out: what was there before is gone, since it held the person.
/// Says why it could not be.
pub(crate) fn begin_again(store: &Store) -> Option<String> {
    let outcome = is_on(store).and_then(|on| {
        if on {
            store.make_backup()?;
        }
        Ok(())
    });
    outcome.err().map(|error| {
        format!("Backups of before are taken away, and a new one could not be made: {error}")
    })
}

/// Whether backups are made and the last change is of a day that is over.
fn is_due(store: &Store, today: NaiveDate) -> Result<bool, EngineError> {
    if !is_on(store)? {
        return Ok(false);
    }
    let last = store.last_change()?;
    Ok(last.is_some_and(|last| last < today.to_string()))
}

fn is_on(store: &Store) -> Result<bool, EngineError> {
    Ok(store.setting(SETTING)?.as_deref() != Some(OFF))
}

fn shown(one: StoredBackup) -> BackupView {
    BackupView {
        backup: one.name,
        at: one.at,
        before_restore: one.is_before_restore,
        bytes: one.bytes,
        last: one.last,
    }
}

fn named(backups: Vec<StoredBackup>, name: &str) -> Result<StoredBackup, EngineError> {
    let known: Vec<String> = backups.iter().map(|one| one.name.clone()).collect();
    backups
        .into_iter()
        .find(|one| one.name == name)
        .ok_or_else(|| EngineError::unknown("backup", name, &known))
}

fn note_of<'a>(backup: &StoredBackup, (who, at): (&'a str, &'a str)) -> Operation<'a> {
    Operation {
        kind: "restore_backup",
        sentence: format!("Restored the backup of {}", moment(backup)),
        request: json!({ "backup": backup.name }),
        who,
        at,
    }
}

fn told(backup: &StoredBackup, restored: &Restored) -> String {
    let aside = match &restored.aside {
        Some(name) => format!(" What was there before is kept as the backup {name}."),
        None => String::new(),
    };
    format!("The backup of {} is restored.{aside}", moment(backup))
}

/// When a backup is of, as people read it.
fn moment(backup: &StoredBackup) -> String {
    match (backup.at.get(..10), backup.at.get(11..16)) {
        (Some(day), Some(time)) => format!("{day}, {time} UTC"),
        _ => backup.at.clone(),
    }
}

/// Takes what can still be read of a damaged project into a new one.
///
/// # Errors
/// Where nothing of it can be read, or something is at the new path.
pub fn repair_project(
    path: &Path,
    passphrase: Option<&Passphrase>,
    to: &Path,
    by: (&str, &str),
) -> Result<rollcall_store::Recovered, EngineError> {
    Written::Project.fits(to)?;
    rollcall_store::recover(path, passphrase, to, by).map_err(|error| match error {
        StoreError::Damaged { .. } | StoreError::NotAProject { .. } => {
            let restore = match backups_of(path, None).first() {
                Some(newest) => format!("Restore the backup of {} instead.", moment(newest)),
                None => "Restore it from a copy.".to_owned(),
            };
            EngineError::invalid(format!(
                "{error} Its beginning, which tells where everything stands, cannot be read, so nothing of it was recovered. {restore}"
            ))
        }
        other => other.into(),
    })
}
