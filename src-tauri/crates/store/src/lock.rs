//! A project is open in one program at a time: whoever comes second is told, before anything that
//! the first has half done is taken for the remains of a crash and swept away.
//!
//! The lock is the system's own on a file beside the project, so it ends with the program however
//! that ends. It is not the project file itself: SQLite keeps locks of its own there.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::{StoreError, in_words};

/// What is put behind the name of a project.
const SUFFIX: &str = "-lock";
/// A window that is just closing is waited for so long.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(20);

/// Holds a project for this program until it is dropped.
pub(crate) struct ProjectLock {
    path: PathBuf,
    file: File,
}

impl ProjectLock {
    /// Takes hold of a project that is there.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another program, or another part of this one, has it open;
    /// [`StoreError::Disk`] when nothing can be written beside it.
    pub(crate) fn take(project: &Path) -> Result<Self, StoreError> {
        let path = lock_path(project);
        let refused = |error: std::io::Error| StoreError::Disk {
            path: project.to_path_buf(),
            what: in_words(&error),
        };
        let begun = Instant::now();
        loop {
            let file = open(&path).map_err(refused)?;
            match file.try_lock() {
                Ok(()) if stands_at(&file, &path) => return Ok(Self { path, file }),
                // Whoever had it before took the file away in between.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    if begun.elapsed() > PATIENCE {
                        return Err(StoreError::InUse {
                            path: project.to_path_buf(),
                        });
                    }
                    std::thread::sleep(PAUSE);
                }
                // A file system without locks: the project is opened as if alone.
                Err(TryLockError::Error(error))
                    if error.kind() == std::io::ErrorKind::Unsupported =>
                {
                    return Ok(Self { path, file });
                }
                Err(TryLockError::Error(error)) => return Err(refused(error)),
            }
        }
    }
}

impl Drop for ProjectLock {
    fn drop(&mut self) {
        // Taken away while it is still held, so that nobody holds a file that is about to go.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// The same for every name that leads to the project.
fn lock_path(project: &Path) -> PathBuf {
    let known = std::fs::canonicalize(project).unwrap_or_else(|_| project.to_path_buf());
    let mut name = known.into_os_string();
    name.push(SUFFIX);
    PathBuf::from(name)
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Whether the path still leads to this very file.
#[cfg(unix)]
fn stands_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(there)) => held.dev() == there.dev() && held.ino() == there.ino(),
        _ => false,
    }
}

/// Where a file that is open cannot be replaced, its being there is enough.
#[cfg(not(unix))]
fn stands_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::{ProjectLock, lock_path};
    use crate::StoreError;

    #[test]
    fn a_project_is_held_once_and_free_again_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("one.rollcall");
        std::fs::write(&project, "").unwrap();
        let held = ProjectLock::take(&project).unwrap();
        assert!(matches!(
            ProjectLock::take(&project),
            Err(StoreError::InUse { .. })
        ));
        drop(held);
        assert!(!lock_path(&project).exists(), "nothing is left beside it");
        drop(ProjectLock::take(&project).unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn another_name_of_a_project_leads_to_the_same_lock() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("one.rollcall");
        std::fs::write(&project, "").unwrap();
        let alias = folder.path().join("alias.rollcall");
        std::os::unix::fs::symlink(&project, &alias).unwrap();
        let _held = ProjectLock::take(&project).unwrap();
        assert!(matches!(
            ProjectLock::take(&alias),
            Err(StoreError::InUse { .. })
        ));
    }
}
