//! Folders for what is put on the disk while something is read, and taken away afterwards: also by the next
//! program where this one is killed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

/// What their names begin with.
const PREFIX: &str = "rollcall-at-work-";
/// The file by which the program that works there holds the folder.
const LOCK: &str = "lock";
/// What the lock is called until it is held.
const COMING: &str = "lock.coming";
/// Where nobody can tell whether a program still works there, it does for so long.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder in the system's temporary one, which only its owner can read; gone when dropped. The lock on it ends
/// with the program, however that ends.
#[derive(Debug)]
pub struct WorkFolder {
    // Closed before the folder goes: some systems take no open file away.
    _lock: Option<File>,
    folder: TempDir,
}

impl WorkFolder {
    /// A new one.
    ///
    /// # Errors
    /// What the system says where it gives no room.
    pub fn new() -> io::Result<Self> {
        Self::within(&std::env::temp_dir())
    }

    fn within(parent: &Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
        Ok(Self {
            _lock: hold(folder.path())?,
            folder,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Holds a folder for this program; nothing on a file system without locks. The lock gets its name once it is
/// held, so that nobody finds one that is about to be.
fn hold(folder: &Path) -> io::Result<Option<File>> {
    let coming = folder.join(COMING);
    let file = File::create_new(&coming)?;
    match file.lock() {
        Ok(()) => fs::rename(coming, folder.join(LOCK))?,
        Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(None),
        Err(error) => return Err(error),
    }
    Ok(Some(file))
}

/// Takes away the folders of programs that are gone. What cannot be taken away stays: the next program tries again.
pub fn sweep_work_folders() {
    sweep(&std::env::temp_dir(), SystemTime::now());
}

fn sweep(parent: &Path, now: SystemTime) {
    let Ok(entries) = fs::read_dir(parent) else {
        return;
    };
    for entry in entries.flatten() {
        let is_named_so = entry.file_name().to_string_lossy().starts_with(PREFIX);
        // Not what a link leads to: that is somebody's else.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_named_so && is_folder && is_left(&entry.path(), now) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether no program works in a folder any more.
fn is_left(folder: &Path, now: SystemTime) -> bool {
    match File::open(folder.join(LOCK)).map(|file| file.try_lock()) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock)) => false,
        Ok(Err(TryLockError::Error(_))) | Err(_) => is_old(folder, now),
    }
}

fn is_old(folder: &Path, now: SystemTime) -> bool {
    let changed = fs::metadata(folder).and_then(|of| of.modified());
    changed.is_ok_and(|changed| now.duration_since(changed).is_ok_and(|age| age > LONGEST))
}

#[cfg(test)]
mod tests {
    use super::{COMING, LOCK, LONGEST, PREFIX, WorkFolder, sweep};
    use std::fs;
    use std::time::SystemTime;

    #[test]
    fn what_a_program_that_is_gone_left_is_swept_away_and_nothing_else() {
        let parent = tempfile::tempdir().expect("a folder");
        let place = |name: String, files: &[&str]| {
            let folder = parent.path().join(name);
            fs::create_dir(&folder).expect("a folder");
            for file in files {
                fs::write(folder.join(file), "Ottilie").expect("a file");
            }
            folder
        };
        let in_use = WorkFolder::within(parent.path()).expect("a folder");
        fs::write(in_use.path().join("member"), "Ottilie").expect("a file");
        let left = place(format!("{PREFIX}left"), &[LOCK, "member"]);
        let others = place("somebody-else".to_owned(), &[LOCK, "member"]);
        // Just begun, or on a disk without locks: nobody can tell.
        let untold = place(format!("{PREFIX}untold"), &[COMING, "member"]);
        let file = parent.path().join(format!("{PREFIX}file"));
        fs::write(&file, "theirs").expect("a file");

        let now = SystemTime::now();
        sweep(parent.path(), now);
        assert!(!left.exists());
        let stay = [in_use.path(), &others, &untold, &file];
        for folder in stay {
            assert!(folder.exists(), "{}", folder.display());
        }
        assert!(in_use.path().join("member").exists());

        sweep(parent.path(), now + LONGEST + LONGEST);
        assert!(!untold.exists());
        for folder in [in_use.path(), &others, &file] {
            assert!(folder.exists(), "{}", folder.display());
        }
        let was_in_use = in_use.path().to_path_buf();
        drop(in_use);
        assert!(!was_in_use.exists());
    }
}
