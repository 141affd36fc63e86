//! Refunds that tables of another source tell, such as the returns of a warehouse: tied to the orders they name.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{OrdersNamed, named_orders};
use rollcall_model::SourceId;

use super::{Order, OrderBook};

/// What a table tells of money and goods given back, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RefundsTold {
    pub(crate) source: i64,
    pub(crate) table: String,
    /// Rows of refunds that were tied to orders of other sources.
    pub(crate) tied: u64,
    /// Those sources.
    pub(crate) tied_to: BTreeSet<i64>,
    /// Rows of a table of nothing but refunds that name an order no file holds, or one that may not be meant: of two
    /// sources, of somebody else, in another currency.
    pub(crate) untied: u64,
    /// Rows that name no order.
    pub(crate) without_order: u64,
    /// Rows that name an order and tell no amount.
    pub(crate) without_money: u64,
    /// Cells of columns of money given back in which no figure can be read.
    pub(crate) unreadable: u64,
    /// Columns that speak of refunds, hold figures and are read as nothing.
    pub(crate) unread: Vec<String>,
}

/// What the refunds of one source say of one order.
#[derive(Debug, Clone, Default)]
struct Asked {
    money: f64,
    currency: Option<String>,
    whose: Option<i64>,
}

impl OrderBook {
    /// What the table tells of refunds; nothing where it tells of none.
    pub(crate) fn refunds_told(&self) -> Option<RefundsTold> {
        // Beside orders a refund stands under a number of its own, as at a till, and is taken off the month.
        let is_apart = !self.holds_orders();
        let left = self.orders.iter();
        let left = left.filter(|one| is_apart && one.is_refund_alone());
        let told = RefundsTold {
            source: self.source.0,
            table: self.table.clone(),
            untied: left.map(|one| u64::from(one.refund_rows)).sum(),
            ..self.refunds.clone()
        };
        let counts = [
            told.tied,
            told.untied,
            told.without_order,
            told.without_money,
            told.unreadable,
        ];
        let is_told = counts.iter().any(|count| *count > 0) || !told.unread.is_empty();
        is_told.then_some(told)
    }

    /// Notes what of its columns of refunds is not read.
    pub(crate) fn note_unread(&mut self, unreadable: u64, unread: Vec<String>) {
        self.refunds.unreadable = unreadable;
        self.refunds.unread = unread;
    }

    /// Whether it has orders that were placed.
    fn holds_orders(&self) -> bool {
        self.orders.iter().any(|one| one.state.is_some())
    }

    /// The order a refund names, where it can be meant: of the same currency, and nobody else's.
    fn meant(&self, number: u64, asked: &Asked) -> Option<usize> {
        let at = *self.places.get(&number)?;
        let order = self.orders.get(at).filter(|one| one.placed.is_some())?;
        let currency = order.currency.map(|place| self.currencies.name(place));
        let differs = |one: Option<&str>, other: Option<&str>| {
            one.zip(other).is_some_and(|(one, other)| one != other)
        };
        let is_others = order
            .whose
            .zip(asked.whose)
            .is_some_and(|(one, other)| one != other);
        (!is_others && !differs(currency.as_deref(), asked.currency.as_deref())).then_some(at)
    }
}

/// Ties the refunds of sources that have none of the orders they name to the source that has them. What two sources tell
/// of one order is the same money.
pub(super) fn tie(books: &mut [OrderBook]) {
    let mut asking: BTreeMap<i64, BTreeMap<u64, Asked>> = BTreeMap::new();
    let own: BTreeSet<i64> = books
        .iter()
        .filter(|one| one.has_tied_own)
        .map(|one| one.source.0)
        .collect();
    for book in books.iter().filter(|one| !one.holds_orders()) {
        for order in book.orders.iter().filter(|one| one.is_refund_alone()) {
            let of_source = asking.entry(book.source.0).or_default();
            let asked = of_source.entry(order.number).or_default();
            asked.money += order.given_back;
            let currency = order.currency.map(|place| book.currencies.name(place));
            asked.currency = asked.currency.take().or(currency);
            asked.whose = asked.whose.or(order.whose);
        }
    }
    for (source, asked) in asking {
        if own.contains(&source) {
            continue;
        }
        let of = named_orders(asked.len(), &known(books, source, &asked));
        let mut tied = BTreeSet::new();
        for to in &of {
            let theirs = books.iter_mut().filter(|one| one.source == SourceId(*to));
            for book in theirs {
                tied.extend(book.take_back(&asked));
            }
        }
        let mine = books
            .iter_mut()
            .filter(|one| one.source == SourceId(source));
        for book in mine.filter(|one| !one.holds_orders()) {
            book.give_away(&tied, &of);
        }
    }
}

/// For each other source the orders it has of those that are asked for, with what they came to in hundredths.
fn known(
    books: &[OrderBook],
    source: i64,
    asked: &BTreeMap<u64, Asked>,
) -> BTreeMap<i64, OrdersNamed> {
    let mut known: BTreeMap<i64, OrdersNamed> = BTreeMap::new();
    for book in books.iter().filter(|one| one.source.0 != source) {
        for (number, asked) in asked {
            let order = book
                .meant(*number, asked)
                .and_then(|at| book.orders.get(at));
            let Some(order) = order else { continue };
            let total = (order.amount.total(book.amount_of()) * 100.0).round() as i64;
            let of_source = known.entry(book.source.0).or_default();
            of_source.entry(*number).or_insert(Some(total));
        }
    }
    known
}

impl OrderBook {
    /// Takes what another source says was given back of its orders; tells of which.
    fn take_back(&mut self, asked: &BTreeMap<u64, Asked>) -> Vec<u64> {
        let mut taken = Vec::new();
        for (number, asked) in asked {
            let at = self.meant(*number, asked);
            if let Some(order) = at.and_then(|at| self.orders.get_mut(at)) {
                order.given_back_elsewhere = order.given_back_elsewhere.max(asked.money);
                taken.push(*number);
            }
        }
        taken
    }

    /// Gives its refunds to the orders that were found.
    fn give_away(&mut self, tied: &BTreeSet<u64>, to: &[i64]) {
        for order in &mut self.orders {
            if order.is_refund_alone() && tied.contains(&order.number) {
                self.refunds.tied += u64::from(order.refund_rows);
                self.refunds.tied_to.extend(to);
                *order = Order::default();
            }
        }
    }
}
