//! Every trace of a person: rows of every load, whether it is in use, was replaced, was taken back or
//! was never standardised, and rows that were set aside.
//!
//! A row is the person's when an identifier that nobody else has, or the key of one of the person's
//! records, is in it and its name does not speak against it. What the person was known by in such a
//! row leads on to others. Rows that only may be about the person are told apart, for a human.

mod facts;
mod search;
mod sighting;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rollcall_model::{CustomerId, RecordId, ValueState};
use rollcall_store::{AsideCut, AsideText, Blot, Store};

use crate::tombstones::held_clues;
use crate::{EngineError, Watch};
use facts::Facts;
use search::Search;

pub(crate) use sighting::Doubt;

/// So often what was found is followed on; further than that nobody's rows hang together.
const ROUNDS: usize = 6;

/// A row that was set aside and holds something of a person.
#[derive(Debug, Clone)]
pub(crate) struct AsideTrace {
    pub(crate) aside: AsideText,
    /// What is left of its text; nothing when all of it is about the person.
    pub(crate) left: Option<String>,
}

/// A row that may be about the person.
#[derive(Debug, Clone)]
pub(crate) struct Doubtful {
    pub(crate) place: Place,
    pub(crate) doubt: Doubt,
    /// The customer it belongs to now.
    pub(crate) customer: Option<CustomerId>,
}

/// Where a row stands in the project.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// Among the rows loaded.
    Record(RecordId),
    /// Among the rows set aside.
    Aside(AsideText),
}

/// A person as far as the project knows.
pub(crate) struct Person<'a> {
    search: Search<'a>,
    /// Every row about the person, of every load.
    pub(crate) records: BTreeSet<RecordId>,
    /// Every row that was set aside and holds something of the person.
    pub(crate) asides: Vec<AsideTrace>,
    /// Rows that may be about the person.
    pub(crate) doubtful: Vec<Doubtful>,
    facts: Facts,
}

impl<'a> Person<'a> {
    pub(crate) fn find(
        store: &'a Store,
        customer: CustomerId,
        today: NaiveDate,
        watch: &dyn Watch,
    ) -> Result<Self, EngineError> {
        let search = Search::new(store, customer, today)?;
        let mut person = Self {
            records: search.members(),
            search,
            asides: Vec::new(),
            doubtful: Vec::new(),
            facts: Facts::default(),
        };
        let mut fresh: Vec<RecordId> = person.records.iter().copied().collect();
        let search = &person.search;
        for _ in 0..ROUNDS {
            let rows = search.records(&fresh)?;
            for record in &rows {
                person.facts.add(&search.known(record), record);
            }
            search.learn_standing(&rows, &mut person.facts)?;
            search.leave_to_others(&mut person.facts, &BTreeSet::new(), watch)?;
            person.facts.ready();
            let found = search.look(&person.facts, watch)?;
            fresh = found.records.difference(&person.records).copied().collect();
            person.records.extend(found.records);
            person.asides = found.asides;
            person.doubtful = found.doubtful;
            if fresh.is_empty() {
                break;
            }
        }
        let records = &person.records;
        person
            .doubtful
            .retain(|one| !matches!(one.place, Place::Record(record) if records.contains(&record)));
        Ok(person)
    }

    /// The clues of every address and number the person has, be it that others have it too.
    pub(crate) fn held_clues(&self) -> Result<BTreeSet<String>, EngineError> {
        let numbers: Vec<RecordId> = self.records.iter().copied().collect();
        let rows = self.search.records(&numbers)?;
        let values = rows.iter().flat_map(|row| &row.values);
        Ok(values
            .filter(|value| value.state == ValueState::Valid)
            .flat_map(|value| held_clues(&value.target.attribute, &value.value))
            .collect())
    }

    /// By what the person, and nobody else, is recognised.
    pub(crate) fn clues(&self) -> &BTreeSet<String> {
        self.facts.clues()
    }

    /// The person's values, to be blotted out of sentences.
    pub(crate) fn blot(&self) -> &Blot {
        self.facts.blot()
    }

    /// The person's values one by one.
    pub(crate) fn values(&self) -> Vec<String> {
        self.facts.values().iter().cloned().collect()
    }

    /// Those of them that nobody else has.
    pub(crate) fn own_values(&self) -> Vec<String> {
        self.facts.own_values().cloned().collect()
    }

    /// What is to become of rows that were set aside. What stands beside a row that was mended goes with the row.
    pub(crate) fn cuts(&self) -> Vec<AsideCut> {
        let is_gone = |record: RecordId| self.records.contains(&record);
        self.asides
            .iter()
            .filter(|trace| !trace.aside.mended.is_some_and(is_gone))
            .map(|trace| AsideCut {
                number: trace.aside.number,
                left: trace.left.clone(),
            })
            .collect()
    }

    /// Takes doubtful rows for the person's, because a human said so: all they hold is the person's too, as
    /// far as nobody has it who stays. Whatever is recognised by it besides was not shown to the human, so
    /// it becomes doubtful and stays.
    ///
    /// # Errors
    /// When one of them is not among the doubtful rows, or the project cannot be read.
    pub(crate) fn take(
        &mut self,
        rows: &[i64],
        asides: &[i64],
        watch: &dyn Watch,
    ) -> Result<(), EngineError> {
        let mut wanted: BTreeSet<(bool, i64)> = rows.iter().map(|row| (false, *row)).collect();
        wanted.extend(asides.iter().map(|aside| (true, *aside)));
        if wanted.is_empty() {
            return Ok(());
        }
        let (taken, left): (Vec<Doubtful>, Vec<Doubtful>) = std::mem::take(&mut self.doubtful)
            .into_iter()
            .partition(|one| wanted.remove(&one.place.number()));
        self.doubtful = left;
        if let Some((_, number)) = wanted.first() {
            return Err(EngineError::NotFound {
                what: "doubtful row",
                name: number.to_string(),
            });
        }
        let mut facts = Facts::default();
        let mut named = BTreeSet::new();
        for one in taken {
            match one.place {
                Place::Record(record) => {
                    named.insert(record);
                    self.records.insert(record);
                }
                Place::Aside(aside) => {
                    self.search.learn_aside(&aside, &self.facts, &mut facts);
                    self.asides.push(AsideTrace { aside, left: None });
                }
            }
        }
        let records: Vec<RecordId> = self.records.iter().copied().collect();
        let rows = self.search.records(&records)?;
        for record in &rows {
            facts.add(&self.search.known(record), record);
        }
        self.search.learn_standing(&rows, &mut facts)?;
        self.search.leave_to_others(&mut facts, &named, watch)?;
        facts.ready();
        self.facts = facts;
        self.look_again(watch)
    }

    /// Tells what is recognised by what was learnt of rows a human named as rows to look at. What those share
    /// with people who stay was left to these, whose rows are not in doubt for it.
    fn look_again(&mut self, watch: &dyn Watch) -> Result<(), EngineError> {
        let found = self.search.look(&self.facts, watch)?;
        let recognised = |place, customer| Doubtful {
            place,
            doubt: Doubt::Mention,
            customer,
        };
        let search = &self.search;
        let rows = found
            .records
            .into_iter()
            .map(|record| recognised(Place::Record(record), search.customer_of(record)));
        let asides = &self.asides;
        let cut = found.asides.into_iter().filter(|trace| {
            let known = asides.iter().find(|one| one.aside == trace.aside);
            known.is_none_or(|known| known.left.is_some() && known.left != trace.left)
        });
        let before: BTreeSet<(bool, i64)> =
            self.doubtful.iter().map(|one| one.place.number()).collect();
        let mut doubtful = found.doubtful;
        doubtful.retain(|one| one.doubt != Doubt::Shared || before.contains(&one.place.number()));
        doubtful.extend(rows);
        doubtful.retain(|one| match &one.place {
            Place::Record(record) => !self.records.contains(record),
            Place::Aside(aside) => asides.iter().all(|known| known.aside != *aside),
        });
        doubtful.extend(cut.map(|trace| recognised(Place::Aside(trace.aside), None)));
        self.doubtful = doubtful;
        Ok(())
    }
}

impl Place {
    fn number(&self) -> (bool, i64) {
        match self {
            Self::Record(record) => (false, record.0),
            Self::Aside(aside) => (true, aside.number),
        }
    }
}
