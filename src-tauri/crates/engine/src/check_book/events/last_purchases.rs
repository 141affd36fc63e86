//! When people bought last, as lists of people sum it up: of the purchases of a till that nobody exports it is the one
//! that is known.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rollcall_checks::{Address, Campaigns, Hour};
use rollcall_model::{Attribute, CustomerId, SourceId, TableRole};
use rollcall_store::{Store, StoredLoad};

use super::super::clocks::At;
use super::super::people::People;
use crate::event_rows::tables;
use crate::inventory::Marks;
use crate::records::{self, day_of};
use crate::view::CheckInput;
use crate::{EngineError, row_reader};

/// The last purchases that lists of people sum up.
#[derive(Debug, Default)]
pub(super) struct LastPurchases {
    all: Vec<Last>,
    /// Whose they are.
    customers: BTreeSet<CustomerId>,
    /// The days of orders of these customers that are loaded, whatever became of them.
    placed: BTreeSet<(CustomerId, NaiveDate)>,
    /// The lists they stand in.
    inputs: Vec<CheckInput>,
}

#[derive(Debug)]
struct Last {
    source: SourceId,
    customer: CustomerId,
    day: NaiveDate,
    hour: Option<Hour>,
    email: Option<Address>,
}

impl LastPurchases {
    /// Reads the lists of people that sum up when somebody bought last.
    pub(super) fn read(store: &Store, people: &People, marks: &Marks) -> Result<Self, EngineError> {
        let mut last = Self::default();
        for role in [
            TableRole::Customers,
            TableRole::Consents,
            TableRole::Unclear,
        ] {
            for load in tables(store, role)? {
                if sums_up(store, &load)? {
                    let found = last.read_table(store, &load, people)?;
                    let of = (load.source, load.table_name.as_str());
                    let told = super::input(marks, of, found, "last purchases");
                    last.inputs.extend(told);
                }
            }
        }
        Ok(last)
    }

    /// Reads a table and says of how many rows it knows whose they are.
    fn read_table(
        &mut self,
        store: &Store,
        load: &StoredLoad,
        people: &People,
    ) -> Result<u64, EngineError> {
        // A day of the future is mistyped and hides nobody's purchases.
        let loaded_on = row_reader::day_of(&load.loaded_at);
        let until = loaded_on.succ_opt().unwrap_or(loaded_on);
        let mut whose = people.along(load);
        let mut found = 0;
        store.visit_standard::<EngineError>(load, |record| {
            let customer = whose.customer_of(record.record);
            let time = records::first(&record.values, &Attribute::LastPurchaseAt);
            let day = time.and_then(day_of).filter(|day| *day <= until);
            let told = customer.zip(time).zip(day);
            if let Some(((customer, time), day)) = told {
                let email = records::first(&record.values, &Attribute::Email);
                found += 1;
                self.customers.insert(customer);
                self.all.push(Last {
                    source: load.source,
                    customer,
                    day,
                    hour: At::read(time, load.source.0).and_then(At::hour),
                    email: email.map(Address::of),
                });
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// Notes the day of an order that is loaded.
    pub(super) fn note_order(&mut self, customer: CustomerId, day: NaiveDate) {
        if self.customers.contains(&customer) {
            self.placed.insert((customer, day));
        }
    }

    /// Adds those that no loaded order tells, the day before and after included, since clocks differ: of an order it is
    /// known what became of it, and what was before it is loaded too.
    pub(super) fn hand_over(self, campaigns: &mut Campaigns) -> Vec<CheckInput> {
        for one in self.all {
            let from = one.day.pred_opt().unwrap_or(one.day);
            let until = one.day.succ_opt().unwrap_or(one.day);
            let near = (one.customer, from)..=(one.customer, until);
            if self.placed.range(near).next().is_none() {
                campaigns.add_last_purchase(one.source, one.customer, one.day, one.hour, one.email);
            }
        }
        self.inputs
    }
}

/// Whether a column of a table says when somebody bought last.
fn sums_up(store: &Store, load: &StoredLoad) -> Result<bool, EngineError> {
    let stored = store.mapping(load.table)?;
    Ok(stored.is_some_and(|stored| {
        let mut columns = stored.mapping.columns.iter();
        columns.any(|column| {
            let target = column.target.as_ref();
            target.is_some_and(|target| target.attribute == Attribute::LastPurchaseAt)
        })
    }))
}
