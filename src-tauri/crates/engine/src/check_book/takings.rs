//! Orders of a table and the money in them, month by month and currency by currency.

mod refunds;

use std::collections::{BTreeMap, HashMap};

use rollcall_checks::{
    AmountOf, MonthOfOrders, OrderMoney, OrderState, given_back, is_given_back_whole,
};
use rollcall_model::{Attribute, CustomerId, SourceId, StandardValue};
use rollcall_standardise::order_status;

use crate::event_rows::{order_hash, order_state, row_money};
use crate::records;
pub(crate) use refunds::RefundsTold;

/// Less than this is how sums are kept, and no money.
const LEAST_MONEY: f64 = 0.005;

/// Money of one currency.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Money {
    pub(super) placed: f64,
    pub(super) cancelled: f64,
    pub(super) tests: f64,
    /// Given back, up to what was paid for each order.
    pub(super) refunded: f64,
    /// Given back beyond what was paid: postage that is not in the amount, or a refund told twice. Money
    /// that left the till is taken off as the file tells it, and told apart so that anybody can look.
    pub(super) beyond: f64,
    /// How many orders had more given back than was paid.
    pub(super) orders_beyond: u64,
    /// How many orders are told with different totals, of which one is counted.
    pub(super) two_totals: u64,
}

impl Money {
    fn add(&mut self, other: Self) {
        self.placed += other.placed;
        self.cancelled += other.cancelled;
        self.tests += other.tests;
        self.refunded += other.refunded;
        self.beyond += other.beyond;
        self.orders_beyond += other.orders_beyond;
        self.two_totals += other.two_totals;
    }
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

/// An order over its rows; months and currencies by their place among those seen.
#[derive(Debug, Clone, Copy, Default)]
struct Order {
    /// Stands for its number.
    number: u64,
    /// When it was placed; nothing where only money given back is told.
    placed: Option<u32>,
    /// When money was first given back by a row of its own.
    gave_back: Option<u32>,
    currency: Option<u32>,
    amount: OrderMoney,
    /// Given back as the order's own rows tell it.
    refunded: OrderMoney,
    /// Given back by rows of their own, which are no orders.
    given_back: f64,
    /// How many rows tell that.
    refund_rows: u32,
    /// Given back as another source tells it, of which it is the same money.
    given_back_elsewhere: f64,
    /// Whose it is, by the first row that is somebody's.
    whose: Option<i64>,
    state: Option<OrderState>,
    /// Whether any row says that it does not hold: called off, given back whole, or a test.
    is_undone: bool,
    /// Whether any row says that only a part went back.
    says_part: bool,
}

/// Collects the rows of orders. Rows of one order are one, in whichever order they stand, and what any of
/// them says of its state it says for the whole order.
#[derive(Debug)]
pub(crate) struct OrderBook {
    source: SourceId,
    table: String,
    /// In the order they turned up.
    orders: Vec<Order>,
    /// Where an order stands, by the hash of its number: only looked up in.
    places: HashMap<u64, usize>,
    months: Seen,
    currencies: Seen,
    /// What is known of the export's amounts; else its orders tell.
    amount_of: Option<AmountOf>,
    /// Whether refunds of it found their orders in another table of its source.
    has_tied_own: bool,
    /// What else became of its refunds.
    refunds: RefundsTold,
}

impl OrderBook {
    /// The empty book of a table, and what is known of what its amounts are of.
    pub(crate) fn of(source: SourceId, table: &str, amount_of: Option<AmountOf>) -> Self {
        Self {
            source,
            table: table.to_owned(),
            orders: Vec::new(),
            places: HashMap::new(),
            months: Seen::default(),
            currencies: Seen::default(),
            amount_of,
            has_tied_own: false,
            refunds: RefundsTold::default(),
        }
    }

    /// Counts a row and whose it is, where that is known; one without the number of an order is none.
    pub(crate) fn add(
        &mut self,
        values: &[StandardValue],
        refunded: f64,
        whose: Option<CustomerId>,
    ) {
        let status = records::first(values, &Attribute::EventStatus);
        let Some(number) = records::first(values, &Attribute::OrderId) else {
            self.add_without_order(values);
            return;
        };
        if records::is_not_bought_yet(values) {
            return;
        }
        let amount = records::first(values, &Attribute::Amount);
        let amount = amount.and_then(|text| text.parse::<f64>().ok());
        let state = order_state(values);
        let gives_back = records::gives_back(values);
        // A refund that was called off gave nothing back.
        if gives_back && state != OrderState::Real {
            return;
        }
        let month = records::first(values, &Attribute::EventTime).and_then(|time| time.get(..7));
        let month = month.map(|month| self.months.place(month));
        let currency = records::first(values, &Attribute::Currency);
        let currency = currency.map(|code| self.currencies.place(code));
        let number = order_hash(number);
        let at = *self.places.entry(number).or_insert(self.orders.len());
        if at == self.orders.len() {
            self.orders.push(Order {
                number,
                ..Order::default()
            });
        }
        let Some(order) = self.orders.get_mut(at) else {
            return;
        };
        order.currency = order.currency.or(currency);
        order.whose = order.whose.or(whose.map(|one| one.0));
        if gives_back {
            let back = refunded.max(amount.unwrap_or(0.0).abs());
            order.gave_back = order.gave_back.or(month);
            order.given_back += back;
            order.refund_rows += 1;
            self.refunds.without_money += u64::from(back <= 0.0);
            return;
        }
        order.state = order.state.max(Some(state));
        order.is_undone |= records::undone_order(values).is_some();
        order.says_part |= status.is_some_and(order_status::says_part_went_back);
        order.placed = order.placed.or(month);
        if let Some(amount) = amount {
            order.amount.add(row_money(values, amount));
        }
        if refunded > 0.0 {
            order.refunded.add(row_money(values, refunded));
        }
    }

    /// Counts a row that gave money back and does not say of which order.
    fn add_without_order(&mut self, values: &[StandardValue]) {
        let has_money = records::first(values, &Attribute::Amount).is_some();
        if has_money && records::gives_back(values) && order_state(values) == OrderState::Real {
            self.refunds.without_order += 1;
        }
    }

    /// What became of an order as far as all rows tell, by the hash of its number, once books are settled; one that
    /// no book knows holds.
    pub(crate) fn state_of(&self, number: u64) -> OrderState {
        let order = self.places.get(&number).and_then(|at| self.orders.get(*at));
        let state = order.and_then(|order| order.state(self.amount_of()));
        state.unwrap_or(OrderState::Real)
    }

    /// The source and the table whose orders these are.
    pub(super) fn table(&self) -> (SourceId, &str) {
        (self.source, &self.table)
    }

    fn amount_of(&self) -> AmountOf {
        self.amount_of.unwrap_or(AmountOf::Order)
    }

    /// Money given back goes with the order it was given back for, where another book of the source has it.
    fn hand_over_refunds(&mut self, other: &mut Self) {
        for mine in &mut self.orders {
            let theirs = other.places.get(&mine.number);
            let theirs = theirs.and_then(|at| other.orders.get_mut(*at));
            if let Some(theirs) =
                theirs.filter(|one| mine.is_refund_alone() && one.placed.is_some())
            {
                theirs.given_back += mine.given_back;
                *mine = Order::default();
                self.has_tied_own = true;
            }
        }
    }

    /// The orders of a table; nothing where it has none.
    fn takings(&self) -> Option<Takings> {
        let amount_of = self.amount_of();
        let mut takings = Takings {
            source: self.source,
            table: self.table.clone(),
            orders: BTreeMap::new(),
            money: BTreeMap::new(),
        };
        for order in &self.orders {
            let Some(month) = order.placed.or(order.gave_back) else {
                continue;
            };
            let month = self.months.name(month);
            let counts = takings.orders.entry(month.clone()).or_default();
            let currency = order.currency.map(|place| self.currencies.name(place));
            let money = takings
                .money
                .entry((month, currency.unwrap_or_default()))
                .or_default();
            money.add(order.money(amount_of));
            let state = order.state(amount_of);
            if let Some(state) = state.filter(|_| order.placed.is_some()) {
                counts.add(state);
            }
        }
        (!takings.orders.is_empty()).then_some(takings)
    }
}

impl Order {
    fn is_refund_alone(&self) -> bool {
        self.state.is_none() && self.refund_rows > 0
    }

    /// What became of the order: nothing where no row of it tells of one, but of money given back alone.
    fn state(&self, amount_of: AmountOf) -> Option<OrderState> {
        let state = self.state?;
        let (paid, back) = (self.amount.total(amount_of), self.back(amount_of));
        // What does not hold and was neither called off nor a test was given back.
        let is_whole = self.is_undone || is_given_back_whole(paid, back, self.says_part);
        Some(match state {
            OrderState::Real if is_whole => OrderState::GivenBack,
            state => state,
        })
    }

    /// What was given back for it, however that is told.
    fn back(&self, amount_of: AmountOf) -> f64 {
        let own = given_back(
            self.refunded.given_back_of(self.amount, amount_of),
            self.given_back,
        );
        given_back(own, self.given_back_elsewhere)
    }

    /// The money of one order. Whatever is given back, the sale stays one: what is given back beyond it is
    /// kept apart.
    fn money(&self, amount_of: AmountOf) -> Money {
        let placed = self.amount.total(amount_of);
        let mut money = Money {
            placed,
            two_totals: u64::from(self.amount.has_two_totals(amount_of)),
            ..Money::default()
        };
        match self.state(amount_of) {
            // Nothing of an order that does not hold is kept, so nothing of it is given back once more.
            Some(OrderState::Cancelled) => money.cancelled = placed,
            Some(OrderState::Test) => money.tests = placed,
            None => money.refunded = self.given_back,
            Some(state @ (OrderState::Real | OrderState::GivenBack)) => {
                let told = self.back(amount_of);
                // Where it says that all was given back, all was, whether or not a figure tells it.
                let refunded = if state == OrderState::GivenBack {
                    told.max(placed)
                } else {
                    told
                };
                money.beyond = (refunded - placed).max(0.0);
                if money.beyond < LEAST_MONEY {
                    money.beyond = 0.0;
                }
                money.refunded = refunded - money.beyond;
                money.orders_beyond = u64::from(money.beyond > 0.0);
            }
        }
        money
    }
}

/// Settles what became of orders, once all tables are read: money given back goes with its order, wherever in the
/// source that stands.
pub(crate) fn settle(books: &mut [OrderBook]) {
    for at in 0..books.len() {
        let (before, rest) = books.split_at_mut(at);
        let Some((book, after)) = rest.split_first_mut() else {
            continue;
        };
        let source = book.source;
        let others = before.iter_mut().chain(after);
        for other in others.filter(|other| other.source == source) {
            book.hand_over_refunds(other);
        }
    }
    for book in &mut *books {
        let amounts = book.orders.iter().map(|one| one.amount);
        let told = book.amount_of.unwrap_or_else(|| AmountOf::told_by(amounts));
        book.amount_of = Some(told);
    }
    refunds::tie(books);
}

/// What the tables of orders tell, once they are settled; what a table of nothing but refunds tells of other orders
/// goes with those of the source, and is nobody's where the source has none.
pub(super) fn takings_of(books: &[OrderBook]) -> Vec<Takings> {
    with_given_back(books.iter().filter_map(OrderBook::takings).collect())
}

fn with_given_back(all: Vec<Takings>) -> Vec<Takings> {
    let only_gives_back = |one: &Takings| one.orders.values().all(|month| month.placed == 0);
    let (refunds, mut orders): (Vec<Takings>, Vec<Takings>) =
        all.into_iter().partition(only_gives_back);
    for one in refunds {
        let of_source = orders.iter_mut().find(|known| known.source == one.source);
        let Some(known) = of_source else {
            continue;
        };
        for (month, money) in one.money {
            known.money.entry(month).or_default().add(money);
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

#[cfg(test)]
mod told;
