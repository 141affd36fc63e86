//! People whom sales and support deal with at once.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rollcall_checks::{Ratio, TeamTouch, in_both, is_closed};
use rollcall_model::{Attribute, RecordId, StandardValue, SystemKind, TableRole, grouped};

use super::super::span::Span;
use super::super::{Counted, counted, line};
use super::{Systems, Table};
use crate::message_rows::MessageTable;
use crate::records::{self, day_of};
use crate::view::{CheckInput, CheckLine, CheckPicture};
use crate::{EngineError, deals_told_again};

/// A deal and a ticket no further apart than so many days are known to be of one story.
pub(super) fn count(systems: &Systems<'_>, apart: u32) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: "sales".into(),
        definition: format!(
            "People with a deal or another activity of sales and a ticket no more than {apart} days apart, of all who opened a ticket: support should know what sales told them. Something is open where its own status does not say that it is closed, won, lost or solved."
        ),
        ..Counted::default()
    };
    let with_tickets = systems.tables_with_tickets();
    let (tickets, of_tickets) = touches(systems, with_tickets, "tickets", Table::is_ticket)?;
    let of_sales = systems.tables_of(SystemKind::Crm);
    let (activities, of_activities) =
        touches(systems, of_sales, "activities of sales", |table, values| {
            !table.is_ticket(values)
        })?;
    told.inputs = [of_activities, of_tickets].concat();
    let days = |touches: &[TeamTouch]| touches.iter().map(|one| one.day).collect::<Span>();
    told.window = format!(
        "Tickets {} and activities of sales {}, at most {apart} days apart.",
        days(&tickets).told(),
        days(&activities).told()
    );
    if tickets.is_empty() {
        return Ok(told.not_known(
            "no ticket of a known person is in them.",
            "An export of tickets with requester and day would tell.",
        ));
    }
    if activities.is_empty() {
        return Ok(told.not_known(
            "no deal or activity of a CRM is in them.",
            "An export of deals or activities of the CRM with contact and day would tell.",
        ));
    }
    Ok(answer(told, &activities, &tickets, apart))
}

fn answer(
    mut told: Counted,
    activities: &[TeamTouch],
    tickets: &[TeamTouch],
    apart: u32,
) -> Counted {
    let people = |touches: &[TeamTouch]| {
        let customers: BTreeSet<_> = touches.iter().map(|one| one.customer).collect();
        customers.len() as u64
    };
    let both = in_both(activities, tickets);
    let near: Vec<_> = both
        .iter()
        .filter(|one| one.apart <= i64::from(apart))
        .collect();
    let says = |touches: &[TeamTouch]| touches.iter().any(|one| one.is_open.is_some());
    let open = (says(activities) && says(tickets))
        .then(|| both.iter().filter(|one| one.is_open).count() as f64);
    let (found, among) = (near.len() as u64, people(tickets));
    told.sentence = format!(
        "{} of {} with a ticket had to do with sales within {apart} days of it.",
        grouped(found),
        counted(among, "person", "people"),
    );
    told.ratio = Some((Ratio { found, among }, "people with a ticket".into()));
    match open {
        Some(open) => {
            let _ = write!(
                told.sentence,
                " {} have something open with both.",
                grouped(open as u64)
            );
        }
        None => told.unknown.push("Who has something open with both cannot be known: deals, tickets or both have no status. A column with it would tell.".into()),
    }
    told.pictures.push(CheckPicture {
        kind: "bars".into(),
        title: "With whom both deal".into(),
        sentence: "People sales deals with, people with a ticket, and those who are both.".into(),
        columns: vec!["People".into()],
        lines: vec![
            line("With an activity of sales", [people(activities) as f64]),
            line("With a ticket", [among as f64]),
            line("With both", [both.len() as f64]),
            line(format!("With both within {apart} days"), [found as f64]),
            CheckLine {
                values: vec![open],
                ..line("With something open in both", [])
            },
        ],
    });
    told.name_people(near.into_iter().map(|one| {
        let open = if one.is_open {
            "; something is open with both"
        } else {
            ""
        };
        (
            one.customer,
            format!(
                "Sales last on {}, support last on {}; {} between the nearest of them{open}.",
                one.one,
                one.other,
                counted(one.apart.unsigned_abs(), "day", "days")
            ),
        )
    }));
    told
}

/// Whether a row is one of those that are meant.
type IsMeant = fn(&Table, &[StandardValue]) -> bool;

/// What some tables tell was done with whom, and which of them tell it.
fn touches<'t>(
    systems: &Systems<'_>,
    tables: impl Iterator<Item = &'t Table>,
    what: &str,
    is_meant: IsMeant,
) -> Result<(Vec<TeamTouch>, Vec<CheckInput>), EngineError> {
    let (mut all, mut inputs) = (Vec::new(), Vec::new());
    let told_again = deals_told_again::rows(systems.store)?;
    for table in tables {
        let count = add_touches(systems, table, (&told_again, is_meant), &mut all)?;
        if count > 0 {
            inputs.push(systems.input(table, count, what));
        }
    }
    Ok((all, inputs))
}

/// Adds what the rows of a table tell, and says how many told something.
fn add_touches(
    systems: &Systems<'_>,
    table: &Table,
    (told_again, is_meant): (&BTreeSet<RecordId>, IsMeant),
    all: &mut Vec<TeamTouch>,
) -> Result<u64, EngineError> {
    let mut rows = 0;
    if !matches!(table.role, TableRole::Events | TableRole::Customers) {
        return Ok(rows);
    }
    let messages = MessageTable::read(systems.store, &table.load)?;
    systems
        .store
        .visit_standard::<EngineError>(&table.load, |record| {
            if told_again.contains(&record.record) || !is_meant(table, &record.values) {
                return Ok(ControlFlow::Continue(()));
            }
            let values = &record.values;
            // A campaign's message is nothing somebody in sales did.
            let is_other = table.kind == Some(SystemKind::Crm)
                && table.role == TableRole::Events
                && messages.row(values).is_some();
            let customer = systems.people.customer_of(record.record);
            let is_open = records::first(values, &Attribute::EventStatus)
                .and_then(is_closed)
                .map(|closed| !closed);
            if let Some(customer) = customer.filter(|_| !is_other) {
                let days = days(values, table.role);
                rows += u64::from(!days.is_empty());
                all.extend(days.into_iter().map(|day| TeamTouch {
                    customer,
                    day,
                    is_open,
                }));
            }
            Ok(ControlFlow::Continue(()))
        })?;
    Ok(rows)
}

/// The days of a row: when it happened and when it last changed; of a contact when sales last had to do
/// with them, as the CRM sums it up.
fn days(values: &[StandardValue], role: TableRole) -> Vec<NaiveDate> {
    const OF_EVENTS: &[Attribute] = &[
        Attribute::EventTime,
        Attribute::CreatedAt,
        Attribute::UpdatedAt,
        Attribute::LastActiveAt,
    ];
    let attributes = match role {
        TableRole::Events => OF_EVENTS,
        _ => &[Attribute::LastActiveAt],
    };
    let days = attributes.iter();
    days.filter_map(|one| records::first(values, one).and_then(day_of))
        .collect()
}
