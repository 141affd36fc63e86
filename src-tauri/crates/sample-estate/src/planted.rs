//! The people of the planted traps and every row they leave, beside the ones made by chance.

use chrono::{NaiveDate, NaiveDateTime};

use crate::recorded::{Month, Recorded};
use crate::systems::Table;
use crate::trade::Order;

/// In which months a planted record is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Both,
    NextOnly,
    FirstOnly,
}

/// One planted trap, as told in `planted.csv`.
#[derive(Debug, Clone)]
pub(crate) struct Trap {
    pub(crate) name: &'static str,
    pub(crate) persons: Vec<String>,
    pub(crate) place: String,
    pub(crate) expected: String,
}

/// A message that was sent.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) person: String,
    pub(crate) time: NaiveDateTime,
    pub(crate) campaign: &'static str,
    pub(crate) segment: &'static str,
    pub(crate) email: String,
    pub(crate) given: String,
    pub(crate) mobile: String,
}

/// A visit to the web site.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) person: String,
    pub(crate) cookie: String,
    pub(crate) device: String,
    pub(crate) time: NaiveDateTime,
    pub(crate) channel: usize,
    pub(crate) page: &'static str,
    pub(crate) email: String,
}

/// A person's wish to be left alone or forgotten.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) person: String,
    pub(crate) day: NaiveDate,
    pub(crate) kind: &'static str,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) phone: String,
}

/// A booking of an event with its guests; the first is the buyer.
#[derive(Debug, Clone)]
pub(crate) struct Booking {
    pub(crate) email: String,
    pub(crate) guests: Vec<(String, String, String)>,
}

/// Everything planted.
#[derive(Debug, Default)]
pub(crate) struct Planted {
    pub(crate) records: Vec<(Table, When, Recorded)>,
    pub(crate) orders: Vec<(Recorded, Order)>,
    pub(crate) sent: Vec<Sent>,
    pub(crate) visits: Vec<Visit>,
    pub(crate) requests: Vec<Request>,
    pub(crate) bookings: Vec<Booking>,
    pub(crate) traps: Vec<Trap>,
}

impl Planted {
    /// The planted records of a table in a month.
    pub(crate) fn records_of(&self, table: Table, month: Month) -> impl Iterator<Item = &Recorded> {
        self.records.iter().filter_map(move |(one, when, record)| {
            let there = match when {
                When::Both => true,
                When::NextOnly => month == Month::Next,
                When::FirstOnly => month == Month::First,
            };
            (*one == table && there).then_some(record)
        })
    }

    /// Adds a record and gives it a key of its own; returns the key.
    pub(crate) fn keep(&mut self, table: Table, when: When, record: &Recorded) -> u64 {
        let mut record = record.clone();
        record.key = (1 << 31) + self.records.len() as u64;
        let key = record.key;
        self.records.push((table, when, record));
        key
    }

    /// Adds a trap to the list.
    pub(crate) fn trap(
        &mut self,
        name: &'static str,
        persons: &[&str],
        place: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.traps.push(Trap {
            name,
            persons: persons.iter().map(|&person| person.to_owned()).collect(),
            place: place.into(),
            expected: expected.into(),
        });
    }
}
