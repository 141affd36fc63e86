//! Whether those who ask support for help are known as buyers.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rollcall_checks::{Ratio, Requester, Unlinked, is_dialled};
use rollcall_model::{Attribute, CustomerId, RecordId, StandardValue, TableRole, grouped};

use super::super::span::Span;
use super::super::{Counted, counted, line};
use super::Systems;
use crate::view::CheckPicture;
use crate::{EngineError, records};

/// Whoever opened a ticket: a customer, or a row nobody is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Customer(CustomerId),
    Row(RecordId),
}

pub(super) fn count(systems: &Systems<'_>) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: "support".into(),
        definition: "People who opened a ticket and are tied to no purchase, by any identifier there is, of all who opened a ticket. Each has one reason. Who is tied to none may never have bought, or bought under something the ticket does not tell.".into(),
        ..Counted::default()
    };
    let mut requesters: BTreeMap<Who, Requester> = BTreeMap::new();
    let mut days = Vec::new();
    for table in systems.tables_with_tickets() {
        if table.role != TableRole::Events {
            continue;
        }
        let mut tickets = 0;
        systems
            .store
            .visit_standard::<EngineError>(&table.load, |record| {
                if !table.is_ticket(&record.values) {
                    return Ok(ControlFlow::Continue(()));
                }
                tickets += 1;
                let time = records::first(&record.values, &Attribute::EventTime)
                    .or_else(|| records::first(&record.values, &Attribute::CreatedAt));
                days.extend(time.and_then(records::day_of));
                let customer = systems.people.customer_of(record.record);
                let who = customer.map_or(Who::Row(record.record), Who::Customer);
                let one = requesters.entry(who).or_insert(Requester {
                    is_buyer: customer.is_some_and(|one| systems.is_buyer(one)),
                    has_email: false,
                    has_phone: false,
                });
                let has = |attribute| records::first(&record.values, attribute).is_some();
                one.has_email |= has(&Attribute::Email);
                one.has_phone |= has(&Attribute::Phone) || has_number_as_name(&record.values);
                Ok(ControlFlow::Continue(()))
            })?;
        if tickets > 0 {
            told.inputs.push(systems.input(table, tickets, "tickets"));
        }
    }
    told.window = format!(
        "All tickets that are loaded, {}, and all purchases, {}.",
        days.into_iter().collect::<Span>().told(),
        Span::of_purchases(systems.events).told()
    );
    told.inputs.extend(systems.events.purchases.iter().cloned());
    if requesters.is_empty() {
        return Ok(told.not_known(
            "no ticket is in them.",
            "An export of tickets with the requester's e-mail or telephone would tell.",
        ));
    }
    if systems.buyers.is_empty() {
        return Ok(told.not_known(
            "nobody in them is known to have bought.",
            "An export of orders with address or telephone and day would tell.",
        ));
    }
    Ok(answer(told, &requesters))
}

fn answer(mut told: Counted, requesters: &BTreeMap<Who, Requester>) -> Counted {
    let of = |reason: Unlinked| {
        let all = requesters.values();
        all.filter(|one| one.unlinked() == Some(reason)).count() as u64
    };
    let among = requesters.len() as u64;
    let found: u64 = Unlinked::ALL.into_iter().map(of).sum();
    told.sentence = format!(
        "{} of {} who opened a ticket are known to have bought; {} are tied to no purchase.",
        grouped(among - found),
        counted(among, "person", "people"),
        grouped(found)
    );
    told.ratio = Some((Ratio { found, among }, "people who opened a ticket".into()));
    told.pictures.push(CheckPicture {
        kind: "bars".into(),
        title: "Why not".into(),
        sentence: "People who opened a ticket and are tied to no purchase, by the reason.".into(),
        columns: vec!["People".into()],
        lines: Unlinked::ALL
            .into_iter()
            .map(|reason| line(reason.label(), [of(reason) as f64]))
            .collect(),
    });
    let nobody = of_rows(requesters);
    told.name_people(requesters.iter().filter_map(|(who, one)| match who {
        Who::Customer(customer) => Some((*customer, format!("{}.", one.unlinked()?.label()))),
        Who::Row(_) => None,
    }));
    if nobody > 0 {
        told.unknown.push(format!(
            "Who opened {} cannot be known: nothing on {} names anybody.",
            counted(nobody, "ticket", "tickets"),
            if nobody == 1 { "it" } else { "them" }
        ));
    }
    told
}

fn of_rows(requesters: &BTreeMap<Who, Requester>) -> u64 {
    let rows = requesters.keys().filter(|who| matches!(who, Who::Row(_)));
    rows.count() as u64
}

/// Whether a telephone stands where the name of the requester should.
fn has_number_as_name(values: &[StandardValue]) -> bool {
    const NAMES: [Attribute; 3] = [
        Attribute::FullName,
        Attribute::GivenName,
        Attribute::FamilyName,
    ];
    let mut names = values
        .iter()
        .filter(|value| NAMES.contains(&value.target.attribute));
    names.any(|value| is_dialled(&value.raw))
}
