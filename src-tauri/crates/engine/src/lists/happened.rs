//! What happened to customers, read from the tables of events.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use chrono::Datelike as _;
use rollcall_checks::OrderState;
use rollcall_lists::{Book, EventSort, Events, Happened, Money, Named};
use rollcall_model::{Attribute, RecordId, RunId, StandardValue, SystemKind, TableRole};
use rollcall_store::Store;

use super::deeds::{self, Deeds};
use super::given_back::{GivenBack, Refund};
use super::order_lines::OrderLines;
use super::products::Products;
use crate::event_rows::{Refunded, amount_of, kind_of, message, order_state, row_money, tables};
use crate::records::{day_of, first, gives_back, purchase_time, undone_order};
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
    let mut given_back = GivenBack::default();
    let mut tells_of = BTreeSet::new();
    for load in tables(store, TableRole::Events)? {
        let kind = kind_of(store, &load)?;
        let mut done = Deeds::read(store, &load)?;
        let mut refunded = Refunded::read(store, &load)?;
        store.visit_standard::<EngineError>(&load, |record| {
            let customer = place_of(record.record);
            done.note(&record.values, kind, &mut tells_of);
            products.add(
                customer,
                (load.source.0, kind),
                &record.values,
                &mut reader.names,
            );
            if let Some(order) = undone_order(&record.values) {
                lines.undo(order_number(order));
                // Who bought only what does not hold bought nothing, and that is known.
                tells_of.extend(customer.map(|_| EventSort::Purchase));
            }
            let back = refunded.of(record.record);
            if let Some(refund) = reader.refund(&record.values, back) {
                lines.give_back(Refund {
                    customer,
                    source: load.source.0,
                    ..refund
                });
            }
            let Some(customer) = customer else {
                given_back.set_apart(load.source.0, &record.values);
                return Ok(ControlFlow::Continue(()));
            };
            let told = reader.told(&record.values, kind).map(|told| Happened {
                customer,
                source: load.source.0,
                given_back: cents_of(back),
                ..told
            });
            let done = done.of(record.record);
            let done = deeds::told(&record.values, kind, done, &mut reader.names);
            rows.extend(done.into_iter().map(|done| Happened {
                customer,
                source: load.source.0,
                ..done
            }));
            match told {
                Some(told) if told.sort == EventSort::Purchase => {
                    lines.add(told, row_money(&record.values, 0.0));
                }
                other => rows.extend(other),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let ended = lines.end_table(amount_of(store, &load)?);
        rows.extend(ended.purchases);
        given_back.add(load.source.0, ended.undone, ended.refunds);
        products.end_table();
    }
    given_back.take_off(&mut rows);
    rows.extend(products.take_bought());
    rows.extend(deeds::sign_ups(store, &place_of, &mut tells_of)?);
    rows.extend(summed_up(last_purchases));
    let mut currencies = vec![String::new()];
    currencies.extend(reader.currencies.into_names());
    let mut events = Events::new(
        book.customers.len(),
        rows,
        reader.names.into_names(),
        currencies,
    );
    (events.products, events.campaign_products) = products.into_products();
    events.told.extend(tells_of);
    Ok(events)
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
