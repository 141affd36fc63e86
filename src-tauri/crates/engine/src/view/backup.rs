//! Backups of a project, and putting one in its place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Secret;

/// Which project's backups.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListBackups {
    /// The project file; the one that is open where it is left out.
    #[serde(default)]
    pub path: Option<String>,
}

/// The backups of a project.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Backups {
    /// The project file.
    pub path: String,
    /// The folder they are in.
    pub folder: String,
    /// Whether it is the project that is open.
    pub open: bool,
    /// Whether they can be opened with the project's passphrase only, as far as can be told.
    pub encrypted: bool,
    /// Whether backups are made; nothing where that cannot be told because the project is not open.
    pub on: Option<bool>,
    /// How many days are kept.
    pub kept: u32,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Newest first.
    pub backups: Vec<BackupView>,
    /// Why the last one could not be made; nothing where it could.
    pub failed: Option<String>,
    /// Folders and files left under another name that are of this project or of a copy of it, nobody can say which:
    /// they are not in the list, and an erasure does not reach them.
    pub unsure: Vec<String>,
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupView {
    /// By what it is restored.
    pub backup: String,
    /// When the last change it holds was made; of what was put aside, when that was.
    pub at: String,
    /// Whether it is what was there before a backup was restored.
    pub before_restore: bool,
    /// Bytes.
    pub bytes: u64,
    /// What the last entry of its history says; nothing where that cannot be read without a passphrase.
    pub last: Option<String>,
}

/// Put a backup in the place of a project.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RestoreBackup {
    /// The project file; the one that is open where it is left out.
    #[serde(default)]
    pub path: Option<String>,
    /// The backup.
    pub backup: String,
    /// The passphrase of an encrypted project that is not open.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub passphrase: Option<Secret>,
}

/// What became of the project.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupRestored {
    /// What was done, and where what was there before is.
    pub sentence: String,
}

/// Say whether backups of the open project are made.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SetBackups {
    /// Whether they are made from now on.
    pub on: bool,
}
