//! How connections are set up, and which thread may use which.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::passphrase::FileKey;
use crate::{StoreError, damage};

/// One connection that writes, and a few that read beside it.
pub(crate) struct Connections {
    path: PathBuf,
    /// Of an encrypted project.
    key: Option<FileKey>,
    // Closed before the writer: only a connection that may write brings the journal into the file
    // on closing, and the last one has to, so that a closed project is one file.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    /// How often the file was written to, or may have been.
    writes: AtomicU64,
    /// Whether somebody writes just now: what is committed already is not counted yet.
    is_writing: AtomicBool,
    /// Tells these connections from all others of this program.
    number: u64,
}

/// How many files were opened.
static OPENED: AtomicU64 = AtomicU64::new(0);

/// A state of one open project file. What was read in a state holds as long as the state is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    of: u64,
    writes: u64,
}

impl Connections {
    pub(crate) fn new(path: &Path, key: Option<FileKey>, writer: Connection) -> Self {
        Self {
            path: path.to_path_buf(),
            key,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            writes: AtomicU64::new(0),
            is_writing: AtomicBool::new(false),
            number: OPENED.fetch_add(1, Ordering::SeqCst),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What unlocks the file, where it is encrypted.
    pub(crate) fn key(&self) -> Option<&FileKey> {
        self.key.as_ref()
    }

    /// The same situation, told with the path of the project. Once it is open, a page that cannot be made
    /// out is damage.
    fn told(&self, error: StoreError) -> StoreError {
        damage::of_opened(error, self.key.is_some()).at(&self.path)
    }

    /// Runs a short piece of writing in one transaction; nothing is kept when it fails.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.write_on(&mut lock(&self.writer), work)
    }

    /// The same where nobody has written since a moment; nothing where somebody has, or writes just now: whoever asks waits
    /// for no long work. Gives the moment after it.
    pub(crate) fn write_if_still(
        &self,
        since: Moment,
        work: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<Option<Moment>, StoreError> {
        // Whoever writes holds the lock until it is counted.
        let mut connection = match self.writer.try_lock() {
            Ok(connection) => connection,
            Err(TryLockError::Poisoned(held)) => held.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(None),
        };
        let is_still = since.of == self.number && since.writes == self.writes();
        if !is_still {
            return Ok(None);
        }
        self.write_on(&mut connection, work)?;
        Ok(Some(Moment {
            writes: since.writes + 1,
            ..since
        }))
    }

    fn write_on<T>(
        &self,
        connection: &mut Connection,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.is_writing.store(true, Ordering::SeqCst);
        let outcome = (|| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })();
        self.written();
        outcome.map_err(|error| self.told(error))
    }

    /// Runs some reading on a connection that cannot write; sees one consistent state.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let pooled = lock(&self.readers).pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => open_reader(&self.path, self.key.as_ref())?,
        };
        let outcome = (|| {
            connection.execute_batch("BEGIN DEFERRED")?;
            let value = work(&connection);
            connection.execute_batch("COMMIT")?;
            value
        })();
        if outcome.is_ok() {
            lock(&self.readers).push(connection);
        }
        outcome.map_err(|error| self.told(error))
    }

    /// Runs something on the writing connection outside a transaction (backup, checkpoint).
    pub(crate) fn maintain<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let connection = lock(&self.writer);
        self.is_writing.store(true, Ordering::SeqCst);
        let outcome = work(&connection);
        self.written();
        outcome.map_err(|error| self.told(error))
    }

    /// Counts what was written before anybody else may write.
    fn written(&self) {
        self.writes.fetch_add(1, Ordering::SeqCst);
        self.is_writing.store(false, Ordering::SeqCst);
    }

    /// A number that grows whenever something may have been written.
    pub(crate) fn writes(&self) -> u64 {
        self.writes.load(Ordering::SeqCst)
    }

    /// The state of the file: another one whenever something may have been written since, nothing while somebody
    /// writes.
    pub(crate) fn moment(&self) -> Option<Moment> {
        let moment = Moment {
            of: self.number,
            writes: self.writes(),
        };
        let is_settled = !self.is_writing.load(Ordering::SeqCst) && self.writes() == moment.writes;
        is_settled.then_some(moment)
    }
}

/// A lock whose holder panicked is still good here: every write is a transaction.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens the connection that writes.
pub(crate) fn open_writer(path: &Path, key: Option<&FileKey>) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = open(path, flags, key)?;
    prepare(&connection)?;
    Ok(connection)
}

/// Sets what holds for a writing connection. WAL is chosen once the file is known to be a project.
fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cache_size", -64_000)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Readers never wait for the writer, and a crash loses at most what was not committed.
pub(crate) fn use_wal(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    Ok(())
}

/// Opens a connection that cannot write.
pub(crate) fn open_reader(path: &Path, key: Option<&FileKey>) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = open(path, flags, key)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cache_size", -32_000)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Opens a connection to a file as it lies there: nothing is put beside it, and nobody is waited for. Whoever has it
/// open goes on meanwhile, so that only what never changes can be read.
pub(crate) fn open_untouched(path: &Path, key: Option<&FileKey>) -> Result<Connection, StoreError> {
    let address = untouched(path).ok_or_else(|| StoreError::Disk {
        path: path.to_path_buf(),
        what: "its name has characters that are no text".into(),
    })?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = open(Path::new(&address), flags, key)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// A path as SQLite is told that the file does not change.
fn untouched(path: &Path) -> Option<String> {
    let mut path = path.to_str()?.to_owned();
    let mut begin = "file:";
    if cfg!(windows) {
        // What was looked up begins so; the rest means the same.
        path = match path.strip_prefix(r"\\?\UNC\") {
            Some(share) => format!(r"\\{share}"),
            None => path.strip_prefix(r"\\?\").unwrap_or(&path).to_owned(),
        };
        path = path.replace('\\', "/");
        if path.get(1..2) == Some(":") {
            begin = "file:///";
        }
    }
    if path.starts_with('/') {
        begin = "file://";
    }
    let quoted = path
        .replace('%', "%25")
        .replace('?', "%3F")
        .replace('#', "%23");
    Some(format!("{begin}{quoted}?immutable=1"))
}

/// Opens a connection and unlocks it. What SQLite puts aside while it sorts stays in memory where the file
/// is encrypted, since it would not be encrypted elsewhere.
fn open(path: &Path, flags: OpenFlags, key: Option<&FileKey>) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags)?;
    match key {
        Some(key) => key.unlock(&connection)?,
        None => connection.pragma_update(None, "temp_store", "FILE")?,
    }
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_planted_in_a_project_runs_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sent.rollcall");
        let plain = Connection::open(&path).unwrap();
        plain
            .execute_batch(
                "CREATE TABLE a (b TEXT);
                 CREATE VIEW planted AS SELECT load_extension('planted') AS c;
                 CREATE TRIGGER planted_too AFTER INSERT ON a
                 BEGIN SELECT load_extension('planted'); END;",
            )
            .unwrap();
        drop(plain);

        let (reader, writer) = (open_reader(&path, None), open_writer(&path, None));
        let (reader, writer) = (reader.unwrap(), writer.unwrap());
        for connection in [&reader, &writer] {
            let trusted: bool = connection
                .pragma_query_value(None, "trusted_schema", |row| row.get(0))
                .unwrap();
            assert!(!trusted);
            let ran = connection.query_row("SELECT c FROM planted", [], |_| Ok(()));
            assert!(ran.is_err());
        }
        assert!(
            writer
                .execute("INSERT INTO a (b) VALUES ('x')", [])
                .is_err()
        );
    }
}
