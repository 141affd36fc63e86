//! The rows of a table that tell of orders, each with whom it is of, until what became of the orders is known.

use chrono::NaiveDate;
use rollcall_checks::{Address, OrderState};
use rollcall_model::{Attribute, CustomerId, StandardValue};

use super::super::clocks::At;
use super::super::takings::OrderBook;
use crate::event_rows::{hash_of, order_hash, order_state, state_with_money};
use crate::records::{self, day_of};

/// What a source tells its buyers apart by, the first there is.
const KNOWN_AS: [Attribute; 9] = [
    Attribute::AccountId,
    Attribute::Email,
    Attribute::Phone,
    Attribute::LoyaltyCard,
    Attribute::PaymentCard,
    Attribute::HashedEmail,
    Attribute::DeviceId,
    Attribute::CookieId,
    Attribute::FullName,
];

/// A row that tells of an order and of whom it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowOfOrder {
    pub(super) customer: CustomerId,
    pub(super) day: NaiveDate,
    /// Stands for the number of the order, where there is one.
    order: Option<u64>,
    /// Stands for what their source tells them apart by.
    pub(super) known_as: Option<u64>,
    /// What became of it as far as the row itself tells.
    state: OrderState,
    /// Its purchase, where the row itself tells one that holds.
    pub(super) held: Option<Held>,
}

/// A purchase that holds as far as its own row tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub(super) at: Option<At>,
    pub(super) email: Option<Address>,
}

impl RowOfOrder {
    /// What a row tells, of whose money a column of it says so much was given back; nothing where it tells of no
    /// order. Money given back is none, nor is what nobody has bought yet.
    pub(super) fn read(
        customer: CustomerId,
        source: i64,
        values: &[StandardValue],
        refunded: f64,
    ) -> Option<Self> {
        let order = records::first(values, &Attribute::OrderId);
        let time = records::first(values, &Attribute::EventTime);
        let email = records::first(values, &Attribute::Email);
        let told = records::purchase_time(values).filter(|time| day_of(time).is_some());
        let is_order = order.is_some() || records::first(values, &Attribute::Amount).is_some();
        let placed = time.filter(|_| {
            let is_none = || records::gives_back(values) || records::is_not_bought_yet(values);
            is_order && !is_none()
        });
        // Most rows of events are no orders: what became of those is not asked for.
        told.or(placed)?;
        let alone = order_state(values);
        let state = state_with_money(alone, values, refunded);
        let bought = told
            .filter(|_| alone == OrderState::Real)
            // What became of an order is told by all of its rows.
            .filter(|_| order.is_some() || state == OrderState::Real);
        let known_as = KNOWN_AS
            .iter()
            .find_map(|one| records::first(values, one).map(|value| (one, value)));
        Some(Self {
            customer,
            day: bought.or(placed).and_then(day_of)?,
            order: order.map(order_hash),
            known_as: known_as.map(hash_of),
            state,
            held: bought.map(|time| Held {
                at: At::read(time, source),
                email: email.map(Address::of),
            }),
        })
    }

    /// What became of its order, once the book of its table is settled: the order's own state, else whether the row
    /// tells a purchase that holds.
    pub(super) fn state(&self, book: &OrderBook) -> OrderState {
        let of_order = self
            .order
            .map_or(OrderState::Real, |order| book.state_of(order));
        match (of_order, self.held) {
            (OrderState::Real, Some(_)) => OrderState::Real,
            (OrderState::Real, None) if self.state == OrderState::Real => OrderState::Cancelled,
            (OrderState::Real, None) => self.state,
            (state, _) => state,
        }
    }
}
