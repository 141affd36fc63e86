//! The estate of one month: everybody who is in it, and the order in which each table tells them.

use crate::chance::{Seed, Shuffle};
use crate::files::EstateError;
use crate::people::Population;
use crate::planted::Planted;
use crate::recorded::{Month, Recorded, recorded};
use crate::systems::Table;

/// What the exports of one month are written from.
pub(crate) struct Estate {
    pub(crate) people: Population,
    pub(crate) planted: Planted,
    pub(crate) month: Month,
}

impl Estate {
    pub(crate) fn seed(&self) -> Seed {
        self.people.seed
    }

    /// How many people the month knows.
    pub(crate) fn size(&self) -> u64 {
        match self.month {
            Month::First => self.people.size,
            Month::Next => self.people.size_next,
        }
    }

    /// Calls for each record of a customer table, in an order that tells nothing about people.
    pub(crate) fn each_record(
        &self,
        table: Table,
        mut write: impl FnMut(&Recorded) -> Result<(), EstateError>,
    ) -> Result<(), EstateError> {
        let planted: Vec<&Recorded> = self.planted.records_of(table, self.month).collect();
        let places = self.size() * 2;
        for place in self.shuffled(table, places + planted.len() as u64) {
            if place >= places {
                write(planted[(place - places) as usize])?;
            } else if let Some(record) =
                recorded(&self.people, table, place / 2, place % 2, self.month)
            {
                write(&record)?;
            }
        }
        Ok(())
    }

    /// The numbers below `size` in the order of a table.
    pub(crate) fn shuffled(&self, table: Table, size: u64) -> impl Iterator<Item = u64> + use<> {
        Shuffle::new(self.seed(), table.file, size).all()
    }

    /// A number of a system's own for a record: no two records of the purpose share it.
    pub(crate) fn own_number(&self, purpose: &str, key: u64) -> u64 {
        Shuffle::new(self.seed(), purpose, 1 << 32).at(key % (1 << 32))
    }
}

/// One row under a header, filled by name.
pub(crate) struct Cells {
    header: &'static [&'static str],
    values: Vec<String>,
}

impl Cells {
    pub(crate) fn of(header: &'static [&'static str]) -> Self {
        Self {
            header,
            values: vec![String::new(); header.len()],
        }
    }

    /// Fills the column of a name.
    pub(crate) fn set(&mut self, column: &str, value: impl Into<String>) {
        let place = self.header.iter().position(|name| *name == column);
        debug_assert!(place.is_some(), "no column {column}");
        if let Some(cell) = place.and_then(|place| self.values.get_mut(place)) {
            *cell = value.into();
        }
    }

    pub(crate) fn values(&self) -> &[String] {
        &self.values
    }
}
