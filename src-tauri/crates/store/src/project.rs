//! The project as a file: what it says about itself, whether it is sound, copies of it.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rusqlite::{Connection, OptionalExtension, params};

use crate::StoreError;
use crate::connection::Connections;
use crate::kept::Kept;
use crate::lock::ProjectLock;
use crate::opening::copy_whole;
use crate::value_form::Forms;

/// An open project file.
pub struct Store {
    // Closed before the lock is let go.
    pub(crate) connections: Connections,
    pub(crate) forms: Forms,
    pub(crate) kept: Kept,
    /// What a change of passphrase that was cut off had left and could not be wiped, as a sentence.
    pub(crate) remains: Option<String>,
    /// Held while a backup is made, and while all of them are taken away.
    pub(crate) copies: Mutex<()>,
    /// Places at which the project stood before or a copy of it stands, as far as somebody told.
    pub(crate) places: Mutex<Vec<PathBuf>>,
    pub(crate) lock: Option<ProjectLock>,
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
            if let Some(remains) = &self.remains {
                findings.push(format!(
                    "What a change of the passphrase that was cut off had left could not be written over: {remains} Look for copies of it."
                ));
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
            .maintain(|connection| copy_whole(connection, self.connections.key(), to))
    }

    /// Sweeps away what a crash left half done: loads whose last row never came, records whose
    /// standardising never ended, runs whose last customer never came.
    pub(crate) fn sweep(&self) -> Result<(), StoreError> {
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
        "SELECT count(*) FROM mended_row m WHERE NOT EXISTS (SELECT 1 FROM raw_row r WHERE r.record_id = m.record_id)",
        "Every row that was mended is loaded",
    ),
    (
        "SELECT count(*) FROM (SELECT table_id FROM load WHERE state = 'current' GROUP BY table_id HAVING count(*) > 1)",
        "A table has one load in use",
    ),
    (
        "SELECT count(*) FROM membership m JOIN project p ON p.key = 'current_run' AND m.run_id = CAST(p.value AS INTEGER) LEFT JOIN customer c ON c.run_id = m.run_id AND c.customer_id = m.customer_id WHERE c.customer_id IS NULL AND NOT EXISTS (SELECT 1 FROM project WHERE key = 'people_due')",
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
        "Nothing of erased people is left in free pages, the journal or the copies beside the file",
    ),
];

pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
