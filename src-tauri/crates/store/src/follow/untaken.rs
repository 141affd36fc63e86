//! What lies under a former name of a project and is not moved: wiped and searched where it stands, told where nobody
//! can say whose it is, and listed for a project that nobody has open.

use std::path::{Path, PathBuf};

use super::{backups_at, found, is_gone, left_behind};
use crate::StoreError;
use crate::backup::{self, Whose};
use crate::connection::open_untouched;
use crate::encryption::leftovers::{COPY, wipe_copy_at};
use crate::header;
use crate::passphrase::SALT;
use crate::project::{beside, fact};

/// Wipes what is left of a project under names it had before, where it stands. What nobody can say whose it is stays.
///
/// # Errors
/// [`StoreError::Disk`] for the first that stays or could not be written over.
pub(crate) fn wipe_left(
    project: &Path,
    places: &[PathBuf],
    whose: Whose<'_>,
) -> Result<(), StoreError> {
    let mut outcome = Ok(());
    for left in found(project, places, whose) {
        if !left.is_sure {
            continue;
        }
        if !left.backups.is_empty() {
            outcome = outcome.and(backup::wipe_all(&left.former, whose).map(|_| ()));
        }
        if left.has_copy {
            outcome = outcome.and(wipe_copy_at(&beside(&left.former, COPY)));
        }
    }
    outcome
}

/// The files that [`wipe_left`] would take away.
pub(crate) fn files(project: &Path, places: &[PathBuf], whose: Whose<'_>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for left in found(project, places, whose) {
        if !left.is_sure {
            continue;
        }
        let folder = backup::folder_of(&left.former);
        let mut whole: Vec<PathBuf> = left.backups.iter().map(|name| folder.join(name)).collect();
        if left.has_copy {
            whole.push(beside(&left.former, COPY));
        }
        for file in whole {
            files.extend(backup::JOURNALS.map(|suffix| beside(&file, suffix)));
            files.push(file);
        }
    }
    files
}

/// The folders and files of which nobody can say whose they are.
pub(super) fn unsure(project: &Path, places: &[PathBuf], whose: Whose<'_>) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for left in found(project, places, whose) {
        if left.is_sure {
            continue;
        }
        if !left.backups.is_empty() {
            paths.push(backup::folder_of(&left.former));
        }
        if left.has_copy {
            paths.push(beside(&left.former, COPY));
        }
    }
    paths
}

/// The names beside a project that nobody has open under which there are backups that may be its own. An encrypted one
/// is told by its salt. Of one that is too damaged to say which it is there are none: restoring one would put another
/// project in its place. Nothing is opened for writing, and nothing is moved.
pub(crate) fn possible(project: &Path, salt: impl FnOnce() -> Option<[u8; SALT]>) -> Vec<PathBuf> {
    if is_gone(project) {
        return Vec::new();
    }
    let mut formers = left_behind(project);
    formers.retain(|former| !backups_at(former).is_empty());
    if formers.is_empty() {
        return formers;
    }
    let salt = salt();
    let created_at = match salt {
        Some(_) => None,
        None => damaged_origin_of(project),
    };
    formers.retain(|former| {
        backups_at(former)
            .iter()
            .any(|name| match (&created_at, salt) {
                (Some(created_at), _) => {
                    backup::origin(former, name, None).as_ref() == Some(created_at)
                }
                (None, Some(salt)) => {
                    header::salt_of(&backup::folder_of(former).join(name)) == Some(salt)
                }
                (None, None) => false,
            })
    });
    formers
}

/// When the project was made that a file is, as far as that can be read past what is damaged or missing of it.
fn damaged_origin_of(project: &Path) -> Option<String> {
    let connection = open_untouched(project, None).ok()?;
    // Else SQLite reads nothing of a file that was cut.
    connection
        .pragma_update(None, "writable_schema", true)
        .ok()?;
    fact(&connection, "created_at").ok().flatten()
}

/// The name beside which a backup lies: the project's own, or one it may have had before.
pub(crate) fn holder(
    project: &Path,
    name: &str,
    salt: impl FnOnce() -> Option<[u8; SALT]>,
) -> PathBuf {
    let has_it = |holder: &Path| backup::folder_of(holder).join(name).exists();
    if has_it(project) {
        return project.to_path_buf();
    }
    possible(project, salt)
        .into_iter()
        .find(|former| has_it(former))
        .unwrap_or_else(|| project.to_path_buf())
}
