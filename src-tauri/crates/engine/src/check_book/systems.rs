//! What two systems know of the same people, and whether lists made for a platform are still right.

mod known_buyers;
mod link_tests;
mod list_growth;
mod purchaser_lists;
mod sales;
mod seeds;
mod sign_ups;
mod stale_lists;
mod support;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_model::{
    Attribute, CustomerId, Mapping, RunId, StandardValue, SystemKind, TableRole, grouped,
};
use rollcall_standardise::event_kind::EventKind;
use rollcall_store::{Store, StoredLoad};

use super::people::{People, different};
use super::span::Span;
use super::windows::Windows;
use super::{Counted, Events, MOST_PEOPLE};
use crate::inventory::Marks;
use crate::lists::sign_up_columns;
use crate::value_map::says_tickets;
use crate::view::{CheckInput, CheckPerson};
use crate::{EngineError, records};

/// Codes and what people call them, in the order screens show them.
pub(super) const TITLES: [(&str, &str); 8] = [
    ("known_buyers", "Buyers the e-mail tool does not know"),
    ("support", "Support meets the shop"),
    ("sign_ups", "From the advertisement to the sign-up"),
    ("sales", "Sales and support"),
    ("link_tests", "Systems that should talk"),
    ("stale_lists", "Lists of buyers that are behind"),
    ("list_growth", "Lists of buyers that should grow"),
    ("seeds", "Lists to look for the like of"),
];

/// A table in use.
struct Table {
    load: StoredLoad,
    role: TableRole,
    kind: Option<SystemKind>,
    /// Whether it has a day on which people signed up, called so.
    has_sign_up_day: bool,
    /// Whether its rows may say of themselves that they are tickets.
    may_hold_tickets: bool,
}

/// What these checks are counted from.
struct Systems<'a> {
    store: &'a Store,
    people: &'a People,
    events: &'a Events,
    marks: Marks,
    tables: Vec<Table>,
    /// Who bought as far as anything tells, in order.
    buyers: Vec<CustomerId>,
    /// The days of the first and the last purchase of each, by the orders that are loaded.
    bought: BTreeMap<CustomerId, (NaiveDate, NaiveDate)>,
}

pub(super) fn count(
    store: &Store,
    run: Option<RunId>,
    events: &Events,
    people: &People,
    windows: &Windows,
) -> Result<Vec<Counted>, EngineError> {
    let systems = Systems::read(store, run, events, people)?;
    Ok(vec![
        known_buyers::count(&systems, windows.chosen_days("known_buyers"))?,
        support::count(&systems)?,
        sign_ups::count(&systems)?,
        sales::count(&systems, windows.days("sales"))?,
        link_tests::count(&systems),
        stale_lists::count(&systems, windows.days("stale_lists"))?,
        list_growth::count(&systems)?,
        seeds::count(&systems)?,
    ])
}

impl<'a> Systems<'a> {
    fn read(
        store: &'a Store,
        run: Option<RunId>,
        events: &'a Events,
        people: &'a People,
    ) -> Result<Self, EngineError> {
        let sources = store.sources()?;
        let mut tables = Vec::new();
        for load in store.current_loads()? {
            let mapping = store.mapping(load.table)?.map(|stored| stored.mapping);
            let role = mapping
                .as_ref()
                .map_or(TableRole::Unclear, |mapping| mapping.role);
            let may_hold_tickets =
                role == TableRole::Events && mapping.as_ref().is_some_and(may_name_tickets);
            let has_sign_up_day =
                mapping.is_some_and(|mapping| !sign_up_columns(&mapping).is_empty());
            let kind = sources
                .iter()
                .find(|one| one.source == load.source)
                .and_then(|one| SystemKind::parse(&one.kind));
            tables.push(Table {
                load,
                role,
                kind,
                has_sign_up_day,
                may_hold_tickets,
            });
        }
        let mut bought: BTreeMap<CustomerId, (NaiveDate, NaiveDate)> = BTreeMap::new();
        for one in &events.bought {
            let days = bought.entry(one.customer).or_insert((one.day, one.day));
            *days = (days.0.min(one.day), days.1.max(one.day));
        }
        let buyers = match run {
            Some(run) => store.customers_who_bought(run)?,
            None => Vec::new(),
        };
        Ok(Self {
            store,
            people,
            events,
            marks: Marks::read(store)?,
            tables,
            buyers,
            bought,
        })
    }

    /// The tables of a kind of system that tell of people.
    fn tables_of(&self, kind: SystemKind) -> impl Iterator<Item = &Table> {
        self.tables
            .iter()
            .filter(move |table| table.kind == Some(kind) && table.role != TableRole::Figures)
    }

    /// The tables some rows of which may be tickets: those of a support tool, and any that says so of its rows.
    fn tables_with_tickets(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter().filter(|table| {
            let is_of_support =
                table.kind == Some(SystemKind::Support) && table.role != TableRole::Figures;
            is_of_support || table.may_hold_tickets
        })
    }

    /// Everybody some tables know, in order.
    fn known_to<'t>(&self, tables: impl Iterator<Item = &'t Table>) -> Vec<CustomerId> {
        different(tables.flat_map(|table| {
            let rows = self.people.of_load(&table.load);
            rows.iter().map(|(_, customer)| *customer)
        }))
    }

    /// The days on which the tables of a kind of system were taken in.
    fn taken_in(&self, kind: SystemKind) -> Span {
        Span::of_loads(self.tables_of(kind).map(|table| &table.load))
    }

    fn is_buyer(&self, customer: CustomerId) -> bool {
        self.buyers.binary_search(&customer).is_ok()
    }

    /// What a table gave, such as `8 tickets`.
    fn input(&self, table: &Table, count: u64, what: &str) -> CheckInput {
        CheckInput {
            source: self.marks.of(table.load.source),
            table: table.load.table_name.clone(),
            gave: format!("{} {what}", grouped(count)),
            basis: Vec::new(),
        }
    }

    /// Source and table, as people call them.
    fn name(&self, table: &Table) -> String {
        let source = self.marks.of(table.load.source).name;
        format!("{source} · {}", table.load.table_name)
    }
}

impl Table {
    /// By what a table may be known: its own name and that of its file and sheet.
    fn names(&self) -> String {
        let sheet = self.load.sheet.as_deref().unwrap_or_default();
        format!("{} {} {sheet}", self.load.table_name, self.load.file)
    }

    /// Whether a row is a ticket: all of a support tool are, and any that says so itself.
    fn is_ticket(&self, values: &[StandardValue]) -> bool {
        self.kind == Some(SystemKind::Support)
            || records::event_kind(values) == Some(EventKind::Ticket)
    }
}

/// Whether a mapping tells of rows that they are tickets, or what each is by a column of its own.
fn may_name_tickets(mapping: &Mapping) -> bool {
    let mut targets = mapping.columns.iter().filter_map(|one| one.target.as_ref());
    says_tickets(mapping) || targets.any(|target| target.attribute == Attribute::EventKind)
}

impl Counted {
    /// A check that these files cannot answer: why, and what would tell.
    fn not_known(mut self, why: &str, would_tell: &str) -> Self {
        self.sentence = format!("Cannot be known from these files: {why}");
        self.unknown.push(would_tell.to_owned());
        self
    }

    /// Names the people behind it, in the order of their ids: all by number, the first with why.
    fn name_people(&mut self, people: impl IntoIterator<Item = (CustomerId, String)>) {
        let mut people: Vec<(CustomerId, String)> = people.into_iter().collect();
        people.sort();
        self.people_total = people.len() as u64;
        self.behind = people.iter().map(|(customer, _)| customer.0).collect();
        // A person may be named for two reasons.
        self.behind.dedup();
        self.people = people
            .into_iter()
            .take(MOST_PEOPLE)
            .map(|(customer, why)| CheckPerson {
                customer: customer.label(),
                why,
            })
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::CustomerId;

    use super::{Counted, MOST_PEOPLE};

    #[test]
    fn all_who_are_named_are_behind_it_each_once() {
        let mut one = Counted::default();
        let numbers: Vec<i64> = (1..).take(MOST_PEOPLE + 5).collect();
        // The second is named for two reasons.
        let named = numbers.iter().rev().chain([&2]);
        one.name_people(named.enumerate().map(|(why, number)| {
            let customer = CustomerId(*number);
            (customer, format!("reason {why}"))
        }));
        assert_eq!(one.people.len(), MOST_PEOPLE);
        assert_eq!(one.behind, numbers);
    }
}
