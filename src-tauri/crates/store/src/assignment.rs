//! To which customer each record belonged in the last few runs, in compact form, so that two runs can be
//! compared after the tables of the older one are gone. Numbers only; an erased person's are taken out.

use std::collections::BTreeSet;

use rollcall_model::{CustomerId, RecordId, RunId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{RunWriter, Store, StoreError, StoredRun};

/// So many runs besides the one in use can be compared.
const KEPT: i64 = 5;

/// To which customer each record belonged, ascending by record.
pub type Assignment = Vec<(RecordId, CustomerId)>;

/// A verdict as it stood when a run was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AssignedVerdict {
    /// The record with the smaller number.
    pub left: RecordId,
    /// The other.
    pub right: RecordId,
    /// `same` or `different`.
    pub verdict: String,
}

impl AssignedVerdict {
    /// A verdict on two records, in whatever order.
    pub fn new(one: RecordId, other: RecordId, verdict: String) -> Self {
        Self {
            left: one.min(other),
            right: one.max(other),
            verdict,
        }
    }
}

impl Store {
    /// The runs that can be compared, oldest first; the one in use is the last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn comparable_runs(&self) -> Result<Vec<StoredRun>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT * FROM run WHERE complete = 1 AND (run_id IN (SELECT run_id FROM assignment)
                     OR run_id = (SELECT CAST(value AS INTEGER) FROM project WHERE key = 'current_run'))
                 ORDER BY run_id",
            )?;
            let runs = statement
                .query_map([], crate::run::read_run)?
                .collect::<Result<_, _>>()?;
            Ok(runs)
        })
    }

    /// To which customer each record belonged in a run; nothing where that is not kept.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn assignment(&self, run: RunId) -> Result<Option<Assignment>, StoreError> {
        let kept: Option<Vec<u8>> = self.connections.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT members FROM assignment WHERE run_id = ?1")?
                .query_row([run.0], |row| row.get(0))
                .optional()?)
        })?;
        match kept {
            Some(members) => Ok(Some(decode(&members))),
            None => Ok(Some(self.memberships(run)?).filter(|members| !members.is_empty())),
        }
    }

    /// The verdicts as they stood when a run was made, by records.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn assigned_verdicts(&self, run: RunId) -> Result<Vec<AssignedVerdict>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT left_, right_, verdict FROM assignment_verdict WHERE run_id = ?1 ORDER BY left_, right_",
            )?;
            let verdicts = statement
                .query_map([run.0], |row| {
                    Ok(AssignedVerdict {
                        left: RecordId(row.get(0)?),
                        right: RecordId(row.get(1)?),
                        verdict: row.get(2)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(verdicts)
        })
    }
}

impl RunWriter<'_> {
    /// Keeps the verdicts the run obeys.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_verdicts(&self, verdicts: &[AssignedVerdict]) -> Result<(), StoreError> {
        self.store.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "INSERT OR REPLACE INTO assignment_verdict (run_id, left_, right_, verdict) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for one in verdicts {
                statement.execute(params![self.run.0, one.left.0, one.right.0, one.verdict])?;
            }
            Ok(())
        })
    }
}

/// Keeps who was who in a run whose tables are about to go, and forgets the oldest one kept.
pub(crate) fn keep(connection: &Connection, run: i64) -> Result<(), StoreError> {
    let members: Assignment = {
        let mut statement = connection.prepare_cached(
            "SELECT record_id, customer_id FROM membership WHERE run_id = ?1 ORDER BY record_id",
        )?;
        statement
            .query_map([run], |row| {
                Ok((RecordId(row.get(0)?), CustomerId(row.get(1)?)))
            })?
            .collect::<Result<_, _>>()?
    };
    if members.is_empty() {
        return Ok(());
    }
    connection.execute(
        "INSERT OR REPLACE INTO assignment (run_id, members) VALUES (?1, ?2)",
        params![run, encode(&members)],
    )?;
    connection.execute(
        "DELETE FROM assignment WHERE run_id NOT IN (SELECT run_id FROM assignment ORDER BY run_id DESC LIMIT ?1)",
        [KEPT],
    )?;
    connection.execute(
        "DELETE FROM assignment_verdict WHERE run_id < (SELECT min(run_id) FROM assignment)",
        [],
    )?;
    Ok(())
}

/// Forgets everything of a run.
pub(crate) fn delete(connection: &Connection, run: i64) -> Result<(), StoreError> {
    for table in ["assignment", "assignment_verdict"] {
        connection.execute(&format!("DELETE FROM {table} WHERE run_id = ?1"), [run])?;
    }
    Ok(())
}

/// Takes an erased person's records out of who was who in every run that is kept; the verdicts go with the
/// results of runs.
pub(crate) fn forget(connection: &Connection, records: &[RecordId]) -> Result<(), StoreError> {
    let records: BTreeSet<RecordId> = records.iter().copied().collect();
    let kept: Vec<(i64, Vec<u8>)> = {
        let mut statement = connection.prepare("SELECT run_id, members FROM assignment")?;
        statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?
    };
    for (run, members) in kept {
        let mut left = decode(&members);
        let before = left.len();
        left.retain(|(record, _)| !records.contains(record));
        if left.len() < before {
            connection.execute(
                "UPDATE assignment SET members = ?2 WHERE run_id = ?1",
                params![run, encode(&left)],
            )?;
        }
    }
    Ok(())
}

/// Each record and customer as its distance from the one before, seven bits a byte, the lowest first. A
/// distance that may be negative has its sign in the lowest bit.
fn encode(members: &[(RecordId, CustomerId)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(members.len() * 4);
    let (mut record_before, mut customer_before) = (0, 0);
    for (record, customer) in members {
        for distance in [record.0 - record_before, customer.0 - customer_before] {
            let mut rest = ((distance << 1) ^ (distance >> 63)) as u64;
            while rest >= 0x80 {
                bytes.push((rest as u8 & 0x7F) | 0x80);
                rest >>= 7;
            }
            bytes.push(rest as u8);
        }
        (record_before, customer_before) = (record.0, customer.0);
    }
    bytes
}

/// Reads what [`encode`] wrote, as far as it is whole.
fn decode(bytes: &[u8]) -> Assignment {
    let mut bytes = bytes.iter();
    let mut distance = || -> Option<i64> {
        let (mut value, mut shift) = (0_u64, 0_u32);
        loop {
            let byte = *bytes.next()?;
            value |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some((value >> 1) as i64 ^ -((value & 1) as i64));
            }
            shift += 7;
        }
    };
    let mut members = Vec::new();
    let (mut record, mut customer) = (0_i64, 0_i64);
    while let (Some(to_record), Some(to_customer)) = (distance(), distance()) {
        record = record.wrapping_add(to_record);
        customer = customer.wrapping_add(to_customer);
        members.push((RecordId(record), CustomerId(customer)));
    }
    members
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use proptest::prelude::*;
    use rollcall_model::{CustomerId, RecordId};

    proptest! {
        #[test]
        fn what_is_kept_reads_back(of in prop::collection::btree_map(0_i64..1 << 40, 0_i64..1 << 40, 0..200)) {
            let members: Vec<_> = of
                .into_iter()
                .map(|(record, customer)| (RecordId(record), CustomerId(customer)))
                .collect();
            prop_assert_eq!(decode(&encode(&members)), members);
        }

        #[test]
        fn bytes_of_anything_are_read_without_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let _whatever = decode(&bytes);
        }
    }

    #[test]
    fn a_record_takes_a_few_bytes() {
        let members: Vec<_> = (1..10_000)
            .map(|record| (RecordId(record), CustomerId(record * 7919 % 5_000)))
            .collect();
        assert!(encode(&members).len() < members.len() * 4);
    }
}
