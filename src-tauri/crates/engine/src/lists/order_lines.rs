//! The rows of one table's orders, put together: an order is one purchase, whatever it has of lines.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{AmountOf, OrderMoney, RowMoney};
use rollcall_lists::{Happened, Money};

use super::given_back::Refund;

/// The purchases of a table, row by row, until all of it is read.
#[derive(Debug, Default)]
pub(super) struct OrderLines {
    rows: Vec<(Happened, RowMoney)>,
    /// Orders that do not hold: often only one of their rows says so.
    undone: BTreeSet<u64>,
    /// Rows by which money was given back, or lines that take from an order, such as a voucher.
    less: Vec<Refund>,
}

/// What a table's orders come to.
#[derive(Debug)]
pub(super) struct Ended {
    /// Each order of somebody once, and the rows that name no order.
    pub(super) purchases: Vec<Happened>,
    /// Orders that do not hold.
    pub(super) undone: BTreeSet<u64>,
    /// Money given back that no line of these orders took off.
    pub(super) refunds: Vec<Refund>,
    /// What its amounts are of.
    pub(super) amount_of: AmountOf,
}

impl OrderLines {
    /// Notes a purchase, and what its row tells of the money of its order.
    pub(super) fn add(&mut self, row: Happened, told: RowMoney) {
        self.rows.push((row, told));
    }

    /// Notes that an order does not hold.
    pub(super) fn undo(&mut self, order: u64) {
        self.undone.insert(order);
    }

    /// Notes a row by which money was given back.
    pub(super) fn give_back(&mut self, refund: Refund) {
        self.less.push(refund);
    }

    /// Ends a table: each order of somebody with what it came to. What its lines add up to is never less than
    /// nothing, and an order of nothing is still one.
    pub(super) fn end_table(&mut self, amount_of: Option<AmountOf>) -> Ended {
        let undone = std::mem::take(&mut self.undone);
        let mut told = Vec::new();
        let mut orders: BTreeMap<(u32, u64), Order> = BTreeMap::new();
        for (row, of_row) in std::mem::take(&mut self.rows) {
            if row.order == 0 {
                told.push(row);
                continue;
            }
            if undone.contains(&row.order) {
                continue;
            }
            let order = orders
                .entry((row.customer, row.order))
                .or_insert_with(|| Order::of(row));
            order.add(row, of_row);
        }
        let amount_of =
            amount_of.unwrap_or_else(|| AmountOf::told_by(orders.values().map(|one| one.money)));
        let mut refunds = std::mem::take(&mut self.less);
        if amount_of != AmountOf::Order {
            // A line below nothing belongs to the sum of its order.
            refunds.retain(|refund| {
                let of = refund.customer.map(|customer| (customer, refund.order));
                let order = of
                    .filter(|_| refund.is_line)
                    .and_then(|of| orders.get_mut(&of));
                let is_kept = order.is_none();
                if let Some(order) = order {
                    order.money.take_off(refund.money.amount as f64);
                }
                is_kept
            });
        }
        told.extend(orders.into_values().map(|order| order.come_to(amount_of)));
        Ended {
            purchases: told,
            undone,
            refunds,
            amount_of,
        }
    }
}

/// An order of somebody over its rows.
#[derive(Debug)]
struct Order {
    first: Happened,
    money: OrderMoney,
    /// What its rows say was given back.
    given_back: OrderMoney,
}

impl Order {
    fn of(row: Happened) -> Self {
        Self {
            first: Happened { money: None, ..row },
            money: OrderMoney::default(),
            given_back: OrderMoney::default(),
        }
    }

    fn add(&mut self, row: Happened, told: RowMoney) {
        let of = |amount: i64| RowMoney {
            amount: amount as f64,
            ..told
        };
        self.first.day = self.first.day.min(row.day);
        if row.given_back > 0 {
            self.given_back.add(of(row.given_back));
        }
        // Two currencies in one order are not added up: the first is kept.
        let currency = self.first.money.map(|mine| mine.currency);
        if let Some(mine) = row.money
            && currency.is_none_or(|one| one == mine.currency)
        {
            self.first.money = Some(mine);
            self.money.add(of(mine.amount));
        }
    }

    fn come_to(self, amount_of: AmountOf) -> Happened {
        Happened {
            money: self.first.money.map(|one| Money {
                amount: self.money.total(amount_of).max(0.0).round() as i64,
                ..one
            }),
            given_back: self.given_back.given_back_of(self.money, amount_of).round() as i64,
            ..self.first
        }
    }
}

#[cfg(test)]
mod tests {
    use rollcall_checks::{AmountOf, RowMoney};
    use rollcall_lists::{EventSort, Happened, Money};

    use super::super::happened::blank;
    use super::{OrderLines, Refund};

    fn row(customer: u32, order: u64, amount: i64) -> Happened {
        Happened {
            customer,
            order,
            money: (amount > 0).then_some(Money {
                amount,
                currency: 1,
            }),
            ..blank(EventSort::Purchase, 10)
        }
    }

    /// The thing of a row: odd amounts are of one, each even amount of its own.
    fn thing(amount: i64) -> RowMoney {
        let item = if amount % 2 == 1 { 1 } else { amount };
        RowMoney {
            item: Some(item.unsigned_abs()),
            ..RowMoney::default()
        }
    }

    /// Customer, order and hundredths of each row; what each purchase comes to.
    type Case<'a> = (
        &'a str,
        Option<AmountOf>,
        &'a [(u32, u64, i64)],
        &'a [(u32, Option<i64>)],
    );

    #[test]
    fn rows_of_an_order_are_one_purchase() {
        let cases: &[Case<'_>] = &[
            (
                "lines that cost different amounts",
                None,
                &[(0, 7, 1250), (0, 7, 800), (0, 8, 500)],
                &[(0, Some(2050)), (0, Some(500))],
            ),
            (
                "one thing with two totals counts once",
                None,
                &[(0, 7, 1251), (0, 7, 801), (0, 8, 500)],
                &[(0, Some(1251)), (0, Some(500))],
            ),
            (
                "the total on the first row only",
                None,
                &[(0, 7, 2050), (0, 7, 0), (0, 7, 0)],
                &[(0, Some(2050))],
            ),
            (
                "the total on every row",
                None,
                &[(0, 7, 2050), (0, 7, 2050)],
                &[(0, Some(2050))],
            ),
            (
                "two pieces at the same price, of an export known to tell lines",
                Some(AmountOf::Line),
                &[(0, 7, 800), (0, 7, 800)],
                &[(0, Some(1600))],
            ),
            (
                "something brought back in the same order",
                Some(AmountOf::Line),
                &[(0, 7, 800), (0, 7, -300)],
                &[(0, Some(500))],
            ),
            (
                "more brought back than bought",
                Some(AmountOf::Line),
                &[(0, 7, 800), (0, 7, -900)],
                &[(0, Some(0))],
            ),
            (
                "an order of two customers, and rows without an order",
                None,
                &[(0, 7, 800), (1, 7, 900), (1, 0, 100), (1, 0, 100)],
                &[
                    (1, Some(100)),
                    (1, Some(100)),
                    (0, Some(800)),
                    (1, Some(900)),
                ],
            ),
            (
                "no amount is told",
                None,
                &[(0, 7, 0), (0, 7, 0)],
                &[(0, None)],
            ),
        ];
        for (what, amount_of, rows, come_to) in cases {
            let mut lines = OrderLines::default();
            for (customer, order, amount) in *rows {
                if *amount < 0 {
                    lines.give_back(Refund {
                        customer: Some(*customer),
                        source: 1,
                        order: *order,
                        day: 10,
                        money: Money {
                            amount: -amount,
                            currency: 1,
                        },
                        is_line: true,
                    });
                } else {
                    lines.add(row(*customer, *order, *amount), thing(*amount));
                }
            }
            let told: Vec<(u32, Option<i64>)> = lines
                .end_table(*amount_of)
                .purchases
                .into_iter()
                .map(|one| (one.customer, one.money.map(|money| money.amount)))
                .collect();
            assert_eq!(told, *come_to, "{what}");
        }
    }

    #[test]
    fn what_one_row_says_of_an_order_holds_for_all_of_it() {
        let mut lines = OrderLines::default();
        let none = RowMoney::default();
        lines.add(row(0, 7, 0), none);
        lines.undo(7);
        lines.add(row(0, 8, 900), none);
        let told = lines.end_table(None).purchases;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].order, 8);
        lines.add(row(0, 7, 100), none);
        let told = lines.end_table(None).purchases;
        assert_eq!(told.len(), 1, "another table's order 7");
    }
}
