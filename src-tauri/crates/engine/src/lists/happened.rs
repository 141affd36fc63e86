//! What happened to customers, read from the tables of events.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use chrono::Datelike as _;
use rollcall_lists::{Book, EventSort, Events, Happened, Money, Named};
use rollcall_model::{Attribute, RecordId, RunId, StandardValue, SystemKind, TableRole};
use rollcall_store::Store;

use super::order_lines::OrderLines;
use super::products::Products;
use crate::event_rows::{amount_of, kind_of, message, tables};
use crate::records::{day_of, first, purchase_time, undone_order};
use crate::{EngineError, lists::cents};

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
    let mut reader = Reader::default();
    let mut rows = Vec::new();
    let mut products = Products::default();
    let mut lines = OrderLines::default();
    for load in tables(store, TableRole::Events)? {
        let kind = kind_of(store, &load)?;
        store.visit_standard::<EngineError>(&load, |record| {
            let customer = place_of(record.record);
            products.add(
                customer,
                (load.source.0, kind),
                &record.values,
                &mut reader.names,
            );
            if let Some(order) = undone_order(&record.values) {
                lines.undo(order_number(order));
            }
            let Some(customer) = customer else {
                return Ok(ControlFlow::Continue(()));
            };
            if let Some((order, hundredths)) = taken_off(&record.values) {
                lines.take_off(customer, order, hundredths);
            }
            let told = reader.told(&record.values, kind).map(|told| Happened {
                customer,
                source: load.source.0,
                ..told
            });
            match told {
                Some(told) if told.sort == EventSort::Purchase => lines.add(told),
                other => rows.extend(other),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        rows.extend(lines.end_table(amount_of(store, &load)?));
        products.end_table();
    }
    rows.extend(products.take_bought());
    rows.extend(
        last_purchases
            .iter()
            .enumerate()
            .filter_map(|(customer, day)| {
                Some(Happened {
                    customer: customer as u32,
                    is_summed_up: true,
                    ..blank(EventSort::Purchase, (*day)?)
                })
            }),
    );
    let mut currencies = vec![String::new()];
    currencies.extend(reader.currencies.into_names());
    let mut events = Events::new(
        book.customers.len(),
        rows,
        reader.names.into_names(),
        currencies,
    );
    (events.products, events.campaign_products) = products.into_products();
    Ok(events)
}

#[derive(Default)]
struct Reader {
    names: Named,
    currencies: Named,
}

impl Reader {
    /// What a row tells, of whichever customer and source.
    fn told(&mut self, values: &[StandardValue], kind: Option<SystemKind>) -> Option<Happened> {
        if let Some(day) = purchase_time(values).and_then(day_of) {
            return Some(Happened {
                money: self.money(values),
                order: first(values, &Attribute::OrderId).map_or(0, order_number),
                ..blank(EventSort::Purchase, day.num_days_from_ce())
            });
        }
        if let Some((campaign, day)) = message(kind, values) {
            return Some(Happened {
                name: self.names.number(campaign),
                ..blank(EventSort::Message, day.num_days_from_ce())
            });
        }
        let sort = match kind? {
            SystemKind::Support => EventSort::Ticket,
            SystemKind::Website | SystemKind::Analytics | SystemKind::App => EventSort::Visit,
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

    fn money(&mut self, values: &[StandardValue]) -> Option<Money> {
        let amount = first(values, &Attribute::Amount).and_then(cents)?;
        let currency = first(values, &Attribute::Currency)
            .map_or(0, |code| self.currencies.number(&code.to_uppercase()));
        Some(Money {
            amount,
            currency: u16::try_from(currency).unwrap_or(0),
        })
    }
}

/// The order a line takes from, and how many hundredths.
fn taken_off(values: &[StandardValue]) -> Option<(u64, i64)> {
    let less = first(values, &Attribute::Amount)?.strip_prefix('-')?;
    Some((
        order_number(first(values, &Attribute::OrderId)?),
        cents(less)?,
    ))
}

pub(super) fn blank(sort: EventSort, day: i32) -> Happened {
    Happened {
        customer: 0,
        sort,
        day,
        name: 0,
        money: None,
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
