//! The project as a file: make, open, verify, back up.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};

use crate::connection::{Connections, open_reader, open_writer, use_wal};
use crate::kept::Kept;
use crate::lock::ProjectLock;
use crate::migration::{APPLICATION_ID, SCHEMA_VERSION, migrate};
use crate::value_form::Forms;
use crate::{StoreError, owner_only};

/// An open project file.
pub struct Store {
    // Closed before the lock is let go.
    pub(crate) connections: Connections,
    pub(crate) forms: Forms,
    pub(crate) kept: Kept,
    lock: Option<ProjectLock>,
}

/// Facts about the project itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFacts {
    /// What people call it.
    pub name: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// Grows with every change of state.
    pub revision: u64,
    /// The run whose customers are shown.
    pub current_run: Option<i64>,
}

/// What a thorough look at the file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Whether everything is in order.
    pub sound: bool,
    /// What was looked at and what was found, one sentence each.
    pub findings: Vec<String>,
}

impl Store {
    /// Makes a new project file.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when something is there, [`StoreError::Disk`] when the folder cannot
    /// be written to. Nothing is left behind then.
    pub fn create(path: &Path, name: &str, now: &str) -> Result<Self, StoreError> {
        // Before SQLite sees it: the journal takes the file's own permissions. What another program
        // made meanwhile is not touched.
        if !owner_only::create(path)? {
            return Err(StoreError::Exists {
                path: path.to_path_buf(),
            });
        }
        let outcome = Self::create_fresh(path, name, now);
        if outcome.is_err() {
            let _ = std::fs::remove_file(path);
        }
        outcome.map_err(|error| error.at(path))
    }

    fn create_fresh(path: &Path, name: &str, now: &str) -> Result<Self, StoreError> {
        let lock = ProjectLock::take(path)?;
        let mut connection = open_writer(path)?;
        connection.pragma_update(None, "page_size", 8192)?;
        migrate(&mut connection)?;
        use_wal(&connection)?;
        let store = Self {
            connections: Connections::new(path, connection),
            forms: Forms::default(),
            kept: Kept::default(),
            lock: Some(lock),
        };
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
    /// [`StoreError::InUse`], [`StoreError::Damaged`], [`StoreError::Locked`] or
    /// [`StoreError::Disk`]. The file is not changed then.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_known(path).map_err(|error| error.at(path))
    }

    fn open_known(path: &Path) -> Result<Self, StoreError> {
        check_header(path)?;
        let lock = ProjectLock::take(path)?;
        for suffix in ["", "-wal", "-shm", ".backup"] {
            owner_only::tighten(&beside(path, suffix));
        }
        let mut connection = open_writer(path)?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        check_pages(&connection, path)?;
        if version < SCHEMA_VERSION {
            backup(&connection, &beside(path, ".backup"))?;
            migrate(&mut connection)?;
        }
        use_wal(&connection)?;
        let store = Self {
            connections: Connections::new(path, connection),
            forms: Forms::default(),
            kept: Kept::default(),
            lock: Some(lock),
        };
        store.sweep()?;
        // A disk that is full must not keep anybody out; it stays due, and is told.
        let _still_due = store.scour_if_due();
        Ok(store)
    }

    /// Whether a path leads to the project or to what stands beside it while it is open. Such a file
    /// must not be opened by other means: closing it again would take away the locks on it.
    pub fn owns(&self, path: &Path) -> bool {
        let Ok(wanted) = std::fs::canonicalize(path) else {
            return false;
        };
        ["", "-wal", "-shm", "-journal", ".backup"]
            .iter()
            .map(|suffix| beside(self.path(), suffix))
            .filter_map(|own| std::fs::canonicalize(own).ok())
            .any(|own| own == wanted)
    }

    /// Opens a project to look at it: as [`Store::open`] where nobody has it open, else beside
    /// whoever has, so that nothing can be changed and nothing is swept.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::InUse`] only where the file would have to be brought up to
    /// date first.
    pub fn open_to_look(path: &Path) -> Result<Self, StoreError> {
        match Self::open(path) {
            Err(in_use @ StoreError::InUse { .. }) => {
                Self::look_beside(path, in_use).map_err(|error| error.at(path))
            }
            opened => opened,
        }
    }

    fn look_beside(path: &Path, in_use: StoreError) -> Result<Self, StoreError> {
        let connection = open_reader(path)?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version < SCHEMA_VERSION {
            return Err(in_use);
        }
        Ok(Self {
            connections: Connections::new(path, connection),
            forms: Forms::default(),
            kept: Kept::default(),
            lock: None,
        })
    }

    /// Whether nobody else can write to the file.
    pub(crate) fn is_alone(&self) -> bool {
        self.lock.is_some()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.connections.path()
    }

    /// Facts about the project itself.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn facts(&self) -> Result<ProjectFacts, StoreError> {
        self.connections.read(|connection| {
            Ok(ProjectFacts {
                name: fact(connection, "name")?.unwrap_or_default(),
                created_at: fact(connection, "created_at")?.unwrap_or_default(),
                revision: fact(connection, "revision")?
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(0),
                current_run: fact(connection, "current_run")?.and_then(|text| text.parse().ok()),
            })
        })
    }

    /// Looks at every page and every promise of the schema.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn verify(&self) -> Result<Verification, StoreError> {
        self.connections.maintain(|connection| {
            let mut findings = Vec::new();
            let mut sound = true;
            let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
            let answers: Vec<String> = statement
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if answers == ["ok"] {
                findings.push("Every page of the file is sound.".into());
            } else {
                sound = false;
                findings.extend(
                    answers
                        .into_iter()
                        .map(|answer| format!("Damage: {answer}.")),
                );
            }
            for (question, promise) in PROMISES {
                let broken: i64 = connection.query_row(question, [], |row| row.get(0))?;
                if broken == 0 {
                    findings.push(format!("{promise}: holds."));
                } else {
                    sound = false;
                    findings.push(format!("{promise}: broken {broken} times."));
                }
            }
            let trail = crate::trail::check(connection)?;
            match trail.broken {
                None => findings.push(format!(
                    "The trail of {} entries is unbroken; its last digest is {}.",
                    trail.entries,
                    if trail.head.is_empty() {
                        "none"
                    } else {
                        &trail.head
                    }
                )),
                Some(broken) => {
                    sound = false;
                    findings.push(format!(
                        "The trail is broken at entry {}: {}.",
                        broken.entry, broken.what
                    ));
                }
            }
            Ok(Verification { sound, findings })
        })
    }

    /// What somebody set for the whole project under a name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
                .query_row([name], |row| row.get(0))
                .optional()?)
        })
    }

    /// What is kept under a name about the project itself, for the program's own use.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn kept(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.connections.read(|connection| fact(connection, name))
    }

    /// Keeps something about the project itself, or no longer; not a decision, so it is not undone.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.connections.write(|transaction| match value {
            Some(value) => set_fact(transaction, name, value),
            None => {
                transaction.execute("DELETE FROM project WHERE key = ?1", [name])?;
                Ok(())
            }
        })
    }

    /// The settings whose names begin so, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn settings(&self, beginning: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT name, value FROM setting WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
            )?;
            let rows = statement.query_map([beginning], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Copies the whole project, as it is now, to another file.
    ///
    /// # Errors
    /// [`StoreError::Disk`] when the copy cannot be written.
    pub fn back_up(&self, to: &Path) -> Result<(), StoreError> {
        self.connections
            .maintain(|connection| backup(connection, to))
    }

    /// Sweeps away what a crash left half done: loads whose last row never came, records whose
    /// standardising never ended, runs whose last customer never came.
    fn sweep(&self) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            crate::load::discard_unfinished(transaction)?;
            crate::source::sweep(transaction)?;
            let runs: Vec<i64> = {
                let mut statement =
                    transaction.prepare("SELECT run_id FROM run WHERE complete = 0")?;
                statement
                    .query_map([], |row| row.get(0))?
                    .collect::<Result<_, _>>()?
            };
            for run in runs {
                crate::run::delete_run(transaction, run)?;
            }
            crate::standard_writer::sweep(transaction)
        })
    }
}

/// Reads one fact about the project.
pub(crate) fn fact(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    Ok(connection
        .query_row("SELECT value FROM project WHERE key = ?1", [key], |row| {
            row.get(0)
        })
        .optional()?)
}

/// Writes one fact about the project.
pub(crate) fn set_fact(connection: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO project (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        params![key, value],
    )?;
    Ok(())
}

/// Says that the state changed.
pub(crate) fn touch(connection: &Connection) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE project SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'revision'",
        [],
    )?;
    Ok(())
}

/// What must hold in every project: a question that counts the exceptions, and the promise.
const PROMISES: &[(&str, &str)] = &[
    (
        "SELECT count(*) FROM load WHERE state <> 'loading' AND rows_read <> rows_loaded + rows_set_aside",
        "Rows read are rows loaded plus rows set aside, for every load",
    ),
    (
        "SELECT count(*) FROM load WHERE state <> 'loading' AND rows_loaded <> (SELECT count(*) FROM raw_row WHERE record_id BETWEEN first_record AND last_record)",
        "Every row loaded is there",
    ),
    (
        "SELECT count(*) FROM (SELECT table_id FROM load WHERE state = 'current' GROUP BY table_id HAVING count(*) > 1)",
        "A table has one load in use",
    ),
    (
        "SELECT count(*) FROM membership m JOIN project p ON p.key = 'current_run' AND m.run_id = CAST(p.value AS INTEGER) LEFT JOIN customer c ON c.run_id = m.run_id AND c.customer_id = m.customer_id WHERE c.customer_id IS NULL",
        "Every record belongs to a customer that is there",
    ),
    (
        "SELECT count(*) FROM project p WHERE p.key = 'current_run' AND NOT EXISTS (SELECT 1 FROM run r WHERE r.run_id = CAST(p.value AS INTEGER) AND r.complete = 1)",
        "The run in use is complete",
    ),
    (
        "SELECT count(*) FROM mapping_in_use u LEFT JOIN mapping m ON m.mapping_id = u.mapping_id AND m.table_id = u.table_id WHERE m.mapping_id IS NULL",
        "Every table's mapping is there",
    ),
    (
        "SELECT count(*) FROM project WHERE key = 'scour_due'",
        "Nothing of erased people is left in free pages, the journal or the copy beside the file",
    ),
];

/// Tells a project from another file by its first bytes, before SQLite touches it.
pub(crate) fn check_header(path: &Path) -> Result<(), StoreError> {
    use std::io::Read as _;
    let mut file = std::fs::File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => StoreError::Missing {
            path: path.to_path_buf(),
        },
        _ => StoreError::Disk {
            path: path.to_path_buf(),
            what: error.to_string(),
        },
    })?;
    if path.is_dir() {
        return Err(StoreError::NotAProject {
            path: path.to_path_buf(),
        });
    }
    let mut header = [0_u8; 100];
    if file.read_exact(&mut header).is_err() || !header.starts_with(b"SQLite format 3\0") {
        return Err(StoreError::NotAProject {
            path: path.to_path_buf(),
        });
    }
    let number = |at: usize| {
        i32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    if number(68) != APPLICATION_ID {
        return Err(StoreError::NotAProject {
            path: path.to_path_buf(),
        });
    }
    let version = i64::from(number(60));
    if version > SCHEMA_VERSION {
        return Err(StoreError::Newer {
            path: path.to_path_buf(),
            found: version,
            known: SCHEMA_VERSION,
        });
    }
    Ok(())
}

/// A file cut short has fewer bytes than its header promises.
fn check_pages(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let page_size =
        connection.query_row("PRAGMA page_size", [], |row| row.get::<_, i64>(0))? as u64;
    let pages = connection.query_row("PRAGMA page_count", [], |row| row.get::<_, i64>(0))? as u64;
    let bytes = std::fs::metadata(path)
        .map_err(|error| StoreError::Disk {
            path: path.to_path_buf(),
            what: error.to_string(),
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

fn backup(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    owner_only::create(to)?;
    let mut copy = Connection::open(to)?;
    let backup = rusqlite::backup::Backup::new(connection, &mut copy)?;
    backup.run_to_completion(1000, std::time::Duration::ZERO, None)?;
    Ok(())
}

pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
