//! What lists are decided on, kept with a run beside what it was made from.

use rollcall_model::RunId;
use rusqlite::{OptionalExtension, params};

use crate::{Store, StoreError};

/// What lists are decided on, as the engine writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredListFacts {
    /// Fingerprint of everything it was made from.
    pub made_from: String,
    /// The customers and how they stand.
    pub people: Vec<u8>,
    /// What happened to them.
    pub events: Vec<u8>,
}

impl Store {
    /// Keeps them in place of those before.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_list_facts(&self, run: RunId, facts: &StoredListFacts) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO list_facts (run_id, made_from, people, events) VALUES (?1, ?2, ?3, ?4)",
                params![run.0, facts.made_from, facts.people, facts.events],
            )?;
            Ok(())
        })
    }

    /// The customers kept with a run, if they were made from the same.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people_of_lists(
        &self,
        run: RunId,
        made_from: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let question = "SELECT people FROM list_facts WHERE run_id = ?1 AND made_from = ?2";
        self.facts_kept(question, run, made_from)
    }

    /// What happened to the customers kept with a run, if it was made from the same.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn events_of_lists(
        &self,
        run: RunId,
        made_from: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let question = "SELECT events FROM list_facts WHERE run_id = ?1 AND made_from = ?2";
        self.facts_kept(question, run, made_from)
    }

    fn facts_kept(
        &self,
        question: &str,
        run: RunId,
        made_from: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.connections.read(|connection| {
            let kept = connection
                .prepare_cached(question)?
                .query_row(params![run.0, made_from], |row| row.get(0))
                .optional()?;
            Ok(kept)
        })
    }
}
