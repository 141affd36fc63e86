//! Backups follow a project that was renamed or moved, and so does the copy made before its format changed: they
//! are called after the project, so under a new name they would be listed, pruned and, worst, erased no more.
//!
//! Whose one is, the file itself tells: when its project was made, and for an encrypted one that the key fits. A copy
//! of a project says the same. So only what is left of a project that is gone is taken over, and only while no other
//! file is that project too; else nobody can say whose it is, and it is left and told.
//!
//! While it was left somebody may have been erased. What holds nothing of that is wiped when it comes to be sure, or
//! can be reached again, and not taken over.

mod untaken;

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use rusqlite::Connection;

use crate::backup::{self, FOLDER, Whose};
use crate::connection::open_untouched;
use crate::encryption::leftovers::{COPY, is_same_file, wipe};
use crate::opening::BESIDE;
use crate::passphrase::FileKey;
use crate::project::{beside, fact};
use crate::{Store, StoreError, in_words};

pub(crate) use untaken::{files, holder, possible, wipe_left};

/// When somebody was erased from a project, or rows were purged.
pub(crate) type TakenOut = BTreeSet<String>;

/// What lies beside a name that nothing has any more, and tells that it is of a project.
struct Left {
    former: PathBuf,
    /// The names of its backups.
    backups: Vec<String>,
    /// Whether the copy made before the format changed is there.
    has_copy: bool,
    /// Whether no other file is that project too.
    is_sure: bool,
}

impl Store {
    /// Remembers places at which this project stood before or a copy of it stands, and takes over what is left there
    /// of the project. What stays, since the disk refuses, is tried again the next time.
    ///
    /// # Errors
    /// [`StoreError::Disk`] for the first that could not be moved.
    pub fn follow_from(&self, places: &[PathBuf]) -> Result<(), StoreError> {
        let _no_copy_meanwhile = self.hold_copies();
        self.follow_held(places)
    }

    /// The same while nobody makes or takes away copies.
    pub(crate) fn follow_held(&self, places: &[PathBuf]) -> Result<(), StoreError> {
        // What cannot be reached now is not asked again each time.
        let mut reached: Vec<PathBuf> = places.to_vec();
        reached.retain(|place| {
            let beside_it = [backup::folder_of(place), beside(place, COPY)];
            place.exists() || beside_it.iter().any(|path| path.exists())
        });
        *self.places.lock().unwrap_or_else(PoisonError::into_inner) = reached;
        let created_at = self.created_at()?;
        let gone = self.connections.read(taken_out)?;
        follow(
            self.path(),
            &self.places(),
            self.whose(created_at.as_deref()),
            &gone,
        )
    }

    /// Backups, and copies made before a format changed, that tell that they are of this project, while another file
    /// is this project too: folders and files, in order. Nothing touches them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unsure_backups(&self) -> Result<Vec<PathBuf>, StoreError> {
        let created_at = self.created_at()?;
        let whose = self.whose(created_at.as_deref());
        Ok(untaken::unsure(self.path(), &self.places(), whose))
    }

    /// Places at which this project stood before or a copy of it stands, as far as somebody told.
    pub(crate) fn places(&self) -> Vec<PathBuf> {
        let places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.clone()
    }

    fn created_at(&self) -> Result<Option<String>, StoreError> {
        self.connections
            .read(|connection| fact(connection, "created_at"))
    }

    fn whose<'a>(&'a self, created_at: Option<&'a str>) -> Whose<'a> {
        Whose {
            created_at,
            key: self.connections.key(),
        }
    }
}

/// Takes over what lies beside a project under a name it had before, and what is left at other places. What holds
/// something that was taken out since is wiped.
///
/// # Errors
/// [`StoreError::Disk`] for the first that could not be moved or wiped.
pub(crate) fn follow(
    project: &Path,
    places: &[PathBuf],
    whose: Whose<'_>,
    gone: &TakenOut,
) -> Result<(), StoreError> {
    let sure = found(project, places, whose).into_iter();
    sure.filter(|left| left.is_sure)
        .map(|left| take_over(project, &left, whose, gone))
        .fold(Ok(()), Result::and)
}

/// When somebody was erased and when rows were purged, as the history of a project tells.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn taken_out(connection: &Connection) -> Result<TakenOut, StoreError> {
    let mut statement = connection.prepare(
        "SELECT kind || ' ' || at FROM operation WHERE kind IN ('erase_person', 'purge')",
    )?;
    let found = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// Whether a copy is of before something was taken out of its project. One that does not tell is taken to be.
fn is_of_before(copy: &Path, whose: Whose<'_>, gone: &TakenOut) -> bool {
    if gone.is_empty() {
        return false;
    }
    let told = |key: Option<&FileKey>| {
        let connection = open_untouched(copy, key).ok()?;
        taken_out(&connection).ok()
    };
    let known = told(None).or_else(|| told(Some(whose.key?)));
    known.is_none_or(|known| !gone.is_subset(&known))
}

/// The names of projects in the folder of one that are gone while something called after them is there, in order.
fn left_behind(project: &Path) -> Vec<PathBuf> {
    let project = known(project);
    let Some(folder) = project.parent() else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let former = [FOLDER, COPY]
                .iter()
                .find_map(|suffix| name.strip_suffix(suffix))?;
            Some(folder.join(former))
        })
        .filter(|former| *former != project && is_gone(former))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// What is left of a project under names it had before, in its folder and at other places.
fn found(project: &Path, places: &[PathBuf], whose: Whose<'_>) -> Vec<Left> {
    let mut formers = left_behind(project);
    formers.extend(places.iter().map(|place| settled(place)));
    formers.sort();
    formers.dedup();
    let project = known(project);
    formers
        .into_iter()
        .filter_map(|former| left_at(&project, former, places, whose))
        .collect()
}

/// What is left beside a name, if it tells that it is of this project. What cannot be looked into, such as a damaged
/// file that was put aside, goes with the others.
fn left_at(project: &Path, former: PathBuf, places: &[PathBuf], whose: Whose<'_>) -> Option<Left> {
    let created_at = whose.created_at?;
    if former == project || !is_gone(&former) {
        return None;
    }
    let mut backups = backups_at(&former);
    let is_ours = |name: &String| {
        backup::origin(&former, name, whose.key).is_some_and(|origin| origin == created_at)
    };
    if backups.iter().any(is_ours) {
        backups.retain(|name| !backup::is_others(&former, name, whose));
    } else {
        backups.clear();
    }
    let copy = beside(&former, COPY);
    let has_copy = copy.is_file()
        && !is_same_file(&copy, project)
        && origin_of(&copy, whose.key).as_deref() == Some(created_at);
    let is_something = has_copy || !backups.is_empty();
    is_something.then(|| Left {
        is_sure: !has_twin(project, &former, places, whose),
        former,
        backups,
        has_copy,
    })
}

/// The backups beside a name, without journals and what is half written.
fn backups_at(former: &Path) -> Vec<String> {
    let names = backup::ours(former).unwrap_or_default().into_iter();
    names
        .filter(|name| backup::read_name(name).is_some())
        .collect()
}

/// Whether another file is this project too: beside what was left, or among the places.
fn has_twin(project: &Path, former: &Path, places: &[PathBuf], whose: Whose<'_>) -> bool {
    let entries = former.parent().map(std::fs::read_dir);
    let beside_it = entries
        .into_iter()
        .flatten()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    beside_it
        .chain(places.iter().cloned())
        .any(|path| is_twin(project, &path, whose))
}

fn is_twin(project: &Path, path: &Path, whose: Whose<'_>) -> bool {
    let name = path.to_string_lossy();
    path.is_file()
        && !BESIDE.iter().any(|suffix| name.ends_with(suffix))
        && known(path) != project
        && !is_same_file(path, project)
        && origin_of(path, whose.key).as_deref() == whose.created_at
}

/// When the project was made that a file is, where it tells. Nothing is put beside it for that, and no lock on it is
/// lost, whoever has it open.
fn origin_of(path: &Path, key: Option<&FileKey>) -> Option<String> {
    let told = |key: Option<&FileKey>| {
        let connection = open_untouched(path, key).ok()?;
        fact(&connection, "created_at").ok().flatten()
    };
    told(None).or_else(|| told(Some(key?)))
}

/// Moves what a project that is gone has left to this one.
fn take_over(
    project: &Path,
    left: &Left,
    whose: Whose<'_>,
    gone: &TakenOut,
) -> Result<(), StoreError> {
    let backups = take_backups(&known(project), left, whose, gone);
    backups.and(take_copy(project, left, whose, gone))
}

fn take_backups(
    project: &Path,
    left: &Left,
    whose: Whose<'_>,
    gone: &TakenOut,
) -> Result<(), StoreError> {
    if left.backups.is_empty() {
        return Ok(());
    }
    backup::sweep(&left.former);
    let from = backup::folder_of(&left.former);
    let to = backup::made(project)?;
    let mut outcome = Ok(());
    for name in &left.backups {
        let path = from.join(name);
        let done = if is_of_before(&path, whose, gone) {
            wipe_with_journals(&path)
        } else {
            move_with_journals(&path, &free_place(&to, name))
        };
        outcome = outcome.and(done);
    }
    // Something of somebody else's may be in it.
    let _ = std::fs::remove_dir(&from);
    outcome
}

/// Where the project has a later copy, the former stays; an erasure takes both away.
fn take_copy(
    project: &Path,
    left: &Left,
    whose: Whose<'_>,
    gone: &TakenOut,
) -> Result<(), StoreError> {
    if !left.has_copy {
        return Ok(());
    }
    let copy = beside(&left.former, COPY);
    if is_of_before(&copy, whose, gone) {
        return wipe_with_journals(&copy);
    }
    let to = beside(project, COPY);
    if to.exists() {
        return Ok(());
    }
    move_with_journals(&copy, &to)
}

/// Writes over a file and what stands beside it, and takes both away.
fn wipe_with_journals(path: &Path) -> Result<(), StoreError> {
    let journals = backup::JOURNALS.map(|suffix| beside(path, suffix));
    journals
        .iter()
        .map(PathBuf::as_path)
        .chain([path])
        .map(|file| wipe(file).map_err(|error| refused(file, &error)))
        .fold(Ok(()), Result::and)
}

/// A place for a backup: its own name, counted up where another state has that.
fn free_place(folder: &Path, name: &str) -> PathBuf {
    let own = folder.join(name);
    let Some((at, number, is_before_restore)) = backup::read_name(name).filter(|_| own.exists())
    else {
        return own;
    };
    (number.saturating_add(1)..=u64::MAX)
        .map(|number| folder.join(backup::name_of(&at, number, is_before_restore)))
        .find(|place| !place.exists())
        .unwrap_or(own)
}

/// The journals first: without them the file would be another one.
fn move_with_journals(from: &Path, to: &Path) -> Result<(), StoreError> {
    for suffix in backup::JOURNALS {
        let journal = beside(from, suffix);
        if journal.exists() {
            move_file(&journal, &beside(to, suffix))?;
        }
    }
    move_file(from, to)
}

/// Moves a file, to another disk too; nothing of it is left where it was.
fn move_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let moved = match std::fs::rename(from, to) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            let part = beside(to, backup::PART);
            std::fs::copy(from, &part)
                .map_err(|error| refused(&part, &error))
                .and_then(|_| backup::appear(&part, to))?;
            wipe(from)
        }
        renamed => renamed,
    };
    moved.map_err(|error| refused(from, &error))
}

/// Whether nothing has this name; a link that leads nowhere just now is something.
fn is_gone(project: &Path) -> bool {
    std::fs::symlink_metadata(project).is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

/// The same for every name that leads to it.
fn known(project: &Path) -> PathBuf {
    std::fs::canonicalize(project).unwrap_or_else(|_| project.to_path_buf())
}

/// The same for a name that nothing has any more.
fn settled(place: &Path) -> PathBuf {
    match (place.parent(), place.file_name()) {
        (Some(folder), Some(name)) => known(folder).join(name),
        _ => place.to_path_buf(),
    }
}

fn refused(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Disk {
        path: path.to_path_buf(),
        what: in_words(error),
    }
}
