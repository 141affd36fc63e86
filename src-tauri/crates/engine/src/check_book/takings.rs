//! Orders of a table and the money in them, month by month and currency by currency.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use rollcall_checks::{MonthOfOrders, OrderState};
use rollcall_model::{Attribute, SourceId, StandardValue};
use rollcall_store::StoredLoad;

use crate::measure_checks::order_state;
use crate::records;

/// Money of one currency.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Money {
    pub(super) placed: f64,
    pub(super) cancelled: f64,
    pub(super) tests: f64,
    pub(super) refunded: f64,
}

/// Orders of one table.
#[derive(Debug, Clone)]
pub(super) struct Takings {
    pub(super) source: SourceId,
    pub(super) table: String,
    /// Month by month, `YYYY-MM`.
    pub(super) orders: BTreeMap<String, MonthOfOrders>,
    /// By month and currency.
    pub(super) money: BTreeMap<(String, String), Money>,
}

/// An order over its rows; month and currency by their place among those seen.
#[derive(Debug, Clone, Copy)]
struct Order {
    month: u32,
    currency: u32,
    amount: f64,
    refunded: f64,
    state: OrderState,
    /// A row of a refund of its own, which is no order.
    gives_back: bool,
}

/// Collects the rows of orders. Rows of one order are one, and what any of them says of its state it
/// says for the whole order.
#[derive(Debug, Default)]
pub(super) struct OrderBook {
    /// In the order they turned up.
    orders: Vec<Order>,
    /// Where an order stands, by the hash of its number: only looked up in.
    places: HashMap<u64, usize>,
    months: Seen,
    currencies: Seen,
}

impl OrderBook {
    /// Counts a row; one without the number of an order is none.
    pub(super) fn add(&mut self, values: &[StandardValue], refunded: f64) {
        let Some(order) = records::first(values, &Attribute::OrderId) else {
            return;
        };
        if records::is_unpaid_booking(values) {
            return;
        }
        let number = |attribute: &Attribute| {
            records::first(values, attribute).and_then(|text| text.parse::<f64>().ok())
        };
        let amount = number(&Attribute::Amount).unwrap_or(0.0);
        // A row of a refund of its own takes from what was paid and adds no order.
        let gives_back = records::is_refund(values);
        let (amount, refunded) = if gives_back {
            (0.0, refunded.max(amount.abs()))
        } else {
            (amount, refunded)
        };
        let state = order_state(values);
        let place = hash_of(order);
        if let Some(known) = self
            .places
            .get(&place)
            .and_then(|at| self.orders.get_mut(*at))
        {
            known.state = known.state.max(state);
            if gives_back {
                known.refunded += refunded;
            }
            return;
        }
        // The order's own cells stand on its first row alone.
        let time = records::first(values, &Attribute::EventTime);
        let Some(month) = time.and_then(|time| time.get(..7)) else {
            return;
        };
        let currency = records::first(values, &Attribute::Currency).unwrap_or_default();
        self.places.insert(place, self.orders.len());
        self.orders.push(Order {
            month: self.months.place(month),
            currency: self.currencies.place(currency),
            amount,
            refunded,
            state,
            gives_back,
        });
    }

    /// The orders of a table; nothing where it has none.
    pub(super) fn takings(&self, load: &StoredLoad) -> Option<Takings> {
        if self.orders.is_empty() {
            return None;
        }
        let mut takings = Takings {
            source: load.source,
            table: load.table_name.clone(),
            orders: BTreeMap::new(),
            money: BTreeMap::new(),
        };
        for order in &self.orders {
            let month = self.months.name(order.month);
            let counts = takings.orders.entry(month.clone()).or_default();
            let currency = self.currencies.name(order.currency);
            let money = takings.money.entry((month, currency)).or_default();
            counts.placed += u64::from(!order.gives_back);
            money.placed += order.amount;
            match order.state {
                OrderState::Real => money.refunded += order.refunded,
                OrderState::Cancelled => {
                    counts.cancelled += 1;
                    money.cancelled += order.amount;
                }
                OrderState::Test => {
                    counts.tests += 1;
                    money.tests += order.amount;
                }
            }
        }
        Some(takings)
    }
}

/// What tables of nothing but refunds tell goes with the orders of their source.
pub(super) fn with_given_back(all: Vec<Takings>) -> Vec<Takings> {
    let only_gives_back = |one: &Takings| one.orders.values().all(|month| month.placed == 0);
    let (refunds, mut orders): (Vec<Takings>, Vec<Takings>) =
        all.into_iter().partition(only_gives_back);
    for one in refunds {
        let of_source = orders.iter_mut().find(|known| known.source == one.source);
        let Some(known) = of_source else {
            orders.push(one);
            continue;
        };
        for (month, money) in one.money {
            known.money.entry(month).or_default().refunded += money.refunded;
        }
    }
    orders
}

/// Few different texts, by the place they turned up at.
#[derive(Debug, Default)]
struct Seen {
    names: Vec<String>,
    places: HashMap<String, u32>,
}

impl Seen {
    fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }

    fn name(&self, place: u32) -> String {
        self.names.get(place as usize).cloned().unwrap_or_default()
    }
}

/// A number that stands for something that is only compared with its like.
pub(super) fn hash_of(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
