//! Everything the checks count, gathered in one pass over the events that are loaded.

mod last_purchases;
mod mail;
mod row_of_order;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::{Datelike as _, NaiveDate};
use rollcall_checks::{Campaigns, DIRECT, Groups, OrderState, TouchColumn, channel};
use rollcall_model::{Attribute, CustomerId, RecordId, SourceId, TableRole};
use rollcall_standardise::event_kind::EventKind;
use rollcall_store::{StandardRecord, Store, StoredLoad};

use super::clocks::{At, Zones};
use super::counted;
use super::people::People;
use super::takings::{OrderBook, RefundsTold, Takings, settle, takings_of};
use crate::event_rows::{Refunded, amount_of, holds_tickets, tables};
use crate::inventory::Marks;
use crate::message_rows::MessageTable;
use crate::records::{self, day_of};
use crate::row_reader;
use crate::told_columns::{says_done, touch_columns};
use crate::told_day::told_day;
use crate::value_map::said_to_happen;
use crate::view::CheckInput;
use crate::{EngineError, deals_told_again};
use last_purchases::LastPurchases;
pub(super) use mail::Mailing;
use mail::Mails;
use row_of_order::RowOfOrder;

/// A purchase that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bought {
    pub(super) customer: CustomerId,
    pub(super) at: At,
    pub(super) day: NaiveDate,
}

/// Somebody who placed an order, as their source knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Buyer {
    pub(super) source: i64,
    /// Stands for the account, address or number their source tells them apart by.
    pub(super) known_as: u64,
    pub(super) customer: CustomerId,
    /// The month of the order, counted from the beginning of the calendar.
    pub(super) month: i32,
    /// What became of the order.
    pub(super) state: OrderState,
}

/// The months until a day, from the beginning of the calendar.
pub(super) fn month_of(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

/// Something that reached a customer.
#[derive(Debug, Clone)]
pub(super) struct Touched {
    pub(super) customer: CustomerId,
    pub(super) at: At,
    /// The day its file writes.
    pub(super) day: NaiveDate,
    pub(super) channel: &'static str,
    pub(super) is_click: bool,
}

/// What the checks count.
#[derive(Debug, Default)]
pub(super) struct Events {
    pub(super) campaigns: Campaigns,
    /// In the order of customers, each minute of one once.
    pub(super) bought: Vec<Bought>,
    /// Who placed orders, each once a source, month and what became of the order.
    pub(super) buyers: Vec<Buyer>,
    pub(super) touched: Vec<Touched>,
    pub(super) mailings: BTreeMap<String, Mailing>,
    /// Whether any table tells of opened or clicked messages.
    pub(super) tells_opened: bool,
    /// Messages that were opened or clicked at a time no log tells.
    pub(super) untimed_reads: u64,
    /// The days on which a message of theirs was opened or clicked, as far as the log tells the day; else that of
    /// the message.
    pub(super) read_on: Vec<(CustomerId, NaiveDate)>,
    /// The days on which they visited.
    pub(super) visited_on: Vec<(CustomerId, NaiveDate)>,
    /// Who was put into a hashed audience, and when.
    pub(super) audience: BTreeMap<CustomerId, NaiveDate>,
    /// Who is in which audience, by the name of its table.
    pub(super) in_audience: Groups,
    pub(super) takings: Vec<Takings>,
    /// The sources that tell what was given back, in a column or by rows of its own.
    pub(super) tell_given_back: BTreeSet<i64>,
    /// What became of the refunds of each table.
    pub(super) refunds: Vec<RefundsTold>,
    /// The time zones of each table, by its source and name.
    pub(super) zones: BTreeMap<(i64, String), Zones>,
    pub(super) messages: Vec<CheckInput>,
    pub(super) purchases: Vec<CheckInput>,
    /// The lists of people that sum up when somebody bought last.
    pub(super) last_purchases: Vec<CheckInput>,
    pub(super) visits: Vec<CheckInput>,
    pub(super) audiences: Vec<CheckInput>,
}

/// The cells of one row that no attribute holds.
#[derive(Debug, Clone, Copy, Default)]
struct Extra {
    channel: Option<&'static str>,
    is_opened: bool,
    is_clicked: bool,
    /// The last day on which it was opened or clicked, where the cell tells one.
    read_on: Option<NaiveDate>,
}

/// What the rows of a table can be.
#[derive(Debug, Clone, Copy)]
struct TableSort {
    /// What they tell besides the attributes.
    tells: Tells,
    /// What its rows can tell of messages.
    messages: MessageTable,
    /// Whether every row of it is said to be a visit.
    are_visits: bool,
    source: i64,
}

/// How many rows of a table were what.
#[derive(Debug, Default)]
struct Found {
    visits: u64,
    audience: u64,
}

impl Events {
    /// Reads the events that are loaded; without people, only what is known without them.
    pub(super) fn read(store: &Store, people: &People) -> Result<Self, EngineError> {
        let mut events = Self::default();
        let marks = Marks::read(store)?;
        let mut mails = Mails::default();
        let mut last = LastPurchases::read(store, people, &marks)?;
        let (mut books, mut rows_by_book) = (Vec::new(), Vec::new());
        let told_again = deals_told_again::rows(store)?;
        for load in tables(store, TableRole::Events)? {
            let (extras, tells) = extra(store, &load)?;
            let mut refunded = Refunded::read(store, &load)?;
            let mut gives_back = refunded.is_told();
            let mapping = store.mapping(load.table)?.map(|stored| stored.mapping);
            let happening = mapping.as_ref().and_then(said_to_happen);
            let sort = TableSort {
                tells,
                messages: MessageTable::read(store, &load)?,
                are_visits: happening == Some(EventKind::Visit),
                source: load.source.0,
            };
            mails.begin(&load, tells);
            let mut zones = Zones::default();
            let mut found = Found::default();
            let mut orders = OrderBook::of(load.source, &load.table_name, amount_of(store, &load)?);
            let mut rows_of_orders = Vec::new();
            let mut extras = extras.iter().peekable();
            let mut whose = people.along(&load);
            store.visit_standard::<EngineError>(&load, |record| {
                if told_again.contains(&record.record) {
                    return Ok(ControlFlow::Continue(()));
                }
                // Both come in the order of the rows.
                while extras.next_if(|(one, _)| *one < record.record).is_some() {}
                let more = extras.next_if(|(one, _)| *one == record.record);
                let more = more.map(|(_, more)| *more).unwrap_or_default();
                let back = refunded.of(record.record);
                let customer = whose.customer_of(record.record);
                // An id that nobody can name makes no order somebody else's.
                let somebody = customer.filter(|one| people.counts(*one));
                orders.add(&record.values, back, somebody);
                gives_back = gives_back || records::gives_back(&record.values);
                zones.add(&record.values);
                if let Some(customer) = customer {
                    let row = RowOfOrder::read(customer, sort.source, &record.values, back);
                    rows_of_orders.extend(row);
                    let before = found.audience;
                    events.add(customer, &record, more, sort, &mut found, &mut mails);
                    if found.audience > before {
                        events.in_audience.add(&load.table_name, customer);
                    }
                }
                Ok(ControlFlow::Continue(()))
            })?;
            if gives_back {
                events.tell_given_back.insert(load.source.0);
            }
            let (unreadable, unread) = refunded.unread();
            orders.note_unread(unreadable, unread);
            books.push(orders);
            rows_by_book.push(rows_of_orders);
            let table = (load.source.0, load.table_name.clone());
            events.zones.insert(table, zones);
            let of = (load.source, load.table_name.as_str());
            for (list, count, what) in [
                (&mut events.visits, found.visits, "visits"),
                (
                    &mut events.audiences,
                    found.audience,
                    "people in an audience",
                ),
            ] {
                list.extend(input(&marks, of, count, what));
            }
        }
        mails.hand_over(&mut events, &marks);
        // Money given back in one table can be that of an order in another.
        settle(&mut books);
        events.refunds = books.iter().filter_map(OrderBook::refunds_told).collect();
        let tied_to = events.refunds.iter().flat_map(|one| &one.tied_to);
        events.tell_given_back.extend(tied_to);
        for (book, rows) in books.iter().zip(rows_by_book) {
            let (source, table) = book.table();
            for row in &rows {
                last.note_order(row.customer, row.day);
            }
            let held = events.add_orders(source.0, rows, book);
            let told = input(&marks, (source, table), held, "rows of purchases");
            events.purchases.extend(told);
        }
        events.last_purchases = last.hand_over(&mut events.campaigns);
        events.takings = takings_of(&books);
        events.bought.sort_unstable();
        // One instant, whichever day each clock shows.
        events
            .bought
            .dedup_by_key(|one| (one.customer, one.at.minute));
        events.buyers.sort_unstable();
        events.buyers.dedup();
        Ok(events)
    }

    /// Says of how many messages it is known that they were opened or clicked, but not when.
    pub(super) fn untimed(&self) -> Option<String> {
        (self.untimed_reads > 0).then(|| {
            format!(
                "{} opened or clicked at a time no send log tells: each counts as at the time it was sent.",
                counted(self.untimed_reads, "message was", "messages were")
            )
        })
    }

    /// Notes the orders of a table, once all of their rows are read, and how many rows are of purchases that hold: a
    /// row of an order that does not hold often has no status itself.
    fn add_orders(&mut self, source: i64, rows: Vec<RowOfOrder>, book: &OrderBook) -> u64 {
        let mut purchases = 0;
        for row in rows {
            let state = row.state(book);
            self.buyers.extend(row.known_as.map(|known_as| Buyer {
                source,
                known_as,
                customer: row.customer,
                month: month_of(row.day),
                state,
            }));
            let Some(held) = row.held.filter(|_| state == OrderState::Real) else {
                continue;
            };
            purchases += 1;
            self.campaigns.add_purchase(
                row.customer,
                row.day,
                held.at.and_then(At::hour),
                held.email,
            );
            self.bought.extend(held.at.map(|at| Bought {
                customer: row.customer,
                at,
                day: row.day,
            }));
        }
        purchases
    }

    fn add(
        &mut self,
        customer: CustomerId,
        record: &StandardRecord,
        more: Extra,
        sort: TableSort,
        found: &mut Found,
        mails: &mut Mails,
    ) {
        let values = &record.values;
        let email = records::first(values, &Attribute::Email);
        let time = records::first(values, &Attribute::EventTime);
        // A purchase is noted once all rows of its order are read.
        if records::purchase_time(values).is_some() {
            return;
        }
        let message = sort.messages.row(values);
        if let Some(row) = message.filter(|_| !sort.tells.channel) {
            mails.add(customer, record, row, more);
        } else if sort.tells.channel {
            let at = time.and_then(|time| At::read(time, sort.source));
            if let Some((at, day)) = at.zip(time.and_then(day_of)) {
                found.visits += 1;
                self.visited_on.push((customer, day));
                self.touched.push(Touched {
                    customer,
                    at,
                    day,
                    channel: more.channel.unwrap_or(DIRECT),
                    is_click: true,
                });
            }
        } else if sort.are_visits
            && let Some(day) = time.and_then(day_of)
        {
            found.visits += 1;
            self.visited_on.push((customer, day));
        } else if records::first(values, &Attribute::HashedEmail).is_some()
            && email.is_none()
            && let Some(day) = time.and_then(day_of)
        {
            found.audience += 1;
            let since = self.audience.entry(customer).or_insert(day);
            *since = (*since).min(day);
        }
    }
}

/// What a table gave, where it gave any.
fn input(
    marks: &Marks,
    (source, table): (SourceId, &str),
    count: u64,
    what: &str,
) -> Option<CheckInput> {
    (count > 0).then(|| CheckInput {
        source: marks.of(source),
        table: table.to_owned(),
        gave: format!("{} {what}", rollcall_model::grouped(count)),
        basis: Vec::new(),
    })
}

/// The cells no attribute holds, in the order of records, and what the table tells.
type Extras = (Vec<(RecordId, Extra)>, Tells);

/// What a table tells beside its attributes.
#[derive(Debug, Clone, Copy, Default)]
struct Tells {
    /// By which way a visit came: its rows are visits.
    channel: bool,
    /// Which messages were opened.
    opened: bool,
    /// Which messages were clicked.
    clicked: bool,
}

fn extra(store: &Store, load: &StoredLoad) -> Result<Extras, EngineError> {
    let columns = touch_columns(store, load)?;
    let has = |one: TouchColumn| columns.iter().any(|(_, column)| *column == one);
    // What is opened in a helpdesk is a ticket.
    let is_helpdesk = holds_tickets(store, load)?;
    let tells = Tells {
        channel: has(TouchColumn::Source) || has(TouchColumn::Medium),
        opened: has(TouchColumn::Opened) && !is_helpdesk,
        clicked: has(TouchColumn::Clicked),
    };
    let mut found = Vec::new();
    if columns.is_empty() {
        return Ok((found, tells));
    }
    let loaded_on = row_reader::day_of(&load.loaded_at);
    let places: Vec<usize> = columns.iter().map(|(place, _)| *place).collect();
    store.visit_cells::<EngineError>(load, &places, |raw| {
        let mut more = Extra::default();
        let (mut source, mut medium, mut has_click_id) = ("", "", false);
        for (place, column) in &columns {
            let Some(cell) = raw.cells.get(*place) else {
                continue;
            };
            let text = cell.text.trim();
            let says_so = says_done(text);
            if says_so && matches!(column, TouchColumn::Opened | TouchColumn::Clicked) {
                more.read_on = more.read_on.max(told_day(text, loaded_on));
            }
            match column {
                TouchColumn::Source => source = text,
                TouchColumn::Medium => medium = text,
                TouchColumn::ClickId => has_click_id |= says_so,
                TouchColumn::Opened => more.is_opened |= says_so,
                TouchColumn::Clicked => more.is_clicked |= says_so,
            }
        }
        more.channel = tells.channel.then(|| channel(source, medium, has_click_id));
        found.push((raw.record, more));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((found, tells))
}
