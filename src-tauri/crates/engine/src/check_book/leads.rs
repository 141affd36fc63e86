//! What is known of open leads before a call, and which source has it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use rollcall_checks::{LeadContext, LeadField, MessageSign, Ratio, TouchColumn, is_lead_column};
use rollcall_model::{TableRole, grouped};
use rollcall_standardise::boolean;
use rollcall_store::{Store, StoredLoad};

use super::people::People;
use super::span::Span;
use super::{Counted, MOST_PEOPLE, counted, line};
use crate::EngineError;
use crate::event_rows::{holds_tickets, kind_of};
use crate::inventory::Marks;
use crate::message_rows::{MessageTable, may_log_messages};
use crate::told_columns::{says_done, told_columns, touch_columns};
use crate::view::{CheckInput, CheckPerson, CheckPicture};

const NOBODY: &str = "no source has it";

/// What a column tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// How far a lead has come.
    Lead,
    Field(LeadField),
}

/// Everything the check is made from.
#[derive(Default)]
struct Seen {
    context: LeadContext,
    /// Tables with leads, and how many rows say how far one has come.
    leads: Vec<CheckInput>,
    /// Tables with a field, told as source and table.
    having: BTreeMap<LeadField, BTreeSet<String>>,
    told: Vec<CheckInput>,
}

pub(super) fn count(store: &Store, people: &People) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: "leads".into(),
        definition: "Open leads of whom no file tells a page visited, an e-mail opened, time spent, a feature used or a ticket opened, of all open leads. A lead is open by the word in the column of its status or stage, and not where another row says that it is won, lost or a customer; columns are known by their headers.".into(),
        ..Counted::default()
    };
    let seen = read(store, people)?;
    let sheet = seen.context.sheet();
    told.inputs = [seen.leads, seen.told].concat();
    if sheet.leads == 0 {
        told.sentence = "Cannot be known from these files: no open lead is in them.".into();
        told.unknown.push("An export of the CRM's contacts with the lead status or lifecycle stage would tell who is an open lead.".into());
    } else {
        let blind = sheet.blind.len() as u64;
        told.sentence = format!(
            "Of {} of {} nothing is known before a call.",
            grouped(blind),
            counted(sheet.leads, "open lead", "open leads"),
        );
        let ratio = Ratio {
            found: blind,
            among: sheet.leads,
        };
        told.ratio = Some((ratio, "open leads".into()));
    }
    let taken_in = Span::of_loads(&store.current_loads()?);
    told.window = format!("Everything that is loaded, taken in {}.", taken_in.told());
    let mut lines = Vec::new();
    for field in LeadField::ALL {
        let known = sheet.known.get(&field).copied().unwrap_or(0);
        let having = seen.having.get(&field);
        let mut one = line(field.label(), [known as f64, sheet.leads as f64]);
        match having {
            Some(tables) => {
                one.note = format!(
                    "in {}",
                    tables.iter().cloned().collect::<Vec<_>>().join(", ")
                );
            }
            None => {
                // What no source has is not nought of so many.
                one.values = vec![None, Some(sheet.leads as f64)];
                NOBODY.clone_into(&mut one.note);
                told.unknown.push(format!(
                    "{}: {NOBODY}; {} would tell.",
                    field.label(),
                    field.would_tell()
                ));
            }
        }
        if sheet.leads == 0 {
            one.values = vec![None, None];
        }
        lines.push(one);
    }
    told.pictures.push(CheckPicture {
        kind: "table".into(),
        title: "What is known of an open lead".into(),
        sentence: "For each thing a caller would like to know: how many open leads it is known of, and in which source; what no source has stays blank.".into(),
        columns: vec!["Open leads with it".into(), "Open leads".into()],
        lines,
    });
    told.people_total = sheet.blind.len() as u64;
    told.people = sheet
        .blind
        .iter()
        .take(MOST_PEOPLE)
        .map(|one| CheckPerson {
            customer: one.label(),
            why: "An open lead of whom no visit, opened e-mail, time, feature or ticket is known."
                .into(),
        })
        .collect();
    told.behind = sheet.blind.into_iter().map(|one| one.0).collect();
    Ok(told)
}

fn read(store: &Store, people: &People) -> Result<Seen, EngineError> {
    let marks = Marks::read(store)?;
    let mut seen = Seen::default();
    for load in store.current_loads()? {
        let columns = columns(store, &load)?;
        let has_column = columns
            .iter()
            .any(|(_, tells)| matches!(tells, Tells::Field(LeadField::Opened)));
        let openings = openings(store, &load, has_column)?;
        let has_tickets = are_tickets(store, &load)?;
        let mut found: BTreeMap<Option<LeadField>, u64> = BTreeMap::new();
        if !columns.is_empty() {
            seen.read_columns((store, people), &load, &columns, &mut found)?;
        }
        if let Some(messages) = openings {
            seen.read_openings((store, people), &load, messages, &mut found)?;
        }
        if has_tickets {
            seen.read_tickets((store, people), &load, &mut found)?;
        }
        let source = marks.of(load.source);
        let fields = columns.iter().filter_map(|(_, tells)| match tells {
            Tells::Field(field) => Some(*field),
            Tells::Lead => None,
        });
        let tickets = has_tickets.then_some(LeadField::Tickets);
        for field in fields
            .chain(openings.map(|_| LeadField::Opened))
            .chain(tickets)
        {
            let name = format!("{} · {}", source.name, load.table_name);
            seen.having.entry(field).or_default().insert(name);
        }
        for (field, count) in found {
            let what = field.map_or("rows with the stage of a lead".to_owned(), |field| {
                format!("rows with {}", field.label().to_lowercase())
            });
            let input = CheckInput {
                source: source.clone(),
                table: load.table_name.clone(),
                gave: format!("{} {what}", grouped(count)),
                basis: Vec::new(),
            };
            match field {
                None => seen.leads.push(input),
                Some(_) => seen.told.push(input),
            }
        }
    }
    Ok(seen)
}

/// A table whose rows say which messages were opened, by what happened in each or by its status; nothing for any other.
fn openings(
    store: &Store,
    load: &StoredLoad,
    has_column: bool,
) -> Result<Option<MessageTable>, EngineError> {
    let stored = store.mapping(load.table)?;
    if stored.is_none_or(|stored| stored.mapping.role != TableRole::Events) {
        return Ok(None);
    }
    let messages = MessageTable::read(store, load)?.beside(has_column);
    Ok(messages.tells_openings().then_some(messages))
}

/// Whether each row of a table is of a ticket.
fn are_tickets(store: &Store, load: &StoredLoad) -> Result<bool, EngineError> {
    let stored = store.mapping(load.table)?;
    let is_of_events = stored.is_some_and(|stored| stored.mapping.role == TableRole::Events);
    Ok(is_of_events && holds_tickets(store, load)?)
}

impl Seen {
    /// Notes who opened a ticket.
    fn read_tickets(
        &mut self,
        (store, people): (&Store, &People),
        load: &StoredLoad,
        found: &mut BTreeMap<Option<LeadField>, u64>,
    ) -> Result<(), EngineError> {
        store.visit_standard::<EngineError>(load, |record| {
            if let Some(customer) = people.customer_of(record.record) {
                *found.entry(Some(LeadField::Tickets)).or_default() += 1;
                self.context.add_known(customer, LeadField::Tickets);
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Notes what the cells of a table tell of people who are known.
    fn read_columns(
        &mut self,
        (store, people): (&Store, &People),
        load: &StoredLoad,
        columns: &[(usize, Tells)],
        found: &mut BTreeMap<Option<LeadField>, u64>,
    ) -> Result<(), EngineError> {
        let places: Vec<usize> = columns.iter().map(|(place, _)| *place).collect();
        store.visit_cells::<EngineError>(load, &places, |raw| {
            let Some(customer) = people.customer_of(raw.record) else {
                return Ok(ControlFlow::Continue(()));
            };
            for (place, tells) in columns {
                let cell = raw.cells.get(*place);
                let text = cell.map(|cell| cell.text.trim()).unwrap_or_default();
                match tells {
                    Tells::Lead if !text.is_empty() => {
                        *found.entry(None).or_default() += 1;
                        self.context.add_lead(customer, text);
                    }
                    Tells::Field(LeadField::Opened) if !says_done(text) => {}
                    Tells::Field(field) if boolean::says_so(text) => {
                        *found.entry(Some(*field)).or_default() += 1;
                        self.context.add_known(customer, *field);
                    }
                    _ => {}
                }
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Notes the rows of a table that are openings themselves, or whose status says that the message was opened.
    fn read_openings(
        &mut self,
        (store, people): (&Store, &People),
        load: &StoredLoad,
        messages: MessageTable,
        found: &mut BTreeMap<Option<LeadField>, u64>,
    ) -> Result<(), EngineError> {
        store.visit_standard::<EngineError>(load, |record| {
            let row = messages.row(&record.values);
            if row.is_some_and(|row| row.sign == MessageSign::Opened || row.is_opened())
                && let Some(customer) = people.customer_of(record.record)
            {
                *found.entry(Some(LeadField::Opened)).or_default() += 1;
                self.context.add_known(customer, LeadField::Opened);
            }
            Ok(ControlFlow::Continue(()))
        })
    }
}

/// The columns of a log of messages that tell which were opened, in whatever language.
fn opened_columns(store: &Store, load: &StoredLoad) -> Result<Vec<usize>, EngineError> {
    let kind = kind_of(store, load)?;
    let stored = store.mapping(load.table)?;
    if stored.is_none_or(|stored| !may_log_messages(kind, &stored.mapping)) {
        return Ok(Vec::new());
    }
    let columns = touch_columns(store, load)?.into_iter();
    Ok(columns
        .filter(|(_, column)| *column == TouchColumn::Opened)
        .map(|(place, _)| place)
        .collect())
}

fn columns(store: &Store, load: &StoredLoad) -> Result<Vec<(usize, Tells)>, EngineError> {
    let columns = told_columns(store, load)?;
    let headers: Vec<&str> = columns.iter().map(|(_, header)| *header).collect();
    let fields = LeadField::by_headers(&headers);
    // What is opened in a helpdesk is a ticket.
    let is_helpdesk = holds_tickets(store, load)?;
    let is_ticket =
        |header: &str| is_helpdesk && TouchColumn::by_header(header) == Some(TouchColumn::Opened);
    let opened = opened_columns(store, load)?;
    Ok(columns
        .into_iter()
        .zip(fields)
        .filter_map(|((place, header), field)| {
            let lead = is_lead_column(header).then_some(Tells::Lead);
            let field = field.filter(|_| !is_ticket(header));
            let of_message = opened.contains(&place).then_some(LeadField::Opened);
            let field = field.or(of_message).map(Tells::Field);
            Some((place, lead.or(field)?))
        })
        .collect())
}
