//! The audit trail: who did what when, as a chain in which a later change is noticed.
//!
//! Each entry carries a digest over itself and the digest of the entry before. What an operation says (its
//! sentence, what was asked, which rows it changed) goes into the entry as a *seal*: the SHA-256 of a random
//! salt and of the content. An erasure rewrites operations that are about the person; their salts are
//! destroyed, so that the old seals, which stay in the chain, match nothing anybody could try, and the new
//! seals are part of the entry of the erasure. The chain holds before and after, with no personal value in it.
//!
//! Whoever can write the whole file can make the whole chain anew: against that only helps a digest that was
//! written down elsewhere, which is why the last one is shown and exported.

mod check;
mod recovered;

use std::fmt::Write as _;

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::project::{fact, set_fact};

pub(crate) use check::check;
pub use check::{TrailBreak, TrailCheck, TrailEntry};
pub(crate) use recovered::seal_recovered;

/// The fact that holds the digest of the last entry.
const HEAD: &str = "trail_head";
/// The action of an entry that did something and seals what.
const DID: &str = "did";

/// Everything an operation says.
#[derive(Debug, PartialEq, Eq)]
struct Content {
    at: String,
    who: String,
    kind: String,
    sentence: String,
    operation: String,
    change: String,
}

/// An operation a person was taken out of, sealed anew.
#[derive(Debug, PartialEq, Eq)]
struct Rewritten {
    operation: i64,
    salt: Option<Vec<u8>>,
    seal: String,
}

/// Adds an entry.
pub(crate) fn append(
    connection: &Connection,
    at: &str,
    who: &str,
    action: &str,
    operation: i64,
) -> Result<(), StoreError> {
    append_rewriting(connection, at, who, action, operation, &[])
}

/// Adds an entry that rewrote other operations: what they say now is sealed with it, and what they said
/// before can be told by nobody any more.
pub(crate) fn append_rewriting(
    connection: &Connection,
    at: &str,
    who: &str,
    action: &str,
    operation: i64,
    rewritten: &[i64],
) -> Result<(), StoreError> {
    let entry: i64 = connection.query_row(
        "SELECT coalesce(max(audit_id), 0) + 1 FROM audit",
        [],
        |row| row.get(0),
    )?;
    let mut sealed = Vec::with_capacity(rewritten.len());
    for number in rewritten {
        for table in ["audit", "audit_rewritten"] {
            connection.execute(
                &format!("UPDATE {table} SET salt = NULL WHERE operation_id = ?1"),
                [number],
            )?;
        }
        if let Some(content) = content(connection, *number)? {
            let salt = salt(connection)?;
            sealed.push(Rewritten {
                operation: *number,
                seal: seal(&salt, &content, &[]),
                salt: Some(salt),
            });
        }
    }
    let (salt, seal) = match content(connection, operation)?.filter(|_| action == DID) {
        Some(content) => {
            let salt = salt(connection)?;
            let seal = seal(&salt, &content, &sealed);
            (Some(salt), seal)
        }
        None => (None, String::new()),
    };
    let before = fact(connection, HEAD)?.unwrap_or_default();
    let digest = digest(&[
        before.as_bytes(),
        &entry.to_le_bytes(),
        at.as_bytes(),
        who.as_bytes(),
        action.as_bytes(),
        &operation.to_le_bytes(),
        seal.as_bytes(),
    ]);
    connection.execute(
        "INSERT INTO audit (audit_id, at, who, action, operation_id, salt, seal, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![entry, at, who, action, operation, salt, seal, digest],
    )?;
    for one in &sealed {
        connection.execute(
            "INSERT INTO audit_rewritten (audit_id, operation_id, salt, seal) VALUES (?1, ?2, ?3, ?4)",
            params![entry, one.operation, one.salt, one.seal],
        )?;
    }
    set_fact(connection, HEAD, &digest)
}

/// Makes a chain of the entries a file had before there was one: as they stand now.
pub(crate) fn begin(connection: &Connection) -> Result<(), StoreError> {
    let entries: Vec<(String, String, String, i64)> = {
        let mut statement = connection
            .prepare("SELECT at, who, action, operation_id FROM audit ORDER BY audit_id")?;
        statement
            .query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<Result<_, _>>()?
    };
    connection.execute("DELETE FROM audit", [])?;
    for (at, who, action, operation) in entries {
        append(connection, &at, &who, &action, operation)?;
    }
    Ok(())
}

fn content(connection: &Connection, operation: i64) -> Result<Option<Content>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT at, who, kind, sentence, operation, change FROM operation WHERE operation_id = ?1",
        )?
        .query_row([operation], |row| {
            Ok(Content {
                at: row.get(0)?,
                who: row.get(1)?,
                kind: row.get(2)?,
                sentence: row.get(3)?,
                operation: row.get(4)?,
                change: row.get(5)?,
            })
        })
        .optional()?)
}

fn salt(connection: &Connection) -> Result<Vec<u8>, StoreError> {
    Ok(connection.query_row("SELECT randomblob(32)", [], |row| row.get(0))?)
}

/// The seal of an operation: of an erasure the seals of what it rewrote are part of it.
fn seal(salt: &[u8], content: &Content, rewritten: &[Rewritten]) -> String {
    let numbers: Vec<[u8; 8]> = rewritten
        .iter()
        .map(|one| one.operation.to_le_bytes())
        .collect();
    let mut parts: Vec<&[u8]> = vec![
        salt,
        content.at.as_bytes(),
        content.who.as_bytes(),
        content.kind.as_bytes(),
        content.sentence.as_bytes(),
        content.operation.as_bytes(),
        content.change.as_bytes(),
    ];
    for (one, number) in rewritten.iter().zip(&numbers) {
        parts.push(number);
        parts.push(one.seal.as_bytes());
    }
    digest(&parts)
}

/// SHA-256 of parts, each with its length before it, so that nothing can slip from one into the next;
/// lower-case hexadecimal.
fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut text = String::with_capacity(64);
    for byte in hasher.finalize() {
        let _never_fails = write!(text, "{byte:02x}");
    }
    text
}
