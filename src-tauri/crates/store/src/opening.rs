//! Making and opening a project file, encrypted or not.

use std::path::Path;
use std::sync::Mutex;

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use crate::backup::Whose;
use crate::connection::{Connections, open_reader, open_writer, use_wal};
use crate::encryption::leftovers;
use crate::follow::{follow, taken_out};
use crate::header::{self, Header};
use crate::kept::Kept;
use crate::lock::ProjectLock;
use crate::migration::{SCHEMA_VERSION, migrate};
use crate::passphrase::{FileKey, Passphrase, fresh_salt};
use crate::project::{beside, fact};
use crate::value_form::Forms;
use crate::{Store, StoreError, backup, damage, in_words, owner_only};

/// What stands beside a project: its journals, the copy made before its format changed, and what an
/// encryption that was cut off may have left.
pub(crate) const BESIDE: [&str; 6] = [
    "-wal",
    "-shm",
    "-journal",
    ".backup",
    leftovers::REWRITING,
    leftovers::FORMER,
];

impl Store {
    /// Makes a new project file.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when something is there, [`StoreError::Disk`] when the folder cannot
    /// be written to. Nothing is left behind then.
    pub fn create(path: &Path, name: &str, now: &str) -> Result<Self, StoreError> {
        Self::create_with(path, name, now, None)
    }

    /// Makes a new project file, encrypted from its first byte where a passphrase is given.
    ///
    /// # Errors
    /// As for [`Store::create`].
    pub fn create_with(
        path: &Path,
        name: &str,
        now: &str,
        passphrase: Option<&Passphrase>,
    ) -> Result<Self, StoreError> {
        // Before SQLite sees it: the journal takes the file's own permissions. What another program
        // made meanwhile is not touched.
        if !owner_only::create(path)? {
            return Err(StoreError::Exists {
                path: path.to_path_buf(),
            });
        }
        let outcome = Self::create_fresh(path, name, now, passphrase);
        if outcome.is_err() {
            let _ = std::fs::remove_file(path);
        }
        outcome.map_err(|error| error.at(path))
    }

    fn create_fresh(
        path: &Path,
        name: &str,
        now: &str,
        passphrase: Option<&Passphrase>,
    ) -> Result<Self, StoreError> {
        let lock = ProjectLock::take(path)?;
        let key = match passphrase {
            Some(passphrase) => Some(FileKey::of(passphrase, fresh_salt()?)),
            None => None,
        };
        let mut connection = open_writer(path, key.as_ref())?;
        connection.pragma_update(None, "page_size", 8192)?;
        migrate(&mut connection)?;
        use_wal(&connection)?;
        let store = Self::of(path, key, connection, Some(lock));
        store.connections.write(|transaction| {
            for (key, value) in [("name", name), ("created_at", now), ("revision", "0")] {
                transaction.execute(
                    "INSERT INTO project (key, value) VALUES (?1, ?2)",
                    params![key, value],
                )?;
            }
            Ok(())
        })?;
        Ok(store)
    }

    /// Opens a project file, bringing an older format up to date (after a copy ending in
    /// `.backup` was made) and sweeping away what a crash left half done.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::NotAProject`], [`StoreError::Newer`],
    /// [`StoreError::InUse`], [`StoreError::Damaged`], [`StoreError::NotWhole`], [`StoreError::Locked`],
    /// [`StoreError::Disk`], or [`StoreError::PassphraseNeeded`] for what may be encrypted. The file is not
    /// changed then.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, None)
    }

    /// Opens a project file with its passphrase, where it has one.
    ///
    /// # Errors
    /// As for [`Store::open`]; [`StoreError::WrongPassphrase`] where it is another one,
    /// [`StoreError::NotEncrypted`] where none is needed.
    pub fn open_with(path: &Path, passphrase: Option<&Passphrase>) -> Result<Self, StoreError> {
        Self::open_known(path, passphrase).map_err(|error| error.at(path))
    }

    fn open_known(path: &Path, passphrase: Option<&Passphrase>) -> Result<Self, StoreError> {
        // Before anything is put beside it.
        needed(path, header::look(path)?, passphrase)?;
        Self::open_by(path, |path| key_of(path, passphrase))
    }

    /// Opens a project that looks like one, with its key.
    pub(crate) fn open_by(
        path: &Path,
        key: impl FnOnce(&Path) -> Result<Option<FileKey>, StoreError>,
    ) -> Result<Self, StoreError> {
        let lock = ProjectLock::take(path)?;
        owner_only::tighten(path);
        for suffix in BESIDE {
            owner_only::tighten(&beside(path, suffix));
        }
        let key = key(path)?;
        let begins = leftovers::Begins::of(path);
        let mut connection = unlocked(path, key.as_ref(), open_writer)?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        check_pages(&connection, path)?;
        damage::check(&connection, path, key.is_some())?;
        backup::sweep(path);
        // What cannot be wiped must not keep anybody out; it is told.
        let remains = leftovers::clear(path, &begins).err();
        if version < SCHEMA_VERSION {
            copy_whole(&connection, key.as_ref(), &beside(path, ".backup"))?;
            migrate(&mut connection)?;
        }
        use_wal(&connection)?;
        // What had to be rolled back was, so that a journal that lies there serves nobody: a change of how
        // the project is kept that was cut off leaves one, with pages as they were before.
        let journal = leftovers::wipe_told(&beside(path, "-journal")).err();
        let remains = remains.or(journal);
        let mut store = Self::of(path, key, connection, Some(lock));
        store.remains = remains.map(|error| error.to_string());
        store.sweep()?;
        store.take_backups_along()?;
        // A disk that is full must not keep anybody out; it stays due, and is told.
        let _still_due = store.scour_if_due();
        Ok(store)
    }

    /// Backups that lie beside the project under a name it had before become its own.
    fn take_backups_along(&self) -> Result<(), StoreError> {
        let (created_at, gone) = self
            .connections
            .read(|connection| Ok((fact(connection, "created_at")?, taken_out(connection)?)))?;
        let whose = Whose {
            created_at: created_at.as_deref(),
            key: self.connections.key(),
        };
        // What cannot be moved must not keep anybody out; an erasure insists on it.
        let _stays_for_now = follow(self.path(), &[], whose, &gone);
        Ok(())
    }

    /// Opens a project that is not encrypted to look at it.
    ///
    /// # Errors
    /// As [`Store::open_to_look_with`].
    pub fn open_to_look(path: &Path) -> Result<Self, StoreError> {
        Self::open_to_look_with(path, None)
    }

    /// Opens a project to look at it: as [`Store::open_with`] where nobody has it open, else beside
    /// whoever has, so that nothing can be changed and nothing is swept.
    ///
    /// # Errors
    /// As [`Store::open_with`]; [`StoreError::InUse`] only where the file would have to be brought up to
    /// date first.
    pub fn open_to_look_with(
        path: &Path,
        passphrase: Option<&Passphrase>,
    ) -> Result<Self, StoreError> {
        match Self::open_with(path, passphrase) {
            Err(in_use @ StoreError::InUse { .. }) => {
                Self::look_beside(path, passphrase, in_use).map_err(|error| error.at(path))
            }
            opened => opened,
        }
    }

    fn look_beside(
        path: &Path,
        passphrase: Option<&Passphrase>,
        in_use: StoreError,
    ) -> Result<Self, StoreError> {
        let key = key_of(path, passphrase)?;
        let connection = unlocked(path, key.as_ref(), open_reader)?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version < SCHEMA_VERSION {
            return Err(in_use);
        }
        damage::check(&connection, path, key.is_some())?;
        Ok(Self::of(path, key, connection, None))
    }

    fn of(
        path: &Path,
        key: Option<FileKey>,
        connection: Connection,
        lock: Option<ProjectLock>,
    ) -> Self {
        Self {
            connections: Connections::new(path, key, connection),
            forms: Forms::default(),
            kept: Kept::default(),
            remains: None,
            copies: Mutex::default(),
            places: Mutex::default(),
            lock,
        }
    }

    /// Whether the file is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.connections.key().is_some()
    }

    /// Whether a passphrase is the one the open project has.
    pub fn is_opened_by(&self, passphrase: &Passphrase) -> bool {
        self.connections
            .key()
            .is_some_and(|key| key.is_of(passphrase))
    }

    /// Whether a file can be opened with a passphrase only, as far as can be told from outside.
    pub fn needs_passphrase(path: &Path) -> bool {
        matches!(header::look(path), Ok(Header::Sealed { .. }))
    }

    /// Whether a path leads to the project or to what stands beside it while it is open. Such a file
    /// must not be opened by other means: closing it again would take away the locks on it.
    pub fn owns(&self, path: &Path) -> bool {
        let Ok(wanted) = std::fs::canonicalize(path) else {
            return false;
        };
        BESIDE
            .iter()
            .map(|suffix| beside(self.path(), suffix))
            .chain([self.path().to_path_buf()])
            .filter_map(|own| std::fs::canonicalize(own).ok())
            .any(|own| own == wanted)
            || wanted.starts_with(backup::folder_of(self.path()))
    }
}

/// What a file needs to be opened: a passphrase, or none.
fn needed(path: &Path, header: Header, passphrase: Option<&Passphrase>) -> Result<(), StoreError> {
    let path = path.to_path_buf();
    match (header, passphrase) {
        (Header::Plain, None) | (Header::Sealed { .. }, Some(_)) => Ok(()),
        (Header::Sealed { .. }, None) => Err(StoreError::PassphraseNeeded { path }),
        (Header::Plain, Some(_)) => Err(StoreError::NotEncrypted { path }),
    }
}

/// The key of a file as it is now.
pub(crate) fn key_of(
    path: &Path,
    passphrase: Option<&Passphrase>,
) -> Result<Option<FileKey>, StoreError> {
    let header = header::look(path)?;
    needed(path, header, passphrase)?;
    Ok(match (header, passphrase) {
        (Header::Sealed { salt }, Some(passphrase)) => Some(FileKey::of(passphrase, salt)),
        _ => None,
    })
}

/// Opens a connection and makes sure that it can read the file. Of one whose first page cannot be
/// deciphered nobody can tell whether the passphrase is another one.
pub(crate) fn unlocked(
    path: &Path,
    key: Option<&FileKey>,
    open: impl FnOnce(&Path, Option<&FileKey>) -> Result<Connection, StoreError>,
) -> Result<Connection, StoreError> {
    let opened = (|| {
        let connection = open(path, key)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
            row.get::<_, i64>(0)
        })?;
        Ok(connection)
    })();
    let connection = match opened {
        Err(StoreError::NotAProject { .. }) if key.is_some() => {
            return Err(StoreError::WrongPassphrase {
                path: path.to_path_buf(),
            });
        }
        opened => opened?,
    };
    if key.is_some() {
        header::check_unlocked(&connection, path)?;
    }
    Ok(connection)
}

/// Bytes of a page. `SQLCipher` tells them as a text.
fn page_size(connection: &Connection) -> Result<u64, StoreError> {
    let told = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    let bytes = match told {
        Value::Integer(bytes) => u64::try_from(bytes).ok(),
        Value::Text(bytes) => bytes.parse().ok(),
        _ => None,
    };
    bytes.ok_or_else(|| StoreError::Sql {
        message: "it does not tell how large its pages are".into(),
    })
}

/// A file cut short has fewer bytes than its header promises.
pub(crate) fn check_pages(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let page_size = page_size(connection)?;
    let pages = connection.query_row("PRAGMA page_count", [], |row| row.get::<_, i64>(0))? as u64;
    let bytes = std::fs::metadata(path)
        .map_err(|error| StoreError::Disk {
            path: path.to_path_buf(),
            what: in_words(&error),
        })?
        .len();
    let journal = beside(path, "-wal").exists();
    if bytes < page_size * pages && !journal {
        return Err(StoreError::Damaged {
            path: path.to_path_buf(),
            what: format!("it should have {} bytes and has {bytes}", page_size * pages),
        });
    }
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    })?;
    connection
        .query_row("SELECT count(*) FROM project", [], |row| {
            row.get::<_, i64>(0)
        })
        .map_err(|_| StoreError::Damaged {
            path: path.to_path_buf(),
            what: "its tables are gone".into(),
        })?;
    Ok(())
}

/// Copies a project to another file, encrypted with the same key where it is.
pub(crate) fn copy_whole(
    connection: &Connection,
    key: Option<&FileKey>,
    to: &Path,
) -> Result<(), StoreError> {
    // One of before may be encrypted otherwise.
    if key.is_some() && to.exists() {
        std::fs::remove_file(to).map_err(|error| StoreError::Disk {
            path: to.to_path_buf(),
            what: in_words(&error),
        })?;
    }
    owner_only::create(to)?;
    let mut copy = Connection::open(to)?;
    if let Some(key) = key {
        key.unlock(&copy)?;
    }
    {
        let backup = rusqlite::backup::Backup::new(connection, &mut copy)?;
        backup.run_to_completion(1000, std::time::Duration::ZERO, None)?;
    }
    // A copy is one file, and stays one when it is looked at.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    Ok(())
}
