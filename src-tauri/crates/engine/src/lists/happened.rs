//! What happened to customers, read from the tables of events.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use chrono::Datelike as _;
use rollcall_checks::{AmountOf, MessageLog, OrderState};
use rollcall_lists::{Book, EventSort, Events, Happened, Money, Named, State};
use rollcall_model::{Attribute, RecordId, RunId, StandardValue, SystemKind, TableRole};
use rollcall_standardise::event_kind::EventKind;
use rollcall_store::Store;

use super::deeds::{self, Deeds};
use super::given_back::{GivenBack, IsSomebody, Refund, RefundsOf};
use super::order_lines::OrderLines;
use super::products::Products;
use crate::event_rows::{Refunded, amount_of, kind_of, order_state, row_money, tables};
use crate::message_rows::{MessageRow, MessageTable};
use crate::records::{self, day_of, first, gives_back, purchase_time, undone_order};
use crate::{EngineError, deals_told_again, lists::cents};

/// Reads the events of everybody in the book. When somebody bought last, as records of people sum it
/// up, is a day of theirs as well, though no purchase to be counted.
pub(super) fn read(
    store: &Store,
    run: RunId,
    book: &Book,
    last_purchases: &[Option<i32>],
) -> Result<Events, EngineError> {
    let members = store.memberships(run)?;
    let place_of = |record: RecordId| -> Option<u32> {
        let index = members
            .binary_search_by_key(&record, |(record, _)| *record)
            .ok()?;
        Some(book.place(members.get(index)?.1)? as u32)
    };
    let mut telling = Telling::default();
    let mut rows = Vec::new();
    let mut products = Products::default();
    let mut tells_of = BTreeSet::new();
    let mut purchase_tables = BTreeMap::new();
    let told_again = deals_told_again::rows(store)?;
    for load in tables(store, TableRole::Events)? {
        let kind = kind_of(store, &load)?;
        let messages = MessageTable::read(store, &load)?;
        let mut done = Deeds::read(store, &load)?;
        let mut refunded = Refunded::read(store, &load)?;
        store.visit_standard::<EngineError>(&load, |record| {
            if told_again.contains(&record.record) {
                return Ok(ControlFlow::Continue(()));
            }
            let customer = place_of(record.record);
            let message = messages.row(&record.values);
            done.note(&record.values, message, &mut tells_of);
            products.add(
                customer,
                (load.source.0, messages),
                &record.values,
                &mut telling.reader.names,
            );
            let told = telling.add(&RowOfEvent {
                customer,
                source: load.source.0,
                kind,
                message,
                values: &record.values,
                given_back: refunded.of(record.record),
            });
            let Some(customer) = customer else {
                return Ok(ControlFlow::Continue(()));
            };
            if undone_order(&record.values).is_some() {
                // Who bought only what does not hold bought nothing, and that is known.
                tells_of.insert(EventSort::Purchase);
                purchase_tables.entry(load.load.0).or_insert(false);
            }
            let done = done.of(record.record);
            let done = deeds::told(&record.values, message, done, &mut telling.reader.names);
            rows.extend(done.into_iter().map(|done| Happened {
                customer,
                source: load.source.0,
                ..done
            }));
            // A purchase is told once all rows of its order are read.
            rows.extend(told.filter(|told| told.sort != EventSort::Purchase));
            Ok(ControlFlow::Continue(()))
        })?;
        let (purchases, amount_of) = telling.end_table(load.source.0, amount_of(store, &load)?);
        if !purchases.is_empty() {
            purchase_tables.insert(load.load.0, amount_of == AmountOf::Item);
        }
        rows.extend(purchases);
        products.end_table();
    }
    rows.extend(telling.take_messages());
    let is_somebody = |customer: u32| !book.stands(customer as usize, State::OnlyById);
    let refunds_of = telling.refunds_of(&rows, &is_somebody);
    let (names, currencies) = telling.finish(&mut rows, &refunds_of, &is_somebody);
    rows.extend(products.take_bought());
    rows.extend(deeds::sign_ups(store, &place_of, &mut tells_of)?);
    rows.extend(summed_up(last_purchases));
    let mut events = Events::new(book.customers.len(), rows, names, currencies);
    (events.products, events.campaign_products) = products.into_products();
    events.told.extend(tells_of);
    events.purchase_tables = purchase_tables;
    events.refunds_of = refunds_of;
    Ok(events)
}

/// The messages of send logs, and when each was last opened and clicked by rows of their own.
fn messages_of(log: Messages) -> Vec<Happened> {
    let mut told = Vec::new();
    for message in log.into_messages() {
        let (source, customer, name) = message.whose;
        let last = |rows: Option<(i32, i32)>| rows.map(|(_, last)| last);
        for (sort, day) in [
            (EventSort::Message, Some(message.row)),
            (EventSort::Opened, last(message.opened)),
            (EventSort::Clicked, last(message.clicked)),
        ] {
            told.extend(day.map(|day| Happened {
                customer,
                source,
                name,
                ..blank(sort, day)
            }));
        }
    }
    told
}

/// The days on which people bought last, as records of people sum it up.
fn summed_up(last_purchases: &[Option<i32>]) -> impl Iterator<Item = Happened> {
    let all = last_purchases.iter().enumerate();
    all.filter_map(|(customer, day)| {
        Some(Happened {
            customer: customer as u32,
            is_summed_up: true,
            ..blank(EventSort::Purchase, (*day)?)
        })
    })
}

/// A row of a table of events, and whose it is where that is known.
pub(super) struct RowOfEvent<'a> {
    pub(super) customer: Option<u32>,
    pub(super) source: i64,
    /// Of what kind its source is.
    pub(super) kind: Option<SystemKind>,
    /// What it tells of a message.
    pub(super) message: Option<MessageRow<'a>>,
    pub(super) values: &'a [StandardValue],
    /// What a column of it that no attribute holds says was given back.
    pub(super) given_back: f64,
}

/// Puts together what the rows of one table after the other tell.
#[derive(Default)]
pub(super) struct Telling {
    reader: Reader,
    lines: OrderLines,
    given_back: GivenBack,
}

impl Telling {
    /// Notes a row and tells what it is by itself; of one that is nobody's only what it says of its order.
    pub(super) fn add(&mut self, row: &RowOfEvent<'_>) -> Option<Happened> {
        if let Some(order) = undone_order(row.values) {
            self.lines.undo(order_number(order));
        }
        if let Some(refund) = self.reader.refund(row.values, row.given_back) {
            self.lines.give_back(Refund {
                customer: row.customer,
                source: row.source,
                ..refund
            });
        }
        let Some(customer) = row.customer else {
            // That money went back for an order is no word that the order is known.
            if !gives_back(row.values) {
                self.given_back.set_apart(row.source, row.values);
            }
            return None;
        };
        let is_message = row.message.is_some();
        let Some(told) = self.reader.told(row.values, row.kind, is_message) else {
            self.reader.add_message(customer, row.source, row.message);
            return None;
        };
        let told = Happened {
            customer,
            source: row.source,
            given_back: cents_of(row.given_back),
            ..told
        };
        if told.sort == EventSort::Purchase {
            self.lines.add(told, row_money(row.values, 0.0));
        }
        Some(told)
    }

    /// Ends a table: its purchases, those without an order's number first and as their rows stand, and what its
    /// amounts are of.
    pub(super) fn end_table(
        &mut self,
        source: i64,
        amount_of: Option<AmountOf>,
    ) -> (Vec<Happened>, AmountOf) {
        let ended = self.lines.end_table(amount_of);
        self.given_back.add(source, ended.undone, ended.refunds);
        (ended.purchases, ended.amount_of)
    }

    /// The messages that the rows of all tables tell of.
    pub(super) fn take_messages(&mut self) -> Vec<Happened> {
        messages_of(std::mem::take(&mut self.reader.messages))
    }

    /// Of which sources the orders are that refunds of others name, by the rows of everybody.
    pub(super) fn refunds_of(&self, rows: &[Happened], is_somebody: IsSomebody<'_>) -> RefundsOf {
        self.given_back.elsewhere(rows, is_somebody)
    }

    /// Takes off the purchases of all tables what was given back of them. Tells the names and the currencies they
    /// are told with.
    pub(super) fn finish(
        self,
        rows: &mut [Happened],
        refunds_of: &RefundsOf,
        is_somebody: IsSomebody<'_>,
    ) -> (Vec<String>, Vec<String>) {
        self.given_back.take_off(rows, refunds_of, is_somebody);
        let mut currencies = vec![String::new()];
        currencies.extend(self.reader.currencies.into_names());
        (self.reader.names.into_names(), currencies)
    }
}
/// The rows of send logs, by source, customer and campaign; of each its day.
type Messages = MessageLog<(i64, u32, u32), i32>;

#[derive(Default)]
struct Reader {
    names: Named,
    currencies: Named,
    messages: Messages,
}

impl Reader {
    /// What a row tells, of whichever customer and source.
    fn told(
        &mut self,
        values: &[StandardValue],
        kind: Option<SystemKind>,
        is_message: bool,
    ) -> Option<Happened> {
        if let Some(day) = purchase_time(values).and_then(day_of) {
            return Some(Happened {
                money: self.money(values),
                order: first(values, &Attribute::OrderId).map_or(0, order_number),
                ..blank(EventSort::Purchase, day.num_days_from_ce())
            });
        }
        if is_message {
            return None;
        }
        let sort = match (kind, records::event_kind(values)) {
            (Some(SystemKind::Support), _) | (_, Some(EventKind::Ticket)) => EventSort::Ticket,
            (Some(SystemKind::Website | SystemKind::Analytics | SystemKind::App), _)
            | (_, Some(EventKind::Visit)) => EventSort::Visit,
            _ => return None,
        };
        let time =
            first(values, &Attribute::EventTime).or_else(|| first(values, &Attribute::CreatedAt));
        let day = time.and_then(day_of)?;
        Some(Happened {
            name: first(values, &Attribute::Campaign).map_or(0, |name| self.names.number(name)),
            ..blank(sort, day.num_days_from_ce())
        })
    }

    /// Notes what a row tells of a message.
    fn add_message(&mut self, customer: u32, source: i64, message: Option<MessageRow<'_>>) {
        let Some(row) = message else { return };
        let whose = (source, customer, self.names.number(row.campaign));
        let day = row.day.num_days_from_ce();
        self.messages.add(whose, row.minute, row.sign, day);
    }

    fn money(&mut self, values: &[StandardValue]) -> Option<Money> {
        Some(Money {
            amount: first(values, &Attribute::Amount).and_then(cents)?,
            currency: self.currency(values),
        })
    }

    fn currency(&mut self, values: &[StandardValue]) -> u16 {
        let code = first(values, &Attribute::Currency);
        let number = code.map_or(0, |code| self.currencies.number(&code.to_uppercase()));
        u16::try_from(number).unwrap_or(0)
    }

    /// What a row of its own gave back, of whichever customer and source; one that was called off gave nothing.
    fn refund(&mut self, values: &[StandardValue], in_column: f64) -> Option<Refund> {
        if !gives_back(values) || order_state(values) != OrderState::Real {
            return None;
        }
        let amount = first(values, &Attribute::Amount).unwrap_or_default();
        let less = amount.strip_prefix('-');
        let told = cents(less.unwrap_or(amount)).unwrap_or(0);
        let time =
            first(values, &Attribute::EventTime).or_else(|| first(values, &Attribute::CreatedAt));
        Some(Refund {
            customer: None,
            source: 0,
            order: first(values, &Attribute::OrderId).map_or(0, order_number),
            day: time
                .and_then(day_of)
                .map_or(i32::MAX, |day| day.num_days_from_ce()),
            money: Money {
                amount: told.max(cents_of(in_column)),
                currency: self.currency(values),
            },
            is_line: less.is_some(),
        })
    }
}

/// An amount in hundredths.
fn cents_of(amount: f64) -> i64 {
    (amount * 100.0).round() as i64
}

pub(super) fn blank(sort: EventSort, day: i32) -> Happened {
    Happened {
        customer: 0,
        sort,
        day,
        name: 0,
        money: None,
        given_back: 0,
        order: 0,
        source: 0,
        is_summed_up: false,
    }
}

/// Orders are only compared with each other.
pub(super) fn order_number(order: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    order.trim().trim_start_matches('#').hash(&mut hasher);
    hasher.finish().max(1)
}
