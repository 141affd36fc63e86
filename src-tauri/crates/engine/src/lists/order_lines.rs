//! The rows of one table's orders, put together: an order is one purchase, whatever it has of lines.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{AmountOf, OrderMoney};
use rollcall_lists::{Happened, Money};

/// The purchases of a table, row by row, until all of it is read.
#[derive(Debug, Default)]
pub(super) struct OrderLines {
    rows: Vec<Happened>,
    /// Orders that do not hold: often only one of their rows says so.
    undone: BTreeSet<u64>,
    /// Lines that take from an order, such as a voucher or something brought back: whose, the order, how much.
    less: Vec<(u32, u64, i64)>,
}

impl OrderLines {
    /// Notes a purchase.
    pub(super) fn add(&mut self, row: Happened) {
        self.rows.push(row);
    }

    /// Notes that an order does not hold.
    pub(super) fn undo(&mut self, order: u64) {
        self.undone.insert(order);
    }

    /// Notes a line that takes so many hundredths from somebody's order.
    pub(super) fn take_off(&mut self, customer: u32, order: u64, hundredths: i64) {
        self.less.push((customer, order, hundredths));
    }

    /// Ends a table: each order of somebody once, with what it came to, and the rows that name no order.
    /// What its lines add up to is never less than nothing, and an order of nothing is still one.
    pub(super) fn end_table(&mut self, amount_of: Option<AmountOf>) -> Vec<Happened> {
        let undone = std::mem::take(&mut self.undone);
        let mut told = Vec::new();
        let mut orders: BTreeMap<(u32, u64), (Happened, OrderMoney)> = BTreeMap::new();
        for row in std::mem::take(&mut self.rows) {
            if row.order == 0 {
                told.push(row);
                continue;
            }
            if undone.contains(&row.order) {
                continue;
            }
            let (first, money) = orders
                .entry((row.customer, row.order))
                .or_insert_with(|| (Happened { money: None, ..row }, OrderMoney::default()));
            first.day = first.day.min(row.day);
            // Two currencies in one order are not added up: the first is kept.
            let currency = first.money.map(|mine| mine.currency);
            if let Some(mine) = row.money
                && currency.is_none_or(|one| one == mine.currency)
            {
                first.money = Some(mine);
                money.add(mine.amount as f64);
            }
        }
        let amount_of = amount_of
            .unwrap_or_else(|| AmountOf::told_by(orders.values().map(|(_, money)| *money)));
        for (customer, order, hundredths) in std::mem::take(&mut self.less) {
            if let (AmountOf::Line, Some((_, money))) =
                (amount_of, orders.get_mut(&(customer, order)))
            {
                money.add(-hundredths as f64);
            }
        }
        told.extend(orders.into_values().map(|(row, money)| Happened {
            money: row.money.map(|one| Money {
                amount: money.total(amount_of).max(0.0).round() as i64,
                ..one
            }),
            ..row
        }));
        told
    }
}

#[cfg(test)]
mod tests {
    use rollcall_checks::AmountOf;
    use rollcall_lists::{EventSort, Happened, Money};

    use super::super::happened::blank;
    use super::OrderLines;

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
                    lines.take_off(*customer, *order, -amount);
                } else {
                    lines.add(row(*customer, *order, *amount));
                }
            }
            let told: Vec<(u32, Option<i64>)> = lines
                .end_table(*amount_of)
                .into_iter()
                .map(|one| (one.customer, one.money.map(|money| money.amount)))
                .collect();
            assert_eq!(told, *come_to, "{what}");
        }
    }

    #[test]
    fn what_one_row_says_of_an_order_holds_for_all_of_it() {
        let mut lines = OrderLines::default();
        lines.add(row(0, 7, 0));
        lines.undo(7);
        lines.add(row(0, 8, 900));
        let told = lines.end_table(None);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].order, 8);
        lines.add(row(0, 7, 100));
        assert_eq!(lines.end_table(None).len(), 1, "another table's order 7");
    }
}
