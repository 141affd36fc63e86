//! Reading the trail, and telling the first entry that was changed behind the program's back.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::{Content, DID, HEAD, Rewritten, content, digest, seal};
use crate::project::fact;
use crate::{Store, StoreError};

/// One entry of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailEntry {
    /// Its number.
    pub entry: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub who: String,
    /// `did`, `took back` or `did again`.
    pub action: String,
    /// The number of the operation.
    pub operation: i64,
    /// The command.
    pub kind: String,
    /// The operation in a sentence.
    pub sentence: String,
    /// What was asked, as JSON.
    pub request: String,
    /// SHA-256 over the entry and the digest before.
    pub digest: String,
}

/// What a look at the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailCheck {
    /// How many entries there are.
    pub entries: u64,
    /// The digest of the last one; blank where there is none.
    pub head: String,
    /// The first entry that does not hold.
    pub broken: Option<TrailBreak>,
}

/// An entry that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailBreak {
    /// Its number.
    pub entry: i64,
    /// What is wrong with it, in a sentence.
    pub what: String,
}

/// An entry as it is kept.
struct Kept {
    entry: i64,
    at: String,
    who: String,
    action: String,
    operation: i64,
    salt: Option<Vec<u8>>,
    seal: String,
    digest: String,
}

impl Store {
    /// Looks at every entry of the trail.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn check_trail(&self) -> Result<TrailCheck, StoreError> {
        self.connections.read(check)
    }

    /// A page of the trail, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn trail_entries(&self, offset: u64, limit: u64) -> Result<Vec<TrailEntry>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT a.audit_id, a.at, a.who, a.action, a.operation_id, o.kind, o.sentence, o.operation, a.digest
                 FROM audit a LEFT JOIN operation o USING (operation_id) ORDER BY a.audit_id LIMIT ?1 OFFSET ?2",
            )?;
            let entries = statement
                .query_map(params![limit as i64, offset as i64], |row| {
                    Ok(TrailEntry {
                        entry: row.get(0)?,
                        at: row.get(1)?,
                        who: row.get(2)?,
                        action: row.get(3)?,
                        operation: row.get(4)?,
                        kind: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
                        sentence: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
                        request: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
                        digest: row.get(8)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(entries)
        })
    }
}

/// Looks at every entry of the trail.
pub(crate) fn check(connection: &Connection) -> Result<TrailCheck, StoreError> {
    let entries = entries(connection)?;
    let rewritten = rewritten(connection)?;
    let head = fact(connection, HEAD)?.unwrap_or_default();
    let broken = first_broken(connection, &entries, &rewritten, &head)?;
    Ok(TrailCheck {
        entries: entries.len() as u64,
        head,
        broken,
    })
}

fn first_broken(
    connection: &Connection,
    entries: &[Kept],
    rewritten: &BTreeMap<i64, Vec<Rewritten>>,
    head: &str,
) -> Result<Option<TrailBreak>, StoreError> {
    let broken = |entry: i64, what: &str| {
        Ok(Some(TrailBreak {
            entry,
            what: what.to_owned(),
        }))
    };
    let latest: BTreeMap<i64, &Rewritten> = rewritten
        .values()
        .flatten()
        .map(|one| (one.operation, one))
        .collect();
    let states = states(connection)?;
    let mut last_action: BTreeMap<i64, (i64, &str)> = BTreeMap::new();
    let mut before = "";
    for (expected, kept) in (1..).zip(entries) {
        if kept.entry != expected {
            return broken(expected, "it is missing");
        }
        if digest_of(kept, before) != kept.digest {
            return broken(kept.entry, "it, or what stood before it, was changed");
        }
        before = &kept.digest;
        if kept.action == DID {
            let of_entry = rewritten.get(&kept.entry).map_or(&[][..], Vec::as_slice);
            let said = content(connection, kept.operation)?;
            if !is_sealed(kept, said.as_ref(), of_entry, latest.get(&kept.operation)) {
                return broken(kept.entry, "what it says was done was changed");
            }
        }
        last_action.insert(kept.operation, (kept.entry, &kept.action));
    }
    if before != head {
        return broken(
            entries.len() as i64 + 1,
            "it is missing, and everything after it",
        );
    }
    for (operation, (entry, action)) in &last_action {
        let is_back = *action == "took back";
        let fits = match states.get(operation).map(String::as_str) {
            Some("done") => !is_back,
            Some("undone" | "dropped") => is_back,
            _ => false,
        };
        if !fits {
            return broken(*entry, "whether it still holds was changed");
        }
    }
    let told: BTreeSet<i64> = last_action.keys().copied().collect();
    match states.keys().find(|operation| !told.contains(*operation)) {
        Some(operation) => broken(
            entries.len() as i64,
            &format!("after it operation {operation} was put in without an entry"),
        ),
        None => Ok(None),
    }
}

/// Whether an operation still says what was sealed: when it was done, or when a person was last taken out
/// of it.
fn is_sealed(
    kept: &Kept,
    said: Option<&Content>,
    of_entry: &[Rewritten],
    latest: Option<&&Rewritten>,
) -> bool {
    let Some(said) = said else {
        return false;
    };
    match latest {
        Some(one) => one
            .salt
            .as_ref()
            .is_some_and(|salt| seal(salt, said, &[]) == one.seal),
        None => kept
            .salt
            .as_ref()
            .is_some_and(|salt| seal(salt, said, of_entry) == kept.seal),
    }
}

fn digest_of(kept: &Kept, before: &str) -> String {
    digest(&[
        before.as_bytes(),
        &kept.entry.to_le_bytes(),
        kept.at.as_bytes(),
        kept.who.as_bytes(),
        kept.action.as_bytes(),
        &kept.operation.to_le_bytes(),
        kept.seal.as_bytes(),
    ])
}

fn entries(connection: &Connection) -> Result<Vec<Kept>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT audit_id, at, who, action, operation_id, salt, seal, digest FROM audit ORDER BY audit_id",
    )?;
    let entries = statement
        .query_map([], |row| {
            Ok(Kept {
                entry: row.get(0)?,
                at: row.get(1)?,
                who: row.get(2)?,
                action: row.get(3)?,
                operation: row.get(4)?,
                salt: row.get(5)?,
                seal: row.get(6)?,
                digest: row.get(7)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(entries)
}

/// What erasures rewrote, by their entry.
fn rewritten(connection: &Connection) -> Result<BTreeMap<i64, Vec<Rewritten>>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT audit_id, operation_id, salt, seal FROM audit_rewritten ORDER BY audit_id, operation_id",
    )?;
    let mut by_entry: BTreeMap<i64, Vec<Rewritten>> = BTreeMap::new();
    let rows = statement.query_map([], |row| {
        let one = Rewritten {
            operation: row.get(1)?,
            salt: row.get(2)?,
            seal: row.get(3)?,
        };
        Ok((row.get(0)?, one))
    })?;
    for row in rows {
        let (entry, one) = row?;
        by_entry.entry(entry).or_default().push(one);
    }
    Ok(by_entry)
}

/// Where each operation stands.
fn states(connection: &Connection) -> Result<BTreeMap<i64, String>, StoreError> {
    let mut statement = connection.prepare("SELECT operation_id, state FROM operation")?;
    let states = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(states)
}
