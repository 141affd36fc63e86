//! What a project leaves behind when it is written anew: the former file, a half-written new one, the copies
//! beside it. They are written over before they are taken away.
//!
//! What is written over is the file, as far as the system writes in place. A drive that spreads its writes,
//! or a file system that copies on writing, keeps blocks of before for a while; nothing can be promised of
//! those.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::refused;
use crate::backup::Whose;
use crate::header::{Header, look};
use crate::passphrase::SALT;
use crate::project::beside;
use crate::{StoreError, backup};

/// Behind the name of a project: its new file, while it is written.
pub(crate) const REWRITING: &str = "-rewriting";
/// Behind the name of a project: its former file, until it is wiped.
pub(crate) const FORMER: &str = "-former";
/// Behind the name of a project: the copy made before its format changed.
pub(crate) const COPY: &str = ".backup";
/// Behind the name of a project: that copy, while it comes from another disk.
pub(crate) const COPY_PART: &str = ".backup.part";

/// How a project begins, and what a change that was cut off may have left of the former one. Both are read
/// before anybody has the project open: the former may be a second name of it, and closing it would take
/// away the locks on it.
pub(crate) struct Begins {
    project: Option<[u8; SALT]>,
    former: Option<[u8; SALT]>,
}

impl Begins {
    /// Reads them.
    pub(crate) fn of(project: &Path) -> Self {
        Self {
            project: begin(project),
            former: begin(&beside(project, FORMER)),
        }
    }
}

/// Takes away what a change of passphrase that was cut off has left: each as far as it goes, whatever became
/// of the others. The file under the name of the project is whole in any case.
///
/// # Errors
/// [`StoreError::Disk`] for the first that stays or could not be written over.
pub(crate) fn clear(project: &Path, begins: &Begins) -> Result<(), StoreError> {
    let half = beside(project, REWRITING);
    let half = backup::JOURNALS
        .iter()
        .map(|suffix| wipe_told(&beside(&half, suffix)))
        .fold(wipe_told(&half), Result::and);
    let former = beside(project, FORMER);
    if !former.exists() {
        return half;
    }
    // Cut off before the swap, it is a second name of the project itself. After it, the two begin
    // differently: every file has a salt of its own, and a plain one has none.
    if begins.former == begins.project {
        let removed = std::fs::remove_file(&former);
        return half.and(removed.map_err(|error| refused(&former, &error)));
    }
    let copy = wipe_copies(project, begins.former, Whose::default()).map(|_| ());
    half.and(copy).and(wipe_told(&former))
}

/// The former file, held by a second name, or where the file system knows none, open.
pub(crate) struct Former {
    begins: Option<[u8; SALT]>,
    held: Held,
}

enum Held {
    Name(PathBuf),
    Open(Option<File>),
}

impl Former {
    /// Takes hold of the project's file before another is put in its place.
    pub(crate) fn of(project: &Path) -> Self {
        let name = beside(project, FORMER);
        let held = if std::fs::hard_link(project, &name).is_ok() {
            sync_folder(project);
            Held::Name(name)
        } else {
            Held::Open(OpenOptions::new().read(true).write(true).open(project).ok())
        };
        Self {
            begins: begin(project),
            held,
        }
    }

    /// Wipes the copies beside the project where they are of the former file. Says whether there was one.
    ///
    /// # Errors
    /// [`StoreError::Disk`] when one stays.
    pub(crate) fn wipe_copies(&self, project: &Path) -> Result<bool, StoreError> {
        wipe_copies(project, self.begins, Whose::default())
    }

    /// Writes over the former file and takes it away. Says whether that worked.
    pub(crate) fn wipe(self) -> bool {
        match self.held {
            Held::Name(path) => wipe(&path).is_ok(),
            Held::Open(Some(mut file)) => write_over(&mut file).is_ok(),
            Held::Open(None) => false,
        }
    }
}

/// Wipes the copies of a project: its backups, and the one made before its format changed. Says whether there
/// was one.
///
/// # Errors
/// [`StoreError::Disk`] when one stays.
pub(crate) fn wipe_copies(
    project: &Path,
    begins: Option<[u8; SALT]>,
    whose: Whose<'_>,
) -> Result<bool, StoreError> {
    let backups = backup::wipe_all(project, whose);
    let copy = wipe_copy(project, begins)?;
    Ok(backups? || copy)
}

/// Wipes the copy made before the format of a project changed, with the journals it may have. An encrypted one
/// is told by how it begins; what is no copy of it, or a second name of the project itself, is not ours.
fn wipe_copy(project: &Path, begins: Option<[u8; SALT]>) -> Result<bool, StoreError> {
    wipe_told(&beside(project, COPY_PART))?;
    let copy = beside(project, COPY);
    let is_ours = copy.exists()
        && !is_same_file(&copy, project)
        && match look(&copy) {
            Ok(Header::Plain) => true,
            Ok(Header::Sealed { salt }) => begins == Some(salt),
            Err(_) => false,
        };
    if !is_ours {
        return Ok(false);
    }
    wipe_copy_at(&copy)?;
    Ok(true)
}

/// Wipes a copy made before the format of a project changed, with the journals it may have.
///
/// # Errors
/// [`StoreError::Disk`] for the first that stays or could not be written over.
pub(crate) fn wipe_copy_at(copy: &Path) -> Result<(), StoreError> {
    // The copy last: by it what stays of its journals is found again.
    for suffix in ["-journal", "-wal", "-shm", ""] {
        wipe_told(&beside(copy, suffix))?;
    }
    Ok(())
}

/// Wipes a file; one that is not there is fine.
///
/// # Errors
/// [`StoreError::Disk`] when it stays or could not be written over.
pub(crate) fn wipe_told(path: &Path) -> Result<(), StoreError> {
    wipe(path).map_err(|error| refused(path, &error))
}

/// Writes over a file and takes it away; one that is not there is fine.
pub(crate) fn wipe(path: &Path) -> std::io::Result<()> {
    let written_over = match OpenOptions::new().read(true).write(true).open(path) {
        Ok(mut file) => write_over(&mut file),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
    };
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        outcome => outcome?,
    }
    written_over
}

/// A file to which another name leads as well, such as somebody's copy by a hard link, is left.
fn write_over(file: &mut File) -> std::io::Result<()> {
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 1 {
        return Err(std::io::Error::other("another name leads to it"));
    }
    let nothing = vec![0_u8; 1 << 16];
    let mut left = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    while left > 0 {
        let piece = left.min(nothing.len() as u64) as usize;
        file.write_all(&nothing[..piece])?;
        left -= piece as u64;
    }
    file.sync_all()
}

/// Brings the names in the project's folder to the disk, where the system knows that.
pub(crate) fn sync_folder(project: &Path) {
    #[cfg(unix)]
    if let Some(folder) = project.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = project;
}

/// Whether two names lead to one file. Neither is opened for that.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        match (std::fs::metadata(one), std::fs::metadata(other)) {
            (Ok(one), Ok(other)) => one.dev() == other.dev() && one.ino() == other.ino(),
            _ => false,
        }
    }
    #[cfg(not(unix))]
    {
        // Closing a file takes no locks away there.
        let _ = (one, other);
        false
    }
}

/// The first bytes of a file: the salt of an encrypted one.
fn begin(path: &Path) -> Option<[u8; SALT]> {
    let mut bytes = [0; SALT];
    File::open(path).ok()?.read_exact(&mut bytes).ok()?;
    Some(bytes)
}
