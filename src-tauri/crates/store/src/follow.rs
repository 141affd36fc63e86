//! Backups follow a project that was renamed or moved: their folder is called after the project, so under a new
//! name they would be listed, pruned and, worst, erased no more.
//!
//! Whose a backup is, the file itself tells: when its project was made, and for an encrypted one that the key fits.
//! Only what is left of a project that is gone is taken over. Of a copy that lies beside its original the backups
//! stay with the original.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::backup::{self, FOLDER, Whose};
use crate::encryption::leftovers::wipe;
use crate::project::{beside, fact};
use crate::{Store, StoreError, in_words};

impl Store {
    /// Takes over the backups of a place at which the project stood before. What stays there, since the disk refuses,
    /// is tried again the next time.
    ///
    /// # Errors
    /// [`StoreError::Disk`] for the first backup that could not be moved.
    pub fn follow_from(&self, former: &Path) -> Result<(), StoreError> {
        let created_at = self
            .connections
            .read(|connection| fact(connection, "created_at"))?;
        let whose = Whose {
            created_at: created_at.as_deref(),
            key: self.connections.key(),
        };
        take_over(&known(self.path()), former, whose)
    }
}

/// Takes over what lies beside a project under a name it had before.
///
/// # Errors
/// [`StoreError::Disk`] for the first backup that could not be moved.
pub(crate) fn follow(project: &Path, whose: Whose<'_>) -> Result<(), StoreError> {
    let project = known(project);
    let former = left_behind(&project).into_iter();
    former
        .map(|former| take_over(&project, &former, whose))
        .fold(Ok(()), Result::and)
}

/// The names of projects in the folder of one that are gone while their backups are there, in order.
pub(crate) fn left_behind(project: &Path) -> Vec<PathBuf> {
    let project = known(project);
    let Some(folder) = project.parent() else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some(folder.join(name.strip_suffix(FOLDER)?))
        })
        .filter(|former| *former != project && is_gone(former))
        .collect();
    found.sort();
    found
}

/// Moves the backups of a project that is gone to those of this one, if any of them tells that it is of this one.
/// What cannot be looked into, such as a damaged file that was put aside, goes with the others.
fn take_over(project: &Path, former: &Path, whose: Whose<'_>) -> Result<(), StoreError> {
    let Some(created_at) = whose.created_at else {
        return Ok(());
    };
    if former == project || !is_gone(former) {
        return Ok(());
    }
    let names: Vec<String> = backup::ours(former)
        .unwrap_or_default()
        .into_iter()
        .filter(|name| backup::read_name(name).is_some())
        .collect();
    let is_ours = |name: &String| {
        backup::origin(former, name, whose.key).is_some_and(|origin| origin == created_at)
    };
    if !names.iter().any(is_ours) {
        return Ok(());
    }
    backup::sweep(former);
    let from = backup::folder_of(former);
    let to = backup::made(project)?;
    let mut outcome = Ok(());
    for name in names {
        if backup::is_others(former, &name, whose) {
            continue;
        }
        let moved = move_with_journals(&from.join(&name), &free_place(&to, &name));
        outcome = outcome.and(moved);
    }
    // Something of somebody else's may be in it.
    let _ = std::fs::remove_dir(&from);
    outcome
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

fn refused(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Disk {
        path: path.to_path_buf(),
        what: in_words(error),
    }
}
