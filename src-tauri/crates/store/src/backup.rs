//! Rolling backups: whole copies of a project in a folder beside it, each as the project was at the end of
//! a day it was changed on. Of an encrypted project they are encrypted with the same key.
//!
//! A backup is called after the last change it holds and the revision, so that the same state is kept once,
//! and what is kept when is told without opening anything. Whoever is erased stands in every backup of before,
//! so an erasure takes all of them away, as it does the copy made before an upgrade.

mod name;

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::connection::open_reader;
use crate::encryption::leftovers::{is_same_file, sync_folder, wipe};
use crate::follow::possible;
use crate::header::{self, Header};
use crate::opening::copy_whole;
use crate::passphrase::{FileKey, Passphrase, SALT};
use crate::project::{beside, fact, set_fact};
use crate::{Store, StoreError, in_words, owner_only};

pub(crate) use name::{name_of, read_name};

/// Behind the name of a project: the folder with its backups.
pub(crate) const FOLDER: &str = ".backups";
/// Behind the name of a backup, while it is written.
pub(crate) const PART: &str = ".part";
/// So many days are kept.
pub const BACKUP_DAYS: usize = 5;
/// Under this name a project notes up to which load and run the backup goes that took its place.
const RESTORED: &str = "restored_up_to";
/// Of so many days what was put aside is kept.
const ASIDE_DAYS: usize = 2;
/// Behind the name of a file: what may stand beside it.
pub(crate) const JOURNALS: [&str; 3] = ["-journal", "-wal", "-shm"];

/// By what the backups of a project are told from those of another that had its name before. Where nobody can
/// say when the project was made, all are its own.
#[derive(Clone, Copy, Default)]
pub(crate) struct Whose<'a> {
    /// When the project was made.
    pub(crate) created_at: Option<&'a str>,
    /// Of an encrypted project.
    pub(crate) key: Option<&'a FileKey>,
}

/// A backup of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBackup {
    /// The folder it is in: that of the project, or of a name the project may have had before.
    pub folder: PathBuf,
    /// The name of its file.
    pub name: String,
    /// When the last change it holds was made, RFC 3339; of what was put aside, when that was.
    pub at: String,
    /// Whether it is what was there before a backup was restored.
    pub is_before_restore: bool,
    /// Bytes.
    pub bytes: u64,
    /// What the last entry of its history says; nothing where it cannot be read.
    pub last: Option<String>,
}

impl Store {
    /// When the project was last changed, RFC 3339; nothing while it is empty.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_change(&self) -> Result<Option<String>, StoreError> {
        self.connections.read(last_change)
    }

    /// Copies the project as it is now into its folder of backups, and takes away what is beyond those that
    /// are kept. The same state is copied once; an empty project never.
    ///
    /// # Errors
    /// [`StoreError::Disk`] when it cannot be written; nothing is left of it then.
    pub fn make_backup(&self) -> Result<(), StoreError> {
        self.make_backup_beside(|| ())
    }

    /// The same beside other work: nobody waits for it to write, and from when `begun` is called on nothing that is
    /// changed is in the copy.
    ///
    /// # Errors
    /// As for [`Store::make_backup`].
    pub fn make_backup_beside(&self, begun: impl FnOnce()) -> Result<(), StoreError> {
        self.make_backup_and_follow(true, &[], begun)
    }

    /// Makes the backup where one is due, and takes over what is left at other places as [`Store::follow_from`] does.
    /// Nothing is erased in between.
    ///
    /// # Errors
    /// As for [`Store::make_backup`].
    pub fn make_backup_and_follow(
        &self,
        is_due: bool,
        places: &[PathBuf],
        begun: impl FnOnce(),
    ) -> Result<(), StoreError> {
        let _while_nothing_is_erased = self.hold_copies();
        let made = if is_due {
            self.make_backup_held(begun)
        } else {
            begun();
            Ok(())
        };
        if !places.is_empty() {
            // What cannot be moved must not be told as a backup that failed; an erasure insists on it.
            let _stays_for_now = self.follow_held(places);
        }
        made
    }

    fn make_backup_held(&self, begun: impl FnOnce()) -> Result<(), StoreError> {
        let key = self.connections.key();
        let (is_empty, created_at) = self.connections.read(|connection| {
            let at = last_change(connection)?;
            let revision = fact(connection, "revision")?.unwrap_or_default();
            let created_at = fact(connection, "created_at")?;
            // What was read settles the state this connection sees until it is done.
            begun();
            let Some(at) = at.filter(|at| name::stamp(at).is_some()) else {
                return Ok((true, created_at));
            };
            let to = made(self.path())?.join(name_of(&at, revision.parse().unwrap_or(0), false));
            if !to.exists() {
                copied(connection, key, &to)?;
            }
            Ok((false, created_at))
        })?;
        if is_empty {
            return Ok(());
        }
        let whose = Whose {
            created_at: created_at.as_deref(),
            key: self.connections.key(),
        };
        prune(self.path(), whose);
        Ok(())
    }

    /// The backups of the project, newest first, with the last entry of each.
    pub fn backups(&self) -> Vec<StoredBackup> {
        let created_at = self
            .connections
            .read(|connection| fact(connection, "created_at"))
            .ok()
            .flatten();
        let mut found = listed(self.path());
        found.retain_mut(|one| {
            let told = look_into(
                &folder_of(self.path()).join(&one.name),
                self.connections.key(),
            );
            let Ok((created, last)) = told else {
                return true;
            };
            one.last = last;
            // Another project may have had this name before.
            created_at.is_none() || created == created_at
        });
        found
    }

    /// Copies the project to a file that appears whole or not at all.
    pub(crate) fn copy_to(&self, to: &Path) -> Result<(), StoreError> {
        self.connections
            .maintain(|connection| copied(connection, self.connections.key(), to))
    }

    /// While this is held no copy is made: one that was begun before somebody is erased must not appear after all
    /// copies were taken away.
    pub(crate) fn hold_copies(&self) -> MutexGuard<'_, ()> {
        self.copies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Copies what a connection sees to a file that appears whole or not at all.
fn copied(connection: &Connection, key: Option<&FileKey>, to: &Path) -> Result<(), StoreError> {
    let part = beside(to, PART);
    wipe(&part).map_err(|error| refused(&part, &error))?;
    let outcome = copy_whole(connection, key, &part).and_then(|()| appear(&part, to));
    if outcome.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    outcome
}

/// The backups of a project that is not open, newest first. What the last entry of each is can be told of an
/// encrypted one with its passphrase only. Under a name the project may have had before they are told where it has
/// none under its own; neither they nor the project are changed.
pub fn backups_of(path: &Path, passphrase: Option<&Passphrase>) -> Vec<StoredBackup> {
    let mut found = listed_or_possible(path, || header::salt_of(path));
    let mut known: Option<FileKey> = None;
    for one in &mut found {
        let file = one.folder.join(&one.name);
        let key = match (header::look(&file), passphrase) {
            (Ok(Header::Plain), _) => None,
            (Ok(Header::Sealed { salt }), Some(passphrase)) => {
                let key = known
                    .take()
                    .filter(|key| key.salt() == salt)
                    .unwrap_or_else(|| FileKey::of(passphrase, salt));
                known = Some(key.clone());
                Some(key)
            }
            _ => continue,
        };
        one.last = look_into(&file, key.as_ref()).ok().and_then(|told| told.1);
    }
    found
}

/// The folder with the backups of a project, the same for every name that leads to it.
pub fn folder_of(project: &Path) -> PathBuf {
    let known = std::fs::canonicalize(project).unwrap_or_else(|_| project.to_path_buf());
    beside(&known, FOLDER)
}

/// The backup that was made last, not counting what was put aside. The project may be open, so it is not looked into
/// for its salt.
pub(crate) fn newest(project: &Path) -> Option<StoredBackup> {
    listed_or_possible(project, || None)
        .into_iter()
        .find(|one| !one.is_before_restore)
}

/// Where a project goes that a backup takes the place of, at a moment.
pub(crate) fn place_before_restore(project: &Path, at: &str) -> Result<PathBuf, StoreError> {
    let folder = made(project)?;
    let name = |number: u64| name_of(at, number, true);
    let free = (1..=u64::MAX)
        .map(|number| folder.join(name(number)))
        .find(|path| !path.exists());
    Ok(free.unwrap_or_else(|| folder.join(name(0))))
}

/// Takes away what is beyond the backups that are kept: of each day the last, of the last days that have one. Of
/// what was put aside the first of a day is kept as well: it holds the work that no try of a backup has touched.
pub(crate) fn prune(project: &Path, whose: Whose<'_>) {
    let mut found = listed(project);
    found.retain(|one| !is_others(project, &one.name, whose));
    let (mut days, mut aside_days) = (BTreeSet::new(), BTreeSet::new());
    for (place, one) in found.iter().enumerate() {
        let day = one.at.get(..10).unwrap_or_default();
        let is_kept = if one.is_before_restore {
            let is_last = aside_days.insert(day);
            let is_first = !found[place + 1..]
                .iter()
                .any(|other| other.is_before_restore && other.at.starts_with(day));
            aside_days.len() <= ASIDE_DAYS && (is_last || is_first)
        } else {
            days.len() < BACKUP_DAYS && days.insert(day)
        };
        if !is_kept {
            let path = folder_of(project).join(&one.name);
            let _ = std::fs::remove_file(&path);
            for suffix in JOURNALS {
                let _ = std::fs::remove_file(beside(&path, suffix));
            }
        }
    }
}

/// Whether a file among the backups tells that it is of another project.
pub(crate) fn is_others(project: &Path, name: &str, whose: Whose<'_>) -> bool {
    whose.created_at.is_some_and(|created_at| {
        origin(project, name, whose.key).is_some_and(|origin| origin != created_at)
    })
}

/// When the project was made that a file among the backups is of, where it tells. One with a journal is not opened:
/// that might change what was put aside.
pub(crate) fn origin(project: &Path, name: &str, key: Option<&FileKey>) -> Option<String> {
    let path = folder_of(project).join(without_journal(name));
    let has_journal = ["-journal", "-wal"]
        .iter()
        .any(|suffix| beside(&path, suffix).exists());
    if has_journal || is_same_file(&path, project) {
        return None;
    }
    look_into(&path, key)
        .ok()
        .and_then(|(created_at, _)| created_at)
}

/// Takes away what a crash left of a backup that was being written.
pub(crate) fn sweep(project: &Path) {
    for name in ours(project).unwrap_or_default() {
        if name.ends_with(PART) || name.ends_with(&format!("{PART}-journal")) {
            let _ = wipe(&folder_of(project).join(name));
        }
    }
}

/// Writes over every backup of a project and takes it away, with the folder where nothing else is in it. Says
/// whether there was one.
///
/// # Errors
/// [`StoreError::Disk`] for the first that stays or could not be written over, or where nobody can tell which
/// there are.
pub(crate) fn wipe_all(project: &Path, whose: Whose<'_>) -> Result<bool, StoreError> {
    let folder = folder_of(project);
    let read = || ours(project).map_err(|error| refused(&folder, &error));
    let mut others = read()?;
    others.retain(|name| is_others(project, name, whose));
    // Looking into one may have put something beside it.
    let mut names = read()?;
    names.retain(|name| !others.contains(name));
    let mut outcome = Ok(!names.is_empty());
    for name in names {
        let path = folder.join(name);
        let wiped = if is_same_file(&path, project) {
            std::fs::remove_file(&path)
        } else {
            wipe(&path)
        };
        if let (Err(error), Ok(_)) = (wiped, &outcome) {
            outcome = Err(refused(&path, &error));
        }
    }
    // Something of somebody else's may be in it.
    let _ = std::fs::remove_dir(&folder);
    outcome
}

/// The files of the backups of a project, their journals and what is half written, by name.
///
/// # Errors
/// When there is a folder and nobody can tell what is in it: that is not the same as none.
pub(crate) fn ours(project: &Path) -> std::io::Result<BTreeSet<String>> {
    let entries = match std::fs::read_dir(folder_of(project)) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(BTreeSet::new());
        }
        Err(error) => return Err(error),
    };
    let mut names = BTreeSet::new();
    for entry in entries {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let plain = without_journal(&name);
        let is_ours = read_name(plain.strip_suffix(PART).unwrap_or(plain)).is_some();
        if is_ours && entry.file_type()?.is_file() {
            names.insert(name);
        }
    }
    Ok(names)
}

/// The name of the file a journal stands beside; any other as it is.
fn without_journal(name: &str) -> &str {
    JOURNALS
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .unwrap_or(name)
}

/// Writes a file that is complete to the disk, under its own name.
pub(crate) fn appear(part: &Path, to: &Path) -> Result<(), StoreError> {
    let file = std::fs::OpenOptions::new().write(true).open(part);
    file.and_then(|file| file.sync_all())
        .and_then(|()| std::fs::rename(part, to))
        .map_err(|error| refused(to, &error))?;
    sync_folder(to);
    Ok(())
}

/// The backups of a project; where it has none, those that lie under a name it may have had before.
fn listed_or_possible(
    project: &Path,
    salt: impl FnOnce() -> Option<[u8; SALT]>,
) -> Vec<StoredBackup> {
    let own = listed(project);
    if !own.is_empty() {
        return own;
    }
    let formers = possible(project, salt);
    let mut found: Vec<_> = formers.iter().flat_map(|one| listed(one)).collect();
    found.sort_by(|one, other| (&other.at, &other.name).cmp(&(&one.at, &one.name)));
    found
}

/// What the names of the backups tell, newest first.
fn listed(project: &Path) -> Vec<StoredBackup> {
    let folder = folder_of(project);
    let mut found: Vec<(u64, StoredBackup)> = ours(project)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|name| {
            let (at, revision, is_before_restore) = read_name(&name)?;
            let path = folder.join(&name);
            let bytes = std::fs::metadata(&path).ok()?.len();
            let backup = StoredBackup {
                folder: folder.clone(),
                name,
                at,
                is_before_restore,
                bytes,
                last: None,
            };
            (!is_same_file(&path, project)).then_some((revision, backup))
        })
        .collect();
    found.sort_by(|(one_revision, one), (other_revision, other)| {
        (&other.at, other_revision).cmp(&(&one.at, one_revision))
    });
    found.into_iter().map(|(_, backup)| backup).collect()
}

fn last_change(connection: &Connection) -> Result<Option<String>, StoreError> {
    Ok(connection.query_row(
        "SELECT max(at) FROM (SELECT max(at) AS at FROM audit UNION ALL SELECT max(loaded_at) FROM load UNION ALL SELECT max(ran_at) FROM run)",
        [],
        |row| row.get(0),
    )?)
}

/// Notes up to which load and run a backup goes that takes the place of the project: by their numbers, since a clock can
/// go backwards.
pub(crate) fn note_restored(connection: &Connection) -> Result<(), StoreError> {
    let newest = newest_load_and_run(connection)?;
    set_fact(connection, RESTORED, &newest)
}

/// Whether nothing happened since a backup was put in the place of the project: it is that backup, with a note. Of a
/// project restored by a version that noted nothing it is not known, and counts as no.
pub(crate) fn is_just_restored(connection: &Connection) -> Result<bool, StoreError> {
    let is_last: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM operation o JOIN audit a ON a.operation_id = o.operation_id
         WHERE o.kind = 'restore_backup' AND o.operation_id = (SELECT max(operation_id) FROM operation)
         AND a.action = 'did' AND a.audit_id = (SELECT max(audit_id) FROM audit))",
        [],
        |row| row.get(0),
    )?;
    Ok(is_last && fact(connection, RESTORED)? == Some(newest_load_and_run(connection)?))
}

/// The highest number of a load and of a run.
fn newest_load_and_run(connection: &Connection) -> Result<String, StoreError> {
    Ok(connection.query_row(
        "SELECT (SELECT coalesce(max(load_id), 0) FROM load) || ' ' || (SELECT coalesce(max(run_id), 0) FROM run)",
        [],
        |row| row.get(0),
    )?)
}

/// When the project in a copy was made, and what the last entry of its history says.
pub(crate) fn look_into(
    path: &Path,
    key: Option<&FileKey>,
) -> Result<(Option<String>, Option<String>), StoreError> {
    let connection = open_reader(path, key)?;
    let created_at = fact(&connection, "created_at")?;
    let mut statement =
        connection.prepare("SELECT sentence FROM operation ORDER BY operation_id DESC LIMIT 1")?;
    let mut rows = statement.query([])?;
    let last = match rows.next()? {
        Some(row) => Some(row.get(0)?),
        None => None,
    };
    Ok((created_at, last))
}

/// The folder with the backups of a project, which only its owner may look into.
pub(crate) fn made(project: &Path) -> Result<PathBuf, StoreError> {
    let folder = folder_of(project);
    owner_only::create_folder(&folder)?;
    Ok(folder)
}

fn refused(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Disk {
        path: path.to_path_buf(),
        what: in_words(error),
    }
}
