//! What can be wrong with a project file.

use std::io;
use std::path::{Path, PathBuf};

use crate::damage;

/// A situation with the project file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing is there.
    #[error("There is no file {}.", quoted_path(path))]
    Missing {
        /// The path asked for.
        path: PathBuf,
    },
    /// Something is there already.
    #[error("{} exists already.", quoted_path(path))]
    Exists {
        /// The path asked for.
        path: PathBuf,
    },
    /// Another kind of file.
    #[error("{} is not a Rollcall project.", quoted_path(path))]
    NotAProject {
        /// The path asked for.
        path: PathBuf,
    },
    /// Another kind of file, or part of an encrypted project.
    #[error(
        "{} is not a Rollcall project, or it is an encrypted one of which a part is missing.",
        quoted_path(path)
    )]
    NotWhole {
        /// The path asked for.
        path: PathBuf,
    },
    /// Encrypted, as far as can be told from outside.
    #[error(
        "{} is encrypted with a passphrase, or is no Rollcall project: which of the two shows only the passphrase.",
        quoted_path(path)
    )]
    PassphraseNeeded {
        /// The path asked for.
        path: PathBuf,
    },
    /// Another passphrase.
    #[error("This passphrase does not open {}.", quoted_path(path))]
    WrongPassphrase {
        /// The path asked for.
        path: PathBuf,
    },
    /// A passphrase where none belongs.
    #[error("{} is not encrypted, so it has no passphrase.", quoted_path(path))]
    NotEncrypted {
        /// The path asked for.
        path: PathBuf,
    },
    /// Made by a newer version.
    #[error(
        "{} was made by a newer version of Rollcall (its format is {found}, this version knows {known}).",
        quoted_path(path)
    )]
    Newer {
        /// The path asked for.
        path: PathBuf,
        /// Format of the file.
        found: i64,
        /// Newest format known here.
        known: i64,
    },
    /// Damaged.
    #[error("{} is damaged: {what}.", quoted_path(path))]
    Damaged {
        /// The path asked for.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// Open in another Rollcall.
    #[error(
        "{} is open in another window or command of Rollcall.",
        quoted_path(path)
    )]
    InUse {
        /// The path asked for.
        path: PathBuf,
    },
    /// Held by another program.
    #[error("Another program is writing to {}.", quoted_path(path))]
    Locked {
        /// The path.
        path: PathBuf,
    },
    /// The disk refused.
    #[error("The disk refused while working on {}: {what}.", quoted_path(path))]
    Disk {
        /// The path.
        path: PathBuf,
        /// What the system said.
        what: String,
    },
    /// A fault in this room.
    #[error("The project file could not be used: {message}.")]
    Sql {
        /// What SQLite said; holds no values.
        message: String,
    },
}

impl StoreError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Missing { .. } => "Check the path, or make a new project.".into(),
            Self::Exists { .. } => "Choose another name, or open the project that is there.".into(),
            Self::NotAProject { .. } => "To load an export, open or make a project first and add the file to it.".into(),
            Self::NotWhole { .. } => "If it was a project, restore it from a copy. The file was not touched.".into(),
            Self::PassphraseNeeded { .. } => "Give its passphrase.".into(),
            Self::WrongPassphrase { .. } => "Mind capitals and the language of the keyboard, and try again. If you are sure of it, the beginning of the file is damaged, or it is another file: restore it from a copy.".into(),
            Self::NotEncrypted { .. } => "Open it without a passphrase, or encrypt it first.".into(),
            Self::Newer { .. } => "Install the newest version of Rollcall. The file was not touched.".into(),
            Self::Damaged { path, .. } => damage::what_to_do(path),
            Self::InUse { .. } => "Close it there, or let the work there end, and try again. Nothing was changed.".into(),
            Self::Locked { .. } => "Close the other window or program that has the project open and try again.".into(),
            Self::Disk { .. } => "Check that the folder is there, that you may write to it and that the disk has space. Look at what is there before you try again.".into(),
            Self::Sql { .. } => return None,
        })
    }
}

/// A path as a sentence tells it: in quotes, since blanks and full stops may stand in it. What only says which file is
/// meant, such as "the project file", is no path.
pub fn quoted_path(path: &Path) -> String {
    let shown = path.display();
    if path.components().count() > 1 || path.extension().is_some() {
        format!("\"{shown}\"")
    } else {
        shown.to_string()
    }
}

/// What an error of the operating system means to a person.
pub fn in_words(error: &io::Error) -> String {
    let told = match error.kind() {
        io::ErrorKind::NotFound => "it, or the folder it belongs into, is not there",
        io::ErrorKind::PermissionDenied => "you do not have permission to read or write there",
        io::ErrorKind::ReadOnlyFilesystem => "it may only be read there",
        io::ErrorKind::StorageFull => "there is no space left",
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "a file stands where a folder is needed"
        }
        io::ErrorKind::IsADirectory => "a folder stands where a file is needed",
        _ => return error.to_string(),
    };
    told.to_owned()
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let code = error.sqlite_error_code();
        let message = match &error {
            rusqlite::Error::SqliteFailure(failure, _) if failure.extended_code == 1 => {
                damage::REFUSED.to_owned()
            }
            rusqlite::Error::SqliteFailure(failure, _) => failure.to_string(),
            other => other.to_string(),
        };
        let path = PathBuf::from("the project file");
        match code {
            Some(ErrorCode::DiskFull) => Self::Disk {
                path,
                what: "there is no space left".into(),
            },
            Some(ErrorCode::ReadOnly) => Self::Disk {
                path,
                what: "it may only be read".into(),
            },
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::Disk {
                path,
                what: message,
            },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged {
                path: "The project file".into(),
                what: damage::PAGE.into(),
            },
            Some(ErrorCode::NotADatabase) => Self::NotAProject { path },
            _ if damage::is_of_a_value(&error) => damage::of_a_value(),
            _ => Self::Sql { message },
        }
    }
}

impl StoreError {
    /// The same situation, told with the path of the project.
    pub(crate) fn at(self, at: &Path) -> Self {
        let at = at.to_path_buf();
        match self {
            Self::Disk { what, .. } => Self::Disk { path: at, what },
            Self::Locked { .. } => Self::Locked { path: at },
            Self::Damaged { what, .. } => Self::Damaged { path: at, what },
            Self::NotAProject { .. } => Self::NotAProject { path: at },
            other => other,
        }
    }
}

/// What is written can be read again, so a stored value that cannot be is not as it was written.
impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        damage::of_a_value()
    }
}
