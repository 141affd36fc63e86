//! What the rows of a customer tell, row by row; purchases are put together before.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{OrderState, TouchColumn, channel, is_closed};
use rollcall_model::{
    Attribute, ConsentState, Moment, RecordId, StandardValue, SystemKind, TableRole, ValueState,
    in_time, said_at,
};
use rollcall_standardise::event_kind::EventKind;
use rollcall_store::StandardRecord;

use super::entry::{Entry, Kind};
use super::gathered::{Gathered, TableOfOne};
use super::messages::{Message, Messages};
use super::words::{self, joined, money, quoted};
use crate::consent_statements::CHANNELS;
use crate::event_rows::order_state;
use crate::inventory::Marks;
use crate::lists::{Purchase, cents, said};
use crate::records::{self, first, gives_back};
use crate::said_no::is_request;

/// What a customer's rows tell, and what of it the summary asks for.
#[derive(Default)]
pub(super) struct Happenings {
    pub(super) entries: Vec<Entry>,
    pub(super) last_message: Option<Message>,
    pub(super) tickets: Vec<Ticket>,
    /// The latest day on which a list of people says that they bought, and the source.
    pub(super) summed_up: Option<(String, String)>,
}

/// A ticket over its rows.
pub(super) struct Ticket {
    /// Nothing where no status is told.
    pub(super) is_open: Option<bool>,
    latest: String,
    /// Where it stands among the entries.
    entry: usize,
    /// Its end, once a row tells it.
    closing: Option<Entry>,
}

/// A row and its table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) table: &'a TableOfOne,
    pub(super) record: &'a StandardRecord,
}

impl<'a> Row<'a> {
    pub(super) fn values(self) -> &'a [StandardValue] {
        &self.record.values
    }

    fn first(self, attribute: &'a Attribute) -> Option<&'a str> {
        first(&self.record.values, attribute)
    }

    /// When it happened, as checks and lists date such rows.
    pub(super) fn time(self) -> Option<&'a str> {
        self.first(&Attribute::EventTime)
            .or_else(|| self.first(&Attribute::CreatedAt))
    }

    fn campaign(self) -> Option<String> {
        quoted(self.first(&Attribute::Campaign))
    }

    pub(super) fn entry(self, kind: Kind, time: &str, sentence: String) -> Entry {
        Entry {
            kind,
            time: time.to_owned(),
            sentence,
            sources: vec![self.table.load.source],
            records: vec![self.record.record],
        }
    }
}

impl Happenings {
    pub(super) fn read(gathered: &Gathered, purchases: &[Purchase], marks: &Marks) -> Self {
        let mut told = Self::default();
        let orders = purchases.iter().flat_map(|one| &one.told_by);
        let of_orders: BTreeSet<RecordId> = orders
            .flat_map(|order| order.records.iter().copied())
            .collect();
        for purchase in purchases {
            told.entries.extend(entry_of(purchase, marks));
        }
        let mut messages = Messages::default();
        for table in &gathered.tables {
            let source = marks.of(table.load.source).name;
            let mut tickets = BTreeMap::new();
            for record in &table.records {
                let row = Row { table, record };
                let before = told.entries.len();
                told.add_consents(row);
                told.add_sign_up(row);
                if table.role == TableRole::Events {
                    told.add_ad_click(row);
                    let is_told = told.entries.len() > before;
                    if !of_orders.contains(&record.record) {
                        told.add_event(row, is_told, &mut tickets, &mut messages);
                    }
                } else if table.role == TableRole::Customers {
                    told.add_seen(row, &source);
                }
            }
        }
        told.add_messages(messages, &gathered.tell_openings);
        told.add_closings();
        told
    }

    /// What the row of an event tells, unless it is of an order.
    fn add_event<'a>(
        &mut self,
        row: Row<'a>,
        is_told: bool,
        tickets: &mut BTreeMap<String, usize>,
        messages: &mut Messages<'a>,
    ) {
        let Some(time) = row.time() else { return };
        let kind = (row.table.kind, records::event_kind(row.values()));
        if gives_back(row.values()) && order_state(row.values()) == OrderState::Real {
            let sentence = refund(row);
            self.entries.push(row.entry(Kind::Refund, time, sentence));
        } else if let Some(message) = row.table.messages.row(row.values()) {
            let whose = (row.table.load.source, message.campaign);
            messages.add(whose, message.minute, message.sign, row);
        } else if is_ticket(kind) {
            self.add_ticket(row, time, tickets);
        } else if is_visit(kind) {
            let sentence = visit(row);
            self.entries.push(row.entry(Kind::Visit, time, sentence));
        } else if !is_told {
            self.add_other(row);
        }
    }

    /// Something that is none of the others.
    pub(super) fn add_other(&mut self, row: Row<'_>) {
        if let Some(time) = row.time() {
            let sentence = other(row);
            self.entries.push(row.entry(Kind::Other, time, sentence));
        }
    }

    /// A ticket; a further row of the same one tells how it stands by then.
    fn add_ticket(&mut self, row: Row<'_>, time: &str, known: &mut BTreeMap<String, usize>) {
        let status = row.first(&Attribute::EventStatus);
        let is_open = status.and_then(is_closed).map(|is_closed| !is_closed);
        let key = row.first(&Attribute::RecordKey);
        let place = key.and_then(|key| known.get(key)).copied();
        let Some(ticket) = place.and_then(|place| self.tickets.get_mut(place)) else {
            if let Some(key) = key {
                known.insert(key.to_owned(), self.tickets.len());
            }
            let closed = row.table.closed_at(row.record.record);
            // Without a status the day it was closed says how it stands.
            let is_open = is_open.or(closed.is_some().then_some(false));
            self.tickets.push(Ticket {
                is_open,
                latest: time.to_owned(),
                entry: self.entries.len(),
                closing: None,
            });
            let sentence = ticket_sentence(row, is_open);
            self.entries.push(row.entry(Kind::Ticket, time, sentence));
            self.note_closing(row, self.tickets.len() - 1);
            return;
        };
        let is_later = in_time(time, &ticket.latest).is_ge();
        if is_later {
            time.clone_into(&mut ticket.latest);
            ticket.is_open = is_open.or(ticket.is_open);
        }
        if let Some(entry) = self.entries.get_mut(ticket.entry) {
            entry.records.push(row.record.record);
            if in_time(time, &entry.time).is_lt() {
                time.clone_into(&mut entry.time);
            }
            if is_later {
                entry.sentence = ticket_sentence(row, ticket.is_open);
            }
        }
        if let Some(place) = place {
            self.note_closing(row, place);
        }
    }

    /// When a ticket was closed, as a row tells it; of several rows the last time holds.
    fn note_closing(&mut self, row: Row<'_>, place: usize) {
        let closed = row.table.closed_at(row.record.record);
        let (Some(closed), Some(ticket)) = (closed, self.tickets.get_mut(place)) else {
            return;
        };
        if let Some(entry) = &mut ticket.closing {
            entry.records.push(row.record.record);
            if in_time(&closed, &entry.time).is_gt() {
                entry.time = closed;
            }
            return;
        }
        let sentence = format!("{} was closed", ticket_name(row));
        ticket.closing = Some(row.entry(Kind::Ticket, &closed, sentence));
    }

    /// Tells the ends of tickets, once all rows are read: a ticket that was opened again has an end no more, in whichever
    /// order its rows stand.
    fn add_closings(&mut self) {
        for ticket in &mut self.tickets {
            if ticket.is_open != Some(true) {
                self.entries.extend(ticket.closing.take());
            }
        }
    }

    /// That somebody came by an advertisement, with the id its platform gave the click.
    fn add_ad_click(&mut self, row: Row<'_>) {
        let cells = row.table.cells(row.record.record);
        let is_click =
            said(&row.table.touches, cells).any(|(column, _)| column == TouchColumn::ClickId);
        if let Some(time) = row.first(&Attribute::EventTime).filter(|_| is_click) {
            let sentence = joined([Some("Came by an advertisement".to_owned()), row.campaign()]);
            self.entries.push(row.entry(Kind::AdClick, time, sentence));
        }
    }

    fn add_sign_up(&mut self, row: Row<'_>) {
        let sign_ups = row.table.sign_ups.as_ref();
        if let Some(time) = sign_ups.and_then(|sign_ups| sign_ups.time(row.values())) {
            let sentence = "Signed up".to_owned();
            self.entries.push(row.entry(Kind::SignUp, time, sentence));
        }
    }

    /// What a list of people tells of when they came and were there last.
    fn add_seen(&mut self, row: Row<'_>, source: &str) {
        let created = row.first(&Attribute::CreatedAt);
        if let Some(time) = created.filter(|_| row.table.sign_ups.is_none()) {
            let sentence = format!("Known to {source} since then");
            self.entries
                .push(row.entry(Kind::FirstSeen, time, sentence));
        }
        if let Some(time) = row.first(&Attribute::LastActiveAt) {
            let sentence = format!("Last active, as {source} tells");
            self.entries.push(row.entry(Kind::LastSeen, time, sentence));
        }
        if let Some(time) = row.first(&Attribute::LastPurchaseAt) {
            let sentence = format!("Bought last, as {source} sums it up");
            self.entries.push(row.entry(Kind::LastSeen, time, sentence));
            let is_later = self
                .summed_up
                .as_ref()
                .is_none_or(|(last, _)| in_time(time, last).is_gt());
            if is_later {
                self.summed_up = Some((time.to_owned(), source.to_owned()));
            }
        }
    }

    /// Permissions that were given or withdrawn on a day that is told; one without a day is no event.
    fn add_consents(&mut self, row: Row<'_>) {
        let origin = row.first(&Attribute::ConsentSource).map(str::to_owned);
        for value in row.values() {
            let channel = &value.target.attribute;
            if value.state != ValueState::Valid || !CHANNELS.contains(channel) {
                continue;
            }
            let is_deletion = *channel == Attribute::DeletionRequest;
            let Some((kind, what)) = consent(channel, &value.value) else {
                continue;
            };
            // A request to be deleted is often told by its day.
            let own = Some(value.value.as_str())
                .filter(|text| is_deletion && Moment::read(text).is_some());
            if let Some(time) = own.or_else(|| said_at(row.values(), &value.value)) {
                let sentence = joined([Some(what), origin.clone()]);
                self.entries.push(row.entry(kind, time, sentence));
            }
        }
    }
}

/// The entry of a purchase; nothing where no row of it tells a time.
fn entry_of(purchase: &Purchase, marks: &Marks) -> Option<Entry> {
    let mut sources = Vec::new();
    for order in &purchase.told_by {
        if !sources.contains(&order.source) {
            sources.push(order.source);
        }
    }
    let records = purchase.told_by.iter().flat_map(|one| &one.records);
    Some(Entry {
        kind: Kind::Purchase,
        time: purchase.time()?.to_owned(),
        sentence: words::purchase(purchase, marks),
        sources,
        records: records.copied().collect(),
    })
}

/// What a state of a channel is in words, and whether it gives or takes.
fn consent(channel: &Attribute, state: &str) -> Option<(Kind, String)> {
    if *channel == Attribute::DeletionRequest {
        let asked = "Asked to be deleted".to_owned();
        return is_request(state).then_some((Kind::ConsentWithdrawn, asked));
    }
    let (kind, what) = match ConsentState::parse(state)? {
        ConsentState::OptedIn => (Kind::ConsentGiven, "given"),
        ConsentState::OptedOut => (Kind::ConsentWithdrawn, "withdrawn or refused"),
        ConsentState::Complained => (
            Kind::ConsentWithdrawn,
            "taken back: a message was reported as spam",
        ),
        ConsentState::Pending => (Kind::Other, "waits for confirmation"),
        ConsentState::Never => (Kind::Other, "was never given"),
        ConsentState::Undeliverable => (Kind::Other, "of no use: messages come back"),
    };
    Some((kind, format!("{} {what}", channel.label())))
}

fn refund(row: Row<'_>) -> String {
    let amount = row.first(&Attribute::Amount).unwrap_or_default();
    let told = cents(amount.strip_prefix('-').unwrap_or(amount)).unwrap_or(0);
    let in_column = (row.table.given_back(row.record.record) * 100.0).round() as i64;
    let currency = row.first(&Attribute::Currency).unwrap_or_default();
    let back = match told.max(in_column) {
        0 => "Money or goods given back".to_owned(),
        back => format!("{} given back", money(back, &currency.to_uppercase())),
    };
    let order = row.first(&Attribute::OrderId);
    joined([
        Some(back),
        order.map(|number| format!("for order {number}")),
    ])
}

fn ticket_name(row: Row<'_>) -> String {
    match row.campaign() {
        Some(subject) => format!("Ticket {subject}"),
        None => "Ticket".to_owned(),
    }
}

fn ticket_sentence(row: Row<'_>, is_open: Option<bool>) -> String {
    let state = is_open.map(|is_open| if is_open { "open" } else { "closed" });
    joined([Some(ticket_name(row)), state.map(str::to_owned)])
}

/// By the kind of its source or by its own.
fn is_ticket((source, own): (Option<SystemKind>, Option<EventKind>)) -> bool {
    source == Some(SystemKind::Support) || own == Some(EventKind::Ticket)
}

/// The same of a visit.
fn is_visit((source, own): (Option<SystemKind>, Option<EventKind>)) -> bool {
    own == Some(EventKind::Visit)
        || matches!(
            source,
            Some(SystemKind::Website | SystemKind::Analytics | SystemKind::App)
        )
}

fn visit(row: Row<'_>) -> String {
    let by_way = [TouchColumn::Source, TouchColumn::Medium];
    let tells_way = by_way.into_iter().any(|column| row.table.has(column));
    let cells = row.table.cells(row.record.record);
    let text = |wanted: TouchColumn| {
        let mut told = row.table.touches.iter();
        told.find(|(_, column)| *column == wanted)
            .and_then(|(place, _)| cells.get(*place))
            .map_or("", |cell| cell.text.as_str())
    };
    let has_click_id =
        said(&row.table.touches, cells).any(|(column, _)| column == TouchColumn::ClickId);
    let way = tells_way.then(|| {
        let (source, medium) = (text(TouchColumn::Source), text(TouchColumn::Medium));
        format!("came by: {}", channel(source, medium, has_click_id))
    });
    let what = row.first(&Attribute::EventKind).map(str::to_owned);
    joined([Some("Visit".to_owned()), what, row.campaign(), way])
}

/// Something that is none of the others, as far as its row names it.
fn other(row: Row<'_>) -> String {
    let table = || format!("A row of {}", row.table.load.table_name);
    let what = row.first(&Attribute::EventKind).map(str::to_owned);
    let status = row.first(&Attribute::EventStatus).map(str::to_owned);
    let product = row.first(&Attribute::Product).map(str::to_owned);
    joined([
        Some(what.unwrap_or_else(table)),
        row.campaign(),
        product,
        status,
    ])
}

#[cfg(test)]
mod tests {
    use super::{Entry, Happenings, Kind, Ticket};

    #[test]
    fn a_ticket_that_was_opened_again_is_not_told_to_have_ended() {
        let ticket = |is_open| Ticket {
            is_open,
            latest: "2026-03-08".into(),
            entry: 0,
            closing: Some(Entry {
                kind: Kind::Ticket,
                time: "2026-03-05".into(),
                sentence: "Ticket was closed".into(),
                sources: Vec::new(),
                records: Vec::new(),
            }),
        };
        for (is_open, ends) in [(Some(true), 0), (Some(false), 1), (None, 1)] {
            let mut told = Happenings {
                tickets: vec![ticket(is_open)],
                ..Happenings::default()
            };
            told.add_closings();
            assert_eq!(told.entries.len(), ends, "{is_open:?}");
        }
    }
}
